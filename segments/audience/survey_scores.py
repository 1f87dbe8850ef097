"""Scales scored, respondents weighted: what a survey says before anything is modelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.audience.questionnaire import Question

if TYPE_CHECKING:
    from segments.audience.population import JointPopulation

MISSING_ALLOWED = 1 / 3
SCALE_ENDS = 6  # 1 and 5 added: what a reversed answer is taken from
LARGEST_WEIGHT = 5.0
GROUPS = (("15_29", 15, 29), ("30_44", 30, 44), ("45_59", 45, 59), ("60_plus", 60, 200))
SCHOOLING = {
    "none": "low",
    "some_primary": "low",
    "primary": "low",
    "lower_secondary": "middle",
    "upper_secondary": "middle",
    "diploma": "high",
    "university": "high",
}


@dataclass(frozen=True)
class ScaleScore:
    """A scale of several questions.

    Attributes
    ----------
    scores
        Mean of the answers, 1 to 5, reversed ones turned; missing with over a third missing.
    alpha
        Cronbach's alpha of those who answered all; how far the questions measure one thing.
    n_complete
        How many answered all.
    """

    scores: pd.Series
    alpha: float
    n_complete: int


def score_scale(answers: pd.DataFrame, items: Sequence[Question]) -> ScaleScore:
    """Score one scale; needs a column for each of two items at least.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika
    16, 297-334.
    """
    turned = pd.DataFrame(
        {
            item.name: SCALE_ENDS - answers[item.name] if item.reversed else answers[item.name]
            for item in items
            if item.name in answers
        },
        index=answers.index,
    )
    if turned.shape[1] < 2:
        raise ValueError("A scale needs two questions at least.")
    missing = turned.isna().mean(axis=1)
    scores = turned.mean(axis=1).where(missing <= MISSING_ALLOWED)
    complete = turned.dropna()
    return ScaleScore(scores, cronbach_alpha(complete), len(complete))


def cronbach_alpha(complete: pd.DataFrame) -> float:
    """Return k / (k - 1) (1 - sum of the variances / variance of the sum); nan without spread."""
    k = complete.shape[1]
    total = complete.sum(axis=1).var(ddof=1)
    if len(complete) < 3 or not total > 0:
        return float("nan")
    return float(k / (k - 1) * (1 - complete.var(ddof=1).sum() / total))


@dataclass(frozen=True)
class SurveyWeights:
    """A weight for each respondent, of mean 1.

    `design_effect` is Kish's n sum(w2) / sum(w)2: by how much weighting widens the margins;
    `worst_gap` the largest difference in a margin after the last round, as a share of everybody.
    """

    weights: pd.Series
    design_effect: float
    worst_gap: float


def person_margins(joint: JointPopulation) -> dict[str, pd.Series]:
    """Count residents from 15 on by sex, age group and schooling, as shares of them all."""
    axes = {part.name: number for number, part in enumerate(joint.dimensions, start=1)}
    table = joint.weights.sum(axis=0)
    ages = joint.dimensions[axes["age"] - 1].categories
    first = [int(group[:2]) for group in ages]
    adults = np.array([start >= 15 for start in first])
    table = np.compress(adults, table, axis=axes["age"] - 1)
    margins = {}
    for name in ("sex", "age", "education"):
        keep = axes[name] - 1
        counts = table.sum(axis=tuple(axis for axis in range(table.ndim) if axis != keep))
        if name == "age":
            labels = [
                _age_group(start) for start, adult in zip(first, adults, strict=True) if adult
            ]
        elif name == "education":
            labels = [SCHOOLING[one] for one in joint.dimensions[keep].categories]
        else:
            labels = list(joint.dimensions[keep].categories)
        summed = pd.Series(counts, index=labels).groupby(level=0, sort=False).sum()
        margins[name] = summed / summed.sum()
    return margins


def respondent_groups(answers: pd.DataFrame) -> pd.DataFrame:
    """Put respondents into the groups of `person_margins`."""
    age = answers["age"].map(lambda years: None if pd.isna(years) else _age_group(int(years)))
    return pd.DataFrame(
        {"sex": answers["sex"], "age": age, "education": answers["education"].map(SCHOOLING)}
    )


def rake_respondents(
    groups: pd.DataFrame, margins: Mapping[str, pd.Series], *, rounds: int = 100
) -> SurveyWeights:
    """Weight respondents until they are made up as the residents are.

    Iterative proportional fitting over the margins; a missing answer keeps its weight in that
    margin. Weights are cut at five times the mean in every round, so that nobody speaks for many.

    References
    ----------
    Kish, L. (1992). Weighting for unequal P. Journal of Official Statistics 8, 183-200.
    """
    weights = pd.Series(1.0, index=groups.index)
    for _round in range(rounds):
        before = weights.copy()
        for name, target in margins.items():
            shares = weights.groupby(groups[name]).sum()
            wanted = target.reindex(shares.index)
            wanted = wanted / wanted.sum() * shares.sum()
            factor = groups[name].map(wanted / shares).astype(float).fillna(1.0)
            weights = weights * factor
        weights = (weights / weights.mean()).clip(upper=LARGEST_WEIGHT)
        weights = weights / weights.mean()
        if np.abs(weights - before).max() < 1e-9:
            break
    gaps = []
    for name, target in margins.items():
        shares = weights.groupby(groups[name]).sum()
        gaps.append(np.abs(shares / shares.sum() - target.reindex(shares.index)).max())
    effect = float(len(weights) * (weights**2).sum() / weights.sum() ** 2)
    return SurveyWeights(weights, effect, float(max(gaps)))


def _age_group(years: int) -> str:
    return next(name for name, low, high in GROUPS if low <= years <= high)
