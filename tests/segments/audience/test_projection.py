"""Shares of kinds of people by village: near the truth that was put in, and off without one."""

import numpy as np
import pandas as pd
import pytest

from segments.audience import (
    choose_classes,
    class_items,
    class_names,
    project_classes,
    simulated_answers,
)
from segments.audience.simulated_survey import KIND_ODDS, KINDS


@pytest.fixture(scope="module")
def answers(joint):
    return simulated_answers(joint, seed=1)


@pytest.fixture(scope="module")
def choice(answers):
    return choose_classes(class_items(answers), most=3, restarts=4)


@pytest.fixture(scope="module")
def found(choice, answers, joint):
    return project_classes(choice, answers, joint, draws=40)


def true_shares(joint):
    """Work out the shares by village from the assumptions of the simulated survey."""
    ages = joint.dimensions[1].categories
    years = np.array([int(group[:2]) + (2 if group != "75_plus" else 7) for group in ages])
    schooled = np.array([False] * 4 + [True] * 3)
    people = joint.weights.sum(axis=(1, 4, 5)) * (years >= 15)[None, :, None]
    urban = joint.places["geographic_class"].isin(("kota", "pinggiran_kota")).to_numpy()
    odds = []
    for kind in KINDS:
        constant, decade, school, city = KIND_ODDS[kind]
        one = constant + decade * (years[:, None] - 40) / 10 + school * schooled[None, :]
        odds.append(np.exp(one[None] + city * urban[:, None, None]))
    chances = np.stack(odds) / sum(odds)
    shares = (chances * people).sum(axis=(2, 3)) / people.sum(axis=(1, 2))
    return pd.DataFrame(shares.T, index=joint.places.index, columns=list(KINDS))


def test_are_near_the_truth_and_ranges_hold_it(found, choice, joint):
    truth, names = true_shares(joint), class_names(choice)
    for number, kind in names.items():
        error = found.mean[number] - truth[kind]
        assert abs(error.mean()) < 0.06
    number = next(one for one, kind in names.items() if kind == "digital")
    assert np.corrcoef(found.mean[number], truth["digital"])[0, 1] > 0.9
    inside = (found.low[number] <= truth["digital"]) & (truth["digital"] <= found.high[number])
    assert inside.mean() > 0.8
    flat = (truth["digital"] - found.overall[number]).abs().mean()
    assert (found.mean[number] - truth["digital"]).abs().mean() < flat


def test_add_up_to_everybody_and_stay_inside_their_ranges(found):
    np.testing.assert_allclose(found.mean.sum(axis=1), 1)
    assert (found.low <= found.mean).all(axis=None)
    assert (found.mean <= found.high).all(axis=None)
    assert found.mean.shape == (435, 3)


def test_may_be_used_when_who_people_are_tells_something(found):
    assert found.off == ""
    assert found.explained > 0.05


def test_are_off_when_who_people_are_tells_nothing(choice, answers, joint):
    random = np.random.default_rng(5)
    order = random.permutation(len(answers))
    who = ["district", "village", "sex", "age", "education"]
    shuffled = answers.copy()
    shuffled[who] = answers[who].to_numpy()[order]
    shuffled["age"] = shuffled["age"].astype(float)
    found = project_classes(choice, shuffled, joint, draws=10)
    assert found.off == "explains_little"
    assert found.explained < 0.03


def test_are_wider_where_kecamatan_differ_for_no_reason_that_was_asked(choice, answers, joint):
    tilted = answers["district"].map(lambda code: 1.0 if int(code[-2:]) % 2 else -1.0)
    posteriors = choice.result.posteriors.copy()
    posteriors[1] = (posteriors[1] * np.exp(3 * tilted)).to_numpy()
    posteriors = posteriors.div(posteriors.sum(axis=1), axis=0)
    from dataclasses import replace

    other = replace(choice, result=replace(choice.result, posteriors=posteriors))
    found = project_classes(other, answers, joint, draws=30)
    even = project_classes(choice, answers, joint, draws=30)
    assert found.spread > even.spread
    assert (found.high - found.low)[1].mean() > (even.high - even.low)[1].mean()


def test_tell_how_far_they_are(choice, answers, joint):
    told = []
    project_classes(choice, answers, joint, draws=3, told=lambda *how_far: told.append(how_far))
    assert told == [(0, 3), (1, 3), (2, 3)]
