"""Tables of options and floors that cannot be used are explained."""

import math

import pytest

from segments.campaign import OptionsError, allocate
from tests.segments.campaign.small_options import (
    additive_options,
    net_options,
)


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


@pytest.mark.parametrize("missing", ["cost", "reach"])
def test_needed_columns_are_named(missing):
    with pytest.raises(ValueError, match=f"The options lack: {missing}"):
        allocate(additive_options(1).drop(columns=missing), 1000)


def test_codes_serve_as_areas_and_plain_rows_need_none():
    options = net_options(2).rename(columns={"area": "village_code"})
    assert allocate(options, 500_000).objective == allocate(net_options(2), 500_000).objective
    bare = additive_options(2)[["cost", "reach"]]
    assert allocate(bare, 500_000).objective == allocate(additive_options(2), 500_000).objective


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
