import numpy as np
import pandas as pd
import pytest

from segments.typology import DEFAULT_RECIPE, build_features, cluster, kmeans, kmeans_large


@pytest.fixture(scope="module")
def points(areas):
    values = build_features(areas, DEFAULT_RECIPE).values.to_numpy()
    return values - values.mean(axis=0)


@pytest.mark.parametrize("k", [2, 5, 9])
def test_is_never_worse_than_scikit_learn_with_as_many_starts(points, k):
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        reference = KMeans(k, n_init=50, random_state=0).fit(points).inertia_
    assert kmeans.run_starts(points, k, seed=0, restarts=50).inertia.min() <= reference * (1 + 1e-6)


def test_reaches_the_published_optimum_for_the_iris_flowers():
    """k = 3 gives 78.851441 (Fisher's iris, 150 x 4; R's kmeans, tot.withinss) and 50, 62, 38."""
    from sklearn.datasets import load_iris

    flowers = pd.DataFrame(load_iris()["data"])
    found = cluster(flowers, k=3, seed=0, restarts=20)
    assert found.inertia == pytest.approx(78.851441, abs=1e-5)
    assert list(found.labels.value_counts().sort_index()) == [62, 50, 38]


def test_no_single_move_betters_a_run(points):
    runs = kmeans.run_starts(points, 4, seed=0, restarts=3)
    for labels, inertia in zip(runs.labels, runs.inertia, strict=True):
        assert _inertia(points, labels) == pytest.approx(inertia)
        for row in range(0, len(points), 40):
            for target in range(4):
                moved = labels.copy()
                moved[row] = target
                assert _inertia(points, moved) >= inertia * (1 - 1e-9)


def _inertia(points, labels):
    groups = [points[labels == label] for label in np.unique(labels)]
    return sum(((group - group.mean(axis=0)) ** 2).sum() for group in groups)


def test_single_moves_only_lower_the_inertia(points):
    generator = np.random.default_rng(0)
    ones = np.ones((1, len(points)))
    starts = kmeans.draw_starts(points, 6, np.repeat(ones, 20, axis=0), generator)
    found = kmeans.lloyd(points, starts, ones)
    moved = kmeans.exchange(points, found.labels, 6, ones)
    assert (moved.inertia <= found.inertia * (1 + 1e-12)).all()
    assert moved.inertia.mean() < found.inertia.mean()


def test_a_weight_of_two_is_a_row_twice(points):
    few = points[:60]
    weights = np.ones((1, 60))
    weights[0, :20] = 2
    weighted = kmeans.run_resamples(few, weights, 3, seed=0, restarts=30)
    repeated = kmeans.run_starts(np.concatenate([few, few[:20]]), 3, seed=0, restarts=30)
    assert weighted.inertia[0] == pytest.approx(repeated.inertia.min())


def test_a_row_without_weight_has_no_say_but_gets_a_label(points):
    few = points[:60].copy()
    weights = np.ones((1, 60))
    weights[0, 50:] = 0
    before = kmeans.run_resamples(few, weights, 3, seed=0, restarts=5)
    few[50:] += 100
    after = kmeans.run_resamples(few, weights, 3, seed=0, restarts=5)
    assert after.centroids == pytest.approx(before.centroids)
    assert set(after.labels[0]) <= {0, 1, 2}


def test_batches_do_not_change_the_answer(points, monkeypatch):
    whole = kmeans.run_starts(points, 5, seed=3, restarts=12)
    monkeypatch.setattr(kmeans, "BATCH_CELLS", 5 * len(points))
    parts = kmeans.run_starts(points, 5, seed=3, restarts=12)
    assert parts.inertia == pytest.approx(whole.inertia)
    for labels, again in zip(whole.labels, parts.labels, strict=True):
        assert len(set(zip(labels, again, strict=True))) == 5


def test_more_clusters_than_a_small_integer_holds(points):
    runs = kmeans.run_starts(points, 150, seed=0, restarts=1)
    assert runs.labels.max() == 149


def test_the_nearest_cluster_is_that_of_argmin():
    distances = np.random.default_rng(0).integers(0, 5, (7, 6, 50)).astype(float)
    labels, least = kmeans.nearest_cluster(distances)
    assert (labels == distances.argmin(axis=1)).all()
    assert (least == distances.min(axis=1)).all()


def test_many_places_are_grouped_without_single_moves():
    generator = np.random.default_rng(0)
    centres = generator.normal(0, 20, (4, 3))
    group = np.repeat(np.arange(4), kmeans.ROWS_WITH_MOVES // 2)
    points = centres[group] + generator.normal(0, 1, (len(group), 3))
    runs = kmeans.run_starts(points - points.mean(axis=0), 4, seed=0, restarts=5)
    best = runs.labels[runs.inertia.argmin()]
    assert len(set(zip(best, group, strict=True))) == 4


def test_starts_on_a_sample_find_what_all_places_would():
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    generator = np.random.default_rng(4)
    centres = generator.normal(0, 3, (6, 5))
    points = centres[generator.integers(0, 6, 12_000)] + generator.normal(0, 1, (12_000, 5))
    points -= points.mean(axis=0)
    runs, best_share = kmeans_large.run_large(points, 6, seed=0, restarts=10)
    with threadpool_limits(limits=1):
        expected = KMeans(6, n_init=10, random_state=0).fit(points).inertia_
    assert runs.inertia.min() == pytest.approx(expected, rel=1e-4)
    assert 0 < best_share <= 1
    assert runs.labels.shape[1] == len(points)
