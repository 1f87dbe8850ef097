"""The looks of every workbook, and cells that stay what they are."""

import io
import math
from dataclasses import dataclass
from functools import lru_cache

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

FONT = "Arial"
DARK, PALE, LINE = "#1F4E5F", "#E8F0F2", "#B8C4C8"
A4 = 9
LONGEST_TEXT = 32_767  # of a cell, in Excel
LETTER = 0.98  # of the width of a digit: an average letter of 10 point Arial
NARROW, WIDE = "ijlftrI .,;:!|'()", "mwMW"
LINE_HEIGHT = 13  # points, of 10 point Arial
HIGHEST_ROW = 409  # points, in Excel
NUMBER = "#,##0"


@dataclass(frozen=True)
class Formats:
    """The looks of the cells of one workbook."""

    title: Format
    note: Format
    heading: Format
    text: Format
    centred: Format
    number: Format
    plain_number: Format
    percent: Format
    total_text: Format
    total_number: Format
    total_percent: Format
    group: Format


def new_workbook(buffer: io.BytesIO) -> Workbook:
    """Begin a workbook in which text is never taken for a formula or a link."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        # The font that column widths are counted in.
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    return xlsxwriter.Workbook(buffer, options)


def add_formats(workbook: Workbook) -> Formats:
    """Add the looks to a workbook."""
    plain = {"font_name": FONT, "font_size": 10, "valign": "top"}
    cell = plain | {"bottom": 1, "bottom_color": LINE}
    text = cell | {"num_format": "@", "text_wrap": True}
    total = plain | {"bold": True, "top": 2, "top_color": DARK, "bg_color": PALE}
    heading = plain | {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": DARK,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
    }
    looks = {
        "title": plain | {"bold": True, "font_size": 14, "font_color": DARK},
        "note": plain | {"italic": True, "font_color": "#44545A"},
        "heading": heading,
        "text": text,
        "centred": text | {"align": "center"},
        "number": cell | {"num_format": NUMBER, "align": "right", "indent": 1},
        "plain_number": cell | {"num_format": "#,##0.######", "align": "right", "indent": 1},
        "percent": cell | {"num_format": "0.0%", "align": "right", "indent": 1},
        "total_text": total | {"num_format": "@"},
        "total_number": total | {"num_format": NUMBER, "align": "right", "indent": 1},
        "total_percent": total | {"num_format": "0.0%", "align": "right", "indent": 1},
        "group": plain | {"bold": True, "font_size": 11, "font_color": DARK},
    }
    return Formats(**{name: workbook.add_format(look) for name, look in looks.items()})


def write_cell(sheet: Worksheet, row: int, column: int, value: object, look: Format) -> None:
    """Write text as text and a number as a number."""
    if isinstance(value, str):
        sheet.write_string(row, column, value[:LONGEST_TEXT], look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    else:
        raise TypeError(f"A cell holds text or a number, not {value!r}.")


def set_height(sheet: Worksheet, row: int, values: tuple[object, ...], widths: list[int]) -> None:
    """Make a row high enough for its wrapped text, which not every program does by itself."""
    lines = max(
        _line_count(value, width)
        for value, width in zip(values, widths, strict=True)
        if isinstance(value, str)
    )
    sheet.set_row(row, min(LINE_HEIGHT * lines + 2, HIGHEST_ROW))


@lru_cache(maxsize=4096)
def _line_count(text: str, width: int) -> int:
    """How many lines a text takes in a column, by the widths of Arial letters."""
    lines = 0
    for part in text.split("\n"):
        narrow = sum(map(part.count, NARROW))
        wide = sum(map(part.count, WIDE)) + sum(letter.isupper() for letter in part)
        length = len(part) * LETTER - narrow * 0.45 + wide * 0.3
        # Wrapping at words leaves some of each line empty.
        lines += 1 if length <= width else math.ceil(length * 1.1 / width)
    return lines
