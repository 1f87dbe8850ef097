// Table of places with rows that can be picked by mouse or keyboard and columns that sort.
// Cells arrive as finished text; numeric columns bring their numbers for sorting.

const version = new URL(import.meta.url).search;
const { follow, pick, selectedIn } = await import(`./area_selection.js${version}`);

const STYLE = `
:host { display: block; }
.scroll { overflow: auto; border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); font-family: var(--st-font);
  color: var(--st-text-color); font-size: 13px; line-height: 1.3; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { position: sticky; top: 0; z-index: 1; padding: 0; background: #f6f8fa;
  box-shadow: inset 0 -1px 0 var(--st-border-color); }
th button { all: unset; box-sizing: border-box; width: 100%; padding: 6px; cursor: pointer;
  font-weight: 600; text-align: inherit; }
th button:focus-visible, tr:focus-visible { outline: 2px solid var(--st-primary-color);
  outline-offset: -2px; }
th, td { text-align: left; }
td { padding: 4px 6px; border-bottom: 1px solid #eef0f3; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; }
th.tick, td.tick { width: 18px; padding: 0 0 0 8px; }
td.tick { padding-top: 5px; }
.pickable tbody tr { cursor: pointer; }
.pickable tbody tr:hover { background: var(--st-secondary-background-color); }
tbody tr[aria-selected="true"] { background: #e4eff5; box-shadow: inset 3px 0 0 #111827; }
.chip { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 7px;
  border: 1px solid rgb(0 0 0 / 0.18); vertical-align: -1px; }
input { margin: 0; accent-color: var(--st-primary-color); }
`;

function part(name, parent, text = "") {
  const node = document.createElement(name);
  node.textContent = text;
  parent.append(node);
  return node;
}

// Texts that recur arrive once, with the rows they stand in.
const unpacked = (texts) => (texts.words ? texts.places.map((place) => texts.words[place]) : texts);

class AreaTable {
  constructor(root) {
    part("style", root).textContent = STYLE;
    this.root = root;
    this.scroll = part("div", root);
    this.scroll.className = "scroll";
    this.table = part("table", this.scroll);
    this.table.setAttribute("role", "grid");
    this.table.setAttribute("aria-multiselectable", "true");
    this.head = part("tr", part("thead", this.table));
    this.body = part("tbody", this.table);
    this.body.addEventListener("click", (event) => this.click(event));
    this.body.addEventListener("keydown", (event) => this.key(event));
  }

  show(data, send) {
    const fresh = JSON.stringify(data) !== this.seen;
    this.send = send;
    this.attend(data.group);
    if (!fresh) return;
    this.seen = JSON.stringify(data);
    const colours = data.colours && unpacked(data.colours);
    const whole = (numbers) => numbers.map((number) => number.toLocaleString(data.language));
    const cells = data.cells.map((texts, column) =>
      texts ? unpacked(texts) : whole(data.sorts[column]),
    );
    this.data = { ...data, cells, colours };
    this.sorting = { column: data.sort_column, down: data.sort_down };
    this.scroll.style.maxHeight = `${data.height}px`;
    this.scroll.classList.toggle("pickable", data.pickable);
    this.table.setAttribute("aria-label", data.title);
    this.scroll.scrollTop = 0;
    this.drawHead();
    this.drawBody();
  }

  attend(group) {
    if (this.group === group) return;
    this.leave?.();
    this.group = group;
    this.leave = follow(group, () => this.mark(true));
  }

  drawHead() {
    this.head.replaceChildren();
    if (this.data.pickable) part("th", this.head).className = "tick";
    const widths = this.widths();
    this.data.columns.forEach(({ label, numeric }, column) => {
      const cell = part("th", this.head);
      cell.style.width = widths[column];
      cell.className = numeric ? "number" : "";
      const sorted = this.sorting.column === column;
      const down = sorted && this.sorting.down;
      cell.setAttribute("aria-sort", sorted ? (down ? "descending" : "ascending") : "none");
      const arrow = sorted ? (down ? " ↓" : " ↑") : "";
      const button = part("button", cell, label + arrow);
      button.title = this.data.words.sort;
      button.onclick = () => {
        this.sorting = { column, down: sorted ? !down : numeric };
        this.drawHead();
        this.drawBody();
      };
    });
  }

  // Width by the longest text of a column, within limits: long names end in three dots.
  widths() {
    const lengths = this.data.columns.map(({ label }, column) => {
      const longest = Math.max(0, ...this.data.cells[column].map((text) => text.length));
      const room = column === 0 && this.data.colours ? 3 : 0;
      return Math.min(20, Math.max(longest, Math.min(label.length, 10) + 5)) + room;
    });
    const total = lengths.reduce((sum, length) => sum + length, 0);
    return lengths.map((length) => `${(100 * length) / total}%`);
  }

  order() {
    const { column, down } = this.sorting;
    const keys = this.data.sorts[column] ?? this.data.cells[column];
    const rows = this.data.codes.map((_, row) => row);
    if (column < 0) return rows;
    const compare = (one, other) => {
      const [first, second] = [keys[one], keys[other]];
      if (first === null || second === null) return (first === null) - (second === null);
      const larger = typeof first === "number" ? first - second : first.localeCompare(second, "id");
      return down ? -larger : larger;
    };
    return rows.sort(compare);
  }

  drawBody() {
    const drawn = document.createDocumentFragment();
    this.rows = new Map();
    for (const row of this.order()) {
      const line = part("tr", drawn);
      line.dataset.code = this.data.codes[row];
      line.tabIndex = -1;
      if (this.data.pickable) {
        const cell = part("td", line);
        cell.className = "tick";
        const box = part("input", cell);
        box.type = "checkbox";
        box.tabIndex = -1;
        box.setAttribute("aria-label", this.data.cells[0][row]);
      }
      this.data.columns.forEach(({ numeric }, column) => {
        const cell = part("td", line, this.data.cells[column][row]);
        cell.title = this.data.cells[column][row];
        if (numeric) cell.className = "number";
        if (column === 0 && this.data.colours) {
          const chip = document.createElement("span");
          chip.className = "chip";
          chip.style.background = this.data.colours[row];
          cell.prepend(chip);
        }
      });
      this.rows.set(line.dataset.code, line);
    }
    this.body.replaceChildren(drawn);
    if (this.body.firstChild) this.body.firstChild.tabIndex = 0;
    this.mark(true);
  }

  mark(scroll) {
    const chosen = new Set(selectedIn(this.group));
    let first = null;
    for (const [code, line] of this.rows) {
      const on = chosen.has(code);
      line.setAttribute("aria-selected", String(on));
      const box = line.querySelector("input");
      if (box) box.checked = on;
      if (on) first ??= line;
    }
    if (!scroll || !first || this.body.contains(this.root.activeElement)) return;
    const room = this.scroll.clientHeight;
    const top = first.offsetTop - this.scroll.scrollTop;
    if (top < 30 || top > room - 30) this.scroll.scrollTop = first.offsetTop - room / 3;
  }

  click(event) {
    const line = event.target.closest("tr");
    const adding = event.target.type === "checkbox" || event.shiftKey || event.ctrlKey;
    if (line) this.pick(line, adding || event.metaKey);
  }

  pick(line, adding) {
    if (!this.data.pickable) return;
    const shown = selectedIn(this.group).filter((code) => this.rows.has(code));
    this.step(line);
    pick(this.group, shown, line.dataset.code, adding);
    this.send("picked", { code: line.dataset.code, adding });
  }

  // Up and down walk through the rows, space adds or drops one, Enter selects just this one.
  key(event) {
    const line = event.target.closest("tr");
    if (event.key === "ArrowDown") this.step(line.nextSibling);
    else if (event.key === "ArrowUp") this.step(line.previousSibling);
    else if (event.key === "Home") this.step(this.body.firstChild);
    else if (event.key === "End") this.step(this.body.lastChild);
    else if (event.key === " " || event.key === "Enter") this.pick(line, event.key === " ");
    else return;
    event.preventDefault();
  }

  step(line) {
    if (!line) return;
    for (const other of this.body.querySelectorAll('tr[tabindex="0"]')) other.tabIndex = -1;
    line.tabIndex = 0;
    line.focus();
  }
}

const tables = new WeakMap();

export default function showAreaTable({ data, parentElement, setTriggerValue }) {
  if (!tables.has(parentElement)) tables.set(parentElement, new AreaTable(parentElement));
  tables.get(parentElement).show(data, setTriggerValue);
}
