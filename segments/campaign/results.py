"""What came back: rates that learn from campaigns, and the effect against a comparison."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FEW_CLUSTERS = 40  # below it, cluster-robust errors tend to be too small (Cameron et al., 2008)
CELLS = {
    (0, 0): "comparison before",
    (0, 1): "comparison after",
    (1, 0): "treated before",
    (1, 1): "treated after",
}


@dataclass(frozen=True)
class RateUpdate:
    """A rate after new results: its mean and the interval that holds it with 90 %.

    `size` is how many observations it now rests on, those of the prior included.
    """

    mean: float
    low: float
    high: float
    size: float


@dataclass(frozen=True)
class DifferenceEstimate:
    """The change among the treated, less the change in the comparison.

    `method` says how the error was found: "cluster" (robust, by cluster), "welch" (each of the
    four cells has its own variance), "pooled" (one variance, where a cell holds a single value)
    or "none" (too few values or clusters for an interval: `low` and `high` are infinite).
    `few_clusters` warns that the interval is likely too narrow.
    """

    estimate: float
    low: float
    high: float
    standard_error: float
    degrees_of_freedom: float
    n: int
    n_clusters: int
    means: dict[str, float]
    method: str
    few_clusters: bool


def update_rate(
    prior_mean: float,
    prior_size: float,
    successes: float,
    trials: float,
    *,
    confidence: float = 0.90,
) -> RateUpdate:
    """Update a rate with the results of a campaign (beta-binomial).

    The prior is Beta(m k, (1 - m) k) with mean m and the weight of k observations; the posterior
    mean is (m k + y) / (k + n), the interval has equal tails. Counts from overdispersed villages
    should be divided by their design effect first.

    Examples
    --------
    >>> round(update_rate(0.2, 20, 30, 80).mean, 2)
    0.34
    """
    if not 0 < prior_mean < 1:
        raise ValueError(f"The prior mean is {prior_mean:g}. It must lie between 0 and 1.")
    if not (math.isfinite(prior_size) and prior_size > 0):
        raise ValueError(f"The prior size is {prior_size:g}. It must be more than 0.")
    if not (math.isfinite(trials) and 0 <= successes <= trials):
        raise ValueError(
            f"{successes:g} successes in {trials:g} trials is not possible. Successes must lie "
            "between 0 and the number of trials."
        )
    _check_confidence(confidence)
    from scipy.stats import beta  # slow to import

    yes = prior_mean * prior_size + successes
    no = (1 - prior_mean) * prior_size + trials - successes
    tail = (1 - confidence) / 2
    low, high = beta.ppf([tail, 1 - tail], yes, no)
    return RateUpdate(yes / (yes + no), float(low), float(high), yes + no)


def difference_in_differences(
    outcomes: ArrayLike,
    treated: ArrayLike,
    period: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    confidence: float = 0.95,
) -> DifferenceEstimate:
    """Effect as (treated after - before) - (comparison after - before).

    The same as the interaction in a least-squares regression on treated, period and their
    product. Without `clusters` the error is that of four independent means (Welch, equal to the
    HC2 robust error); with them it is cluster-robust (CR1) with a t distribution of G - 1 degrees
    of freedom. When the same villages are seen before and after, give the village codes as
    clusters: their two values are not independent.

    Parameters
    ----------
    outcomes
        One value a row.
    treated, period
        0 or 1 a row: in the campaign or in the comparison; before or after.
    clusters
        A label a row, such as the village code.

    Raises
    ------
    ValueError
        When the lists differ in length, hold other values, or one of the four cells is empty.

    Examples
    --------
    >>> difference_in_differences([10, 18, 9, 11], [1, 1, 0, 0], [0, 1, 0, 1]).estimate
    6.0
    """
    _check_confidence(confidence)
    values = np.asarray(outcomes, dtype=float)
    if values.ndim != 1 or not np.isfinite(values).all():
        raise ValueError("Outcomes must be one list of numbers, without gaps.")
    in_campaign = _indicator("treated", treated, len(values))
    after = _indicator("period", period, len(values))
    cells = {name: values[(in_campaign == t) & (after == p)] for (t, p), name in CELLS.items()}
    empty = [name for name, inside in cells.items() if not len(inside)]
    if empty:
        raise ValueError(f"No outcomes for: {', '.join(empty)}. All four cells are needed.")
    means = {name: float(inside.mean()) for name, inside in cells.items()}
    estimate = (means["treated after"] - means["treated before"]) - (
        means["comparison after"] - means["comparison before"]
    )
    few, groups = False, len(values)
    if clusters is None:
        error, freedom, method = _error_of_cells(list(cells.values()))
    else:
        labels = _labels(clusters, len(values))
        design = np.column_stack([np.ones(len(values)), in_campaign, after, in_campaign * after])
        groups = int(labels.max()) + 1
        error, freedom, method = _clustered_error(values, design, labels)
        for side in (labels[in_campaign == 1], labels[in_campaign == 0]):
            if len(np.unique(side)) < 2:  # one cluster shows nothing of how clusters vary
                error, freedom, method = math.nan, 0.0, "none"
        few = groups < FEW_CLUSTERS
    low, high = _t_interval(estimate, error, freedom, confidence)
    return DifferenceEstimate(
        estimate, low, high, error, freedom, len(values), groups, means, method, few
    )


def _check_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence is {confidence:g}. It must lie between 0 and 1.")


def _indicator(name: str, flags: ArrayLike, n: int) -> NDArray[np.float64]:
    found = np.asarray(flags)
    if found.shape != (n,):
        raise ValueError(
            f"{name} has shape {found.shape}; it needs one value for each outcome ({n})."
        )
    numbers = found.astype(float)
    if not np.isin(numbers, (0.0, 1.0)).all():
        raise ValueError(f"{name} must hold only 0 and 1.")
    return numbers


def _labels(clusters: ArrayLike, n: int) -> NDArray[np.int64]:
    found = np.asarray(clusters)
    if found.shape != (n,):
        raise ValueError(
            f"clusters has shape {found.shape}; it needs one label for each outcome ({n})."
        )
    names, labels = np.unique(found.astype(str), return_inverse=True)
    if len(names) < 2:
        raise ValueError("All outcomes are in one cluster. At least two are needed.")
    return labels


def _error_of_cells(cells: list[NDArray[np.float64]]) -> tuple[float, float, str]:
    """Error of a sum and difference of independent means, with its degrees of freedom."""
    sizes = np.array([len(inside) for inside in cells], dtype=float)
    squares = np.array([((inside - inside.mean()) ** 2).sum() for inside in cells])
    if (sizes > 1).all():
        parts = squares / (sizes - 1) / sizes
        spread = float((parts**2 / (sizes - 1)).sum())
        # Welch-Satterthwaite; without any variation the error is 0 at any degrees of freedom.
        freedom = float(parts.sum() ** 2 / spread) if spread > 0 else float(sizes.sum() - 4)
        return float(np.sqrt(parts.sum())), freedom, "welch"
    freedom = float(sizes.sum() - 4)
    if freedom == 0:
        return math.nan, 0.0, "none"
    return float(np.sqrt(squares.sum() / freedom * (1 / sizes).sum())), freedom, "pooled"


def _clustered_error(
    values: NDArray[np.float64], design: NDArray[np.float64], labels: NDArray[np.int64]
) -> tuple[float, float, str]:
    """CR1: the sandwich over clusters times G / (G - 1) x (n - 1) / (n - 4)."""
    n, groups = len(values), int(labels.max()) + 1
    bread = np.linalg.inv(design.T @ design)
    residuals = values - design @ (bread @ design.T @ values)
    scores = np.zeros((groups, design.shape[1]))
    np.add.at(scores, labels, design * residuals[:, None])
    correction = groups / (groups - 1) * (n - 1) / max(n - design.shape[1], 1)
    covariance = correction * bread @ scores.T @ scores @ bread
    return float(np.sqrt(covariance[3, 3])), float(groups - 1), "cluster"


def _t_interval(
    estimate: float, error: float, freedom: float, confidence: float
) -> tuple[float, float]:
    if math.isnan(error):
        return -math.inf, math.inf
    from scipy.stats import t  # slow to import

    reach = float(t.ppf((1 + confidence) / 2, freedom)) * error
    return estimate - reach, estimate + reach
