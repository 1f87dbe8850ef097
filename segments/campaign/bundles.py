"""The combinations of channels worth buying in each area, as columns of an integer program."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from segments.campaign.options import MediaOptions

FloatArray = NDArray[np.float64]

# Beyond this many combinations in one area, those closer than THINNING in reach are merged.
LARGE_FRONTIER = 4096
THINNING = 2e-4


@dataclass(frozen=True)
class Columns:
    """What can be chosen: one column a combination (net reach) or an option (additive reach).

    `block` is the area of which exactly one column is taken, or -1. `slack` is how much reach,
    as a share, merging near-equal combinations may have cost at most: 0 is exact.
    """

    cost: FloatArray
    people: FloatArray
    value: FloatArray
    block: NDArray[np.int64]
    lower: NDArray[np.int64]
    upper: NDArray[np.int64]
    units: tuple[NDArray[np.int64], ...]
    slack: float = 0.0


def make_columns(media: MediaOptions, budget: float) -> Columns:
    """Columns for the options: combinations where channels overlap, else the options."""
    if media.net:
        return _bundle_columns(media, budget)
    most = _affordable_units(media, budget)
    return Columns(
        cost=media.cost,
        people=media.reach,
        value=media.reach * media.weight,
        block=np.full(len(media.cost), -1),
        lower=media.min_units,
        upper=np.where(media.reach > 0, most, media.min_units),
        units=(),
    )


def net_people(media: MediaOptions, units: NDArray[np.int64]) -> FloatArray:
    """People reached in each area, counted once: N (1 - prod (1 - p)^units) (Sainsbury)."""
    missed = np.ones(len(media.populations))
    np.multiply.at(missed, media.area, (1 - media.rate) ** units)
    return media.populations * (1 - missed)


def frontier(
    cost: FloatArray,
    rate: FloatArray,
    least: NDArray[np.int64],
    most: NDArray[np.int64],
    budget: float,
) -> tuple[FloatArray, FloatArray, NDArray[np.int64], float]:
    """List the combinations of one area that no other beats in both cost and reach.

    Channels are added one unit at a time and beaten combinations are dropped at once (Nemhauser
    and Ullmann, 1969): the same answer as listing all 2^m combinations, without listing them.
    Returns costs, shares missed, units (one row a combination), and the slack of `Columns`.
    """
    costs = np.array([float(least @ cost)])
    missed = np.array([float(np.prod((1 - rate) ** least))])
    units = least[None, :].copy()
    slack = 1.0
    # The most efficient first: it keeps the lists short.
    for i in np.argsort(-rate / np.maximum(cost, 1e-12), kind="stable"):
        for _ in range(int(most[i] - least[i]) if rate[i] > 0 else 0):
            added = units.copy()
            added[:, i] += 1
            costs = np.concatenate([costs, costs + cost[i]])
            missed = np.concatenate([missed, missed * (1 - rate[i])])
            units = np.concatenate([units, added])
            kept = _unbeaten(costs, missed, budget)
            if len(kept) > LARGE_FRONTIER:
                kept = _thinned(kept, missed)
                slack *= 1 + THINNING
            costs, missed, units = costs[kept], missed[kept], units[kept]
    return costs, missed, units, slack - 1


def _unbeaten(costs: FloatArray, missed: FloatArray, budget: float) -> NDArray[np.int64]:
    order = np.lexsort((missed, costs))
    best_before = np.minimum.accumulate(np.concatenate([[np.inf], missed[order][:-1]]))
    better = missed[order] < best_before
    # The first one stays even when it is dearer than the budget: it holds the obligatory units.
    affordable = costs[order] <= budget
    affordable[0] = True
    return order[better & affordable]


def _thinned(kept: NDArray[np.int64], missed: FloatArray) -> NDArray[np.int64]:
    """Keep the cheapest of every band of reach that is THINNING wide."""
    reach = np.maximum(1 - missed[kept], 1e-12)
    band = np.floor(np.log(reach) / np.log1p(THINNING))
    return kept[np.concatenate([[True], np.diff(band) > 0])]


def _affordable_units(media: MediaOptions, budget: float) -> NDArray[np.int64]:
    most = media.max_units.copy()
    paid = media.cost > 0
    limit = np.floor(budget * (1 + 1e-9) / media.cost[paid])
    most[paid] = np.minimum(most[paid], limit).astype(np.int64)
    return np.maximum(most, media.min_units)


def _bundle_columns(media: MediaOptions, budget: float) -> Columns:
    most = _affordable_units(media, budget)
    weight = np.ones(len(media.populations))
    weight[media.area] = media.weight
    parts = []
    slack = 0.0
    by_area = np.argsort(media.area, kind="stable")
    edges = np.searchsorted(media.area[by_area], np.arange(len(media.populations) + 1))
    for area in range(len(media.populations)):
        members = by_area[edges[area] : edges[area + 1]]
        rate = media.rate[members] if media.populations[area] > 0 else np.zeros(len(members))
        costs, missed, units, area_slack = frontier(
            media.cost[members], rate, media.min_units[members], most[members], budget
        )
        parts.append((costs, media.populations[area] * (1 - missed), units))
        slack = max(slack, area_slack)
    block = np.repeat(np.arange(len(parts)), [len(costs) for costs, _, _ in parts])
    people = np.concatenate([people for _, people, _ in parts]) if parts else np.empty(0)
    return Columns(
        cost=np.concatenate([costs for costs, _, _ in parts]) if parts else np.empty(0),
        people=people,
        value=people * weight[block],
        block=block,
        lower=np.zeros(len(block), dtype=np.int64),
        upper=np.ones(len(block), dtype=np.int64),
        units=tuple(units for _, _, units in parts),
        slack=slack,
    )
