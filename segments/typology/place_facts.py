"""A segment or a kecamatan in numbers: who, where, how many, and what sets it apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segments.typology.contrasts import ComparableFigures, Contrast, find_contrasts
from segments.typology.segmentation import BORDERLINE

if TYPE_CHECKING:
    import pandas as pd

    from geodata import AreaTable
    from segments.typology.segmentation import Segmentation


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
    labels = segmentation.labels.loc[areas.table.index]
    distances = segmentation.distances.loc[areas.table.index]
    residents = areas.table["population"].to_numpy()
    own = labels.to_numpy() == code
    border = distances["ratio"].to_numpy() > BORDERLINE
    joining = border & ~own & (distances["second_label"].to_numpy() == code)
    ends = (int(residents[own & ~border].sum()), int(residents[own | joining].sum()))
    return _facts(areas, figures, labels, "segment", code, own, ends)


def district_facts(
    areas: AreaTable, figures: ComparableFigures, segmentation: Segmentation, code: str
) -> GroupFacts:
    """Put a kecamatan in numbers; its residents are counted, so there is no range."""
    own = areas.table["district_code"].to_numpy() == code
    total = int(areas.table["population"].to_numpy()[own].sum())
    labels = segmentation.labels.loc[areas.table.index]
    return _facts(areas, figures, labels, "district", code, own, (total, total))


def _facts(
    areas: AreaTable,
    figures: ComparableFigures,
    labels: pd.Series,
    kind: str,
    code: str,
    own: np.ndarray,
    ends: tuple[int, int],
) -> GroupFacts:
    table = areas.table
    residents = table["population"].to_numpy()
    kinds = table["kind"].to_numpy()[own]
    people = int(residents[own].sum())

    def parts(of: pd.Series) -> tuple[ResidentPart, ...]:
        return _parts(of.to_numpy(), residents, own)

    recorded = table["share_farm_work"].notna().to_numpy()
    return GroupFacts(
        kind=kind,
        code=code,
        n_villages=int((kinds == "desa").sum()),
        n_urban_villages=int((kinds == "kelurahan").sum()),
        population=people,
        population_low=ends[0],
        population_high=ends[1],
        share_population=people / float(residents.sum()),
        districts=parts(table["district_code"]),
        classes=parts(table["geographic_class"]),
        segments=parts(labels),
        n_unrecorded=int((own & ~recorded).sum()),
        contrasts=find_contrasts(figures, list(table.index[own])),
    )


def _parts(of: np.ndarray, residents: np.ndarray, own: np.ndarray) -> tuple[ResidentPart, ...]:
    total = residents[own].sum()
    found = []
    for code in np.unique(of[own]):
        inside, everywhere = residents[own & (of == code)].sum(), residents[of == code].sum()
        found.append(
            ResidentPart(str(code), int(inside), float(inside / total), float(inside / everywhere))
        )
    return tuple(sorted(found, key=lambda part: (-part.people, part.code)))
