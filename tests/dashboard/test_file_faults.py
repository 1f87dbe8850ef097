"""A broken file is named on the screen; pages that do not need it stay open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path):
    """Copy the project to a folder where files may be broken."""
    leave = shutil.ignore_patterns(".*", "__pycache__", "tests", "docs", "benchmarks")
    shutil.copytree(ROOT, tmp_path / "office", ignore=leave)
    return tmp_path / "office"


def run_in(office, page):
    """Run a page of the copy in a process of its own: packages are imported once a process."""
    import subprocess
    import sys

    script = (
        "from streamlit.testing.v1 import AppTest\n"
        f"app = AppTest.from_file({str(office / 'dashboard' / 'app.py')!r}, default_timeout=60)\n"
        f"app.run().switch_page({page!r}).run()\n"
        "print(len(app.exception), len(app.error), len(app.table))\n"
        "print(*(str(table.value.to_dict()) for table in app.table))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=office, capture_output=True, text=True, check=True
    )
    return done.stdout


def break_word(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_wrong_playbook_cell_is_named_and_the_map_stays_open(office):
    break_word(office / "segments/advice/playbook/channels.csv", "face_to_face", "telepathy")
    said = run_in(office, "app_pages/advice.py")
    assert said.startswith("0 1 1")
    assert "telepathy" in said
    assert "channels.csv" in said
    assert run_in(office, "app_pages/audience_map.py").startswith("0 0 0")


def test_value_out_of_range_is_named_on_every_page(office):
    break_word(office / "geodata/data/villages.csv", ",kuat", ",sangat_kuat")
    said = run_in(office, "app_pages/home.py")
    assert said.startswith("0 ")
    assert "sangat_kuat" in said


def test_changed_segmentation_is_refused_in_words(office):
    published = office / "segments/typology/published"
    current = json.loads((published / "current.json").read_text(encoding="utf-8"))["version"]
    break_word(published / f"{current}.json", '"segment": "A"}', '"segment": "B"}')
    said = run_in(office, "app_pages/audience_map.py")
    assert said.startswith("0 ")
    assert not said.startswith("0 0")


def test_sound_files_show_no_fault():
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    assert not app.error
