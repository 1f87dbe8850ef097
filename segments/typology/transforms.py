"""Bend the columns so that a few extreme places do not draw the map.

A transform that is fitted to the figures keeps what it found in the scaling, so that new figures
are bent in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

LAMBDAS = (-2.0, 2.0)
# What is left of a value that lies under all those the shift was made for.
LEAST = 1.0


def _asinh(values: pd.Series, _fitted: pd.Series) -> pd.Series:
    return np.arcsinh(values)


def _log(values: pd.Series, _fitted: pd.Series) -> pd.Series:
    return np.log1p(values.clip(lower=0))


def _unchanged(values: pd.Series, _fitted: pd.Series) -> pd.Series:
    return values


def _boxcox(values: pd.Series, fitted: pd.Series) -> pd.Series:
    return box_cox((values + fitted["shift"]).clip(lower=LEAST), float(fitted["lambda"]))


def box_cox(values: pd.Series, power: float) -> pd.Series:
    """Give (x^lambda - 1) / lambda, or ln x where lambda is 0 (Box & Cox 1964, JRSS B 26)."""
    if abs(power) < 1e-9:
        return np.log(values)
    return (values**power - 1) / power


def fit_boxcox(values: pd.DataFrame) -> pd.DataFrame:
    """Find the one lambda that brings all columns together nearest to normal.

    Each column is first shifted so that its lowest value is at least 1. Lambda maximises the sum
    over the columns of the profile log-likelihood -n/2 ln var(y) + (lambda - 1) sum ln x, each
    by its number of values, between -2 and 2. One lambda for all, as the Output Area
    Classification of 2011 tried it: the columns stay comparable.
    """
    from scipy.optimize import minimize_scalar

    shift = LEAST - values.min().clip(upper=0.0)
    columns = [
        np.sort((values[name].dropna() + shift[name]).to_numpy(float)) for name in sorted(values)
    ]
    logs = [float(np.log(column).mean()) for column in columns]

    def loss(power: float) -> float:
        variances = [float(np.var(box_cox(pd.Series(column), power))) for column in columns]
        pairs = zip(variances, logs, strict=True)
        return sum(0.5 * np.log(max(var, 1e-300)) - (power - 1) * log for var, log in pairs)

    found = minimize_scalar(loss, bounds=LAMBDAS, method="bounded", options={"xatol": 1e-6})
    # Three decimals: the last digits, in which machines differ, must not enter the hash.
    return pd.DataFrame({"shift": shift, "lambda": round(float(found.x), 3) + 0.0})


TRANSFORMS: dict[str, Callable[[pd.Series, pd.Series], pd.Series]] = {
    "asinh": _asinh,
    "log": _log,
    "boxcox": _boxcox,
    "none": _unchanged,
}
# Transforms that look at all columns first; what they give joins the scaling.
FITTED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {"boxcox": fit_boxcox}


def fit_transform(name: str, values: pd.DataFrame) -> pd.DataFrame:
    """Give what a transform needs to know of every column: columns in rows."""
    return FITTED[name](values) if name in FITTED else pd.DataFrame(index=values.columns)


def transformed(name: str, values: pd.DataFrame, fitted: pd.DataFrame) -> pd.DataFrame:
    """Bend every column by its row of `fitted` (a scaling, or what `fit_transform` gives)."""
    bend = TRANSFORMS[name]
    return values.apply(lambda column: bend(column, fitted.loc[column.name]))
