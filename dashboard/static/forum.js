// Forum mode: full screens for a hall. Moving between them needs no server: everything is here.

const STYLE = `
:host { display: block; }
.forum { position: fixed; inset: 0; z-index: 999999; background: #fff; color: #1b2a2f;
  font-family: var(--st-font); display: grid; grid-template-rows: auto 1fr auto;
  padding: 3.2vh 4vw 1.6vh; box-sizing: border-box; overflow: hidden; }
h1 { font-size: clamp(36px, 4.6vw, 72px); line-height: 1.08; margin: 0; font-weight: 700; }
.lead { font-size: clamp(24px, 2.2vw, 38px); line-height: 1.3; color: #47575c; margin: 1vh 0 0; }
.body { min-height: 0; display: flex; gap: 3vw; align-items: stretch; padding: 2.4vh 0 1vh; }
.cover { grid-template-rows: 55% 1fr auto; }
.cover header { align-self: end; }
.cover h1 { font-size: clamp(48px, 6.4vw, 104px); }
img { max-width: 58%; height: 100%; object-fit: contain; object-position: left center; }
ul { margin: 0; padding-left: 1.1em; }
li { font-size: clamp(24px, 2.3vw, 40px); line-height: 1.35; margin-bottom: 1.4vh; }
table { border-collapse: collapse; width: 100%; align-self: flex-start; }
td, th { font-size: clamp(24px, 1.9vw, 32px); line-height: 1.25; text-align: left;
  padding: 0.8vh 1vw 0.8vh 0; border-bottom: 1px solid #d5dedc; vertical-align: top; }
th { color: #0f766e; } td:last-child.number, th:last-child.number { text-align: right; }
.bars { flex: 1; display: grid; align-content: center; gap: 2vh; }
.bar { display: grid; grid-template-columns: minmax(18vw, 34%) 1fr; gap: 1.4vw; align-items: center;
  font-size: clamp(24px, 2vw, 34px); line-height: 1.15; }
.bar i { display: block; height: 4.6vh; border-radius: 4px; min-width: 3px; border: 1px solid #9fb3b0;
  box-sizing: border-box; }
.bar span { display: flex; gap: 0.8vw; align-items: center; white-space: nowrap; }
.stack { display: flex; flex: 1; height: 7vh; border-radius: 6px; overflow: hidden; }
.stack i { display: grid; place-items: center; font-style: normal; font-size: clamp(24px, 2vw, 34px);
  color: #1b2a2f; border-right: 2px solid #fff; }
.ask { flex: 1; min-width: 0; display: grid; grid-template-rows: auto 1fr; gap: 1.6vh; }
.ask select { font: inherit; font-size: clamp(26px, 2.2vw, 38px); padding: 0.8vh 1vw; max-width: 48vw;
  border: 2px solid #0f766e; border-radius: 8px; background: #fff; color: inherit; }
.answer { overflow: auto; min-height: 0; display: grid; gap: 1.4vh; align-content: start; }
.answer p { font-size: clamp(24px, 1.8vw, 30px); line-height: 1.32; margin: 0; }
.swatch { display: inline-block; width: 0.9em; height: 0.9em; border-radius: 3px; margin-right: 0.4em;
  border: 1px solid #9fb3b0; vertical-align: -0.06em; }
.foot { display: flex; gap: 2vw; align-items: center; justify-content: space-between;
  font-size: 15px; color: #5b6b70; }
.foot .where { flex: 1; }
button { font: inherit; font-size: 18px; padding: 8px 18px; border-radius: 8px; cursor: pointer;
  border: 1px solid #0f766e; background: #fff; color: #0f766e; }
button.main { background: #0f766e; color: #fff; }
button:focus-visible, select:focus-visible { outline: 3px solid #f2b134; outline-offset: 2px; }
.notes { position: absolute; left: 4vw; right: 4vw; bottom: 64px; background: #fff8e1; color: #1b2a2f;
  border: 1px solid #e0c97a; border-radius: 10px; padding: 14px 20px; font-size: 24px; }
.districts { flex: 1; display: grid; align-content: space-evenly; min-height: 0;
  font-size: clamp(24px, 2.6vh, 32px); line-height: 1.1; }
.districts div { display: grid; grid-template-columns: 10em 1fr; gap: 0.6em; align-items: center; }
.districts .stack { height: 3.6vh; border-radius: 4px; }
.legend { font-size: clamp(24px, 1.7vw, 28px); display: flex; flex-wrap: wrap; gap: 0.4vh 2vw; }
`;

const N_MIXED = 10;

function part(name, parent, text = "", className = "") {
  const node = document.createElement(name);
  node.textContent = text;
  if (className) node.className = className;
  parent.append(node);
  return node;
}

function showTable(rows, parent) {
  const table = part("table", parent);
  rows.forEach((cells, y) => {
    const row = part("tr", table);
    cells.forEach((text, x) => {
      const numeric = x === cells.length - 1 && rows.slice(1).every((one) => /^[\d.,\s]+$/.test(one[x]));
      part(y ? "td" : "th", row, text, numeric ? "number" : "");
    });
  });
}

function showBars(chart, parent, write) {
  const box = part("div", parent, "", "bars");
  const [, values] = chart.series[0];
  const most = Math.max(...values, 1);
  chart.categories.forEach((name, n) => {
    const bar = part("div", box, "", "bar");
    part("div", bar, name);
    const line = part("span", bar);
    const mark = part("i", line);
    mark.style.width = `${(78 * values[n]) / most}%`;
    mark.style.background = chart.colours[n % chart.colours.length];
    part("b", line, write(values[n]));
  });
}

function showStacks(chart, parent) {
  const outer = part("div", parent, "", "ask");
  const legend = part("div", outer, "", "legend");
  chart.series.forEach(([name], n) => {
    const line = part("span", legend);
    part("span", line, "", "swatch").style.background = chart.colours[n];
    line.append(name);
  });
  const box = part("div", outer, "", "districts");
  // A hall can read so many names; the next screen answers for every one of them.
  const largest = chart.categories.map((_, y) => Math.max(...chart.series.map(([, v]) => v[y])));
  const rows = chart.categories.map((name, y) => [name, y]);
  const mixed = rows.sort((a, b) => largest[a[1]] - largest[b[1]]);
  mixed.slice(0, N_MIXED).forEach(([name, y]) => {
    const line = part("div", box);
    part("span", line, name);
    const stack = part("span", line, "", "stack");
    chart.series.forEach(([, values], n) => {
      if (!values[y]) return;
      const piece = part("i", stack);
      piece.style.width = `${100 * values[y]}%`;
      piece.style.background = chart.colours[n];
    });
  });
}

class Forum {
  constructor(root) {
    this.root = root;
    this.at = 0;
    this.notes = false;
    this.asked = "";
    part("style", root, STYLE);
    this.screen = part("div", root, "", "forum");
    this.screen.tabIndex = -1;
    this.onKey = (event) => this.key(event);
    document.addEventListener("keydown", this.onKey, true);
    let start = 0;
    this.screen.addEventListener("touchstart", (event) => (start = event.touches[0].clientX));
    this.screen.addEventListener("touchend", (event) => {
      const moved = event.changedTouches[0].clientX - start;
      if (Math.abs(moved) > 60) this.go(moved < 0 ? 1 : -1);
    });
  }

  key(event) {
    if (!this.screen.isConnected) {
      document.removeEventListener("keydown", this.onKey, true);
      return;
    }
    const inside = event.composedPath()[0]?.tagName === "SELECT";
    const steps = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
    if (event.key in steps && !(inside && event.key !== "PageDown" && event.key !== "PageUp")) {
      this.go(steps[event.key]);
    } else if (event.key === "Home") this.go(-this.at);
    else if (event.key === "End") this.go(this.screens.length - 1 - this.at);
    else if (event.key === "n" || event.key === "N") {
      this.notes = !this.notes;
      this.draw();
    } else if (event.key === "Escape") window.location.assign(this.data.exit);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  go(step) {
    this.at = Math.min(Math.max(this.at + step, 0), this.screens.length - 1);
    this.draw();
  }

  show(data) {
    this.data = data;
    this.screens = [...data.slides];
    const after = this.screens.findIndex((slide) => slide.key === "districts");
    this.screens.splice(after + 1, 0, { key: "ask", title: data.words.why, lead: "" });
    this.at = Math.min(this.at, this.screens.length - 1);
    this.draw();
  }

  draw() {
    const slide = this.screens[this.at];
    const words = this.data.words;
    this.screen.replaceChildren();
    this.screen.classList.toggle("cover", slide.key === "cover");
    const head = part("header", this.screen);
    part("h1", head, slide.title);
    if (slide.lead) part("p", head, slide.lead, "lead");
    const body = part("div", this.screen, "", "body");
    if (slide.key === "ask") this.drawAsk(body);
    if (slide.has_map) {
      const picture = part("img", body);
      picture.src = this.data.map;
      picture.alt = slide.title;
    }
    if (slide.table?.length) showTable(slide.table, body);
    if (slide.chart && slide.chart.series.length > 1) showStacks(slide.chart, body);
    else if (slide.chart) {
      showBars(slide.chart, body, (value) => Math.round(value).toLocaleString(words.locale));
    }
    if (slide.bullets?.length) {
      const list = part("ul", body);
      slide.bullets.forEach((text) => part("li", list, text));
    }
    if (this.notes && slide.notes) part("aside", this.screen, slide.notes, "notes");
    this.drawFoot(slide, words);
    this.screen.focus({ preventScroll: true });
  }

  drawFoot(slide, words) {
    const foot = part("footer", this.screen, "", "foot");
    part("span", foot, [slide.source, this.data.footer].filter(Boolean).join("  ·  "), "where");
    const button = (label, act, main = false) => {
      const node = part("button", foot, label, main ? "main" : "");
      node.type = "button";
      node.addEventListener("click", act);
    };
    button(words.notes, () => {
      this.notes = !this.notes;
      this.draw();
    });
    button(words.close, () => window.location.assign(this.data.exit));
    button(words.back, () => this.go(-1));
    button(`${words.next}  ${this.at + 1}/${this.screens.length}`, () => this.go(1), true);
  }

  drawAsk(body) {
    const box = part("div", body, "", "ask");
    const choice = part("select", box);
    choice.setAttribute("aria-label", this.data.words.choose);
    part("option", choice, this.data.words.choose).value = "";
    this.data.districts.forEach((one) => (part("option", choice, one.name).value = one.name));
    choice.value = this.asked;
    const answer = part("div", box, "", "answer");
    const fill = () => {
      this.asked = choice.value;
      answer.replaceChildren();
      const found = this.data.districts.find((one) => one.name === this.asked);
      if (!found) return;
      const stack = part("div", answer, "", "stack");
      found.parts.forEach((one, n) => {
        const piece = part("i", stack, one.share > 0.08 ? one.text : "");
        piece.style.width = `${100 * one.share}%`;
        piece.style.background = found.colours[n];
      });
      found.parts.forEach((one, n) => {
        const line = part("p", answer);
        part("span", line, "", "swatch").style.background = found.colours[n];
        part("b", line, `${one.name} (${one.text}): `);
        line.append(one.villages);
      });
      found.sentences.forEach((text) => part("p", answer, text));
    };
    choice.addEventListener("change", fill);
    fill();
  }
}

const shown = new WeakMap();

export default function show({ parentElement, data }) {
  if (!shown.has(parentElement)) shown.set(parentElement, new Forum(parentElement));
  shown.get(parentElement).show(data);
}
