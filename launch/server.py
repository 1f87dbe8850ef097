"""Serve the dashboard on this machine, and find a browser for it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import IO

from launch.console import ROOT, LaunchError, child_variables

FIRST_PORT = 8501
POSTGRES_FOLDER = Path("/usr/lib/postgresql")  # Debian's, one folder a version
START_SECONDS = 120
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
BROWSER_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def start_server(
    python: str, *, address: str = "127.0.0.1", port: int, output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start the dashboard with the Python of an environment; it talks to the console or a file."""
    command = [python, "-m", "streamlit", "run", "dashboard/app.py", "--server.headless=true"]
    command += [f"--server.address={address}", f"--server.port={port}"]
    # Lets warm_up() run the first page once. It gives away no more than the page itself does.
    command += ["--server.scriptHealthCheckEnabled=true"]
    return subprocess.Popen(command, cwd=ROOT, env=child_variables(), stdout=output, stderr=output)


def web_address(address: str, port: int) -> str:
    """Write the address that a browser on this machine opens."""
    return f"http://{'localhost' if address in ('127.0.0.1', '0.0.0.0') else address}:{port}"


def choose_port(address: str = "127.0.0.1", wanted: int | None = None) -> int:
    """Give the wanted port, or the first free one from 8501 on."""
    if not is_free(address, 0):
        raise LaunchError(f"{address} bukan alamat IPv4 milik komputer ini.")
    for port in [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + 100):
        if is_free(address, port):
            return port
    raise LaunchError(f"Port {wanted or FIRST_PORT} sedang dipakai. Pilih yang lain dengan --port.")


def is_free(address: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as trial, contextlib.suppress(OSError):
        if os.name != "nt":  # as the server will; on Windows the option means something else
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((address, port))
        return True
    return False


def wait_until_healthy(server: subprocess.Popen[bytes], site: str) -> None:
    """Ask the server for its health until it answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise LaunchError("Dasbor tidak dapat menyala; sebabnya tertulis di atas.")
        if fetch(f"{site}/_stcore/health", seconds=2) == "ok":
            return
        time.sleep(0.1)
    raise LaunchError(f"Dasbor belum menjawab setelah {START_SECONDS} detik.")


def warm_up(site: str) -> bool:
    """Run the first page once, so that its first reader finds everything loaded."""
    return fetch(f"{site}/_stcore/script-health-check", seconds=START_SECONDS) == "ok"


def fetch(url: str, *, seconds: float) -> str:
    """Fetch a short text from this machine, past any proxy ("" if there is none)."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=seconds) as answer:
            return answer.read(100).decode()
    except OSError:
        return ""


def stop_server(server: subprocess.Popen[bytes]) -> None:
    """End the server: politely, then firmly."""
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def find_browser() -> str | None:
    """Find a browser of the Chromium family."""
    candidates = [os.environ.get("CHROMIUM_PATH") or "", *BROWSERS, *BROWSER_PATHS]
    return next(filter(None, map(shutil.which, candidates)), None)


def find_postgres() -> str | None:
    """Find the program that makes a PostgreSQL cluster; Debian keeps it off the path."""
    versions = sorted(POSTGRES_FOLDER.glob("*/bin"), key=_version, reverse=True)
    candidates = ["initdb", *(str(folder / "initdb") for folder in versions)]
    return next(filter(None, map(shutil.which, candidates)), None)


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0
