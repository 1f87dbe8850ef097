"""Places most like a chosen one, and in what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.features import build_features

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.segmentation import Segmentation

N_COLUMNS = 3
STANDS_OUT = 0.5
"""Standard deviations from the mean of all places from which a likeness is worth telling."""


def find_lookalikes(
    areas: AreaTable, segmentation: Segmentation, code: str, *, n: int = 10
) -> pd.DataFrame:
    """List the places whose figures are nearest to those of a place, in the scale of the recipe.

    A district (a code of eight characters) is the mean of its villages, weighted by residents,
    and is compared with the other districts.

    Returns
    -------
    DataFrame
        Indexed by code, the nearest first: distance (root of the squared distance over all
        columns), likeness (share of all places that are farther away, 0 to 1), alike (columns in
        which both stand out to the same side and hardly differ) and unlike (those in which they
        differ most).

    Raises
    ------
    KeyError
        When the place is not known.
    """
    matrix = build_features(areas, segmentation.recipe, scaling=segmentation.scaling)
    values = matrix.values
    if code not in values.index:
        values = _district_means(areas, values)
    own = values.loc[code]
    others = values.drop(index=code)
    squares = (others - own) ** 2
    distance = np.sqrt(squares.sum(axis=1)).rename("distance")
    nearest = distance.sort_values(kind="stable").head(n)
    spread = values.std(ddof=0).replace(0, 1.0)
    standard = (values - values.mean()) / spread
    reasons = [_reasons(standard.loc[code], standard.loc[other]) for other in nearest.index]
    return pd.DataFrame(
        {
            "distance": nearest,
            "likeness": [(distance > found).mean() for found in nearest],
            "alike": [alike for alike, _unlike in reasons],
            "unlike": [unlike for _alike, unlike in reasons],
        },
        index=nearest.index,
    )


def _district_means(areas: AreaTable, values: pd.DataFrame) -> pd.DataFrame:
    people = areas.table["population"]
    districts = areas.table["district_code"]
    totals = values.mul(people, axis=0).groupby(districts).sum()
    return totals.div(people.groupby(districts).sum(), axis=0)


def _reasons(one: pd.Series, other: pd.Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gap = (one - other).abs()
    shared = np.sign(one) == np.sign(other)
    prominence = np.minimum(one.abs(), other.abs()).where(shared & (gap < STANDS_OUT), 0.0)
    alike = prominence[prominence >= STANDS_OUT].sort_values(ascending=False, kind="stable")
    unlike = gap[gap >= STANDS_OUT].sort_values(ascending=False, kind="stable")
    return tuple(alike.index[:N_COLUMNS]), tuple(unlike.index[:N_COLUMNS])
