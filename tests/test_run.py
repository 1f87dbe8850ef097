"""A fresh folder becomes a running dashboard, and what goes wrong is said in one line.

The launcher is copied beside a made-up project whose only requirement is a small wheel, made
here, that answers like Streamlit; so the whole life of an environment is tried without network.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import run
from launch import environment, server
from launch.console import LaunchError, child_variables

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds
STAND_IN = """
import http.server, sys
port = next(int(word.split("=")[1]) for word in sys.argv if word.startswith("--server.port="))
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")
    def log_message(self, *words): pass
http.server.HTTPServer(("127.0.0.1", port), Answer).serve_forever()
"""
REFUSED = "http://127.0.0.1:9/simple"
NO_NETWORK = {
    "PIP_NO_INDEX": "",
    "PIP_FIND_LINKS": "",
    "PIP_INDEX_URL": REFUSED,
    "PIP_RETRIES": "1",
    "UV_NO_INDEX": "",
    "UV_FIND_LINKS": "",
    "UV_DEFAULT_INDEX": REFUSED,
    "UV_HTTP_RETRIES": "0",
}


@dataclass(frozen=True)
class Project:
    """A made-up project beside a copy of the launcher."""

    folder: Path
    output: Path

    def begin(self, *arguments: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start run.py; its words go to a file."""
        surroundings = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.folder / "wheels"),
            "UV_NO_CONFIG": "1",
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": str(self.folder / "wheels"),
            **variables,
        }
        with self.output.open("wb") as words:
            return subprocess.Popen(
                [sys.executable, str(self.folder / "run.py"), *arguments],
                stdout=words,
                stderr=words,
                env=surroundings,
            )

    def words(self) -> str:
        """Read what the launcher has said so far."""
        return self.output.read_text(encoding="utf-8")

    def serve(self, **variables: str) -> str:
        """Start, fetch the health of the printed address, stop with Ctrl-C; give the words."""
        port = free_port()
        process = self.begin("--port", str(port), **variables)
        try:
            site = f"http://localhost:{port}"
            wait_for(lambda: site in self.words() or process.poll() is not None)
            assert site in self.words(), self.words()
            assert server.fetch(f"{site}/_stcore/health", seconds=5) == "ok"
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=PATIENCE) == 0, self.words()
        assert server.is_free("127.0.0.1", port)
        return self.words()


def wait_for(condition) -> None:
    """Poll until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def free_port() -> int:
    """Ask the system for a port that nobody uses."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def make_project(folder: Path) -> Project:
    """Copy the launcher beside a page, a pin and the wheel that meets it."""
    shutil.copytree(ROOT / "launch", folder / "launch")
    shutil.copy(ROOT / "run.py", folder)
    for name in ("dashboard", "wheels"):
        (folder / name).mkdir()
    (folder / "dashboard" / "app.py").write_text("print('a page')\n")
    (folder / "requirements.txt").write_text("# a pin\nstreamlit==1.0\n")
    about = "streamlit-1.0.dist-info"
    parts = {
        "streamlit/__init__.py": "",
        "streamlit/__main__.py": STAND_IN,
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: streamlit\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*parts, f"{about}/RECORD"])
    with zipfile.ZipFile(folder / "wheels" / "streamlit-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in {**parts, f"{about}/RECORD": record}.items():
            wheel.writestr(name, text)
    return Project(folder, folder / "output.txt")


@pytest.fixture
def fresh(tmp_path) -> Project:
    return make_project(tmp_path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Project:
    project = make_project(tmp_path_factory.mktemp("project"))
    words = project.serve()
    assert "[2/3] Memasang 1 paket" in words
    assert words.endswith("Dasbor dihentikan.\n")
    return project


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C and kill are sent the POSIX way")
class TestLifeOfAnEnvironment:
    def test_a_second_start_installs_nothing_and_needs_no_network(self, installed):
        words = installed.serve(**NO_NETWORK)
        assert words.startswith("Menyalakan dasbor...\nDasbor siap dalam ")

    def test_everything_is_compiled_although_python_is_told_not_to(self, installed):
        assert list((installed.folder / "dashboard").glob("__pycache__/app.*.pyc"))
        assert list(installed.folder.glob(".venv/lib/*/site-packages/streamlit/__pycache__/*.pyc"))

    def test_changed_pins_are_installed_at_the_next_start(self, installed):
        pins = installed.folder / "requirements.txt"
        pins.write_text(pins.read_text() + "# and a remark\n")
        assert "Memasang" in installed.serve()
        assert "Memasang" not in installed.serve()

    def test_a_broken_python_is_replaced(self, installed):
        python = installed.folder / ".venv" / "bin" / "python"
        python.unlink()
        python.symlink_to("/nowhere/python3")
        assert "dibuat ulang" in installed.serve()

    def test_a_taken_port_is_named(self, installed):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = str(other.getsockname()[1])
            assert installed.begin("--port", port).wait(timeout=PATIENCE) == 1
        assert installed.words() == (
            f"Gagal: Port {port} sedang dipakai. Pilih yang lain dengan --port.\n"
        )

    def test_a_page_that_cannot_start_ends_the_launcher(self, installed):
        module = next(installed.folder.glob(".venv/lib/*/site-packages/streamlit/__main__.py"))
        module.write_text("raise SystemExit('no')")
        assert installed.begin().wait(timeout=PATIENCE) == 1
        module.write_text(STAND_IN)
        assert "tidak dapat menyala" in installed.words()

    def test_a_killed_installation_is_made_anew(self, fresh):
        killed = fresh.begin()
        wait_for((fresh.folder / ".venv" / "khalayak-unfinished").exists)
        killed.kill()
        killed.wait()
        assert not (fresh.folder / ".venv" / "khalayak-ready.json").exists()
        assert "dibuat ulang" in fresh.serve()
        assert not (fresh.folder / ".venv" / "khalayak-unfinished").exists()

    def test_without_network_the_first_start_says_so_in_one_line(self, fresh):
        assert fresh.begin(**NO_NETWORK).wait(timeout=PATIENCE) == 1
        last = fresh.words().splitlines()[-1]
        assert last.startswith("Gagal: Internet tidak terjangkau")
        assert "Traceback" not in fresh.words()

    def test_new_pins_without_network_leave_the_old_version_usable(self, installed):
        pins = installed.folder / "requirements.txt"
        old = pins.read_text()
        pins.write_text(old.replace("1.0", "1.1"))
        assert installed.begin(**NO_NETWORK).wait(timeout=PATIENCE) == 1
        pins.write_text(old)
        assert "Memasang" not in installed.serve(**NO_NETWORK)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("[Errno -2] Name or service not known", "Internet"),
        ("error: dns error: failed to lookup address", "Internet"),
        ("OSError: [Errno 28] No space left on device", "Disk penuh"),
        ("No space left on device, then a connection refused", "Disk penuh"),
        ("no matching distribution", "Rincian"),
    ],
)
def test_the_words_of_the_installer_become_one_line(words, answer):
    with pytest.raises(LaunchError, match=answer) as caught:
        environment.expect(environment.Installer(1, words))
    assert "\n" not in str(caught.value)


def test_an_installer_that_succeeds_is_not_read():
    environment.expect(environment.Installer(0, "retried after a connection refused"))


def test_progress_counts_packages_in_the_words_of_pip_and_of_uv():
    pip = "Collecting numpy==2.4.6\n  Downloading numpy-2.4.6-cp311.whl (16 MB)\nCollecting Babel\n"
    uv = "Downloading pandas (10.1MiB)\n Downloaded pandas\nDownloading scipy (33MiB)\n"
    assert environment.FETCHED.findall(pip) == ["numpy", "Babel"]
    assert set(environment.FETCHED.findall(uv)) == {"pandas", "scipy"}
    assert environment.progress(uv, 64) == ", mengunduh 2 dari 64: scipy"
    assert environment.progress(uv + "Prepared 64 packages in 9s\n", 64) == ", memasang"


def test_children_may_write_bytecode_and_import_only_their_own(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("KEPT", "yes")
    variables = child_variables()
    assert variables["KEPT"] == "yes"
    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"} & set(variables)


def test_a_foreign_address_is_refused():
    with pytest.raises(LaunchError, match="bukan alamat"):
        server.choose_port("192.0.2.1")  # RFC 5737: belongs to nobody


@pytest.mark.parametrize("arguments", [["--port"], ["--port", "70000"], ["--prt", "1"], ["tset"]])
def test_a_mistyped_command_is_answered_in_one_line(arguments, capsys):
    assert run.main(arguments) == 1
    answer = capsys.readouterr().err
    assert answer.startswith("Gagal: ")
    assert answer.count("\n") == 1
    assert "--help" in answer


def test_a_missing_postgresql_is_said_in_one_line_and_stops_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("KHALAYAK_TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(server, "POSTGRES_FOLDER", tmp_path)
    run.ensure_postgres()
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "initdb" in said
    monkeypatch.setenv("KHALAYAK_TEST_DATABASE_URL", "postgresql://localhost/x")
    run.ensure_postgres()
    assert capsys.readouterr().out == ""


def test_help_names_every_command(capsys):
    assert run.main(["--help"]) == 0
    words = capsys.readouterr().out
    assert all(f"run.py {command} " in words for command in run.COMMANDS)


@pytest.mark.parametrize(
    "path", ["run.py", *(f"launch/{p.name}" for p in ROOT.glob("launch/*.py"))]
)
def test_an_old_python_can_still_read_the_launcher_and_be_told(path):
    ast.parse((ROOT / path).read_text(encoding="utf-8"), feature_version=(3, 7))


# ---------------------------------------------------------------- the pins


def pins(name: str) -> dict[str, Requirement]:
    """Read a pin file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if re.match(r"\w", line)]
    return {canonicalize_name(pin.name): pin for pin in wanted}


def direct_pins(name: str) -> set[str]:
    """Read the names above the line that begins the indirect ones."""
    upper = (ROOT / name).read_text(encoding="utf-8").split("# what those need in turn")[0]
    return {Requirement(line).name for line in upper.splitlines() if re.match(r"\w", line)}


@pytest.mark.parametrize("name", environment.ALL_PINS)
class TestEveryPinFile:
    def test_pins_exact_versions_and_names_no_host(self, name):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert re.fullmatch(r"(#.*|-r requirements\.txt|[\w.\[\]-]+==[\w.]+(; .+)?)?", line)
            assert "://" not in line

    def test_what_was_tested_is_what_is_pinned(self, name):
        wanted = {
            pin: str(pins(name)[canonicalize_name(pin)].specifier) for pin in direct_pins(name)
        }
        assert wanted == {pin: f"=={metadata.version(pin)}" for pin in wanted}

    def test_every_direct_one_is_defended(self, name):
        page = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")
        assert [pin for pin in direct_pins(name) if f"| {pin} |" not in page] == []


def test_the_pins_are_complete_so_nothing_needs_resolving():
    known = pins("requirements.txt") | pins("requirements-dev.txt")
    missing = []
    for name, pin in known.items():
        if pin.marker and not pin.marker.evaluate():
            continue
        for text in metadata.requires(name) or []:
            need = Requirement(text)
            extras = [*pin.extras, ""]
            if need.marker and not any(need.marker.evaluate({"extra": e}) for e in extras):
                continue
            found = known.get(canonicalize_name(need.name))
            version = str(found.specifier)[2:] if found else "0"
            if found is None or not need.specifier.contains(version, prereleases=True):
                missing.append(f"{name} needs {need}")
    assert missing == []
