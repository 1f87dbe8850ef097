"""The contract for places: one table a level, checked when it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.codebook import LEVELS, Column, describe

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

INDEX = {"village": "village_code", "district": "district_code"}
# The area and the residents of a village itself, in place of those of its district.
OWN_WEIGHT = {"area_bps_km2": "area_km2", "n_residents_bps": "population"}
PATTERN = {
    "village": re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}"),
    "district": re.compile(r"\d\d\.\d\d\.\d\d"),
}
ALWAYS = (
    "name",
    "kind",
    "district_code",
    "population",
    "population_low",
    "population_high",
    "geographic_class",
)
# Place, column, value and the rule that it breaks.
Fault = tuple[str, str, object, str]
FAULT_COLUMNS = ["place", "column", "value", "rule"]


class AreaTableError(ValueError):
    """A table of places is not usable.

    `problems` is a DataFrame with one row a fault: place, column, value, rule.
    """

    def __init__(self, problems: pd.DataFrame) -> None:
        self.problems = problems
        lines = [
            f"  {row.place}, {row.column}: {row.value} - {row.rule}"
            for row in problems.head(20).itertuples()
        ]
        more = f"\n  and {len(problems) - 20} more" if len(problems) > 20 else ""
        super().__init__(f"{len(problems)} faults in the table:\n" + "\n".join(lines) + more)


@dataclass(frozen=True)
class AreaTable:
    """Places of one level: their numbers, their outlines and what the columns mean.

    Attributes
    ----------
    level
        "village" (desa and kelurahan) or "district" (kecamatan).
    table
        One row a place, indexed by `village_code` or `district_code`.
    outlines
        Outlines in EPSG:4326, same index as the table. Indicative, not legal boundaries.
    codebook
        Column name -> Column.
    neighbours
        Code -> codes of the places that share a boundary or a point with it.

    Raises
    ------
    AreaTableError
        With every fault at once, when the parts do not fit together.
    """

    level: str
    table: pd.DataFrame
    outlines: gpd.GeoSeries
    codebook: Mapping[str, Column]
    neighbours: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"Unknown level {self.level!r}. Choose one of: {', '.join(LEVELS)}.")
        faults = find_faults(self.level, self.table, self.codebook)
        faults += outline_faults(self.table, self.outlines)
        if faults:
            raise AreaTableError(pd.DataFrame(faults, columns=FAULT_COLUMNS, dtype=object))

    def column(self, name: str) -> Column:
        """Return the codebook row of a column; the ends of a range share that of the middle."""
        found = describe(name, self.codebook)
        if found is None:
            raise KeyError(f"Unknown column {name!r}. See geodata/codebook.csv.")
        return found

    def columns(self, *, lens: str | None = None, numeric: bool = False) -> tuple[str, ...]:
        """Names of the columns of the table that the codebook describes, in its order."""
        return tuple(
            name
            for name, column in self.codebook.items()
            if name in self.table
            and (lens is None or column.lens == lens)
            and (column.numeric or not numeric)
        )

    def weight_column(self, name: str) -> str:
        """Name the column that weights the mean of another one; empty where places count alike.

        What villages inherit is weighted by their own area or residents: the totals of the
        district would enter once for every village.
        """
        column = self.column(name)
        if column.inherited and self.level == "village":
            return OWN_WEIGHT.get(column.denominator, "population")
        return column.denominator

    def pooled(self, name: str, codes: pd.Index | None = None) -> float:
        """One figure for several places together (all, when `codes` is not given).

        Counts and amounts add up. Everything else is the sum of the numerators over the sum of
        the denominators or, without a numerator, a weighted mean (`weight_column`); places
        without a value count in neither. Totals that villages inherit have no meaning pooled.
        """
        rows = self.table if codes is None else self.table.loc[codes]
        column = self.column(name)
        inherited = column.inherited and self.level == "village"
        if column.extensive:
            return float("nan") if inherited else float(rows[name].sum(min_count=1))
        rows = rows[rows[name].notna()]
        weight = self.weight_column(name)
        base = float(rows[weight].sum()) if weight else float(len(rows))
        if base == 0:
            return float("nan")
        if column.numerators and name == column.name and not inherited:
            return column.scale * float(rows[list(column.numerators)].sum().sum()) / base
        return float((rows[name] * (rows[weight] if weight else 1)).sum() / base)


def find_faults(level: str, table: pd.DataFrame, codebook: Mapping[str, Column]) -> list[Fault]:
    """List every fault of a table: place, column, value and the rule that it breaks."""
    faults = _index_faults(level, table)
    faults += [
        ("all", name, None, "this column is required") for name in ALWAYS if name not in table
    ]
    for name in table.columns:
        column = describe(name, codebook)
        if column is None:
            faults.append(("all", name, None, "the codebook does not describe this column"))
        else:
            faults += _column_faults(table[name], column, level)
    return faults + _range_faults(table, codebook)


def outline_faults(table: pd.DataFrame, outlines: gpd.GeoSeries) -> list[Fault]:
    """List places without an outline, outlines without a place, and broken outlines."""
    faults: list[Fault] = [
        (code, "outline", None, "the place has no outline")
        for code in table.index.difference(outlines.index)
    ]
    faults += [
        (code, "outline", None, "the outline belongs to no place of the table")
        for code in outlines.index.difference(table.index)
    ]
    broken = outlines.index[~(outlines.is_valid & ~outlines.is_empty)]
    faults += [(code, "outline", None, "the outline is empty or crosses itself") for code in broken]
    if not faults and not outlines.index.equals(table.index):
        faults.append(("all", "outline", None, "outlines and table must have the same order"))
    if outlines.crs is None or outlines.crs.to_epsg() != 4326:
        faults.append(("all", "outline", str(outlines.crs), "outlines must be in EPSG:4326"))
    return faults


def _index_faults(level: str, table: pd.DataFrame) -> list[Fault]:
    expected = INDEX[level]
    faults: list[Fault] = []
    if table.index.name != expected:
        faults.append(("all", str(table.index.name), None, f"the index must be {expected}"))
    repeated = table.index[table.index.duplicated()]
    faults += [(code, expected, code, "the code appears twice") for code in repeated.unique()]
    faults += [
        (str(code), expected, code, "not a Kemendagri code of this level")
        for code in table.index
        if not (isinstance(code, str) and PATTERN[level].fullmatch(code))
    ]
    return faults


def _column_faults(values: pd.Series, column: Column, level: str) -> list[Fault]:
    missing = values.isna()
    faults: list[Fault] = []
    if not column.missing_allowed:
        faults += [
            (code, values.name, None, "a value is missing") for code in values.index[missing]
        ]
    if not column.numeric:
        if column.categories:
            wrong = ~missing & ~values.isin(column.categories)
            rule = f"allowed: {', '.join(column.categories)}"
            faults += [(code, values.name, values[code], rule) for code in values.index[wrong]]
        return faults
    if not pd.api.types.is_numeric_dtype(values):
        return [*faults, ("all", values.name, str(values.dtype), "must be numbers")]
    return faults + _bound_faults(values, column, level)


def _bound_faults(values: pd.Series, column: Column, level: str) -> list[Fault]:
    faults: list[Fault] = []
    upper = column.maximum if not column.extensive or level == "village" else None
    for bound, outside, word in (
        (
            column.minimum,
            values < np.inf if column.minimum is None else values < column.minimum,
            "at least",
        ),
        (upper, values > -np.inf if upper is None else values > upper, "at most"),
    ):
        if bound is not None:
            rule = f"must be {word} {bound:g}"
            faults += [(code, values.name, values[code], rule) for code in values.index[outside]]
    if column.kind == "count":
        broken = values.notna() & (values % 1 != 0)
        faults += [
            (code, values.name, values[code], "a count must be a whole number")
            for code in values.index[broken]
        ]
    return faults


def _range_faults(table: pd.DataFrame, codebook: Mapping[str, Column]) -> list[Fault]:
    faults: list[Fault] = []
    for name, column in codebook.items():
        if not column.interval or name not in table:
            continue
        low, high = f"{name}_low", f"{name}_high"
        absent = [end for end in (low, high) if end not in table]
        faults += [("all", end, None, "a range needs both ends") for end in absent]
        if absent:
            continue
        crossed = (table[low] > table[name] + 1e-9) | (table[name] > table[high] + 1e-9)
        rule = f"must lie between {low} and {high}"
        faults += [(code, name, table.at[code, name], rule) for code in table.index[crossed]]
    return faults
