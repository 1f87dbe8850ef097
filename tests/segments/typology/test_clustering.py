import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from segments.typology import DEFAULT_RECIPE, METHODS, build_features, cluster

RESTARTS = 10


@pytest.fixture(scope="module")
def matrix(areas):
    return build_features(areas, DEFAULT_RECIPE)


def blobs(sizes=(30, 20, 10), seed=0):
    """Well-separated groups of the given sizes, in a shuffled order."""
    generator = np.random.default_rng(seed)
    centres = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [10.0, 10.0]])
    points = [
        generator.normal(centres[number], 0.5, (size, 2)) for number, size in enumerate(sizes)
    ]
    group = np.repeat(np.arange(len(sizes)), sizes)
    order = generator.permutation(len(group))
    names = [f"row{number:03d}" for number in range(len(group))]
    frame = pd.DataFrame(np.concatenate(points)[order], index=names, columns=["x", "y"])
    return frame, pd.Series(group[order], index=names)


@pytest.mark.parametrize("method", METHODS)
class TestEveryMethod:
    def test_labels_every_village(self, matrix, method):
        found = cluster(matrix, method=method, k=5, seed=0, restarts=RESTARTS)
        assert found.labels.index.equals(matrix.values.index)
        assert set(found.labels) == set(range(5))
        assert 0 < found.best_share <= 1

    def test_finds_groups_that_are_plain_to_see_and_numbers_them_by_size(self, method):
        frame, groups = blobs()
        found = cluster(frame, method=method, k=3, seed=1, restarts=RESTARTS)
        assert_series_equal(found.labels, groups, check_names=False)

    def test_centroids_are_means_and_inertia_the_distance_to_them(self, matrix, method):
        found = cluster(matrix, method=method, k=4, seed=0, restarts=RESTARTS)
        means = matrix.values.groupby(found.labels).mean()
        assert_frame_equal(found.centroids, means, check_names=False)
        assert list(found.centroids.columns) == list(matrix.values.columns)
        own = means.loc[found.labels].to_numpy()
        assert found.inertia == pytest.approx(((matrix.values.to_numpy() - own) ** 2).sum())

    def test_gives_the_same_answer_in_any_order_of_rows_and_columns(self, matrix, method):
        frame = matrix.values
        turned = frame.sample(frac=1, random_state=3).iloc[:, ::-1]
        found = cluster(frame, method=method, k=5, seed=0, restarts=RESTARTS)
        again = cluster(turned, method=method, k=5, seed=0, restarts=RESTARTS)
        assert_series_equal(again.labels.loc[frame.index], found.labels)
        assert again.inertia == found.inertia

    def test_gives_the_same_answer_twice(self, matrix, method):
        first = cluster(matrix, method=method, k=4, seed=5, restarts=RESTARTS)
        second = cluster(matrix, method=method, k=4, seed=5, restarts=RESTARTS)
        assert_series_equal(first.labels, second.labels)
        assert first.best_share == second.best_share

    def test_refuses_more_clusters_than_distinct_rows(self, method):
        frame = pd.DataFrame({"x": [1.0, 1.0, 2.0, 2.0]}, index=list("abcd"))
        with pytest.raises(ValueError, match="between 1 and the 2 distinct rows"):
            cluster(frame, method=method, k=3)

    def test_two_identical_columns_do_no_harm(self, matrix, method):
        doubled = matrix.values.assign(again=matrix.values["density"])
        found = cluster(doubled, method=method, k=4, seed=0, restarts=RESTARTS)
        assert set(found.labels) == set(range(4))


def test_an_unknown_method_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="Unknown method 'magic'. Choose one of: kmeans, ward"):
        cluster(blobs()[0], method="magic", k=2)


def test_missing_values_are_refused_with_their_column():
    frame, _ = blobs()
    frame.iloc[3, 1] = np.nan
    with pytest.raises(ValueError, match="Missing or infinite values in: y"):
        cluster(frame, k=2)


def test_rows_of_the_same_name_are_refused():
    frame, _ = blobs()
    with pytest.raises(ValueError, match="Rows named twice: row000"):
        cluster(pd.concat([frame, frame.iloc[:5].rename(index=lambda _: "row000")]), k=2)


def test_one_cluster_holds_everything():
    frame, _ = blobs()
    found = cluster(frame, k=1, restarts=RESTARTS)
    assert set(found.labels) == {0}
    assert found.inertia == pytest.approx(((frame - frame.mean()) ** 2).to_numpy().sum())


def test_every_row_may_be_a_cluster_of_its_own():
    frame, _ = blobs(sizes=(4, 3))
    assert cluster(frame, k=7, restarts=RESTARTS).inertia == pytest.approx(0, abs=1e-9)


def test_ward_gives_the_partition_of_scipy(matrix):
    from scipy.cluster.hierarchy import fcluster, linkage
    from sklearn.metrics import adjusted_rand_score

    tree = fcluster(linkage(matrix.values, "ward"), 5, criterion="maxclust")
    found = cluster(matrix, method="ward", k=5)
    assert adjusted_rand_score(tree, found.labels) == pytest.approx(1)
