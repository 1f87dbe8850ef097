import numpy as np
import pandas as pd
import pytest

from segments.typology import (
    DEFAULT_RECIPE,
    METHODS,
    build_features,
    cluster,
    measure_stability,
    scan_k,
)
from segments.typology.agreement import rand_of_table
from segments.typology.quality import SCAN_COLUMNS


def blobs(count=4, size=40, spread=0.5):
    generator = np.random.default_rng(1)
    centres = np.array([[0, 0], [10, 0], [0, 10], [10, 10]])[:count]
    points = np.concatenate([generator.normal(centre, spread, (size, 2)) for centre in centres])
    return pd.DataFrame(points, index=[f"row{number:03d}" for number in range(len(points))])


def noise(rows=300, columns=6):
    return pd.DataFrame(np.random.default_rng(2).uniform(size=(rows, columns)))


@pytest.fixture(scope="module")
def scan():
    return scan_k(blobs(), range(1, 7), seed=0, restarts=20, bootstraps=30)


@pytest.fixture(scope="module")
def matrix(areas):
    return build_features(areas, DEFAULT_RECIPE)


def test_a_scan_has_one_row_for_every_k_and_all_measures(scan):
    assert list(scan.index) == [1, 2, 3, 4, 5, 6]
    assert list(scan.columns) == SCAN_COLUMNS
    assert scan.loc[2:].notna().all(axis=None)


def test_every_measure_points_at_four_plain_groups(scan):
    assert scan["silhouette"].idxmax() == 4
    assert scan["calinski_harabasz"].idxmax() == 4
    assert scan["davies_bouldin"].idxmin() == 4
    assert scan.at[4, "ari"] == pytest.approx(1)
    assert scan.at[4, "jaccard_min"] == pytest.approx(1)
    assert scan.at[4, "smallest_share"] == pytest.approx(0.25)
    assert scan.at[5, "jaccard_min"] < 0.75


def suggested_k(scan):
    """Tibshirani's rule: the smallest k whose gap is not beaten by the next."""
    reached = scan["gap"] >= (scan["gap"] - scan["gap_se"]).shift(-1)
    return reached.idxmax()


def test_the_gap_finds_four_groups_and_none_in_noise(scan):
    assert suggested_k(scan) == 4
    even = scan_k(noise(columns=2), range(1, 5), seed=0, restarts=10, bootstraps=30)
    assert suggested_k(even) == 1


def test_the_gap_is_that_of_its_definition():
    """log of the inertia of uniform points in the box, less that of the points (k = 1)."""
    points = blobs().to_numpy()
    centred = points - points.mean(axis=0)
    scores = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    sides = scores.max(axis=0) - scores.min(axis=0)
    expected_inertia = len(points) * (sides**2).sum() / 12
    gap = scan_k(blobs(), [1], restarts=5, bootstraps=200).at[1, "gap"]
    assert gap == pytest.approx(np.log(expected_inertia) - np.log((centred**2).sum()), abs=0.02)


def test_noise_has_no_stable_clusters():
    scan = scan_k(noise(), [6], seed=0, restarts=20, bootstraps=30)
    assert scan.at[6, "ari"] < 0.6
    assert scan.at[6, "jaccard_min"] < 0.6


def test_separation_is_measured_as_in_scikit_learn(matrix):
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

    scan = scan_k(matrix, [5], restarts=20, bootstraps=0)
    labels = cluster(matrix, k=5, restarts=20).labels
    values = matrix.values
    assert scan.at[5, "silhouette"] == pytest.approx(silhouette_score(values, labels))
    assert scan.at[5, "calinski_harabasz"] == pytest.approx(calinski_harabasz_score(values, labels))
    assert scan.at[5, "davies_bouldin"] == pytest.approx(davies_bouldin_score(values, labels))


def test_without_bootstraps_the_measures_that_need_them_are_missing(matrix):
    scan = scan_k(matrix, [2, 3], restarts=5, bootstraps=0)
    assert scan[["gap", "gap_se", "ari", "jaccard_min"]].isna().all(axis=None)
    assert scan[["inertia", "silhouette", "best_share"]].notna().all(axis=None)


def test_a_scan_does_not_depend_on_the_order_of_the_rows(matrix):
    turned = matrix.values.sample(frac=1, random_state=0)
    first = scan_k(matrix, [3, 4], restarts=10, bootstraps=10)
    second = scan_k(turned, [3, 4], restarts=10, bootstraps=10)
    pd.testing.assert_frame_equal(first, second)


def test_stability_agrees_with_a_plain_bootstrap_of_scikit_learn(matrix):
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score
    from threadpoolctl import threadpool_limits

    values = matrix.values.to_numpy()
    labels = cluster(matrix, k=DEFAULT_RECIPE.k).labels
    generator = np.random.default_rng(7)
    agreement, likeness = [], []
    for number in range(40):
        rows = generator.integers(0, len(values), len(values))
        with threadpool_limits(limits=1):
            model = KMeans(DEFAULT_RECIPE.k, n_init=10, random_state=number).fit(values[rows])
        agreement.append(adjusted_rand_score(labels, model.predict(values)))
        drawn = np.unique(rows)
        again = model.predict(values[drawn])
        mine = labels.to_numpy()[drawn]
        likeness.append(
            [
                max(
                    ((mine == one) & (again == other)).sum()
                    / ((mine == one) | (again == other)).sum()
                    for other in range(DEFAULT_RECIPE.k)
                )
                for one in range(DEFAULT_RECIPE.k)
            ]
        )
    stability = measure_stability(matrix, labels, bootstraps=100)
    assert stability.ari == pytest.approx(np.mean(agreement), abs=0.04)
    assert stability.jaccard.to_numpy() == pytest.approx(np.mean(likeness, axis=0), abs=0.05)


@pytest.mark.parametrize("method", METHODS)
def test_stability_can_be_measured_for_every_method(method):
    frame = blobs(count=3, size=15)
    labels = cluster(frame, method=method, k=3, restarts=5).labels
    stability = measure_stability(frame, labels, method=method, bootstraps=5)
    assert stability.ari == pytest.approx(1)
    assert stability.jaccard.to_numpy() == pytest.approx([1, 1, 1])


def test_the_rand_index_is_that_of_scikit_learn():
    from sklearn.metrics import adjusted_rand_score

    generator = np.random.default_rng(0)
    for _ in range(20):
        left, right = generator.integers(0, 4, (2, 50))
        table = np.bincount(left * 4 + right, minlength=16).reshape(4, 4)
        assert rand_of_table(table) == pytest.approx(adjusted_rand_score(left, right))


def test_a_k_beyond_the_data_is_refused_before_any_work():
    with pytest.raises(ValueError, match="k is 9"):
        scan_k(blobs(count=1, size=8), [2, 9])
