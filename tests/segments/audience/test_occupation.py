"""Occupation splits the joint population: village by village, and never into what cannot be."""

import numpy as np
import pytest

from segments.audience import DIMENSIONS, AudienceFilter, count_people, total_people
from segments.audience.occupation import occupation_seed, split_by_occupation

SEX, AGE, EDUCATION, MARITAL, OCCUPATION = DIMENSIONS
CHILDREN = slice(0, 3)


def of(occupation):
    return OCCUPATION.position(occupation)


class TestTheSeed:
    def test_leaves_somebody_a_place_whoever_they_are(self):
        assert (occupation_seed().sum(axis=-1) > 0).all()

    def test_has_no_child_at_work(self):
        at_work = [of(name) for name in OCCUPATION.categories if name not in ("none", "student")]
        assert occupation_seed()[:, CHILDREN][..., at_work].max() == 0
        assert occupation_seed()[:, 0, ..., of("student")].max() == 0

    def test_has_no_teacher_without_secondary_school(self):
        assert occupation_seed()[:, :, :4, :, of("teacher")].max() == 0

    def test_has_no_pensioner_under_fifty(self):
        assert occupation_seed()[:, : AGE.position("50_54"), ..., of("retired")].max() == 0


class TestTheRealVillages:
    def test_show_what_cannot_be_nowhere(self, joint):
        impossible = occupation_seed() == 0
        assert joint.weights[:, impossible].max() == 0

    def test_count_those_the_register_does_not_list_as_the_rest(self, joint, villages):
        listed = villages.table[list(OCCUPATION.columns)].fillna(0).sum(axis=1)
        rest = joint.weights.sum(axis=(1, 2, 3, 4))[:, of("other")]
        np.testing.assert_allclose(rest, villages.table["population"] - listed, rtol=1e-6)

    def test_are_measured_when_only_occupation_is_asked(self, villages, joint):
        counts = count_people(villages, AudienceFilter(occupations=("homemaker",)), joint)
        np.testing.assert_array_equal(counts["mid"], villages.table["n_work_homemaker"])
        assert set(counts["evidence"]) == {"measured"}

    def test_are_modelled_within_bounds_when_more_is_asked(self, villages, joint):
        asked = AudienceFilter(ages=("25_29", "30_34"), occupations=("homemaker",))
        total = total_people(count_people(villages, asked, joint))
        assert total.evidence == "modelled"
        assert total.low <= total.mid <= total.high
        assert 250_000 < total.mid < 400_000


def test_a_village_that_contradicts_the_seed_is_met_all_the_same():
    children = np.zeros((2, 2, 16, 7, 4))
    children[:, :, 1, 0, 0] = 50.0
    targets = np.zeros((2, 9))
    targets[0, of("student")] = 100.0
    targets[1, [of("student"), of("trade")]] = 60.0, 40.0
    split, error = split_by_occupation(children, targets)
    assert error.max() <= 1e-6
    np.testing.assert_allclose(split.sum(axis=(1, 2, 3, 4)), targets, atol=1e-3)
    np.testing.assert_allclose(split.sum(axis=-1), children)
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(split[0], split[1])
