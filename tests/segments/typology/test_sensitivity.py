from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segments.typology import (
    DEFAULT_RECIPE,
    Recipe,
    Trial,
    adjusted_rand,
    agreement_table,
    compare_levels,
    plan_trials,
    try_change,
)

SMALL = Recipe(("density", "share_elderly", "score_idm_social"), k=3, restarts=10)


def test_the_plan_leaves_out_every_column_once_and_changes_one_thing_at_a_time():
    trials = plan_trials(DEFAULT_RECIPE)
    left_out = [trial for trial in trials if trial.kind == "column"]
    assert {trial.change for trial in left_out} == set(DEFAULT_RECIPE.features)
    for trial in left_out:
        assert set(trial.recipe.features) == set(DEFAULT_RECIPE.features) - {trial.change}
    kinds = {trial.kind for trial in trials}
    assert kinds == {"column", "lenses", "seed", "transform", "standardise"}
    assert len({trial.recipe for trial in trials}) == len(trials)
    for trial in trials:
        changed = [
            name
            for name, value in trial.recipe.to_dict().items()
            if value != DEFAULT_RECIPE.to_dict()[name]
        ]
        assert len(changed) == 1


def test_a_recipe_of_one_column_leaves_none_out():
    assert not [t for t in plan_trials(Recipe(("density",))) if t.kind == "column"]


def test_another_seed_gives_the_published_answer_again(areas, segmentation):
    trial = next(trial for trial in plan_trials(DEFAULT_RECIPE) if trial.kind == "seed")
    answer = try_change(areas, trial, segmentation.labels)
    assert answer.ari == pytest.approx(1)
    assert answer.moved == 0


def test_leaving_out_signal_moves_villages_and_the_least_of_lenses_more(areas, segmentation):
    """The figures of decision 4: 0.84 without signal; equal lenses 0.56 with the cap at 0.1."""
    trials = {(trial.kind, trial.change): trial for trial in plan_trials(DEFAULT_RECIPE)}
    signal = try_change(areas, trials["column", "n_years_weak_signal"], segmentation.labels)
    assert 0.75 < signal.ari < 0.9
    assert 20 < signal.moved < 80


def test_a_change_that_cannot_be_computed_says_why(areas):
    flat = replace(areas, table=areas.table.assign(density=1.0))
    base = pd.Series("A", index=areas.table.index)
    answer = try_change(flat, Trial("seed", "1", SMALL), base)
    assert [refusal.rule for refusal in answer.refusals] == ["constant"]
    assert np.isnan(answer.ari)


def test_levels_agree_where_a_district_lives_in_one_segment(areas, districts):
    labels = (areas.table["district_code"] < "32.01.20").map({True: "A", False: "B"})
    found = compare_levels(areas, districts, SMALL, labels.rename("segment"))
    assert found.entropy.to_numpy() == pytest.approx(0)
    assert found.majority_share.to_numpy() == pytest.approx(1)
    assert (found.majority == np.where(districts.table.index < "32.01.20", "A", "B")).all()


def test_the_kecamatan_are_another_answer_than_their_villages(areas, districts, segmentation):
    found = compare_levels(areas, districts, DEFAULT_RECIPE, segmentation.labels)
    assert 0.3 < found.ari < 0.8
    assert len(found.labels) == 40
    assert set(found.labels) <= {*segmentation.codes, "–"}
    assert ((found.entropy >= 0) & (found.entropy <= 1)).all()
    people = areas.table["population"]
    code = "32.01.01"
    inside = areas.table["district_code"] == code
    shares = people[inside].groupby(segmentation.labels[inside]).sum() / people[inside].sum()
    assert found.majority_share[code] == pytest.approx(shares.max())


def test_the_agreement_table_is_symmetric_with_ones(segmentation):
    turned = segmentation.labels.replace({"A": "E", "E": "A"})
    merged = segmentation.labels.replace({"D": "E"})
    table = agreement_table({"one": segmentation.labels, "two": turned, "three": merged})
    assert table.to_numpy() == pytest.approx(table.to_numpy().T)
    assert table.at["one", "two"] == pytest.approx(1)
    assert 0 < table.at["one", "three"] < 1
    assert table.at["one", "three"] == adjusted_rand(segmentation.labels, merged)
