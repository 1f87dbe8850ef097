"""Count the people of an audience in every village or district, with honest bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.audience.population import JointPopulation, joint_population
from segments.audience.population_seed import (
    AGE,
    DIMENSIONS,
    EDUCATION,
    MARITAL,
    OCCUPATION,
    SEX,
    Dimension,
)

if TYPE_CHECKING:
    from geodata import AreaTable

PEOPLE_FIELDS = {
    "sexes": SEX,
    "ages": AGE,
    "educations": EDUCATION,
    "marital": MARITAL,
    "occupations": OCCUPATION,
}


@dataclass(frozen=True)
class AudienceFilter:
    """Who is meant: any of the values within a field, and all fields together.

    An empty field sets no condition. The first five fields describe people; their values are the
    categories of `DIMENSIONS`. The others choose whole villages: by geographic class, district
    code, segment letter or village code. Order and repetition of values do not matter.

    Examples
    --------
    >>> AudienceFilter(sexes=("female",), ages=("20_24", "15_19")).ages
    ('15_19', '20_24')
    """

    sexes: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    educations: tuple[str, ...] = ()
    marital: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    geographic_classes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            values = getattr(self, field.name)
            if isinstance(values, str):
                raise TypeError(f"{field.name} must be a tuple of values, not text: {values!r}.")
            dimension = PEOPLE_FIELDS.get(field.name)
            allowed = dimension.categories if dimension else sorted(set(values))
            _check_known(field.name, values, allowed)
            # Frozen: the one moment at which a field may be put into its plain form.
            plain = tuple(value for value in allowed if value in set(values))
            object.__setattr__(self, field.name, plain)

    @property
    def conditions(self) -> dict[Dimension, tuple[str, ...]]:
        """The traits of people that exclude somebody: all categories together exclude nobody."""
        asked = {part: getattr(self, name) for name, part in PEOPLE_FIELDS.items()}
        return {
            dimension: values
            for dimension, values in asked.items()
            if 0 < len(values) < len(dimension.categories)
        }


@dataclass(frozen=True)
class CountEstimate:
    """A number of people with its range; ``low == mid == high`` when it is measured."""

    low: float
    mid: float
    high: float
    evidence: Literal["measured", "modelled"]

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.mid <= self.high:
            raise ValueError(f"Not a range from 0 up: {self.low}, {self.mid}, {self.high}.")


def count_people(
    areas: AreaTable,
    audience_filter: AudienceFilter,
    joint: JointPopulation | None = None,
    *,
    labels: pd.Series | None = None,
) -> pd.DataFrame:
    """Count the people that a filter describes, area by area.

    With conditions on at most one trait of people the count is read from a measured table. With
    more, ``mid`` comes from the joint population and the bounds are those of Frechet, which hold
    whatever the truth of the cross-table and cannot be narrowed without more data: with n_i
    people meeting condition i of d, out of N residents,

        max(0, sum(n_i) - (d - 1) N) <= n <= min(n_i).

    Villages that the filter leaves out count 0. A district is the sum of its villages, and its
    bounds are the sums of theirs.

    Parameters
    ----------
    areas
        Villages or districts; the result has their index.
    joint
        The joint population of the villages. Without it, it is made from ``areas`` or, for
        districts, from the villages that come with the product.
    labels
        Segment letter of each village; needed when the filter names segments.

    Returns
    -------
    DataFrame
        low, mid, high, and evidence: "measured", or "modelled" with two traits or more or where
        the measured tables of the village disagree on its number of residents.

    References
    ----------
    Frechet, M. (1935). Generalisation du theoreme des probabilites totales. Fundamenta
    Mathematicae 25, 379-387.

    Examples
    --------
    >>> young_women = AudienceFilter(sexes=("female",), ages=("20_24", "25_29"))
    >>> total_people(count_people(load_areas(), young_women)).evidence
    'modelled'
    """
    joint = _joint_of(areas) if joint is None else joint
    counts, modelled = _count_villages(joint, audience_filter.conditions)
    counts *= _chosen_villages(areas, joint.places, audience_filter, labels)
    if areas.level == "village":
        rows = _positions(joint.places.index, areas.table.index, "village")
        counts, modelled = counts[:, rows], modelled[rows]
    else:
        districts = pd.Index(joint.places["district_code"].unique())
        rows = _positions(districts, areas.table.index, "district")
        group = districts.get_indexer(pd.Index(joint.places["district_code"]))
        counts = np.stack([np.bincount(group, count, len(districts))[rows] for count in counts])
        modelled = np.bincount(group, modelled, len(districts))[rows] > 0
    low, mid, high = counts
    evidence = np.where(modelled, "modelled", "measured")
    return pd.DataFrame(
        {"low": low, "mid": mid, "high": high, "evidence": evidence}, index=areas.table.index
    )


def total_people(counts: pd.DataFrame) -> CountEstimate:
    """Add up the rows of `count_people`; one modelled row makes the total modelled."""
    low, mid, high = counts[["low", "mid", "high"]].to_numpy(dtype=float).sum(axis=0).tolist()
    modelled = bool((counts["evidence"] == "modelled").any())
    # The three sums are rounded apart in the last digit, so the middle is put between them.
    return CountEstimate(
        low, min(max(mid, low), high), high, "modelled" if modelled else "measured"
    )


def _joint_of(areas: AreaTable) -> JointPopulation:
    return joint_population(areas) if areas.level == "village" else _shipped_joint()


@cache
def _shipped_joint() -> JointPopulation:
    from geodata import load_areas  # here, so that counting with a given joint reads no file

    return joint_population(load_areas("village"))


def _count_villages(
    joint: JointPopulation, conditions: dict[Dimension, tuple[str, ...]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Count low, mid and high (three rows) of every village, and say where it is modelled."""
    modelled = joint.margin_gap.to_numpy() > 0
    chosen = [_mask(dimension, conditions.get(dimension)) for dimension in DIMENSIONS]
    meeting = [
        joint.margins[axis] @ chosen[axis]
        for axis, dimension in enumerate(DIMENSIONS)
        if dimension in conditions
    ]
    residents = joint.residents
    if len(meeting) < 2:
        exact = meeting[0] if meeting else residents
        return np.stack([exact, exact, exact]), modelled
    low = np.maximum(0.0, sum(meeting) - (len(meeting) - 1) * residents)
    high = np.minimum.reduce(meeting)
    cells = np.einsum("s,a,e,m,o->saemo", *chosen).ravel()
    mid = joint.weights.reshape(len(residents), -1) @ cells
    return np.stack([low, np.clip(mid, low, high), high]), np.ones_like(modelled)


def _mask(dimension: Dimension, values: tuple[str, ...] | None) -> NDArray[np.float64]:
    wanted = dimension.categories if values is None else values
    return np.array([float(category in wanted) for category in dimension.categories])


def _chosen_villages(
    areas: AreaTable,
    places: pd.DataFrame,
    audience_filter: AudienceFilter,
    labels: pd.Series | None,
) -> NDArray[np.bool_]:
    """Say which villages the filter speaks of; a value that no village can have is an error."""
    chosen = np.ones(len(places), dtype=bool)
    classes = areas.column("geographic_class").categories
    for name, values, column, known in (
        ("geographic_classes", audience_filter.geographic_classes, "geographic_class", classes),
        ("districts", audience_filter.districts, "district_code", places["district_code"]),
    ):
        if values:
            _check_known(name, values, sorted(set(known)))
            chosen &= places[column].isin(values).to_numpy()
    if audience_filter.villages:
        _check_known("villages", audience_filter.villages, places.index)
        chosen &= places.index.isin(audience_filter.villages)
    if audience_filter.segments:
        if labels is None:
            raise ValueError("The filter names segments: pass labels, the segment of each village.")
        _check_known("segments", audience_filter.segments, sorted(labels.dropna().unique()))
        chosen &= labels.reindex(places.index).isin(audience_filter.segments).to_numpy()
    return chosen


def _check_known(field: str, values: Iterable[str], allowed: Iterable[str]) -> None:
    known = tuple(allowed)
    if unknown := sorted(set(values) - set(known)):
        shown = ", ".join(known[:20]) + (", ..." if len(known) > 20 else "")
        raise ValueError(f"Unknown {field}: {', '.join(unknown)}. Choose from: {shown}.")


def _positions(known: pd.Index, wanted: pd.Index, level: str) -> NDArray[np.int64]:
    rows = known.get_indexer(wanted)
    if (rows < 0).any():
        absent = ", ".join(map(str, wanted[rows < 0][:5]))
        raise ValueError(f"The joint population has no {level} {absent}. Make it from these areas.")
    return rows
