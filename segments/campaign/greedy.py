"""Buying the next best thing until the money is spent: fast, explainable, nearly best."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from segments.campaign.bundles import FloatArray, net_people
from segments.campaign.options import MediaOptions


@dataclass(frozen=True)
class Purchase:
    """Units bought of each option, the step at which each was first bought, an upper bound."""

    units: NDArray[np.int64]
    steps: NDArray[np.int64]
    bound: float


def buy_greedily(media: MediaOptions, budget: float) -> Purchase:
    """Buy by value for money; or only the best single unit, if that alone is worth more."""
    left = budget * (1 + 1e-12) - float(media.cost @ media.min_units)
    units, steps = _buy_by_value_for_money(media, left)
    bound = objective(media, units) + _still_possible(media, units, left)
    single = _best_single_unit(media, left)
    if objective(media, single) > objective(media, units):
        units, steps = single, np.where(single > 0, 1, 0)
    return Purchase(units, steps, bound)


def objective(media: MediaOptions, units: NDArray[np.int64]) -> float:
    """Count people times weights; everyone once an area where residents are known."""
    if not media.net:
        return float((media.reach * units) @ media.weight)
    weight = np.ones(len(media.populations))
    weight[media.area] = media.weight
    return float(net_people(media, units) @ weight)


def _gains(media: MediaOptions, units: NDArray[np.int64]) -> FloatArray:
    """Count what one more unit of each option adds to the objective."""
    if not media.net:
        return media.reach * media.weight
    missed = media.populations - net_people(media, units)
    return missed[media.area] * media.rate * media.weight


def _buy_by_value_for_money(
    media: MediaOptions, left: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    units = media.min_units.copy()
    steps = np.where(units > 0, 1, 0)
    gain = _gains(media, units)
    price = np.maximum(media.cost, np.finfo(float).tiny)
    while True:
        possible = (units < media.max_units) & (media.cost <= left) & (gain > 0)
        if not possible.any():
            return units, steps
        best = int(np.argmax(np.where(possible, gain / price, -1.0)))
        more = 1
        if not media.net:  # the next unit is worth as much as this one
            more = int(min(media.max_units[best] - units[best], left // price[best]))
        units[best] += more
        steps[best] = steps[best] or steps.max() + 1
        left -= more * media.cost[best]
        if media.net:
            gain[media.area == media.area[best]] *= 1 - media.rate[best]


def _still_possible(media: MediaOptions, units: NDArray[np.int64], left: float) -> float:
    """Most that units not bought could add if all the money were spent on them, in fractions.

    No allocation adds more than that to what `units` reach, because more channels never make
    another channel worth more (submodularity).
    """
    gain = _gains(media, units)
    remaining = media.max_units - units
    money = left
    added = float((gain * remaining)[media.cost == 0].sum())
    for option in np.argsort(-gain / np.maximum(media.cost, np.finfo(float).tiny)):
        if media.cost[option] == 0:
            continue
        bought = min(float(remaining[option]), money / media.cost[option])
        added += float(bought * gain[option])
        money -= float(bought * media.cost[option])
        if money <= 0:
            break
    return added


def _best_single_unit(media: MediaOptions, left: float) -> NDArray[np.int64]:
    units = media.min_units.copy()
    possible = (units < media.max_units) & (media.cost <= left)
    if possible.any():
        units[int(np.argmax(np.where(possible, _gains(media, units), -1.0)))] += 1
    return units
