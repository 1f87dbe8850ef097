"""People counted once, with bounds that hold whatever the overlap."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from segments.campaign import net_reach, people_reached

SHARES = st.lists(st.floats(0, 1), min_size=0, max_size=8)


@settings(deadline=None)
@given(SHARES)
def test_bounds_are_those_of_frechet_and_hold_the_middle(rates):
    reach = net_reach(rates)
    assert reach.low == max(rates, default=0)
    assert reach.high == pytest.approx(min(1, sum(rates)))
    assert reach.low <= reach.mid <= reach.high
    assert reach.mid == pytest.approx(1 - math.prod(1 - rate for rate in rates), abs=1e-12)


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_two_channels_with_a_known_overlap_are_exact(first, second, position):
    lowest, highest = max(0, first + second - 1), min(first, second)
    both = lowest + position * (highest - lowest)
    reach = net_reach([first, second], {(0, 1): both})
    assert reach.mid == pytest.approx(first + second - both, abs=1e-9)


def test_three_channels_follow_hofmans():
    rates, pairs = [0.5, 0.4, 0.3], {(0, 1): 0.25, (0, 2): 0.1, (2, 1): 0.15}
    total = sum(rates)
    repeated = 0.9 / 0.65 * 0.25 + 0.8 / 0.7 * 0.1 + 0.7 / 0.55 * 0.15
    assert net_reach(rates, pairs).mid == pytest.approx(total**2 / (total + repeated))


def test_a_matrix_and_a_mapping_say_the_same():
    matrix = [[0.5, 0.2, 0.1], [0.2, 0.4, 0.12], [0.1, 0.12, 0.3]]
    mapping = {(0, 1): 0.2, (1, 2): 0.12, (2, 0): 0.1}
    rates = np.array([0.5, 0.4, 0.3])
    assert net_reach(rates, np.array(matrix)) == net_reach(rates, mapping)


def test_an_unknown_pair_counts_as_independent():
    rates = [0.5, 0.4, 0.3]
    some = net_reach(rates, {(0, 1): 0.2})
    every = net_reach(rates, {(0, 1): 0.2, (0, 2): 0.15, (1, 2): 0.12})
    assert some.mid == pytest.approx(every.mid)


def test_bounds_stay_those_of_frechet_with_duplications():
    reach = net_reach([0.5, 0.4], {(0, 1): 0.3})
    assert (reach.low, reach.high) == (0.5, 0.9)


def test_nothing_and_one_channel():
    assert net_reach([]) == net_reach([], {}) == net_reach([], [])
    assert net_reach([]).high == 0
    one = net_reach([0.3])
    assert (one.low, one.mid, one.high) == pytest.approx((0.3, 0.3, 0.3))


@settings(deadline=None)
@given(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), st.integers(0, 2**32 - 1))
def test_sharpened_bounds_hold_for_every_audience_with_these_pairs(rates, seed):
    """Draw an audience, and compare with the extremes that a linear program finds."""
    cells = list(itertools.product((0, 1), repeat=3))
    draws = np.random.default_rng(seed).dirichlet(np.full(8, 0.5))
    rates = [sum(p for p, cell in zip(draws, cells, strict=True) if cell[i]) for i in range(3)]
    pairs = {
        (i, j): sum(p for p, cell in zip(draws, cells, strict=True) if cell[i] and cell[j])
        for i, j in itertools.combinations(range(3), 2)
    }
    reach = net_reach(rates, pairs, sharpen=True)
    loose = net_reach(rates, pairs)
    truth = 1 - draws[0]
    assert loose.low - 1e-9 <= reach.low <= truth + 1e-9
    assert truth - 1e-9 <= reach.high <= loose.high + 1e-9
    rows = [[cell[i] for cell in cells] for i in range(3)]
    rows += [[cell[i] * cell[j] for cell in cells] for i, j in pairs]
    equal = np.array([*rows, np.ones(8)], dtype=float)
    known = np.array([*rates, *pairs.values(), 1.0])
    anyone = np.array([float(any(cell)) for cell in cells])
    lowest = linprog(anyone, A_eq=equal, b_eq=known).fun
    highest = -linprog(-anyone, A_eq=equal, b_eq=known).fun
    assert reach.low <= lowest + 1e-6
    assert reach.high >= highest - 1e-6


def test_sharpening_uses_the_pairs_that_are_known():
    reach = net_reach([0.5, 0.4, 0.3], {(0, 1): 0.1}, sharpen=True)
    assert reach.low == pytest.approx(0.8)  # the two channels alone
    assert reach.high == 1.0


def test_overlaps_that_no_audience_can_have_are_refused_when_sharpening():
    pairs = {(0, 1): 0.5, (0, 2): 0.5, (1, 2): 0.0}
    with pytest.raises(ValueError, match="cannot all hold at once"):
        net_reach([0.5, 0.5, 0.5], pairs, sharpen=True)


@pytest.mark.parametrize(
    ("rates", "duplications", "message"),
    [
        ([0.2, 1.2], None, "Rate 1 is 1.2. Rates must lie between 0 and 1."),
        ([-0.1], None, "Rate 0 is -0.1"),
        ([math.nan], None, "Rate 0 is nan"),
        ([[0.1, 0.2]], None, "one list of shares"),
        ([0.5, 0.4], [[0.5]], "2 x 2 matrix"),
        ([0.5, 0.4], [[0.5, 0.1], [0.2, 0.4]], "symmetric"),
        ([0.5, 0.4], {(0, 1): 0.45}, "must lie between 0 and 0.4"),
        ([0.8, 0.7], {(0, 1): 0.3}, "must lie between 0.5 and 0.7"),
        ([0.5, 0.4], {(0, 2): 0.1}, "no pair of channels"),
        ([0.5, 0.4], {(1, 1): 0.1}, "no pair of channels"),
        ([0.5, 0.4], {(0, 1): 0.1, (1, 0): 0.2}, "two different duplications"),
        ([0.5, 0.4], {(0, 1): math.nan}, "not a share"),
    ],
)
def test_faults_are_explained(rates, duplications, message):
    with pytest.raises(ValueError, match=message):
        net_reach(rates, duplications)


class TestPeopleReached:
    places = pd.Index(["x", "y"])
    rates = pd.DataFrame({"radio": [0.5, 0.0], "posyandu": [0.5, 0.2]}, index=places)
    residents = pd.Series([100, 200], index=places)

    def test_places_add_up_and_channels_do_not(self):
        reach = people_reached(self.rates, self.residents)
        assert (reach.low, reach.mid, reach.high) == pytest.approx((90, 115, 140))

    def test_it_agrees_with_net_reach_in_every_place(self):
        rows = [net_reach(row) for row in self.rates.to_numpy()]
        expected = sum(row.mid * n for row, n in zip(rows, self.residents, strict=True))
        assert people_reached(self.rates, self.residents).mid == pytest.approx(expected)

    def test_the_order_of_the_population_does_not_matter(self):
        assert people_reached(self.rates, self.residents[::-1]) == people_reached(
            self.rates, self.residents
        )

    def test_more_overlap_reaches_fewer(self):
        independent = people_reached(self.rates, self.residents, overlap=1.0)
        overlapping = people_reached(self.rates, self.residents, overlap=1.5)
        assert independent.mid == pytest.approx(115)
        assert overlapping.mid == pytest.approx(100 * (1 - 0.375) + 40)

    def test_unknown_is_not_zero(self):
        with pytest.raises(ValueError, match="Unknown rates in: y"):
            people_reached(self.rates.replace(0.0, math.nan), self.residents)

    def test_every_place_needs_residents(self):
        with pytest.raises(ValueError, match="No population for: y"):
            people_reached(self.rates, self.residents.drop("y"))
        with pytest.raises(ValueError, match="Population must be"):
            people_reached(self.rates, -self.residents)
        with pytest.raises(ValueError, match="Overlap is -1"):
            people_reached(self.rates, self.residents, overlap=-1)
