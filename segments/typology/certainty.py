"""How sure the segment of a place is, and how mixed a district."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.features import build_features
from segments.typology.segmentation import BORDERLINE

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.segmentation import Segmentation

FUZZINESS = 2.0
FIRM = 0.5
"""Under this ratio of squared distances a place lies clearly in its segment."""


def soft_membership(areas: AreaTable, segmentation: Segmentation) -> pd.DataFrame:
    """Share of every place in every segment, by its distances; rows sum to one.

    u_ic = d_ic^(-1 / (m - 1)) / sum over segments, with squared distances d and m = 2: the form of
    fuzzy c-means (Bezdek 1981). A place in the very middle of a segment belongs to it alone.
    """
    values = build_features(areas, segmentation.recipe, scaling=segmentation.scaling).values
    centroids = segmentation.centroids
    points = values[centroids.columns].to_numpy()
    squares = ((points[:, None, :] - centroids.to_numpy()[None]) ** 2).sum(axis=2)
    with np.errstate(divide="ignore"):
        nearness = squares ** (-1 / (FUZZINESS - 1))
    middle = np.isinf(nearness)
    nearness = np.where(middle.any(axis=1)[:, None], middle.astype(float), nearness)
    shares = nearness / nearness.sum(axis=1)[:, None]
    return pd.DataFrame(shares, index=values.index, columns=centroids.index)


def people_by_segment(areas: AreaTable, segmentation: Segmentation) -> pd.DataFrame:
    """Residents of every segment: counted whole by village, and spread by soft membership.

    Returns
    -------
    DataFrame
        Indexed by segment: hard, soft. Both sum to all residents; where they differ much, many
        of the villages lie near the border of the segment.
    """
    people = areas.table["population"]
    shares = soft_membership(areas, segmentation)
    soft = shares.mul(people, axis=0).sum()
    hard = people.groupby(segmentation.labels).sum()
    table = pd.DataFrame({"hard": hard, "soft": soft}).reindex(list(segmentation.codes))
    return table.fillna(0.0).rename_axis("segment")


def certainty_classes(segmentation: Segmentation) -> pd.Series:
    """Class of every place: "firm", "fair" or "borderline", by the ratio of its distances."""
    ratio = segmentation.distances["ratio"]
    classes = np.select([ratio > BORDERLINE, ratio > FIRM], ["borderline", "fair"], "firm")
    return pd.Series(classes, index=ratio.index, name="certainty", dtype="str")


def district_entropy(composition: pd.DataFrame) -> pd.Series:
    """How mixed each district is: Shannon entropy of its shares over the highest possible one.

    0 where all residents live in one segment, 1 where they spread evenly over all.
    """
    shares = composition.to_numpy()
    logs = np.log(np.where(shares > 0, shares, 1.0))
    highest = np.log(shares.shape[1]) if shares.shape[1] > 1 else 1.0
    entropy = np.maximum(-(shares * logs).sum(axis=1) / highest, 0.0)
    return pd.Series(entropy, index=composition.index, name="entropy")


@dataclass(frozen=True)
class SegmentReason:
    """One column that speaks for the own segment of a village, or for its second choice.

    `weight` is the share of the column in the difference of the two squared distances: above 0
    it speaks for the own segment. Values are those of the village, and the means of the villages
    of both segments, in the unit of the codebook; missing where the village has no figure.
    """

    column: str
    weight: float
    value: float
    own_mean: float
    second_mean: float


@dataclass(frozen=True)
class SegmentExplanation:
    """Why a village is in its segment: the strongest reasons for it and against it."""

    village: str
    own: str
    second: str
    ratio: float
    for_it: tuple[SegmentReason, ...]
    against_it: tuple[SegmentReason, ...]


def explain_village(
    areas: AreaTable, segmentation: Segmentation, village: str, *, n: int = 4
) -> SegmentExplanation:
    """Tell which columns place a village in its segment and not in the second nearest.

    Column j weighs (z_j - c_second,j)^2 - (z_j - c_own,j)^2 of the sum over all columns.

    Raises
    ------
    KeyError
        When the village is not known.
    """
    values = build_features(areas, segmentation.recipe, scaling=segmentation.scaling).values
    own = str(segmentation.labels[village])
    second = str(segmentation.distances.at[village, "second_label"])
    ratio = float(segmentation.distances.at[village, "ratio"])
    if not second:
        return SegmentExplanation(village, own, second, ratio, (), ())
    point, features = values.loc[village], segmentation.centroids.columns
    gain = (point[features] - segmentation.centroids.loc[second]) ** 2 - (
        point[features] - segmentation.centroids.loc[own]
    ) ** 2
    weights = (gain / gain.abs().sum()).sort_values(ascending=False, kind="stable")
    means = areas.table[list(features)].astype(float).groupby(segmentation.labels).mean()

    def reason(column: str) -> SegmentReason:
        value = areas.table.at[village, column]
        return SegmentReason(
            column,
            float(weights[column]),
            float(value) if pd.notna(value) else float("nan"),
            float(means.at[own, column]),
            float(means.at[second, column]),
        )

    return SegmentExplanation(
        village,
        own,
        second,
        ratio,
        tuple(reason(str(name)) for name in weights.index[:n] if weights[name] > 0),
        tuple(reason(str(name)) for name in weights.index[::-1][:n] if weights[name] < 0),
    )
