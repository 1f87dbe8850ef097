import numpy as np
import pandas as pd
import pytest

from segments.typology import (
    district_composition,
    index_scores,
    profile_segments,
    segment_values,
)
from segments.typology.profiling import pool_values


@pytest.fixture(scope="module")
def scores(areas, segmentation):
    return index_scores(areas, segmentation)


@pytest.fixture(scope="module")
def profiles(areas, segmentation):
    return profile_segments(areas, segmentation)


def test_an_index_compares_sums_over_sums(areas, segmentation, scores):
    table = areas.table
    graduates = table["n_edu_upper_secondary"] + table["n_edu_diploma"] + table["n_edu_university"]
    here = segmentation.labels == "A"
    share = graduates[here].sum() / table.loc[here, "n_adults_20"].sum()
    base = graduates.sum() / table["n_adults_20"].sum()
    assert scores.at["A", "share_upper_secondary"] == pytest.approx(100 * share / base)


def test_an_index_is_not_the_mean_of_village_percentages(areas, segmentation, scores):
    here = segmentation.labels == "A"
    column = areas.table["share_upper_secondary"]
    naive = 100 * column[here].mean() / column.mean()
    assert abs(naive - scores.at["A", "share_upper_secondary"]) > 1


def test_the_segments_average_to_the_regency(areas, segmentation):
    """Weighted by their denominators, the segments make the regency's own value."""
    values = segment_values(areas, segmentation)
    people = areas.table["population"].groupby(segmentation.labels).sum()
    for name in ("share_elderly", "n_widowed"):
        mean = (values.loc[people.index, name] * people).sum() / people.sum()
        assert mean == pytest.approx(values.at["regency", name])


def test_values_are_those_of_the_table_where_nothing_is_inherited(areas, segmentation):
    values = segment_values(areas, segmentation)
    codes = segmentation.labels.index[segmentation.labels == "B"]
    compared = 0
    for name in values:
        column = areas.column(name)
        if column.kind == "count" or column.inherited:
            continue
        assert values.at["B", name] == pytest.approx(areas.pooled(name, codes), nan_ok=True)
        assert values.at["regency", name] == pytest.approx(areas.pooled(name), nan_ok=True)
        compared += 1
    assert compared > 40


def test_a_count_is_compared_per_resident(areas, segmentation, scores):
    table = areas.table
    here = segmentation.labels == "C"
    inside = table.loc[here, "n_posyandu"].sum() / table.loc[here, "population"].sum()
    base = table["n_posyandu"].sum() / table["population"].sum()
    assert scores.at["C", "n_posyandu"] == pytest.approx(100 * inside / base)


def test_villages_without_a_value_count_in_neither_part(areas, segmentation):
    table = areas.table
    here = (segmentation.labels == "A") & table["share_farm_work"].notna()
    expected = table.loc[here, "n_listed_farm"].sum() / table.loc[here, "n_listed_jobs"].sum()
    assert (segmentation.labels == "A").sum() > here.sum()
    values = segment_values(areas, segmentation)
    assert values.at["A", "share_farm_work"] == pytest.approx(expected)


def test_an_inherited_figure_is_averaged_with_the_villages_own_weight(areas, segmentation):
    rows = areas.table[segmentation.labels == "D"]
    values = segment_values(areas, segmentation)
    people = np.average(rows["share_commuters"], weights=rows["population"])
    land = np.average(rows["mean_elevation"], weights=rows["area_km2"])
    assert values.at["D", "share_commuters"] == pytest.approx(people)
    assert values.at["D", "mean_elevation"] == pytest.approx(land)


def test_what_cannot_be_compared_has_no_score(areas, scores):
    assert not {"population", "area_km2", "n_residents_bps", "name", "terrain_class"} & set(scores)
    assert set(scores) <= set(areas.codebook)


def test_a_rare_share_and_a_small_denominator_are_suppressed(areas, segmentation):
    from dataclasses import replace

    table = areas.table.copy()
    table["n_female"] = 0
    table.loc[table.index[0], "n_female"] = 500
    few = segmentation.labels == "B"
    table.loc[few, "n_listed_jobs"] = 2
    table.loc[few, "n_listed_farm"] = 1
    scores = index_scores(replace(areas, table=table), segmentation)
    assert scores["share_female"].isna().all()
    assert np.isnan(scores.at["B", "share_farm_work"]) == (2 * few.sum() < 100)


def test_a_segment_without_any_value_has_no_score(areas, segmentation):
    from dataclasses import replace

    table = areas.table.copy()
    table.loc[segmentation.labels == "A", "score_idm_social"] = np.nan
    scores = index_scores(replace(areas, table=table), segmentation)
    assert np.isnan(scores.at["A", "score_idm_social"])
    assert scores.drop(index="A")["score_idm_social"].notna().all()


def test_a_label_for_everyone_scores_100_throughout(areas):
    values = pool_values(areas, pd.Series("all", index=areas.table.index))
    assert values.loc["all"].equals(values.loc["regency"]) or np.allclose(
        values.loc["all"], values.loc["regency"], equal_nan=True
    )


def test_profiles_add_up_to_the_regency(areas, segmentation, profiles):
    assert list(profiles) == list(segmentation.codes)
    total = areas.table["population"].sum()
    assert sum(profile.population for profile in profiles.values()) == total
    assert sum(profile.n_villages for profile in profiles.values()) == 435
    assert sum(profile.share_population for profile in profiles.values()) == pytest.approx(1)
    for profile in profiles.values():
        assert profile.by_district.sum() == profile.population
        assert profile.by_class.sum() == profile.population
        assert profile.n_districts == len(profile.by_district)
        assert profile.by_district.is_monotonic_decreasing
        assert profile.jaccard == segmentation.diagnostics["jaccard"][profile.code]


def test_a_profile_leads_with_what_sets_the_segment_apart(scores, profiles, areas):
    for profile in profiles.values():
        highs = [entry.index for entry in profile.high]
        lows = [entry.index for entry in profile.low]
        assert len(highs) <= 5
        assert len(lows) <= 5
        assert highs == sorted(highs, reverse=True)
        assert lows == sorted(lows)
        assert all(index >= 120 for index in highs)
        assert all(index <= 80 for index in lows)
        for entry in (*profile.high, *profile.low):
            assert areas.column(entry.column).kind != "count"
            assert entry.index == pytest.approx(scores.at[profile.code, entry.column])
            assert entry.index == pytest.approx(100 * entry.value / entry.base)
            assert entry.difference == pytest.approx(entry.value - entry.base)


def test_no_two_profiles_read_alike(profiles):
    readings = [
        tuple(entry.column for entry in (*profile.high, *profile.low))
        for profile in profiles.values()
    ]
    assert len(set(readings)) == len(readings)


def test_a_name_comes_in_both_languages(profiles, segmentation):
    assert profiles["A"].name("id") == segmentation.names["A"]["id"]
    assert profiles["A"].name("en") == segmentation.names["A"]["en"]


def test_the_composition_of_a_district_is_its_residents_by_segment(areas, segmentation):
    shares = district_composition(areas, segmentation)
    assert shares.shape == (40, len(segmentation.codes))
    assert shares.sum(axis=1).to_numpy() == pytest.approx(np.ones(40))
    rows = areas.table[areas.table["district_code"] == "32.01.14"]
    inside = rows["population"].groupby(segmentation.labels).sum()
    expected = (inside / rows["population"].sum()).reindex(shares.columns, fill_value=0)
    assert shares.loc["32.01.14"].to_numpy() == pytest.approx(expected.to_numpy())
