"""An audience that can be named, saved and shared: who, where, and where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from segments.audience.counting import AudienceFilter, count_people
from segments.audience.population_seed import AGE, EDUCATION, MARITAL, OCCUPATION, SEX

if TYPE_CHECKING:
    from geodata import AreaTable
    from segments.audience.population import JointPopulation

KIND = "audience"
SIGNALS = ("kuat", "lemah", "tidak_ada")
MINIMUM_CELL = 10
CHOICES: Mapping[str, tuple[str, ...]] = {
    "sexes": SEX.categories,
    "ages": AGE.categories,
    "educations": EDUCATION.categories,
    "marital": MARITAL.categories,
    "occupations": OCCUPATION.categories,
    "signals": SIGNALS,
}


class AudienceError(ValueError):
    """An audience that makes no sense, or was stored in another shape."""


@dataclass(frozen=True)
class Audience:
    """Who is meant. Within a field any of the values, all fields together, less the exceptions.

    Attributes
    ----------
    sexes, ages, educations, marital, occupations
        Traits of people: categories of the joint population; empty sets no condition.
    classes, segments, districts, signals
        Kinds of villages: geographic class, segment letter, district code, mobile signal in 2023.
    except_segments, except_districts
        Villages that are left out whatever the other fields say.
    """

    sexes: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    educations: tuple[str, ...] = ()
    marital: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    except_segments: tuple[str, ...] = ()
    except_districts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, known in CHOICES.items():
            unknown = sorted(set(getattr(self, name)) - set(known))
            if unknown:
                raise AudienceError(f"Unknown {name}: {', '.join(unknown)}.")

    @property
    def traits(self) -> int:
        """How many traits of people are asked for: with two or more the count is modelled."""
        asked = ((self.sexes, SEX), (self.ages, AGE), (self.educations, EDUCATION),
                 (self.marital, MARITAL), (self.occupations, OCCUPATION))  # fmt: skip
        return sum(0 < len(values) < len(dimension.categories) for values, dimension in asked)

    @property
    def is_empty(self) -> bool:
        """Whether it sets no condition at all."""
        return self == Audience()

    def to_body(self) -> dict[str, list[str]]:
        """Give plain JSON; fields without a condition are left out."""
        return {name: list(values) for name, values in asdict(self).items() if values}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Audience:
        """Read a body back.

        Raises
        ------
        AudienceError
            When it holds something that is no condition, or a value that does not exist.
        """
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(body) - known)
        if unknown:
            raise AudienceError(f"Not a part of an audience: {', '.join(unknown)}.")
        try:
            return cls(**{name: tuple(map(str, values)) for name, values in body.items()})
        except TypeError as fault:
            raise AudienceError(f"An audience cannot be read: {fault}.") from fault


def cite(document: str, revision: int) -> str:
    """Write which saved audience is meant, in the state that it has now."""
    return f"{document}@{revision}"


def read_citation(citation: str) -> tuple[str, int]:
    """Read id and revision back.

    Raises
    ------
    AudienceError
        When it is no citation.
    """
    document, _sign, revision = citation.partition("@")
    if not document or not revision.isdecimal():
        raise AudienceError(f"Not a cited audience: {citation!r}.")
    return document, int(revision)


def villages_of(audience: Audience, areas: AreaTable, labels: pd.Series) -> pd.Index:
    """List the villages that an audience may live in."""
    table = areas.table
    segment = labels.reindex(table.index)
    inside = np.ones(len(table), dtype=bool)
    for values, column in (
        (audience.classes, table["geographic_class"]),
        (audience.segments, segment),
        (audience.districts, table["district_code"]),
        (audience.signals, table["signal_2023"]),
    ):
        if values:
            inside &= column.isin(values).to_numpy()
    if audience.except_segments:
        inside &= ~segment.isin(audience.except_segments).to_numpy()
    if audience.except_districts:
        inside &= ~table["district_code"].isin(audience.except_districts).to_numpy()
    return table.index[inside]


def count_audience(
    audience: Audience, areas: AreaTable, labels: pd.Series, joint: JointPopulation
) -> pd.DataFrame:
    """Count an audience in every village.

    Returns
    -------
    DataFrame
        As `count_people`; 0 in villages that the audience cannot live in.
    """
    villages = villages_of(audience, areas, labels)
    traits = AudienceFilter(
        sexes=audience.sexes,
        ages=audience.ages,
        educations=audience.educations,
        marital=audience.marital,
        occupations=audience.occupations,
    )
    counts = count_people(areas, traits, joint)
    inside = counts.index.isin(villages)
    counts.loc[~inside, ["low", "mid", "high"]] = 0.0
    return counts


def suppress_small(counts: pd.DataFrame, groups: pd.Series) -> pd.Series:
    """Say which villages must not show their number, so that no small one can be worked out.

    A village with 1 to 9 people is hidden. Where it would be the only hidden one of its group (a
    kecamatan whose total is shown), the next smallest village with people is hidden with it.
    """
    people = counts["mid"].round()
    hidden = (people > 0) & (people < MINIMUM_CELL)
    for _group, members in people[people > 0].groupby(groups.reindex(people.index)):
        small = members[hidden[members.index]]
        rest = members.drop(small.index)
        if len(small) and small.sum() < MINIMUM_CELL and len(rest):
            hidden[rest.idxmin()] = True
    return hidden.rename("hidden")


def crosstab(
    audience: Audience,
    areas: AreaTable,
    labels: pd.Series,
    joint: JointPopulation,
    rows: str,
    columns: str,
) -> pd.DataFrame:
    """Count an audience by two of sex, age, education, marital, occupation, segment and district.

    Returns
    -------
    DataFrame
        Modelled people, unrounded; the names of the categories as index and columns.

    Raises
    ------
    AudienceError
        When the two are the same, or one of them is unknown.
    """
    traits = {part.name: part for part in joint.dimensions}
    places = {
        "segment": labels.reindex(joint.places.index).astype("str"),
        "district": joint.places["district_code"].astype("str"),
    }
    if rows == columns or not {rows, columns} <= {*traits, *places}:
        raise AudienceError(f"Cannot cross {rows!r} with {columns!r}.")
    wanted = {"sex": audience.sexes, "age": audience.ages, "education": audience.educations,
              "marital": audience.marital, "occupation": audience.occupations}  # fmt: skip
    weights = joint.weights * joint.places.index.isin(villages_of(audience, areas, labels)).reshape(
        -1, *[1] * len(joint.dimensions)
    )
    for axis, part in enumerate(joint.dimensions, start=1):
        chosen = wanted.get(part.name) or part.categories
        mask = np.array([float(category in chosen) for category in part.categories])
        shape = [1] * weights.ndim
        shape[axis] = len(mask)
        weights = weights * mask.reshape(shape)
    kept = [axis for axis, part in enumerate(joint.dimensions, start=1) if part.name in
            (rows, columns)]  # fmt: skip
    summed = weights.sum(axis=tuple(axis for axis in range(1, weights.ndim) if axis not in kept))
    axes = [part for axis, part in enumerate(joint.dimensions, start=1) if axis in kept]
    place = next((name for name in (rows, columns) if name in places), None)
    if place is None:
        table = pd.DataFrame(
            summed.sum(axis=0), index=axes[0].categories, columns=axes[1].categories
        )
        return table if axes[0].name == rows else table.T
    if not axes:
        people = summed
        both = pd.DataFrame(
            {rows: places[rows].to_numpy(), columns: places[columns].to_numpy(), "people": people}
        )
        return both.pivot_table(
            index=rows, columns=columns, values="people", aggfunc="sum", fill_value=0.0
        )
    grouped = (
        pd.DataFrame(summed, columns=axes[0].categories).groupby(places[place].to_numpy()).sum()
    )
    return grouped if place == rows else grouped.T
