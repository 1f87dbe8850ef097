"""How good and how stable a clustering is, for one k or for a range of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology import kmeans
from segments.typology.agreement import rand_of_table
from segments.typology.clustering import METHODS, check_k, cluster, scaled_frame
from segments.typology.gap import measure_gap
from segments.typology.progress import Report, part_of, silent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from segments.typology.features import FeatureMatrix

RESAMPLE_RESTARTS = 5
# The silhouette compares every pair of places: beyond this many a sample has to do.
SILHOUETTE_ROWS = 5000


@dataclass(frozen=True)
class Stability:
    """How much of a clustering comes back when the places are resampled.

    Attributes
    ----------
    ari, ari_sd
        Adjusted Rand index between the labels and those that the model of a bootstrap sample
        gives all rows: mean and standard deviation over the bootstraps. 1 is identical, 0 is
        what chance gives; 0.8 is good, under 0.6 is to be rejected.
    jaccard
        Per cluster: likeness to the most similar cluster of a bootstrap sample, on its distinct
        rows, mean over the bootstraps (Hennig 2007, Comput. Stat. Data Anal. 52). 0.85 and more
        is highly stable, 0.75 stable, 0.6 a pattern only, less is no cluster.
    """

    ari: float
    ari_sd: float
    jaccard: pd.Series


@dataclass(frozen=True)
class KMeasure:
    """One k: its measures by name (`SCAN_COLUMNS`), its labels, and Jaccard by cluster."""

    measures: dict[str, float]
    labels: pd.Series
    jaccard: pd.Series


def measure_stability(
    matrix: FeatureMatrix | pd.DataFrame,
    labels: pd.Series,
    *,
    method: str = "kmeans",
    seed: int = 0,
    bootstraps: int = 100,
    report: Report = silent,
) -> Stability:
    """Resample the rows, cluster again, and compare with the given labels.

    Territories cannot be resampled: leaving villages out tears the map.
    """
    from threadpoolctl import threadpool_limits

    frame = scaled_frame(matrix).sort_index(axis=0).sort_index(axis=1)
    points = frame.to_numpy(float)
    codes, names = pd.factorize(labels.reindex(frame.index), sort=True)
    k = len(names)
    weights = _resample(len(points), seed, bootstraps)
    with threadpool_limits(limits=1):
        found = _cluster_resamples(points - points.mean(axis=0), weights, k, method, seed, report)
    agreement = [rand_of_table(_table(codes, again, k)) for again in _predicted(points, found)]
    likeness = np.empty((bootstraps, k))
    for number, (again, drawn) in enumerate(zip(found.labels, weights > 0, strict=True)):
        shared = _table(codes[drawn], again[drawn], k)
        union = shared.sum(axis=1)[:, None] + shared.sum(axis=0) - shared
        likeness[number] = (shared / np.maximum(union, 1)).max(axis=1)
    jaccard = pd.Series(likeness.mean(axis=0), index=names, name="jaccard")
    return Stability(float(np.mean(agreement)), float(np.std(agreement)), jaccard)


def scan_k(
    matrix: FeatureMatrix | pd.DataFrame,
    ks: Iterable[int],
    *,
    seed: int = 0,
    restarts: int = 100,
    bootstraps: int = 100,
) -> pd.DataFrame:
    """Run k-means for every k and measure each answer in several ways.

    Returns
    -------
    DataFrame
        By k: inertia; silhouette (mean, -1 to 1), calinski_harabasz (higher is better) and
        davies_bouldin (lower is better), as in scikit-learn; gap and gap_se (Tibshirani 2001);
        ari and jaccard_min (the least stable cluster), see `Stability`; smallest_share of the
        rows in a cluster; best_share of the starts. Without bootstraps, and where k = 1 leaves
        nothing to compare, the measures concerned are missing.

    Notes
    -----
    Each k is a joblib task: threads here, the workers of a cluster within
    `joblib.parallel_config`, with the same answer.
    """
    from joblib import Parallel, delayed
    from threadpoolctl import threadpool_limits

    frame = scaled_frame(matrix).sort_index(axis=0).sort_index(axis=1)
    ks = sorted(set(ks))
    for k in ks:
        check_k(frame.to_numpy(float), k)
    # The largest k takes longest: begun first, it is not what the others wait for.
    ordered = ks[::-1]
    with threadpool_limits(limits=1):
        found = Parallel(n_jobs=-1, prefer="threads")(
            delayed(measure_k)(frame, k, seed=seed, restarts=restarts, bootstraps=bootstraps)
            for k in ordered
        )
    rows = [one.measures for one in found]
    index = pd.Index(ordered, name="k")
    return pd.DataFrame(rows, index=index, columns=SCAN_COLUMNS).sort_index()


def measure_k(
    matrix: FeatureMatrix | pd.DataFrame,
    k: int,
    *,
    method: str = "kmeans",
    seed: int = 0,
    restarts: int = 100,
    bootstraps: int = 100,
    report: Report = silent,
) -> KMeasure:
    """Cluster once and measure the answer: one row of a scan.

    It depends on nothing but its arguments, so any worker may compute it. The gap compares with
    k-means, so other methods have none; territories are not resampled.
    """
    frame = scaled_frame(matrix).sort_index(axis=0).sort_index(axis=1)
    points = frame.to_numpy(float)
    found = cluster(
        matrix if method not in METHODS else frame,
        method=method,
        k=k,
        seed=seed,
        restarts=restarts,
        report=part_of(report, 0.0, 0.3),
    )
    labels = found.labels.reindex(frame.index)
    row = {
        "inertia": found.inertia,
        "smallest_share": float(labels.value_counts(normalize=True).min()),
        "best_share": found.best_share,
    }
    row |= _separation(points, labels.to_numpy(), k, seed)
    jaccard = pd.Series(dtype=float, name="jaccard")
    if bootstraps and method == "kmeans":
        report(0.3)
        gap = measure_gap(points, k, found.inertia, seed=seed, references=bootstraps)
        row |= {"gap": gap.gap, "gap_se": gap.error}
    if bootstraps and k > 1 and method in METHODS:
        stability = measure_stability(
            frame,
            labels,
            method=method,
            seed=seed,
            bootstraps=bootstraps,
            report=part_of(report, 0.5, 1.0),
        )
        jaccard = stability.jaccard
        row |= {"ari": stability.ari, "jaccard_min": float(jaccard.min())}
    return KMeasure(row, labels, jaccard)


SCAN_COLUMNS = [
    "inertia",
    "silhouette",
    "calinski_harabasz",
    "davies_bouldin",
    "gap",
    "gap_se",
    "ari",
    "jaccard_min",
    "smallest_share",
    "best_share",
]


def mean_silhouette(points: np.ndarray, labels: np.ndarray, seed: int = 0) -> float:
    """Mean silhouette; of a sample of rows where there are very many."""
    from sklearn.metrics import silhouette_score

    sample = SILHOUETTE_ROWS if len(points) > SILHOUETTE_ROWS else None
    return float(silhouette_score(points, labels, sample_size=sample, random_state=seed))


def _separation(points: np.ndarray, labels: np.ndarray, k: int, seed: int) -> dict[str, float]:
    if not 1 < k < len(points):
        return {}
    from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        return {
            "silhouette": mean_silhouette(points, labels, seed),
            "calinski_harabasz": float(calinski_harabasz_score(points, labels)),
            "davies_bouldin": float(davies_bouldin_score(points, labels)),
        }


def _resample(count: int, seed: int, bootstraps: int) -> np.ndarray:
    """How often each row is drawn: bootstraps x rows."""
    generator = np.random.default_rng([seed, count, bootstraps])
    drawn = generator.integers(0, count, (bootstraps, count))
    return np.stack([np.bincount(rows, minlength=count) for rows in drawn]).astype(float)


def _cluster_resamples(
    points: np.ndarray, weights: np.ndarray, k: int, method: str, seed: int, report: Report
) -> kmeans.Runs:
    report(0.0)
    if method == "kmeans":
        return kmeans.run_resamples(points, weights, k, seed=seed, restarts=RESAMPLE_RESTARTS)
    labels = np.zeros(weights.shape, dtype=int)
    centroids = np.empty((len(weights), k, points.shape[1]))
    for number, drawn in enumerate(weights.astype(int)):
        report(number / len(weights))
        rows = np.repeat(np.arange(len(points)), drawn)
        found, _ = METHODS[method](points[rows], k, seed, RESAMPLE_RESTARTS, silent)
        labels[number, rows] = found
        centroids[number] = [points[rows][found == one].mean(axis=0) for one in range(k)]
    return kmeans.Runs(labels, centroids, np.full(len(weights), np.nan))


def _predicted(points: np.ndarray, found: kmeans.Runs) -> np.ndarray:
    """Nearest centroid of every row, for every run."""
    centred = points - points.mean(axis=0)
    lengths = (found.centroids**2).sum(axis=2)[:, :, None]
    return (lengths - 2 * found.centroids @ centred.T).argmin(axis=1)


def _table(left: np.ndarray, right: np.ndarray, k: int) -> np.ndarray:
    return np.bincount(left * k + right, minlength=k * k).reshape(k, k)
