"""The real villages and their joint population, made once for all tests of this room."""

from dataclasses import replace

import pytest

from geodata import load_areas
from segments.audience import joint_population


@pytest.fixture(scope="session")
def villages():
    return load_areas("village")


@pytest.fixture(scope="session")
def districts():
    return load_areas("district")


@pytest.fixture(scope="session")
def joint(villages):
    return joint_population(villages)


@pytest.fixture
def with_counts(villages):
    """Give a table of the first three villages in which some counts are replaced."""

    def changed(**counts):
        table = villages.table.iloc[:3].copy()
        for column, values in counts.items():
            table[column] = values
        return replace(villages, table=table, outlines=villages.outlines.iloc[:3])

    return changed
