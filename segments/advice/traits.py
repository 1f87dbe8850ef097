"""What advice needs to know of a segment, pooled over its villages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from segments.advice.supply import ChannelSupply, supply_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.area_table import AreaTable
    from segments.advice.inventory import PlacedInventory
    from segments.advice.recommendation import Evidence

Figures = Mapping[str, float]


@dataclass(frozen=True)
class SegmentTraits:
    """A segment as the playbook sees it. Columns without any value are left out, never zero.

    Attributes
    ----------
    values, bases
        Figures of the segment and of the regency: totals for counts, pooled figures for the rest.
    lows, highs
        Ends of the range of modelled columns.
    indices
        100 x segment / regency; counts are compared per resident.
    class_shares
        Share of residents by geographic class.
    signal_shares
        Share of residents by mobile signal, among those in places with a record.
    presence
        Share of residents in places that have at least one, for counts.
    known
        Share of residents in places that have a value.
    evidence
        How each column was had: measured, modelled or assumed.
    supply
        What the office's inventory offers here, by channel; a channel that it does not have is
        left to the playbook.
    """

    code: str
    population: float
    regency_population: float
    n_villages: int
    values: Figures = field(default_factory=dict)
    bases: Figures = field(default_factory=dict)
    lows: Figures = field(default_factory=dict)
    highs: Figures = field(default_factory=dict)
    indices: Figures = field(default_factory=dict)
    class_shares: Figures = field(default_factory=dict)
    signal_shares: Figures = field(default_factory=dict)
    presence: Figures = field(default_factory=dict)
    known: Figures = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    supply: Mapping[str, ChannelSupply] = field(default_factory=dict)

    @property
    def share_weak_signal(self) -> float | None:
        """Share of residents in places with weak or no signal; None where nothing is recorded."""
        return 1 - self.signal_shares.get("kuat", 0.0) if self.signal_shares else None


def traits_of(
    areas: AreaTable,
    labels: pd.Series,
    code: str,
    *,
    columns: Iterable[str] | None = None,
    signal_column: str = "signal_2023",
    inventory: PlacedInventory | None = None,
) -> SegmentTraits:
    """Pool the places of one segment.

    A column that does not add up is pooled as `AreaTable.pooled` does: over its own denominator,
    places without a value counting in neither part.

    Parameters
    ----------
    labels
        Label of each place: a segmentation, geographic classes, districts, any grouping.
    code
        The label wanted.
    columns
        The columns to pool; every numeric one when not given.
    inventory
        The channels that the office has; without one the playbook speaks for all of them.

    Examples
    --------
    >>> traits_of(areas, areas.table["geographic_class"], "desa").n_villages
    115
    """
    strangers = labels.index.difference(areas.table.index)
    if len(strangers):
        raise ValueError(f"Labels for unknown places: {', '.join(map(str, strangers[:5]))}.")
    members = labels.index[(labels == code).to_numpy(bool)]
    if not len(members):
        allowed = ", ".join(sorted(map(str, labels.dropna().unique())))
        raise ValueError(f"No place has the label {code!r}. Choose one of: {allowed}.")
    residents = areas.table.loc[members, "population"]
    population = float(residents.to_numpy(float).sum())
    wanted = tuple(columns) if columns is not None else areas.columns(numeric=True)
    adding = [name for name in wanted if areas.column(name).extensive]
    values, bases = _pooled(areas, wanted, members), _pooled(areas, wanted, None)
    ends = {end: [f"{name}_{end}" for name in wanted] for end in ("low", "high")}
    ranged = {
        end: _pooled(areas, [name for name in names if name in areas.table], members)
        for end, names in ends.items()
    }
    regency = float(areas.table["population"].to_numpy(float).sum())
    return SegmentTraits(
        code=str(code),
        population=population,
        regency_population=regency,
        n_villages=len(members),
        values=values,
        bases=bases,
        lows=_without_suffix(ranged["low"], "_low"),
        highs=_without_suffix(ranged["high"], "_high"),
        indices=_indices(values, bases, _shares_of_known(areas.table, adding, members)),
        class_shares=_shares(areas.table.loc[members, "geographic_class"], residents),
        signal_shares=(
            _shares(areas.table.loc[members, signal_column], residents)
            if signal_column in areas.table
            else MappingProxyType({})
        ),
        presence=_presence(areas.table.loc[members], adding, residents),
        known=_known(areas.table.loc[members], wanted, residents),
        evidence=MappingProxyType(
            {name: cast("Evidence", areas.column(name).evidence) for name in wanted}
        ),
        supply=MappingProxyType(supply_of(inventory, residents.astype(float)) if inventory else {}),
    )


def regency_traits(
    areas: AreaTable,
    *,
    columns: Iterable[str] | None = None,
    inventory: PlacedInventory | None = None,
) -> SegmentTraits:
    """Pool all places: the baseline that a segment is compared with."""
    labels = pd.Series("all", index=areas.table.index, name="segment")
    return traits_of(areas, labels, "all", columns=columns, inventory=inventory)


def audience_traits(
    areas: AreaTable,
    people: pd.Series,
    code: str,
    *,
    habits: pd.DataFrame | None = None,
    inventory: PlacedInventory | None = None,
    signal_column: str = "signal_2023",
) -> SegmentTraits:
    """Pool the places where an audience lives, by how many of its people live in each.

    A figure of a place stands for all of its residents; only media habits are those of the
    audience itself, where they are given. Counts of units (RT, posyandu) are those that fall to
    the audience, pro rata.

    Parameters
    ----------
    people
        People of the audience by village; villages without any take no part.
    habits
        Media habits of the audience by village (`estimate_habits`), with `_low` and `_high`.
    """
    people = people.reindex(areas.table.index).fillna(0.0).astype(float)
    if not people.sum() > 0:
        raise ValueError("The audience has no people in these places.")
    everyone = regency_traits(areas)
    members = people.index[(people > 0).to_numpy()]
    table = areas.table.assign(**dict(habits.items())) if habits is not None else areas.table
    part = people / areas.table["population"].astype(float)
    names = areas.columns(numeric=True)
    adding = [name for name in names if areas.column(name).extensive]
    own = set(habits.columns) if habits is not None else set()
    values, lows, highs = {}, {}, {}
    for name in names:
        ends = ("", "_low", "_high") if name in own else ("",)
        for end, found in zip(ends, (values, lows, highs), strict=False):
            column = table[f"{name}{end}"].astype(float)
            below = areas.column(name).denominator
            weights = areas.table[below] * part if below in areas.table else people
            figure = (column * part).sum() if name in adding else _mean(column, weights)
            if np.isfinite(figure):
                found[name] = float(figure)
    total, regency = float(people.sum()), everyone.regency_population
    indices = {
        name: 100 * value / (base * (total / regency if name in adding else 1))
        for name, value in values.items()
        if (base := everyone.bases.get(name, 0.0)) > 0
    }
    living = people.loc[members]
    classes, signals = areas.table["geographic_class"], areas.table.get(signal_column)
    return SegmentTraits(
        code=code,
        population=total,
        regency_population=regency,
        n_villages=len(members),
        values=MappingProxyType(values),
        bases=everyone.bases,
        lows=MappingProxyType(lows),
        highs=MappingProxyType(highs),
        indices=MappingProxyType(indices),
        class_shares=_shares(classes.loc[members], living),
        signal_shares=MappingProxyType({})
        if signals is None
        else _shares(signals.loc[members], living),
        presence=_presence(areas.table.loc[members], adding, living),
        known=_known(areas.table.loc[members], names, living),
        evidence=everyone.evidence,
        supply=MappingProxyType(supply_of(inventory, people) if inventory else {}),
    )


def _mean(column: pd.Series, weights: pd.Series) -> float:
    """Average a share over the residents (or jobs, households) that it is a share of."""
    known = column.notna() & (weights > 0)
    total = float(weights[known].sum())
    return float((column[known] * weights[known]).sum()) / total if total else np.nan


def _pooled(areas: AreaTable, names: Iterable[str], members: pd.Index | None) -> Figures:
    """Figures of several places together, as `AreaTable.pooled` gives them one by one."""
    pooled = {name: areas.pooled(name, members) for name in names}
    return MappingProxyType({name: value for name, value in pooled.items() if np.isfinite(value)})


def _indices(values: Figures, bases: Figures, shares: Mapping[str, float]) -> Figures:
    """Index scores; what adds up is compared per resident, by the share of the residents."""
    indices = {}
    for name, value in values.items():
        base = bases.get(name, 0.0) * shares.get(name, 1.0)
        if base > 0:
            indices[name] = 100 * value / base
    return MappingProxyType(indices)


def _shares_of_known(table: pd.DataFrame, names: list[str], members: pd.Index) -> dict[str, float]:
    """Share of the residents with a record who live in the segment, by column."""
    shares = {}
    for name in names:
        residents = table["population"].where(table[name].notna())
        total = float(residents.sum())
        shares[name] = float(residents.loc[members].sum()) / total if total else 0.0
    return shares


def _shares(categories: pd.Series, residents: pd.Series) -> Figures:
    recorded = categories.dropna()
    weights = residents.loc[recorded.index]
    if not weights.sum():
        return MappingProxyType({})
    shares = weights.groupby(recorded).sum() / weights.sum()
    return MappingProxyType({str(name): float(share) for name, share in shares.items()})


def _presence(table: pd.DataFrame, names: list[str], residents: pd.Series) -> Figures:
    presence = {}
    for name in names:
        recorded = table[name].notna()
        weights = residents[recorded]
        if weights.sum():
            presence[name] = float(weights[table.loc[recorded, name] > 0].sum() / weights.sum())
    return MappingProxyType(presence)


def _known(table: pd.DataFrame, names: tuple[str, ...], residents: pd.Series) -> Figures:
    recorded = table[list(names)].notna().to_numpy()
    shares = residents.to_numpy(float) @ recorded / float(residents.sum())
    return MappingProxyType(dict(zip(names, shares.tolist(), strict=True)))


def _without_suffix(figures: Figures, suffix: str) -> Figures:
    return MappingProxyType({name.removesuffix(suffix): value for name, value in figures.items()})
