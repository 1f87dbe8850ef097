"""The obvious way to compute the same thing: the library's own call, or a plain loop."""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata import AreaTable

Margins = Sequence[tuple[int, NDArray[np.float64]]]


def write_geojson(areas: AreaTable, folder: Path) -> Path:
    """Write tables and outlines the way most offices have them: CSV and GeoJSON."""
    file = folder / "villages.geojson"
    file.write_text(areas.outlines.to_json(), encoding="utf-8")
    areas.table.to_csv(folder / "villages.csv")
    return folder


def load_both_levels(folder: Path) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Read CSV and GeoJSON, join them, and dissolve the villages into districts.

    Nothing is checked and shares are not pooled, so it does less than `load_areas`.
    """
    table = pd.read_csv(folder / "villages.csv", dtype={"village_code": str, "district_code": str})
    outlines = gpd.read_file(folder / "villages.geojson")
    villages = outlines.merge(table, left_on="id", right_on="village_code")
    counts = [name for name in villages if name.startswith(("n_", "population"))]
    districts = villages[["district_code", "geometry", *counts]]
    return villages, districts.dissolve("district_code", aggfunc="sum")


def scan(
    points: NDArray[np.float64], ks: Sequence[int], *, restarts: int, bootstraps: int, starts: int
) -> list[dict[str, float]]:
    """Scan k with scikit-learn in plain loops.

    Each k with `restarts` starts, each bootstrap and each reference set of the gap statistic
    with `starts`.
    """
    from sklearn.cluster import KMeans
    from sklearn.metrics import (
        adjusted_rand_score,
        calinski_harabasz_score,
        davies_bouldin_score,
        silhouette_score,
    )

    generator = np.random.default_rng(0)
    rows = []
    for k in ks:
        found = KMeans(k, n_init=restarts, random_state=0).fit(points)
        row = {
            "inertia": float(found.inertia_),
            "silhouette": float(silhouette_score(points, found.labels_)),
            "calinski_harabasz": float(calinski_harabasz_score(points, found.labels_)),
            "davies_bouldin": float(davies_bouldin_score(points, found.labels_)),
        }
        agreement, references = [], []
        for number in range(bootstraps):
            drawn = points[generator.integers(0, len(points), len(points))]
            again = KMeans(k, n_init=starts, random_state=number).fit(drawn)
            agreement.append(adjusted_rand_score(found.labels_, again.predict(points)))
            box = generator.uniform(points.min(axis=0), points.max(axis=0), points.shape)
            reference = KMeans(k, n_init=starts, random_state=number).fit(box)
            references.append(np.log(reference.inertia_))
        if bootstraps:
            row["ari"] = float(np.mean(agreement))
            row["gap"] = float(np.mean(references) - np.log(row["inertia"]))
        rows.append(row)
    return rows


def best_of_starts(points: NDArray[np.float64], k: int, restarts: int) -> float:
    """Inertia of scikit-learn's k-means."""
    from sklearn.cluster import KMeans

    return float(KMeans(k, n_init=restarts, random_state=0).fit(points).inertia_)


def persons(counts: NDArray[np.int64], names: Sequence[str]) -> pd.DataFrame:
    """Write one row a person: the position of the village and of every trait, a byte or two."""
    cells = np.nonzero(counts)
    repeats = counts[cells]
    types = [np.int16, *[np.int8] * (len(names) - 1)]
    return pd.DataFrame(
        {
            name: np.repeat(position.astype(kind), repeats)
            for name, position, kind in zip(names, cells, types, strict=True)
        }
    )


def count_persons(people: pd.DataFrame, wanted: dict[str, list[int]], n: int) -> pd.Series:
    """Filter the persons and count them by village."""
    chosen = np.logical_and.reduce([people[name].isin(values) for name, values in wanted.items()])
    return people[chosen].groupby("village").size().reindex(range(n), fill_value=0)


def rake_in_loops(
    seed: NDArray[np.float64], margins: Margins, *, tolerance: float = 1e-8, rounds: int = 200
) -> NDArray[np.float64]:
    """Fit one table to one-dimensional margins, cell by cell."""
    weights = seed.tolist()
    cells = list(itertools.product(*(range(length) for length in seed.shape)))

    def inner(cell: tuple[int, ...]) -> list[float]:
        row = weights
        for position in cell[:-1]:
            row = row[position]
        return row

    for _ in range(rounds):
        worst = 0.0
        for axis, target in margins:
            sums = [0.0] * len(target)
            for cell in cells:
                sums[cell[axis]] += inner(cell)[cell[-1]]
            for wanted, found in zip(target, sums, strict=True):
                if wanted > 0:
                    worst = max(worst, abs(found - wanted) / wanted)
            factors = [w / s if s > 0 else 0.0 for w, s in zip(target, sums, strict=True)]
            for cell in cells:
                inner(cell)[cell[-1]] *= factors[cell[axis]]
        if worst <= tolerance:
            break
    return np.array(weights)


def to_excel(table: pd.DataFrame) -> bytes:
    """Write a table with pandas and openpyxl, without any formatting."""
    buffer = io.BytesIO()
    table.to_excel(buffer, engine="openpyxl")
    return buffer.getvalue()


def outlines_size(areas: AreaTable) -> int:
    """Count the bytes of the outlines as GeoJSON."""
    return len(areas.outlines.to_json())
