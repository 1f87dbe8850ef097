"""Group the rows of a matrix into k clusters, by one of several methods."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology import kmeans
from segments.typology.features import FeatureMatrix
from segments.typology.kmeans_large import run_large
from segments.typology.progress import Report, silent
from segments.typology.refusals import refuse
from segments.typology.territories import TERRITORY_METHODS, connected_neighbours

if TYPE_CHECKING:
    from collections.abc import Callable

# Starts whose score differs by less found the same optimum (Gaussian mixture, log-likelihood).
SAME_LIKELIHOOD = 1e-4


@dataclass(frozen=True)
class Clustering:
    """Rows in k clusters.

    Attributes
    ----------
    labels
        Row -> 0 ... k - 1; cluster 0 has the most rows.
    centroids
        k x features: the mean of the rows of each cluster.
    inertia
        Sum of the squared distances of the rows to the centroid of their cluster.
    best_share
        Share of the starts that reached the best solution; under 0.2 means that it hangs on
        luck. 1 for a method without starts.
    """

    labels: pd.Series
    centroids: pd.DataFrame
    inertia: float
    best_share: float


def cluster(
    matrix: FeatureMatrix | pd.DataFrame,
    *,
    method: str = "kmeans",
    k: int,
    seed: int = 0,
    restarts: int = 200,
    report: Report = silent,
) -> Clustering:
    """Group the rows of a matrix into k clusters.

    The answer does not depend on the order of rows or columns: both are sorted first.

    Parameters
    ----------
    matrix
        A `FeatureMatrix`, or a DataFrame of columns that are already scaled.
    method
        A key of `METHODS` or, for a `FeatureMatrix`, which knows its neighbours, of
        `TERRITORY_METHODS`.

    Raises
    ------
    ValueError
        Unknown method, missing values, repeated row names, fewer distinct rows than clusters, or
        territories of rows whose neighbours are not known.
    """
    from threadpoolctl import threadpool_limits

    if method not in ALL_METHODS:
        refuse("unknown_choice", "method", method, ", ".join(ALL_METHODS))
    frame = scaled_frame(matrix)
    ordered = frame.sort_index(axis=0).sort_index(axis=1)
    points = ordered.to_numpy(float)
    check_k(points, k)
    with threadpool_limits(limits=1):
        if method in METHODS:
            labels, best_share = METHODS[method](points, k, seed, restarts, report)
        else:
            labels, best_share = _territories(matrix, ordered, k, method), 1.0
    labels = _by_size(labels)
    centroids = np.stack([points[labels == number].mean(axis=0) for number in range(k)])
    return Clustering(
        pd.Series(labels, index=ordered.index, name="cluster").reindex(frame.index),
        pd.DataFrame(centroids, columns=ordered.columns).rename_axis("cluster")[frame.columns],
        float(((points - centroids[labels]) ** 2).sum()),
        best_share,
    )


def scaled_frame(matrix: FeatureMatrix | pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of a matrix, checked: finite, and each row named once."""
    frame = matrix.values if isinstance(matrix, FeatureMatrix) else matrix
    repeated = frame.index[frame.index.duplicated()]
    if len(repeated):
        raise ValueError(f"Rows named twice: {', '.join(map(str, repeated.unique()))}.")
    holes = frame.columns[~np.isfinite(frame.to_numpy(float)).all(axis=0)]
    if len(holes):
        raise ValueError(f"Missing or infinite values in: {', '.join(map(str, holes))}.")
    return frame


def check_k(points: np.ndarray, k: int) -> None:
    """Raise ValueError when there are fewer distinct points than clusters."""
    distinct = len(np.unique(points, axis=0))
    if not 1 <= k <= distinct:
        refuse("k_beyond_rows", "k", k, distinct)


def _kmeans(
    points: np.ndarray, k: int, seed: int, restarts: int, report: Report
) -> tuple[np.ndarray, float]:
    report(0.0)
    centred = points - points.mean(axis=0)
    if len(points) > kmeans.ROWS_WITH_MOVES:
        runs, best_share = run_large(centred, k, seed=seed, restarts=restarts)
        return runs.labels[runs.inertia.argmin()], best_share
    runs = kmeans.run_starts(centred, k, seed=seed, restarts=restarts)
    best = runs.inertia.min()
    reached = runs.inertia <= best * (1 + kmeans.SAME_INERTIA)
    return runs.labels[reached.argmax()], float(reached.mean())


def _ward(
    points: np.ndarray, k: int, _seed: int, _restarts: int, report: Report
) -> tuple[np.ndarray, float]:
    report(0.0)
    from sklearn.cluster import AgglomerativeClustering

    return AgglomerativeClustering(k, linkage="ward").fit_predict(points), 1.0


def _gaussian_mixture(
    points: np.ndarray, k: int, seed: int, restarts: int, report: Report
) -> tuple[np.ndarray, float]:
    """Mixture of Gaussians with diagonal covariance; few places allow no fuller one."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture

    # A floor under the variances, small beside the data, keeps a component from collapsing.
    floor = max(1e-3 * float(points.var(axis=0).mean()), 1e-9)
    best, scores = None, []
    for number in range(restarts):
        report(number / restarts)
        mixture = GaussianMixture(
            k,
            covariance_type="diag",
            reg_covar=floor,
            max_iter=500,
            init_params="k-means++",
            random_state=np.random.RandomState([seed, number]),
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            labels = mixture.fit_predict(points)
        full = len(np.unique(labels)) == k
        scores.append(mixture.lower_bound_ if full else -np.inf)
        if full and (best is None or scores[-1] > best[0]):
            best = (scores[-1], labels)
    if best is None:
        refuse("not_filled", "gmm", k)
    return best[1], float(np.mean(np.array(scores) >= best[0] - SAME_LIKELIHOOD))


def _by_size(labels: np.ndarray) -> np.ndarray:
    """Renumber from the largest cluster; of equal ones the one with the first row leads."""
    _, first, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(sizes), dtype=int)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return rank[inverse]


def _territories(
    matrix: FeatureMatrix | pd.DataFrame, ordered: pd.DataFrame, k: int, method: str
) -> np.ndarray:
    ground = matrix.ground if isinstance(matrix, FeatureMatrix) else None
    if ground is None:
        refuse("no_neighbours", method)
    beside = connected_neighbours(ground, [str(code) for code in ordered.index])
    people = ground.people.reindex(ordered.index).to_numpy(float)
    return TERRITORY_METHODS[method](ordered.to_numpy(float), k, beside, people)


METHODS: dict[str, Callable[[np.ndarray, int, int, int, Report], tuple[np.ndarray, float]]] = {
    "kmeans": _kmeans,
    "ward": _ward,
    "gmm": _gaussian_mixture,
}
ALL_METHODS = (*METHODS, *TERRITORY_METHODS)
