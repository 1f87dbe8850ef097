"""One scan of k in a process of its own: time and peak memory as JSON.

Runs under any interpreter: ``PYTHON scan_work.py TOOL POINTS.npy RESTARTS FULL``. It imports the
tool that is measured and nothing of the other ones; `FULL` is "yes" for bootstraps or silhouettes
that compare every pair.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable

import numpy as np

FEWEST, MOST = 2, 12
KS = range(FEWEST, MOST + 1)


def khalayak(points: np.ndarray, restarts: int, full: bool) -> Callable[[], list[float]]:
    """Scan with the project's own function."""
    import pandas as pd

    from segments.typology import scan_k

    frame = pd.DataFrame(points)
    scan_k(frame.iloc[:200], [2], restarts=2, bootstraps=0)  # loads what it loads when used
    bootstraps = 100 if full else 0
    return lambda: scan_k(frame, KS, restarts=restarts, bootstraps=bootstraps)["inertia"].tolist()


def clustergram(points: np.ndarray, restarts: int, full: bool) -> Callable[[], list[float]]:
    """Scan with clustergram and its three measures."""
    import pandas as pd
    from clustergram import Clustergram

    def work() -> list[float]:
        found = Clustergram(KS, method="kmeans", n_init=restarts, verbose=False)
        found.fit(pd.DataFrame(points))
        sample = None if full else 5000
        found.silhouette_score(sample_size=sample)
        found.calinski_harabasz_score()
        found.davies_bouldin_score()
        labels = found.labels
        return [_inertia(points, labels[k].to_numpy()) for k in KS]

    return work


def geosnap(points: np.ndarray, restarts: int, full: bool) -> Callable[[], list[float]]:  # noqa: ARG001 - it has one way
    """Scan with geosnap's search for k, which compares every pair of rows."""
    import geopandas as gpd
    from geosnap.analyze import find_k

    names = [f"c{number}" for number in range(points.shape[1])]
    places = gpd.GeoDataFrame(
        points, columns=names, geometry=gpd.points_from_xy(points[:, 0], points[:, 1])
    )
    places["geoid"], places["year"] = [str(row) for row in range(len(points))], 2024

    def work() -> list[float]:
        find_k(
            places, method="kmeans", columns=names, scaler=None, min_k=FEWEST, max_k=MOST,
            cluster_kwargs={"n_init": restarts},
        )  # fmt: skip
        return []

    return work


def _inertia(points: np.ndarray, labels: np.ndarray) -> float:
    groups = (points[labels == number] for number in np.unique(labels))
    return float(sum(((group - group.mean(axis=0)) ** 2).sum() for group in groups))


TOOLS = {"khalayak": khalayak, "clustergram": clustergram, "geosnap": geosnap}


def main() -> None:
    """Do the work that the command line names."""
    tool, path, restarts, full = sys.argv[1:5]
    began = time.perf_counter()
    work = TOOLS[tool](np.load(path), int(restarts), full == "yes")
    loaded = time.perf_counter()
    inertia = work()
    # Linux counts in kilobytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    seconds = time.perf_counter() - loaded
    answer = {"imports": loaded - began, "seconds": seconds, "megabytes": peak, "inertia": inertia}
    sys.stdout.write("\n" + json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
