"""Kota, pinggiran kota, desa or akses terbatas: a published rule, with its reasons.

No public list gives the official urban or rural class of each village, and no place in the
regency is officially 3T (Perpres 63/2020; IDM 2024 counts no desa tertinggal). The rule below is
the project's own. Its thresholds are in `geographic_rule.csv`, where an office may change them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from geodata.codebook import FOLDER, CodebookError

CLASSES = ("kota", "pinggiran_kota", "desa", "akses_terbatas")
OFFICIAL_3T = 0
WEAK_SIGNAL = ("lemah", "tidak_ada")
SIGNAL_YEARS = range(2019, 2024)


@dataclass(frozen=True)
class GeographicRule:
    """Thresholds of the rule; the meaning of each stands in `geographic_rule.csv`."""

    urban_density: float
    urban_radiance: float
    urban_farm_share: float
    city_density: float
    city_radiance: float
    weak_signal_years: float
    sparse_density: float
    dark_radiance: float
    low_economic_score: float
    hardship_signs: float

    @classmethod
    def load(cls, path: Path = FOLDER / "geographic_rule.csv") -> GeographicRule:
        """Read the thresholds; a missing or unknown one is an error that names it."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
        if wrong := [line["threshold"] for line in lines if None in line or None in line.values()]:
            problem = f"{path.name}: more or fewer cells than the heading in {', '.join(wrong)}. "
            raise CodebookError([problem + "Write decimals with a point."])
        rows = {line["threshold"]: line["value"] for line in lines}
        expected = {field.name for field in fields(cls)}
        if wrong := sorted(expected ^ rows.keys()):
            raise CodebookError(
                [f"{path.name}: missing or unknown thresholds: {', '.join(wrong)}."]
            )
        return cls(**{name: _number(path, name, text) for name, text in rows.items()})


def _number(path: Path, name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        problem = f"{path.name}: {name} is {text!r}, which is not a number."
        raise CodebookError([problem]) from None


def classify(villages: pd.DataFrame, rule: GeographicRule) -> pd.DataFrame:
    """Class of each village, and the signs that led to it.

    *Akses terbatas*: the signal is weak now or was in most years, and at least `hardship_signs`
    of sparse, dark and a low economic score. Otherwise a village is urban when it is a kelurahan,
    or dense and either lit or with few farm jobs: *kota* if it is a kelurahan or both very dense
    and bright, else *pinggiran kota*. All others are *desa*.

    Parameters
    ----------
    villages
        With kind, density (residents per km2), mean_radiance (nW/cm2/sr), share_farm_work,
        score_idm_economic and signal_2019 ... signal_2023.

    Returns
    -------
    DataFrame
        Indexed by village: geographic_class, geographic_reason (codes of the signs, joined by
        spaces), n_years_weak_signal and weak_signal_2023 (missing for kelurahan).
    """
    signs = _signs(villages, rule)
    urban = signs["kelurahan"] | (signs["dense"] & (signs["lit"] | signs["few_farms"]))
    city = urban & (signs["kelurahan"] | (signs["very_dense"] & signs["bright"]))
    hardship = signs[["sparse", "dark", "low_economy"]].sum(axis=1) >= rule.hardship_signs
    limited = signs["weak_signal"] & hardship
    label = pd.Series("desa", index=villages.index, dtype="str", name="geographic_class")
    label[urban] = "pinggiran_kota"
    label[city] = "kota"
    label[limited] = "akses_terbatas"
    reason = signs.apply(lambda row: " ".join(signs.columns[row]), axis=1)
    weak = _weak_by_year(villages)
    return pd.DataFrame(
        {
            "geographic_class": label,
            "geographic_reason": reason.astype("str"),
            "n_years_weak_signal": weak.sum(axis=1, min_count=1),
            "weak_signal_2023": weak["signal_2023"],
        }
    )


def _signs(villages: pd.DataFrame, rule: GeographicRule) -> pd.DataFrame:
    weak = _weak_by_year(villages)
    years = weak.sum(axis=1)
    return pd.DataFrame(
        {
            "kelurahan": villages["kind"] == "kelurahan",
            "dense": villages["density"] >= rule.urban_density,
            "very_dense": villages["density"] >= rule.city_density,
            "lit": villages["mean_radiance"] >= rule.urban_radiance,
            "bright": villages["mean_radiance"] >= rule.city_radiance,
            "few_farms": villages["share_farm_work"] < rule.urban_farm_share,
            "weak_signal": (weak["signal_2023"] == 1) | (years >= rule.weak_signal_years),
            "sparse": villages["density"] < rule.sparse_density,
            "dark": villages["mean_radiance"] < rule.dark_radiance,
            "low_economy": villages["score_idm_economic"] < rule.low_economic_score,
        }
    )


def _weak_by_year(villages: pd.DataFrame) -> pd.DataFrame:
    signal = villages[[f"signal_{year}" for year in SIGNAL_YEARS]]
    return signal.isin(WEAK_SIGNAL).astype(float).where(signal.notna())
