"""Segments within segments: a group is split only where size and stability allow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from segments.typology.choosing import PATTERN_JACCARD, STABLE_JACCARD
from segments.typology.features import build_features
from segments.typology.progress import Report, part_of, silent
from segments.typology.quality import measure_k
from segments.typology.segmentation import letters_by_residents

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.features import FeatureMatrix
    from segments.typology.segmentation import Segmentation

PARTS = (2, 3)
SMALLEST_PLACES = 10
SMALLEST_PEOPLE = 0.02
N_MARKS = 2


@dataclass(frozen=True)
class SubSegment:
    """A part of a segment, "A1" with the most residents.

    `marks` are the columns in which it differs most from the whole segment, with +1 where it
    lies above and -1 where it lies below.
    """

    code: str
    places: int
    people: int
    jaccard: float
    marks: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class GroupSplit:
    """What became of one segment.

    Attributes
    ----------
    verdict
        "split": stable parts, to be used. "pattern": parts of a sufficient size that do not come
        back often enough; useful to know, not to be published. "whole": no parts.
    reason
        Why it is not split: "too_small" (no split leaves parts of 10 places and 2 % of the
        people), "unstable", or "" where it is.
    jaccard_min
        Of the least stable part of the split that was judged; missing when all were too small.
    labels
        Place -> "A1", "A2" ...; all "A" for a whole.
    """

    group: str
    verdict: str
    reason: str
    jaccard_min: float
    parts: tuple[SubSegment, ...]
    labels: pd.Series


def split_group(
    areas: AreaTable,
    segmentation: Segmentation,
    group: str,
    *,
    bootstraps: int = 100,
    report: Report = silent,
) -> GroupSplit:
    """Try to split one segment into two or three, by k-means on the same scaled columns.

    Of the splits whose parts all have 10 places and 2 % of the people, the one with the most
    parts is used among those in which every part reaches a Jaccard index of 0.75; failing that,
    the most stable is shown as a pattern if every part reaches 0.6.
    """
    matrix = build_features(areas, segmentation.recipe, scaling=segmentation.scaling)
    codes = segmentation.labels.index[segmentation.labels == group]
    values = matrix.values.loc[codes]
    population = areas.table["population"]
    found = []
    for number, k in enumerate(PARTS):
        if len(codes) < k * SMALLEST_PLACES:
            continue
        step = part_of(report, number / len(PARTS), (number + 1) / len(PARTS))
        split = measure_k(
            values,
            k,
            seed=segmentation.recipe.seed,
            restarts=segmentation.recipe.restarts,
            bootstraps=bootstraps,
            report=step,
        )
        people = population.loc[codes].groupby(split.labels).sum() / population.sum()
        places = split.labels.value_counts()
        if places.min() >= SMALLEST_PLACES and people.min() >= SMALLEST_PEOPLE:
            found.append(split)
    whole = pd.Series(group, index=codes, name="segment", dtype="str")
    if not found:
        return GroupSplit(group, "whole", "too_small", float("nan"), (), whole)
    stable = [split for split in found if split.jaccard.min() >= STABLE_JACCARD]
    best = stable[-1] if stable else max(found, key=lambda split: split.jaccard.min())
    least = float(best.jaccard.min())
    if least < PATTERN_JACCARD:
        return GroupSplit(group, "whole", "unstable", least, (), whole)
    letters = letters_by_residents(best.labels, population)
    numbers = {number: f"{group}{ord(letter) - ord('A') + 1}" for number, letter in letters.items()}
    labels = best.labels.map(numbers).astype("str").rename("segment").reindex(codes)
    parts = _parts(matrix, labels, population, best.jaccard.rename(index=numbers))
    verdict = "split" if stable else "pattern"
    return GroupSplit(group, verdict, "" if stable else "unstable", least, parts, labels)


def _parts(
    matrix: FeatureMatrix, labels: pd.Series, population: pd.Series, jaccard: pd.Series
) -> tuple[SubSegment, ...]:
    # In units of the spread over all places: the weight of a column says nothing about how far
    # the parts lie from one another.
    plain = matrix.values.loc[labels.index] / matrix.weights[list(matrix.names)] ** 0.5
    apart = plain.groupby(labels).mean() - plain.mean()
    parts = []
    for code in sorted(labels.unique()):
        members = labels.index[labels == code]
        strongest = apart.loc[code].abs().sort_values(ascending=False, kind="stable")
        marks = tuple(
            (str(name), 1 if apart.at[code, name] > 0 else -1) for name in strongest.index[:N_MARKS]
        )
        parts.append(
            SubSegment(
                str(code),
                len(members),
                int(population.loc[members].sum()),
                float(jaccard[code]),
                marks,
            )
        )
    return tuple(parts)
