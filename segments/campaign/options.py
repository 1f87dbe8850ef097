"""What a budget can be spent on: the table of options, checked, and the floors put on it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ALIASES: dict[str, tuple[str, ...]] = {
    "area": ("village_code", "district_code"),
    "reach": ("people",),
    "cost": ("unit_cost",),
    "group": ("district",),
}

MOST_UNITS = 1_000_000

Floors = Mapping[Any, float]


class OptionsError(ValueError):
    """The table of options is not usable; `problems` has one row a fault."""

    def __init__(self, problems: pd.DataFrame) -> None:
        self.problems = problems
        lines = [
            f"  option {row.option}, {row.column}: {row.rule}"
            for row in problems.head(10).itertuples()
        ]
        more = f"\n  and {len(problems) - 10} more" if len(problems) > 10 else ""
        super().__init__(f"{len(problems)} faults in the options:\n" + "\n".join(lines) + more)


@dataclass(frozen=True)
class MediaOptions:
    """The options as arrays, one element an option (`populations`: one an area).

    With `net` the people of an area are counted once over its channels, from `rate`; without,
    `reach` adds up.
    """

    table: pd.DataFrame
    net: bool
    cost: NDArray[np.float64]
    reach: NDArray[np.float64]
    rate: NDArray[np.float64]
    weight: NDArray[np.float64]
    min_units: NDArray[np.int64]
    max_units: NDArray[np.int64]
    area: NDArray[np.int64]
    area_names: tuple[Hashable, ...]
    populations: NDArray[np.float64]


@dataclass(frozen=True)
class Floor:
    """At least `people` reached in the areas (or options) of `members`."""

    name: str
    people: float
    members: NDArray[np.bool_]


def read_options(options: pd.DataFrame) -> MediaOptions:
    """Check a table of options and turn it into arrays (columns: see `allocate`)."""
    table = options.rename(columns=_known_names(options))
    absent = [name for name in ("cost",) if name not in table]
    if "reach" not in table and not {"rate", "population"} <= set(table):
        absent.append("reach (or rate and population)")
    if "population" in table and "area" not in table:
        absent.append("area (net reach counts people once an area)")
    if absent:
        raise ValueError(f"The options lack: {', '.join(absent)}.")
    net = "population" in table
    columns = {
        "cost": _numbers(table, "cost"),
        "weight": _numbers(table, "weight", default=1.0),
        "min_units": _numbers(table, "min_units", default=0.0),
        "max_units": _numbers(table, "max_units", default=np.nan),
        "population": _numbers(table, "population", default=0.0),
    }
    # Without a limit of its own an option is bought once, or as often as it must be.
    if "max_units" not in table:
        columns["max_units"] = np.maximum(1.0, columns["min_units"])
    columns |= _reach_columns(table, columns["population"])
    codes, names = pd.factorize(table["area"] if "area" in table else pd.RangeIndex(len(table)))
    faults = _faults(columns, net=net)
    if net:
        faults += _area_faults(columns, codes)
    problems = _fault_table(table, faults)
    if len(problems):
        raise OptionsError(problems)
    populations = np.zeros(len(names))
    populations[codes] = columns["population"]
    return MediaOptions(
        table=table,
        net=net,
        cost=columns["cost"],
        reach=columns["reach"],
        rate=columns["rate"],
        weight=columns["weight"],
        min_units=columns["min_units"].astype(np.int64),
        max_units=columns["max_units"].astype(np.int64),
        area=codes.astype(np.int64),
        area_names=tuple(names),
        populations=populations,
    )


def read_floors(media: MediaOptions, floors: Floors | None) -> tuple[Floor, ...]:
    """Find what each floor applies to, and turn shares into people.

    A key is an area, a value of `group`, or ``(column, value)``. A floor under 1 is a share of
    the residents, anything else a number of people.
    """
    found = []
    for key, least in (floors or {}).items():
        if not (np.isfinite(least) and least >= 0):
            raise ValueError(f"The floor of {_name(key)} is {least}; it must be at least 0.")
        members = _members(media, key)
        if media.net:
            split = {int(a) for a in media.area[members]} & {int(a) for a in media.area[~members]}
            if split:
                raise ValueError(
                    f"The floor of {_name(key)} covers only some channels of an area. With net "
                    "reach a floor holds for whole areas, because people are counted once."
                )
        found.append(Floor(_name(key), _floor_people(media, key, float(least), members), members))
    return tuple(found)


def _members(media: MediaOptions, key: Hashable) -> NDArray[np.bool_]:
    if isinstance(key, tuple) and len(key) == 2 and key[0] in media.table:
        members = (media.table[key[0]] == key[1]).to_numpy()
    else:
        by_area = np.array([name == key for name in media.area_names], dtype=bool)[media.area]
        by_group = np.zeros(len(by_area), dtype=bool)
        if "group" in media.table:
            by_group = (media.table["group"] == key).to_numpy()
        if by_area.any() and by_group.any() and not np.array_equal(by_area, by_group):
            raise ValueError(
                f"{key!r} is an area and a group. Write the floor as ('area', {key!r}) or "
                f"('group', {key!r})."
            )
        members = by_area | by_group
    if not members.any():
        raise ValueError(f"The floor of {_name(key)} fits no option: no such area or group.")
    return members


def _floor_people(
    media: MediaOptions, key: Hashable, least: float, members: NDArray[np.bool_]
) -> float:
    if not 0 < least < 1:
        return least
    if not media.net:
        raise ValueError(
            f"The floor of {_name(key)} is a share ({least:g}), which needs a population column. "
            "Without one, give the number of people."
        )
    return least * float(media.populations[np.unique(media.area[members])].sum())


def _name(key: Hashable) -> str:
    return f"{key[0]} {key[1]}" if isinstance(key, tuple) and len(key) == 2 else str(key)


def _known_names(options: pd.DataFrame) -> dict[str, str]:
    found = {}
    for name, aliases in ALIASES.items():
        alias = next((alias for alias in aliases if alias in options), None)
        if name not in options and alias is not None:
            found[alias] = name
    return found


def _numbers(table: pd.DataFrame, name: str, *, default: float = np.nan) -> NDArray[np.float64]:
    if name not in table:
        return np.full(len(table), default)
    # What is not a number becomes NaN and is reported with its row.
    return pd.to_numeric(table[name], errors="coerce").to_numpy(dtype=float)


def _reach_columns(
    table: pd.DataFrame, population: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    if "population" not in table:
        return {"reach": _numbers(table, "reach"), "rate": np.zeros(len(table))}
    if "rate" in table:
        rate = _numbers(table, "rate")
    else:
        reach = _numbers(table, "reach")
        rate = np.divide(reach, population, out=np.zeros_like(reach), where=population > 0)
    return {"reach": rate * population, "rate": rate}


def _faults(
    columns: Mapping[str, NDArray[np.float64]], *, net: bool
) -> list[tuple[NDArray[np.bool_], str, str]]:
    faults = [
        (~(np.isfinite(columns[name]) & (columns[name] >= 0)), name, "must be a number, 0 or more")
        for name in ("cost", "reach", "weight", "population", "min_units", "max_units")
    ]
    for name in ("min_units", "max_units"):
        faults.append((columns[name] % 1 > 0, name, "must be a whole number"))
    too_many = columns["min_units"] > columns["max_units"]
    faults.append((too_many, "min_units", "is more than max_units"))
    too_many = columns["max_units"] > MOST_UNITS
    faults.append((too_many, "max_units", f"must be at most {MOST_UNITS:,}"))
    if net:
        too_many = columns["rate"] > 1 + 1e-12
        faults.append((too_many, "rate", "is more than 1: more people than residents"))
    return faults


def _area_faults(
    columns: Mapping[str, NDArray[np.float64]], codes: NDArray[np.int64]
) -> list[tuple[NDArray[np.bool_], str, str]]:
    faults = []
    for name in ("population", "weight"):
        by_area = pd.Series(columns[name]).groupby(codes)
        uneven = (by_area.transform("max") != by_area.transform("min")).to_numpy()
        faults.append((uneven, name, "must be the same in all options of an area"))
    return faults


def _fault_table(
    table: pd.DataFrame, faults: list[tuple[NDArray[np.bool_], str, str]]
) -> pd.DataFrame:
    rows = []
    for wrong, column, rule in faults:
        for i in np.flatnonzero(wrong):
            value = table[column].iloc[i] if column in table else None
            rows.append((table.index[i], column, value, rule))
    return pd.DataFrame(rows, columns=["option", "column", "value", "rule"])
