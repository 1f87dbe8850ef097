"""k-means with many starts at once: Lloyd's algorithm, then single moves after Hartigan and Wong.

All starts run together as one batch of matrix products, which for a few hundred places is faster
than one start after the other. Lloyd (1982, IEEE Trans. Inf. Theory 28) stops at partitions that
moving one place can still better; moving it (Hartigan & Wong 1979, J. R. Stat. Soc. C 28) lets
most starts meet in the same optimum, so that the share of starts which found it means something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    # What `joblib.delayed` makes of a call: function, arguments, named arguments.
    Task = tuple[Any, tuple[Any, ...], dict[str, Any]]

LLOYD_ROUNDS = 300
MOVES = 1000
# Single moves cost one pass a move: beyond this many places Lloyd alone has to do.
ROWS_WITH_MOVES = 5000
# Cells of a batch (starts x centroids x places): keeps the batch in the processor's cache.
BATCH_CELLS = 2_000_000
SAME_INERTIA = 1e-9


@dataclass(frozen=True)
class Runs:
    """Many runs on the same points: labels (runs x n), centroids (runs x k x p), inertia (runs)."""

    labels: np.ndarray
    centroids: np.ndarray
    inertia: np.ndarray


def run_starts(points: np.ndarray, k: int, *, seed: int, restarts: int) -> Runs:
    """Run k-means from `restarts` starts drawn by k-means++."""
    weights = np.ones((1, len(points)))
    generator = np.random.default_rng([seed, k])
    starts = draw_starts(points, k, np.repeat(weights, restarts, axis=0), generator)
    return joined(
        _as_tasks(
            delayed(_improve)(points, starts[batch], weights)
            for batch in batches(restarts, k * len(points))
        )
    )


def run_resamples(
    points: np.ndarray, weights: np.ndarray, k: int, *, seed: int, restarts: int
) -> Runs:
    """Run weighted k-means once for every row of `weights`, each the best of `restarts` starts.

    Lloyd's rounds are made in half the digits, in a little more than half the time; the single
    moves, which decide where a run ends, in all of them.
    """
    generator = np.random.default_rng([seed, k, 1])
    coarse = points.astype(np.float32)

    def tasks() -> Iterator[Task]:
        for batch in batches(len(weights), restarts * k * len(points)):
            repeated = np.repeat(weights[batch].astype(np.float32), restarts, axis=0)
            starts = draw_starts(coarse, k, repeated, generator)
            yield delayed(_best_of_resamples)(points, starts, weights[batch])

    return joined(_as_tasks(tasks()))


def draw_starts(
    points: np.ndarray, k: int, weights: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    """Draw starting centroids by greedy k-means++ for each row of weights.

    Each centroid is a place, drawn with a chance in proportion to its weight times its squared
    distance to the nearest centroid so far; of 2 + ln k draws the one that leaves the least
    inertia is kept (Arthur & Vassilvitskii 2007, section 5.4, SODA; as in scikit-learn).
    """
    runs, trials = len(weights), 2 + int(np.log(k))
    squares = (points**2).sum(axis=1)
    every = np.arange(runs)
    nearest = np.full((runs, len(points)), np.inf, dtype=points.dtype)
    chances = np.cumsum(weights, axis=1, dtype=float)
    centroids = np.empty((runs, k, points.shape[1]), dtype=points.dtype)
    for number in range(k):
        least = np.full(runs, np.inf)
        closest = nearest
        for _ in range(1 if number == 0 else trials):
            drawn = generator.random((runs, 1)) * chances[:, -1:]
            rows = np.minimum((chances <= drawn).sum(axis=1), len(points) - 1)
            distances = squares[rows, None] + squares - 2 * points[rows] @ points.T
            distances = np.minimum(np.maximum(distances, 0), nearest)
            inertia = (distances * weights).sum(axis=1)
            better = inertia < least
            least = np.where(better, inertia, least)
            closest = np.where(better[:, None], distances, closest)
            centroids[every[better], number] = points[rows[better]]
        nearest = closest
        chances = np.cumsum(weights * nearest, axis=1, dtype=float)
    return centroids


def lloyd(
    points: np.ndarray, centroids: np.ndarray, weights: np.ndarray, *, rounds: int = LLOYD_ROUNDS
) -> Runs:
    """Assign to the nearest centroid and average, until no label changes.

    `weights` has one row for every run, or one row for all.
    """
    runs, k, _ = centroids.shape
    centroids = centroids.copy()
    labels = np.full((runs, len(points)), -1, dtype=label_type(k))
    moving = np.arange(runs)
    for _ in range(rounds):
        found, _ = nearest_cluster(_cross_distances(points, centroids[moving]))
        changed = (found != labels[moving]).any(axis=1)
        labels[moving] = found
        moving = moving[changed]
        if len(moving) == 0:
            break
        sizes, sums = _totals(points, found[changed], k, _rows_of(weights, moving))
        filled = sizes > 0
        average = sums / np.where(filled, sizes, 1)[:, :, None]
        centroids[moving] = np.where(filled[:, :, None], average, centroids[moving])
    _, own = nearest_cluster(_cross_distances(points, centroids))
    own = np.maximum(own + (points**2).sum(axis=1), 0)
    return Runs(labels, centroids, (own * weights).sum(axis=1))


def exchange(points: np.ndarray, labels: np.ndarray, k: int, weights: np.ndarray) -> Runs:
    """Move one place at a time, the best move of each run first, while that lowers the inertia.

    Moving a place of weight w from a cluster of size a to one of size b changes the inertia by
    w b / (b + w) d_b - w a / (a - w) d_a, with d the squared distances to the centroids.
    """
    squares = (points**2).sum(axis=1)
    labels = labels.astype(np.intp)
    weights = np.broadcast_to(weights, labels.shape)
    even = bool((weights == weights[0, 0]).all())
    sizes, sums = _totals(points, labels, k, weights)
    least = 1e-10 * squares.mean()
    moving = np.arange(len(labels))
    for _ in range(MOVES):
        rows, targets, gains = _best_moves(
            points, squares, labels[moving], sizes[moving], sums[moving], weights[moving], even
        )
        going = gains > least
        moving, rows, targets = moving[going], rows[going], targets[going]
        if len(moving) == 0:
            break
        origin, weight = labels[moving, rows], weights[moving, rows]
        shift = weight[:, None] * points[rows]
        np.subtract.at(sums, (moving, origin), shift)
        np.add.at(sums, (moving, targets), shift)
        np.subtract.at(sizes, (moving, origin), weight)
        np.add.at(sizes, (moving, targets), weight)
        labels[moving, rows] = targets
    centroids = sums / np.maximum(sizes, 1e-12)[:, :, None]
    distances = _cross_distances(points, centroids)
    own = np.take_along_axis(distances, labels[:, None, :], axis=1)[:, 0] + squares
    # A place that a resample left out has no say in the moves: it joins the nearest centroid.
    labels = np.where(weights > 0, labels, nearest_cluster(distances)[0])
    return Runs(labels, centroids, (np.maximum(own, 0) * weights).sum(axis=1))


def nearest_cluster(distances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Position and value of the minimum over axis 1 of runs x k x n; the first of equals.

    As `argmin` and `min`, which are many times slower along a short middle axis.
    """
    number_type = label_type(distances.shape[1])
    labels = np.zeros((distances.shape[0], distances.shape[2]), dtype=number_type)
    least = distances[:, 0].copy()
    for number in range(1, distances.shape[1]):
        closer = (distances[:, number] < least).view(np.int8)
        # Numbers only grow: the larger of the two is the last that was closer.
        np.maximum(labels, closer * number_type(number), out=labels)
        np.minimum(least, distances[:, number], out=least)
    return labels, least


def label_type(k: int) -> type[np.signedinteger]:
    """Return the smallest of two types that holds the numbers of k clusters."""
    return np.int8 if k <= 127 else np.int32


def _improve(points: np.ndarray, starts: np.ndarray, weights: np.ndarray) -> Runs:
    found = lloyd(points, starts, weights)
    # Starts that met in one partition go on together.
    _, chosen, back = np.unique(found.inertia.round(12), return_index=True, return_inverse=True)
    moved = _moved(points, found, chosen, weights)
    return Runs(moved.labels[back], moved.centroids[back], moved.inertia[back])


def _best_of_resamples(points: np.ndarray, starts: np.ndarray, weights: np.ndarray) -> Runs:
    restarts = len(starts) // len(weights)
    repeated = np.repeat(weights.astype(np.float32), restarts, axis=0)
    found = lloyd(points.astype(np.float32), starts, repeated)
    best = found.inertia.reshape(-1, restarts).argmin(axis=1)
    return _moved(points, found, best + np.arange(len(weights)) * restarts, weights)


def _moved(points: np.ndarray, found: Runs, chosen: np.ndarray, weights: np.ndarray) -> Runs:
    chosen_labels = found.labels[chosen]
    if len(points) > ROWS_WITH_MOVES:
        return Runs(chosen_labels, found.centroids[chosen], found.inertia[chosen])
    return exchange(points, chosen_labels, found.centroids.shape[1], weights)


def _best_moves(
    points: np.ndarray,
    squares: np.ndarray,
    labels: np.ndarray,
    sizes: np.ndarray,
    sums: np.ndarray,
    weights: np.ndarray,
    even: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each run the place to move, the cluster to move it to, and what that gains.

    Where all weights are the same (`even`), the factor is one number a cluster.
    """
    distances = _cross_distances(points, sums / np.maximum(sizes, 1e-12)[:, :, None])
    distances += squares
    own = np.take_along_axis(distances, labels[:, None, :], axis=1)[:, 0]
    left = np.take_along_axis(sizes, labels, axis=1) - weights
    saved = np.where(
        left > 1e-9, weights * (left + weights) / np.maximum(left, 1e-9) * own, -np.inf
    )
    size, weight = sizes[:, :, None], weights[:, None, :1] if even else weights[:, None, :]
    distances *= size * weight / np.maximum(size + weight, 1e-12)
    np.put_along_axis(distances, labels[:, None, :], np.inf, axis=1)
    targets, cost = nearest_cluster(distances)
    gains = saved - cost
    gains[weights == 0] = -np.inf
    rows = gains.argmax(axis=1)
    runs = np.arange(len(labels))
    return rows, targets[runs, rows], gains[runs, rows]


def _cross_distances(points: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Squared distances less the squared length of the point: runs x k x n."""
    runs, k, width = centroids.shape
    flat = centroids.reshape(-1, width)
    distances = flat @ points.T
    distances *= -2
    distances += (flat**2).sum(axis=1)[:, None]
    return distances.reshape(runs, k, len(points))


def _totals(
    points: np.ndarray, labels: np.ndarray, k: int, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Weight and weighted sum of the points of each cluster: runs x k, runs x k x p."""
    members = labels[:, None, :] == np.arange(k, dtype=labels.dtype)[None, :, None]
    members = members * weights[:, None, :]
    sums = members.reshape(-1, len(points)) @ points
    return members.sum(axis=2), sums.reshape(len(labels), k, points.shape[1])


def _rows_of(weights: np.ndarray, runs: np.ndarray) -> np.ndarray:
    return weights if len(weights) == 1 else weights[runs]


def batches(count: int, cells: int) -> Iterator[slice]:
    """Cut a number of runs, of so many cells each, into batches for the processor's cache."""
    size = max(1, BATCH_CELLS // cells)
    return (slice(start, min(start + size, count)) for start in range(0, count, size))


def _as_tasks(tasks: Iterable[Task]) -> list[Runs]:
    """Run batches one after the other or, within `joblib.parallel_config`, side by side."""
    return list(Parallel(prefer="threads")(tasks))


def joined(runs: list[Runs]) -> Runs:
    """Put batches of runs together."""
    return Runs(
        np.concatenate([run.labels for run in runs]),
        np.concatenate([run.centroids for run in runs]),
        np.concatenate([run.inertia for run in runs]),
    )
