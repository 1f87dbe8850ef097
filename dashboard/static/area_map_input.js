// How a map is moved and read: pointer, wheel and keys.

const CLICK_SLACK = 4; // a press that moves further than this is a drag

function nearest(found, [x, y]) {
  const distance = (shape) => Math.hypot(shape.centre[0] - x, shape.centre[1] - y);
  return found.reduce((one, other) => (distance(one) <= distance(other) ? one : other));
}

// Arrow keys walk to the nearest place in that direction; Enter or space selects it.
function walk(map, key) {
  const sides = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const [right, down] = sides[key];
  const reachable = map.shapes.filter((shape) => map.inside(shape));
  if (!map.active || !map.inside(map.active)) {
    const first = reachable.find((shape) => map.selected.includes(shape.code));
    map.active = first ?? nearest(reachable, map.viewCentre());
  } else {
    const [x, y] = map.active.centre;
    let best = Infinity;
    for (const shape of reachable) {
      const [dx, dy] = [shape.centre[0] - x, shape.centre[1] - y];
      const along = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      const cost = along + 2 * aside;
      if (along > 0.01 && aside <= along * 1.2 && cost < best) {
        best = cost;
        map.next = shape;
      }
    }
    if (best < Infinity) map.active = map.next;
  }
  map.svg.setAttribute("aria-activedescendant", `place-${map.active.code}`);
  map.ring();
  const at = new DOMPoint(...map.active.centre).matrixTransform(map.svg.getScreenCTM());
  map.hover(map.active, { clientX: at.x, clientY: at.y });
}

export function listen(map) {
  const shapeAt = (event) => map.byCode?.get(event.target.dataset?.code);
  let press = null;
  map.svg.addEventListener("pointermove", (event) => {
    if (press && event.buttons & 1 && map.view !== map.home) map.drag(press, event);
    map.hover(shapeAt(event), event);
  });
  map.svg.addEventListener("pointerleave", () => map.hover(null));
  map.svg.addEventListener("pointerdown", (event) => {
    press = { x: event.clientX, y: event.clientY, view: map.view };
  });
  map.svg.addEventListener("click", (event) => {
    const moved = press && Math.hypot(event.clientX - press.x, event.clientY - press.y);
    if (!moved || moved < CLICK_SLACK) {
      map.pick(shapeAt(event), event.shiftKey || event.ctrlKey || event.metaKey);
    }
    press = null;
  });
  map.svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      map.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, map.point(event));
    },
    { passive: false },
  );
  map.svg.addEventListener("keydown", (event) => {
    if (event.key.startsWith("Arrow")) walk(map, event.key);
    else if (event.key === "Enter" || event.key === " ") map.pick(map.active, event.shiftKey);
    else if (event.key === "+" || event.key === "-") map.zoom(event.key === "+" ? 1.4 : 1 / 1.4);
    else return;
    event.preventDefault();
  });
  map.svg.addEventListener("blur", () => {
    map.hover(null);
    map.ring();
  });
}
