"""The real server and a real Chromium, each started once; a fresh context for every test."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

from launch.server import find_browser, start_server, stop_server, wait_until_healthy, warm_up

VIEWPORT = {"width": 1366, "height": 768}  # the office laptop
LOOPBACK = {"127.0.0.1", "localhost"}
BROWSER_OPTIONS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_OUTSIDE_HOSTS = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
APP_IS_IDLE = "[data-testid='stApp'][data-test-script-state='notRunning']"
PATIENCE = 30_000  # milliseconds


@dataclass(frozen=True)
class RunningServer:
    """The dashboard as it is served to the tests."""

    site: str
    log: Path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a browser test, and let them run last.

    Playwright keeps an event loop in the thread of the tests; none of the others should see it.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("browser"))
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Start the dashboard on a free port and run its first page once."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "server.log"
    site = f"http://127.0.0.1:{port}"
    with log.open("wb") as words:
        process = start_server(sys.executable, port=port, output=words)
    try:
        wait_until_healthy(process, site)
        warm_up(site)
        yield RunningServer(site, log)
    finally:
        stop_server(process)


@pytest.fixture(autouse=True)
def no_traceback(server: RunningServer) -> Iterator[None]:
    """Fail a test in which the server wrote a traceback."""
    before = server.log.stat().st_size
    yield
    words = server.log.read_bytes()[before:].decode(errors="replace")
    assert "Traceback" not in words, words


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start the browser of this machine."""
    yield from launch_browser(playwright)


@pytest.fixture(scope="session")
def offline_browser(playwright: Playwright) -> Iterator[Browser]:
    """Start a browser that can find no host but this machine."""
    yield from launch_browser(playwright, NO_OUTSIDE_HOSTS)


def launch_browser(playwright: Playwright, *options: str) -> Iterator[Browser]:
    """Start a browser and close it afterwards."""
    path = find_browser()
    if path is None:
        pytest.fail("No Chromium found. Install one or set CHROMIUM_PATH.")
    started = playwright.chromium.launch(executable_path=path, args=[*BROWSER_OPTIONS, *options])
    yield started
    started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page of its own context; errors on its console fail the test."""
    yield from open_page(browser)


@pytest.fixture
def outside_requests() -> list[str]:
    """List what the offline page asked of other machines."""
    return []


@pytest.fixture
def offline_page(offline_browser: Browser, outside_requests: list[str]) -> Iterator[Page]:
    """Open an empty page that reaches this machine only; asking for more fails the test."""

    def note(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOOPBACK:
            outside_requests.append(address)

    for opened in open_page(offline_browser):
        opened.on("request", lambda request: note(request.url))
        opened.on("websocket", lambda websocket: note(websocket.url))
        yield opened
    assert outside_requests == []


def open_page(browser: Browser) -> Iterator[Page]:
    """Open a page in a context of its own and check its console afterwards."""
    errors: list[str] = []
    context = browser.new_context(viewport=VIEWPORT, locale="id-ID", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda line: errors.append(line.text) if is_error(line) else None)
    yield opened
    context.close()
    assert errors == []


def is_error(line: ConsoleMessage) -> bool:
    """Tell an error from the search for the server below the address of a page.

    Streamlit asks `/map/_stcore/health` before `/_stcore/health`, because a page may be a folder.
    """
    return line.type == "error" and "/_stcore/" not in line.location.get("url", "")


def note_error(line: ConsoleMessage, errors: list[str]) -> None:
    """Keep a line of the console that reports an error, with the address it is about."""
    if line.type == "error":
        errors.append(f"{line.text} {line.location.get('url', '')}")


@pytest.fixture
def visit(server: RunningServer) -> Callable[..., Page]:
    """Give the opening of an address of the dashboard, to its last line."""

    def open_address(page: Page, path: str = "") -> Page:
        page.goto(f"{server.site}/{path}")
        wait_until_idle(page)
        return page

    return open_address


@pytest.fixture
def idle() -> Callable[[Page], None]:
    """Give the wait for the end of a run."""
    return wait_until_idle


def wait_until_idle(page: Page) -> None:
    """Wait until the script of the page has run to its end."""
    page.wait_for_selector(APP_IS_IDLE)
