"""What the tests of the advice room share: the playbook, a copy to spoil, made-up segments."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segments.advice import Playbook, SegmentTraits, load_playbook
from segments.advice.playbook import FOLDER

VALUES = {
    "share_internet": 0.70,
    "share_phone": 0.70,
    "share_tv": 0.87,
    "share_radio": 0.10,
    "share_instagram": 0.11,
    "share_tiktok": 0.25,
    "share_facebook": 0.15,
    "share_youtube": 0.17,
    "share_primary_only": 0.40,
    "share_elderly": 0.09,
    "n_rt": 300.0,
    "n_rw": 70.0,
    "n_posyandu": 90.0,
    "n_school_age_06_11": 11_000.0,
    "n_school_age_12_14": 5_500.0,
    "n_school_age_15_17": 4_000.0,
}


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    """Give the playbook that ships."""
    return load_playbook()


@pytest.fixture
def playbook_copy(tmp_path: Path) -> Path:
    """Give a copy of the playbook files, to edit."""
    return Path(shutil.copytree(FOLDER, tmp_path / "playbook"))


@pytest.fixture
def make_traits() -> Callable[..., SegmentTraits]:
    """Give a maker of segments: 100,000 residents like the regency, but for what is passed."""

    def make(**changes: Any) -> SegmentTraits:
        values = {**VALUES, **changes.pop("values", {})}
        values = {name: value for name, value in values.items() if value is not None}
        counts = [name for name in values if name.startswith("n_")]
        settings: dict[str, Any] = {
            "code": "X",
            "population": 100_000.0,
            "regency_population": 1_000_000.0,
            "n_villages": 10,
            "values": values,
            "bases": {**VALUES, **changes.pop("bases", {})},
            "class_shares": {"pinggiran_kota": 1.0},
            "signal_shares": {"kuat": 1.0},
            "presence": {name: float(values[name] > 0) for name in counts},
            "known": dict.fromkeys(values, 1.0),
            "evidence": {
                name: "measured" if name.startswith("n_") else "modelled" for name in values
            },
        }
        return SegmentTraits(**{**settings, **changes})

    return make
