"""Bad input gives a reason by rule, never a crash, a dropped village or a silent zero."""

from dataclasses import replace

import numpy as np
import pytest

from segments.typology import DEFAULT_RECIPE, FEWEST_PLACES, Recipe, RefusedError, segment
from segments.typology.refusals import RULES, Refusal

SMALL = Recipe(("density", "share_elderly", "score_idm_social"), k=3, restarts=5)


def with_table(areas, **columns):
    return replace(areas, table=areas.table.assign(**columns))


def first_places(areas, n):
    codes = areas.table.index[:n]
    neighbours = {
        code: tuple(other for other in areas.neighbours[code] if other in codes) for code in codes
    }
    return replace(
        areas, table=areas.table.loc[codes], outlines=areas.outlines.loc[codes],
        neighbours=neighbours,
    )  # fmt: skip


def rules(refused):
    return [refusal.rule for refusal in refused.value.refusals]


def test_the_kelurahan_without_a_record_are_filled_and_counted_not_dropped(areas):
    found = segment(areas, SMALL, bootstraps=0)
    assert len(found.labels) == 435
    assert found.labels.notna().all()
    assert found.diagnostics["n_imputed_places"] == 19


def test_a_place_that_is_mostly_filled_is_named(areas):
    recipe = Recipe(("density", "score_idm_social", "score_idm_economic"), k=3, restarts=5)
    found = segment(areas, recipe, bootstraps=0)
    kelurahan = areas.table.index[areas.table["kind"] == "kelurahan"]
    assert found.diagnostics["mostly_filled"] == sorted(kelurahan)
    assert "mostly_filled" not in segment(areas, DEFAULT_RECIPE, bootstraps=0).diagnostics


def test_every_fault_of_every_column_is_told_at_once(areas):
    broken = with_table(
        areas,
        share_elderly=0.1,
        score_idm_social=areas.table["score_idm_social"].mask(np.arange(435) % 2 == 0),
    )
    recipe = replace(SMALL, features=(*SMALL.features, "share_bicycle", "geographic_class"))
    with pytest.raises(RefusedError) as refused:
        segment(broken, recipe)
    assert sorted(rules(refused)) == ["constant", "no_column", "no_number", "too_many_missing"]
    missing = next(r for r in refused.value.refusals if r.rule == "too_many_missing")
    assert missing.subject == "score_idm_social"
    assert missing.value == pytest.approx(0.5, abs=0.05)
    assert missing.limit == 0.2


def test_one_indicator_removed_from_the_data_is_named(areas):
    gone = replace(areas, table=areas.table.drop(columns="mean_radiance"))
    with pytest.raises(RefusedError) as refused:
        segment(gone, DEFAULT_RECIPE)
    assert refused.value.refusals == (Refusal("no_column", "mean_radiance"),)


def test_a_column_without_spread_between_the_deciles_is_refused_for_that_scale_only(areas):
    values = np.where(np.arange(435) < 30, 0.9, 0.1)
    nearly = with_table(areas, share_elderly=values)
    with pytest.raises(RefusedError) as refused:
        segment(nearly, replace(SMALL, standardise="interdecile"))
    assert rules(refused) == ["no_spread"]
    assert len(segment(nearly, SMALL, bootstraps=0).labels) == 435


def test_too_few_places_are_refused(areas):
    with pytest.raises(RefusedError) as refused:
        segment(first_places(areas, FEWEST_PLACES - 1), SMALL)
    assert refused.value.refusals[0] == Refusal("too_few_places", "", 19, 20)


def test_more_segments_than_few_places_can_fill_are_refused(areas):
    with pytest.raises(RefusedError) as refused:
        segment(first_places(areas, 30), replace(SMALL, k=7))
    assert refused.value.refusals[0] == Refusal("k_beyond_places", "k", 7, 6)


def test_lenses_without_weight_are_refused(areas):
    weightless = replace(SMALL, lens_weights=tuple((lens, 0.0) for lens, _ in SMALL.lens_weights))
    with pytest.raises(RefusedError) as refused:
        segment(areas, weightless)
    assert rules(refused) == ["no_weight"]


def test_columns_that_are_all_capped_are_refused(areas):
    with pytest.raises(RefusedError) as refused:
        segment(areas, Recipe(("share_tiktok", "share_trust_social"), k=3))
    assert rules(refused) == ["only_capped"]


@pytest.mark.parametrize("field", ["transform", "standardise", "method"])
def test_an_unknown_choice_is_refused_with_those_that_exist(areas, field):
    with pytest.raises(RefusedError) as refused:
        segment(areas, replace(SMALL, **{field: "magic"}))
    (refusal,) = refused.value.refusals
    assert refusal.rule == "unknown_choice"
    assert refusal.value == "magic"
    assert "magic" not in str(refusal.limit)


def test_every_rule_can_be_said():
    for rule in RULES:
        assert str(Refusal(rule, "x", 0.5, 0.2))
