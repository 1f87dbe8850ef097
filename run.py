"""Start, test and check Khalayak with nothing but Python: ``python3 run.py --help``."""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence

from launch import environment, server
from launch.console import LaunchError, run_child, say, seconds_since

OLDEST_PYTHON = (3, 11)
HELP = """Khalayak: dasbor khalayak untuk humas Kabupaten Bogor

  python3 run.py                siapkan lalu nyalakan dasbor (Ctrl-C menghentikannya)
      --port N                  nomor port; tanpa ini 8501 atau port kosong berikutnya
      --address ALAMAT          bawaan 127.0.0.1: hanya komputer ini yang dapat membuka;
                                0.0.0.0: rekan di jaringan yang sama juga
      --open                    buka peramban begitu dasbor siap
      --no-browser              jangan buka peramban (bawaan)
  python3 run.py test [...]     semua pengujian, termasuk di peramban; [...] untuk pytest
  python3 run.py check          pemeriksaan cepat: ruff, format, pyright, pengujian cepat
  python3 run.py update [...]   perbarui berkas pembanding di tests/__snapshots__
  python3 run.py backup [BERKAS]   simpan semua isian ke satu berkas cadangan
  python3 run.py restore BERKAS    pulihkan isian dari berkas cadangan
  python3 run.py docs           susun ulang kamus data
  python3 run.py bench [...]    ukur kecepatan dan memori
"""


def start(arguments: Sequence[str]) -> int:
    """Start the dashboard, print its address, and stay until it is stopped."""
    options = read_options(arguments)
    environment.prepare(environment.APP_PINS)
    began = time.monotonic()
    port = server.choose_port(options.address, options.port)
    site = server.web_address(options.address, port)
    say("Menyalakan dasbor...")
    running = server.start_server(str(environment.PYTHON), address=options.address, port=port)
    try:
        server.wait_until_healthy(running, site)
        say(f"Dasbor siap dalam {seconds_since(began)}. Ctrl-C menghentikannya.\n\n  {site}\n")
        threading.Thread(target=server.warm_up, args=(site,), daemon=True).start()
        if options.open:
            webbrowser.open(site)
        running.wait()
    except KeyboardInterrupt:
        server.stop_server(running)
        say("\nDasbor dihentikan.")
        return 0
    finally:
        server.stop_server(running)
    raise LaunchError(
        f"Dasbor berhenti sendiri (kode {running.returncode}); sebabnya tertulis di atas."
    )


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the options of the start command."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--port", type=int, choices=range(1, 65536))
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--no-browser", dest="open", action="store_false")
    try:
        options, unknown = parser.parse_known_args(arguments)
    except argparse.ArgumentError as fault:
        raise LaunchError(
            f"{fault.argument_name} belum benar. Lihat: python3 run.py --help"
        ) from fault
    if unknown:
        raise LaunchError(f"Tidak dikenal: {' '.join(unknown)}. Lihat: python3 run.py --help")
    return options


def test(arguments: Sequence[str]) -> int:
    """Run the whole test suite, browser included; arguments go to pytest."""
    environment.prepare(environment.ALL_PINS)
    os.environ["CHROMIUM_PATH"] = ensure_browser()
    ensure_postgres()
    return run_module("pytest", "-m", "browser or not browser", *arguments)


def update(arguments: Sequence[str]) -> int:
    """Run the fast tests, letting them rewrite the snapshots."""
    environment.prepare(environment.ALL_PINS)
    os.environ["UPDATE_SNAPSHOTS"] = "1"
    return run_module("pytest", *arguments)


def check(arguments: Sequence[str]) -> int:
    """Run the quick gate: style, format, types, fast tests."""
    environment.prepare(environment.ALL_PINS)
    if shutil.which("node") is None:  # pyright needs one, and playwright brings one
        driver = next(environment.ENVIRONMENT.glob("**/playwright/driver"))
        os.environ["PATH"] = os.pathsep.join([str(driver), os.environ.get("PATH", "")])
    gates = (["ruff", "check"], ["ruff", "format", "--check"], ["pyright"], ["pytest", *arguments])
    codes = []
    for gate in gates:
        say(f"== {' '.join(gate)}")
        codes.append(run_module(*gate))
    return max(codes)


def docs(arguments: Sequence[str]) -> int:
    """Write the data dictionary anew."""
    environment.prepare(environment.APP_PINS)
    return run_module("geodata.dictionary", *arguments)


def bench(arguments: Sequence[str]) -> int:
    """Measure speed and memory beside the alternatives."""
    environment.prepare(environment.ALL_PINS)
    os.environ["CHROMIUM_PATH"] = ensure_browser()
    return run_module("benchmarks", *arguments)


def backup(arguments: Sequence[str]) -> int:
    """Write everything that the office saved into one archive."""
    environment.prepare(environment.APP_PINS)
    return run_module("segments.store", "backup", *map(os.path.abspath, arguments))


def restore(arguments: Sequence[str]) -> int:
    """Bring back what an archive holds, after a safety copy."""
    environment.prepare(environment.APP_PINS)
    return run_module("segments.store", "restore", *map(os.path.abspath, arguments))


def run_module(name: str, *arguments: str) -> int:
    """Run a module with the environment's Python; give its exit code."""
    return run_child([str(environment.PYTHON), "-m", name, *arguments]).returncode


def ensure_browser() -> str:
    """Find a Chromium, installing Debian's where that is possible."""
    browser = server.find_browser()
    if browser is None and shutil.which("apt-get") and is_root():
        say("Peramban untuk pengujian belum ada: memasang chromium dengan apt-get")
        for step in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
            run_child(step, stdout=subprocess.DEVNULL)
        browser = server.find_browser()
    if browser is None:
        raise LaunchError(
            "Pengujian memerlukan Chromium atau Chrome. Pasang (Debian, Ubuntu: sudo apt install "
            "chromium), atau tunjukkan letaknya dengan variabel CHROMIUM_PATH."
        )
    return browser


def ensure_postgres() -> None:
    """Have a PostgreSQL server program for the tests of the store, where that is possible."""
    if os.environ.get("KHALAYAK_TEST_DATABASE_URL") or server.find_postgres():
        return
    if shutil.which("apt-get") and is_root():
        say("PostgreSQL untuk pengujian belum ada: memasang postgresql dengan apt-get")
        # Only the programs: the tests start a server of their own and need no cluster.
        for step in (["apt-get", "update"], ["apt-get", "install", "-y", "postgresql"]):
            run_child(step, stdout=subprocess.DEVNULL)
    if server.find_postgres() is None:
        say(
            "Pengujian PostgreSQL dilewati: program initdb tidak ada. Pasang (Debian, Ubuntu: sudo "
            "apt install postgresql), atau isi KHALAYAK_TEST_DATABASE_URL."
        )


def is_root() -> bool:
    """Whether this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


COMMANDS = {
    "test": test,
    "check": check,
    "update": update,
    "docs": docs,
    "bench": bench,
    "backup": backup,
    "restore": restore,
}


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for, and put expected failures in one line."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise LaunchError(
                f"Khalayak memerlukan Python 3.11 atau lebih baru; yang ini {environment.VERSION}."
            )
        if arguments and arguments[0] in ("-h", "--help", "help"):
            say(HELP)
            return 0
        if arguments and arguments[0] in COMMANDS:
            return COMMANDS[arguments[0]](arguments[1:])
        return start(arguments)
    except LaunchError as fault:
        print(f"Gagal: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr)
        return 130
    except OSError as fault:  # such as a folder that may not be written to
        why = "Disk penuh" if fault.errno == errno.ENOSPC else f"{fault}"
        print(f"Gagal: {why}. Perbaiki, lalu jalankan perintah yang sama lagi.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
