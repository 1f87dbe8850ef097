// Legend of a map: a swatch with its letter, what it means, how much falls into it.

function part(name, className, parent, text = "") {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  parent.append(node);
  return node;
}

function row(list, letter, label, note, mark, single) {
  const item = part("li", "", list);
  const swatch = part("span", "swatch", item, letter);
  const words = part("span", "", item, `${label} `);
  part("span", "note", words, note);
  item.onmouseenter = () => single(mark);
  item.onmouseleave = () => single(null);
  return swatch;
}

// `single(mark)` lets one class stand out while the pointer rests on its row.
export function showLegend(list, data, single) {
  list.replaceChildren();
  data.classes.forEach(({ letter, label, note, colour, dark }, index) => {
    const swatch = row(list, letter, label, note, index.toString(36), single);
    swatch.style.background = colour;
    swatch.classList.toggle("dark", dark);
  });
  if (data.missing_note) {
    row(list, "", data.words.missing, data.missing_note, "-", single).classList.add("hatched");
  }
}
