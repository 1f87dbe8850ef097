"""The questionnaire that ships: about 12 minutes, nobody is named, nothing on religion or votes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("questionnaire.csv")
KINDS = ("select_one", "select_multiple", "integer", "scale")
PLACES = ("districts", "villages")
SCALE = {
    "1": "Sangat tidak setuju",
    "2": "Tidak setuju",
    "3": "Di antaranya",
    "4": "Setuju",
    "5": "Sangat setuju",
}
YOUNGEST, OLDEST = 15, 99


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes
    ----------
    name
        Column of the answers.
    kind
        "select_one", "select_multiple", "integer" (`YOUNGEST` to `OLDEST`) or "scale" (1 to 5).
    choices
        Code -> words; empty for whole numbers and for places, which come from the tables.
    construct
        Scale or theme that it belongs to; "" for background.
    reversed
        Whether agreeing means less of the construct.
    """

    name: str
    kind: str
    label_id: str
    label_en: str
    choices: Mapping[str, str]
    places: str
    construct: str
    reversed: bool
    group: str

    def label(self, language: str) -> str:
        """Give the question in a language; it is asked in Indonesian."""
        return self.label_en if language == "en" else self.label_id


@cache
def load_questionnaire(path: Path = FILE) -> tuple[Question, ...]:
    """Read the questions in the order in which they are asked."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_question(row) for row in csv.DictReader(file))


def scales(questions: tuple[Question, ...] | None = None) -> dict[str, tuple[Question, ...]]:
    """Group the questions that are scored together: construct -> two or more of the 1-5 kind."""
    found: dict[str, list[Question]] = {}
    for question in questions or load_questionnaire():
        if question.kind == "scale" and question.construct:
            found.setdefault(question.construct, []).append(question)
    return {name: tuple(items) for name, items in found.items() if len(items) > 1}


def _question(row: dict[str, str]) -> Question:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['name']}: unknown kind {row['kind']!r}.")
    if row["kind"] == "scale":
        choices = SCALE
    elif row["kind"] == "integer" or row["choices"] in PLACES:
        choices = {}
    else:
        choices = dict(part.split(":", 1) for part in row["choices"].split("|"))
    return Question(
        name=row["name"],
        kind=row["kind"],
        label_id=row["label_id"],
        label_en=row["label_en"],
        choices=choices,
        places=row["choices"] if row["choices"] in PLACES else "",
        construct=row["construct"],
        reversed=row["reversed"] == "yes",
        group=row["group"],
    )
