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
    from geodata.area_table import AreaTable

RULES = Path(__file__).parent / "naming.csv"
PARTS = ("place", "trait")
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

    A phrase scores weight x (segment - regency) / spread, in its direction; figures are pooled
    over residents, the spread is the standard deviation over places. The best place phrase is
    joined by the best trait phrase of another column; a name that is taken gives way to the
    next best trait. Segments that stand out most choose first.
    """
    rules = load_naming_rules() if rules is None else rules
    known = tuple(rule for rule in rules if rule.column in areas.table)
    if not known:
        raise ValueError("No naming rule fits the columns of this table.")
    scores = _phrase_scores(areas, labels, known)
    places = [number for number, rule in enumerate(known) if rule.part == "place"]
    traits = [number for number, rule in enumerate(known) if rule.part == "trait"]
    order = sorted(scores.index, key=lambda code: (-scores.loc[code].max(), code))
    names: dict[str, dict[str, str]] = {}
    for code in order:
        pairs = sorted(
            (
                (place, trait)
                for place in places
                for trait in traits
                if known[place].column != known[trait].column
            ),
            key=lambda pair: (-scores.at[code, pair[0]], -scores.at[code, pair[1]]),
        )
        taken = {name["id"] for name in names.values()}
        candidates = (_joined(known[place], known[trait]) for place, trait in pairs)
        fallback = {"id": f"Kelompok {code}", "en": f"Group {code}"}
        names[code] = next((name for name in candidates if name["id"] not in taken), fallback)
    return {code: names[code] for code in sorted(names)}


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


def _joined(place: NamingRule, trait: NamingRule) -> dict[str, str]:
    english = f"{trait.phrase_en} {place.phrase_en}"
    return {
        "id": f"{place.phrase_id} {trait.phrase_id}",
        "en": english[0].upper() + english[1:],
    }
