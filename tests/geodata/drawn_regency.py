"""A made-up regency whose twelve villages, around a hole, were drawn apart from each other."""

from __future__ import annotations

import numpy as np
import pandas as pd

WEST, SOUTH = 106.5, -6.7
SIDE = 0.02
PLACES = [(column, row) for row in range(4) for column in range(4)]
HOLE = {(1, 1), (2, 1), (1, 2), (2, 2)}
VILLAGES = [
    f"99.01.0{row // 2 + 1 if column else 3}.20{row}{column}"
    for column, row in PLACES
    if (column, row) not in HOLE
]
BOUNDS = (106.4, -6.8, 106.7, -6.5)
TRUE_SHARE = 12 / 16


def district_of() -> pd.Series:
    """District of each village: the first eight characters of its code."""
    codes = pd.Index(sorted(VILLAGES), name="village_code")
    return pd.Series(codes.str[:8], index=codes, name="district_code")


def drawn_rings(*, seed: int = 0, slip: float = 0.00015) -> dict[str, list]:
    """Rings per village; each corner of a shared boundary is drawn up to 17 m off, twice."""
    generator = np.random.default_rng(seed)
    rings = {}
    squares = [place for place in PLACES if place not in HOLE]
    for code, (column, row) in zip(VILLAGES, squares, strict=True):
        outline = np.array([_true_point(x, y) for x, y in _square(column, row)])
        drawn = np.round(outline + generator.uniform(-slip, slip, outline.shape), 5)
        rings[code] = [[*drawn.tolist(), drawn[0].tolist()]]
    return rings


def square_ring(west: float, south: float, width: float, height: float | None = None) -> list:
    """One closed ring around a rectangle."""
    east, north = west + width, south + (width if height is None else height)
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def _square(column: int, row: int, steps: int = 12) -> list[tuple[float, float]]:
    along = np.arange(steps) / steps
    south = [(column + part, row) for part in along]
    east = [(column + 1, row + part) for part in along]
    north = [(column + 1 - part, row + 1) for part in along]
    west = [(column, row + 1 - part) for part in along]
    return south + east + north + west


def _true_point(x: float, y: float) -> tuple[float, float]:
    """Bend the grid a little, so that boundaries wind."""
    bend = 0.06 * np.sin(np.pi * x) * np.sin(np.pi * y)
    wave_x, wave_y = 0.05 * np.sin(5 * np.pi * y), 0.05 * np.sin(5 * np.pi * x)
    return WEST + SIDE * (x + bend + wave_x), SOUTH + SIDE * (y + bend + wave_y)
