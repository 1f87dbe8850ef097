"""Counts are measured where a table says so, and otherwise lie between bounds that hold."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_index_equal

from segments.audience import (
    AudienceFilter,
    CountEstimate,
    count_people,
    integerise,
    total_people,
)

YOUNG_MOTHERS = AudienceFilter(
    sexes=("female",),
    ages=("20_24", "25_29", "30_34"),
    educations=("none", "some_primary", "primary", "lower_secondary"),
    marital=("married",),
)


class TestAudienceFilter:
    def test_is_the_same_in_any_order(self):
        one = AudienceFilter(ages=("20_24", "15_19", "20_24"), districts=("32.01.02", "32.01.01"))
        other = AudienceFilter(ages=["15_19", "20_24"], districts=["32.01.01", "32.01.02"])
        assert one == other
        assert hash(one) == hash(other)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("sexes", "woman"), ("ages", "15-19"), ("educations", "phd"), ("marital", "engaged")],
    )
    def test_names_unknown_values_and_what_is_allowed(self, field, value):
        with pytest.raises(ValueError, match=f"Unknown {field}: {value}. Choose from: "):
            AudienceFilter(**{field: (value,)})

    def test_refuses_text_where_values_belong(self):
        with pytest.raises(TypeError, match="sexes must be a tuple"):
            AudienceFilter(sexes="female")

    def test_has_no_field_for_religion_or_ethnicity(self):
        names = set(AudienceFilter.__dataclass_fields__)
        assert names == {
            *("sexes", "ages", "educations", "marital", "occupations"),
            *("geographic_classes", "districts", "segments", "villages"),
        }


class TestOneTrait:
    def test_nobody_is_excluded_by_an_empty_filter(self, villages, joint):
        counts = count_people(villages, AudienceFilter(), joint)
        assert_index_equal(counts.index, villages.table.index)
        np.testing.assert_array_equal(counts["mid"], villages.table["population"])
        assert total_people(counts) == CountEstimate(5664537, 5664537, 5664537, "measured")

    def test_is_read_from_the_measured_table(self, villages, joint):
        counts = count_people(villages, AudienceFilter(ages=("60_64", "65_69")), joint)
        expected = villages.table["n_age_60_64"] + villages.table["n_age_65_69"]
        for column in ("low", "mid", "high"):
            np.testing.assert_array_equal(counts[column], expected)
        assert set(counts["evidence"]) == {"measured"}

    def test_stays_measured_beside_a_trait_that_excludes_nobody(self, villages, joint):
        asked = AudienceFilter(sexes=("male", "female"), marital=("widowed",))
        counts = count_people(villages, asked, joint)
        np.testing.assert_array_equal(counts["high"], villages.table["n_widowed"])
        assert set(counts["evidence"]) == {"measured"}

    def test_is_modelled_where_the_tables_of_the_village_disagree(self, with_counts, villages):
        areas = with_counts(n_male=villages.table["n_male"].iloc[:3] + [0, 1000, 0])
        counts = count_people(areas, AudienceFilter(sexes=("female",)))
        assert counts["evidence"].tolist() == ["measured", "modelled", "measured"]
        assert total_people(counts).evidence == "modelled"


class TestSeveralTraits:
    def test_lie_within_the_sharp_bounds(self, villages, joint):
        counts = count_people(villages, YOUNG_MOTHERS, joint)
        table = villages.table
        parts = np.stack(
            [
                table["n_female"],
                table[["n_age_20_24", "n_age_25_29", "n_age_30_34"]].sum(axis=1),
                table[[f"n_edu_{level}" for level in YOUNG_MOTHERS.educations]].sum(axis=1),
                table["n_married"],
            ]
        )
        low = np.maximum(0, parts.sum(axis=0) - 3 * table["population"])
        np.testing.assert_allclose(counts["low"], low)
        np.testing.assert_allclose(counts["high"], parts.min(axis=0))
        assert (counts["low"] <= counts["mid"]).all()
        assert (counts["mid"] <= counts["high"]).all()
        assert set(counts["evidence"]) == {"modelled"}

    def test_have_a_lower_bound_where_they_must_overlap(self, villages, joint):
        most = AudienceFilter(
            ages=tuple(f"{start:02d}_{start + 4:02d}" for start in range(5, 75, 5)),
            educations=YOUNG_MOTHERS.educations,
        )
        assert total_people(count_people(villages, most, joint)).low > 3_000_000

    def test_split_a_measured_table_without_loss(self, villages, joint):
        men, women = (
            count_people(villages, AudienceFilter(sexes=(sex,), marital=("widowed",)), joint)
            for sex in ("male", "female")
        )
        np.testing.assert_allclose(
            men["mid"] + women["mid"], villages.table["n_widowed"], atol=1e-4
        )
        assert women["mid"].sum() > 2 * men["mid"].sum()

    def test_are_nobody_where_they_cannot_be(self, villages, joint):
        counts = count_people(
            villages, AudienceFilter(ages=("00_04",), educations=("university",)), joint
        )
        assert (counts["mid"] == 0).all()
        assert counts["high"].sum() > 0

    def test_agree_with_counting_synthetic_persons(self, villages, joint):
        counts = count_people(villages, YOUNG_MOTHERS, joint)
        persons = integerise(joint.weights[7], seed=0)
        assert persons.sum() == villages.table["population"].iloc[7]
        assert persons[1, 4:7, :4, 1].sum() == pytest.approx(counts["mid"].iloc[7], rel=0.05)


class TestPlaces:
    def test_left_out_count_zero_and_the_others_stay(self, villages, joint):
        everywhere = count_people(villages, YOUNG_MOTHERS, joint)
        asked = replace(
            YOUNG_MOTHERS, geographic_classes=("desa",), districts=("32.01.01", "32.01.23")
        )
        counts = count_people(villages, asked, joint)
        table = villages.table
        inside = (table["geographic_class"] == "desa") & table["district_code"].isin(
            asked.districts
        )
        assert 0 < inside.sum() < len(table)
        columns = ["low", "mid", "high"]
        pd.testing.assert_frame_equal(counts.loc[inside, columns], everywhere.loc[inside, columns])
        assert (counts.loc[~inside, columns] == 0).all(axis=None)

    def test_may_be_chosen_by_segment_and_by_village(self, villages, joint):
        labels = pd.Series("A", index=villages.table.index, name="segment")
        labels.iloc[::2] = "B"
        chosen = tuple(villages.table.index[:10])
        asked = AudienceFilter(segments=("B",), villages=chosen)
        counts = count_people(villages, asked, joint, labels=labels)
        assert counts.index[counts["mid"] > 0].tolist() == list(chosen[::2])
        assert set(counts["evidence"]) == {"measured"}

    def test_need_labels_for_segments(self, villages, joint):
        with pytest.raises(ValueError, match="pass labels"):
            count_people(villages, AudienceFilter(segments=("A",)), joint)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("geographic_classes", "3T"), ("districts", "32.71.01"), ("villages", "32.01.01.9999")],
    )
    def test_that_do_not_exist_are_named(self, villages, joint, field, value):
        with pytest.raises(ValueError, match=f"Unknown {field}: {value}"):
            count_people(villages, AudienceFilter(**{field: (value,)}), joint)


class TestDistricts:
    @pytest.mark.parametrize(
        "asked",
        [
            AudienceFilter(),
            AudienceFilter(ages=("15_19",)),
            YOUNG_MOTHERS,
            replace(YOUNG_MOTHERS, geographic_classes=("akses_terbatas", "desa")),
        ],
    )
    def test_are_the_sums_of_their_villages(self, villages, districts, joint, asked):
        parts = count_people(villages, asked, joint)
        wholes = count_people(districts, asked, joint)
        assert_index_equal(wholes.index, districts.table.index)
        columns = ["low", "mid", "high"]
        sums = parts[columns].groupby(villages.table["district_code"]).sum()
        np.testing.assert_allclose(wholes[columns], sums.loc[wholes.index])
        assert set(wholes["evidence"]) == set(parts["evidence"])

    def test_need_no_joint_population_of_their_own(self, districts, joint):
        without = count_people(districts, YOUNG_MOTHERS)
        pd.testing.assert_frame_equal(without, count_people(districts, YOUNG_MOTHERS, joint))

    def test_outside_the_joint_population_are_named(self, districts, with_counts):
        from segments.audience import joint_population

        with pytest.raises(ValueError, match="no district 32.01"):
            count_people(districts, AudienceFilter(), joint_population(with_counts()))


def test_a_range_that_is_none_is_refused():
    with pytest.raises(ValueError, match="Not a range"):
        CountEstimate(10, 5, 20, "modelled")
