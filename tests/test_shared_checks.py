"""The shared checks of ``conftest.py`` notice what they are for."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.conftest import check_snapshot

VALUES = pd.Series([1.0, 2.0, 6.0], index=["a", "b", "c"], name="share")
KNOWN = {"mean": 3.0, "total": 9.0, "lowest": 1.0, "highest": 6.0}


def test_golden_numbers_pass_when_all_agree(golden):
    golden(VALUES, index=pd.Index(["a", "b", "c"]), **KNOWN)


@pytest.mark.parametrize("name", KNOWN)
def test_golden_numbers_notice_each_of_them(golden, name):
    with pytest.raises(AssertionError):
        golden(VALUES, index=VALUES.index, **{**KNOWN, name: KNOWN[name] * 1.001})


def test_golden_numbers_notice_another_order(golden):
    with pytest.raises(AssertionError):
        golden(VALUES, index=pd.Index(["a", "c", "b"]), **KNOWN)


def test_a_snapshot_is_written_only_when_asked_and_then_held_to(tmp_path):
    path = tmp_path / "profiles" / "A.md"
    with pytest.raises(pytest.fail.Exception, match="run.py update"):
        check_snapshot(path, "Segmen A", update=False)
    check_snapshot(path, "Segmen A", update=True)
    check_snapshot(path, "Segmen A\n", update=False)
    with pytest.raises(AssertionError, match="has changed"):
        check_snapshot(path, "Segmen B", update=False)
