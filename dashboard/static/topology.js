// Outlines: a TopoJSON file by address to shapes of one drawing.

export const SIZE = 1000; // width of the drawing in its own units

const topologies = new Map();

export function loadTopology(url) {
  if (!topologies.has(url)) {
    const address = new URL(url, document.baseURI);
    topologies.set(url, fetch(address).then((answer) => answer.json()).then(unpack));
  }
  return topologies.get(url);
}

// Delta-coded integer arcs to points of the drawing. Longitude shrinks with the cosine of the
// latitude, which at this size is all a projection has to do.
function unpack(topology) {
  const [stepX, stepY] = topology.transform.scale;
  const [startX, startY] = topology.transform.translate;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * stepX + startX, y * stepY + startY];
    });
  });
  const points = arcs.flat();
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const [west, south, north] = [Math.min(...xs), Math.min(...ys), Math.max(...ys)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = SIZE / ((Math.max(...xs) - west) * shrink);
  const place = ([x, y]) => [(x - west) * shrink * scale, (north - y) * scale];
  const drawn = arcs.map((arc) => arc.map(place));
  return { drawn, height: (north - south) * scale, objects: topology.objects };
}

function ringPoints(ring, arcs) {
  return ring.flatMap((index, position) => {
    const arc = index < 0 ? [...arcs[~index]].reverse() : arcs[index];
    return position ? arc.slice(1) : arc;
  });
}

const line = (points) => points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");

export function shapes(topology, object) {
  const geometries = [...topology.objects[object].geometries];
  geometries.sort((one, other) => (one.id < other.id ? -1 : 1));
  return geometries.map((geometry) => {
    const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
    const rings = polygons.flatMap((polygon) =>
      polygon.map((ring) => ringPoints(ring, topology.drawn)),
    );
    const outer = rings.reduce((one, other) => (span(one) > span(other) ? one : other));
    return {
      code: geometry.id,
      name: geometry.properties?.name ?? geometry.id,
      path: rings.map((ring) => `M${line(ring)}Z`).join(""),
      box: box(rings.flat()),
      centre: middle(outer),
      room: Math.min(box(outer).width, box(outer).height),
    };
  });
}

function box(points) {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

const span = (points) => box(points).width * box(points).height;

function middle(points) {
  let [area, x, y] = [0, 0, 0];
  points.forEach(([x1, y1], index) => {
    const [x2, y2] = points[(index + 1) % points.length];
    const cross = x1 * y2 - x2 * y1;
    area += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  return area ? [x / (3 * area), y / (3 * area)] : points[0];
}

export function borders(topology) {
  const used = new Set();
  for (const geometry of topology.objects.districts.geometries) {
    for (const index of geometry.arcs.flat(3)) used.add(index < 0 ? ~index : index);
  }
  return [...used].map((index) => `M${line(topology.drawn[index])}`).join("");
}
