"""The best plan within a budget, compared with every plan there is."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.campaign import allocate
from tests.segments.campaign.small_options import (
    SEEDS,
    additive_options,
    best_by_trying,
    net_options,
    people_of,
)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(0.1, 0.9))
def test_additive_plans_are_the_best_there_are(seed, share):
    options = additive_options(seed)
    budget = int(share * options["cost"].sum())
    found = allocate(options, budget)
    assert found.objective == pytest.approx(best_by_trying(options, budget))
    assert found.cost <= budget
    assert found.status == "optimal"
    assert found.gap == pytest.approx(0, abs=1e-6)
    assert found.objective == pytest.approx(people_of(options, found.units))


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(0.1, 0.9))
def test_net_plans_are_the_best_there_are(seed, share):
    options = net_options(seed)
    budget = int(share * options["cost"].sum())
    found = allocate(options, budget)
    assert found.objective == pytest.approx(best_by_trying(options, budget))
    assert found.cost <= budget
    assert found.people == pytest.approx(people_of(options, found.units))


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.floats(0.3, 0.9))
def test_several_units_and_weights_are_weighed_too(seed, share):
    options = net_options(seed, areas=2, channels=2)
    options["min_units"] = [0, 1, 0, 0]
    options["max_units"] = [2, 2, 3, 1]
    options["weight"] = [1.0, 1.0, 2.5, 2.5]
    budget = int(options["cost"].iloc[1] + share * options["cost"].sum())
    found = allocate(options, budget)
    assert found.objective == pytest.approx(best_by_trying(options, budget))
    assert found.units.iloc[1] >= 1


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_costs_that_are_not_whole_are_kept_to(seed):
    options = net_options(seed)
    options["cost"] = options["cost"] / 70_000
    budget = 0.4 * options["cost"].sum()
    found = allocate(options, budget)
    assert found.cost <= budget * (1 + 1e-9)
    assert found.objective == pytest.approx(best_by_trying(options, budget))


def test_exactly_the_budget_may_be_spent_and_not_a_rupiah_more():
    options = pd.DataFrame(
        {"area": ["x", "y"], "channel": "a", "cost": [600_000_001, 400_000_000], "reach": [5, 4]}
    )
    assert allocate(options, 1_000_000_001).cost == 1_000_000_001
    assert allocate(options, 1_000_000_000).chosen["area"].tolist() == ["x"]


def test_overlap_makes_the_second_channel_in_an_area_worth_less():
    options = pd.DataFrame(
        {
            "area": ["x", "x", "y"],
            "channel": ["a", "b", "a"],
            "cost": [10, 10, 10],
            "reach": [800, 790, 300],
        }
    )
    summed = allocate(options, 20)
    once = allocate(options.assign(population=[1000, 1000, 1000]), 20)
    assert summed.chosen.index.tolist() == [0, 1]
    assert once.chosen.index.tolist() == [0, 2]
    assert once.people == pytest.approx(1100)


def test_the_marginal_people_are_those_lost_without_the_line():
    options = net_options(5)
    found = allocate(options, 0.6 * options["cost"].sum())
    for i in np.flatnonzero(found.units):
        without = found.units.copy()
        without.iloc[i] = 0
        lost = people_of(options, found.units) - people_of(options, without)
        assert found.table["marginal_people"].iloc[i] == pytest.approx(lost)
    assert (found.table.loc[found.units == 0, "marginal_people"] == 0).all()


def test_the_index_of_the_options_is_kept():
    options = additive_options(1).set_index(pd.Index(list("abcdefgh")))
    found = allocate(options, 500_000)
    assert found.units.index.tolist() == list("abcdefgh")
    assert set(found.chosen.index) <= set("abcdefgh")


def test_no_options_give_an_empty_plan():
    assert allocate(additive_options(1).iloc[:0], 100).objective == 0


@pytest.mark.parametrize("budget", [0, -5, math.nan, math.inf])
def test_the_budget_must_be_money(budget):
    with pytest.raises(ValueError, match="The budget is"):
        allocate(additive_options(1), budget)
