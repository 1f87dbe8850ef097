"""How many segments: every k examined in several ways, and what the measures say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.features import build_features
from segments.typology.progress import Report, silent
from segments.typology.quality import SCAN_COLUMNS, measure_k
from segments.typology.segmentation import check_size, letters_by_residents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.area_table import AreaTable
    from segments.typology.features import FeatureMatrix
    from segments.typology.recipe import Recipe

# Hennig (2007, Comput. Stat. Data Anal. 52) and the documentation of fpc::clusterboot: a
# cluster that comes back this much is stable, one that comes back less is a pattern, or none.
STABLE_ARI = 0.8
STABLE_JACCARD = 0.75
PATTERN_JACCARD = 0.6
# What a choice looks at: beyond ten nobody in an office tells the segments apart.
KS = tuple(range(2, 11))
# A segment is worth its own plan from either of these on.
SMALLEST_PLACES = 0.05
SMALLEST_PEOPLE = 0.03
# Under this the groups run into one another (Kaufman & Rousseeuw 1990, Finding Groups in Data).
WEAK_SILHOUETTE = 0.25


@dataclass(frozen=True)
class KStep:
    """One number of segments, examined.

    Attributes
    ----------
    measures
        By name, see `scan_k`; smallest_people is the share of residents in the smallest segment.
    labels
        Place -> letter, "A" with the most residents.
    segments
        By letter: places, people (numbers) and jaccard (missing without resamples).
    """

    k: int
    measures: dict[str, float]
    labels: pd.Series
    segments: pd.DataFrame


def examine_k(
    areas: AreaTable,
    recipe: Recipe,
    k: int,
    *,
    bootstraps: int = 100,
    report: Report = silent,
) -> KStep:
    """Group by a recipe into k segments and measure the answer.

    Raises
    ------
    RefusedError
        When columns, k or the size of the table do not allow it.
    """
    check_size(areas, k)
    matrix = build_features(areas, recipe)
    found = measure_k(
        matrix,
        k,
        method=recipe.method,
        seed=recipe.seed,
        restarts=recipe.restarts,
        bootstraps=bootstraps,
        report=report,
    )
    population = areas.table["population"]
    letters = letters_by_residents(found.labels, population)
    labels = found.labels.map(letters).astype("str").rename("segment").reindex(population.index)
    people = population.groupby(labels).sum()
    jaccard = found.jaccard.rename(index=letters)
    segments = pd.DataFrame(
        {
            "places": labels.value_counts(),
            "people": people,
            "jaccard": jaccard.reindex(people.index).astype(float),
        }
    ).rename_axis("segment")
    shares = people / people.sum()
    measures = found.measures | {"smallest_people": float(shares.min())}
    return KStep(k, measures, labels, segments.sort_index())


def scan_table(steps: Sequence[KStep]) -> pd.DataFrame:
    """Put the measures of several k in one table, by k."""
    rows = [step.measures for step in steps]
    index = pd.Index([step.k for step in steps], name="k")
    columns = [*SCAN_COLUMNS, "smallest_people"]
    return pd.DataFrame(rows, index=index, columns=columns).astype(float).sort_index()


@dataclass(frozen=True)
class Clustergram:
    """How segments part as k grows (Schonlau 2002, Stata J. 2).

    Attributes
    ----------
    nodes
        k, segment, mean (of the places on the first principal component), places, people,
        jaccard.
    links
        k (of the right end), source and target (letters), source_mean, target_mean, places.
    explained
        Share of the variance on the first principal component.
    leading
        The column with the largest loading; it grows along the component.
    """

    nodes: pd.DataFrame
    links: pd.DataFrame
    explained: float
    leading: str


def clustergram(matrix: FeatureMatrix, steps: Sequence[KStep]) -> Clustergram:
    """Place the segments of every k by their mean on the first principal component.

    Every place counts the same, so the mean of a segment is weighted by its places; the widths
    of nodes and links are numbers of places. The sign of the component is chosen so that its
    largest loading is positive.
    """
    values = matrix.values.sort_index(axis=0).sort_index(axis=1)
    centred = values.to_numpy(float) - values.to_numpy(float).mean(axis=0)
    _, lengths, axes = np.linalg.svd(centred, full_matrices=False)
    largest = int(np.abs(axes[0]).argmax())
    axis = axes[0] * np.sign(axes[0][largest])
    scores = pd.Series(centred @ axis, index=values.index)
    ordered = sorted(steps, key=lambda step: step.k)
    nodes = [
        step.segments.assign(k=step.k, mean=scores.groupby(step.labels).mean()).reset_index()
        for step in ordered
    ]
    links = [
        _links(before, after, scores) for before, after in zip(ordered, ordered[1:], strict=False)
    ]
    return Clustergram(
        pd.concat(nodes, ignore_index=True),
        pd.concat(links, ignore_index=True) if links else pd.DataFrame(columns=LINK_COLUMNS),
        float(lengths[0] ** 2 / (lengths**2).sum()),
        str(values.columns[largest]),
    )


LINK_COLUMNS = ["k", "source", "target", "places", "source_k", "source_mean", "target_mean"]


def _links(before: KStep, after: KStep, scores: pd.Series) -> pd.DataFrame:
    shared = pd.crosstab(before.labels, after.labels).stack()
    found = shared[shared > 0].rename("places").rename_axis(["source", "target"]).reset_index()
    found["k"], found["source_k"] = after.k, before.k
    found["source_mean"] = found["source"].map(scores.groupby(before.labels).mean())
    found["target_mean"] = found["target"].map(scores.groupby(after.labels).mean())
    return found[LINK_COLUMNS]


@dataclass(frozen=True)
class ScanReading:
    """What a scan says, measure by measure; `None` where a measure names no k.

    Attributes
    ----------
    silhouette, calinski_harabasz, davies_bouldin, gap
        The k that each measure prefers. That of the gap is the smallest k with Gap(k) >=
        Gap(k + 1) - se(k + 1); none when the gap grows to the last k.
    stable
        Where the whole and every segment come back when the villages are resampled.
    large_enough
        Where no segment is too small for a plan of its own.
    advised
        The largest k that is both; none when no k is.
    separated
        Whether the silhouette of the advised k (or the best) shows gaps between the groups.
    """

    silhouette: int | None
    calinski_harabasz: int | None
    davies_bouldin: int | None
    gap: int | None
    stable: tuple[int, ...]
    large_enough: tuple[int, ...]
    advised: int | None
    separated: bool

    @property
    def preferences(self) -> dict[str, int | None]:
        """The measures of shape and the k that each names."""
        return {
            "silhouette": self.silhouette,
            "calinski_harabasz": self.calinski_harabasz,
            "davies_bouldin": self.davies_bouldin,
            "gap": self.gap,
        }


def read_scan(table: pd.DataFrame) -> ScanReading:
    """Read the table of a scan (`scan_table`)."""
    stable = (table["ari"] >= STABLE_ARI) & (table["jaccard_min"] >= STABLE_JACCARD)
    large = (table["smallest_share"] >= SMALLEST_PLACES) | (
        table["smallest_people"] >= SMALLEST_PEOPLE
    )
    several = table.index > 1
    both = table.index[stable & large & several]
    advised = int(both.max()) if len(both) else None
    silhouette = _best(table["silhouette"])
    shape = table["silhouette"].get(advised if advised is not None else silhouette, np.nan)
    return ScanReading(
        silhouette=silhouette,
        calinski_harabasz=_best(table["calinski_harabasz"]),
        davies_bouldin=_best(-table["davies_bouldin"]),
        gap=_gap_choice(table),
        stable=tuple(int(k) for k in table.index[stable & several]),
        large_enough=tuple(int(k) for k in table.index[large & several]),
        advised=advised,
        separated=bool(shape >= WEAK_SILHOUETTE),
    )


def _best(values: pd.Series) -> int | None:
    known = values.dropna()
    return int(known.idxmax()) if len(known) else None


def _gap_choice(table: pd.DataFrame) -> int | None:
    known = table[["gap", "gap_se"]].dropna()
    for k in known.index:
        if k + 1 not in known.index:
            return None
        if known.at[k, "gap"] >= known.at[k + 1, "gap"] - known.at[k + 1, "gap_se"]:
            return int(k)
    return None
