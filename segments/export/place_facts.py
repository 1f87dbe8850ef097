"""A segment or a kecamatan in numbers: who, where, how many, and what sets it apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from segments.export.contrasts import ComparableFigures, Contrast, find_contrasts

if TYPE_CHECKING:
    from geodata import AreaTable
    from segments.typology import Segmentation

# The bound above which a segmentation counts a place as borderline.
BORDERLINE = 0.8


@dataclass(frozen=True)
class ResidentPart:
    """Residents of a group in one of its parts, and what share that is of both."""

    code: str
    people: int
    share_of_group: float
    share_of_part: float


@dataclass(frozen=True)
class GroupFacts:
    """A segment or a kecamatan in numbers.

    `population_low` leaves out the villages on the border to another segment, and
    `population_high` adds those of other segments that are on the border to this one. The
    contrasts are against the regency, all comparable columns of them.
    """

    kind: str
    code: str
    n_villages: int
    n_urban_villages: int
    population: int
    population_low: int
    population_high: int
    share_population: float
    districts: tuple[ResidentPart, ...]
    classes: tuple[ResidentPart, ...]
    segments: tuple[ResidentPart, ...]
    n_unrecorded: int
    contrasts: Mapping[str, Contrast]


def segment_facts(
    areas: AreaTable, figures: ComparableFigures, segmentation: Segmentation, code: str
) -> GroupFacts:
    """Put a segment in numbers.

    A village whose squared distance to its own centroid is over 0.8 of that to the next one is
    on the border. The range of residents goes from the villages that are not, to all villages
    of the segment and those elsewhere whose border is with it.
    """
    labels, distances = segmentation.labels, segmentation.distances
    residents = areas.table["population"]
    border = distances["ratio"] > BORDERLINE
    own = labels == code
    joining = border & ~own & (distances["second_label"] == code)
    ends = (int(residents[own & ~border].sum()), int(residents[own | joining].sum()))
    return _facts(areas, figures, labels, "segment", code, labels.index[own], ends)


def district_facts(
    areas: AreaTable, figures: ComparableFigures, segmentation: Segmentation, code: str
) -> GroupFacts:
    """Put a kecamatan in numbers; its residents are counted, so there is no range."""
    members = areas.table.index[areas.table["district_code"] == code]
    total = int(areas.table.loc[members, "population"].sum())
    return _facts(areas, figures, segmentation.labels, "district", code, members, (total, total))


def _facts(
    areas: AreaTable,
    figures: ComparableFigures,
    labels: pd.Series,
    kind: str,
    code: str,
    members: pd.Index,
    ends: tuple[int, int],
) -> GroupFacts:
    rows, table = areas.table.loc[members], areas.table
    people = int(rows["population"].sum())
    unrecorded = rows["share_farm_work"].isna() if "share_farm_work" in rows else ()
    return GroupFacts(
        kind=kind,
        code=code,
        n_villages=int((rows["kind"] == "desa").sum()),
        n_urban_villages=int((rows["kind"] == "kelurahan").sum()),
        population=people,
        population_low=ends[0],
        population_high=ends[1],
        share_population=people / float(table["population"].sum()),
        districts=_parts(table, rows, table["district_code"]),
        classes=_parts(table, rows, table["geographic_class"]),
        segments=_parts(table, rows, labels),
        n_unrecorded=int(sum(unrecorded)),
        contrasts=find_contrasts(figures, list(members)),
    )


def _parts(table: pd.DataFrame, rows: pd.DataFrame, parts: pd.Series) -> tuple[ResidentPart, ...]:
    inside = rows["population"].groupby(parts.loc[rows.index]).sum()
    everywhere = table["population"].groupby(parts).sum()
    order = sorted(inside.items(), key=lambda item: (-item[1], str(item[0])))
    total = float(inside.sum())
    return tuple(
        ResidentPart(str(part), int(people), people / total, people / float(everywhere[part]))
        for part, people in order
    )
