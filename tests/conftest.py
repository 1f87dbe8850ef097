"""What the tests of every room share: the real places, the published segments, golden answers.

The packages are imported inside the fixtures, so a test that needs none of them starts at once.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    import pandas as pd

    from geodata import AreaTable
    from segments.typology import Segmentation

# The same examples on every machine, and no clock: a slow machine is not a fault.
settings.register_profile("same everywhere", deadline=None, derandomize=True, database=None)
settings.load_profile("same everywhere")

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests, and the servers that they start, out of the office's own database."""
    folder = tempfile.TemporaryDirectory(prefix="khalayak-test-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    database = Path(folder.name, "office.sqlite3").as_posix()
    os.environ["KHALAYAK_DATABASE_URL"] = f"sqlite:///{database}"


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def areas() -> AreaTable:
    """Give the 435 villages."""
    from geodata import load_areas

    return load_areas()


@pytest.fixture(scope="session")
def districts() -> AreaTable:
    """Give the 40 kecamatan."""
    from geodata import load_areas

    return load_areas("district")


@pytest.fixture(scope="session")
def segmentation() -> Segmentation:
    """Give the published segmentation."""
    from segments.typology import published_segmentation

    return published_segmentation()


@pytest.fixture(scope="session")
def golden() -> Callable[..., None]:
    """Give the check of a column against known mean, sum, lowest, highest and index."""
    return check_golden


def check_golden(
    values: pd.Series,
    *,
    index: pd.Index,
    mean: float,
    total: float,
    lowest: float,
    highest: float,
    tolerance: float = 1e-6,
) -> None:
    """Compare a column with what is known of it, all at once."""
    from pandas.testing import assert_index_equal

    found = {
        "mean": float(values.mean()),
        "total": float(values.sum()),
        "lowest": float(values.min()),
        "highest": float(values.max()),
    }
    expected = {"mean": mean, "total": total, "lowest": lowest, "highest": highest}
    assert found == pytest.approx(expected, rel=tolerance)
    assert_index_equal(values.index, index)


@pytest.fixture
def snapshot(root: Path) -> Callable[[str, str], None]:
    """Give the comparison of a text with its stored version in ``tests/__snapshots__``."""

    def compare(name: str, text: str) -> None:
        check_snapshot(
            root / "tests" / "__snapshots__" / name,
            text,
            update=os.environ.get("UPDATE_SNAPSHOTS") == "1",
        )

    return compare


def check_snapshot(path: Path, text: str, *, update: bool) -> None:
    """Compare a text with a file, or write the file if asked to."""
    text = text.rstrip("\n") + "\n"
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if not path.exists():
        pytest.fail(f"No snapshot {path.name}. Look at it once: python3 run.py update")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} has changed"
