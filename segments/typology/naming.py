"""Names of segments, by rules from what sets them apart."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.profiling import pool_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.area_table import AreaTable

RULES = Path(__file__).parent / "naming.csv"
PARTS = ("place", "trait")
# A trait that scores less sets a segment too little apart to be in its name.
PLAIN = 0.35
DIRECTIONS = {"high": 1.0, "low": -1.0}


@dataclass(frozen=True)
class NamingRule:
    """One phrase: it fits a segment whose column is high (or low) against the regency."""

    part: str
    column: str
    direction: str
    weight: float
    phrase_id: str
    phrase_en: str


def load_naming_rules(path: Path = RULES) -> tuple[NamingRule, ...]:
    """Read the rules; a row with an unknown part or direction is an error that names it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if row["part"] not in PARTS or row["direction"] not in DIRECTIONS:
            raise ValueError(
                f"{path.name} row {number}: part must be one of {', '.join(PARTS)}, "
                f"direction one of {', '.join(DIRECTIONS)}."
            )
    return tuple(NamingRule(**{**row, "weight": float(row["weight"])}) for row in rows)  # type: ignore[arg-type]


def name_segments(
    areas: AreaTable, labels: pd.Series, rules: tuple[NamingRule, ...] | None = None
) -> dict[str, dict[str, str]]:
    """Name every segment by a kind of place and a trait: "Desa tani perbukitan".

    A phrase scores weight x (segment - regency) / spread, in its direction; values are pooled
    (`pool_values`), the spread is the standard deviation over places. The best place phrase is
    followed by the best trait phrase of another column, if that scores at least `PLAIN`. A name
    that is taken gives way to the next best; segments that stand out most choose first.
    """
    rules = load_naming_rules() if rules is None else rules
    known = tuple(rule for rule in rules if rule.column in areas.table)
    if not known:
        raise ValueError("No naming rule fits the columns of this table.")
    scores = _phrase_scores(areas, labels, known)
    order = sorted(scores.index, key=lambda code: (-scores.loc[code].max(), code))
    names: dict[str, dict[str, str]] = {}
    for code in order:
        taken = {name["id"] for name in names.values()}
        fallback = {"id": f"Kelompok {code}", "en": f"Group {code}"}
        candidates = _candidates(known, scores.loc[code])
        names[code] = next((name for name in candidates if name["id"] not in taken), fallback)
    return {code: names[code] for code in sorted(names)}


def _candidates(rules: tuple[NamingRule, ...], scores: pd.Series) -> Iterator[dict[str, str]]:
    """Yield the names that fit a segment, the best first."""
    ranked = [rules[number] for number in scores.sort_values(ascending=False, kind="stable").index]
    points = dict(zip(rules, scores, strict=True))
    for place in (rule for rule in ranked if rule.part == "place" and points[rule] > 0):
        traits = [rule for rule in ranked if rule.part == "trait" and rule.column != place.column]
        plain = {"id": place.phrase_id, "en": place.phrase_en}
        if not traits or points[traits[0]] < PLAIN:
            yield plain
        for trait in (rule for rule in traits if points[rule] > 0):
            yield {
                "id": f"{place.phrase_id} {trait.phrase_id}",
                "en": f"{place.phrase_en} {trait.phrase_en}",
            }


def _phrase_scores(
    areas: AreaTable, labels: pd.Series, rules: tuple[NamingRule, ...]
) -> pd.DataFrame:
    """Segments x rules."""
    columns = list(dict.fromkeys(rule.column for rule in rules))
    spread = areas.table[columns].std(ddof=0).replace(0.0, np.nan)
    values = pool_values(areas, labels)[columns]
    apart = (values.drop(index="regency") - values.loc["regency"]) / spread
    scores = {
        number: rule.weight * DIRECTIONS[rule.direction] * apart[rule.column]
        for number, rule in enumerate(rules)
    }
    return pd.DataFrame(scores).fillna(-np.inf)
