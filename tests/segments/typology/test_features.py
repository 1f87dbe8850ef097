from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from segments.typology import Recipe, build_features
from segments.typology.features import STANDARDISERS, FeatureError, weigh_features
from segments.typology.transforms import TRANSFORMS

DEMOGRAPHIC = ("share_elderly", "share_upper_secondary")
GEOGRAPHIC = ("density", "mean_elevation")
PSYCHOGRAPHIC = ("score_idm_social", "share_tiktok", "share_low_digital_skill")
FEATURES = DEMOGRAPHIC + GEOGRAPHIC + PSYCHOGRAPHIC


def with_table(areas, **columns):
    return replace(areas, table=areas.table.assign(**columns))


def test_a_share_is_taken_as_percentage_and_through_the_inverse_hyperbolic_sine(areas):
    matrix = build_features(areas, Recipe(("share_elderly",), standardise="range"))
    percent = 100 * areas.table["share_elderly"]
    curved = np.log(percent + np.sqrt(percent**2 + 1))
    expected = (curved - curved.min()) / (curved.max() - curved.min())
    assert matrix.values["share_elderly"].to_numpy() == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("standardise", STANDARDISERS)
def test_every_combination_gives_each_village_a_finite_number(areas, transform, standardise):
    recipe = Recipe(FEATURES, transform=transform, standardise=standardise)
    matrix = build_features(areas, recipe)
    assert matrix.values.index.equals(areas.table.index)
    assert np.isfinite(matrix.values.to_numpy()).all()
    assert matrix.names == tuple(sorted(FEATURES))
    assert dict(matrix.lens) == {name: areas.column(name).lens for name in FEATURES}


def test_z_scores_have_mean_zero_and_the_variance_of_their_weight(areas):
    names = ("share_elderly", "density")
    matrix = build_features(areas, Recipe(names, standardise="z"))
    assert matrix.values.mean().to_numpy() == pytest.approx([0, 0], abs=1e-8)
    assert matrix.values.var(ddof=0).to_numpy() == pytest.approx([0.5, 0.5])


def test_lenses_weigh_the_same_whatever_their_number_of_columns(areas):
    names = ("density", "mean_radiance", "share_area_lit", "share_elderly")
    weights = weigh_features(areas, Recipe(names))
    assert weights["share_elderly"] == pytest.approx(0.5)
    assert weights["density"] == pytest.approx(0.5 / 3)


def test_what_a_cap_takes_goes_to_the_other_columns_of_the_lens(areas):
    weights = weigh_features(areas, Recipe(FEATURES, modelled_cap=0.1, inherited_cap=0.05))
    modelled = weights[["share_tiktok", "share_low_digital_skill"]]
    assert modelled.to_numpy() == pytest.approx([0.05, 0.05])
    assert weights["score_idm_social"] == pytest.approx(1 / 3 - 0.1)
    assert weights["mean_elevation"] == pytest.approx(0.05)
    assert weights["density"] == pytest.approx(1 / 3 - 0.05)
    assert weights[list(DEMOGRAPHIC)].sum() == pytest.approx(1 / 3)
    assert weights.sum() == pytest.approx(1)


def test_a_lens_of_capped_columns_only_gives_its_excess_to_the_other_lenses(areas):
    names = ("share_elderly", "density", "share_tiktok")
    weights = weigh_features(areas, Recipe(names, modelled_cap=0.2))
    assert weights["share_tiktok"] == pytest.approx(0.2)
    assert weights[["share_elderly", "density"]].to_numpy() == pytest.approx([0.4, 0.4])


def test_features_that_are_all_capped_are_refused(areas):
    with pytest.raises(ValueError, match="modelled"):
        weigh_features(areas, Recipe(("share_tiktok", "share_low_digital_skill")))


def test_districts_do_not_inherit_from_themselves(districts):
    weights = weigh_features(districts, Recipe(("mean_slope", "density"), level="district"))
    assert weights.to_numpy() == pytest.approx([0.5, 0.5])


def test_the_kelurahan_without_a_village_index_are_filled_and_flagged(areas):
    matrix = build_features(areas, Recipe(FEATURES))
    missing = areas.table["score_idm_social"].isna()
    assert missing.sum() == 19
    assert matrix.imputed["score_idm_social"].equals(missing)
    assert not matrix.imputed.drop(columns="score_idm_social").any(axis=None)


def test_a_gap_takes_the_median_of_its_district_and_class_then_of_its_class(areas):
    table = areas.table
    district = table["district_code"] == "32.01.14"
    group = district & (
        table["geographic_class"] == table.loc[district, "geographic_class"].mode()[0]
    )
    codes = table.index[group]
    assert len(codes) > 2
    values = table["share_farm_work"].copy()
    values[codes[0]] = np.nan
    recipe = Recipe(("share_farm_work",), transform="none", standardise="range")
    filled = build_features(with_table(areas, share_farm_work=values), recipe)
    span = values.max() - values.min()
    expected = (values[codes[1:]].median() - values.min()) / span
    assert filled.values.at[codes[0], "share_farm_work"] == pytest.approx(expected)

    values[codes] = np.nan
    filled = build_features(with_table(areas, share_farm_work=values), recipe)
    same_class = table["geographic_class"] == table.at[codes[0], "geographic_class"]
    expected = (values[same_class].median() - values.min()) / span
    assert filled.values.at[codes[0], "share_farm_work"] == pytest.approx(expected)
    assert filled.imputed["share_farm_work"].sum() == values.isna().sum()


def test_every_unusable_column_is_named_at_once(areas):
    holes = areas.table["share_farm_work"].copy()
    holes.iloc[:100] = np.nan
    broken = with_table(areas, share_farm_work=holes, has_market=1.0)
    names = ("share_farm_work", "has_market", "geographic_class", "name", "altitude", "density")
    with pytest.raises(FeatureError) as caught:
        build_features(broken, Recipe(names))
    assert [line.split(":")[0] for line in caught.value.problems] == [
        "altitude",
        "geographic_class",
        "has_market",
        "name",
        "share_farm_work",
    ]
    assert "missing" in caught.value.problems[-1]


def test_a_column_without_spread_between_the_deciles_is_refused(areas):
    rare = pd.Series(0.0, index=areas.table.index)
    rare.iloc[:10] = 5.0
    broken = with_table(areas, n_years_weak_signal=rare)
    recipe = Recipe(("n_years_weak_signal", "density"), standardise="interdecile")
    with pytest.raises(FeatureError, match="n_years_weak_signal: no spread"):
        build_features(broken, recipe)


def test_new_figures_are_measured_with_the_old_yardstick(areas):
    recipe = Recipe(FEATURES)
    before = build_features(areas, recipe)
    denser = with_table(areas, density=areas.table["density"] * 2)
    after = build_features(denser, recipe, scaling=before.scaling)
    assert (after.values["density"] > before.values["density"]).all()
    others = [name for name in FEATURES if name != "density"]
    assert_frame_equal(after.values[others], before.values[others])


def test_neither_the_order_of_rows_nor_that_of_features_matters(areas):
    matrix = build_features(areas, Recipe(FEATURES))
    turned = replace(areas, table=areas.table.iloc[::-1], outlines=areas.outlines.iloc[::-1])
    again = build_features(turned, Recipe(FEATURES[::-1]))
    assert_frame_equal(again.values.sort_index(), matrix.values.sort_index(), check_exact=True)


def test_the_matrix_does_not_change_the_table(areas):
    before = areas.table.copy()
    build_features(areas, Recipe(FEATURES))
    assert_frame_equal(areas.table, before)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"transform": "magic"},
            "Unknown transform 'magic'. Choose one of: asinh, log, boxcox, none",
        ),
        ({"standardise": "magic"}, "Unknown standardisation 'magic'. Choose one of: range, z"),
        ({"level": "district"}, "The recipe is for level 'district'"),
    ],
)
def test_an_unknown_choice_is_refused_with_the_allowed_ones(areas, change, message):
    with pytest.raises(ValueError, match=message):
        build_features(areas, Recipe(FEATURES, **change))
