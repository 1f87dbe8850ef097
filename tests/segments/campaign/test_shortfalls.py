"""Floors: met at the best price, or explained."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from segments.campaign import InfeasibleAllocationError, allocate
from tests.segments.campaign.small_options import (
    SEEDS,
    additive_options,
    best_by_trying,
    net_options,
)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_floors_are_met_at_the_best_price(seed):
    options = net_options(seed, areas=3, channels=3)
    budget = 0.5 * options["cost"].sum()
    residents = options.groupby("area")["population"].first()
    floors = {"area 0": 0.3, "group 1": 40}

    best = best_by_trying(options, budget, {"area 0": 0.3 * residents["area 0"], "area 1": 40})
    if best == -math.inf:
        with pytest.raises(InfeasibleAllocationError):
            allocate(options, budget, floors=floors)
        return
    found = allocate(options, budget, floors=floors)
    assert found.objective == pytest.approx(best)
    assert (found.floors["reached"] >= found.floors["wanted"] - 1e-6).all()
    assert found.floors["floor"].tolist() == ["area 0", "group 1"]


def test_any_column_can_carry_a_floor():
    options = net_options(5).assign(kelas=np.repeat(["kota", "akses_terbatas", "kota"], 3))
    found = allocate(
        options, 0.5 * options["cost"].sum(), floors={("kelas", "akses_terbatas"): 0.5}
    )
    assert found.floors.loc[0, "reached"] >= found.floors.loc[0, "wanted"]
    assert found.floors.loc[0, "floor"] == "kelas akses_terbatas"


def test_a_floor_that_is_too_high_is_named_with_what_could_be_reached():
    options = pd.DataFrame(
        {
            "area": ["x", "x", "y"],
            "channel": ["a", "b", "a"],
            "cost": [60, 50, 10],
            "reach": [300, 200, 90],
        }
    )
    with pytest.raises(InfeasibleAllocationError) as caught:
        allocate(options, 100, floors={"x": 400, "y": 50})
    row = caught.value.shortfalls.iloc[0]
    assert (row["floor"], row["wanted"], row["reachable_alone"]) == ("x", 400, pytest.approx(300))
    assert caught.value.budget_needed == 120
    assert "x: 400 people wanted, but the whole budget reaches at most 300" in str(caught.value)
    assert "can be met with 120" in str(caught.value)


def test_floors_that_only_clash_are_told_apart_from_those_out_of_reach():
    options = pd.DataFrame(
        {"area": ["x", "y"], "channel": "a", "cost": [60, 60], "reach": [100, 100]}
    )
    with pytest.raises(InfeasibleAllocationError) as caught:
        allocate(options, 100, floors={"x": 100, "y": 80})
    assert len(caught.value.shortfalls) == 1
    assert "beside the other floors" in str(caught.value)
    assert caught.value.shortfalls["reachable_alone"].iloc[0] == pytest.approx(100)


def test_a_floor_beyond_everything_has_no_budget():
    options = net_options(3)
    with pytest.raises(InfeasibleAllocationError, match="No budget meets all floors") as caught:
        allocate(options, 500_000, floors={"area 0": 0.999})
    assert math.isnan(caught.value.budget_needed)


def test_obligatory_units_beyond_the_budget_are_refused():
    options = additive_options(1).assign(min_units=1)
    with pytest.raises(InfeasibleAllocationError, match="obligatory units"):
        allocate(options, 1)
