"""A budget over all villages and twenty channels: how long, and how close to the best possible."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from benchmarks.calls import timed
from benchmarks.report import Measure
from geodata import AreaTable
from segments.advice import load_playbook, place_inventory, read_inventory, shipped_rows
from segments.campaign import (
    MediaRates,
    SpendingRules,
    allocate,
    greedy_allocation,
    media_rates,
    plan_spending,
)
from segments.typology import published_segmentation

N_CHANNELS = 20
BUDGET = 250e6
TIME_LIMIT = 10.0
RULES = SpendingRules(floor=0.2, limited_floor=0.2)


def measure_spending(areas: AreaTable) -> Iterator[Measure]:
    """Allocate exactly and step by step, alone and as the page does it."""
    rates = _rates(areas)
    options = _options(areas, rates)
    found, exact = timed(lambda: allocate(options, BUDGET, time_limit=TIME_LIMIT))
    greedy, stepwise = timed(lambda: greedy_allocation(options, BUDGET))
    size = f"{options['village_code'].nunique()} villages x {options['channel'].nunique()} channels"
    yield Measure(f"allocate {size}", "s", exact, must=TIME_LIMIT)
    yield Measure("allocate: proven gap", "%", 100 * found.gap, must=1.0)
    yield Measure("step by step instead", "s", stepwise)
    lost = 100 * (1 - greedy.objective / found.objective)
    yield Measure("step by step: people lost", "%", lost)
    people = areas.table["population"]
    places = areas.table[["district_code", "geographic_class"]]
    plan, whole = timed(lambda: plan_spending(rates, people, places, BUDGET, rules=RULES))
    yield Measure("plan with floors, price and 20 draws", "s", whole)
    yield Measure("plan with floors: proven gap", "%", 100 * plan.gap, must=1.0)


def _rates(areas: AreaTable) -> MediaRates:
    playbook = load_playbook()
    placed = place_inventory(read_inventory(shipped_rows(), playbook, areas), areas)
    labels = published_segmentation().labels
    channels = [one for one in playbook.channels if one in placed.channels.index]
    return media_rates(areas, labels, channels[:N_CHANNELS], playbook, placed)


def _options(areas: AreaTable, rates: MediaRates) -> pd.DataFrame:
    table = rates.table[rates.table["mid"] > 0]
    return pd.DataFrame(
        {
            "village_code": table["village_code"],
            "channel": table["channel"],
            # All by village, so that nothing of the size is left out.
            "cost": table["cost"].clip(lower=1.0),
            "rate": table["mid"],
            "population": table["village_code"].map(areas.table["population"]),
        }
    ).reset_index(drop=True)
