"""Raking meets its margins, keeps its seed, and says so when it cannot."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from segments.audience import integerise, rake, rake_areas

POSITIVE = st.floats(0.1, 10)


def two_by_two(odds_ratio, row, column):
    """Cell (0, 0) of a 2 x 2 table of shares, from its odds ratio and first margins."""
    if odds_ratio == 1:
        return row * column
    b = 1 + (row + column) * (odds_ratio - 1)
    root = np.sqrt(b**2 - 4 * odds_ratio * (odds_ratio - 1) * row * column)
    return (b - root) / (2 * (odds_ratio - 1))


class TestMarginsThatAgree:
    def test_are_met_in_any_mix_and_order_of_axes(self):
        random = np.random.default_rng(3)
        truth, seed = random.random((2, 3, 4)) + 0.1, random.random((2, 3, 4)) + 0.1
        margins = [((2, 0), truth.sum(axis=1).T), (1, truth.sum(axis=(0, 2)))]
        raked = rake(seed, margins)
        assert raked.converged
        assert raked.max_error <= 1e-8
        assert raked.conflicts == ()
        np.testing.assert_allclose(raked.weights.sum(axis=1), truth.sum(axis=1), rtol=1e-7)
        np.testing.assert_allclose(
            raked.weights.sum(axis=(0, 2)), truth.sum(axis=(0, 2)), rtol=1e-7
        )

    @pytest.mark.parametrize("odds_ratio", [0.2, 1, 3, 20])
    def test_give_the_known_answer_for_a_two_by_two_table(self, odds_ratio):
        raked = rake([[odds_ratio, 1], [1, 1]], [(0, [0.3, 0.7]), (1, [0.6, 0.4])])
        assert raked.weights[0, 0] == pytest.approx(two_by_two(odds_ratio, 0.3, 0.6), rel=1e-6)

    def test_leave_a_table_that_already_fits_as_it_is(self):
        table = np.array([[10.0, 20.0], [30.0, 40.0]])
        raked = rake(table, [(0, [30, 70]), (1, [40, 60])])
        assert raked.iterations == 0
        np.testing.assert_array_equal(raked.weights, table)

    def test_may_hold_zeros(self):
        raked = rake(np.ones((2, 3)), [(0, [4, 6]), (1, [0, 5, 5])])
        assert raked.converged
        assert raked.iterations == 1
        np.testing.assert_allclose(raked.weights, [[0, 2, 2], [0, 3, 3]])

    def test_may_all_be_zero(self):
        raked = rake(np.ones((2, 2)), [(0, [0, 0]), (1, [0, 0])])
        assert raked.converged
        assert raked.weights.sum() == 0

    def test_keep_the_zeros_of_the_seed(self):
        raked = rake([[1, 0], [1, 1]], [(0, [30, 70]), (1, [60, 40])])
        assert raked.converged
        np.testing.assert_allclose(raked.weights, [[30, 0], [30, 40]], atol=1e-5)

    @settings(max_examples=40, deadline=None)
    @given(arrays(float, (3, 4), elements=POSITIVE), arrays(float, (3, 4), elements=POSITIVE))
    def test_always_converge_from_a_positive_seed(self, truth, seed):
        raked = rake(seed, [(0, truth.sum(axis=1)), (1, truth.sum(axis=0))], max_iterations=500)
        assert raked.converged
        assert raked.weights.sum() == pytest.approx(truth.sum())

    def test_do_not_change_the_seed_that_was_given(self):
        seed = np.ones((2, 2))
        rake(seed, [(0, [1, 3])])
        np.testing.assert_array_equal(seed, np.ones((2, 2)))


class TestMarginsThatCannotBeMet:
    def test_with_other_totals_are_reported_and_soon_given_up(self):
        raked = rake(np.ones((2, 2)), [(0, [50, 50]), (1, [60, 60])], max_iterations=100_000)
        assert not raked.converged
        assert raked.iterations < 100
        assert raked.max_error == pytest.approx(0.2)
        (conflict,) = raked.conflicts
        assert (conflict.first, conflict.second, conflict.axes) == (0, 1, ())
        assert conflict.gap == pytest.approx(20 / 120)

    def test_that_differ_on_a_shared_axis_are_reported(self):
        raked = rake(
            np.ones((2, 2, 2)), [((0, 1), [[10, 10], [10, 10]]), ((0, 2), [[5, 5], [15, 15]])]
        )
        assert not raked.converged
        (conflict,) = raked.conflicts
        assert conflict.axes == (0,)
        assert conflict.gap == pytest.approx(10 / 40)

    def test_because_the_seed_has_nobody_there_show_an_error_of_one(self):
        raked = rake([[0, 0], [1, 3]], [(0, [30, 70]), (1, [40, 60])])
        assert not raked.converged
        assert raked.max_error == 1
        assert raked.conflicts == ()
        assert np.isfinite(raked.weights).all()

    def test_because_of_where_the_zeros_are_stop_at_the_limit(self):
        raked = rake([[1, 0], [1, 1]], [(0, [30, 70]), (1, [20, 80])], max_iterations=20)
        assert not raked.converged
        assert raked.iterations == 20
        assert raked.max_error > 0.1


@pytest.mark.parametrize(
    ("seed", "margins", "message"),
    [
        ([[1, -1], [1, 1]], [(0, [1, 1])], "seed must be finite and not negative"),
        ([[1, np.nan], [1, 1]], [(0, [1, 1])], "seed must be finite and not negative"),
        (np.ones((2, 2)), [], "at least one margin"),
        (np.ones((2, 2)), [(0, [1, 1, 1])], r"Margin 0 has shape \(3,\)"),
        (np.ones((2, 2)), [(0, [1, 1]), (2, [1, 1])], "Margin 1 names axes"),
        (np.ones((2, 2)), [((0, 0), np.ones((2, 2)))], "Margin 0 names axes"),
        (np.ones((2, 2)), [(0, [1, -1])], "Margin 0 must be finite and not negative"),
    ],
)
def test_unusable_input_is_named(seed, margins, message):
    with pytest.raises(ValueError, match=message):
        rake(seed, margins)


class TestManyAreas:
    def test_each_get_what_they_would_get_alone(self):
        random = np.random.default_rng(5)
        seed, truth = random.random((6, 2, 3)), random.random((6, 2, 3)) * 100
        margins = [(0, truth.sum(axis=2)), (1, truth.sum(axis=1))]
        together = rake_areas(seed, margins)
        for area in range(6):
            alone = rake(seed[area], [(axes, target[area]) for axes, target in margins])
            np.testing.assert_array_equal(together.weights[area], alone.weights)
            assert together.iterations[area] == alone.iterations
            assert together.max_error[area] == alone.max_error

    def test_are_reported_one_by_one(self):
        margins = [(0, [[3, 7], [3, 7], [3, 7]]), (1, [[4, 6], [4, 8], [0, 10]])]
        seed = np.broadcast_to([[1.0, 1.0], [1.0, 0.0]], (3, 2, 2))
        raked = rake_areas(seed, margins)
        assert raked.converged.tolist() == [False, False, False]
        assert raked.margin_gap.tolist() == pytest.approx([0, 2 / 12, 0])
        good = rake_areas(np.ones((3, 2, 2)), margins)
        assert good.converged.tolist() == [True, False, True]
        np.testing.assert_allclose(good.weights[0], [[1.2, 1.8], [2.8, 4.2]])


class TestIntegerise:
    def test_keeps_shape_total_and_neighbourhood(self):
        weights = np.random.default_rng(8).random((5, 7, 3)) * 4
        counts = integerise(weights, seed=1)
        assert counts.shape == weights.shape
        assert counts.sum() == round(weights.sum())
        assert np.abs(counts - weights).max() < 1
        assert np.issubdtype(counts.dtype, np.integer)

    def test_gives_the_same_for_the_same_seed_only(self):
        weights = np.full(1000, 0.5)
        first, again, other = (integerise(weights, seed) for seed in (1, 1, 2))
        np.testing.assert_array_equal(first, again)
        assert (first != other).any()

    def test_draws_cells_in_proportion_to_what_was_cut_off(self):
        weights = np.array([2.9, 0.1, 1.5, 3.0, 0.5])
        mean = np.mean([integerise(weights, seed) for seed in range(2000)], axis=0)
        assert mean[3] == 3
        assert mean[0] > mean[2] > mean[1]
        assert mean[2] == pytest.approx(mean[4] + 1, abs=0.05)

    def test_leaves_whole_numbers_alone(self):
        np.testing.assert_array_equal(integerise([3.0, 0.0, 2.0], seed=0), [3, 0, 2])

    @pytest.mark.parametrize("weights", [[-0.5, 1.5], [np.nan, 1.0], [np.inf, 1.0]])
    def test_refuses_what_is_no_count(self, weights):
        with pytest.raises(ValueError, match="finite and not negative"):
            integerise(weights, seed=0)
