"""Restarts, resamples and k on the workers of a cluster give the very same answer as here."""

import warnings

import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from segments.typology import (
    DEFAULT_RECIPE,
    build_features,
    cluster,
    kmeans,
    measure_stability,
    scan_k,
)


@pytest.fixture(scope="module")
def matrix(areas):
    return build_features(areas, DEFAULT_RECIPE)


@pytest.fixture(scope="module")
def workers():
    """Start two local workers in this process: no port is open to the outside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import Client, LocalCluster

        with (
            LocalCluster(
                n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
            ) as started,
            Client(started),
        ):
            yield started


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_dask_cluster_gives_the_identical_labels_and_measures(matrix, workers, monkeypatch):
    from joblib import parallel_config

    frame = matrix.values
    # So small that restarts and resamples fall into several batches, hence tasks.
    monkeypatch.setattr(kmeans, "BATCH_CELLS", 3 * 5 * len(frame))
    recipe = {"restarts": 10, "bootstraps": 10}
    labels = cluster(frame, k=5, restarts=10).labels
    scan, stability = scan_k(frame, [4, 5], **recipe), measure_stability(frame, labels)
    with parallel_config("dask"):
        assert_series_equal(cluster(frame, k=5, restarts=10).labels, labels)
        assert_frame_equal(scan_k(frame, [4, 5], **recipe), scan)
        again = measure_stability(frame, labels)
    assert again.ari == stability.ari
    assert_series_equal(again.jaccard, stability.jaccard)
    done = {str(entry[0]) for entry in workers.scheduler.transition_log}
    # Four batches of starts and a hundred of resamples, and the two k of the scan.
    assert len(done) > 50
