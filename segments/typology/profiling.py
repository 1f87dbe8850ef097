"""What each segment is like: index scores, profiles, and the composition of districts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.segmentation import Segmentation

OVER, UNDER = 120.0, 80.0
ENTRIES = 5
# A rarer share than this in the regency, or fewer people than this in the segment, makes an
# index jump about.
SMALLEST_BASE = 0.01
SMALLEST_DENOMINATOR = 100.0
POOLED_KINDS = ("share", "ratio", "score", "flag")
# Size itself: its index says nothing about the people.
SIZE_COLUMNS = ("population", "population_low", "population_high")


@dataclass(frozen=True)
class IndexEntry:
    """One column in which a segment stands out.

    `value` is that of the segment, `base` that of the regency, both in the unit of the codebook;
    `index` is 100 x value / base and `difference` is value - base.
    """

    column: str
    value: float
    base: float
    index: float
    difference: float


@dataclass(frozen=True)
class SegmentProfile:
    """A segment in numbers. `jaccard` is its stability, see `quality.Stability`."""

    code: str
    name_id: str
    name_en: str
    n_villages: int
    n_districts: int
    population: int
    share_population: float
    jaccard: float
    high: tuple[IndexEntry, ...]
    low: tuple[IndexEntry, ...]
    by_district: pd.Series
    by_class: pd.Series

    def name(self, language: str) -> str:
        """Return the name in a language."""
        return self.name_en if language == "en" else self.name_id


def index_scores(areas: AreaTable, segmentation: Segmentation) -> pd.DataFrame:
    """Compare each segment with the regency, column by column.

    An index score is 100 x value of the segment / value of the regency: 150 means half as much
    again. Values are pooled (`AreaTable.pooled`): sum of the numerators over sum of the
    denominators, or the mean weighted by the denominator; a mean of the percentages of villages
    would let small villages count too much. A count is compared per resident. Villages without a
    value count in neither part. A score is missing where the regency's share is under 1 % or its
    value 0, where the denominator of the segment is under 100, and where nothing is known.

    Returns
    -------
    DataFrame
        Segments in rows, codebook columns in columns.
    """
    values = segment_values(areas, segmentation)
    return _scores(areas, segmentation, values)


def _scores(areas: AreaTable, segmentation: Segmentation, values: pd.DataFrame) -> pd.DataFrame:
    base = values.loc["regency"]
    scores = 100 * values.drop(index="regency") / base.where(base != 0)
    for name in scores:
        column = areas.column(name)
        if column.kind not in ("share", "flag"):
            continue
        if base[name] < SMALLEST_BASE:
            scores[name] = np.nan
        elif column.denominator:
            known = areas.table[column.denominator].where(areas.table[name].notna())
            small = known.groupby(segmentation.labels).sum() < SMALLEST_DENOMINATOR
            scores.loc[small.reindex(scores.index), name] = np.nan
    return scores


def segment_values(areas: AreaTable, segmentation: Segmentation) -> pd.DataFrame:
    """Pooled value of every comparable column, per segment and for the regency (`pool_values`)."""
    return pool_values(areas, segmentation.labels).rename_axis("segment")


def pool_values(areas: AreaTable, labels: pd.Series) -> pd.DataFrame:
    """Pool every comparable column by label; the last row, "regency", pools all places.

    As `AreaTable.pooled`, for all labels in one pass, but counts are per resident (over the
    places where they are known), and what a village inherits from its district is averaged with
    the weight of `AreaTable.weight_column`. Totals that are inherited have no meaning here and
    are left out.
    """
    numerators, denominators = _parts(areas)
    above = numerators.groupby(labels).sum()
    below = denominators.groupby(labels).sum()
    above.loc["regency"] = numerators.sum()
    below.loc["regency"] = denominators.sum()
    return above / below.where(below > 0)


def _parts(areas: AreaTable) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Per place and column the two numbers whose sums make the pooled value; 0 if unknown."""
    table = areas.table
    above, below = {}, {}
    for name in areas.columns(numeric=True):
        column = areas.column(name)
        inherited = column.inherited and areas.level == "village"
        known = table[name].notna()
        if column.kind == "count" and name not in SIZE_COLUMNS and not inherited:
            base, total = table["population"], table[name]
        elif column.kind in POOLED_KINDS and inherited:
            base = table[areas.weight_column(name)]
            total = table[name] * base
        elif column.kind in POOLED_KINDS and column.numerators:
            base = table[column.denominator]
            total = column.scale * table[list(column.numerators)].sum(axis=1)
        elif column.kind in POOLED_KINDS:
            base = table[column.denominator] if column.denominator else known.astype(float)
            total = table[name] * base
        else:
            continue
        above[name] = total.astype(float).where(known, 0.0)
        below[name] = base.astype(float).where(known, 0.0)
    return pd.DataFrame(above), pd.DataFrame(below)


def profile_segments(areas: AreaTable, segmentation: Segmentation) -> dict[str, SegmentProfile]:
    """Describe every segment in numbers, by letter.

    `high` and `low` hold up to five columns each with an index of at least 120 or at most 80,
    the farthest from the regency first. Shares, ratios and scores take part, counts do not: a
    share says the same and can be read.
    """
    values = segment_values(areas, segmentation)
    scores = _scores(areas, segmentation, values)
    table = areas.table
    jaccard = segmentation.diagnostics.get("jaccard", {})
    profiles = {}
    for code in segmentation.codes:
        rows = table.loc[segmentation.labels.index[segmentation.labels == code]]
        entries = _entries(areas, values, scores, code)
        residents = rows["population"]
        profiles[code] = SegmentProfile(
            code=code,
            name_id=segmentation.names[code]["id"],
            name_en=segmentation.names[code]["en"],
            n_villages=len(rows),
            n_districts=rows["district_code"].nunique(),
            population=int(residents.sum()),
            share_population=float(residents.sum() / table["population"].sum()),
            jaccard=jaccard.get(code, float("nan")),
            high=tuple(entry for entry in entries if entry.index >= OVER)[:ENTRIES],
            low=tuple(entry for entry in reversed(entries) if entry.index <= UNDER)[:ENTRIES],
            by_district=residents.groupby(rows["district_code"]).sum().sort_values(ascending=False),
            by_class=residents.groupby(rows["geographic_class"]).sum().sort_values(ascending=False),
        )
    return profiles


def _entries(
    areas: AreaTable, values: pd.DataFrame, scores: pd.DataFrame, code: str
) -> list[IndexEntry]:
    """Return the columns that can be read on a profile, from the highest index to the lowest."""
    entries = [
        IndexEntry(
            name,
            float(values.at[code, name]),
            float(values.at["regency", name]),
            float(scores.at[code, name]),
            float(values.at[code, name] - values.at["regency", name]),
        )
        for name in scores
        if areas.column(name).kind != "count" and not np.isnan(scores.at[code, name])
    ]
    return sorted(entries, key=lambda entry: (-entry.index, entry.column))


def district_composition(areas: AreaTable, segmentation: Segmentation) -> pd.DataFrame:
    """Share of the residents of each district in each segment; rows sum to one."""
    residents = (
        areas.table["population"]
        .groupby([areas.table["district_code"], segmentation.labels])
        .sum()
        .unstack(fill_value=0)
        .reindex(columns=list(segmentation.codes), fill_value=0)
    )
    return residents.div(residents.sum(axis=1), axis=0)
