"""The dashboard and the naive page in a real browser: opening, clicking, bytes, processor time."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, ViewportSize, WebSocket, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.places import Village, villages_to_click
from benchmarks.report import Measure, Section, load_note
from benchmarks.servers import Server, running
from launch.console import ROOT, say
from launch.server import find_browser

WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
VIEWPORT = ViewportSize(width=1366, height=768)  # the office laptop
OPTIONS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--use-angle=swiftshader"]
OPTIONS += ["--enable-unsafe-swiftshader", "--no-first-run", "--disable-background-networking"]
PATIENCE = 60_000  # milliseconds
APPS = ("ours", "naive")
N_VILLAGES = 435


@dataclass(frozen=True)
class PageUnderTest:
    """A page: its address, its file, and what must be drawn before it counts as painted."""

    path: str
    file: str = ""
    n_maps: int = 0
    n_outlines: int = 0


NAIVE_PAGES = {"map": PageUnderTest("", n_outlines=N_VILLAGES)}
OUR_PAGES = {
    "home": PageUnderTest("", "home.py"),
    "map": PageUnderTest("map", "audience_map.py", n_maps=1),
    "profiles": PageUnderTest("profiles", "profiles.py", n_maps=1),
    "advice": PageUnderTest("advice", "advice.py"),
    "targets": PageUnderTest("targets", "target_list.py", n_maps=1),
}


@dataclass
class Traffic:
    """What went over the websocket of a page, and how many runs ended."""

    received: int = 0
    sent: int = 0
    finished: int = 0

    def follow(self, websocket: WebSocket) -> None:
        """Count every frame of a websocket from now on."""
        websocket.on("framereceived", self._receive)
        websocket.on("framesent", self._send)

    def _receive(self, frame: bytes | str) -> None:
        self.received += len(frame)
        if isinstance(frame, bytes) and len(frame) < 500:
            self.finished += ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"

    def _send(self, frame: bytes | str) -> None:
        self.sent += len(frame)


@dataclass
class Figures:
    """Medians of one app; times in seconds."""

    starting: float = 0.0
    cold: float = 0.0
    new_reader: dict[str, float] = field(default_factory=dict)
    opened: dict[str, float] = field(default_factory=dict)
    menu: dict[str, float] = field(default_factory=dict)
    table: float = 0.0
    panels: float = 0.0
    slowest: float = 0.0
    opening_kilobytes: float = 0.0
    kilobytes: float = 0.0
    cpu: float = 0.0


def measure(*, quick: bool = False) -> list[Section]:
    """Measure both apps one after the other, never at the same time."""
    repeats, n_clicks = (1, 4) if quick else (5, 20)
    before = load_note()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=OPTIONS)
        found = {app: _measure_app(app, browser, repeats, n_clicks) for app in APPS}
        browser.close()
    notes = (
        f"Medians of {repeats} openings and {n_clicks} clicks; {before} at the start, "
        f"{load_note()} at the end, the benchmark itself included.",
        "Painted: the script is done and every map, table and chart is drawn. Cold start counts "
        "from the start of the server process, with an empty browser cache.",
        "A click counts from the release of the mouse button to the frame that shows table, "
        "panel and ranked chart of that village. The naive app has one page only.",
        "The naive click is light because Streamlit sends the hash of an unchanged chart instead "
        "of the chart. The server still builds and validates it: that is its processor time.",
    )
    return [Section("In the browser", tuple(_measures(found["ours"], found["naive"])), notes)]


def _measure_app(app: str, browser: Browser, repeats: int, n_clicks: int) -> Figures:
    found = Figures()
    pages = _pages(app)
    first = next(iter(pages.values()))
    starts = [_cold_start(app, browser, first) for _ in range(min(repeats, 3))]
    found.starting, found.cold = (median(times) for times in zip(*starts, strict=True))
    say(f"  {app}: cold start {found.cold:.2f} s")
    with running(app) as server:
        for page in pages.values():  # the first reader of each page fills the server's caches
            _open(browser, server, page)
        for name, page in pages.items():
            opened = [_open(browser, server, page) for _ in range(repeats)]
            found.new_reader[name], found.opened[name] = map(median, zip(*opened, strict=True))
        if app == "ours":
            found.menu = _from_menu(browser, server, pages, repeats)
        say(f"  {app}: pages opened")
        _click(app, browser, server, n_clicks, found)
    say(f"  {app}: {n_clicks} clicks, median {found.panels * 1000:.0f} ms")
    return found


def _pages(app: str) -> dict[str, PageUnderTest]:
    if app == "naive":
        return NAIVE_PAGES
    folder = ROOT / "dashboard" / "app_pages"
    return {name: page for name, page in OUR_PAGES.items() if (folder / page.file).exists()}


@contextlib.contextmanager
def _new_page(browser: Browser) -> Iterator[Page]:
    """Open a page with an empty cache."""
    context = browser.new_context(viewport=VIEWPORT, locale="id-ID")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def _visit(tab: Page, server: Server, page: PageUnderTest) -> float:
    began = time.perf_counter()
    tab.goto(f"{server.site}/{page.path}", wait_until="commit")
    _wait_until_painted(tab, page)
    return time.perf_counter() - began


def _wait_until_painted(tab: Page, page: PageUnderTest, *, before: str = "") -> None:
    try:
        tab.wait_for_function(
            "([title, maps, outlines]) => window.bench?.painted(title, maps, outlines)",
            arg=[before, page.n_maps, page.n_outlines],
        )
    except PlaywrightTimeoutError as fault:
        shown = tab.evaluate("document.body.innerText")[:500]
        raise RuntimeError(f"{tab.url} was never painted. It shows: {shown}") from fault
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def _cold_start(app: str, browser: Browser, page: PageUnderTest) -> tuple[float, float]:
    """Seconds from the start of the process to its health, and to the first page painted."""
    with _new_page(browser) as tab, running(app) as server:
        starting = time.perf_counter() - server.began
        _visit(tab, server, page)
        return starting, time.perf_counter() - server.began


def _open(browser: Browser, server: Server, page: PageUnderTest) -> tuple[float, float]:
    """Open a page with an empty browser cache, and once more by its address."""
    with _new_page(browser) as tab:
        return _visit(tab, server, page), _visit(tab, server, page)


def _from_menu(
    browser: Browser, server: Server, pages: dict[str, PageUnderTest], repeats: int
) -> dict[str, float]:
    """Walk through the pages by the menu, round after round."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    with _new_page(browser) as tab:
        _visit(tab, server, list(pages.values())[-1])
        for _ in range(repeats + 1):
            for name, page in pages.items():
                link = tab.locator(f"[data-testid=stSidebarNavLink][href$='/{page.path}']")
                title = tab.locator("h1").text_content() or ""
                began = time.perf_counter()
                link.click()
                _wait_until_painted(tab, page, before=title)
                times[name].append(time.perf_counter() - began)
    return {name: median(found[1:]) for name, found in times.items()}


def _click(app: str, browser: Browser, server: Server, n_clicks: int, found: Figures) -> None:
    """Click one village after the other, each when the answer to the one before is complete."""
    traffic = Traffic()
    times: list[list[float]] = []
    with _new_page(browser) as tab:
        tab.on("websocket", traffic.follow)
        _visit(tab, server, _pages(app)["map"])
        found.opening_kilobytes = (traffic.received + traffic.sent) / 1000
        clicks = (
            _click_village(tab, app, village, point, traffic)
            for village in villages_to_click(3 * n_clicks)
            if (point := _visible_point(tab, app, village))
        )
        next(clicks)  # the first selection draws the panels
        tab.wait_for_timeout(500)
        bytes_before = traffic.received + traffic.sent
        cpu_before = server.cpu_seconds()
        times.extend(itertools.islice(clicks, n_clicks))
        tab.wait_for_timeout(500)
        found.cpu = (server.cpu_seconds() - cpu_before) / n_clicks
        found.kilobytes = (traffic.received + traffic.sent - bytes_before) / n_clicks / 1000
    if len(times) < n_clicks:
        raise RuntimeError(f"Only {len(times)} villages could be clicked on the map.")
    found.table = median(time[0] for time in times) / 1000
    found.panels = median(max(time) for time in times) / 1000
    found.slowest = max(max(time) for time in times) / 1000


def _visible_point(tab: Page, app: str, village: Village) -> list[float] | None:
    return tab.evaluate(
        "([app, code, position]) => window.bench.point(app, code, position)",
        [app, village.code, village.position],
    )


def _click_village(
    tab: Page, app: str, village: Village, point: list[float], traffic: Traffic
) -> list[float]:
    """Give the milliseconds to table, panel and chart."""
    tab.mouse.move(*point)
    finished = traffic.finished
    tab.evaluate(
        "([app, code, name]) => window.bench.watch(app, code, name)",
        [app, village.code, village.name],
    )
    tab.mouse.click(*point)
    tab.wait_for_function("window.bench.times")
    while traffic.finished == finished or not tab.evaluate("window.bench.idle()"):
        tab.wait_for_timeout(20)
    return tab.evaluate("window.bench.times")


def _measures(ours: Figures, naive: Figures) -> Iterator[Measure]:
    yield Measure("server process answers", "s", ours.starting, naive.starting)
    yield Measure("cold start to first page painted", "s", ours.cold, naive.cold, 5, 3)
    for name in ours.new_reader:
        yield Measure(
            f"{name}: first visit of a browser",
            "s",
            ours.new_reader[name],
            naive.new_reader.get(name),
        )
    for name in ours.opened:
        yield Measure(
            f"{name}: opened by address", "s", ours.opened[name], naive.opened.get(name), 2, 1
        )
    for name in ours.menu:
        yield Measure(f"{name}: opened from the menu", "s", ours.menu[name], None, 2, 1)
    yield Measure(
        "websocket to open the map", "kB", ours.opening_kilobytes, naive.opening_kilobytes
    )
    yield Measure("click to table", "ms", ours.table * 1000, naive.table * 1000)
    yield Measure("click to all panels", "ms", ours.panels * 1000, naive.panels * 1000, 500, 200)
    yield Measure("the slowest of them", "ms", ours.slowest * 1000, naive.slowest * 1000)
    yield Measure("server CPU a click", "ms", ours.cpu * 1000, naive.cpu * 1000, 50, 10)
    yield Measure("websocket a click", "kB", ours.kilobytes, naive.kilobytes, 50, 10)
