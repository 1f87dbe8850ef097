"""Weights, classes and kecamatan of a survey whose truth is known because it was made up."""

import numpy as np
import pandas as pd
import pytest

from segments.audience import (
    area_rates,
    choose_classes,
    class_items,
    class_names,
    margin_of_error,
    person_margins,
    rake_respondents,
    respondent_groups,
    sample_plan,
    simulated_answers,
)


@pytest.fixture(scope="module")
def answers(joint):
    return simulated_answers(joint)


@pytest.fixture(scope="module")
def choice(answers):
    return choose_classes(class_items(answers), most=4, restarts=4)


def test_simulated_answers_are_the_same_every_time(joint, answers):
    pd.testing.assert_frame_equal(simulated_answers(joint), answers)
    assert answers["age"].min() >= 15
    assert answers["village"].str[:8].eq(answers["district"]).all()


def test_weighted_respondents_are_made_up_as_the_residents_are(joint, answers):
    some = answers[(answers["sex"] == "female") | (answers.index % 3 == 0)]
    margins = person_margins(joint)
    groups = respondent_groups(some)
    found = rake_respondents(groups, margins)
    women = found.weights[groups["sex"] == "female"].sum() / found.weights.sum()
    assert women == pytest.approx(margins["sex"]["female"], abs=1e-6)
    assert found.worst_gap < 1e-6
    assert found.weights.mean() == pytest.approx(1)
    assert 1.1 < found.design_effect < 2


def test_a_sample_like_the_residents_needs_hardly_any_weights(joint, answers):
    found = rake_respondents(respondent_groups(answers), person_margins(joint))
    assert found.design_effect < 1.05


def test_the_three_ways_that_were_put_in_are_found_and_named(choice):
    assert choice.k == 3
    assert choice.clear
    assert set(class_names(choice).values()) == {"digital", "broadcast", "neighbours"}
    assert choice.table.loc[3, "bic"] == choice.table.loc[choice.table["allowed"], "bic"].min()


def test_answers_without_pattern_are_one_class():
    random = np.random.default_rng(1)
    noise = pd.DataFrame(
        np.where(random.random((400, 6)) < 0.5, "yes", "no"), columns=list("abcdef")
    )
    assert choose_classes(noise, most=3, restarts=3).k == 1


def test_places_that_do_not_differ_are_said_not_to(answers, districts):
    random = np.random.default_rng(2)
    flat = pd.Series((random.random(len(answers)) < 0.4).astype(float), index=answers.index)
    weights = pd.Series(1.0, index=answers.index)
    covariates = districts.table[["share_urban_area"]]
    found = area_rates(flat, answers["district"], weights, covariates, 1.5)
    assert not found.differs
    assert found.overall == pytest.approx(0.4, abs=0.05)


def test_places_that_differ_are_found_and_the_model_is_nearer_than_the_direct_answer(districts):
    random = np.random.default_rng(3)
    urban = districts.table["share_urban_area"]
    truth = (0.15 + 0.6 * (urban - urban.min()) / (urban.max() - urban.min())).clip(0.05, 0.95)
    codes = np.repeat(truth.index.to_numpy(), 30)
    said = pd.Series((random.random(len(codes)) < truth.loc[codes].to_numpy()).astype(float))
    weights = pd.Series(1.0, index=said.index)
    found = area_rates(said, pd.Series(codes), weights, districts.table[["share_urban_area"]], 1.0)
    assert found.differs
    table = found.table
    errors = (table[["direct", "estimate"]].sub(truth, axis=0) ** 2).mean()
    assert errors["estimate"] < errors["direct"]
    inside = (table["low"] <= truth) & (truth <= table["high"])
    assert 0.75 <= inside.mean() <= 1
    assert set(table["status"]) <= {"ok", "flag", "suppress"}


def test_a_kecamatan_with_few_respondents_is_left_out(answers, districts):
    few = answers["district"].value_counts()
    found = area_rates(
        (answers["internet"] == "yes").astype(float),
        answers["district"],
        pd.Series(1.0, index=answers.index),
        districts.table[["share_urban_area"]],
        1.5,
    )
    assert set(found.table.index) == set(few.index[few >= 10])


def test_a_sample_plan_adds_up_and_gives_small_kecamatan_enough():
    adults = pd.Series({"a": 300_000, "b": 20_000, "c": 75_000})
    plan = sample_plan(adults, 400)
    assert plan["n"].sum() == 400
    assert plan["n"].min() >= 30
    assert plan["n"].idxmax() == "a"
    assert plan["margin"].idxmin() == "a"
    with pytest.raises(ValueError, match="fewer"):
        sample_plan(adults, 2)


def test_the_margin_of_a_thousand_is_three_per_cent():
    assert margin_of_error(1_067, 1e9, 1.0) == pytest.approx(0.03, abs=1e-4)
