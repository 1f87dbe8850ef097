"""How many residents of each village each channel of the inventory can meet, and at what price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.advice import open_share, traits_of

if TYPE_CHECKING:
    from geodata import AreaTable
    from segments.advice import PlacedInventory, Playbook

ENDS = ("low", "mid", "high")
Learnt = Mapping[tuple[str, str], tuple[float, float]]
NO_LEARNT: Learnt = {}


@dataclass(frozen=True)
class MediaRates:
    """What can be bought where.

    Attributes
    ----------
    table
        One row a channel and village (columns channel, village_code): low, mid, high (share of
        residents whom a month of the channel meets), cost (rupiah for the months asked for; the
        village's part where the channel is paid as a whole), whole (whether it is).
    whole_costs
        Channel -> rupiah for the months, where a channel can only be bought for all its villages.
    left_out
        Channel -> why it takes no part: "not_in_inventory", "no_villages", "no_rate".
    """

    table: pd.DataFrame
    whole_costs: dict[str, float]
    left_out: dict[str, str]


def media_rates(
    areas: AreaTable,
    labels: pd.Series,
    channels: Sequence[str],
    playbook: Playbook,
    placed: PlacedInventory,
    *,
    months: int = 1,
    learnt: Learnt = NO_LEARNT,
) -> MediaRates:
    """Work out reach and price of every channel in every village of its coverage.

    A channel meets, in a month, the residents who are open to it (access x habit of their
    segment) and within its share of the village, but never more than its capacity there.
    A rate that was learnt from returned campaigns takes the place of its middle, weighed against
    the published one as 20 observations; the range moves along.

    Parameters
    ----------
    labels
        Village -> segment.
    learnt
        (segment, channel) -> mean, weight: as `learnt_rates` gives it, by channel id.
    """
    segments = sorted(set(labels))
    traits = {code: traits_of(areas, labels, code) for code in segments}
    parts, whole_costs, left_out = [], {}, {}
    for channel in channels:
        rows = placed.of(channel)
        if channel not in placed.channels.index:
            left_out[channel] = "not_in_inventory"
            continue
        rows = rows.loc[rows.index.intersection(labels.index)]
        if rows.empty:
            left_out[channel] = "no_villages"
            continue
        shares = {
            code: open_share(playbook.channels[channel], traits[code], playbook)
            for code in segments
        }
        if all(found is None for found in shares.values()) and rows["capacity"].isna().all():
            left_out[channel] = "no_rate"
            continue
        part = _channel_rows(areas, labels, channel, rows, shares, learnt)
        whole = placed.channels.at[channel, "month_cost"] > 0
        by_use = rows["unit_cost"].fillna(0).to_numpy(float) * _uses(areas, rows, part)
        part["cost"] = months * (by_use + rows["month_cost"].fillna(0).to_numpy(float))
        part["whole"] = bool(whole)
        if whole:
            whole_costs[channel] = float(months * placed.channels.at[channel, "month_cost"])
        parts.append(part)
    columns = ["channel", "village_code", *ENDS, "cost", "whole"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return MediaRates(table[columns], whole_costs, left_out)


def _uses(areas: AreaTable, rows: pd.DataFrame, part: pd.DataFrame) -> np.ndarray:
    """How often a channel is used in a village: its limit, or as often as its reach asks for."""
    people = areas.table["population"].loc[rows.index].to_numpy(float)
    each = rows["people_per_unit"].fillna(np.inf).to_numpy(float)
    needed = np.maximum(np.ceil(part["mid"].to_numpy(float) * people / each), 1.0)
    return np.where(rows["units"].isna(), needed, rows["units"].to_numpy(float))


def _channel_rows(
    areas: AreaTable,
    labels: pd.Series,
    channel: str,
    rows: pd.DataFrame,
    shares: Mapping[str, object],
    learnt: Learnt,
) -> pd.DataFrame:
    segment = labels.loc[rows.index]
    people = areas.table["population"].loc[rows.index].to_numpy(float)
    capacity = np.where(rows["capacity"].isna(), np.inf, rows["capacity"].to_numpy(float))
    limit = np.minimum(capacity / np.maximum(people, 1.0), 1.0)
    part = pd.DataFrame({"channel": channel, "village_code": rows.index})
    for end in ENDS:
        open_to = segment.map(
            {
                code: getattr(found, end) if found is not None else 1.0
                for code, found in shares.items()
            }
        ).to_numpy(float)
        part[end] = np.minimum(open_to * rows["share"].to_numpy(float), limit)
    weights = segment.map(
        {code: learnt.get((code, channel), (0.0, 0.0))[1] for code in shares}
    ).to_numpy(float)
    means = segment.map(
        {code: learnt.get((code, channel), (0.0, 0.0))[0] for code in shares}
    ).to_numpy(float)
    shift = weights / (weights + 20.0) * (means - part["mid"].to_numpy(float))
    for end in ENDS:
        part[end] = np.clip(part[end] + shift, 0.0, 1.0)
    return part
