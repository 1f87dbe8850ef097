// Runs inside the measured page: when is it painted, and when did every linked panel follow a click?

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = (key) => document.querySelector(`.st-key-${key} [data-testid^=stBidi]`)?.shadowRoot;
  const text = (selector) => all(selector).map((node) => node.textContent).join(" ");
  const labels = (selector) => all(selector).map((node) => node.getAttribute("aria-label") ?? "");
  // Components that stay empty on purpose: they carry a setting or a selection, not a picture.
  const silent = /page_language|_codes/;

  const filled = (host) =>
    host.shadowRoot?.querySelectorAll("*").length > 1 ||
    silent.test(host.closest("[class*=st-key]")?.className ?? "");
  const places = (host) => host.shadowRoot?.querySelectorAll("path.place").length ?? 0;

  // [table, panel, chart]: does each show the village with this code and name, and no other?
  const linked = {
    ours(code, name) {
      const rows = all("tbody tr[aria-selected='true']", root("area_table"));
      const bars = labels("[data-testid=stVegaLiteChart] path[aria-label]");
      return [
        rows.length === 1 && rows[0].dataset.code === code,
        text(".st-key-selection_panel").includes(name),
        bars.some((label) => label.startsWith(`${name}: `)),
      ];
    },
    naive(code, name) {
      const bars = all("[data-testid=stVegaLiteChart]")[1];
      return [
        text("[data-testid=glide-cell-0-0]") === code,
        text("[data-testid=stMarkdown]").includes(name),
        bars ? all("text", bars).some((label) => label.textContent === name) : false,
      ];
    },
  };

  const shapes = {
    ours: (code) => root("area_map").querySelector(`path.place[data-code='${code}']`),
    naive: (_, position) => all(".mark-shape path")[position],
  };

  window.bench = {
    idle: () =>
      Boolean(document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")),

    // Our pages: as many maps as the page has; the naive page: as many outlines as there are.
    painted(title, maps, outlines) {
      const heading = document.querySelector("h1")?.textContent ?? "";
      const charts = all("[data-testid=stVegaLiteChart]");
      const hosts = all("[data-testid^=stBidiComponent]");
      return (
        window.bench.idle() &&
        heading !== "" &&
        heading !== title &&
        charts.every((chart) => chart.querySelector("svg")) &&
        hosts.every(filled) &&
        hosts.filter((host) => places(host) >= 40).length >= maps &&
        all(".mark-shape path").length >= outlines
      );
    },

    // A point of the outline that the eye sees and the mouse can hit.
    point(app, code, position) {
      const path = shapes[app](code, position);
      const box = path.getBBox();
      const matrix = path.getScreenCTM();
      for (let row = 1; row < 20; row++) {
        for (let column = 1; column < 20; column++) {
          const x = box.x + (box.width * column) / 20;
          const point = new DOMPoint(x, box.y + (box.height * row) / 20);
          if (!path.isPointInFill(point)) continue;
          const seen = point.matrixTransform(matrix);
          if (path.getRootNode().elementFromPoint(seen.x, seen.y) === path) return [seen.x, seen.y];
        }
      }
      return null;
    },

    // From the release of the button to the frame after the one in which a panel had followed.
    watch(app, code, name) {
      const times = [null, null, null];
      window.bench.times = null;
      const start = (event) => {
        const began = event.timeStamp;
        const look = () => {
          linked[app](code, name).forEach((follows, panel) => {
            if (follows) times[panel] ??= performance.now() - began;
          });
          if (times.includes(null)) requestAnimationFrame(look);
          else requestAnimationFrame(() => (window.bench.times = times));
        };
        look();
      };
      addEventListener("pointerup", start, { capture: true, once: true });
    },
  };
})();
