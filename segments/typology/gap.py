"""The gap statistic: whether a grouping is tighter than in data without groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segments.typology.kmeans import nearest_cluster

REFERENCE_RESTARTS = 3
REFERENCE_ROUNDS = 30
SETTLED = 1e-4


@dataclass(frozen=True)
class Gap:
    """The gap statistic of one k and its standard error."""

    gap: float
    error: float


def measure_gap(points: np.ndarray, k: int, inertia: float, *, seed: int, references: int) -> Gap:
    """Compare log inertia with that of uniform points in a box along the principal axes.

    Gap(k) = mean log W*_k - log W_k over the references; its standard error is
    sd sqrt(1 + 1/B) (Tibshirani, Walther & Hastie 2001, J. R. Stat. Soc. B 63, version b). The
    suggested k is the smallest with Gap(k) >= Gap(k + 1) - se(k + 1).

    Parameters
    ----------
    inertia
        That of the points themselves, in k clusters.
    references
        Number of reference sets; they are the same for every k.
    """
    boxes = _reference_sets(points, references, np.random.default_rng([seed, 2]))
    reference = np.log(_reference_inertia(boxes, k, np.random.default_rng([seed, 2, k])))
    error = float(reference.std()) * float(np.sqrt(1 + 1 / references))
    return Gap(float(reference.mean()) - float(np.log(max(inertia, 1e-300))), error)


def _reference_sets(
    points: np.ndarray, references: int, generator: np.random.Generator
) -> np.ndarray:
    """Uniform points in the box of the principal components: references x rows x columns."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    scores = centred @ axes.T
    low, high = scores.min(axis=0), scores.max(axis=0)
    # Distances are the same along the rotated axes: no need to turn the points back.
    return generator.uniform(low, high, (references, *scores.shape)).astype(np.float32)


def _reference_inertia(boxes: np.ndarray, k: int, generator: np.random.Generator) -> np.ndarray:
    """Inertia of k-means in every reference set, the best of a few starts."""
    squares = (boxes**2).sum(axis=2)
    found = [_lloyd_inertia(boxes, squares, k, generator) for _ in range(REFERENCE_RESTARTS)]
    return np.min(found, axis=0)


def _lloyd_inertia(
    boxes: np.ndarray, squares: np.ndarray, k: int, generator: np.random.Generator
) -> np.ndarray:
    sets, rows, width = boxes.shape
    flipped = boxes.transpose(0, 2, 1)
    every = np.arange(sets)
    centroids = np.empty((sets, k, width), dtype=boxes.dtype)
    nearest = np.ones((sets, rows), dtype=boxes.dtype)
    for number in range(k):
        chances = np.cumsum(nearest, axis=1, dtype=float)
        drawn = generator.random((sets, 1)) * chances[:, -1:]
        picked = np.minimum((chances <= drawn).sum(axis=1), rows - 1)
        centroids[:, number] = boxes[every, picked]
        distances = squares + squares[every, picked][:, None]
        distances -= 2 * (centroids[:, number][:, None, :] @ flipped)[:, 0]
        np.maximum(distances, 0, out=distances)
        nearest = distances if number == 0 else np.minimum(nearest, distances)
    return _settled_inertia(boxes, squares, centroids)


def _settled_inertia(boxes: np.ndarray, squares: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Lloyd's rounds until a set gains less than a ten-thousandth; settled sets drop out."""
    k = centroids.shape[1]
    final = np.full(len(boxes), np.inf)
    moving = np.arange(len(boxes))
    for _ in range(REFERENCE_ROUNDS):
        distances = centroids @ boxes.transpose(0, 2, 1)
        distances *= -2
        distances += (centroids**2).sum(axis=2)[:, :, None]
        labels, least = nearest_cluster(distances)
        inertia = (least + squares).sum(axis=1, dtype=float)
        going = final[moving] - inertia > SETTLED * inertia
        final[moving] = inertia
        if not going.any():
            break
        members = (labels[:, None, :] == np.arange(k)[None, :, None]).astype(boxes.dtype)
        sizes = members.sum(axis=2)[:, :, None]
        centroids = np.where(sizes > 0, members @ boxes / np.maximum(sizes, 1), centroids)
        # Leaving sets behind costs a copy of the others: worth it when a third are done.
        if going.mean() < 2 / 3:
            moving, boxes, squares, centroids = (
                moving[going],
                boxes[going],
                squares[going],
                centroids[going],
            )
    return final
