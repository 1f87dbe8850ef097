"""From columns of places to comparable numbers: transform, standardise, weigh, fill.

The only place where missing values are filled; `FeatureMatrix.imputed` shows every filled cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.area_table import AreaTable
    from segments.typology.recipe import Recipe

MOST_MISSING = 0.2
# Rounding hides the last bits, in which machines differ, from the clustering and the hash.
DECIMALS = 9

TRANSFORMS: dict[str, Callable[[pd.Series], pd.Series]] = {
    "asinh": np.arcsinh,
    "log": lambda values: np.log1p(values.clip(lower=0)),
    "none": lambda values: values,
}
STANDARDISERS: dict[str, Callable[[pd.Series], tuple[float, float]]] = {
    "range": lambda values: (values.min(), values.max() - values.min()),
    "z": lambda values: (values.mean(), values.std(ddof=0)),
    "interdecile": lambda values: (
        values.median(),
        values.quantile(0.9) - values.quantile(0.1),
    ),
}


class FeatureError(ValueError):
    """Features that cannot be clustered; `problems` has one line a fault."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("These features cannot be used:\n" + "\n".join(problems))


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
        are the shares of the squared distance and sum to one.
    """

    values: pd.DataFrame
    lens: pd.Series
    imputed: pd.DataFrame
    scaling: pd.DataFrame

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
        raise ValueError(f"The recipe is for level {recipe.level!r}, the table is {areas.level!r}.")
    _choice(recipe.transform, TRANSFORMS, "transform")
    _choice(recipe.standardise, STANDARDISERS, "standardisation")
    _check_columns(areas, recipe)
    names = list(recipe.features)
    measured = areas.table[names].astype(float)
    yardstick = _fit_scaling(measured, areas, recipe) if scaling is None else scaling
    values = _filled(measured, areas.table) * yardstick["multiplier"]
    transformed = values.apply(TRANSFORMS[recipe.transform])
    standardised = (transformed - yardstick["centre"]) / yardstick["spread"]
    values = (standardised * np.sqrt(yardstick["weight"]))[names].round(DECIMALS) + 0.0
    lens = pd.Series([areas.column(name).lens for name in names], index=names, name="lens")
    return FeatureMatrix(values, lens, measured.isna(), yardstick)


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
        raise ValueError("The lenses of these features all weigh nothing.")
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
        raise ValueError(f"All features are {word} or weigh nothing: the cap cannot be kept.")
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
    transformed = (measured * multiplier).apply(TRANSFORMS[recipe.transform])
    # Sorting first: the sums must not depend on the order of the rows.
    parameters = transformed.apply(
        lambda column: pd.Series(
            STANDARDISERS[recipe.standardise](column.dropna().sort_values()),
            index=["centre", "spread"],
        )
    ).T
    flat = parameters.index[~(parameters["spread"] > 0)]
    if len(flat):
        raise FeatureError([f"{name}: no spread by {recipe.standardise!r}" for name in flat])
    parameters.insert(0, "multiplier", multiplier)
    parameters["weight"] = weigh_features(areas, recipe)
    parameters.index.name = "feature"
    return parameters


def _filled(measured: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    if not measured.isna().any(axis=None):
        return measured
    by_class = measured.groupby(table["geographic_class"])
    by_place = measured.groupby([table["district_code"], table["geographic_class"]])
    filled = measured.fillna(by_place.transform("median")).fillna(by_class.transform("median"))
    return filled.fillna(measured.median())


def _check_columns(areas: AreaTable, recipe: Recipe) -> None:
    problems = []
    for name in recipe.features:
        if name not in areas.table or name not in areas.codebook:
            problems.append(f"{name}: the table has no such column")
            continue
        column = areas.column(name)
        values = areas.table[name]
        missing = values.isna().mean()
        if column.lens == "identity" or column.kind in ("category", "text"):
            problems.append(f"{name}: names and classes have no distance; use numbers")
        elif missing > MOST_MISSING:
            problems.append(
                f"{name}: {missing:.0%} of the values are missing; at most {MOST_MISSING:.0%}"
            )
        elif values.nunique() < 2:
            problems.append(f"{name}: every place has the same value")
    if problems:
        raise FeatureError(problems)


def _choice(name: str, choices: Mapping[str, object], word: str) -> None:
    if name not in choices:
        raise ValueError(f"Unknown {word} {name!r}. Choose one of: {', '.join(choices)}.")
