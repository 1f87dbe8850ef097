"""The joint population meets what is measured and never shows what cannot be."""

from dataclasses import replace

import numpy as np
import pytest

from segments.audience import DIMENSIONS, joint_population, population_seed

SEX, AGE, EDUCATION, MARITAL, OCCUPATION = range(5)


def cells(table, **wanted):
    """Sum a table whose last axes are the dimensions over the wanted categories."""
    if table.ndim < 5 or table.shape[-1] == 4:
        return cells_of(table, DIMENSIONS[:4], wanted)
    return cells_of(table, DIMENSIONS, wanted)


def cells_of(table, dimensions, wanted):
    start = table.ndim - len(dimensions)
    for axis, dimension in enumerate(dimensions):
        names = wanted.get(dimension.name, dimension.categories)
        positions = [dimension.position(name) for name in names]
        table = np.take(table, positions, axis=start + axis)
    return table.sum(axis=tuple(range(start, table.ndim)))


UNDER_15 = ("00_04", "05_09", "10_14")
IMPOSSIBLE = [
    {"age": UNDER_15, "marital": ("married", "divorced", "widowed")},
    {"age": ("00_04",), "education": DIMENSIONS[EDUCATION].categories[1:]},
    {"age": ("05_09",), "education": DIMENSIONS[EDUCATION].categories[2:]},
    {"age": UNDER_15, "education": ("upper_secondary", "diploma", "university")},
    {"age": (*UNDER_15, "15_19"), "education": ("diploma", "university")},
]


class TestTheSeed:
    @pytest.mark.parametrize("wanted", IMPOSSIBLE)
    def test_knows_what_cannot_be(self, wanted):
        assert cells(population_seed(), **wanted) == 0

    def test_allows_everything_from_twenty_on(self):
        assert (population_seed()[:, 4:] > 0).all()

    def test_weighs_every_age_and_sex_alike(self):
        np.testing.assert_allclose(population_seed().sum(axis=(EDUCATION, MARITAL)), 1.0)

    def test_has_women_marry_earlier_and_outlive_their_husbands(self):
        seed, sexes = population_seed(), [("male",), ("female",)]
        husbands, wives = (
            cells(seed, sex=sex, age=("20_24",), marital=("married",)) for sex in sexes
        )
        widowers, widows = (
            cells(seed, sex=sex, age=("60_64",), marital=("widowed",)) for sex in sexes
        )
        assert wives > 2 * husbands
        assert widows > 3 * widowers

    def test_has_more_widows_the_older_the_group(self):
        widows = population_seed()[1].sum(axis=1)[3:, 3]
        assert (np.diff(widows) > 0).all()

    def test_has_less_schooling_the_older_the_group(self):
        schooled = [
            cells(population_seed(), age=(age,), education=("upper_secondary", "university"))
            for age in ("25_29", "35_39", "45_49", "55_59", "65_69", "75_plus")
        ]
        assert (np.diff(schooled) < 0).all()


class TestTheRealVillages:
    def test_all_converge_without_loosening(self, joint):
        assert len(joint.places) == 435
        assert joint.converged.all()
        assert joint.max_error.max() <= 1e-8
        assert not joint.loosened.any()
        assert (joint.margin_gap == 0).all()

    @pytest.mark.parametrize("axis", range(5))
    def test_add_up_to_every_measured_table(self, joint, villages, axis):
        others = tuple(other + 1 for other in range(5) if other != axis)
        measured = villages.table[list(DIMENSIONS[axis].columns)].fillna(0)
        found = joint.weights.sum(axis=others)[:, : measured.shape[1]]
        np.testing.assert_allclose(found, measured, rtol=1e-7, atol=1e-4)

    def test_hold_all_residents_of_the_regency(self, joint, villages):
        assert joint.weights.sum() == pytest.approx(5_664_537)
        np.testing.assert_array_equal(joint.residents, villages.table["population"])

    @pytest.mark.parametrize("wanted", IMPOSSIBLE)
    def test_never_show_what_cannot_be(self, joint, wanted):
        assert cells(joint.weights, **wanted).max() == 0

    def test_have_as_many_wives_as_husbands_though_no_table_says_so(self, joint):
        wives = cells(joint.weights, sex=("female",), marital=("married",))
        husbands = cells(joint.weights, sex=("male",), marital=("married",))
        assert wives.sum() / husbands.sum() == pytest.approx(1, abs=0.02)
        assert np.abs(wives / husbands - 1).max() < 0.1

    def test_stay_within_thirty_megabytes(self, joint):
        assert joint.weights.nbytes < 30e6

    def test_are_raked_once_and_cannot_be_changed(self, joint, villages):
        assert joint_population(villages).weights is joint.weights
        with pytest.raises(ValueError, match="read-only"):
            joint.weights[0] = 0


class TestTablesThatDisagree:
    def test_are_scaled_to_the_age_table_and_the_gap_is_shown(self, with_counts, villages):
        areas = with_counts(n_male=villages.table["n_male"].iloc[:3] + [0, 1000, 0])
        joint = joint_population(areas)
        residents = villages.table["population"].iloc[:3].to_numpy()
        assert joint.margin_gap.tolist() == pytest.approx([0, 1000 / residents[1], 0])
        np.testing.assert_allclose(joint.weights.sum(axis=(1, 2, 3, 4, 5)), residents)
        assert joint.converged.all()

    def test_loosen_what_cannot_be_in_that_village_only(self, with_counts, villages):
        table = villages.table.iloc[:3]
        children = table[["n_age_00_04", "n_age_05_09", "n_age_10_14"]].sum(axis=1)
        single = table["n_single"].where([True, False, True], children - 500)
        married = table["n_married"] + table["n_single"] - single
        joint = joint_population(with_counts(n_single=single, n_married=married))
        assert joint.loosened.tolist() == [False, True, False]
        assert joint.converged.all()
        ever_married = cells(
            joint.weights, age=UNDER_15, marital=("married", "divorced", "widowed")
        )
        assert ever_married[[0, 2]].tolist() == [0, 0]
        assert ever_married[1] == pytest.approx(500, rel=0.01)

    def test_with_missing_counts_are_refused_by_name(self, with_counts):
        areas = with_counts()
        column = replace(areas.codebook["n_widowed"], missing_allowed=True)
        table = areas.table.assign(n_widowed=[1.0, np.nan, 1.0])
        gappy = replace(areas, table=table, codebook={**areas.codebook, "n_widowed": column})
        with pytest.raises(ValueError, match="n_widowed for 1 villages: 32.01"):
            joint_population(gappy)


def test_districts_are_not_raked_themselves(districts):
    with pytest.raises(ValueError, match="Pass the village table"):
        joint_population(districts)
