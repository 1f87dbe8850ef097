"""What a single cell is, before anything is known of its column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.office_files.number_formats import ZERO_SIGNS, is_missing, looks_numeric

if TYPE_CHECKING:
    from geodata.office_files.sheet_grid import Row

_BLOCK = re.compile(r"^KEC(?:AMATAN|\.)\s*:?\s*\S", re.IGNORECASE)
_CODE = re.compile(r"32[.\s]?\d\d[.\s]?\d\d[.\s]?\d{0,4}|32\d{5}|32\d{8}")


def kind_of(cell: object) -> str:
    """Say what a cell is: "blank", "number", "symbol", "code" or "text"."""
    if is_blank(cell):
        return "blank"
    if isinstance(cell, bool):
        return "text"
    if isinstance(cell, int | float):
        return "number"
    text = str(cell).strip()
    if text.startswith("32") and _CODE.fullmatch(text):
        return "code"
    if text[-1].isdigit() and looks_numeric(text):
        return "number"
    if is_missing(text) or text in ZERO_SIGNS:
        return "symbol"
    if not any(char.isdigit() for char in text):
        return "text"
    return "number" if looks_numeric(text) else "text"


def is_blank(cell: object) -> bool:
    """Say whether a cell holds nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_year(cell: object) -> bool:
    """Say whether a cell can be a year, which as a header looks like a number."""
    text = str(cell).strip().removesuffix(".0") if isinstance(cell, str | int | float) else ""
    return len(text) == 4 and text.isdigit() and 1945 <= int(text) <= 2045


def filled(row: Row) -> list[int]:
    """Give the positions of the cells that hold something."""
    return [c for c, cell in enumerate(row) if not is_blank(cell)]


def block_label(row: Row) -> str:
    """Give the name of the district that a row is the heading of, or ""."""
    labels = [cell.strip() for cell in row[:3] if isinstance(cell, str)]
    label = next((text for text in labels if _BLOCK.match(text)), "")
    texts = [cell for cell in row if isinstance(cell, str) and kind_of(cell) == "text"]
    return label if label and len(texts) == 1 else ""
