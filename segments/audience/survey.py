"""What moves people: latent classes of survey answers."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MAX_ITERATIONS = 1000

# Both in log-likelihood per respondent: when EM stops, and when two restarts are the same.
TOLERANCE = 1e-7
SAME_SOLUTION = 1e-5


@dataclass(frozen=True)
class LatentClassResult:
    """Classes of respondents, numbered from 1 (the largest) to k.

    Attributes
    ----------
    sizes
        Share of people in each class.
    item_probabilities
        Chance of each answer in each class: rows item and answer, columns classes.
    log_likelihood, bic, n_parameters
        Of the whole sample; the lower the BIC, the better the number of classes.
    posteriors
        Chance of each class for each respondent, given the answers.
    entropy
        How clearly respondents belong to one class: 1 certainly, 0 not at all; 1 for k = 1.
    best_share
        Share of restarts that ended in this same solution. Low means: use more restarts.
    converged
        Whether the solution stopped changing before the limit of iterations.
    """

    sizes: pd.Series
    item_probabilities: pd.DataFrame
    log_likelihood: float
    bic: float
    n_parameters: int
    posteriors: pd.DataFrame
    entropy: float
    best_share: float
    converged: bool


@dataclass(frozen=True)
class _Encoded:
    """Answers as 0/1 columns, equally many for every item, missing answers as NaN."""

    values: NDArray[np.float64]
    answers: pd.MultiIndex
    used: NDArray[np.int64]
    width: int


def latent_classes(
    responses: pd.DataFrame, k: int, *, restarts: int = 20, seed: int = 0
) -> LatentClassResult:
    """Find k classes of respondents whose answers within a class are independent of each other.

    Maximum likelihood by EM, best of many random starts. A missing answer is left out of the
    likelihood of its respondent, who stays in with the others (full information). With J items
    of K_j observed answers the model has p = (k - 1) + k sum(K_j - 1) parameters, and
    BIC = -2 log L + p log n, n the respondents with at least one answer.

    Parameters
    ----------
    responses
        One row a respondent, one column an item; codes or labels, missing allowed. The order of
        answers is that of a categorical column, otherwise the sorted one.
    restarts
        Random starts; below 20 the best solution is easily missed.

    References
    ----------
    Linzer, D. A. and Lewis, J. B. (2011). poLCA: an R package for polytomous variable latent
    class analysis. Journal of Statistical Software 42 (10). Entropy: Ramaswamy et al. (1993),
    Marketing Science 12, 103-124. Software: Morin et al., StepMix.
    """
    _check(responses, k, restarts)
    encoded = _encode(responses)
    model = _fitted(encoded, k, restarts, seed)
    order = np.argsort(-model.weights_, kind="stable")
    classes = pd.RangeIndex(1, k + 1, name="class")
    posteriors = model.predict_proba(encoded.values)[:, order]
    chances = model.get_parameters()["measurement"]["pis"][order][:, encoded.used].T
    likelihood = float(model.score(encoded.values)) * len(responses)
    items = len(responses.columns)
    n_parameters = (k - 1) + k * (len(encoded.answers) - items)
    answered = int(responses.notna().any(axis=1).sum())
    return LatentClassResult(
        sizes=pd.Series(model.weights_[order], index=classes, name="size"),
        item_probabilities=pd.DataFrame(chances, index=encoded.answers, columns=classes),
        log_likelihood=likelihood,
        bic=-2 * likelihood + n_parameters * float(np.log(answered)),
        n_parameters=n_parameters,
        posteriors=pd.DataFrame(posteriors, index=responses.index, columns=classes),
        entropy=_entropy(posteriors),
        best_share=float(
            np.mean(
                np.abs(np.array(model.lower_bound_buffer_) - model.lower_bound_) < SAME_SOLUTION
            )
        ),
        converged=bool(model.n_iter_ < MAX_ITERATIONS),
    )


def _check(responses: pd.DataFrame, k: int, restarts: int) -> None:
    if k < 1 or restarts < 1:
        raise ValueError(f"k and restarts must be 1 or more, not {k} and {restarts}.")
    if responses.shape[1] < 2:
        raise ValueError(f"Latent classes need 2 items or more, not {responses.shape[1]}.")
    if repeated := sorted(set(responses.columns[responses.columns.duplicated()])):
        raise ValueError(f"Items appear twice: {', '.join(map(str, repeated))}.")
    given = responses.notna().to_numpy()
    empty = [str(item) for place, item in enumerate(responses) if not given[:, place].any()]
    if empty:
        raise ValueError(f"Items without any answer: {', '.join(empty)}.")
    answered = int(given.any(axis=1).sum())
    if answered <= k:
        raise ValueError(f"{answered} respondents with answers are too few for {k} classes.")


def _encode(responses: pd.DataFrame) -> _Encoded:
    codes, answers = {}, []
    for item in responses:
        column = responses[item]
        if isinstance(column.dtype, pd.CategoricalDtype):
            seen = column.cat.remove_unused_categories()
            codes[item], categories = seen.cat.codes.to_numpy(), seen.cat.categories
        else:
            codes[item], categories = pd.factorize(column, sort=True)
        answers.append(list(categories))
    width = max(len(categories) for categories in answers)
    values = np.zeros((len(responses), len(answers), width))
    for number, item in enumerate(responses):
        missing = codes[item] < 0
        values[np.flatnonzero(~missing), number, codes[item][~missing]] = 1.0
        values[missing, number, :] = np.nan
    used = [
        number * width + answer
        for number, categories in enumerate(answers)
        for answer in range(len(categories))
    ]
    pairs = [
        (item, answer)
        for item, categories in zip(responses, answers, strict=True)
        for answer in categories
    ]
    index = pd.MultiIndex.from_tuples(pairs, names=["item", "answer"])
    return _Encoded(values.reshape(len(responses), -1), index, np.array(used), width)


def _fitted(encoded: _Encoded, k: int, restarts: int, seed: int):  # noqa: ANN202 (stepmix is lazy)
    # Imported here: stepmix brings scikit-learn, seconds that no other page should wait for.
    from sklearn.exceptions import ConvergenceWarning
    from stepmix.stepmix import StepMix
    from threadpoolctl import threadpool_limits

    # The 0/1 columns are made once; given codes, stepmix would make them in every iteration.
    coding = {
        "integer_codes": False,
        "max_n_outcomes": encoded.width,
        "total_outcomes": len(encoded.answers),
    }
    model = StepMix(
        n_components=k,
        measurement="categorical_nan" if np.isnan(encoded.values).any() else "categorical",
        measurement_params=coding,
        n_init=restarts,
        max_iter=MAX_ITERATIONS,
        abs_tol=TOLERANCE,
        random_state=seed,
        progress_bar=0,
    )
    with threadpool_limits(limits=1), warnings.catch_warnings():
        # Reported as LatentClassResult.converged instead.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(encoded.values)


def _entropy(posteriors: NDArray[np.float64]) -> float:
    """Return 1 - sum(-p log p) / (n log k) over respondents and classes."""
    n, k = posteriors.shape
    if k == 1:
        return 1.0
    positive = np.where(posteriors > 0, posteriors, 1.0)
    return float(1 + (posteriors * np.log(positive)).sum() / (n * np.log(k)))
