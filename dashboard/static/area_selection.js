// Which places are selected, shared by the map and the table of one group on a page.

const codes = new Map();
const events = new EventTarget();

export const selectedIn = (group) => codes.get(group) ?? [];

export function select(group, chosen) {
  codes.set(group, chosen);
  events.dispatchEvent(new Event(group));
}

// The next selection after a pick: the same rule as on the server, applied at once.
export function pick(group, shown, code, adding) {
  const without = shown.filter((other) => other !== code);
  const drop = without.length < shown.length && (adding || shown.length === 1);
  select(group, drop ? without : adding ? [...shown, code] : [code]);
}

export function follow(group, act) {
  events.addEventListener(group, act);
  return () => events.removeEventListener(group, act);
}

export default function showSelection({ data }) {
  select(data.group, data.codes);
}
