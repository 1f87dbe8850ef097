"""From columns of places to comparable numbers: transform, standardise, weigh, fill.

The only place where missing values are filled; `FeatureMatrix.imputed` shows every filled cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.refusals import Refusal, RefusedError, refuse
from segments.typology.territories import Ground
from segments.typology.transforms import TRANSFORMS, fit_transform, transformed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.area_table import AreaTable
    from segments.typology.recipe import Recipe

MOST_MISSING = 0.2
# Rounding hides the last bits, in which machines differ, from the clustering and the hash.
DECIMALS = 9

STANDARDISERS: dict[str, Callable[[pd.Series], tuple[float, float]]] = {
    "range": lambda values: (values.min(), values.max() - values.min()),
    "z": lambda values: (values.mean(), values.std(ddof=0)),
    "interdecile": lambda values: (
        values.median(),
        values.quantile(0.9) - values.quantile(0.1),
    ),
}


class FeatureError(RefusedError):
    """Features that cannot be clustered; `problems` has one line a fault."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(refusals, heading="These features cannot be used:")


@dataclass(frozen=True)
class FeatureMatrix:
    """Places in comparable numbers, ready for distances.

    Attributes
    ----------
    values
        Places x features: (transformed - centre) / spread x sqrt(weight).
    lens
        Lens of each feature.
    imputed
        Places x features, True where a missing value was filled.
    scaling
        Per feature: multiplier (100 for shares, else 1), centre, spread and weight. The weights
        are the shares of the squared distance and sum to one. Box-Cox adds shift and lambda.
    ground
        Neighbours and residents, for the methods that make territories.
    """

    values: pd.DataFrame
    lens: pd.Series
    imputed: pd.DataFrame
    scaling: pd.DataFrame
    ground: Ground | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The features, in the order of the columns."""
        return tuple(self.values.columns)

    @property
    def weights(self) -> pd.Series:
        """Share of each feature in the squared distance."""
        return self.scaling["weight"]


def build_features(
    areas: AreaTable, recipe: Recipe, *, scaling: pd.DataFrame | None = None
) -> FeatureMatrix:
    """Turn the columns of a recipe into a matrix of comparable numbers.

    Shares are taken as percentages (x 100), then transformed, standardised on the measured
    values and multiplied by sqrt(weight), see `weigh_features`. A missing value takes the median
    of its district and geographic class, else of its geographic class, else of all places,
    before the transform.

    Parameters
    ----------
    scaling
        That of an earlier matrix, so that new figures are measured with the old yardstick.

    Raises
    ------
    FeatureError
        With every fault at once: unknown, not numeric, identity or constant columns, and columns
        with more than 20 % of the values missing.
    """
    if recipe.level != areas.level:
        refuse("wrong_level", recipe.level, areas.level)
    _choice(recipe.transform, TRANSFORMS, "transform")
    _choice(recipe.standardise, STANDARDISERS, "standardisation")
    _check_columns(areas, recipe)
    names = list(recipe.features)
    measured = areas.table[names].astype(float)
    yardstick = _fit_scaling(measured, areas, recipe) if scaling is None else scaling
    values = fill_missing(measured, areas.table) * yardstick["multiplier"]
    bent = transformed(recipe.transform, values, yardstick)
    standardised = (bent - yardstick["centre"]) / yardstick["spread"]
    values = (standardised * np.sqrt(yardstick["weight"]))[names].round(DECIMALS) + 0.0
    lens = pd.Series([areas.column(name).lens for name in names], index=names, name="lens")
    return FeatureMatrix(values, lens, measured.isna(), yardstick, Ground.of(areas))


def weigh_features(areas: AreaTable, recipe: Recipe) -> pd.Series:
    """Share of each feature in the squared distance; the shares sum to one.

    A lens gives each of its p features w / p. Features modelled from published rates, then
    features inherited from the district, are scaled down together where they exceed the cap of
    the recipe; what they lose goes in equal parts to the other features of their lens or, where
    there are none, to those of all lenses in proportion to their weight.
    """
    columns = [areas.column(name) for name in recipe.features]
    lenses = pd.Series([column.lens for column in columns], index=list(recipe.features))
    wanted = lenses.map(dict(recipe.lens_weights)).fillna(0.0)
    weights = wanted / lenses.map(lenses.value_counts())
    if weights.sum() <= 0:
        refuse("no_weight")
    weights = weights / weights.sum()
    modelled = np.array([column.evidence != "measured" for column in columns])
    inherited = np.array([column.inherited and areas.level == "village" for column in columns])
    free = pd.Series(~(modelled | inherited), index=weights.index)
    weights = _capped(weights, modelled, recipe.modelled_cap, lenses, free, "modelled")
    weights = _capped(weights, inherited, recipe.inherited_cap, lenses, free, "inherited")
    return weights.rename("weight")


def _capped(
    weights: pd.Series,
    group: np.ndarray,
    cap: float,
    lenses: pd.Series,
    free: pd.Series,
    word: str,
) -> pd.Series:
    total = weights[group].sum()
    if total <= cap:
        return weights
    if not (free & (weights > 0)).any():
        refuse("only_capped", word)
    capped = weights.copy()
    capped[group] = weights[group] * (cap / total)
    for lens, lost in (weights - capped).groupby(lenses):
        receivers = free & (lenses == lens)
        if receivers.any():
            capped[receivers] += lost.sum() / receivers.sum()
        else:
            capped[free] += lost.sum() * capped[free] / capped[free].sum()
    return capped


def _fit_scaling(measured: pd.DataFrame, areas: AreaTable, recipe: Recipe) -> pd.DataFrame:
    shares = [areas.column(name).kind == "share" for name in recipe.features]
    multiplier = pd.Series(np.where(shares, 100.0, 1.0), index=measured.columns)
    fitted = fit_transform(recipe.transform, measured * multiplier)
    bent = transformed(recipe.transform, measured * multiplier, fitted)
    # Sorting first: the sums must not depend on the order of the rows.
    parameters = bent.apply(
        lambda column: pd.Series(
            STANDARDISERS[recipe.standardise](column.dropna().sort_values()),
            index=["centre", "spread"],
        )
    ).T
    flat = parameters.index[~(parameters["spread"] > 0)]
    if len(flat):
        raise FeatureError([Refusal("no_spread", name, recipe.standardise) for name in flat])
    parameters.insert(0, "multiplier", multiplier)
    parameters = parameters.join(fitted)
    parameters["weight"] = weigh_features(areas, recipe)
    return parameters.rename_axis("feature")


def fill_missing(measured: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Fill by district and geographic class, else by class, else by all places: medians."""
    if not measured.isna().any(axis=None):
        return measured
    by_class = measured.groupby(table["geographic_class"])
    by_place = measured.groupby([table["district_code"], table["geographic_class"]])
    filled = measured.fillna(by_place.transform("median")).fillna(by_class.transform("median"))
    return filled.fillna(measured.median())


def _check_columns(areas: AreaTable, recipe: Recipe) -> None:
    refusals = []
    for name in recipe.features:
        if name not in areas.table or name not in areas.codebook:
            refusals.append(Refusal("no_column", name))
            continue
        column = areas.column(name)
        values = areas.table[name]
        missing = float(values.isna().mean())
        if column.lens == "identity" or column.kind in ("category", "text"):
            refusals.append(Refusal("no_number", name))
        elif missing > MOST_MISSING:
            refusals.append(Refusal("too_many_missing", name, missing, MOST_MISSING))
        elif values.nunique() < 2:
            refusals.append(Refusal("constant", name))
    if refusals:
        raise FeatureError(refusals)


def _choice(name: str, choices: Mapping[str, object], word: str) -> None:
    if name not in choices:
        refuse("unknown_choice", word, name, ", ".join(choices))
