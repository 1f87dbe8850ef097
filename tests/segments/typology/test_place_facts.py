"""A segment and a kecamatan in numbers: nobody lost, nobody counted twice."""

from __future__ import annotations

import pytest

from segments.typology import BORDERLINE, comparable_figures, district_facts, segment_facts


@pytest.fixture(scope="module")
def figures(areas):
    """Give the figures of the 435 villages."""
    return comparable_figures(areas)


@pytest.fixture(scope="module")
def segments(areas, figures, segmentation):
    """Give the facts of every published segment."""
    return [segment_facts(areas, figures, segmentation, code) for code in segmentation.codes]


@pytest.fixture(scope="module")
def kecamatan(areas, districts, figures, segmentation):
    """Give the facts of every kecamatan."""
    return [district_facts(areas, figures, segmentation, code) for code in districts.table.index]


@pytest.mark.parametrize("groups", ["segments", "kecamatan"])
class TestEveryGroup:
    def test_together_they_are_the_whole_regency(self, areas, groups, request):
        facts = request.getfixturevalue(groups)
        assert sum(f.population for f in facts) == areas.table["population"].sum()
        assert sum(f.n_villages for f in facts) == 416
        assert sum(f.n_urban_villages for f in facts) == 19
        assert sum(f.share_population for f in facts) == pytest.approx(1)

    def test_its_parts_are_all_its_residents(self, groups, request):
        for facts in request.getfixturevalue(groups):
            for parts in (facts.districts, facts.classes, facts.segments):
                assert sum(part.people for part in parts) == facts.population
                assert sum(part.share_of_group for part in parts) == pytest.approx(1)
                assert all(0 < part.share_of_part <= 1 for part in parts)

    def test_its_largest_part_comes_first(self, groups, request):
        for facts in request.getfixturevalue(groups):
            people = [part.people for part in facts.districts]
            assert people == sorted(people, reverse=True)


def test_a_segment_ranges_from_its_core_to_its_border(areas, segmentation, segments):
    residents, near = areas.table["population"], segmentation.distances
    for facts in segments:
        own = segmentation.labels == facts.code
        border = near["ratio"] > BORDERLINE
        joining = border & (near["second_label"] == facts.code)
        assert facts.population_low == residents[own & ~border].sum()
        assert facts.population_high == facts.population + residents[joining & ~own].sum()
        assert facts.population_low <= facts.population <= facts.population_high


def test_what_is_over_in_one_segment_is_short_in_another(segments):
    over = sum(f.population_high - f.population for f in segments)
    short = sum(f.population - f.population_low for f in segments)
    assert over == short > 0


def test_the_residents_of_a_kecamatan_are_counted_so_they_have_no_range(kecamatan):
    assert all(f.population_low == f.population == f.population_high for f in kecamatan)


def test_a_kecamatan_has_one_district_and_the_share_of_each_segment(kecamatan, districts):
    for facts in kecamatan:
        assert [part.code for part in facts.districts] == [facts.code]
        assert facts.districts[0].share_of_part == 1
        assert facts.population == districts.table.at[facts.code, "population"]


def test_the_19_kelurahan_without_records_are_counted_as_such(segments):
    assert sum(facts.n_unrecorded for facts in segments) == 19
