"""The two servers that are compared, and what the operating system says about them."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import psutil

from launch.console import ROOT, LaunchError, child_variables
from launch.server import choose_port, fetch, start_server, stop_server, warm_up

FIRST_PORT = 8620
START_SECONDS = 120
MEGABYTE = 1e6


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process, and when it was started."""

    site: str
    process: psutil.Process
    began: float

    def cpu_seconds(self) -> float:
        """Processor time used since the start, in the program and in the system."""
        times = self.process.cpu_times()
        return times.user + times.system

    def megabytes(self) -> float:
        """Resident memory now."""
        return self.process.memory_info().rss / MEGABYTE


@contextlib.contextmanager
def running(app: str) -> Iterator[Server]:
    """Serve "ours" or "naive" until the end of the block, as a user would find it."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as words:
        began = time.perf_counter()
        if app == "ours":
            child = start_server(sys.executable, port=port, output=words)
        else:
            child = _start_naive(port, words)
        try:
            _wait_until_healthy(child, site)
            if app == "ours":  # as run.py does, while the user's browser opens the first page
                threading.Thread(target=warm_up, args=(site,), daemon=True).start()
            yield Server(site, psutil.Process(child.pid), began)
        finally:
            stop_server(child)
        words.seek(0)
        if b"Traceback" in (said := words.read()):
            raise RuntimeError(f"The server failed:\n{said.decode(errors='replace')}")


def free_port() -> int:
    """Give a free port, away from the one that a dashboard in daily use has."""
    for port in range(FIRST_PORT, FIRST_PORT + 10):
        with contextlib.suppress(LaunchError):
            return choose_port(wanted=port)
    return choose_port()


def _start_naive(port: int, words: IO[bytes]) -> subprocess.Popen[bytes]:
    # The same Streamlit with the same settings, so that only the page differs.
    command = [sys.executable, "-m", "streamlit", "run", "benchmarks/naive_app.py"]
    command += ["--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"]
    command += ["--server.enableStaticServing=false"]
    return subprocess.Popen(command, cwd=ROOT, env=child_variables(), stdout=words, stderr=words)


def _wait_until_healthy(child: subprocess.Popen[bytes], site: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if fetch(f"{site}/_stcore/health", seconds=2) == "ok":
            return
        time.sleep(0.02)
    raise RuntimeError(f"The server at {site} did not start.")
