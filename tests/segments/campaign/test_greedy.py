"""Buying by value for money: in order, within its guarantee and its bound."""

import math

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.campaign import allocate, greedy_allocation
from tests.segments.campaign.small_options import (
    SEEDS,
    net_options,
)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.floats(0.1, 0.9))
def test_greedy_keeps_its_promise_and_its_bound(seed, share):
    options = net_options(seed)
    budget = int(share * options["cost"].sum())
    greedy, exact = greedy_allocation(options, budget), allocate(options, budget)
    assert greedy.cost <= budget
    assert greedy.objective <= exact.objective + 1e-6
    assert greedy.objective >= (1 - 1 / math.e) / 2 * exact.objective - 1e-6
    assert greedy.bound >= exact.objective - 1e-6
    assert greedy.status == "greedy"


def test_greedy_says_in_which_order_it_bought():
    options = pd.DataFrame(
        {
            "area": ["x", "x", "y"],
            "channel": ["a", "b", "a"],
            "cost": [10, 10, 10],
            "rate": [0.5, 0.4, 0.3],
            "population": 1000,
        }
    )
    assert greedy_allocation(options, 20).table["step"].tolist() == [1, 0, 2]
    assert greedy_allocation(options, 30).table["step"].tolist() == [1, 3, 2]


def test_greedy_buys_many_units_of_what_does_not_wear_out():
    options = pd.DataFrame({"cost": [3, 2], "reach": [10, 5], "max_units": [2, 1000]})
    assert greedy_allocation(options, 20).units.tolist() == [2, 7]
