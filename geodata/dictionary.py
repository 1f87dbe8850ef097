"""Write the data dictionary from the codebook: `python -m geodata.dictionary`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.codebook import LENSES, load_codebook, load_sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.codebook import Column, Source

TARGET = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
COLUMNS = (
    "column",
    "label",
    "definition",
    "unit",
    "level",
    "formula",
    "year",
    "source",
    "evidence",
    "caveat",
)
SOURCES = ("id", "title", "publisher", "year", "address", "licence", "note")
HEADING = """# Data dictionary

Generated from `geodata/codebook.csv` and `geodata/sources.csv` by `python3 run.py docs`; edit
those.

Level says where a figure was measured: villages inherit what is measured per district. Evidence is
measured, modelled (then `<name>_low` and `<name>_high` stand beside it) or assumed. A column with a
formula is pooled over places as the sum of its numerator over the sum of its denominator.
"""


def dictionary(columns: Mapping[str, Column], sources: Mapping[str, Source]) -> str:
    """Return the dictionary as Markdown: one table a lens, then the sources."""
    parts = [HEADING]
    for lens in LENSES:
        rows = [_column_row(column) for column in columns.values() if column.lens == lens]
        parts.append(f"## {lens.capitalize()}\n\n{_heading(COLUMNS)}" + "\n".join(rows) + "\n")
    rows = [
        f"| {source.source_id} | {source.title} | {source.publisher} | {source.year} "
        f"| {source.address} | {source.licence} | {source.note_en} |"
        for source in sources.values()
    ]
    parts.append(f"## Sources\n\n{_heading(SOURCES)}" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _heading(names: tuple[str, ...]) -> str:
    return "| " + " | ".join(names) + " |\n" + "|---" * len(names) + "|\n"


def _column_row(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        f"{column.label_id} / {column.label_en}",
        column.definition_en,
        column.unit,
        column.level,
        _formula(column),
        column.year,
        column.source,
        column.evidence + (" (range)" if column.interval else ""),
        column.caveat_en,
    )
    return "| " + " | ".join(cells) + " |"


def _formula(column: Column) -> str:
    if not column.numerator:
        return f"mean weighted by {column.denominator}" if column.denominator else ""
    parts = column.numerators
    total = " + ".join(parts) if len(parts) <= 3 else f"{parts[0]} + ... + {parts[-1]}"
    return f"({total}) / {column.denominator}" if column.denominator else total


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(dictionary(load_codebook(), load_sources()), encoding="utf-8")
    sys.stdout.write(f"Written: {TARGET.name}\n")
