"""Latent classes find what was put into simulated answers."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from segments.audience import latent_classes

SIZES = np.array([0.5, 0.3, 0.2])
# Chance of "ya" by class (rows) for six items.
AGREE = np.array([[0.9] * 6, [0.85] * 3 + [0.15] * 3, [0.1] * 6])
# Chance of three media by class.
MEDIA = np.array([[0.7, 0.2, 0.1], [0.2, 0.6, 0.2], [0.1, 0.2, 0.7]])


@pytest.fixture(scope="module")
def answers():
    random = np.random.default_rng(11)
    own = random.choice(3, size=1500, p=SIZES)
    columns = {
        f"item_{item}": np.where(random.random(1500) < AGREE[own, item], "ya", "tidak")
        for item in range(6)
    }
    columns["media"] = [random.choice([1, 2, 3], p=MEDIA[one]) for one in own]
    index = pd.Index([f"r{number}" for number in range(1500)], name="respondent")
    return pd.DataFrame(columns, index=index), own


@pytest.fixture(scope="module")
def found(answers):
    return latent_classes(answers[0], 3, restarts=5, seed=0)


class TestKnownClasses:
    def test_come_back_with_their_sizes_largest_first(self, found):
        assert found.sizes.index.tolist() == [1, 2, 3]
        np.testing.assert_allclose(found.sizes, SIZES, atol=0.04)
        assert found.sizes.sum() == pytest.approx(1)
        assert found.converged

    def test_come_back_with_their_answers(self, found):
        for item in range(6):
            chances = found.item_probabilities.loc[(f"item_{item}", "ya")]
            np.testing.assert_allclose(chances, AGREE[:, item], atol=0.06)
        np.testing.assert_allclose(found.item_probabilities.loc["media"].T, MEDIA, atol=0.07)

    def test_have_chances_that_add_up_to_one_for_each_item(self, found):
        sums = found.item_probabilities.groupby(level="item").sum()
        np.testing.assert_allclose(sums, 1.0)

    def test_place_most_respondents_where_they_belong(self, found, answers):
        responses, own = answers
        assert found.posteriors.index.equals(responses.index)
        np.testing.assert_allclose(found.posteriors.sum(axis=1), 1.0)
        assert (found.posteriors.idxmax(axis=1).to_numpy() - 1 == own).mean() > 0.85
        assert 0.6 < found.entropy < 0.95

    def test_are_chosen_by_the_lowest_bic(self, answers):
        bic = {k: latent_classes(answers[0], k, restarts=3, seed=0).bic for k in (1, 2, 3, 4)}
        assert min(bic, key=bic.get) == 3

    def test_survive_missing_answers(self, answers):
        random = np.random.default_rng(4)
        responses = answers[0].mask(random.random(answers[0].shape) < 0.15)
        responses.iloc[0] = np.nan
        found = latent_classes(responses, 3, restarts=5, seed=0)
        np.testing.assert_allclose(found.sizes, SIZES, atol=0.05)
        np.testing.assert_allclose(found.posteriors.iloc[0], found.sizes, atol=0.01)


def test_one_class_is_independence_with_a_known_likelihood():
    responses = pd.DataFrame({"a": [0, 0, 0, 1], "b": ["x", "y", "x", "y"]})
    found = latent_classes(responses, 1, restarts=1, seed=0)
    expected = 3 * np.log(3 / 4) + np.log(1 / 4) + 4 * np.log(1 / 2)
    assert found.log_likelihood == pytest.approx(expected)
    assert found.n_parameters == 2
    assert found.bic == pytest.approx(-2 * expected + 2 * np.log(4))
    assert found.entropy == 1


def test_the_same_seed_gives_the_same_classes(answers, found):
    again = latent_classes(answers[0], 3, restarts=5, seed=0)
    pd.testing.assert_frame_equal(again.posteriors, found.posteriors)


def test_answers_keep_the_order_of_a_categorical_column(answers):
    order = ["tidak pernah", "kadang", "sering"]
    responses = answers[0].copy()
    responses["media"] = pd.Categorical(
        responses["media"].map(dict(enumerate(order, 1))), categories=[*order, "selalu"]
    )
    found = latent_classes(responses, 2, restarts=2, seed=0)
    assert found.item_probabilities.loc["media"].index.tolist() == order


@pytest.mark.parametrize(
    ("responses", "k", "message"),
    [
        (pd.DataFrame({"a": [0, 1, 0]}), 2, "2 items or more"),
        (pd.DataFrame({"a": [0, 1, 0], "b": [None, None, None]}), 2, "without any answer: b"),
        (pd.DataFrame({"a": [0, 1], "b": [1, 0]}), 2, "too few for 2 classes"),
        (pd.DataFrame({"a": [0, 1], "b": [1, 0]}), 0, "must be 1 or more"),
        (pd.DataFrame([[0, 1], [1, 0]], columns=["a", "a"]), 1, "appear twice: a"),
    ],
)
def test_unusable_answers_are_refused(responses, k, message):
    with pytest.raises(ValueError, match=message):
        latent_classes(responses, k, restarts=1, seed=0)


def test_heavy_libraries_wait_until_they_are_needed():
    code = (
        "import sys, segments.audience as room; "
        "print(*sorted({'stepmix', 'sklearn', 'scipy', 'geopandas'} & set(sys.modules)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == ""
