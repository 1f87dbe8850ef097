import pytest

from segments.advice import (
    place_inventory,
    read_inventory,
    recommend_channels,
    regency_traits,
    shipped_rows,
    traits_of,
)
from segments.advice.reach_estimates import cost_per_person, estimate_access, estimate_reach
from segments.advice.supply import supply_of


@pytest.fixture(scope="module")
def place(areas):
    """Give a maker of placed inventories from the rows that ship, with changes to one channel."""
    from segments.advice import load_playbook

    def place(channel="", **changes):
        rows = [
            row | changes if row["channel"] == channel else row for row in map(dict, shipped_rows())
        ]
        return place_inventory(read_inventory(rows, load_playbook(), areas), areas)

    return place


def test_residents_within_reach_are_counted_village_by_village(areas, place):
    placed = place("radio_teman", coverage="32.01.01; 32.01.08", share="50")
    residents = areas.table["population"].astype(float)
    inside = residents[areas.table["district_code"].isin(["32.01.01", "32.01.08"])].sum()
    found = supply_of(placed, residents)["radio_teman"]
    assert found.covered == pytest.approx(inside / residents.sum())
    assert found.share == pytest.approx(0.5 * inside / residents.sum())
    assert found.per_resident is None


def test_part_of_the_residents_gets_its_part_of_the_capacity(areas, place):
    residents = areas.table["population"].astype(float)
    whole = supply_of(place(), residents)["posyandu"]
    third = supply_of(place(), residents / 3)["posyandu"]
    assert third.per_resident == pytest.approx(whole.per_resident)
    met = areas.table["n_posyandu"].sum() * 40
    assert whole.per_resident == pytest.approx(met / residents.sum())
    assert supply_of(place(), residents * 0) == {}


def test_access_is_reach_times_device_and_keeps_the_range_of_an_assumption(areas, place, playbook):
    traits = regency_traits(areas, inventory=place("social_village", share="50"))
    channel = playbook.channels["social_village"]
    access = estimate_access(channel, traits, playbook)
    bare = estimate_access(channel, regency_traits(areas), playbook)
    assert access.mid == pytest.approx(0.5 * bare.mid)
    radio = estimate_access(playbook.channels["radio_teman"], traits, playbook)
    assert (radio.low, radio.mid) == pytest.approx((0.4, 0.7))
    assert radio.evidence == "assumed"


def test_cost_follows_the_inventory(areas, place, playbook):
    channel = playbook.channels["posyandu"]
    dear = place("posyandu", cost="400.000", cost_low="", cost_high="")
    cost = cost_per_person(channel, regency_traits(areas, inventory=dear), playbook)
    assert (cost.mid, cost.source) == (10_000, "inventory")
    monthly = place("radio_teman", cost="8.000.000", cost_low="", cost_high="")
    traits = regency_traits(areas, inventory=monthly)
    radio = playbook.channels["radio_teman"]
    met = estimate_reach(radio, traits, playbook).mid * traits.population
    assert cost_per_person(radio, traits, playbook).mid == pytest.approx(8_000_000 / met)


def test_a_channel_that_the_inventory_does_not_have_is_flagged_not_zero(areas, playbook):
    rows = [dict(row) for row in shipped_rows() if row["channel"] != "radio_teman"]
    placed = place_inventory(read_inventory(rows, playbook, areas), areas)
    ranked = recommend_channels(regency_traits(areas, inventory=placed), playbook)
    bare = recommend_channels(regency_traits(areas), playbook)
    radio = next(found for found in ranked if found.id == "radio_teman")
    assert radio.score == next(found for found in bare if found.id == "radio_teman").score
    assert "not_in_inventory" in {reason.code for reason in radio.reasons}


def test_a_channel_outside_its_coverage_says_so(areas, place, playbook, segmentation):
    placed = place("videotron", coverage="32.01.01")
    traits = traits_of(areas, segmentation.labels, "D", inventory=placed)
    found = next(f for f in recommend_channels(traits, playbook) if f.id == "videotron")
    reasons = {reason.code: reason.number for reason in found.reasons}
    assert reasons["outside_coverage"] == pytest.approx(1 - traits.supply["videotron"].covered)
