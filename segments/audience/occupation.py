"""What people do, given who they are: the fifth axis of the joint population.

The register counts eight occupations in every village; everybody else is "other" (farmers,
labourers, employees and the rest, which the published list leaves out). How occupation goes with
age, sex, schooling and marriage is not published for the regency. The chances below are
assumptions, in odds relative to each other: the village's own numbers set the level.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from segments.audience.population_seed import (
    AGE,
    EDUCATION,
    FIRST_MARRIED_GROUP,
    MARITAL,
    OCCUPATION,
    SEX,
)

# Odds by age group where they are not the same for all, from the group named on.
STUDENTS = {"05_09": 1.0, "10_14": 3.0, "15_19": 2.0, "20_24": 0.4, "25_29": 0.05, "30_34": 0.0}
NOT_WORKING = {"00_04": 1.0, "20_24": 0.5, "55_59": 1.0}
WORKERS = {"15_19": 0.2, "20_24": 1.0, "60_64": 0.7, "65_69": 0.5, "70_74": 0.3}
# A pension of the state is paid from 50 on, after 20 years of service (Law 11/1969, art. 9).
RETIRED = {"50_54": 0.1, "55_59": 0.5, "60_64": 1.0}
PROFESSIONS_FROM = {"20_24": 1.0, "60_64": 0.2, "65_69": 0.0}
# A teacher needs a degree (Law 14/2005, art. 8-9), a nurse a diploma (Law 38/2014, art. 6); some
# of the older ones have less.
TEACHERS = {"upper_secondary": 0.1, "diploma": 0.5, "university": 1.0}
NURSES = {"upper_secondary": 0.1, "diploma": 1.0, "university": 0.7}
PENSIONERS = {"lower_secondary": 0.2, "upper_secondary": 1.0}
HOMEMAKERS = {"single": 0.05, "married": 1.0, "divorced": 0.3, "widowed": 0.5}
WORKING_WOMEN = 0.5  # odds of a woman to be in work, relative to a man of her age
PROFESSIONAL_WOMEN = 4.0  # the same for teachers and nurses, most of whom are women
MARRIED_STUDENTS = 0.05  # odds of somebody married to be at school, relative to single

TOLERANCE = 1e-8
MAX_ITERATIONS = 2_000
LOOSENING = 1e-6
SMALLEST = 1e-100


def occupation_seed() -> NDArray[np.float64]:
    """Return the odds of the occupations: sex x age x education x marital status x occupation.

    What cannot be is zero: under 15 nobody is anything but a student or not working, under 5 only
    the latter; homemakers are women from 15 on, as the register writes them; pensions start at 50;
    teachers and nurses have finished upper secondary school and are 20 to 64.
    """
    shape = tuple(len(part.categories) for part in (SEX, AGE, EDUCATION, MARITAL, OCCUPATION))
    odds = np.zeros(shape)
    women = SEX.position("female")
    grown = np.arange(len(AGE.categories)) >= FIRST_MARRIED_GROUP

    def of(occupation: str) -> NDArray[np.float64]:
        return odds[..., OCCUPATION.position(occupation)]

    of("none")[:] = _by_age(NOT_WORKING)
    of("student")[:] = _by_age(STUDENTS)
    others = [MARITAL.position(one) for one in ("married", "divorced", "widowed")]
    of("student")[..., others] *= MARRIED_STUDENTS
    # At 20 and over a student is past school: the seed of schooling starts a diploma there.
    schooled = _by_level({"upper_secondary": 1.0})
    of("student")[:, AGE.position("20_24") :] *= schooled[0]
    wives = np.array([HOMEMAKERS[status] for status in MARITAL.categories])
    of("homemaker")[women] = grown[:, None, None] * wives
    of("retired")[:] = _by_age(RETIRED) * _by_level(PENSIONERS)
    for occupation in ("self_employed", "trade", "other"):
        of(occupation)[:] = _by_age(WORKERS)
        of(occupation)[women] *= WORKING_WOMEN
    of("teacher")[:] = _by_age(PROFESSIONS_FROM) * _by_level(TEACHERS)
    of("nurse")[:] = _by_age(PROFESSIONS_FROM) * _by_level(NURSES)
    for occupation in ("teacher", "nurse"):
        of(occupation)[women] *= PROFESSIONAL_WOMEN
    return odds


def _steps(values: dict[str, float], categories: tuple[str, ...]) -> NDArray[np.float64]:
    steps, current = [], 0.0
    for category in categories:
        current = values.get(category, current)
        steps.append(current)
    return np.array(steps)


def _by_age(values: dict[str, float]) -> NDArray[np.float64]:
    return _steps(values, AGE.categories)[:, None, None]


def _by_level(values: dict[str, float]) -> NDArray[np.float64]:
    return _steps(values, EDUCATION.categories)[None, :, None]


def split_by_occupation(
    weights: NDArray[np.float64], targets: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Split the cells of every village by occupation, so that its occupations add up.

    Raking with two margins, the cells as they are and the occupations of the village: one factor
    an occupation is all that changes, so an iteration is two matrix products and no table of all
    cells is kept. Villages that cannot be met with what may not be zero are loosened by a
    millionth of the mean odds.

    Parameters
    ----------
    weights
        Villages x sex x age x education x marital status; kept exactly.
    targets
        Villages x occupations, each row with the sum of its village.

    Returns
    -------
    weights, max_error
        The table with occupation as its last axis, and per village the largest relative error of
        an occupation.
    """
    cells = weights.reshape(len(weights), -1)
    odds = occupation_seed().reshape(cells.shape[1], -1)
    shares, error = _factors(cells, odds, targets)
    if (failed := error > TOLERANCE).any():
        loose = odds + LOOSENING * odds.mean()
        again, worst = _factors(cells[failed], loose, targets[failed])
        better = worst < error[failed]
        rows = np.flatnonzero(failed)[better]
        shares[rows], error[rows] = again[better], worst[better]
        split = _apply(cells, odds, shares)
        split[rows] = _apply(cells[rows], loose, shares[rows])
    else:
        split = _apply(cells, odds, shares)
    return split.reshape(*weights.shape, targets.shape[1]), error


def _factors(
    cells: NDArray[np.float64], odds: NDArray[np.float64], targets: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find the factor of each occupation in each village by raking."""
    factors = np.ones_like(targets)
    error = np.full(len(cells), np.inf)
    open_ = np.arange(len(cells))
    for _step in range(MAX_ITERATIONS):
        own, wanted = cells[open_], targets[open_]
        chance = factors[open_] @ odds.T
        ratio = np.divide(own, chance, out=np.zeros_like(own), where=chance > 0)
        sums = factors[open_] * (ratio @ odds)
        gap = np.abs(sums - wanted) / np.where(wanted > 0, wanted, wanted.sum(axis=1)[:, None])
        error[open_] = gap.max(axis=1)
        update = np.divide(wanted, sums, out=np.zeros_like(wanted), where=sums > 0)
        going = error[open_] > TOLERANCE
        if not going.any():
            break
        open_ = open_[going]
        found = factors[open_] * update[going]
        # Only their ratios matter; a village that cannot be met would drive them without end.
        found /= found.max(axis=1, keepdims=True)
        factors[open_] = np.where(found > 0, np.maximum(found, SMALLEST), 0.0)
    return factors, error


def _apply(
    cells: NDArray[np.float64], odds: NDArray[np.float64], factors: NDArray[np.float64]
) -> NDArray[np.float64]:
    chance = factors @ odds.T
    ratio = np.divide(cells, chance, out=np.zeros_like(cells), where=chance > 0)
    return ratio[:, :, None] * odds[None] * factors[:, None, :]
