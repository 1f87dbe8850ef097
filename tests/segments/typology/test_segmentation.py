from dataclasses import replace

import numpy as np
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from segments.typology import Recipe, assign, build_features, segment
from segments.typology.features import FeatureError

SMALL = Recipe(("density", "share_elderly", "score_idm_social"), k=3, restarts=5)


@pytest.fixture(scope="module")
def quick(areas):
    return segment(areas, SMALL, bootstraps=0)


class TestThePublishedSegmentation:
    """What the product promises about its default answer, on the real figures."""

    def test_has_four_to_seven_segments_with_letters_by_residents(self, areas, segmentation):
        assert 4 <= len(segmentation.codes) <= 7
        residents = areas.table["population"].groupby(segmentation.labels).sum()
        assert list(residents.index) == list("ABCDEFG"[: len(residents)])
        assert residents.is_monotonic_decreasing

    def test_labels_every_village(self, areas, segmentation):
        assert segmentation.labels.index.equals(areas.table.index)
        assert len(segmentation.labels) == 435

    def test_is_stable_as_a_whole_and_segment_by_segment(self, segmentation):
        found = segmentation.diagnostics
        assert found["bootstraps"] == 100
        assert found["ari"] >= 0.75
        assert set(found["jaccard"]) == set(segmentation.codes)
        assert min(found["jaccard"].values()) >= 0.75
        assert found["best_share"] >= 0.2

    def test_divides_most_districts(self, areas, segmentation):
        several = segmentation.labels.groupby(areas.table["district_code"]).nunique() > 1
        assert several.sum() == segmentation.diagnostics["n_districts_mixed"] >= 20

    def test_has_no_tiny_segment(self, areas, segmentation):
        villages = segmentation.labels.value_counts(normalize=True)
        people = areas.table["population"].groupby(segmentation.labels).sum()
        assert ((villages >= 0.05) | (people / people.sum() >= 0.03)).all()

    def test_uses_every_lens_within_the_caps(self, areas, segmentation):
        matrix = build_features(areas, segmentation.recipe)
        assert set(matrix.lens) == {"demographic", "geographic", "psychographic"}
        psychographic = matrix.lens.index[matrix.lens == "psychographic"]
        evidence = {areas.column(name).evidence for name in psychographic}
        assert evidence == {"measured", "modelled"}
        assert 0 < segmentation.diagnostics["modelled_weight"] <= 0.2
        assert segmentation.diagnostics["inherited_weight"] <= 0.2

    def test_uses_no_column_of_faith_or_origin(self, areas, segmentation):
        forbidden = ("agama", "religi", "etnis", "ethnic", "suku", "islam", "kristen")
        for name in segmentation.recipe.features:
            column = areas.column(name)
            text = f"{name} {column.label_id} {column.label_en}".lower()
            assert not any(word in text for word in forbidden)

    def test_gives_each_village_the_nearest_centroid(self, areas, segmentation):
        again = assign(areas, segmentation)
        assert_series_equal(again["label"], segmentation.labels, check_names=False)
        assert_frame_equal(again.drop(columns="label"), segmentation.distances)

    def test_names_every_segment_in_both_languages(self, segmentation):
        names = segmentation.names
        assert set(names) == set(segmentation.codes)
        for language in ("id", "en"):
            words = [names[code][language] for code in names]
            assert len(set(words)) == len(words)
            assert all(0 < len(word) <= 50 for word in words)


def test_the_first_letter_goes_to_the_most_residents_not_the_most_villages(areas):
    crowded = areas.table["population"].astype(float)
    quick = segment(areas, SMALL, bootstraps=0)
    least = quick.labels[quick.labels == "C"].index
    factor = crowded.index.isin(least) * 99.0 + 1
    swollen = (crowded * factor).round()
    table = areas.table.assign(population=swollen, population_low=swollen, population_high=swollen)
    again = segment(replace(areas, table=table), SMALL, bootstraps=0)
    assert set(again.labels[least]) == {"A"}


def test_distances_are_squared_and_to_the_two_nearest(areas, quick):
    values = build_features(areas, SMALL).values
    for code in values.index[::50]:
        squares = ((values.loc[code] - quick.centroids) ** 2).sum(axis=1).sort_values()
        row = quick.distances.loc[code]
        assert quick.labels[code] == squares.index[0]
        assert row["second_label"] == squares.index[1]
        assert (row["own"], row["second"]) == pytest.approx(tuple(squares.iloc[:2]))
        assert row["ratio"] == pytest.approx(squares.iloc[0] / squares.iloc[1])
    assert (quick.distances["ratio"] <= 1).all()


def test_new_figures_are_assigned_without_clustering_again(areas, quick):
    quiet, dense = areas.table["density"].idxmin(), areas.table["density"].idxmax()
    table = areas.table.copy()
    for name in SMALL.features:
        table.loc[quiet, name] = areas.table.loc[dense, name]
    again = assign(replace(areas, table=table), quick)
    assert again.at[quiet, "label"] == quick.labels[dense]
    others = areas.table.index.drop(quiet)
    assert_series_equal(again.loc[others, "label"], quick.labels[others], check_names=False)


def test_counts_of_the_diagnostics(quick):
    assert quick.diagnostics["n_imputed_cells"] == 19
    assert quick.diagnostics["n_imputed_places"] == 19
    assert quick.diagnostics["n_borderline"] == (quick.distances["ratio"] > 0.8).sum()
    assert "ari" not in quick.diagnostics


def test_districts_can_be_grouped_too(districts):
    recipe = Recipe(("density", "share_elderly", "share_tiktok"), k=4, level="district", restarts=5)
    found = segment(districts, recipe, bootstraps=0)
    assert len(found.labels) == 40
    assert set(found.labels) == set("ABCD")


def test_one_segment_is_the_whole_regency(areas):
    found = segment(areas, replace(SMALL, k=1), bootstraps=0)
    assert set(found.labels) == {"A"}
    assert np.isnan(found.diagnostics["silhouette"])
    assert found.distances["second"].isna().all()


@pytest.mark.parametrize("k", [27, 436])
def test_more_segments_than_letters_or_places_are_refused(areas, k):
    with pytest.raises(ValueError, match=f"k is {k}"):
        segment(areas, replace(SMALL, k=k), bootstraps=0)


def test_a_column_that_is_gone_is_named(areas):
    less = replace(areas, table=areas.table.drop(columns="share_elderly"))
    with pytest.raises(FeatureError, match="share_elderly: the table has no such column"):
        segment(less, SMALL)


def test_two_identical_columns_are_grouped_like_one(areas):
    """Halves of one weight: the same column under two names changes nothing."""
    once = segment(areas, Recipe(("share_elderly",), k=3, restarts=5), bootstraps=0)
    doubled = replace(areas, table=areas.table.assign(share_youth=areas.table["share_elderly"]))
    twice = segment(
        doubled, Recipe(("share_elderly", "share_youth"), k=3, restarts=5), bootstraps=0
    )
    assert_series_equal(twice.labels, once.labels)
