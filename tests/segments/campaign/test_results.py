"""Rates that learn, and effects against a comparison."""

import math

import numpy as np
import pytest
from scipy.stats import beta, t

from segments.campaign import difference_in_differences, update_rate


class TestUpdateRate:
    def test_the_posterior_mean_weighs_prior_and_results(self):
        update = update_rate(0.2, 20, 30, 80)
        assert update.mean == pytest.approx((0.2 * 20 + 30) / 100)
        assert update.size == 100

    def test_the_interval_holds_ninety_percent_of_the_posterior(self):
        update = update_rate(0.2, 20, 30, 80)
        assert beta.cdf(update.low, 34, 66) == pytest.approx(0.05)
        assert beta.cdf(update.high, 34, 66) == pytest.approx(0.95)

    def test_without_trials_the_prior_stays(self):
        update = update_rate(0.3, 10, 0, 0)
        assert update.mean == pytest.approx(0.3)

    def test_more_trials_narrow_the_interval(self):
        few, many = update_rate(0.2, 20, 3, 10), update_rate(0.2, 20, 300, 1000)
        assert many.high - many.low < few.high - few.low

    @pytest.mark.parametrize(
        ("numbers", "message"),
        [
            ((1.2, 20, 1, 2), "prior mean is 1.2"),
            ((0.0, 20, 1, 2), "prior mean is 0"),
            ((0.2, 0, 1, 2), "prior size is 0"),
            ((0.2, 20, 3, 2), "3 successes in 2 trials"),
            ((0.2, 20, -1, 2), "-1 successes"),
            ((0.2, 20, 1, math.nan), "trials"),
        ],
    )
    def test_faults_are_explained(self, numbers, message):
        with pytest.raises(ValueError, match=message):
            update_rate(*numbers)

    def test_confidence_is_a_share(self):
        with pytest.raises(ValueError, match="Confidence is 90"):
            update_rate(0.2, 20, 1, 2, confidence=90)


def least_squares(outcomes, treated, period):
    """Ordinary least squares by hand: coefficients, residuals, inverse of X'X."""
    design = np.column_stack([np.ones(len(outcomes)), treated, period, treated * period])
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ outcomes
    return coefficients, outcomes - design @ coefficients, bread, design


@pytest.fixture
def rows():
    generator = np.random.default_rng(7)
    treated = generator.integers(0, 2, 120)
    period = generator.integers(0, 2, 120)
    outcomes = 3 + treated - 0.5 * period + 2 * treated * period + generator.normal(size=120)
    return outcomes, treated, period


class TestDifferenceInDifferences:
    def test_the_estimate_is_that_of_the_four_means(self, rows):
        outcomes, treated, period = rows
        mean = {
            (g, p): outcomes[(treated == g) & (period == p)].mean() for g in (0, 1) for p in (0, 1)
        }
        expected = (mean[1, 1] - mean[1, 0]) - (mean[0, 1] - mean[0, 0])
        found = difference_in_differences(outcomes, treated, period)
        assert found.estimate == pytest.approx(expected)
        assert found.means["treated after"] == pytest.approx(mean[1, 1])

    def test_the_estimate_is_the_interaction_of_a_regression(self, rows):
        coefficients = least_squares(*rows)[0]
        assert difference_in_differences(*rows).estimate == pytest.approx(coefficients[3])

    def test_the_error_is_the_robust_one_of_the_regression(self, rows):
        _, residuals, bread, design = least_squares(*rows)
        leverage = np.einsum("ij,jk,ik->i", design, bread, design)
        meat = design.T * (residuals**2 / (1 - leverage)) @ design  # HC2
        expected = math.sqrt((bread @ meat @ bread)[3, 3])
        assert difference_in_differences(*rows).standard_error == pytest.approx(expected)

    def test_with_equal_cells_the_error_is_the_classical_one(self):
        generator = np.random.default_rng(3)
        treated, period = np.repeat([0, 0, 1, 1], 10), np.repeat([0, 1, 0, 1], 10)
        outcomes = generator.normal(size=40)
        _, residuals, bread, _ = least_squares(outcomes, treated, period)
        expected = math.sqrt(residuals @ residuals / 36 * bread[3, 3])
        found = difference_in_differences(outcomes, treated, period)
        assert found.standard_error == pytest.approx(expected)
        assert 9 <= found.degrees_of_freedom <= 36

    def test_the_interval_is_that_of_student(self, rows):
        found = difference_in_differences(*rows, confidence=0.9)
        reach = t.ppf(0.95, found.degrees_of_freedom) * found.standard_error
        assert found.low == pytest.approx(found.estimate - reach)
        assert found.high == pytest.approx(found.estimate + reach)

    def test_clusters_of_one_row_give_the_scaled_robust_error(self, rows):
        outcomes = rows[0]
        _, residuals, bread, design = least_squares(*rows)
        meat = (design * residuals[:, None]).T @ (design * residuals[:, None])
        n = len(outcomes)
        correction = n / (n - 1) * (n - 1) / (n - 4)
        expected = math.sqrt(correction * (bread @ meat @ bread)[3, 3])
        found = difference_in_differences(*rows, clusters=[f"v{i}" for i in range(n)])
        assert found.standard_error == pytest.approx(expected)
        assert found.degrees_of_freedom == n - 1
        assert not found.few_clusters

    def test_villages_seen_twice_are_compared_with_themselves(self):
        """Large differences between villages that do not change leave a small error."""
        generator = np.random.default_rng(1)
        level = generator.normal(0, 50, 60)
        treated = np.tile(np.arange(60) < 30, 2).astype(int)
        period = np.repeat([0, 1], 60)
        outcomes = np.tile(level, 2) + 4 * treated * period + generator.normal(0, 1, 120)
        villages = np.tile(np.arange(60), 2)
        naive = difference_in_differences(outcomes, treated, period)
        paired = difference_in_differences(outcomes, treated, period, clusters=villages)
        assert paired.estimate == naive.estimate
        assert paired.standard_error < naive.standard_error / 10
        assert paired.low < 4 < paired.high

    def test_few_clusters_are_flagged(self, rows):
        found = difference_in_differences(*rows, clusters=np.arange(120) % 12)
        assert found.few_clusters
        assert found.n_clusters == 12

    def test_four_values_give_an_estimate_without_an_interval(self):
        found = difference_in_differences([10, 18, 9, 11], [1, 1, 0, 0], [0, 1, 0, 1])
        assert found.estimate == 6
        assert (found.low, found.high, found.method) == (-math.inf, math.inf, "none")

    def test_a_cell_of_one_value_borrows_the_common_variance(self):
        found = difference_in_differences(
            [1, 2, 3, 5, 7, 4], [0, 0, 0, 0, 1, 1], [0, 0, 1, 1, 0, 1]
        )
        _, residuals, bread, _ = least_squares(
            np.array([1, 2, 3, 5, 7, 4.0]),
            np.array([0, 0, 0, 0, 1, 1]),
            np.array([0, 0, 1, 1, 0, 1]),
        )
        assert found.method == "pooled"
        assert found.standard_error == pytest.approx(
            math.sqrt(residuals @ residuals / 2 * bread[3, 3])
        )

    def test_one_treated_cluster_shows_no_interval(self):
        treated, period = [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 1, 1] * 2
        clusters = ["x"] * 4 + ["y", "z"] * 2
        found = difference_in_differences(range(8), treated, period, clusters=clusters)
        assert found.high == math.inf

    @pytest.mark.parametrize(
        ("outcomes", "treated", "period", "message"),
        [
            ([1, 2, 3], [1, 1, 0], [0, 1, 0], "No outcomes for: comparison after"),
            ([1, 2], [1, 2], [0, 1], "treated must hold only 0 and 1"),
            ([1, 2], [1], [0, 1], "treated has shape"),
            ([1, math.nan], [1, 0], [0, 1], "without gaps"),
            ([[1, 2]], [1, 0], [0, 1], "one list of numbers"),
        ],
    )
    def test_faults_are_explained(self, outcomes, treated, period, message):
        with pytest.raises(ValueError, match=message):
            difference_in_differences(outcomes, treated, period)

    def test_clusters_must_be_several_and_complete(self, rows):
        with pytest.raises(ValueError, match="in one cluster"):
            difference_in_differences(*rows, clusters=["a"] * 120)
        with pytest.raises(ValueError, match="clusters has shape"):
            difference_in_differences(*rows, clusters=["a", "b"])
