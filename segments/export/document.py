"""A document of headings, paragraphs and tables, set as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from segments.export.typeset import typeset

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """One part: heading, paragraphs, and a table (its first row the headings)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    table: Rows = ()


def document_pdf(
    sections: Sequence[Section],
    *,
    title: str,
    subtitle: str,
    footer: str,
    language: str,
    made: date,
) -> bytes:
    """Set a document as PDF, A4."""
    data = {
        "language": language,
        "title": title,
        "subtitle": subtitle,
        "footer": footer,
        "sections": [
            {
                "title": section.title,
                "paragraphs": list(section.paragraphs),
                "table": [list(row) for row in section.table],
            }
            for section in sections
        ],
    }
    return typeset("document.typ", data, created=made)
