"""The best plan within a budget, compared with every plan there is."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.campaign import (
    InfeasibleAllocationError,
    OptionsError,
    allocate,
    greedy_allocation,
)

SEEDS = st.integers(0, 2**32 - 1)


def additive_options(seed: int, n: int = 8) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "area": generator.choice(["x", "y", "z"], n),
            "channel": [f"channel {i}" for i in range(n)],
            "cost": generator.integers(1, 40, n) * 25_000,
            "reach": generator.integers(0, 900, n),
        }
    )


def net_options(seed: int, areas: int = 3, channels: int = 3) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    n = areas * channels
    return pd.DataFrame(
        {
            "area": np.repeat([f"area {i}" for i in range(areas)], channels),
            "channel": np.tile([f"channel {i}" for i in range(channels)], areas),
            "cost": generator.integers(1, 40, n) * 25_000,
            "rate": generator.uniform(0, 0.9, n).round(3),
            "population": np.repeat(generator.integers(100, 9000, areas), channels),
            "group": np.repeat([f"group {i % 2}" for i in range(areas)], channels),
        }
    )


def reached(options: pd.DataFrame, plans: np.ndarray) -> dict[str, np.ndarray]:
    """People by area for every plan (one row a plan, one column an option)."""
    people = {}
    for area in options["area"].unique():
        rows = np.flatnonzero(options["area"] == area)
        if "population" in options:
            missed = (1 - options["rate"].to_numpy()[rows]) ** plans[:, rows]
            people[area] = options["population"].iloc[rows[0]] * (1 - missed.prod(axis=1))
        else:
            people[area] = plans[:, rows] @ options["reach"].to_numpy(dtype=float)[rows]
    return people


def people_of(options: pd.DataFrame, units: pd.Series) -> float:
    """People that one plan reaches."""
    people = reached(options, units.to_numpy()[None])
    return float(sum(people.values())[0])


def best_by_trying(
    options: pd.DataFrame, budget: float, floors: dict[str, float] | None = None
) -> float:
    """Objective of the best of all plans; -inf when there is none. Floors: area -> people."""
    least = options["min_units"] if "min_units" in options else [0] * len(options)
    most = options["max_units"] if "max_units" in options else [1] * len(options)
    choices = [range(a, b + 1) for a, b in zip(least, most, strict=True)]
    plans = np.array(list(itertools.product(*choices)))
    plans = plans[plans @ options["cost"].to_numpy() <= budget * (1 + 1e-12)]
    people = reached(options, plans)
    for area, wanted in (floors or {}).items():
        fits = people[area] >= wanted - 1e-6
        plans = plans[fits]
        people = {name: counts[fits] for name, counts in people.items()}
    weight = {row.area: getattr(row, "weight", 1.0) for row in options.itertuples()}
    objective = sum(counts * weight[area] for area, counts in people.items())
    return float(objective.max(initial=-math.inf))


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


def test_any_column_can_carry_a_floor():
    options = net_options(5).assign(kelas=np.repeat(["kota", "akses_terbatas", "kota"], 3))
    found = allocate(
        options, 0.5 * options["cost"].sum(), floors={("kelas", "akses_terbatas"): 0.5}
    )
    assert found.floors.loc[0, "reached"] >= found.floors.loc[0, "wanted"]
    assert found.floors.loc[0, "floor"] == "kelas akses_terbatas"


def test_the_index_of_the_options_is_kept():
    options = additive_options(1).set_index(pd.Index(list("abcdefgh")))
    found = allocate(options, 500_000)
    assert found.units.index.tolist() == list("abcdefgh")
    assert set(found.chosen.index) <= set("abcdefgh")


def test_codes_serve_as_areas_and_plain_rows_need_none():
    options = net_options(2).rename(columns={"area": "village_code"})
    assert allocate(options, 500_000).objective == allocate(net_options(2), 500_000).objective
    bare = additive_options(2)[["cost", "reach"]]
    assert allocate(bare, 500_000).objective == allocate(additive_options(2), 500_000).objective


def test_no_options_give_an_empty_plan():
    assert allocate(additive_options(1).iloc[:0], 100).objective == 0


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


@pytest.mark.parametrize("budget", [0, -5, math.nan, math.inf])
def test_the_budget_must_be_money(budget):
    with pytest.raises(ValueError, match="The budget is"):
        allocate(additive_options(1), budget)


@pytest.mark.parametrize(
    ("changes", "column", "rule"),
    [
        ({"cost": math.nan}, "cost", "must be a number"),
        ({"cost": -1}, "cost", "must be a number"),
        ({"cost": "mahal"}, "cost", "must be a number"),
        ({"reach": math.nan}, "reach", "must be a number"),
        ({"max_units": 1.5}, "max_units", "whole number"),
        ({"min_units": 3, "max_units": 2}, "min_units", "more than max_units"),
        ({"population": 100}, "rate", "more than 1"),
    ],
)
def test_every_faulty_option_is_listed(changes, column, rule):
    options = additive_options(1).assign(reach=500, area="x").assign(**changes)
    with pytest.raises(OptionsError) as caught:
        allocate(options, 1000)
    found = caught.value.problems
    assert len(found) == len(options)
    assert set(found["column"]) == {column}
    assert found["rule"].str.contains(rule).all()


def test_an_area_has_one_population():
    options = net_options(1)
    options.loc[0, "population"] += 1
    with pytest.raises(OptionsError, match="same in all options of an area"):
        allocate(options, 1000)


@pytest.mark.parametrize(
    ("floors", "message"),
    [
        ({"nowhere": 10}, "no such area or group"),
        ({"area 0": -1}, "at least 0"),
        ({("channel", "channel 0"): 10}, "covers only some channels"),
    ],
)
def test_floors_must_make_sense(floors, message):
    with pytest.raises(ValueError, match=message):
        allocate(net_options(1), 500_000, floors=floors)


def test_a_share_needs_residents():
    with pytest.raises(ValueError, match="needs a population column"):
        allocate(additive_options(1), 500_000, floors={"x": 0.5})


def test_a_name_that_is_area_and_group_must_be_told_apart():
    options = net_options(1).assign(group=["area 1"] * 3 + ["area 0"] * 6)
    with pytest.raises(ValueError, match="is an area and a group"):
        allocate(options, 500_000, floors={"area 0": 10})
    found = allocate(options, 500_000, floors={("area", "area 0"): 10})
    assert found.floors.loc[0, "reached"] >= 10


@pytest.mark.parametrize("missing", ["cost", "reach"])
def test_needed_columns_are_named(missing):
    with pytest.raises(ValueError, match=f"The options lack: {missing}"):
        allocate(additive_options(1).drop(columns=missing), 1000)


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


def test_a_plan_for_many_villages_is_proven_close_to_the_best():
    options = net_options(9, areas=120, channels=16)
    budget = 0.1 * options["cost"].sum()
    found = allocate(options, budget, target_gap=0.001)
    assert found.gap <= 0.01
    assert found.objective >= greedy_allocation(options, budget).objective - 1e-6
    assert found.objective == pytest.approx(people_of(options, found.units))


def test_leaving_out_hopeless_combinations_does_not_change_the_answer(monkeypatch):
    options = net_options(4, areas=6, channels=6)
    budget = 0.3 * options["cost"].sum()
    floors = {"area 0": 0.4, "group 1": 0.2}
    whole = allocate(options, budget, floors=floors)
    monkeypatch.setattr("segments.campaign.program.MOST_COLUMNS", 40)
    part = allocate(options, budget, floors=floors)
    assert part.objective == pytest.approx(whole.objective)
    assert part.bound >= whole.objective - 1e-6


def test_merging_near_equal_combinations_is_counted_in_the_bound(monkeypatch):
    options = net_options(4, areas=4, channels=7)
    budget = 0.3 * options["cost"].sum()
    whole = allocate(options, budget)
    monkeypatch.setattr("segments.campaign.bundles.LARGE_FRONTIER", 10)
    monkeypatch.setattr("segments.campaign.bundles.THINNING", 0.02)
    part = allocate(options, budget)
    assert part.objective <= whole.objective + 1e-6
    assert part.bound >= whole.objective - 1e-6
    assert part.objective >= 0.8 * whole.objective


def test_without_time_the_greedy_plan_is_given_with_its_gap(monkeypatch):
    monkeypatch.setattr("segments.campaign.program.LEAST_SECONDS", 0.0)
    options = net_options(6, areas=40, channels=10)
    budget = 0.2 * options["cost"].sum()
    found = allocate(options, budget, time_limit=0)
    assert found.status == "time_limit"
    assert found.objective == greedy_allocation(options, budget).objective
    assert 0 <= found.gap < 1
    with pytest.raises(TimeoutError, match="Allow more time"):
        allocate(options, budget, time_limit=0, floors={"area 0": 0.2})
