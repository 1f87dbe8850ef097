"""How many different people a set of channels meets: everyone counted once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

Duplications: TypeAlias = ArrayLike | Mapping[tuple[int, int], float]
FloatArray: TypeAlias = NDArray[np.float64]

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class ReachRange:
    """Net reach as a share (0 to 1) or as people: what is certain and what is likely.

    `low` and `high` hold whatever the overlap between the channels is; `mid` is the estimate.
    """

    low: float
    mid: float
    high: float


def net_reach(
    rates: ArrayLike, duplications: Duplications | None = None, *, sharpen: bool = False
) -> ReachRange:
    """Share of people that at least one channel meets.

    Bounds: the Frechet inequalities, max(p) <= C <= min(1, sum p). Middle, without
    duplications: Sainsbury, C = 1 - prod(1 - p_i), as if the channels were independent. Middle,
    with duplications: Hofmans (1966), C = A^2 / (A + sum k_ij d_ij) with A = sum p_i and
    k_ij = (p_i + p_j) / (p_i + p_j - d_ij); for two channels that is p_1 + p_2 - d_12, exactly.
    The middle never leaves the bounds.

    Parameters
    ----------
    rates
        Share of people that each channel meets, 0 to 1.
    duplications
        Share of people that both channels of a pair meet: a symmetric matrix (its diagonal is
        not read; NaN marks an unknown pair) or a mapping ``{(i, j): share}``. Pairs that are not
        known count as independent.
    sharpen
        Replace the Frechet bounds by those that the known pairs allow. Below: the largest union
        of a known pair and, when all pairs are known, Dawson and Sankoff (1967). Above: Hunter
        (1976), the sum of the rates less the heaviest tree of duplications.

    Raises
    ------
    ValueError
        When a rate is not a share, or a duplication cannot go together with its two rates.

    Examples
    --------
    >>> net_reach([0.5, 0.4], {(0, 1): 0.3}).mid
    0.6
    """
    shares = _checked_rates(rates)
    low = float(shares.max(initial=0.0))
    high = min(1.0, float(shares.sum()))
    if duplications is None:
        middle = float(_sainsbury(shares[None, :])[0])
        return ReachRange(low, min(max(middle, low), high), high)
    pairs = _pair_matrix(shares, duplications)
    if sharpen:
        low, high = _pairwise_bounds(shares, pairs, low, high)
    pairs = np.where(np.isnan(pairs), np.outer(shares, shares), pairs)
    middle = float(_hofmans(shares[None, :], pairs[None])[0])
    return ReachRange(low, min(max(middle, low), high), high)


def people_reached(
    rates: pd.DataFrame, population: pd.Series, *, overlap: float | None = None
) -> ReachRange:
    """People that at least one channel meets, added up over places.

    Each row (a village, or a segment in a village) gets its own net reach, which is multiplied
    by its residents; channels are never added to one another.

    Parameters
    ----------
    rates
        Places in rows, channels in columns, shares 0 to 1. A channel that is absent from a place
        has rate 0; an unknown rate (NaN) is an error, because unknown is not zero.
    population
        Residents of each row of `rates`.
    overlap
        Duplication of viewing: d_ij = overlap x p_i x p_j (1 is independence; pairs of digital
        channels lie above). None gives Sainsbury.

    Examples
    --------
    >>> rates = pd.DataFrame({"radio": [0.5, 0.0], "posyandu": [0.5, 0.2]}, index=["x", "y"])
    >>> people_reached(rates, pd.Series([100, 200], index=["x", "y"])).mid
    115.0
    """
    absent = rates.index.difference(population.index)
    if len(absent):
        raise ValueError(f"No population for: {_first(absent)}.")
    unknown = rates.index[rates.isna().any(axis=1)]
    if len(unknown):
        raise ValueError(f"Unknown rates in: {_first(unknown)}. Give 0 where a channel is absent.")
    residents = population.loc[rates.index].to_numpy(dtype=float)
    if not np.isfinite(residents).all() or (residents < 0).any():
        raise ValueError("Population must be a number of at least 0 in every row.")
    shares = _checked_rates(rates.to_numpy(dtype=float).ravel()).reshape(rates.shape)
    low = shares.max(axis=1, initial=0.0)
    high = np.minimum(1.0, shares.sum(axis=1))
    middle = _sainsbury(shares) if overlap is None else _with_overlap(shares, overlap)
    middle = np.clip(middle, low, high)
    return ReachRange(*(float(share @ residents) for share in (low, middle, high)))


def _checked_rates(rates: ArrayLike) -> FloatArray:
    shares = np.asarray(rates, dtype=float)
    if shares.ndim != 1:
        raise ValueError(f"Rates must be one list of shares, not {shares.ndim}-dimensional.")
    wrong = np.flatnonzero(~((shares >= 0) & (shares <= 1)))
    if len(wrong):
        i = wrong[0]
        raise ValueError(f"Rate {i} is {shares[i]:g}. Rates must lie between 0 and 1.")
    return shares


def _sainsbury(shares: FloatArray) -> FloatArray:
    return 1 - np.prod(1 - shares, axis=1)


def _hofmans(shares: FloatArray, pairs: FloatArray) -> FloatArray:
    """Hofmans' formula for every row of `shares`; `pairs` holds one matrix a row."""
    total = shares.sum(axis=1)
    sums = shares[:, :, None] + shares[:, None, :]
    either = sums - pairs
    factor = np.divide(sums, either, out=np.zeros_like(sums), where=either > 0)
    upper = np.triu(np.ones(sums.shape[1:]), 1)
    repeated = (factor * pairs * upper).sum(axis=(1, 2))
    base = total + repeated
    return np.divide(total**2, base, out=np.zeros_like(base), where=base > 0)


def _with_overlap(shares: FloatArray, overlap: float) -> FloatArray:
    if not (np.isfinite(overlap) and overlap >= 0):
        raise ValueError(f"Overlap is {overlap:g}; it must be at least 0 (1 is independence).")
    first, second = shares[:, :, None], shares[:, None, :]
    possible = np.clip(overlap * first * second, first + second - 1, np.minimum(first, second))
    return _hofmans(shares, np.maximum(possible, 0.0))


def _pair_matrix(shares: FloatArray, duplications: Duplications) -> FloatArray:
    """Duplications as a checked symmetric matrix; NaN where a pair is not known."""
    n = len(shares)
    if isinstance(duplications, Mapping):
        pairs = _pairs_from_mapping(duplications, n)
    else:
        pairs = np.array(duplications, dtype=float)
        if pairs.size == 0 and n == 0:
            pairs = np.empty((0, 0))
        if pairs.shape != (n, n):
            raise ValueError(f"Duplications must be a {n} x {n} matrix, not {pairs.shape}.")
        if not np.allclose(pairs, pairs.T, rtol=0, atol=_TOLERANCE, equal_nan=True):
            raise ValueError("The matrix of duplications must be symmetric.")
    np.fill_diagonal(pairs, np.nan)
    for i, j in np.argwhere(~np.isnan(pairs)):
        lowest, highest = max(0.0, shares[i] + shares[j] - 1), min(shares[i], shares[j])
        if not lowest - _TOLERANCE <= pairs[i, j] <= highest + _TOLERANCE:
            raise ValueError(
                f"The duplication of channels {i} and {j} is {pairs[i, j]:g}. With rates "
                f"{shares[i]:g} and {shares[j]:g} it must lie between {lowest:g} and {highest:g}."
            )
    return pairs


def _pairs_from_mapping(duplications: Mapping[tuple[int, int], float], n: int) -> FloatArray:
    pairs = np.full((n, n), np.nan)
    for (i, j), share in duplications.items():
        if i == j or not (0 <= i < n and 0 <= j < n):
            raise ValueError(f"({i}, {j}) is no pair of channels; positions run from 0 to {n - 1}.")
        if not np.isfinite(share):
            raise ValueError(f"The duplication of channels {i} and {j} is {share}, not a share.")
        if not np.isnan(pairs[i, j]) and abs(pairs[i, j] - share) > _TOLERANCE:
            raise ValueError(f"Channels {i} and {j} have two different duplications.")
        pairs[i, j] = pairs[j, i] = share
    return pairs


def _pairwise_bounds(
    shares: FloatArray, pairs: FloatArray, low: float, high: float
) -> tuple[float, float]:
    """Bounds on the union that follow from single and pair shares (see `net_reach`)."""
    from scipy.sparse.csgraph import minimum_spanning_tree  # slow to import

    known = np.nan_to_num(pairs)
    either = shares[:, None] + shares[None, :] - pairs
    if not np.isnan(either).all():
        low = max(low, float(np.nanmax(either)))
    complete = len(shares) > 1 and not np.isnan(pairs[np.triu_indices(len(shares), 1)]).any()
    first, second = shares.sum(), np.triu(known, 1).sum()
    if complete and first > 0:
        k = 1 + np.floor(2 * second / first)
        low = max(low, 2 * first / (k + 1) - 2 * second / (k * (k + 1)))
    tree = -minimum_spanning_tree(-known).sum()
    high = min(high, float(first - tree))
    if low > high + _TOLERANCE:
        raise ValueError("These duplications cannot all hold at once in any audience.")
    return min(low, high), high


def _first(labels: pd.Index) -> str:
    shown = ", ".join(str(label) for label in labels[:5])
    return shown if len(labels) <= 5 else f"{shown} and {len(labels) - 5} more"
