"""Rates for areas with few respondents: the Fay-Herriot model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

GRID_POINTS = 200
INTERCEPT = "intercept"


@dataclass(frozen=True)
class FayHerriotResult:
    """Estimates for all areas, with the index of ``direct``.

    Attributes
    ----------
    estimates
        Empirical best linear unbiased predictions (EBLUP).
    mean_squared_errors
        Their mean squared errors; the root is the standard error.
    model_variance
        A, the variance between areas that the covariates leave unexplained.
    coefficients
        Of the covariates, generalised least squares.
    shrinkage
        Weight of each area's own direct estimate, A / (A + variance); the rest is the model's.
    """

    estimates: pd.Series
    mean_squared_errors: pd.Series
    model_variance: float
    coefficients: pd.Series
    shrinkage: pd.Series


def fay_herriot(
    direct: pd.Series | ArrayLike,
    variance: pd.Series | ArrayLike,
    covariates: pd.DataFrame | pd.Series | ArrayLike,
) -> FayHerriotResult:
    """Combine direct survey estimates with a regression on what is known of each area.

    y_a = x_a'b + u_a + e_a, with u_a ~ N(0, A) between areas and e_a ~ N(0, v_a), v_a known.
    With g_a = A / (A + v_a) the estimate is g_a y_a + (1 - g_a) x_a'b. A maximises the restricted
    likelihood (REML) over A >= 0; at A = 0 every estimate is the regression alone. The mean
    squared error is g1 + g2 + 2 g3,

        g1 = g_a v_a,    g2 = (1 - g_a)^2 x_a' (sum x x' / (A + v))^-1 x_a,
        g3 = v_a^2 / (A + v_a)^3 Var(A),    Var(A) = 2 / sum (A + v)^-2.

    Parameters
    ----------
    direct
        Direct estimate of each area. A share is better transformed before (arcsine of the root).
    variance
        Its sampling variance, above 0. Smooth it over areas first where samples are small.
    covariates
        One row an area. An intercept is added unless the columns already span one. Series and
        DataFrames are matched by index, arrays by position.

    References
    ----------
    Fay, R. E. and Herriot, R. A. (1979). Journal of the American Statistical Association 74,
    269-277. Prasad, N. G. N. and Rao, J. N. K. (1990). Journal of the American Statistical
    Association 85, 163-171. Datta, G. S. and Lahiri, P. (2000). Statistica Sinica 10, 613-627
    (REML). Rao, J. N. K. and Molina, I. (2015). Small area estimation, 2nd ed., chapter 6.
    """
    index = pd.Series(direct).index
    y, v = _aligned(direct, index, "direct"), _aligned(variance, index, "variance")
    if (v <= 0).any():
        raise ValueError("Sampling variances must be above 0.")
    if isinstance(covariates, pd.DataFrame | pd.Series):
        frame = pd.DataFrame(covariates).reindex(index)
    else:
        frame = pd.DataFrame(np.asarray(covariates, dtype=float), index=index)
    x, names = _design(frame)
    model_variance = _restricted_maximum(y, v, x)
    inverse = np.linalg.inv((x.T / (model_variance + v)) @ x)
    coefficients = inverse @ (x.T / (model_variance + v)) @ y
    own = model_variance / (model_variance + v)
    estimates = own * y + (1 - own) * (x @ coefficients)
    leverage = np.einsum("ai,ij,aj->a", x, inverse, x)
    spread = 2 / np.sum((model_variance + v) ** -2.0)
    g1, g2 = own * v, (1 - own) ** 2 * leverage
    g3 = v**2 / (model_variance + v) ** 3 * spread
    return FayHerriotResult(
        estimates=pd.Series(estimates, index=index, name="estimate"),
        mean_squared_errors=pd.Series(g1 + g2 + 2 * g3, index=index, name="mean_squared_error"),
        model_variance=model_variance,
        coefficients=pd.Series(coefficients, index=names, name="coefficient"),
        shrinkage=pd.Series(own, index=index, name="shrinkage"),
    )


def _aligned(values: pd.Series | ArrayLike, index: pd.Index, name: str) -> NDArray[np.float64]:
    if isinstance(values, pd.Series):
        aligned = pd.Series(values).reindex(index).to_numpy(dtype=float)
    else:
        aligned = np.asarray(values, dtype=float)
        if aligned.shape != (len(index),):
            raise ValueError(f"{name} has shape {aligned.shape}; {len(index)} areas are expected.")
    if not np.isfinite(aligned).all():
        raise ValueError(
            f"{name} is missing or infinite for {(~np.isfinite(aligned)).sum()} areas."
        )
    return aligned


def _design(covariates: pd.DataFrame) -> tuple[NDArray[np.float64], pd.Index]:
    """Return the covariates with an intercept in front, unless they already span one."""
    x = covariates.to_numpy(dtype=float)
    if not np.isfinite(x).all():
        raise ValueError("Covariates are missing or infinite for some areas.")
    names = covariates.columns
    with_intercept = np.column_stack([np.ones(len(x)), x])
    rank = np.linalg.matrix_rank(x) if x.size else 0
    if np.linalg.matrix_rank(with_intercept) > rank:
        x, names = with_intercept, pd.Index([INTERCEPT, *names])
        rank += 1
    if rank < x.shape[1]:
        raise ValueError("Covariates repeat each other: one is a combination of the others.")
    if len(x) <= x.shape[1]:
        raise ValueError(f"{len(x)} areas are too few for {x.shape[1]} coefficients.")
    return x, names


def _restricted_maximum(
    y: NDArray[np.float64], v: NDArray[np.float64], x: NDArray[np.float64]
) -> float:
    """Maximise the restricted likelihood over A >= 0; a grid first, it may have two tops."""
    from scipy.optimize import minimize_scalar  # here, because scipy.optimize is slow to import

    def loss(between: float) -> float:
        weight = 1 / (between + v)
        information = (x.T * weight) @ x
        residual = y - x @ np.linalg.solve(information, (x.T * weight) @ y)
        log_determinant = np.linalg.slogdet(information)[1]
        return float(-np.log(weight).sum() + log_determinant + weight @ residual**2)

    # No more variance between areas than if all that the regression leaves were one area's.
    residual = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    largest = float(residual @ residual)
    if largest == 0:
        return 0.0
    grid = largest * np.linspace(0, 1, GRID_POINTS) ** 2
    best = int(np.argmin([loss(between) for between in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, GRID_POINTS - 1)]
    found = minimize_scalar(
        loss, bounds=(low, high), method="bounded", options={"xatol": 1e-10 * largest}
    )
    return float(found.x) if found.fun < loss(0.0) else 0.0
