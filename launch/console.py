"""What every part of the launcher shares: the root, child processes, words on the console."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class LaunchError(Exception):
    """An expected failure: its text is the one line that the user reads."""


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


def run_child(command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a child process in the root, to its end."""
    variables = child_variables()
    return subprocess.run(command, cwd=ROOT, env=variables, text=True, check=False, **options)


def child_variables() -> dict[str, str]:
    """Give child processes the surroundings without what would bend or slow their Python."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    # Offices inspect TLS with a certificate of their own; and pip must not leave the environment.
    return {"UV_SYSTEM_CERTS": "1", **kept, "PIP_USER": "0"}


def read(path: Path) -> str:
    """Read a text file whole, whatever its bytes."""
    return path.read_text(encoding="utf-8", errors="replace")


def seconds_since(began: float) -> str:
    """Write an elapsed time as an Indonesian reader expects it."""
    return f"{time.monotonic() - began:.1f} detik".replace(".", ",")
