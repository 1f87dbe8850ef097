"""Large programs: shortcuts change the time, not the truth."""

import pytest

from segments.campaign import allocate, greedy_allocation
from tests.segments.campaign.small_options import net_options, people_of


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
