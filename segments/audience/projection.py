"""Kinds of people carried from respondents to villages, with ranges wide enough to be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.audience.survey_scores import GROUPS, SCHOOLING, respondent_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from segments.audience.population import JointPopulation
    from segments.audience.psychographic import ClassChoice

DRAWS = 100
RIDGE = 1.0
EM_ROUNDS = 60
NEARLY_NEVER = 1e-4
LEAST_EXPLAINED = 0.05
MOST_FLAT = 0.80
TAILS = (5.0, 95.0)
SEXES = ("male", "female")
LEVELS = ("low", "middle", "high")
YOUNGEST = 15


@dataclass(frozen=True)
class VillageClasses:
    """What share of the people of 15 and over of a village is of each kind.

    Attributes
    ----------
    mean, low, high
        Villages x classes; low and high hold nine draws in ten.
    overall
        Share of each class in the regency, as projected.
    explained
        McFadden's R2 of sex, age, schooling and kind of place: what they tell about the class.
    flat
        By class, the share of villages whose range holds the share of the regency.
    spread
        Standard deviation of the noise between places, on the scale of log-odds.
    off
        Why the layer must not be used to tell villages apart: "" when it may, "explains_little"
        or "mostly_flat".
    """

    mean: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    overall: pd.Series
    explained: float
    flat: pd.Series
    spread: float
    off: str


def project_classes(
    choice: ClassChoice,
    answers: pd.DataFrame,
    joint: JointPopulation,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    told: Callable[[int, int], None] | None = None,
) -> VillageClasses:
    """Estimate the share of each class in every village.

    Two steps: the classes stay as they were found, and the chance of a class given sex, age,
    schooling and kind of place is a multinomial logit fitted by maximum likelihood over what each
    respondent's answers say of every class (not over the likeliest class, which would shrink all
    differences). Shares are then averaged over the residents of the joint population. Ranges come
    from redrawing kecamatan with replacement, with the classes found again from where they were
    (EM) and fresh noise for every village: its spread is what is left between kecamatan beyond
    sampling.

    Parameters
    ----------
    answers
        Of the same respondents: district, village, sex, age, education.
    told
        Called with draw and draws before each; may raise to stop.

    References
    ----------
    Bakk, Z. and Kuha, J. (2018). Two-step estimation of models between latent classes and
    external variables. Psychometrika 83, 871-892. McFadden, D. (1974) in Frontiers in
    Econometrics. Post-stratification: Gelman, A. and Little, T. C. (1997), Survey Methodology 23.
    """
    places = joint.places["geographic_class"].astype(str)
    kinds = tuple(sorted(places.unique()))
    groups = respondent_groups(answers).assign(place=answers["village"].map(places))
    known = groups.notna().all(axis=1).to_numpy()
    design = _design(groups[known], kinds)
    said = choice.result.posteriors[known].to_numpy() / choice.result.sizes.to_numpy()
    said = said / said.sum(axis=1, keepdims=True)
    districts = answers["district"][known].to_numpy()
    fitted = _fit(design, said)
    alone = _fit(design[:, :1], said)
    explained = 1 - _loss(fitted, design, said) / _loss(alone, design[:, :1], said)
    spread = _spread(fitted, design, said, districts)
    cells, residents = _cells(joint)
    frame = [_design(cells.assign(place=kind), kinds) for kind in kinds]
    position = np.array([kinds.index(kind) for kind in places])
    yes = _yes(choice)[known]
    random = np.random.default_rng(seed)
    mean = _shares(fitted, frame, position, residents, None)
    drawn = np.empty((draws, *mean.shape))
    codes, rows = np.unique(districts), {}
    for code in codes:
        rows[code] = np.flatnonzero(districts == code)
    for draw in range(draws):
        if told is not None:
            told(draw, draws)
        chosen = np.concatenate([rows[one] for one in random.choice(codes, len(codes))])
        heard = _found_again(choice, yes[chosen])
        again = _fit(design[chosen], heard, start=fitted)
        noise = spread * random.standard_normal(mean.shape)
        drawn[draw] = _shares(again, frame, position, residents, noise)
    low, high = np.percentile(drawn, TAILS, axis=0)
    people = residents.sum(axis=1)
    overall = (mean * people[:, None]).sum(axis=0) / people.sum()
    flat = ((low <= overall) & (overall <= high)).mean(axis=0)
    index, columns = joint.places.index, choice.result.sizes.index
    off = ""
    if explained < LEAST_EXPLAINED:
        off = "explains_little"
    elif (flat > MOST_FLAT).all():
        off = "mostly_flat"
    return VillageClasses(
        mean=pd.DataFrame(mean, index=index, columns=columns),
        low=pd.DataFrame(np.minimum(low, mean), index=index, columns=columns),
        high=pd.DataFrame(np.maximum(high, mean), index=index, columns=columns),
        overall=pd.Series(overall, index=columns),
        explained=float(explained),
        flat=pd.Series(flat, index=columns),
        spread=spread,
        off=off,
    )


def _yes(choice: ClassChoice) -> NDArray[np.float64]:
    """Give the answers as 1, 0 and missing."""
    return choice.items.apply(lambda item: item.map({"yes": 1.0, "no": 0.0})).to_numpy(float)


def _found_again(choice: ClassChoice, yes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit the classes to other respondents, starting from where they are, so they stay the same.

    Returns what each respondent's answers say of every class: likelihoods, summing to 1.
    """
    chances = choice.result.item_probabilities.xs("yes", level="answer").to_numpy().T
    sizes = choice.result.sizes.to_numpy()
    answered = ~np.isnan(yes)
    said_yes, said_no = np.nan_to_num(yes), answered - np.nan_to_num(yes)
    likelihood = np.empty((len(yes), len(sizes)))
    for _round in range(EM_ROUNDS):
        kept = np.clip(chances, NEARLY_NEVER, 1 - NEARLY_NEVER)
        log = said_yes @ np.log(kept).T + said_no @ np.log(1 - kept).T
        likelihood = np.exp(log - log.max(axis=1, keepdims=True))
        given = likelihood * sizes
        given /= given.sum(axis=1, keepdims=True)
        sizes = given.mean(axis=0)
        chances = (given.T @ said_yes) / (given.T @ answered)
    return likelihood / likelihood.sum(axis=1, keepdims=True)


def _design(groups: pd.DataFrame, kinds: tuple[str, ...]) -> NDArray[np.float64]:
    columns = [np.ones(len(groups)), (groups["sex"] == "female").to_numpy(float)]
    columns += [(groups["age"] == name).to_numpy(float) for name, _low, _high in GROUPS[1:]]
    columns += [(groups["education"] == level).to_numpy(float) for level in LEVELS[1:]]
    columns += [(groups["place"] == kind).to_numpy(float) for kind in kinds[1:]]
    return np.column_stack(columns)


def _chances(coefficients: NDArray[np.float64], design: NDArray[np.float64]) -> NDArray[np.float64]:
    odds = design @ coefficients
    odds = np.column_stack([np.zeros(len(odds)), odds])
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _loss(
    coefficients: NDArray[np.float64], design: NDArray[np.float64], said: NDArray[np.float64]
) -> float:
    """Return minus the log-likelihood, relative to a respondent whose answers say nothing."""
    return float(-np.log((_chances(coefficients, design) * said).sum(axis=1)).sum())


def _fit(
    design: NDArray[np.float64],
    said: NDArray[np.float64],
    start: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    from scipy.optimize import minimize  # here, because scipy.optimize is slow to import

    shape = (design.shape[1], said.shape[1] - 1)
    # A weak pull towards no difference keeps a group without respondents finite.
    pull = np.full(shape, RIDGE)
    pull[0] = 0.0

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        coefficients = flat.reshape(shape)
        chances = _chances(coefficients, design)
        both = chances * said
        total = both.sum(axis=1, keepdims=True)
        gradient = -design.T @ (both / total - chances)[:, 1:] + pull * coefficients
        value = -np.log(total).sum() + 0.5 * (pull * coefficients**2).sum()
        return float(value), gradient.ravel()

    first = np.zeros(shape) if start is None else start
    return minimize(loss, first.ravel(), jac=True, method="L-BFGS-B").x.reshape(shape)


def _spread(
    coefficients: NDArray[np.float64],
    design: NDArray[np.float64],
    said: NDArray[np.float64],
    districts: NDArray[np.object_],
) -> float:
    """Return the spread between kecamatan that sampling does not explain, in log-odds.

    By class and kecamatan, the mean residual of the chance given the answers, squared, less its
    sampling variance; over p(1 - p), the slope of a chance in log-odds. Not below zero.
    """
    chances = _chances(coefficients, design)
    both = chances * said
    given = both / both.sum(axis=1, keepdims=True)
    residual = pd.DataFrame(given - chances)
    grouped = residual.groupby(districts)
    n = grouped.size()
    enough = n.index[n >= 10]
    if len(enough) < 3:
        return 0.0
    excess = grouped.mean().loc[enough] ** 2 - grouped.var().loc[enough].div(n[enough], axis=0)
    slope = (chances * (1 - chances)).mean(axis=0)
    variance = float(np.mean(excess.mean(axis=0).to_numpy() / slope**2))
    return float(np.sqrt(max(variance, 0.0)))


def _cells(joint: JointPopulation) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Give the kinds of residents of 15 and over, and how many of each every village has."""
    names = [part.name for part in joint.dimensions]
    axes = {name: number for number, name in enumerate(names, start=1)}
    kept = [0, axes["sex"], axes["age"], axes["education"]]
    rest = tuple(axis for axis in range(1, joint.weights.ndim) if axis not in kept)
    table = joint.weights.sum(axis=rest)
    ages = joint.dimensions[axes["age"] - 1].categories
    levels = [SCHOOLING[one] for one in joint.dimensions[axes["education"] - 1].categories]
    rows, counts = [], []
    for sex in SEXES:
        s = joint.dimensions[axes["sex"] - 1].position(sex)
        for name, low, high in GROUPS:
            inside = [max(low, YOUNGEST) <= int(group[:2]) <= high for group in ages]
            for level in LEVELS:
                chosen = [one == level for one in levels]
                part = table[:, s][:, inside][:, :, chosen]
                rows.append((sex, name, level))
                counts.append(part.sum(axis=(1, 2)))
    return pd.DataFrame(rows, columns=["sex", "age", "education"]), np.column_stack(counts)


def _shares(
    coefficients: NDArray[np.float64],
    frame: list[NDArray[np.float64]],
    position: NDArray[np.int64],
    residents: NDArray[np.float64],
    noise: NDArray[np.float64] | None,
) -> NDArray[np.float64]:
    n_classes = coefficients.shape[1] + 1
    people = residents.sum(axis=1, keepdims=True)
    if noise is None:
        by_kind = np.stack([_chances(coefficients, design) for design in frame])
        return np.einsum("vx,vxc->vc", residents / people, by_kind[position])
    odds = np.stack([np.column_stack([np.zeros(len(d)), d @ coefficients]) for d in frame])[
        position
    ]
    odds = np.exp(odds + noise[:, None, :])
    chances = odds / odds.sum(axis=2, keepdims=True)
    return np.einsum("vx,vxc->vc", residents / people, chances).reshape(-1, n_classes)
