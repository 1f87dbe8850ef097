"""The virtual environment beside ``run.py``: made, mended, and known to be whole."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from launch.console import ROOT, LaunchError, child_variables, read, run_child, say, seconds_since

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
READY = ENVIRONMENT / "khalayak-ready.json"
UNFINISHED = ENVIRONMENT / "khalayak-unfinished"
LOG = ENVIRONMENT / "khalayak-install.log"
LOCK = ROOT / ".venv.lock"
APP_PINS = ("requirements.txt",)
ALL_PINS = ("requirements.txt", "requirements-dev.txt")
PACKAGES = ("geodata", "segments", "dashboard")
VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"
NEEDED_BYTES = 2_000_000_000  # measured: 1.2 GB installed and 0.4 GB of downloads
NETWORK_FAULT = re.compile(
    r"name resolution|name or service not known|getaddrinfo|dns error|failed to lookup"
    r"|network is unreachable|no route to host|connection refused|connecttimeout|timed out"
    r"|tcp connect error|max retries exceeded|newconnectionerror|proxyerror|failed to fetch",
    re.IGNORECASE,
)
DISK_FAULT = re.compile(r"no space left|errno 28|os error (28|112)|disk quota", re.IGNORECASE)
FETCHED = re.compile(
    r"^ *(?:Collecting|Downloading|Downloaded) ([A-Za-z][\w-]*)(?= |=|$)", re.MULTILINE
)
ALL_FETCHED = re.compile(r"^(Installing collected|Prepared)", re.MULTILINE)


class NoNetworkError(LaunchError):
    """The installer could not fetch a package, so it has not begun to change anything."""


class Installer(NamedTuple):
    """How a child process ended, and what it said."""

    code: int
    words: str


def prepare(pins: Sequence[str]) -> None:
    """Make or mend the environment, unless it already holds these pins."""
    if not is_ready(pins):
        with one_at_a_time():
            if not is_ready(pins):
                install(pins)


def is_ready(pins: Sequence[str]) -> bool:
    """Whether the last installation was finished, of these pins, and its Python still works."""
    try:
        made = json.loads(read(READY))
    except (OSError, ValueError):
        return False
    same = all(made.get(name) == digest(name) for name in pins)
    return same and not UNFINISHED.exists() and probe() == made.get("python")


def probe() -> str:
    """Name the version of the environment's Python ("" if it is broken).

    The same child process compiles the project's own modules: a moment's work after a change,
    and they load fast even where Python is told to write no bytecode.
    """
    script = (
        "import compileall, sys\n"
        "for folder in sys.argv[1:]: compileall.compile_dir(folder, quiet=2)\n"
        "print('%d.%d' % sys.version_info[:2])"
    )
    folders = [str(ROOT / name) for name in PACKAGES if (ROOT / name).is_dir()]
    try:
        answer = run_child([str(PYTHON), "-c", script, *folders], capture_output=True)
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def install(pins: Sequence[str]) -> None:
    """Bring the environment up to the pins; one that was left half-made is made anew."""
    began = time.monotonic()
    if ENVIRONMENT.exists() and (UNFINISHED.exists() or not probe()):
        say("Lingkungan .venv belum utuh, jadi dibuat ulang dari awal.")
        remove_environment()
    if not ENVIRONMENT.exists() and shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise LaunchError("Ruang disk kurang: pemasangan pertama perlu 2 GB kosong.")
    ENVIRONMENT.mkdir(exist_ok=True)
    UNFINISHED.touch()
    say(f"[1/3] Lingkungan Python {VERSION} di folder .venv")
    if not PYTHON.exists():
        make_environment()
    try:
        install_pins(pins)
    except NoNetworkError:
        UNFINISHED.unlink()  # what was there before still works
        raise
    say("[3/3] Mengompilasi paket supaya dasbor cepat terbuka")
    others = r"[/\\]tests[/\\]"  # nothing imports the packages' own tests
    watch([str(PYTHON), "-m", "compileall", "-q", "-j", "0", "-x", others, str(ENVIRONMENT)])
    version = probe()
    if not version:
        raise LaunchError(f"Paket terpasang, tetapi Python di .venv tidak jalan. Rincian: {LOG}")
    half = READY.with_suffix(".half")
    half.write_text(json.dumps({"python": version, **{name: digest(name) for name in pins}}))
    half.replace(READY)
    UNFINISHED.unlink()
    say(f"      Lingkungan siap dalam {seconds_since(began)}.")


def remove_environment() -> None:
    """Delete the environment whole."""
    try:
        shutil.rmtree(ENVIRONMENT)
    except OSError as fault:
        raise LaunchError(
            "Folder .venv tidak dapat dihapus. Tutup dasbor yang masih menyala, atau hapus "
            f"sendiri folder itu, lalu ulangi ({fault.strerror})."
        ) from fault


def make_environment() -> None:
    """Make an empty environment; pip comes later, and only where uv does not do the work."""
    needed = ["venv"] if find_uv() else ["venv", "ensurepip"]
    if any(importlib.util.find_spec(name) is None for name in needed):
        raise LaunchError(
            "Modul venv belum ada di Python ini. Pasang dengan: "
            f"sudo apt install python{VERSION}-venv"
        )
    import venv  # here, because Debian delivers it as a package of its own

    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(ENVIRONMENT)


def install_pins(pins: Sequence[str]) -> None:
    """Install with uv where it is found, else (or where it fails) with pip.

    The files also pin the dependencies of the dependencies, so nothing is left to resolve.
    """
    total = sum(len(re.findall(r"^\w.*==", read(ROOT / name), re.MULTILINE)) for name in pins)
    exact = ["--no-deps", "--only-binary", ":all:"]
    for name in pins:
        exact += ["-r", str(ROOT / name)]
    say(f"[2/3] Memasang {total} paket: sekali ini saja, dan hanya ini yang perlu internet")
    uv = find_uv()
    if uv is not None:
        if watch([uv, "pip", "install", "--python", str(PYTHON), *exact], total).code == 0:
            return
        say("      uv tidak berhasil, dicoba lagi dengan pip")
    pip = [str(PYTHON), "-m", "pip"]
    if run_child([*pip, "--version"], capture_output=True).returncode != 0:
        expect(watch([str(PYTHON), "-m", "ensurepip"]))
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    expect(watch([*pip, "install", "--no-compile", *quiet, *exact], total))


def watch(command: Sequence[str], total: int = 0) -> Installer:
    """Run an installer into the log and show how far it is."""
    began = shown = time.monotonic()
    start = LOG.stat().st_size if LOG.exists() else 0
    with LOG.open("ab") as log:
        # The lock's handle goes along: an installer that outlives this process keeps others out.
        child = subprocess.Popen(
            command, stdout=log, stderr=log, cwd=ROOT, env=child_variables(), close_fds=False
        )
    on_terminal = sys.stdout.isatty()
    try:
        while child.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(timeout=1)
            if on_terminal or time.monotonic() - shown >= 10:
                shown = time.monotonic()
                line = f"      {seconds_since(began)}{progress(log_since(start), total)}"
                print(line.ljust(70), end="\r" if on_terminal else "\n", flush=True)
    finally:
        if on_terminal:
            print(" " * 70, end="\r", flush=True)
        if child.poll() is None:
            child.terminate()
            child.wait()
    return Installer(child.returncode, log_since(start))


def log_since(start: int) -> str:
    """Read the log from a byte on."""
    return LOG.read_bytes()[start:].decode(errors="replace")


def progress(words: str, total: int) -> str:
    """Say how far an installer has come by its own words."""
    fetched = dict.fromkeys(FETCHED.findall(words))
    if not total or not fetched:
        return ""
    if ALL_FETCHED.search(words):
        return ", memasang"
    return f", mengunduh {len(fetched)} dari {total}: {list(fetched)[-1]}"


def expect(installer: Installer) -> None:
    """Turn the words of an installer that failed into one line that says what to do."""
    if installer.code == 0:
        return
    if DISK_FAULT.search(installer.words):
        raise LaunchError("Disk penuh. Kosongkan 2 GB, lalu jalankan perintah yang sama lagi.")
    if NETWORK_FAULT.search(installer.words):
        raise NoNetworkError(
            "Internet tidak terjangkau, padahal pemasangan memerlukannya. "
            "Periksa sambungan, lalu jalankan perintah yang sama lagi."
        )
    raise LaunchError(f"Pemasangan tidak berhasil. Rincian: {LOG}")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the installation lock; whoever comes second waits."""
    with LOCK.open("w") as handle:
        os.set_inheritable(handle.fileno(), True)
        if not lock(handle.fileno()):
            say("Pemasangan lain di folder ini belum selesai. Menunggu...")
            while not lock(handle.fileno()):
                time.sleep(0.5)
        yield


def lock(descriptor: int) -> bool:
    """Try to lock an open file; the system frees it when its last holder ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def find_uv() -> str | None:
    """Find uv in the environment or on the PATH."""
    return shutil.which("uv", path=str(PYTHON.parent)) or shutil.which("uv")


def digest(name: str) -> str:
    """Hash a pin file, whatever its line ends."""
    return hashlib.sha256(read(ROOT / name).encode()).hexdigest()
