"""Media habits of places, estimated from published rates: no local survey exists.

Each rate comes from a published table by age, sex, education or urban and rural area. The cells
of a village (16 age groups x 2 sexes x 3 levels of education, 1 below the age of 20) are weighted
by its residents, with sex and education taken as independent of age among adults. The level of
each question comes from one series (`published_rates.csv`, role "level"); other series only lend
their contrasts, added on the log-odds scale and shifted so that the regency's residents reproduce
the level ("logit shift", Rosenman, McCartan & Olivella 2023, Political Analysis 31).
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.codebook import FOLDER

AGES = (
    *(f"{start:02d}_{start + 4:02d}" for start in range(0, 75, 5)),
    "75_plus",
)
GENERATIONS = {
    "alpha": (0, 12),
    "z": (13, 28),
    "millennial": (29, 44),
    "x": (45, 59),
    "boomer": (60, 79),
    "pre_boomer": (80, 84),
}
EDUCATIONS = ("still_growing", "below_upper_secondary", "upper_secondary", "tertiary")
SEXES = ("male", "female")
AREAS = ("urban", "rural")
URBAN_CLASSES = ("kota", "pinggiran_kota")
FIRST_AGE, ADULT_AGE = 5, 20


def load_rates(path: Path = FOLDER / "published_rates.csv") -> pd.DataFrame:
    """Read the published rates: question, base, role, dimension, group, rate, low, high (0 to 1).

    Raises
    ------
    ValueError
        With the rows in which low <= rate <= high does not hold.
    """
    rates = pd.read_csv(path, keep_default_na=False, dtype={"source": str, "year": str})
    shares = rates[["low", "rate", "high"]] / 100
    ordered = (shares["low"] <= shares["rate"]) & (shares["rate"] <= shares["high"])
    wrong = ~(ordered & (shares["low"] > 0) & (shares["high"] < 1))
    if wrong.any():
        lines = ", ".join(str(number + 2) for number in rates.index[wrong])
        raise ValueError(f"{path.name}: 0 < low <= rate <= high < 100 fails in rows {lines}.")
    return rates.assign(**shares)


def estimate_habits(
    villages: pd.DataFrame,
    rates: pd.DataFrame,
    *,
    ages: Collection[str] = (),
    sexes: Collection[str] = (),
) -> pd.DataFrame:
    """Estimate every question of the rates for every village.

    Parameters
    ----------
    villages
        With population, residents by age, sex and education, and geographic_class.
    rates
        From `load_rates`. The base of a question is everybody, those online or those offline;
        `share_internet` comes first, because it makes these two.
    ages, sexes
        Residents of these five-year groups and sexes only; all of them when not given. The level
        stays that of all residents.

    Returns
    -------
    DataFrame
        Per question the share of (these) residents aged five and over, 0 to 1, with `_low` and
        `_high`: the same sum made with the ends of the range of the level.
    """
    cells = _cells(villages)
    asked = _asked(cells, ages, sexes)
    residents = villages["population"].to_numpy(float)
    urban = villages["geographic_class"].isin(URBAN_CLASSES).to_numpy()
    online: dict[str, np.ndarray] = {}
    estimates: dict[str, np.ndarray] = {}
    for question, rows in rates.groupby("question", sort=False):
        odds = _contrasts(rows)
        for end, suffix in (("rate", ""), ("low", "_low"), ("high", "_high")):
            levels = rows[rows["role"] == "level"].set_index("group")[end]
            within = _base(rows["base"].iloc[0], end, online, cells.shape)
            weights = cells * within * residents[:, None, None, None]
            probability = within * _calibrated(odds, levels, weights, urban)
            estimates[f"{question}{suffix}"] = (asked * probability).sum(axis=(1, 2, 3))
            if question == "share_internet":
                online[end] = probability
    return pd.DataFrame(estimates, index=villages.index)


def _asked(cells: np.ndarray, ages: Collection[str], sexes: Collection[str]) -> np.ndarray:
    """Keep the cells that are asked for, as shares of their sum; none give no figure."""
    age = np.isin(AGES, list(ages)) if ages else np.ones(len(AGES), bool)
    sex = np.isin(SEXES, list(sexes)) if sexes else np.ones(len(SEXES), bool)
    kept = cells * age[None, :, None, None] * sex[None, None, :, None]
    total = kept.sum(axis=(1, 2, 3), keepdims=True)
    return kept / np.where(total > 0, total, np.nan)


def _base(base: str, end: str, online: dict[str, np.ndarray], shape: tuple[int, ...]) -> np.ndarray:
    """Probability of belonging to the base of a question; few online means many offline."""
    if base == "all":
        return np.ones(shape)
    if not online:
        raise ValueError("share_internet must be the first question of the published rates.")
    if base == "online":
        return online[end]
    return 1 - online[{"rate": "rate", "low": "high", "high": "low"}[end]]


def _cells(villages: pd.DataFrame) -> np.ndarray:
    """Shares of the residents aged five and over: village x age x sex x education."""
    age = villages[[f"n_age_{name}" for name in AGES]].to_numpy(float)
    age = np.where(np.arange(len(AGES)) * 5 >= FIRST_AGE, age, 0)
    age = age / age.sum(axis=1, keepdims=True)
    sex = villages[["n_male", "n_female"]].to_numpy(float)
    sex = sex / sex.sum(axis=1, keepdims=True)
    schooling = villages[["share_upper_secondary", "share_tertiary"]].to_numpy(float)
    tertiary = np.clip(schooling[:, 1], 0, 1)
    secondary = np.clip(schooling[:, 0] - schooling[:, 1], 0, 1 - tertiary)
    adult = np.stack([0 * tertiary, 1 - tertiary - secondary, secondary, tertiary], axis=1)
    child = np.zeros_like(adult)
    child[:, 0] = 1
    grown = np.arange(len(AGES)) * 5 >= ADULT_AGE
    education = np.where(grown[None, :, None], adult[:, None, :], child[:, None, :])
    return age[:, :, None, None] * sex[:, None, :, None] * education[:, :, None, :]


def _contrasts(rows: pd.DataFrame) -> np.ndarray:
    """Differences by age, sex and education on the log-odds scale: age x sex x education."""
    odds = np.zeros((len(AGES), len(SEXES), len(EDUCATIONS)))
    for dimension, groups in rows[rows["role"] == "contrast"].groupby("dimension"):
        values = dict(zip(groups["group"], _logit(groups["rate"].to_numpy(float)), strict=True))
        if dimension == "age":
            odds += np.array([_of_ages(values, number) for number in range(len(AGES))])[
                :, None, None
            ]
        elif dimension == "sex":
            odds += np.array([values[name] for name in SEXES])[None, :, None]
        else:
            odds += np.array([values[name] for name in EDUCATIONS])[None, None, :]
    return odds


def _of_ages(values: dict[str, float], number: int) -> float:
    """Mean log odds of a five-year age group whose years may span two generations."""
    years = range(number * 5, number * 5 + (5 if number < len(AGES) - 1 else 10))
    return float(np.mean([values[_generation(year)] for year in years]))


def _generation(year: int) -> str:
    for name, (first, last) in GENERATIONS.items():
        if first <= min(year, 84) <= last:
            return name
    raise ValueError(f"No generation has the age {year}.")


def _calibrated(
    odds: np.ndarray, levels: pd.Series, weights: np.ndarray, urban: np.ndarray
) -> np.ndarray:
    """Probabilities by village x age x sex x education that reproduce the published level."""
    probability = np.empty_like(weights)
    by_area = set(AREAS) <= set(levels.index)
    groups = {"urban": urban, "rural": ~urban} if by_area else {"all": np.ones(len(urban), bool)}
    for name, members in groups.items():
        if members.any():
            total = weights[members].sum(axis=0)
            shift = _shift(odds, total / total.sum(), float(levels[name]))
            probability[members] = _expit(odds + shift)
    return probability


def _shift(odds: np.ndarray, weights: np.ndarray, target: float) -> float:
    """Solve sum(weights * expit(odds + shift)) = target by bisection."""
    low, high = -30.0, 30.0
    for _ in range(80):
        middle = (low + high) / 2
        if (weights * _expit(odds + middle)).sum() < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _logit(share: np.ndarray) -> np.ndarray:
    return np.log(share / (1 - share))


def _expit(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-odds))
