"""The answer: a segment for every place, with its distances and its stability."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from segments.typology.features import build_features
from segments.typology.naming import name_segments
from segments.typology.versions import content_version, data_digest

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.features import FeatureMatrix
    from segments.typology.recipe import Recipe

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BOOTSTRAPS = 100
# A place this close to its second centroid (ratio of squared distances) is on the border.
BORDERLINE = 0.8


@dataclass(frozen=True)
class Segmentation:
    """The answer, with its question. Segment "A" has the most residents.

    Attributes
    ----------
    recipe
        The question.
    labels
        Place -> letter.
    names
        Letter -> {"id": ..., "en": ...}.
    distances
        Per place: own, second (squared distances to the own and the second nearest centroid),
        second_label and ratio (own / second; over 0.8 is borderline).
    centroids
        Segments x features, in the scale of `FeatureMatrix.values`.
    scaling
        That of `FeatureMatrix`: with it and the centroids new figures can be assigned.
    diagnostics
        ari, ari_sd, jaccard (by letter), silhouette, inertia, best_share, bootstraps,
        n_imputed_cells, n_imputed_places, n_borderline, n_districts_mixed, modelled_weight,
        inherited_weight.
    data
        Digest of the columns that were used.
    version
        Hash of recipe, labels, centroids, scaling and data; the same on every machine.
    """

    recipe: Recipe
    labels: pd.Series
    names: dict[str, dict[str, str]]
    distances: pd.DataFrame
    centroids: pd.DataFrame
    scaling: pd.DataFrame
    diagnostics: dict[str, Any]
    data: str
    version: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The letters, in order."""
        return tuple(self.centroids.index)


def segment(areas: AreaTable, recipe: Recipe, *, bootstraps: int = BOOTSTRAPS) -> Segmentation:
    """Group places by a recipe.

    Raises
    ------
    FeatureError, ValueError
        When columns, k or the size of the table do not allow it; the message says why.
    """
    from segments.typology.clustering import cluster

    matrix = build_features(areas, recipe)
    if recipe.k > len(LETTERS):
        raise ValueError(f"k is {recipe.k}; at most {len(LETTERS)} segments have a letter.")
    found = cluster(
        matrix, method=recipe.method, k=recipe.k, seed=recipe.seed, restarts=recipe.restarts
    )
    letters = _letters(found.labels, areas.table["population"])
    labels = found.labels.map(letters).astype("str").rename("segment")
    centroids = found.centroids.rename(index=letters).sort_index().rename_axis("segment")
    distances = measure_distances(matrix.values, labels, centroids)
    diagnostics = {
        "inertia": found.inertia,
        "best_share": found.best_share,
        **_stability(matrix, labels, recipe, bootstraps),
        **_counts(areas, matrix, labels, distances),
    }
    unnamed = Segmentation(
        recipe,
        labels,
        {},
        distances,
        centroids,
        matrix.scaling,
        diagnostics,
        data_digest(areas.table[list(recipe.features)]),
        "",
    )
    return replace(unnamed, names=name_segments(areas, labels), version=content_version(unnamed))


def assign(areas: AreaTable, segmentation: Segmentation) -> pd.DataFrame:
    """Give new figures the segments of an earlier answer, by its scaling and its centroids.

    Returns
    -------
    DataFrame
        As `Segmentation.distances`, with the nearest segment as `label`.
    """
    matrix = build_features(areas, segmentation.recipe, scaling=segmentation.scaling)
    squares = _squares(matrix.values, segmentation.centroids)
    labels = squares.idxmin(axis=1).astype("str").rename("label")
    distances = measure_distances(matrix.values, labels, segmentation.centroids)
    return pd.concat([labels, distances], axis=1)


def measure_distances(
    values: pd.DataFrame, labels: pd.Series, centroids: pd.DataFrame
) -> pd.DataFrame:
    """Squared distances to the own and to the nearest other centroid, and their ratio."""
    squares = _squares(values, centroids)
    mine = pd.get_dummies(labels).reindex(columns=centroids.index, fill_value=False).astype(bool)
    others = squares.mask(mine)
    single = len(centroids) == 1
    distances = pd.DataFrame(
        {
            "own": squares.where(mine).sum(axis=1),
            "second": others.min(axis=1),
            "second_label": "" if single else others.fillna(np.inf).idxmin(axis=1).astype("str"),
        },
        index=values.index,
    )
    # Two centroids in one point: as far from one as from the other.
    ratio = distances["own"] / distances["second"].where(distances["second"] > 0)
    distances["ratio"] = ratio.mask(distances["second"] == 0, 1.0)
    return distances


def _squares(values: pd.DataFrame, centroids: pd.DataFrame) -> pd.DataFrame:
    points = values[centroids.columns].to_numpy()
    squares = {
        code: ((points - centre.to_numpy()) ** 2).sum(axis=1)
        for code, centre in centroids.iterrows()
    }
    return pd.DataFrame(squares, index=values.index)


def _letters(labels: pd.Series, population: pd.Series) -> dict[int, str]:
    residents = population.groupby(labels).sum()
    order = sorted(residents.index, key=lambda number: (-residents[number], number))
    return {number: LETTERS[place] for place, number in enumerate(order)}


def _stability(
    matrix: FeatureMatrix, labels: pd.Series, recipe: Recipe, bootstraps: int
) -> dict[str, Any]:
    from segments.typology.quality import mean_silhouette, measure_stability

    several = recipe.k > 1
    measured: dict[str, Any] = {
        "silhouette": mean_silhouette(matrix.values.to_numpy(), labels.to_numpy())
        if several
        else float("nan"),
        "bootstraps": bootstraps if several else 0,
    }
    if several and bootstraps:
        stability = measure_stability(
            matrix, labels, method=recipe.method, seed=recipe.seed, bootstraps=bootstraps
        )
        measured |= {
            "ari": stability.ari,
            "ari_sd": stability.ari_sd,
            "jaccard": {str(code): float(share) for code, share in stability.jaccard.items()},
        }
    return measured


def _counts(
    areas: AreaTable, matrix: FeatureMatrix, labels: pd.Series, distances: pd.DataFrame
) -> dict[str, Any]:
    columns = [areas.column(name) for name in matrix.names]
    weights = matrix.weights[list(matrix.names)].to_numpy()
    modelled = np.array([column.evidence != "measured" for column in columns])
    inherited = np.array([column.inherited and areas.level == "village" for column in columns])
    per_district = labels.groupby(areas.table["district_code"]).nunique()
    return {
        "n_imputed_cells": int(matrix.imputed.to_numpy().sum()),
        "n_imputed_places": int(matrix.imputed.any(axis=1).sum()),
        "n_borderline": int((distances["ratio"] > BORDERLINE).sum()),
        "n_districts_mixed": int((per_district > 1).sum()),
        "modelled_weight": float(weights[modelled].sum()),
        "inherited_weight": float(weights[inherited].sum()),
    }
