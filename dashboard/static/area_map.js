// Map of the regency as SVG: hover, click, keyboard, zoom. Outlines come by address and stay in
// the browser; the server sends one class a place and, apart from it, which places are selected.

const version = new URL(import.meta.url).search;
const { STYLE } = await import(`./area_map_style.js${version}`);
const { SIZE, borders, loadTopology, shapes } = await import(`./topology.js${version}`);
const { follow, pick, selectedIn } = await import(`./area_selection.js${version}`);
const { showLegend } = await import(`./area_legend.js${version}`);
const { listen } = await import(`./area_map_input.js${version}`);

const SVG = "http://www.w3.org/2000/svg";
const LETTER_ROOM = 19; // a place narrower than this on screen carries no letter

function element(name, attributes = {}, parent = null) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent?.append(node);
  return node;
}

function html(name, className, parent, text = "") {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  parent.append(node);
  return node;
}

class AreaMap {
  constructor(root) {
    this.root = root;
    html("style", "", root).textContent = STYLE;
    this.frame = html("div", "frame", root);
    this.canvas = html("div", "canvas", this.frame);
    this.svg = element("svg", { class: "map", tabindex: "0", role: "listbox" }, this.canvas);
    const hatch = element("pattern", {
      id: "hatch",
      width: 7,
      height: 7,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    });
    element("rect", { width: 7, height: 7, fill: "#f4f5f6" }, hatch);
    element("rect", { width: 2, height: 7, fill: "#b9c0c8" }, hatch);
    element("defs", {}, this.svg).append(hatch);
    for (const layer of ["places", "lines", "letters", "rings"]) {
      this[layer] = element("g", {}, this.svg);
    }
    this.tip = html("div", "tip", this.canvas);
    this.tip.hidden = true;
    this.legend = html("ul", "legend", this.frame);
    this.hint = html("p", "sr", this.frame);
    listen(this);
  }

  async show(data, send) {
    const topology = await loadTopology(data.url);
    const changed = data.object !== this.data?.object || data.url !== this.data?.url;
    const moved = changed || data.focus !== this.data?.focus || data.height !== this.data?.height;
    this.data = data;
    this.send = send;
    this.attend(data.group, data.selected);
    if (changed) this.draw(topology);
    this.paint();
    if (moved) this.fit();
    this.svg.setAttribute("aria-label", data.title);
    this.hint.textContent = data.words.hint;
  }

  // Selected codes come with the data, or are shared by the group of the map.
  attend(group, selected) {
    if (this.group !== group) {
      this.leave?.();
      this.group = group;
      this.leave = follow(group, () => {
        this.selected = selectedIn(group);
        this.ring();
      });
    }
    this.selected = group ? selectedIn(group) : selected;
  }

  draw(topology) {
    this.shapes = shapes(topology, this.data.object);
    this.names = new Map(shapes(topology, "districts").map((shape) => [shape.code, shape]));
    this.height = topology.height;
    this.places.replaceChildren();
    this.letters.replaceChildren();
    this.shapes.forEach((shape, index) => {
      const attributes = { class: "place", d: shape.path, role: "option", "data-code": shape.code };
      shape.node = element("path", { ...attributes, id: `place-${shape.code}` }, this.places);
      shape.index = index;
      shape.letter = element("text", { class: "letter" }, this.letters);
      shape.letter.setAttribute("x", shape.centre[0]);
      shape.letter.setAttribute("y", shape.centre[1]);
    });
    this.byCode = new Map(this.shapes.map((shape) => [shape.code, shape]));
    this.lines.replaceChildren();
    element("path", { class: "border", d: borders(topology) }, this.lines);
    this.active = null;
  }

  classOf(shape) {
    const mark = this.data.positions[shape.index];
    return mark === "-" ? null : this.data.classes[parseInt(mark, 36)];
  }

  figureOf(shape) {
    const found = this.classOf(shape);
    if (this.data.texts) return this.data.texts[shape.index];
    return found ? found.label : this.data.words.missing;
  }

  placeOf(shape) {
    if (this.data.object === "districts") return `${this.data.words.district} ${shape.name}`;
    const district = this.names.get(shape.code.slice(0, 8));
    return `${shape.name}, ${this.data.words.district} ${district.name}`;
  }

  inside(shape) {
    return !this.data.focus || shape.code.startsWith(this.data.focus);
  }

  paint() {
    this.svg.classList.toggle("pickable", this.data.pickable);
    for (const shape of this.shapes) {
      const found = this.classOf(shape);
      shape.node.setAttribute("fill", found ? found.colour : "url(#hatch)");
      shape.node.classList.toggle("outside", !this.inside(shape));
      shape.node.setAttribute("aria-label", `${this.placeOf(shape)}: ${this.figureOf(shape)}`);
      shape.letter.textContent = found && this.data.lettered ? found.letter : "";
      shape.letter.classList.toggle("light", Boolean(found?.dark));
    }
    showLegend(this.legend, this.data, (mark) => this.single(mark));
    this.ring();
  }

  single(mark) {
    for (const shape of this.shapes) {
      const other = mark !== null && this.data.positions[shape.index] !== mark;
      shape.node.classList.toggle("quiet", other);
    }
  }

  ring() {
    if (!this.shapes) return;
    this.rings.replaceChildren();
    const chosen = this.selected.map((code) => this.byCode.get(code)).filter(Boolean);
    for (const kind of ["halo", "chosen"]) {
      for (const shape of chosen) this.outline(shape, kind);
    }
    if (this.hovered) this.outline(this.hovered, "here");
    if (this.active && this.root.activeElement === this.svg) this.outline(this.active, "active");
    for (const shape of this.shapes) {
      shape.node.setAttribute("aria-selected", String(chosen.includes(shape)));
    }
  }

  outline(shape, kind) {
    element("path", { class: `ring ${kind}`, d: shape.path }, this.rings);
  }

  // The whole regency, or the opened district with some of its surroundings.
  fit() {
    const focus = this.names.get(this.data.focus)?.box;
    const pad = focus ? 0.08 * Math.max(focus.width, focus.height) : 6;
    const around = focus ?? { x: 0, y: 0, width: SIZE, height: this.height };
    this.view = {
      x: around.x - pad,
      y: around.y - pad,
      width: around.width + 2 * pad,
      height: around.height + 2 * pad,
    };
    this.home = this.view;
    this.look();
  }

  look() {
    const { x, y, width, height } = this.view;
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    this.svg.style.height = `${this.data.height}px`;
    const shown = this.svg.getBoundingClientRect();
    if (!shown.width || !shown.height) { // not laid out, or already taken away
      this.unit ||= 1;
      return;
    }
    this.unit = Math.max(width / shown.width, height / shown.height) || 1;
    for (const shape of this.shapes) {
      const roomy = shape.room / this.unit > LETTER_ROOM && this.inside(shape);
      shape.letter.style.display = roomy ? "" : "none";
      shape.letter.setAttribute("font-size", 11 * this.unit);
    }
    const hatch = this.svg.querySelector("#hatch");
    hatch.setAttribute("patternTransform", `rotate(45) scale(${this.unit})`);
  }

  zoom(factor, [x, y] = this.viewCentre()) {
    const width = Math.min(this.home.width, Math.max(60, this.view.width / factor));
    const ratio = width / this.view.width;
    this.view = {
      x: x - (x - this.view.x) * ratio,
      y: y - (y - this.view.y) * ratio,
      width,
      height: this.view.height * ratio,
    };
    if (width === this.home.width) this.view = this.home;
    this.look();
  }

  viewCentre() {
    return [this.view.x + this.view.width / 2, this.view.y + this.view.height / 2];
  }

  point(event) {
    const at = new DOMPoint(event.clientX, event.clientY);
    const { x, y } = at.matrixTransform(this.svg.getScreenCTM().inverse());
    return [x, y];
  }

  pick(shape, adding) {
    if (!shape || !this.data.pickable || !this.inside(shape)) return;
    const add = adding || this.data.adding;
    const shown = this.selected.filter((code) => this.byCode.has(code));
    pick(this.group, shown, shape.code, add);
    this.send("picked", { code: shape.code, adding: add });
  }

  hover(shape, event) {
    if (shape !== this.hovered) {
      this.hovered = shape;
      this.ring();
    }
    this.tip.hidden = !shape;
    if (!shape) return;
    this.tell(shape);
    const frame = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const left = x > frame.width - 230 ? x - this.tip.offsetWidth - 12 : x + 14;
    this.tip.style.left = `${Math.max(4, left)}px`;
    this.tip.style.top = `${y > frame.height - 90 ? y - this.tip.offsetHeight - 8 : y + 14}px`;
  }

  tell(shape) {
    this.tip.replaceChildren();
    html("b", "", this.tip, shape.name);
    if (this.data.object === "villages") {
      const district = this.names.get(shape.code.slice(0, 8));
      html("div", "note", this.tip, `${this.data.words.district} ${district.name}`);
    }
    html("div", "figure", this.tip, this.figureOf(shape));
  }

  drag(press, event) {
    this.view = {
      ...press.view,
      x: press.view.x - (event.clientX - press.x) * this.unit,
      y: press.view.y - (event.clientY - press.y) * this.unit,
    };
    this.look();
  }

  addZoomButtons(words) {
    const zoom = html("div", "zoom", this.canvas);
    for (const [sign, label, act] of [
      ["+", words.zoom_in, () => this.zoom(1.6)],
      ["−", words.zoom_out, () => this.zoom(1 / 1.6)],
      ["⤢", words.zoom_all, () => this.fit()],
    ]) {
      const button = html("button", "", zoom, sign);
      button.title = label;
      button.setAttribute("aria-label", label);
      button.onclick = act;
    }
  }
}

const maps = new WeakMap();

export default async function showAreaMap({ data, parentElement, setTriggerValue }) {
  let map = maps.get(parentElement);
  if (!map) {
    map = new AreaMap(parentElement);
    map.addZoomButtons(data.words);
    maps.set(parentElement, map);
  }
  await map.show(data, setTriggerValue);
}
