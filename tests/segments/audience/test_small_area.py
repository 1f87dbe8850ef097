"""Fay-Herriot: the published example, its edge cases, and errors of the size it claims."""

import numpy as np
import pandas as pd
import pytest

from segments.audience import fay_herriot

# Fresh milk expenditure in 43 small areas: direct estimate, standard error, major area. Arora and
# Lahiri (1997), Statistica Sinica 7; the data set `milk` of the R package sae 1.3.
MILK = """
1.099 .163 1|1.075 .080 1|1.105 .083 1|0.628 .109 1|0.753 .119 1|0.981 .141 1|1.257 .202 1
1.095 .127 2|1.405 .168 2|1.356 .178 2|0.615 .100 2|1.460 .201 2|1.338 .148 2|0.854 .143 2
1.176 .149 3|1.111 .145 3|1.257 .135 3|1.430 .172 3|1.278 .137 3|1.292 .163 3|1.002 .125 3
1.183 .247 3|1.044 .140 3|1.267 .171 3|1.193 .106 3|0.791 .121 4|0.795 .121 4|0.759 .259 4
0.796 .106 4|0.565 .089 4|0.886 .225 4|0.952 .205 4|0.807 .119 4|0.582 .067 4|0.684 .106 4
0.787 .126 4|0.440 .092 4|0.759 .132 4|0.770 .100 4|0.800 .113 4|0.756 .083 4|0.865 .121 4
0.640 .129 4
"""
# What sae::mseFH(yi ~ as.factor(MajorArea), SD^2) gives by REML: estimates and mean squared
# errors of areas 1, 2, 3, 7, 28 and 43 and the model variance from tests/testthat/FH of the R
# package emdi, which compares itself with sae; coefficients from the README of the R package
# saens. sae stops iterating at a relative change of 1e-4.
SAE_AREAS = [0, 1, 2, 6, 27, 42]
SAE_ESTIMATES = [1.021970, 1.047602, 1.067951, 1.058452, 0.733844, 0.681087]
SAE_ERRORS = [0.01346022, 0.00537288, 0.00570199, 0.01592614, 0.01647691, 0.00990360]
SAE_VARIANCE = 0.01855022
SAE_COEFFICIENTS = [0.968189, 0.132780, 0.226946, -0.241301]


@pytest.fixture(scope="module")
def milk():
    rows = [cell.split() for line in MILK.split("\n") for cell in line.split("|") if cell]
    table = pd.DataFrame(rows, columns=["mean", "error", "major"]).astype(float)
    dummies = pd.get_dummies(table["major"].astype(int), prefix="major").astype(float)
    return table["mean"], table["error"] ** 2, dummies


class TestThePublishedExample:
    def test_is_reproduced(self, milk):
        direct, variance, dummies = milk
        fitted = fay_herriot(direct, variance, dummies.drop(columns="major_1"))
        assert fitted.model_variance == pytest.approx(SAE_VARIANCE, rel=1e-4)
        np.testing.assert_allclose(fitted.coefficients, SAE_COEFFICIENTS, atol=1e-6)
        np.testing.assert_allclose(fitted.estimates.iloc[SAE_AREAS], SAE_ESTIMATES, atol=2e-6)
        errors = fitted.mean_squared_errors.iloc[SAE_AREAS]
        np.testing.assert_allclose(errors, SAE_ERRORS, rtol=1e-4)

    def test_needs_no_second_intercept(self, milk):
        direct, variance, dummies = milk
        spanned = fay_herriot(direct, variance, dummies)
        added = fay_herriot(direct, variance, dummies.drop(columns="major_1"))
        assert "intercept" not in spanned.coefficients
        assert "intercept" in added.coefficients
        np.testing.assert_allclose(spanned.estimates, added.estimates, rtol=1e-6)

    def test_takes_arrays_as_well(self, milk):
        direct, variance, dummies = milk
        series = fay_herriot(direct, variance, dummies)
        arrays = fay_herriot(direct.to_numpy(), variance.to_numpy(), dummies.to_numpy())
        np.testing.assert_array_equal(arrays.estimates, series.estimates)

    def test_matches_areas_by_index(self, milk):
        direct, variance, dummies = milk
        shuffled = fay_herriot(direct, variance.iloc[::-1], dummies.sample(frac=1, random_state=1))
        pd.testing.assert_series_equal(
            shuffled.estimates, fay_herriot(direct, variance, dummies).estimates
        )


class TestShrinkage:
    def test_mixes_the_direct_estimate_and_the_regression(self, milk):
        direct, variance, dummies = milk
        fitted = fay_herriot(direct, variance, dummies)
        own = fitted.model_variance / (fitted.model_variance + variance)
        regression = dummies.to_numpy() @ fitted.coefficients.to_numpy()
        np.testing.assert_allclose(fitted.shrinkage, own)
        np.testing.assert_allclose(fitted.estimates, own * direct + (1 - own) * regression)

    def test_beats_the_direct_estimates_variance(self, milk):
        fitted = fay_herriot(*milk)
        assert (fitted.mean_squared_errors < milk[1]).all()

    def test_is_complete_when_the_regression_explains_everything(self):
        # Differences far smaller than the sampling errors: no variance between areas.
        x = np.arange(20.0)
        direct = pd.Series(3 + 0.5 * x + 0.01 * np.cos(x))
        fitted = fay_herriot(direct, np.full(20, 4.0), pd.DataFrame({"x": x}))
        assert fitted.model_variance == 0
        assert (fitted.shrinkage == 0).all()
        line = fitted.coefficients["intercept"] + fitted.coefficients["x"] * x
        np.testing.assert_allclose(fitted.estimates, line)
        assert (fitted.mean_squared_errors > 0).all()

    def test_almost_vanishes_when_surveys_are_nearly_exact(self):
        random = np.random.default_rng(2)
        direct = pd.Series(random.normal(size=30))
        fitted = fay_herriot(direct, np.full(30, 1e-8), pd.DataFrame({"x": random.normal(size=30)}))
        np.testing.assert_allclose(fitted.estimates, direct, atol=1e-6)


def test_claimed_errors_have_the_size_of_real_ones():
    random = np.random.default_rng(20)
    x = random.normal(size=40)
    variance = np.repeat([0.3, 0.6, 1.0, 2.0], 10)
    covariates = pd.DataFrame({"x": x})
    squared, claimed, between = [], [], []
    for _ in range(400):
        truth = 1 + 2 * x + random.normal(scale=1.0, size=40)
        direct = truth + random.normal(scale=np.sqrt(variance))
        fitted = fay_herriot(direct, variance, covariates)
        squared.append((fitted.estimates - truth) ** 2)
        claimed.append(fitted.mean_squared_errors)
        between.append(fitted.model_variance)
    assert np.mean(between) == pytest.approx(1.0, abs=0.07)
    by_variance = np.mean(squared, axis=0).reshape(4, 10).mean(axis=1)
    promised = np.mean(claimed, axis=0).reshape(4, 10).mean(axis=1)
    np.testing.assert_allclose(promised, by_variance, rtol=0.08)


@pytest.mark.parametrize(
    ("direct", "variance", "covariates", "message"),
    [
        ([1, 2, 3], [1, 0, 1], [[1], [2], [4]], "variances must be above 0"),
        ([1, 2, np.nan], [1, 1, 1], [[1], [2], [4]], "direct is missing or infinite for 1 areas"),
        ([1, 2, 3], [1, 1], [[1], [2], [4]], "variance has shape"),
        ([1, 2, 3], [1, 1, 1], [[1], [2], [np.nan]], "Covariates are missing"),
        ([1, 2, 3, 4], [1] * 4, [[1, 2], [2, 4], [4, 8], [5, 10]], "repeat each other"),
        ([1, 2], [1, 1], [[1], [2]], "2 areas are too few for 2 coefficients"),
    ],
)
def test_unusable_input_is_refused(direct, variance, covariates, message):
    with pytest.raises(ValueError, match=message):
        fay_herriot(direct, variance, covariates)
