"""What sets a group of places apart: its figures against those of a base.

A group is any set of villages: a segment, a kecamatan. The base is another one, or all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from geodata import AreaTable, Column

OVER, UNDER = 120.0, 80.0
# As for the index scores of segments: rarer shares, and fewer people, make an index jump about.
SMALLEST_BASE = 0.01
SMALLEST_DENOMINATOR = 100.0
# A score under this part of the regency's is no base to compare with.
LEAST_BASE = 0.25
# Fewer places than this cannot show how much places of one kind differ.
FEWEST_PLACES = 5
# A difference of less than two standard errors of the mean over places is no difference.
SMALLEST_Z = 2.0
KINDS = ("share", "ratio", "score", "flag")
# Themes whose columns tell of different things; in the others, one column says it all.
MANY_SIDED = ("pekerjaan", "lingkungan warga")


@dataclass(frozen=True)
class ComparableFigures:
    """Per village and column the two numbers whose sums make a pooled figure.

    `above` / `below` is the figure of a village; both are 0 where it is unknown. `low` and
    `high` are the ends of a modelled figure times `below`, NaN for the other columns.
    `per_person` tells of which columns `below` counts people or things, not area.
    """

    columns: tuple[Column, ...]
    per_person: tuple[bool, ...]
    places: pd.Index
    districts: np.ndarray
    above: np.ndarray
    below: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class Contrast:
    """One column of a group against a base.

    Attributes
    ----------
    low, high
        Ends of a modelled value; NaN where the value is measured.
    index, difference
        100 x value / base, and value - base.
    n_same_side, n_places
        How many places with a figure lie on the same side of the base as the group.
    weakness
        Why the difference proves little: "few" (places with a figure), "spread" (places of the
        group differ more among themselves), "range" (that of the base overlaps); "" if it holds.
    """

    column: str
    value: float
    low: float
    high: float
    base: float
    index: float
    difference: float
    n_same_side: int
    n_places: int
    weakness: str


def comparable_figures(areas: AreaTable) -> ComparableFigures:
    """Take from the villages what can be compared: shares, ratios, scores and flags."""
    table = areas.table
    columns = tuple(
        column
        for column in (areas.column(name) for name in areas.columns(numeric=True))
        if column.kind in KINDS
    )
    above, below = np.zeros((2, len(table), len(columns)))
    low, high = np.full((2, len(table), len(columns)), np.nan)
    for position, column in enumerate(columns):
        known = table[column.name].notna().to_numpy()
        weight = areas.weight_column(column.name)
        base = table[weight].to_numpy(float) if weight else known * 1.0
        if column.numerators and not column.inherited:
            total = column.scale * table[list(column.numerators)].sum(axis=1).to_numpy(float)
        else:
            total = table[column.name].to_numpy(float) * base
        above[:, position] = np.where(known, total, 0.0)
        below[:, position] = np.where(known, base, 0.0)
        if column.interval:
            low[:, position] = table[f"{column.name}_low"].to_numpy(float) * base
            high[:, position] = table[f"{column.name}_high"].to_numpy(float) * base
    districts = pd.factorize(table["district_code"])[0]
    weights = [areas.weight_column(column.name) for column in columns]
    counted = tuple(bool(name) and areas.column(name).kind == "count" for name in weights)
    return ComparableFigures(columns, counted, table.index, districts, above, below, low, high)


def find_contrasts(
    figures: ComparableFigures, members: Sequence[str], base: Sequence[str] | None = None
) -> dict[str, Contrast]:
    """Compare a group of villages with a base (all villages when not given), column by column.

    Figures are pooled: sum of the numerators over sum of the denominators. Left out are columns
    where the base is 0, under 1 % for shares or under a quarter of the regency's for scores, and
    where the group has fewer than 100 people behind the figure.
    """
    rows = figures.places.get_indexer(pd.Index(members))
    others = slice(None) if base is None else figures.places.get_indexer(pd.Index(base))
    contrasts = {}
    for position, column in enumerate(figures.columns):
        below = figures.below[rows, position]
        base_below = figures.below[others, position].sum()
        if below.sum() <= 0 or base_below <= 0:
            continue
        value = float(figures.above[rows, position].sum() / below.sum())
        reference = float(figures.above[others, position].sum() / base_below)
        few = figures.per_person[position] and below.sum() < SMALLEST_DENOMINATOR
        usual = figures.above[:, position].sum() / figures.below[:, position].sum()
        if not _comparable(column, reference, float(usual), few=bool(few)):
            continue
        low, high = _ends(figures, rows, position)
        overlaps = _overlap((low, high), _ends(figures, others, position))
        places, weights = _units(figures, rows, position, column)
        side = math.copysign(1.0, value - reference)
        contrasts[column.name] = Contrast(
            column=column.name,
            value=value,
            low=low,
            high=high,
            base=reference,
            index=100 * value / reference,
            difference=value - reference,
            n_same_side=int(((places - reference) * side > 0).sum()),
            n_places=len(places),
            weakness="range" if overlaps else _weakness(column, value, reference, places, weights),
        )
    return contrasts


def pick_contrasts(
    contrasts: Iterable[Contrast], codebook: Mapping[str, Column], *, limit: int = 5
) -> tuple[tuple[Contrast, ...], tuple[Contrast, ...]]:
    """Choose what sets a group apart: the highest (120 or more) and lowest (80 or less) indices.

    One column a theme, so that a single fact is not told several times: differences that hold
    go before weak ones, what is measured per village before what it inherits, shares before
    scores, then the farthest from 100. A theme speaks on one side only, except where its columns
    tell of different things.
    """
    apart = [found for found in contrasts if found.index >= OVER or found.index <= UNDER]
    order = sorted(apart, key=lambda found: _rank(found, codebook[found.column]))
    picked: dict[tuple[str, bool], Contrast] = {}
    for found in order:
        theme, high = codebook[found.column].theme, found.index > 100
        told = (theme, high) in picked or ((theme, not high) in picked and theme not in MANY_SIDED)
        if not told:
            picked[theme, high] = found
    sides = (
        sorted((c for (_, high), c in picked.items() if high), key=lambda c: -c.index),
        sorted((c for (_, high), c in picked.items() if not high), key=lambda c: c.index),
    )
    return tuple(sides[0][:limit]), tuple(sides[1][:limit])


def _comparable(column: Column, reference: float, usual: float, *, few: bool) -> bool:
    """Whether an index on this base can be read: on next to nothing everything is many times it."""
    if reference == 0 or (column.kind == "score" and abs(reference) < LEAST_BASE * abs(usual)):
        return False
    return column.kind not in ("share", "flag") or (reference >= SMALLEST_BASE and not few)


def _units(
    figures: ComparableFigures, rows: np.ndarray, position: int, column: Column
) -> tuple[np.ndarray, np.ndarray]:
    """Figures and weights of the places where the column was measured, one each."""
    known = rows[figures.below[rows, position] > 0]
    above, below = figures.above[known, position], figures.below[known, position]
    if column.inherited:
        units = np.unique(figures.districts[known], return_inverse=True)[1]
        above, below = np.bincount(units, above), np.bincount(units, below)
    return above / below, below


def _ends(
    figures: ComparableFigures, rows: np.ndarray | slice, position: int
) -> tuple[float, float]:
    below = figures.below[rows, position].sum()
    low, high = (ends[rows, position].sum() / below for ends in (figures.low, figures.high))
    return float(low), float(high)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two ranges share a part; figures without a range have NaN ends and share none."""
    return one[0] <= other[1] and other[0] <= one[1]


def _weakness(
    column: Column,
    value: float,
    reference: float,
    places: np.ndarray,
    weights: np.ndarray,
) -> str:
    if column.inherited and len(places) == 1:
        return ""  # the figure of the very kecamatan: measured once, nothing to spread
    if len(places) < FEWEST_PLACES:
        return "few"
    error = math.sqrt(float((weights**2 * (places - value) ** 2).sum())) / float(weights.sum())
    return "spread" if abs(value - reference) < SMALLEST_Z * error else ""


def _rank(found: Contrast, column: Column) -> tuple[bool, bool, bool, float]:
    distance = math.log(found.index / 100) if found.index > 0 else -math.inf
    return (bool(found.weakness), column.inherited, column.kind == "score", -abs(distance))
