"""Kinds of people by their answers, and how they differ from place to place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segments.audience.questionnaire import Question, scales
from segments.audience.small_area import fay_herriot
from segments.audience.survey import LatentClassResult, latent_classes
from segments.audience.survey_scores import score_scale

MOST_CLASSES = 4
RESTARTS = 8
SMALLEST_CLASS = 0.05
CLEAR_ENTROPY = 0.6
FEWEST_IN_AREA = 10
PUBLISHED, FLAGGED = 0.25, 0.50
HIGH_SCORE = 3.75
SAMPLE_RATIO = 1e-9


def class_items(answers: pd.DataFrame, questions: Sequence[Question] | None = None) -> pd.DataFrame:
    """Make the yes/no items that classes are found from, those that the answers allow.

    Digital: internet, own phone, sends a photo, WhatsApp, television, loudspeaker, neighbours
    yesterday. Community: any gathering. Attitudes: mean of a scale at 3.75 and above.
    """
    found: dict[str, pd.Series] = {}

    def said(name: str, code: str) -> pd.Series:
        return (answers[name] == code).where(answers[name].notna())

    for item, name, code in (
        ("internet", "internet", "yes"),
        ("own_phone", "phone", "own"),
        ("send_photo", "send_photo", "yes"),
    ):
        if name in answers:
            found[item] = said(name, code)
    if "media_yesterday" in answers:
        media = answers["media_yesterday"]
        for code in ("whatsapp", "tv", "loudspeaker", "neighbour"):
            inside = media.fillna("").str.split().map(lambda codes, code=code: code in codes)
            found[code] = inside.where(media.notna())
    if "gatherings" in answers:
        found["gathers"] = (answers["gatherings"] != "none").where(answers["gatherings"].notna())
    for construct, items in scales(tuple(questions) if questions else None).items():
        if sum(item.name in answers for item in items) > 1:
            scores = score_scale(answers, items).scores
            found[construct] = (scores >= HIGH_SCORE).where(scores.notna())
    table = pd.DataFrame(found, index=answers.index).astype("object")
    spread = [name for name in table if table[name].nunique() > 1]
    return table[spread].apply(lambda item: item.map({True: "yes", False: "no"}))


@dataclass(frozen=True)
class ClassChoice:
    """The number of classes that was chosen, and what speaks for it.

    `table`: by k, the BIC, the entropy, the smallest class and whether k is allowed (smallest
    class 5 % or more). `result` is the allowed one with the lowest BIC.
    """

    result: LatentClassResult
    k: int
    table: pd.DataFrame
    items: pd.DataFrame

    @property
    def clear(self) -> bool:
        """Whether most respondents belong to one class clearly enough (entropy 0.6 and above)."""
        return self.k > 1 and self.result.entropy >= CLEAR_ENTROPY


def choose_classes(
    items: pd.DataFrame,
    *,
    most: int = MOST_CLASSES,
    restarts: int = RESTARTS,
    seed: int = 0,
    told: Callable[[int], None] | None = None,
) -> ClassChoice:
    """Try 1 to `most` classes and take the lowest BIC among those without a tiny class.

    `told` is called with every k before it is tried, and may raise to stop.
    """
    tried = {}
    for k in range(1, most + 1):
        if told is not None:
            told(k)
        tried[k] = latent_classes(items, k, restarts=restarts, seed=seed)
    table = pd.DataFrame(
        {
            "bic": [one.bic for one in tried.values()],
            "entropy": [one.entropy for one in tried.values()],
            "smallest": [float(one.sizes.min()) for one in tried.values()],
        },
        index=pd.Index(list(tried), name="k"),
    )
    table["allowed"] = table["smallest"] >= SMALLEST_CLASS
    k = int(table.loc[table["allowed"], "bic"].idxmin())
    return ClassChoice(tried[k], k, table, items)


def class_profile(choice: ClassChoice) -> pd.DataFrame:
    """Give the chance of "yes" to every item: rows items, columns classes, and "all"."""
    chances = choice.result.item_probabilities.xs("yes", level="answer")
    everybody = (choice.items == "yes").sum() / choice.items.notna().sum()
    return chances.assign(all=everybody.reindex(chances.index))


NAMING = (
    ("digital", ("internet", "send_photo", "whatsapp")),
    ("broadcast", ("tv", "trust_media")),
    ("neighbours", ("neighbour", "loudspeaker", "trust_near", "together")),
)
"""A class bears the name of the theme in which it is furthest above everybody, each name once."""


def class_names(choice: ClassChoice) -> dict[int, str]:
    """Name the classes by rule; "mixed" where no theme stands out by five points or more."""
    profile = class_profile(choice)
    names: dict[int, str] = {}
    lifts = {
        (number, theme): float((profile[number] - profile["all"]).reindex(items).dropna().mean())
        for number in choice.result.sizes.index
        for theme, items in NAMING
    }
    for (number, theme), lift in sorted(lifts.items(), key=lambda pair: -pair[1]):
        if lift >= 0.05 and number not in names and theme not in names.values():
            names[number] = theme
    return {number: names.get(number, "mixed") for number in choice.result.sizes.index}


@dataclass(frozen=True)
class AreaRates:
    """A rate by kecamatan.

    `table`: n, direct, direct_se, estimate, low, high (90 %), rse, status ("ok", "flag",
    "suppress" by the relative standard error: up to 25 %, up to 50 %, above) for every kecamatan
    with ten respondents or more. `differs`: whether the survey shows that places differ at all;
    `p_value` of that (chi-square over the kecamatan, divided by the design effect).
    """

    table: pd.DataFrame
    overall: float
    differs: bool
    p_value: float


def area_rates(
    indicator: pd.Series,
    districts: pd.Series,
    weights: pd.Series,
    covariates: pd.DataFrame,
    design_effect: float,
) -> AreaRates:
    """Estimate a share by kecamatan with the Fay-Herriot model on the arcsine of its root.

    `indicator` is 0 to 1 (a chance of a class serves too). The sampling variance on that scale is
    deff / 4n. Estimates are turned back, with 90 % bounds.

    References
    ----------
    Fay and Herriot (1979), see `fay_herriot`; arcsine: Casas-Cordero, Encina and Lahiri (2016) in
    Analysis of Poverty Data by Small Area Estimation, chapter 20.
    """
    from scipy.stats import chi2

    known = indicator.notna() & districts.notna()
    y, w, d = indicator[known].astype(float), weights[known], districts[known]
    n = d.value_counts()
    used = n.index[n >= FEWEST_IN_AREA].sort_values()
    direct = ((y * w).groupby(d).sum() / w.groupby(d).sum()).reindex(used)
    overall = float((y * w).sum() / w.sum())
    sizes = n.reindex(used).astype(float)
    variance = design_effect / (4 * sizes)
    turned = np.arcsin(np.sqrt(direct.clip(SAMPLE_RATIO, 1 - SAMPLE_RATIO)))
    fitted = fay_herriot(turned, variance, covariates.reindex(used))
    error = np.sqrt(fitted.mean_squared_errors)

    def back(values: pd.Series) -> pd.Series:
        return np.sin(values.clip(0, np.pi / 2)) ** 2

    estimate = back(fitted.estimates)
    low, high = back(fitted.estimates - 1.645 * error), back(fitted.estimates + 1.645 * error)
    rse = (high - low) / (2 * 1.645) / estimate
    status = np.select([rse <= PUBLISHED, rse <= FLAGGED], ["ok", "flag"], "suppress")
    spread = (y * w**2 * (1 - y)).groupby(d).sum().reindex(used)
    table = pd.DataFrame(
        {
            "n": n.reindex(used),
            "direct": direct,
            "direct_se": np.sqrt(spread.clip(lower=0)) / w.groupby(d).sum().reindex(used),
            "estimate": estimate,
            "low": low,
            "high": high,
            "rse": rse,
            "status": status,
        }
    )
    flat = np.arcsin(np.sqrt(np.clip(overall, SAMPLE_RATIO, 1 - SAMPLE_RATIO)))
    statistic = float((((turned - flat) ** 2) / variance).sum())
    p_value = float(chi2.sf(statistic, max(len(used) - 1, 1)))
    return AreaRates(table, overall, p_value < 0.05, p_value)
