"""A real PostgreSQL server for the tests: in a folder of its own, gone when they end."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from launch.server import find_postgres

URL_VARIABLE = "KHALAYAK_TEST_DATABASE_URL"
# What is lost in a power cut does not matter here, and waiting for the disk would.
QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=40")


def given_url() -> str:
    """Give the URL of a PostgreSQL server that somebody set for the tests, or ""."""
    url = os.environ.get(URL_VARIABLE, "")
    return url if url.startswith("postgres") else ""


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """Start a server that listens on a socket file only; give a URL of its first database.

    PostgreSQL refuses to run as root, so root hands it to the account `postgres` or `nobody`.
    """
    initdb = find_postgres()
    if initdb is None:
        raise LookupError(f"initdb is not installed and {URL_VARIABLE} is not set")
    programs = Path(initdb).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="khalayak-pg-"))
    account = _account()
    options = account_of(account)
    server = None
    try:
        if account:
            shutil.chown(folder, account)
        cluster = folder / "data"
        _run([programs / "initdb", "-D", cluster, "-U", "khalayak", "-A", "trust", "-N", "-E",
              "UTF8", "--locale=C"], options)  # fmt: skip
        with (folder / "log").open("wb") as log:
            command = [programs / "postgres", "-D", cluster, "-k", folder, "-c",
                       "listen_addresses=", *QUICK]  # fmt: skip
            server = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=folder, **account_of(account)
            )
        _wait(programs, folder, server)
        yield f"postgresql+psycopg://khalayak@/postgres?host={quote(str(folder))}"
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def account_of(account: str) -> dict[str, object]:
    """Options of a child process that is to run under an account ("": our own)."""
    return {"user": account, "group": account, "extra_groups": []} if account else {}


def _account() -> str:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return ""
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _run(command: list[object], options: dict[str, object]) -> None:
    done = subprocess.run(command, capture_output=True, cwd="/", check=False, **options)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())


def _wait(programs: Path, folder: Path, server: subprocess.Popen) -> None:
    """Wait until the server answers; it says why when it ends instead."""
    asking = [programs / "pg_isready", "-q", "-h", folder, "-t", "20"]
    for _attempt in range(200):
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text(errors="replace").strip())
        if subprocess.run(asking, check=False).returncode == 0:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(timeout=0.05)
    raise RuntimeError("PostgreSQL does not answer")
