"""What the joint population looks like before a village's own figures are known.

Raking keeps the odds ratios of its seed, so the seed decides how age, sex, education and marital
status hang together; how many people there are of each kind comes from the village alone. Two
published national tables give the pattern by age. Given age and sex, education and marriage are
taken as independent: no published table of the area says more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Dimension:
    """One trait of a person: its categories and the measured column that counts each.

    A last category without a column holds everybody whom the others leave out.
    """

    name: str
    categories: tuple[str, ...]
    columns: tuple[str, ...]

    def position(self, category: str) -> int:
        """Return the place of a category on its axis."""
        return self.categories.index(category)


def _dimension(name: str, prefix: str, *categories: str) -> Dimension:
    return Dimension(name, categories, tuple(f"{prefix}{category}" for category in categories))


SEX = _dimension("sex", "n_", "male", "female")
AGE = _dimension(
    "age",
    "n_age_",
    *(f"{start:02d}_{start + 4:02d}" for start in range(0, 75, 5)),
    "75_plus",
)
EDUCATION = _dimension(
    "education",
    "n_edu_",
    "none",
    "some_primary",
    "primary",
    "lower_secondary",
    "upper_secondary",
    "diploma",
    "university",
)
MARITAL = _dimension("marital", "n_", "single", "married", "divorced", "widowed")
_LISTED = _dimension(
    "occupation",
    "n_work_",
    "none",
    "student",
    "homemaker",
    "self_employed",
    "trade",
    "retired",
    "teacher",
    "nurse",
)
OCCUPATION = Dimension("occupation", (*_LISTED.categories, "other"), _LISTED.columns)
"""Its last category, the occupations that the register does not list, is what remains."""

RAKED = (SEX, AGE, EDUCATION, MARITAL)
DIMENSIONS = (*RAKED, OCCUPATION)
"""The axes of the joint population after the village axis, in this order."""

FIRST_MARRIED_GROUP = AGE.position("15_19")

# Residents by sex, five-year age group from 15-19 to 55-59 and marital status: never married,
# married, divorced, widowed. Indonesia, Long Form of the 2020 census, BPS,
# https://sensus.bps.go.id/topik/tabular/sp2022/193/1/1
CENSUS_MEN = (
    (11_260_116, 167_991, 3_565, 1_273),
    (10_120_877, 1_390_349, 36_089, 5_786),
    (6_175_475, 5_141_068, 148_987, 20_224),
    (2_680_451, 8_220_561, 263_360, 51_065),
    (1_259_074, 9_110_080, 295_841, 78_271),
    (663_935, 9_124_386, 289_611, 129_168),
    (375_471, 8_547_238, 255_257, 200_501),
    (210_540, 7_530_321, 194_833, 305_021),
    (119_506, 6_291_254, 135_384, 398_872),
)
CENSUS_WOMEN = (
    (10_234_225, 487_756, 6_468, 2_135),
    (7_157_848, 3_739_636, 35_024, 4_819),
    (2_614_237, 8_299_688, 54_518, 9_503),
    (788_098, 9_986_907, 61_663, 14_730),
    (359_719, 10_068_330, 56_279, 20_380),
    (237_596, 9_753_718, 59_509, 37_268),
    (199_949, 9_022_119, 59_213, 67_493),
    (167_075, 7_906_088, 54_115, 132_288),
    (126_962, 4_918_555, 221_925, 1_748_757),
)

# Per cent of people by highest schooling: none, primary reached, primary completed, secondary
# reached, secondary completed, tertiary reached, tertiary completed. "Reached" leaves out those
# who went further. Indonesia, both sexes, Barro and Lee, Educational Attainment Dataset, version
# 3.0 (file BL_v3_MF.csv); method in Barro, R. J. and Lee, J.-W. (2013), A new data set of
# educational attainment in the world, 1950-2010, Journal of Development Economics 104, 184-198.
SCHOOLING = {
    "15-24 in 2015": (0.51, 15.64, 14.58, 75.76, 30.23, 8.09, 3.06),
    "15-24 in 2010": (1.00, 30.54, 24.95, 65.54, 28.72, 2.93, 1.19),
    "25-34 in 2010": (1.68, 37.72, 29.59, 50.52, 29.17, 10.08, 6.23),
    "35-44 in 2010": (4.03, 46.71, 32.93, 40.78, 24.78, 8.48, 5.90),
    "45-54 in 2010": (9.52, 58.04, 33.74, 25.35, 14.92, 7.09, 4.96),
    "55-64 in 2010": (16.64, 59.07, 30.87, 19.83, 10.70, 4.46, 3.10),
}

# Assumed shares of none, some primary, primary and lower secondary in the years of school.
# School is compulsory from 7 to 15 (Law 20/2003, art. 6): six years of primary and three of lower
# secondary. But the register mostly keeps children as not (yet) schooled until the family renews
# its card (the villages count half as many again as have not reached 10), hence more "none" than
# school records would give.
CHILDREN = {
    "05_09": (0.85, 0.15, 0.0, 0.0),
    "10_14": (0.40, 0.35, 0.24, 0.01),
}

# Split of tertiary into diploma (D1-D3) and university (D4 and up): any constant does, because
# the village's own totals replace it.
DIPLOMA_SHARE = 0.3


def population_seed() -> NDArray[np.float64]:
    """Build the seed: sex x age x education x marital status, with what cannot be as zeros.

    Structural zeros, by the age of the group:

    * under 5: no schooling; under 10: at most some primary; under 15: at most lower secondary
      completed; under 20: no diploma or degree;
    * under 15: never married. The legal age is 19 (Law 16/2019); the 2020 census counts 0.4 % of
      those aged 10-14 as ever married, which the seed leaves out.
    """
    marital = np.stack([_marital_shares(CENSUS_MEN), _marital_shares(women_by_status())])
    return np.einsum("ae,sam->saem", _education_shares(), marital)


def women_by_status() -> NDArray[np.float64]:
    """Return the census rows of women, with divorced and widowed of 15-54 estimated.

    The published numbers of divorced and widowed women jump from 2 % at 50-54 to 28 % at 55-59,
    which cannot be: below 55 nearly all appear as married. There the shares of men are used,
    times the ratio of women to men at 55-59, an assumption; never married stays as published.
    """
    men, women = np.array(CENSUS_MEN, dtype=float), np.array(CENSUS_WOMEN, dtype=float)
    shares = men / men.sum(axis=1, keepdims=True)
    totals = women.sum(axis=1)
    ratio = (women[-1] / totals[-1]) / shares[-1]
    for status in (MARITAL.position("divorced"), MARITAL.position("widowed")):
        women[:-1, status] = totals[:-1] * shares[:-1, status] * ratio[status]
    others = [MARITAL.position(status) for status in ("single", "divorced", "widowed")]
    women[:, MARITAL.position("married")] = totals - women[:, others].sum(axis=1)
    return women


def _marital_shares(counts: object) -> NDArray[np.float64]:
    """Shares by age group of one sex: none but single below 15, extrapolated from 60 on.

    From 60 on the odds of being widowed grow by the factor that men show from 50-54 to 55-59 and
    the other odds stay as at 55-59: an assumption.
    """
    odds = np.zeros((len(AGE.categories), len(MARITAL.categories)))
    odds[:FIRST_MARRIED_GROUP, MARITAL.position("single")] = 1.0
    table = np.asarray(counts, dtype=float)
    married, widowed = MARITAL.position("married"), MARITAL.position("widowed")
    last = FIRST_MARRIED_GROUP + len(table)
    odds[FIRST_MARRIED_GROUP:last] = table / table[:, [married]]
    men = np.array(CENSUS_MEN, dtype=float)
    men_odds = men[:, widowed] / men[:, married]
    for group in range(last, len(odds)):
        odds[group] = odds[group - 1]
        odds[group, widowed] *= men_odds[-1] / men_odds[-2]
    return odds / odds.sum(axis=1, keepdims=True)


def _education_shares() -> NDArray[np.float64]:
    """Shares by age group: children by the assumption above, adults by their birth cohort.

    Those of 30-39 in 2024 were 15-24 in 2010, and so on in steps of ten years. Both cohorts last
    seen at 15-24 had not finished, so what they did beyond primary is split as among the 25-34
    of 2010. At 20-24 half of the tertiary share has yet to complete.
    """
    shares = np.zeros((len(AGE.categories), len(EDUCATION.categories)))
    shares[0, EDUCATION.position("none")] = 1.0
    for group, values in CHILDREN.items():
        shares[AGE.position(group), : len(values)] = values
    youngest = _attained("15-24 in 2015")
    shares[AGE.position("15_19")] = _without_tertiary(youngest, 1.0)
    shares[AGE.position("20_24")] = _without_tertiary(_finished("15-24 in 2015"), 0.5)
    shares[AGE.position("25_29")] = _finished("15-24 in 2015")
    cohorts = ["25-34 in 2010", "35-44 in 2010", "45-54 in 2010", "55-64 in 2010"]
    rows = [_finished("15-24 in 2010"), *(_attained(cohort) for cohort in cohorts)]
    shares[AGE.position("30_34") :] = np.repeat(rows, 2, axis=0)
    return shares / shares.sum(axis=1, keepdims=True)


def _attained(cohort: str) -> NDArray[np.float64]:
    """Translate a row of SCHOOLING into the seven categories of the register."""
    none, primary, primary_done, secondary, secondary_done, tertiary, tertiary_done = SCHOOLING[
        cohort
    ]
    return np.array(
        [
            none,
            primary - primary_done,
            primary_done,
            secondary - secondary_done,
            secondary_done + tertiary - tertiary_done,
            tertiary_done * DIPLOMA_SHARE,
            tertiary_done * (1 - DIPLOMA_SHARE),
        ]
    )


def _finished(cohort: str) -> NDArray[np.float64]:
    """Split what an unfinished cohort did beyond primary as the 25-34 of 2010 did."""
    beyond = EDUCATION.position("lower_secondary")
    own, pattern = _attained(cohort), _attained("25-34 in 2010")
    own[beyond:] = own[beyond:].sum() * pattern[beyond:] / pattern[beyond:].sum()
    return own


def _without_tertiary(shares: NDArray[np.float64], moved: float) -> NDArray[np.float64]:
    """Move a part of the diplomas and degrees back to upper secondary."""
    changed = shares.copy()
    first = EDUCATION.position("diploma")
    changed[first:] *= 1 - moved
    changed[EDUCATION.position("upper_secondary")] += moved * shares[first:].sum()
    return changed
