"""The channels that the office can really use: whose they are, where they work, what they cost."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.advice.inventory_rows import COLUMNS, InventoryEntry, InventoryProblem, read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.area_table import AreaTable
    from segments.advice.playbook import Playbook

FILE = Path(__file__).parent / "playbook" / "inventory.csv"
KIND = "inventory"
"""The kind of the document under which the store keeps it."""

UNIT_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "rt": ("n_rt",),
        "rw": ("n_rw",),
        "posyandu": ("n_posyandu",),
        "pupil": ("n_school_age_06_11", "n_school_age_12_14", "n_school_age_15_17"),
    }
)
"""Counts of the area table that say how many units a village has."""

TABLE_COLUMNS = (
    *("share", "units", "people_per_unit", "capacity"),
    *("unit_cost", "unit_cost_low", "unit_cost_high"),
    *("month_cost", "month_cost_low", "month_cost_high"),
)


@dataclass(frozen=True)
class Inventory:
    """The office's list: what can be used, and the rows that cannot be used yet.

    Attributes
    ----------
    entries
        Rows without a fault, in the order of the list.
    problems
        One a fault; a row with a fault takes no part until it is mended, and is never dropped.
    """

    entries: tuple[InventoryEntry, ...]
    problems: tuple[InventoryProblem, ...] = ()


@dataclass(frozen=True)
class PlacedInventory:
    """An inventory spread over the villages.

    Attributes
    ----------
    table
        One row a channel and village within its coverage (index `channel`, `village_code`).
        `share`: residents within its reach, 0 to 1. `units`: how often it can be used in a
        month (NaN: no limit known). `people_per_unit`: people whom one use meets (NaN: not by
        use). `capacity`: people whom a month can meet (NaN: no limit known). `unit_cost` with
        its range: rupiah a use (NaN: not paid by use). `month_cost` with its range: the
        village's part of what is paid once a month, by residents within reach.
    channels
        One row a channel: `month_cost` with its range (the whole), `n_paid_monthly` entries
        that make it up, `lead_time_days` (the longest), `n_entries`, `n_villages`, `basis`
        ("found" only where every entry is) and `sources` (names of the entries).
    residents
        Residents of every village.
    """

    table: pd.DataFrame
    channels: pd.DataFrame
    residents: pd.Series

    def of(self, channel: str) -> pd.DataFrame:
        """Give the villages of one channel; no rows where the inventory does not have it."""
        if channel not in self.channels.index:
            return self.table.iloc[:0].droplevel("channel")
        return self.table.loc[channel]


@cache
def shipped_rows() -> tuple[Mapping[str, str], ...]:
    """Read the rows that ship: public channels, each found in a source or marked as assumed."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise ValueError(f"{FILE.name} must have the columns {', '.join(COLUMNS)}.")
    return tuple(MappingProxyType(row) for row in rows)


def read_inventory(
    rows: Sequence[Mapping[str, object]], playbook: Playbook, areas: AreaTable
) -> Inventory:
    """Read the rows of a list as they stand: usable entries, and one problem a fault.

    Parameters
    ----------
    rows
        Cells by the names in `COLUMNS`; texts, numbers or nothing, as they were typed.
    """
    return Inventory(*read_rows(rows, frozenset(playbook.channels), areas))


def place_inventory(inventory: Inventory, areas: AreaTable) -> PlacedInventory:
    """Spread an inventory over the villages.

    Several entries of one channel in a village: `share` is the largest of them (they may meet
    the same people), units and capacity add up, the cost of a use is that of the cheapest.
    """
    residents = areas.table["population"].astype(float)
    parts = [_place_entry(entry, areas) for entry in inventory.entries]
    if not parts:
        empty = pd.MultiIndex.from_arrays([[], []], names=["channel", "village_code"])
        table = pd.DataFrame(columns=list(TABLE_COLUMNS), index=empty, dtype=float)
        return PlacedInventory(table, _channel_table(inventory, table), residents)
    rows = pd.concat(parts)
    keys = ["channel", "village_code"]
    cheapest = rows.sort_values("unit_cost").groupby(keys, sort=False).first()
    grouped = rows.groupby(keys, sort=False)
    table = grouped[["share"]].max()
    for name in ("units", "capacity"):
        # One entry without a limit leaves the channel without one.
        table[name] = grouped[name].sum().where(grouped[name].count() == grouped.size())
    for name in ("people_per_unit", "unit_cost", "unit_cost_low", "unit_cost_high"):
        table[name] = cheapest[name]
    for name in ("month_cost", "month_cost_low", "month_cost_high"):
        table[name] = grouped[name].sum()
    table = table[list(TABLE_COLUMNS)].sort_index()
    return PlacedInventory(table, _channel_table(inventory, table), residents)


def covered(entry: InventoryEntry, areas: AreaTable) -> pd.Index:
    """List the villages within the coverage of an entry, where it has at least one unit."""
    villages = areas.table
    inside = np.zeros(len(villages), dtype=bool)
    for part in entry.coverage:
        if part == "all":
            inside[:] = True
        elif part[0].isdigit():
            column = villages["district_code"] if len(part) < 10 else villages.index.to_series()
            inside |= (column == part).to_numpy()
        else:
            inside |= (villages["geographic_class"] == part).to_numpy()
    if entry.unit_of in UNIT_COLUMNS:
        inside &= _unit_counts(entry, villages).to_numpy() > 0
    return villages.index[inside]


def _unit_counts(entry: InventoryEntry, villages: pd.DataFrame) -> pd.Series:
    return villages[list(UNIT_COLUMNS[entry.unit_of])].sum(axis=1)


def _place_entry(entry: InventoryEntry, areas: AreaTable) -> pd.DataFrame:
    villages = areas.table.loc[covered(entry, areas)]
    residents = villages["population"].astype(float)
    weights = residents / residents.sum() if len(residents) else residents
    if entry.n_units is None:
        units = pd.Series(np.nan, index=villages.index)
    elif entry.unit_of in UNIT_COLUMNS:
        units = entry.n_units * _unit_counts(entry, villages)
    else:
        units = entry.n_units * (1.0 if entry.unit_of == "village" else weights)
        units = pd.Series(units, index=villages.index, dtype=float)
    by_use = entry.cost_per == "unit"
    rows = pd.DataFrame(
        {
            "channel": entry.channel,
            "village_code": villages.index,
            "share": entry.share,
            "units": units.to_numpy(float),
            "people_per_unit": entry.people_per_unit or np.nan,
        }
    )
    rows["capacity"] = rows["units"] * rows["people_per_unit"]
    ends = {"_low": entry.cost_low, "": entry.cost, "_high": entry.cost_high}
    for end, cost in ends.items():
        rows[f"unit_cost{end}"] = cost if by_use else np.nan
        rows[f"month_cost{end}"] = 0.0 if by_use else cost * weights.to_numpy(float)
    return rows


def _channel_table(inventory: Inventory, table: pd.DataFrame) -> pd.DataFrame:
    found: dict[str, list[InventoryEntry]] = {}
    for entry in inventory.entries:
        found.setdefault(entry.channel, []).append(entry)
    rows = {
        channel: {
            **{
                f"month_cost{end}": sum(
                    getattr(entry, f"cost{end}") for entry in entries if entry.cost_per == "month"
                )
                for end in ("", "_low", "_high")
            },
            "n_paid_monthly": sum(entry.cost_per == "month" for entry in entries),
            "lead_time_days": max(entry.lead_time_days for entry in entries),
            "n_entries": len(entries),
            "n_villages": int((table.index.get_level_values("channel") == channel).sum()),
            "basis": "found" if all(one.basis == "found" for one in entries) else "assumed",
            "sources": "; ".join(entry.name for entry in entries),
        }
        for channel, entries in found.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("channel")
