"""What the office's inventory offers a segment, channel by channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segments.advice.recommendation import Estimate

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from segments.advice.inventory import PlacedInventory
    from segments.advice.playbook import Channel

INVENTORY = "inventory"
"""Id of the source of what the inventory says."""


@dataclass(frozen=True)
class ChannelSupply:
    """One channel as the inventory has it, for one group of residents.

    Attributes
    ----------
    share
        Residents within its reach, 0 to 1.
    covered
        Residents of villages within its coverage, 0 to 1.
    per_resident
        People whom a month can meet, for each resident; None where no limit is known.
    use_cost
        Low, mid and high rupiah for each person whom one use meets; None where it is not paid
        by use.
    month_cost
        Low, mid and high rupiah a month for the whole regency; None where nothing is paid so.
    found
        Whether every entry was found in a source and reaches all residents of its villages.
    """

    share: float
    covered: float
    per_resident: float | None
    use_cost: tuple[float, float, float] | None
    month_cost: tuple[float, float, float] | None
    found: bool


def supply_of(placed: PlacedInventory, residents: pd.Series) -> dict[str, ChannelSupply]:
    """Pool an inventory over villages, by the number of residents (or of an audience) in each.

    A channel that the inventory does not have is left out: it is not known, which is not none.
    """
    total = float(residents.sum())
    if not total:
        return {}
    found = {}
    for channel, row in placed.channels.iterrows():
        villages = placed.of(str(channel))
        people = residents.reindex(villages.index).fillna(0.0).to_numpy(float)
        inside = float(people.sum())
        # Units are shared among all who live in a village, so an audience gets its part.
        living = placed.residents.reindex(villages.index).to_numpy(float)
        part = np.divide(people, living, out=np.zeros_like(people), where=living > 0)
        capacity = villages["capacity"].to_numpy(float)
        limited = bool(inside) and not np.isnan(capacity[people > 0]).any()
        found[str(channel)] = ChannelSupply(
            share=float((people * villages["share"].to_numpy(float)).sum()) / total,
            covered=inside / total,
            per_resident=float(np.nansum(capacity * part)) / total if limited else None,
            use_cost=_use_cost(villages, people),
            month_cost=_month_cost(row),
            found=row["basis"] == "found" and bool((villages["share"] == 1).all()),
        )
    return found


def within_reach(supply: ChannelSupply, channel: Channel) -> Estimate:
    """Give the share of residents within reach; an assumed one keeps the playbook's range."""
    rate = channel.rates.get("access")
    low = high = 1.0
    if rate and rate.value and not supply.found:
        low, high = rate.low / rate.value, rate.high / rate.value
    evidence = "measured" if supply.found else "assumed"
    mid = supply.share
    return Estimate(mid * low, mid, min(supply.covered, mid * high), INVENTORY, evidence)


def monthly_share(supply: ChannelSupply, channel: Channel) -> Estimate | None:
    """Give the share that a month can meet at most; the range is that of the contacts."""
    mid = supply.per_resident
    if mid is None:
        return None
    low = high = 1.0
    if channel.contacts and channel.contacts_low and channel.contacts_high:
        low, high = (
            end / channel.contacts for end in (channel.contacts_low, channel.contacts_high)
        )
    return Estimate(mid * low, mid, mid * high, INVENTORY, "assumed").capped(1.0)


def _use_cost(villages: pd.DataFrame, people: np.ndarray) -> tuple[float, float, float] | None:
    per_person = villages[["unit_cost_low", "unit_cost", "unit_cost_high"]].div(
        villages["people_per_unit"], axis=0
    )
    known = per_person.notna().all(axis=1).to_numpy() & (people > 0)
    if not known.any():
        return None
    low, mid, high = np.average(per_person.to_numpy(float)[known], axis=0, weights=people[known])
    return float(low), float(mid), float(high)


def _month_cost(row: Mapping[str, float]) -> tuple[float, float, float] | None:
    ends = tuple(float(row[f"month_cost{end}"]) for end in ("_low", "", "_high"))
    return (ends[0], ends[1], ends[2]) if row["n_paid_monthly"] else None
