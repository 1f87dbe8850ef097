from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segments.typology import (
    DEFAULT_RECIPE,
    RefusedError,
    build_features,
    clustergram,
    examine_k,
    read_scan,
    scan_k,
    scan_table,
)

KS = (4, 5, 6)
QUICK = replace(DEFAULT_RECIPE, restarts=100)


@pytest.fixture(scope="module")
def steps(areas):
    return [examine_k(areas, QUICK, k, bootstraps=50) for k in KS]


def table(**columns):
    """Three k with good and equal measures, but for what is given."""
    usual = {
        "silhouette": 0.3,
        "calinski_harabasz": 100.0,
        "davies_bouldin": 1.0,
        "gap": [1.0, 1.0, 1.0],
        "gap_se": 0.01,
        "ari": 0.9,
        "jaccard_min": 0.9,
        "smallest_share": 0.1,
        "smallest_people": 0.1,
    }
    return pd.DataFrame(usual | columns, index=pd.Index([2, 3, 4], name="k"))


class TestExamining:
    def test_letters_go_by_residents(self, areas, steps):
        for step in steps:
            assert step.segments["people"].is_monotonic_decreasing
            assert step.segments["people"].sum() == areas.table["population"].sum()
            assert step.segments["places"].sum() == 435
            assert step.labels.index.equals(areas.table.index)

    def test_the_measures_are_those_of_the_scan(self, areas, steps):
        matrix = build_features(areas, QUICK)
        scan = scan_k(matrix, KS, seed=QUICK.seed, restarts=QUICK.restarts, bootstraps=50)
        pd.testing.assert_frame_equal(scan_table(steps)[scan.columns], scan)

    def test_the_least_stable_segment_is_among_the_jaccards(self, steps):
        for step in steps:
            assert step.measures["jaccard_min"] == pytest.approx(step.segments["jaccard"].min())

    def test_five_segments_of_the_published_recipe(self, segmentation, steps):
        assert (steps[1].labels == segmentation.labels).all()

    def test_other_methods_have_no_gap_but_a_stability(self, areas):
        step = examine_k(areas, replace(QUICK, method="ward"), 3, bootstraps=5)
        assert "gap" not in step.measures
        assert step.segments["jaccard"].notna().all()

    def test_more_segments_than_the_places_allow_are_refused(self, areas):
        with pytest.raises(RefusedError, match="at most 26"):
            examine_k(areas, QUICK, 40)

    def test_it_says_how_far_it_is_and_can_be_stopped(self, areas):
        told = []

        class Stopped(Exception):  # noqa: N818 - not an error
            pass

        def report(done):
            told.append(done)
            if done > 0.5:
                raise Stopped

        with pytest.raises(Stopped):
            examine_k(areas, replace(QUICK, method="gmm", restarts=4), 3, report=report)
        assert told == sorted(told)
        assert told[0] == 0


class TestReading:
    def test_the_published_figures_advise_five(self, steps):
        read = read_scan(scan_table(steps))
        assert read.advised == DEFAULT_RECIPE.k == 5
        assert read.stable == (4, 5)
        assert not read.separated

    def test_the_most_segments_that_hold_are_advised(self):
        assert read_scan(table()).advised == 4
        assert read_scan(table(ari=[0.9, 0.9, 0.7])).advised == 3
        assert read_scan(table(jaccard_min=[0.9, 0.7, 0.9])).advised == 4

    def test_a_tiny_segment_is_not_advised_but_one_with_people_is(self):
        tiny = {"smallest_share": [0.1, 0.1, 0.01]}
        assert read_scan(table(**tiny, smallest_people=[0.1, 0.1, 0.01])).advised == 3
        assert read_scan(table(**tiny)).advised == 4

    def test_none_is_advised_where_nothing_comes_back(self):
        read = read_scan(table(ari=0.5))
        assert read.advised is None
        assert read.stable == ()

    def test_each_measure_names_its_own_k(self):
        read = read_scan(
            table(
                silhouette=[0.2, 0.4, 0.3],
                calinski_harabasz=[3.0, 2.0, 1.0],
                davies_bouldin=[2.0, 2.0, 1.0],
                gap=[1.0, 1.5, 1.5],
            )
        )
        assert read.preferences == {
            "silhouette": 3,
            "calinski_harabasz": 2,
            "davies_bouldin": 4,
            "gap": 3,
        }

    def test_a_gap_that_grows_to_the_end_names_none(self):
        assert read_scan(table(gap=[1.0, 1.5, 2.0])).gap is None

    def test_without_resamples_nothing_is_called_stable(self):
        read = read_scan(table(ari=np.nan, jaccard_min=np.nan, gap=np.nan, gap_se=np.nan))
        assert read.advised is None
        assert read.gap is None


class TestClustergram:
    def test_nodes_are_means_on_the_first_principal_component(self, areas, steps):
        matrix = build_features(areas, QUICK)
        found = clustergram(matrix, steps)
        from sklearn.decomposition import PCA

        scores = PCA(1).fit_transform(matrix.values)[:, 0]
        means = pd.Series(scores, index=matrix.values.index).groupby(steps[1].labels).mean()
        nodes = found.nodes[found.nodes["k"] == 5].set_index("segment")["mean"]
        assert nodes.abs().to_numpy() == pytest.approx(means.abs().to_numpy())
        assert (nodes * found.nodes["places"][found.nodes["k"] == 5].to_numpy()).sum() == (
            pytest.approx(0, abs=1e-6)
        )
        assert 0 < found.explained < 1

    def test_every_village_flows_from_one_k_to_the_next(self, areas, steps):
        links = clustergram(build_features(areas, QUICK), steps).links
        assert links.groupby("k")["places"].sum().to_dict() == {5: 435, 6: 435}

    def test_it_grows_with_its_leading_column(self, areas, steps):
        matrix = build_features(areas, QUICK)
        found = clustergram(matrix, steps)
        top = found.nodes[found.nodes["k"] == 5].sort_values("mean")["segment"]
        means = matrix.values[found.leading].groupby(steps[1].labels).mean()
        assert means[top.iloc[-1]] > means[top.iloc[0]]
