"""How offices spell the headings and choices of the return sheet: rows of `return_words.csv`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

WORDS = Path(__file__).with_name("return_words.csv")


def read_words(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Read the spellings of a kind ("heading" or "choice"), by name; the printed one first."""
    found: dict[str, tuple[str, ...]] = {}
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == kind:
                found[row["name"]] = (*found.get(row["name"], ()), row["word"])
    return MappingProxyType(found)
