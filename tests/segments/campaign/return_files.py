"""Returned workbooks as forty offices send them back: filled in, and then worked on."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date

import openpyxl

from segments.campaign import ChannelLine, ReturnOrder, TargetList, build_return_order
from segments.export import CalendarLine, PackContent, PackMessage, district_pack
from segments.i18n import Translator

PLAN = "abcdefghjk"
ANSWER_BY = date(2027, 1, 31)
CREATED = date(2026, 11, 26)
LINES = (
    ChannelLine("Radio Teman", "Penyiar", "Ayo ke posyandu."),
    ChannelLine("Posyandu", "Kader", "Datang setiap bulan."),
)
FIRST_ROW, FIRST_FIELD = 7, 4
STATUS, ACTIVITIES, REACHED, BASIS, RECALLED, NOTE, BEFORE, AFTER = range(4, 12)


def make_order(target_list: TargetList, **changes: object) -> ReturnOrder:
    """Ask for a return of two channels and an outcome."""
    question = {
        "plan_id": PLAN,
        "plan_name": "Posyandu & kita",
        "answer_by": ANSWER_BY,
        "outcome": "kunjungan balita sebulan",
    }
    return build_return_order(target_list, **(question | changes))


def make_content(order: ReturnOrder, target_list: TargetList, **changes: object) -> PackContent:
    """Fill a pack with a message and a step."""
    parts = {
        "core_message": "Datang ke posyandu setiap bulan.",
        "messages": (PackMessage("Teks WhatsApp", "=HYPERLINK(1)"),),
        "calendar": (CalendarLine(CREATED, date(2026, 12, 20), "Siaran radio", "UPT Radio"),),
        "edition": "data-0",
    }
    return PackContent(order, target_list, **(parts | changes))


def blank_return(content: PackContent, district: str, language: str = "id") -> bytes:
    """Take the workbook out of a pack."""
    files = district_pack(content, district, Translator(language))
    return next(data for name, data in files.items() if name.endswith(".xlsx"))


def worked_on(
    workbook: bytes, work: Callable[[openpyxl.Workbook], None], *, filled: bool = True
) -> bytes:
    """Open a workbook as an office would, fill it in, work on it, save it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    if filled:
        fill_in(book)
    work(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill_in(book: openpyxl.Workbook) -> None:
    """Answer every row: activity rows with five cells, outcome rows with two."""
    sheet = book["Laporan"] if "Laporan" in book else book["Report"]
    for row in range(FIRST_ROW, sheet.max_row + 1):
        if str(sheet.cell(row, 3).value).startswith(("Angka hasil", "Outcome figure")):
            write(sheet, row, {BEFORE: 40, AFTER: 46})
        else:
            write(
                sheet,
                row,
                {STATUS: "Terlaksana", ACTIVITIES: 2, REACHED: 120, BASIS: "Dihitung", RECALLED: 7},
            )


def write(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int, cells: dict) -> None:
    """Put values into the cells of a row."""
    for column, value in cells.items():
        sheet.cell(row, column).value = value


def unchanged(_book: openpyxl.Workbook) -> None:
    """Leave a workbook as it is."""


def rows_of(book: openpyxl.Workbook) -> Sequence[int]:
    """List the numbers of the rows to fill in."""
    return range(FIRST_ROW, book["Laporan"].max_row + 1)
