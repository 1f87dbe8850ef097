from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from segments.typology import DEFAULT_RECIPE, candidate_columns, screen_columns
from segments.typology.screening import correlations

NAMES = ("density", "share_elderly", "mean_elevation", "mean_slope", "share_tiktok")


def with_column(areas, name, values):
    return replace(areas, table=areas.table.assign(**{name: values}))


def test_skewness_is_that_of_scipy_before_and_after(areas):
    found = screen_columns(areas, NAMES).columns
    density = areas.table["density"]
    assert found.at["density", "skew_before"] == pytest.approx(stats.skew(density))
    assert found.at["density", "skew_after"] == pytest.approx(stats.skew(np.arcsinh(density)))


def test_alike_columns_are_paired_the_most_alike_first(areas):
    pairs = screen_columns(areas, NAMES).pairs
    first = pairs.iloc[0]
    assert {first["first"], first["second"]} == {"mean_elevation", "mean_slope"}
    assert (pairs["r"].abs() > 0.6).all()
    assert pairs["r"].abs().is_monotonic_decreasing


def test_inherited_and_modelled_columns_are_told(areas):
    found = screen_columns(areas, NAMES).columns
    assert set(found.index[found["inherited"]]) == {"mean_elevation", "mean_slope"}
    assert set(found.index[found["modelled"]]) == {"share_tiktok"}


def test_the_missing_values_of_the_kelurahan_are_told_not_hidden(areas):
    found = screen_columns(areas, ("score_idm_social", "density")).columns
    assert found.at["score_idm_social", "missing"] == pytest.approx(19 / 435)
    assert "filled" in found.at["score_idm_social", "advice"]


def test_a_constant_column_is_to_be_dropped_and_has_no_correlation(areas):
    flat = with_column(areas, "share_elderly", 0.1)
    row = screen_columns(flat, NAMES).columns.loc["share_elderly"]
    assert row["advice"][0] == "constant"
    assert row["verdict"] == "drop"
    assert row["partner"] == ""


def test_a_nearly_constant_column_is_to_be_dropped(areas):
    values = np.where(np.arange(435) < 20, 0.3, 0.1)
    row = screen_columns(with_column(areas, "share_elderly", values), NAMES).columns
    assert row.at["share_elderly", "advice"][0] == "near_constant"


def test_two_identical_columns_are_told_to_be_one(areas):
    twice = with_column(areas, "share_youth", areas.table["share_elderly"])
    found = screen_columns(twice, (*NAMES, "share_youth")).columns
    assert found.at["share_youth", "advice"][0] == "identical"
    assert found.at["share_youth", "partner"] == "share_elderly"
    assert np.isinf(found.at["share_youth", "vif"])
    assert np.isfinite(found.at["density", "vif"])


def test_a_column_with_too_many_gaps_is_to_be_dropped(areas):
    values = areas.table["score_idm"].mask(np.arange(435) % 3 == 0)
    row = screen_columns(with_column(areas, "score_idm", values), (*NAMES, "score_idm")).columns
    assert row.at["score_idm", "advice"][0] == "too_many_missing"
    assert row.at["score_idm", "verdict"] == "drop"


def test_a_column_without_any_value_does_not_stop_the_screen(areas):
    row = screen_columns(with_column(areas, "score_idm", np.nan), (*NAMES, "score_idm")).columns
    assert row.at["score_idm", "verdict"] == "drop"


def test_variance_inflation_is_one_over_what_the_others_leave(areas):
    names = ["density", "mean_radiance", "share_elderly"]
    found = screen_columns(areas, names).columns["vif"]
    bent = np.arcsinh(areas.table[names] * [1, 1, 100])
    left = np.column_stack([np.ones(435), bent[["mean_radiance", "share_elderly"]]])
    fit, *_ = np.linalg.lstsq(left, bent["density"].to_numpy(), rcond=None)
    unexplained = bent["density"].to_numpy() - left @ fit
    assert found["density"] == pytest.approx(bent["density"].var(ddof=0) / unexplained.var())


def test_candidates_are_figures_that_do_not_grow_with_the_place(areas):
    names = candidate_columns(areas)
    assert set(DEFAULT_RECIPE.features) <= set(names)
    assert not {"population", "n_households", "area_km2", "geographic_class"} & set(names)
    assert not any(name.endswith(("_low", "_high")) for name in names)


@pytest.mark.parametrize("transform", ["asinh", "log", "boxcox", "none"])
def test_every_transform_can_be_screened(areas, transform):
    r = correlations(areas, NAMES, transform=transform)
    assert np.diag(r) == pytest.approx(1)
