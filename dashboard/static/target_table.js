// The rows of a target list: every village with every channel of its segment. Villages and
// channels arrive once each; rows are joined here and drawn as far as somebody scrolls.

const CHUNK = 120;
const STYLE = `
:host { display: block; }
.scroll { overflow: auto; border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); font-family: var(--st-font);
  color: var(--st-text-color); font-size: 13px; line-height: 1.3; }
.scroll:focus-visible { outline: 2px solid var(--st-primary-color); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { position: sticky; top: 0; z-index: 1; padding: 0; background: #f6f8fa;
  box-shadow: inset 0 -1px 0 var(--st-border-color); vertical-align: bottom; }
th button { all: unset; box-sizing: border-box; width: 100%; padding: 6px; cursor: pointer;
  font-weight: 600; text-align: inherit; }
th button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
th, td { text-align: left; }
td { padding: 4px 6px; border-bottom: 1px solid #eef0f3; vertical-align: top; }
td div { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2;
  overflow: hidden; overflow-wrap: anywhere; }
tbody tr:hover div, tbody tr:focus-within div { -webkit-line-clamp: unset; }
tbody tr:hover { background: var(--st-secondary-background-color); }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
`;
const WIDTHS = { code: 100, text: 94, narrow: 62, number: 62, line: 124, message: 184 };

function part(name, parent, text = "") {
  const node = document.createElement(name);
  node.textContent = text;
  parent.append(node);
  return node;
}

class TargetTable {
  constructor(root) {
    part("style", root).textContent = STYLE;
    this.scroll = part("div", root);
    this.scroll.className = "scroll";
    this.scroll.tabIndex = 0;
    const table = part("table", this.scroll);
    this.table = table;
    this.head = part("tr", part("thead", table));
    this.body = part("tbody", table);
    this.scroll.addEventListener("scroll", () => this.drawMore());
  }

  show(data) {
    const seen = JSON.stringify(data);
    if (seen === this.seen) return;
    this.seen = seen;
    this.data = data;
    this.table.setAttribute("aria-label", data.title);
    this.scroll.setAttribute("role", "region");
    this.scroll.setAttribute("aria-label", data.title);
    this.scroll.style.maxHeight = `${data.height}px`;
    this.rows = this.join();
    this.sorting = { column: -1, down: false };
    this.draw();
  }

  join() {
    const { cells, lines, segment_column: segment } = this.data;
    return cells[0].flatMap((_, village) => {
      const found = lines[cells[segment][village]] ?? [];
      return (found.length ? found : [["", "", ""]]).map((line) => ({ village, line }));
    });
  }

  value({ village, line }, column) {
    const { cells } = this.data;
    return column < cells.length ? cells[column][village] : line[column - cells.length];
  }

  text(row, column) {
    const value = this.value(row, column);
    if (!this.data.columns[column].numeric) return value ?? "";
    if (value === null) return this.data.hidden;
    return String(value).replace(/\B(?=(\d{3})+$)/g, this.data.thousands);
  }

  draw() {
    this.drawHead();
    this.body.replaceChildren();
    this.drawn = 0;
    this.scroll.scrollTop = 0;
    this.drawMore();
  }

  width(column) {
    const { cells, columns, segment_column: segment } = this.data;
    if (column === 0) return WIDTHS.code;
    if (column === segment) return WIDTHS.narrow;
    if (columns[column].numeric) return WIDTHS.number;
    if (column < cells.length) return WIDTHS.text;
    return column === columns.length - 1 ? WIDTHS.message : WIDTHS.line;
  }

  drawHead() {
    this.head.replaceChildren();
    const all = this.data.columns.map((_, column) => this.width(column));
    const total = all.reduce((sum, width) => sum + width, 0);
    this.table.style.minWidth = `${total}px`;
    this.data.columns.forEach(({ label, numeric }, column) => {
      const cell = part("th", this.head);
      cell.style.width = `${(100 * all[column]) / total}%`;
      if (numeric) cell.className = "number";
      const sorted = this.sorting.column === column;
      const down = sorted && this.sorting.down;
      cell.setAttribute("aria-sort", sorted ? (down ? "descending" : "ascending") : "none");
      const button = part("button", cell, label + (sorted ? (down ? " ↓" : " ↑") : ""));
      button.title = this.data.words.sort;
      button.onclick = () => this.sort(column, sorted ? !down : numeric);
    });
  }

  sort(column, down) {
    this.sorting = { column, down };
    this.rows.sort((one, other) => {
      const [first, second] = [this.value(one, column), this.value(other, column)];
      if (first === null || second === null) return (first === null) - (second === null);
      const larger = typeof first === "number" ? first - second : first.localeCompare(second, "id");
      return down ? -larger : larger;
    });
    this.draw();
  }

  drawMore() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroll;
    if (this.drawn && scrollTop + clientHeight < scrollHeight - 400) return;
    const drawn = document.createDocumentFragment();
    for (const row of this.rows.slice(this.drawn, this.drawn + CHUNK)) {
      const line = part("tr", drawn);
      this.data.columns.forEach(({ numeric }, column) => {
        const cell = part("td", line);
        if (numeric) cell.className = "number";
        part("div", cell, this.text(row, column));
      });
    }
    this.drawn += CHUNK;
    this.body.append(drawn);
  }
}

const tables = new WeakMap();

export default function showTargetTable({ data, parentElement }) {
  if (!tables.has(parentElement)) tables.set(parentElement, new TargetTable(parentElement));
  tables.get(parentElement).show(data);
}
