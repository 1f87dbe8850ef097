"""Fit tables to known margins (raking), and turn fitted tables into whole persons.

Raking, or iterative proportional fitting, multiplies a seed table by one factor a margin cell,
margin after margin, until every margin is met. What the margins do not say is kept from the
seed: its odds ratios, and its zeros.

References
----------
Deming, W. E. and Stephan, F. F. (1940). On a least squares adjustment of a sampled frequency
table when the expected marginal totals are known. Annals of Mathematical Statistics 11, 427-444.
Lovelace, R. and Ballas, D. (2013). 'Truncate, replicate, sample': a method for creating integer
weights for spatial microsimulation. Computers, Environment and Urban Systems 41, 1-11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_letters
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Margin = tuple[int | tuple[int, ...], ArrayLike]
"""The axes of the table that a margin keeps, and its target in the order of those axes."""

# An iteration that moves no weight by more than this share of the total will never help again.
STANDSTILL = 1e-14


@dataclass(frozen=True)
class MarginConflict:
    """Two margins that no table can meet together.

    ``first`` and ``second`` are positions in the list of margins, ``axes`` the axes on which both
    speak (none: only the totals are compared), ``gap`` the largest difference there as a share of
    the larger of the two totals.
    """

    first: int
    second: int
    axes: tuple[int, ...]
    gap: float


@dataclass(frozen=True)
class RakeResult:
    """A raked table. ``max_error`` is defined in `rake`."""

    weights: NDArray[np.float64]
    converged: bool
    iterations: int
    max_error: float
    conflicts: tuple[MarginConflict, ...] = ()


@dataclass(frozen=True)
class AreaRakeResult:
    """One raked table an area; every field has the areas as its first axis.

    ``margin_gap`` is the largest `MarginConflict.gap` of the area, 0 where its margins agree.
    """

    weights: NDArray[np.float64]
    converged: NDArray[np.bool_]
    iterations: NDArray[np.int64]
    max_error: NDArray[np.float64]
    margin_gap: NDArray[np.float64]


@dataclass(frozen=True)
class _Fit:
    """A checked margin, shaped to multiply the weights: length one on the axes it sums over."""

    target: NDArray[np.float64]
    kept: tuple[int, ...]
    summed: tuple[int, ...]

    def of_areas(self, chosen: NDArray[Any]) -> _Fit:
        """Keep the chosen areas only."""
        return _Fit(self.target[chosen], self.kept, self.summed)

    def sums(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add the weights up to this margin (einsum is several times faster than sum here)."""
        letters = ascii_letters[: weights.ndim]
        left = "".join(letter for axis, letter in enumerate(letters) if axis not in self.summed)
        return np.expand_dims(np.einsum(f"{letters}->{left}", weights), self.summed)


def rake(
    seed: ArrayLike,
    margins: Sequence[Margin],
    *,
    tolerance: float = 1e-8,
    max_iterations: int = 200,
) -> RakeResult:
    """Scale a seed table until its sums equal the margins.

    In one iteration every margin in turn multiplies the table by target / sum. The fit has
    converged when the largest error is within the tolerance: |sum - target| / target, or
    sum / total where the target is 0. The margin in which most trust is put should come last.

    Parameters
    ----------
    seed
        Table of any number of dimensions, not negative. A zero stays zero.
    margins
        Pairs of axes and target: ``(0, [60, 40])`` or ``((0, 2), array)``. The target has its
        dimensions in the order in which the axes are named. A target of 0 is allowed.

    Returns
    -------
    RakeResult
        Margins that contradict each other are listed in ``conflicts``, and cells that cannot be
        filled show as an error of 1: neither converges, and neither is iterated for long.

    References
    ----------
    Deming and Stephan (1940), see the module.

    Examples
    --------
    >>> rake([[1, 1], [1, 3]], [(0, [30, 70]), (1, [40, 60])]).weights.sum(axis=0).round(6)
    array([40., 60.])
    """
    table = np.asarray(seed, dtype=float)
    single = [(axes, np.asarray(target, dtype=float)[np.newaxis]) for axes, target in margins]
    fits = _checked_fits(table[np.newaxis], single)
    fitted = _fit(table[np.newaxis], fits, tolerance, max_iterations)
    conflicts = _conflicts(fits, tolerance)
    return RakeResult(
        weights=fitted.weights[0],
        converged=bool(fitted.converged[0]),
        iterations=int(fitted.iterations[0]),
        max_error=float(fitted.max_error[0]),
        conflicts=tuple(
            MarginConflict(first, second, axes, float(gap[0]))
            for first, second, axes, gap in conflicts
            if gap[0] > 0
        ),
    )


def rake_areas(
    seed: ArrayLike,
    margins: Sequence[Margin],
    *,
    tolerance: float = 1e-8,
    max_iterations: int = 200,
) -> AreaRakeResult:
    """Rake many areas at once, each exactly as `rake` would alone.

    Parameters
    ----------
    seed
        Areas first, then the dimensions of the table. One seed for all areas is
        ``numpy.broadcast_to(seed, (n_areas, *seed.shape))``.
    margins
        As in `rake`, each target with the areas as its first dimension. Axes are numbered
        without the areas: axis 0 is the first dimension of the table.
    """
    table = np.asarray(seed, dtype=float)
    fits = _checked_fits(table, [(axes, np.asarray(t, dtype=float)) for axes, t in margins])
    fitted = _fit(table, fits, tolerance, max_iterations)
    gap = np.zeros(len(table))
    for *_, pair_gap in _conflicts(fits, tolerance):
        gap = np.maximum(gap, pair_gap)
    return AreaRakeResult(
        fitted.weights, fitted.converged, fitted.iterations, fitted.max_error, gap
    )


def integerise(weights: ArrayLike, seed: int) -> NDArray[np.int64]:
    """Turn fractional counts into whole ones with the same total (truncate, replicate, sample).

    Every weight is cut down to a whole number; the persons then missing from the rounded total
    are given to cells drawn without replacement, with chances in proportion to the fractions cut
    off. A cell therefore never differs from its weight by 1 or more. Counts are for synthetic
    persons only; statistics should use the fractional weights.

    References
    ----------
    Lovelace and Ballas (2013), see the module.

    Examples
    --------
    >>> integerise([0.5, 1.5, 2.0], seed=1).sum()
    np.int64(4)
    """
    exact = np.asarray(weights, dtype=float)
    if not np.isfinite(exact).all() or (exact < 0).any():
        raise ValueError("Weights must be finite and not negative.")
    whole = np.floor(exact)
    fractions = (exact - whole).ravel()
    counts = whole.astype(np.int64).ravel()
    missing = round(float(exact.sum())) - int(counts.sum())
    if missing > 0:
        random = np.random.default_rng(seed)
        chances = fractions / fractions.sum()
        counts[random.choice(len(counts), size=missing, replace=False, p=chances)] += 1
    return counts.reshape(exact.shape)


def _checked_fits(table: NDArray[np.float64], margins: Sequence[tuple[Any, Any]]) -> list[_Fit]:
    """Check seed and margins together; the area axis is 0 in the table and every target."""
    if not np.isfinite(table).all() or (table < 0).any():
        raise ValueError("The seed must be finite and not negative.")
    if not margins:
        raise ValueError("Raking needs at least one margin.")
    dimensions = table.ndim - 1
    fits = []
    for number, (axes, target) in enumerate(margins):
        named = [axes] if isinstance(axes, int | np.integer) else axes
        kept = tuple(int(axis) for axis in named)
        if len(set(kept)) != len(kept) or any(not 0 <= axis < dimensions for axis in kept):
            raise ValueError(
                f"Margin {number} names axes {kept}. "
                f"Allowed are different axes from 0 to {dimensions - 1}."
            )
        shape = (len(table), *(table.shape[axis + 1] for axis in kept))
        if target.shape != shape:
            raise ValueError(
                f"Margin {number} has shape {target.shape[1:]} for {target.shape[0]} areas; "
                f"axes {kept} of the seed need {shape[1:]} for {shape[0]}."
            )
        if not np.isfinite(target).all() or (target < 0).any():
            raise ValueError(f"Margin {number} must be finite and not negative.")
        order = np.argsort(kept)
        ordered = target.transpose(0, *(order + 1))
        summed = tuple(axis + 1 for axis in range(dimensions) if axis not in kept)
        fits.append(_Fit(np.expand_dims(ordered, summed), tuple(sorted(kept)), summed))
    return fits


def _fit(
    table: NDArray[np.float64], fits: list[_Fit], tolerance: float, max_iterations: int
) -> AreaRakeResult:
    """Iterate the areas that are not done yet; finished ones are left exactly as they are."""
    weights = table.copy()
    iterations = np.zeros(len(table), dtype=np.int64)
    error = _largest_error(weights, fits)
    open_areas = np.flatnonzero(error > tolerance)
    current, current_fits = weights[open_areas], [fit.of_areas(open_areas) for fit in fits]
    for _ in range(max_iterations):
        if not len(open_areas):
            break
        before = current.copy()
        for fit in current_fits:
            _scale(current, fit)
        iterations[open_areas] += 1
        error[open_areas] = now = _largest_error(current, current_fits)
        flat = current.reshape(len(current), -1)
        moved = np.abs(flat - before.reshape(flat.shape)).max(axis=1)
        done = (now <= tolerance) | (moved <= STANDSTILL * flat.sum(axis=1))
        if done.any():
            weights[open_areas[done]] = current[done]
            open_areas, current = open_areas[~done], current[~done]
            current_fits = [fit.of_areas(~done) for fit in current_fits]
    weights[open_areas] = current
    return AreaRakeResult(weights, error <= tolerance, iterations, error, np.zeros(len(table)))


def _scale(weights: NDArray[np.float64], fit: _Fit) -> None:
    """Multiply the weights, in place, so that they meet one margin."""
    sums = fit.sums(weights)
    weights *= np.divide(fit.target, sums, out=np.zeros_like(sums), where=sums > 0)


def _largest_error(weights: NDArray[np.float64], fits: list[_Fit]) -> NDArray[np.float64]:
    """Return the largest relative error of each area over all margins."""
    worst = np.zeros(len(weights))
    inner = tuple(range(1, weights.ndim))
    for fit in fits:
        difference = np.abs(fit.sums(weights) - fit.target)
        total = np.maximum(fit.target.sum(axis=inner, keepdims=True), 1.0)
        scale = np.where(fit.target > 0, fit.target, total)
        worst = np.maximum(worst, (difference / scale).max(axis=inner))
    return worst


def _conflicts(
    fits: list[_Fit], tolerance: float
) -> list[tuple[int, int, tuple[int, ...], NDArray[np.float64]]]:
    """Compare all pairs of margins where both speak; a gap within the tolerance counts as 0."""
    found = []
    for (first, one), (second, other) in combinations(enumerate(fits), 2):
        shared = tuple(axis for axis in one.kept if axis in other.kept)
        unshared = tuple(axis for axis in range(1, one.target.ndim) if axis - 1 not in shared)
        a = one.target.sum(axis=unshared, keepdims=True)
        b = other.target.sum(axis=unshared, keepdims=True)
        inner = tuple(range(1, a.ndim))
        total = np.maximum(np.maximum(a.sum(axis=inner), b.sum(axis=inner)), 1e-300)
        gap = np.abs(a - b).max(axis=inner) / total
        found.append((first, second, shared, np.where(gap > max(tolerance, 1e-12), gap, 0.0)))
    return found
