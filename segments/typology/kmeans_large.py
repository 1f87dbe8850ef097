"""k-means of very many places: a sample finds where the centroids lie, then all places decide."""

from __future__ import annotations

import numpy as np

from segments.typology.kmeans import Runs, batches, draw_starts, joined, lloyd

SAMPLE_ROWS = 4000
POLISHED = 3
# Lloyd alone stops a little beside the optimum: so near is the same answer.
SAME_INERTIA = 1e-3


def run_large(points: np.ndarray, k: int, *, seed: int, restarts: int) -> tuple[Runs, float]:
    """Run k-means on more places than fit a batch: many starts on a sample, the best on all.

    Gives the best runs on all places, and the share of the starts that reached the best solution
    of the sample. As Bradley & Fayyad (1998, ICML) refine starting points.
    """
    generator = np.random.default_rng([seed, k, 2])
    rows = np.sort(generator.choice(len(points), SAMPLE_ROWS, replace=False))
    coarse = points.astype(np.float32)
    sample = coarse[rows]
    ones = np.ones((1, SAMPLE_ROWS), dtype=np.float32)
    found = []
    for batch in batches(restarts, k * SAMPLE_ROWS):
        repeated = np.repeat(ones, len(range(restarts)[batch]), axis=0)
        found.append(lloyd(sample, draw_starts(sample, k, repeated, generator), ones))
    runs = joined(found)
    order = runs.inertia.argsort(kind="stable")
    reached = runs.inertia <= runs.inertia[order[0]] * (1 + SAME_INERTIA)
    # Starts that met in one solution are polished once.
    _, first = np.unique(runs.inertia[order].round(2), return_index=True)
    best = order[np.sort(first)[:POLISHED]]
    everyone = np.ones((1, len(points)), dtype=np.float32)
    polished = [lloyd(coarse, runs.centroids[[one]], everyone) for one in best]
    return joined(polished), float(reached.mean())
