// A text to read and to copy. Office networks serve plain http, where browsers withhold the
// clipboard; the text is then selected and copied the old way.

const STYLE = `
:host { display: block; font-family: var(--st-font); color: var(--st-text-color); }
textarea { box-sizing: border-box; width: 100%; padding: 8px 10px; resize: vertical;
  font: inherit; font-size: 13px; line-height: 1.35; color: inherit;
  background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); }
div { display: flex; align-items: center; gap: 12px; margin-top: 6px; font-size: 13px; }
button { padding: 5px 14px; font: inherit; cursor: pointer; color: var(--st-primary-color);
  background: #fff; border: 1px solid var(--st-primary-color);
  border-radius: var(--st-base-radius); }
button:hover { background: var(--st-secondary-background-color); }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
`;

function part(name, parent, text = "") {
  const node = document.createElement(name);
  node.textContent = text;
  parent.append(node);
  return node;
}

async function copy(box) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(box.value);
      return true;
    } catch {
      // Refused by the browser: the old way may still be open.
    }
  }
  box.focus();
  box.select();
  return document.execCommand("copy");
}

const boxes = new WeakMap();

function makeBox(root) {
  part("style", root).textContent = STYLE;
  const box = part("textarea", root);
  box.readOnly = true;
  const line = part("div", root);
  const button = part("button", line);
  const note = part("span", line);
  note.setAttribute("role", "status");
  return { box, button, note };
}

export default function showText({ data, parentElement }) {
  if (!boxes.has(parentElement)) boxes.set(parentElement, makeBox(parentElement));
  const { box, button, note } = boxes.get(parentElement);
  if (box.value !== data.text) note.textContent = data.words.length;
  box.value = data.text;
  box.style.height = "0";
  box.style.height = `${box.scrollHeight + 4}px`;
  box.setAttribute("aria-label", data.title);
  button.textContent = data.words.copy;
  button.onclick = async () => {
    note.textContent = (await copy(box)) ? data.words.copied : data.words.select;
  };
}
