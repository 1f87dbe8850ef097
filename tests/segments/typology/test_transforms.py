from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from segments.typology import DEFAULT_RECIPE, Recipe, assign, build_features, segment
from segments.typology.transforms import box_cox, fit_boxcox, fit_transform, transformed

BOXCOX = replace(DEFAULT_RECIPE, transform="boxcox", restarts=10)


def skewed(columns=2, rows=400):
    generator = np.random.default_rng(3)
    return pd.DataFrame(
        {f"c{n}": generator.lognormal(1, 0.4 + 0.3 * n, rows) for n in range(columns)}
    )


def test_lambda_of_one_column_is_that_of_scipy():
    values = skewed(columns=1)
    _, expected = stats.boxcox(values["c0"].to_numpy() + 1)
    assert fit_boxcox(values)["lambda"].item() == pytest.approx(expected, abs=1e-3)


def test_one_lambda_for_all_has_the_highest_likelihood_together():
    values = skewed(columns=3)

    def likelihood(power):
        return sum(stats.boxcox_llf(power, values[name].to_numpy() + 1) for name in values)

    found = fit_boxcox(values)["lambda"].iloc[0]
    around = [likelihood(found + step) for step in (-0.02, 0.0, 0.02)]
    assert max(around) == around[1]


@pytest.mark.parametrize("power", [-1.0, 0.0, 0.3, 1.0, 2.0])
def test_the_transform_is_that_of_scipy(power):
    values = pd.Series([0.5, 1.0, 3.0, 20.0])
    assert box_cox(values, power).to_numpy() == pytest.approx(stats.boxcox(values, lmbda=power))


def test_negative_values_are_shifted_and_keep_their_order():
    values = pd.DataFrame({"growth": [-5.0, -1.0, 0.0, 2.0, 30.0]})
    fitted = fit_transform("boxcox", values)
    bent = transformed("boxcox", values, fitted)
    assert np.isfinite(bent.to_numpy()).all()
    assert bent["growth"].is_monotonic_increasing


def test_a_new_value_below_all_known_ones_is_not_lost():
    values = pd.DataFrame({"growth": [-5.0, 2.0, 30.0]})
    fitted = fit_transform("boxcox", values)
    lower = transformed("boxcox", pd.DataFrame({"growth": [-50.0]}), fitted)
    assert lower["growth"].item() == pytest.approx(
        transformed("boxcox", values, fitted)["growth"].min()
    )


def test_missing_values_do_not_enter_the_fit():
    values = skewed(columns=1)
    with_gap = pd.concat([values, pd.DataFrame({"c0": [np.nan]})], ignore_index=True)
    assert fit_boxcox(with_gap)["lambda"].item() == fit_boxcox(values)["lambda"].item()


def test_it_leaves_real_columns_less_skewed(areas):
    names = ["density", "mean_radiance", "mean_elevation"]
    values = areas.table[names]
    bent = transformed("boxcox", values, fit_transform("boxcox", values))
    assert (bent.skew().abs() < values.skew().abs()).all()


def test_scaling_keeps_shift_and_lambda_so_that_new_figures_are_assigned(areas):
    found = segment(areas, BOXCOX, bootstraps=0)
    assert {"shift", "lambda"} <= set(found.scaling.columns)
    assert found.scaling["lambda"].nunique() == 1
    again = assign(areas, found)
    assert (again["label"] == found.labels).all()
    # Other figures must not move the yardstick: one village of new figures alters no other.
    table = areas.table.copy()
    table.loc[table.index[0], "density"] *= 40
    moved = build_features(replace(areas, table=table), BOXCOX, scaling=found.scaling)
    same = build_features(areas, BOXCOX, scaling=found.scaling)
    assert moved.values.iloc[1:].equals(same.values.iloc[1:])


def test_other_transforms_add_nothing_to_the_scaling(areas):
    scaling = build_features(areas, Recipe(("density", "share_elderly"))).scaling
    assert list(scaling.columns) == ["multiplier", "centre", "spread", "weight"]
