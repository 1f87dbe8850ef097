"""The answer: a segment for every place, with its distances and its stability."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from segments.typology.features import build_features
from segments.typology.naming import name_segments
from segments.typology.progress import Report, part_of, silent
from segments.typology.refusals import refuse
from segments.typology.territories import TERRITORY_METHODS, explained_share, people_spread
from segments.typology.versions import content_version, data_digest

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.features import FeatureMatrix
    from segments.typology.recipe import Recipe

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BOOTSTRAPS = 100
# A place this close to its second centroid (ratio of squared distances) is on the border.
BORDERLINE = 0.8
# A place with more of its columns filled than this owes its segment to the filling.
MOST_FILLED = 0.3
# Fewer places, or fewer for each segment on average, are a list and not a grouping.
FEWEST_PLACES = 20
PLACES_PER_SEGMENT = 5


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
        inherited_weight; mostly_filled lists places with over 30 % of their columns filled, where
        there are any. Territories are not resampled; they have explained_share (between the
        segments, of all squared distances), explained_share_free (of Ward without contiguity),
        smallest_territory and largest_territory (residents, 1 is the mean).
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


def segment(
    areas: AreaTable, recipe: Recipe, *, bootstraps: int = BOOTSTRAPS, report: Report = silent
) -> Segmentation:
    """Group places by a recipe.

    Raises
    ------
    RefusedError
        When columns, k or the size of the table do not allow it; `refusals` says why.
    """
    from segments.typology.clustering import cluster

    check_size(areas, recipe.k)
    matrix = build_features(areas, recipe)
    found = cluster(
        matrix,
        method=recipe.method,
        k=recipe.k,
        seed=recipe.seed,
        restarts=recipe.restarts,
        report=part_of(report, 0.0, 0.5),
    )
    letters = letters_by_residents(found.labels, areas.table["population"])
    labels = found.labels.map(letters).astype("str").rename("segment")
    centroids = found.centroids.rename(index=letters).sort_index().rename_axis("segment")
    distances = measure_distances(matrix.values, labels, centroids)
    diagnostics = {
        "inertia": found.inertia,
        "best_share": found.best_share,
        **_stability(matrix, labels, recipe, bootstraps, part_of(report, 0.5, 1.0)),
        **_territory(areas, matrix, labels, recipe),
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


def check_size(areas: AreaTable, k: int) -> None:
    """Refuse a grouping of too few places, or into more segments than they can fill."""
    n_places = len(areas.table)
    if n_places < FEWEST_PLACES:
        refuse("too_few_places", "", n_places, FEWEST_PLACES)
    if k > len(LETTERS):
        refuse("k_beyond_letters", "k", k, len(LETTERS))
    if k > n_places // PLACES_PER_SEGMENT:
        refuse("k_beyond_places", "k", k, n_places // PLACES_PER_SEGMENT)


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


def letters_by_residents(labels: pd.Series, population: pd.Series) -> dict[int, str]:
    """Give cluster numbers their letters: "A" for the most residents."""
    residents = population.groupby(labels).sum()
    order = sorted(residents.index, key=lambda number: (-residents[number], number))
    return {number: LETTERS[place] for place, number in enumerate(order)}


def _stability(
    matrix: FeatureMatrix, labels: pd.Series, recipe: Recipe, bootstraps: int, report: Report
) -> dict[str, Any]:
    from segments.typology.quality import mean_silhouette, measure_stability

    several = recipe.k > 1
    if recipe.method in TERRITORY_METHODS:
        bootstraps = 0
    measured: dict[str, Any] = {
        "silhouette": mean_silhouette(matrix.values.to_numpy(), labels.to_numpy())
        if several
        else float("nan"),
        "bootstraps": bootstraps if several else 0,
    }
    if several and bootstraps:
        stability = measure_stability(
            matrix,
            labels,
            method=recipe.method,
            seed=recipe.seed,
            bootstraps=bootstraps,
            report=report,
        )
        measured |= {
            "ari": stability.ari,
            "ari_sd": stability.ari_sd,
            "jaccard": {str(code): float(share) for code, share in stability.jaccard.items()},
        }
    return measured


def _territory(
    areas: AreaTable, matrix: FeatureMatrix, labels: pd.Series, recipe: Recipe
) -> dict[str, Any]:
    """Tell what contiguity costs and how even territories are; nothing for other methods."""
    if recipe.method not in TERRITORY_METHODS:
        return {}
    from segments.typology.clustering import cluster

    free = cluster(matrix, method="ward", k=recipe.k)
    smallest, largest = people_spread(labels, areas.table["population"])
    return {
        "explained_share": explained_share(matrix.values, labels),
        "explained_share_free": explained_share(matrix.values, free.labels),
        "smallest_territory": smallest,
        "largest_territory": largest,
    }


def _counts(
    areas: AreaTable, matrix: FeatureMatrix, labels: pd.Series, distances: pd.DataFrame
) -> dict[str, Any]:
    columns = [areas.column(name) for name in matrix.names]
    weights = matrix.weights[list(matrix.names)].to_numpy()
    modelled = np.array([column.evidence != "measured" for column in columns])
    inherited = np.array([column.inherited and areas.level == "village" for column in columns])
    per_district = labels.groupby(areas.table["district_code"]).nunique()
    filled = matrix.imputed.index[matrix.imputed.mean(axis=1) > MOST_FILLED]
    return {
        **({"mostly_filled": sorted(map(str, filled))} if len(filled) else {}),
        "n_imputed_cells": int(matrix.imputed.to_numpy().sum()),
        "n_imputed_places": int(matrix.imputed.any(axis=1).sum()),
        "n_borderline": int((distances["ratio"] > BORDERLINE).sum()),
        "n_districts_mixed": int((per_district > 1).sum()),
        "modelled_weight": float(weights[modelled].sum()),
        "inherited_weight": float(weights[inherited].sum()),
    }
