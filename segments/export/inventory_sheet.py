"""A channel inventory as an Excel workbook with drop-downs, and the way back."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata.office_files.guards import check_file
from geodata.office_files.problems import UploadError
from geodata.office_files.sheet_readers import read_sheets
from segments.advice import (
    INVENTORY_CHOICES,
    INVENTORY_COLUMNS,
    INVENTORY_NUMBERS,
    InventoryProblem,
    find_private,
    is_blank,
    tidy_row,
    typed_number,
)
from segments.export.inventory_words import (
    inventory_choices,
    inventory_headings,
    inventory_help,
)
from segments.export.workbook import add_formats, new_workbook, set_height, write_cell
from segments.i18n import LANGUAGES, Translator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from geodata.area_table import AreaTable
    from geodata.office_files.sheet_grid import Sheet
    from segments.advice import Playbook
    from segments.export.workbook import Formats

WIDTHS = dict.fromkeys(INVENTORY_COLUMNS, 14) | {
    "channel": 24,
    "name": 30,
    "owner": 30,
    "coverage": 28,
    "cost_source": 30,
    "language": 22,
    "accessibility": 26,
    "source": 34,
    "note": 34,
}
A3 = 8
SPARE_ROWS = 300
"""Empty rows below the list that have the drop-downs too."""
SEARCHED_ROWS = 30


@dataclass(frozen=True)
class InventoryFile:
    """What a file holds: its rows, which row of the file each was, and columns that are absent."""

    rows: tuple[Mapping[str, str], ...]
    numbers: tuple[int, ...]
    problems: tuple[InventoryProblem, ...] = ()

    def in_file(self, problem: InventoryProblem) -> InventoryProblem:
        """Give a problem of the list with the row number that the spreadsheet shows."""
        if not 0 < problem.row <= len(self.numbers):
            return problem
        return replace(problem, row=self.numbers[problem.row - 1])


def inventory_workbook(
    rows: Sequence[Mapping[str, object]], playbook: Playbook, areas: AreaTable, _: Translator
) -> bytes:
    """Write the list as it stands, with its faults; codes and texts as text, numbers as numbers."""
    buffer = io.BytesIO()
    workbook = new_workbook(buffer)
    formats = add_formats(workbook)
    sheet = workbook.add_worksheet(_("Inventaris kanal"))
    help_sheet = workbook.add_worksheet(_("Petunjuk"))
    codes = workbook.add_worksheet(_("Kode wilayah"))
    choices_sheet = workbook.add_worksheet("pilihan")
    choices_sheet.hide()
    choices = inventory_choices(playbook, _)
    _write_rows(sheet, rows, choices, formats, _)
    _add_choices(sheet, choices_sheet, choices, len(rows) + SPARE_ROWS, _)
    _write_help(help_sheet, choices, formats, _)
    _write_codes(codes, areas, formats, _)
    workbook.close()
    return buffer.getvalue()


def read_inventory_file(content: bytes, filename: str, playbook: Playbook) -> InventoryFile:
    """Read a list back, from our own workbook or any table with its headings.

    Rows are taken over as they stand; what is wrong with them `read_inventory` says.

    Raises
    ------
    UploadError
        For a file that is refused whole: not a table, a trap, data on persons.
    """
    sheets = read_sheets(content, check_file(content, filename))
    for sheet in sheets:
        place = _find_headings(sheet)
        if place is not None:
            return _read_sheet(sheet, *place, playbook)
    raise UploadError(
        "no_table",
        "Baris judul inventaris tidak ditemukan. Unduh dulu daftarnya, isi di berkas itu, lalu "
        "unggah kembali.",
    )


def _find_headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    known = {
        _key(words): name
        for language in LANGUAGES
        for name, words in inventory_headings(Translator(language)).items()
    }
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        found = {known[_key(cell)]: c for c, cell in enumerate(row) if _key(cell) in known}
        if {"name", "channel"} <= set(found):
            return number, found
    return None


def _read_sheet(
    sheet: Sheet, heading: int, columns: dict[str, int], playbook: Playbook
) -> InventoryFile:
    codes: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for name, words in inventory_choices(playbook, Translator(language)).items():
            codes.setdefault(name, {}).update({_key(word): code for code, word in words.items()})
    rows, numbers = [], []
    for number, cells in enumerate(sheet.rows[heading + 1 :], start=heading + 2):
        row = {name: cells[c] if c < len(cells) else None for name, c in columns.items()}
        if is_blank(row):
            continue
        tidy = tidy_row(row)
        for name in ("channel", *INVENTORY_CHOICES):
            tidy[name] = codes[name].get(_key(tidy[name]), tidy[name])
        rows.append(tidy)
        numbers.append(number)
    private = find_private(rows)
    if private:
        where = f"baris {numbers[private[0].row - 1]}, isi {private[0].value}"
        raise UploadError(
            "personal_data",
            f"Berkas ini memuat data pribadi ({where}). Hapus dulu: inventaris hanya mencatat "
            "lembaga dan jabatan.",
        )
    absent = tuple(
        InventoryProblem(0, name, "", "no_column")
        for name in INVENTORY_COLUMNS
        if name not in columns
    )
    return InventoryFile(tuple(rows), tuple(numbers), absent)


def _key(cell: object) -> str:
    return " ".join(str(cell if cell is not None else "").casefold().split())


def _write_rows(
    sheet: Worksheet,
    rows: Sequence[Mapping[str, object]],
    choices: Mapping[str, Mapping[str, str]],
    formats: Formats,
    _: Translator,
) -> None:
    headings = inventory_headings(_)
    for column, name in enumerate(INVENTORY_COLUMNS):
        # The whole column is text, so that Excel leaves the codes that are typed in alone.
        look = None if name in INVENTORY_NUMBERS else formats.text
        sheet.set_column(column, column, WIDTHS[name], look)
        sheet.write_string(0, column, headings[name], formats.heading)
    for number, row in enumerate(rows, start=1):
        tidy = tidy_row(row)
        texts = []
        for column, name in enumerate(INVENTORY_COLUMNS):
            amount = typed_number(tidy[name]) if name in INVENTORY_NUMBERS else None
            if amount is not None:
                write_cell(sheet, number, column, amount, formats.plain_number)
            else:
                text = choices.get(name, {}).get(tidy[name], tidy[name])
                write_cell(sheet, number, column, text, formats.text)
                texts.append((text, WIDTHS[name]))
        set_height(sheet, number, tuple(t for t, _w in texts), [w for _t, w in texts])
    sheet.set_row(0, 42)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), len(INVENTORY_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _add_choices(
    sheet: Worksheet,
    hidden: Worksheet,
    choices: Mapping[str, Mapping[str, str]],
    last: int,
    _: Translator,
) -> None:
    """Give the columns with a choice their drop-down, from a hidden sheet: lists may be long."""
    help_ = inventory_help(_)
    for position, (name, words) in enumerate(choices.items()):
        hidden.write_column(0, position, list(words.values()))
        letter = chr(ord("A") + position)
        column = INVENTORY_COLUMNS.index(name)
        rule = {
            "validate": "list",
            "source": f"=pilihan!${letter}$1:${letter}${len(words)}",
            "error_title": _("Isian belum sesuai"),
            "error_message": _("Pilih salah satu dari daftar."),
        }
        sheet.data_validation(1, column, last, column, rule)
    for name, text in help_.items():
        if name not in choices:
            column = INVENTORY_COLUMNS.index(name)
            title = inventory_headings(_)[name][:32]
            rule = {"validate": "any", "input_title": title, "input_message": text[:255]}
            sheet.data_validation(1, column, last, column, rule)


def _write_help(
    sheet: Worksheet,
    choices: Mapping[str, Mapping[str, str]],
    formats: Formats,
    _: Translator,
) -> None:
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, _("Cara mengisi inventaris kanal"), formats.title)
    help_ = inventory_help(_)
    for row, (name, heading) in enumerate(inventory_headings(_).items(), start=2):
        allowed = ", ".join(choices.get(name, {}).values())
        text = " ".join(part for part in (help_.get(name, ""), allowed) if part)
        write_cell(sheet, row, 0, heading, formats.text)
        write_cell(sheet, row, 1, text, formats.text)
        set_height(sheet, row, (heading, text), [32, 90])


def _write_codes(sheet: Worksheet, areas: AreaTable, formats: Formats, _: Translator) -> None:
    sheet.set_column(0, 3, 20)
    for column, heading in enumerate(
        (_("Kode kecamatan"), _("Kecamatan"), _("Kode desa/kelurahan"), _("Desa/kelurahan"))
    ):
        sheet.write_string(0, column, heading, formats.heading)
    table = areas.table
    columns = (table["district_code"], table["district_name"], table.index, table["name"])
    for row, values in enumerate(zip(*columns, strict=True), start=1):
        for column, value in enumerate(values):
            write_cell(sheet, row, column, str(value), formats.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table), 3)
