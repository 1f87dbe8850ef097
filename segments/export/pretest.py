"""The sheet for a pretest of two openings: as a workbook that sums itself up, and as a page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from segments.advice import in_language, opening_lines
from segments.export.typeset import typeset
from segments.export.workbook import add_formats, new_workbook, set_height, write_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

    from segments.advice import MessageSet, Playbook
    from segments.export.workbook import Formats
    from segments.i18n import Translator

N_ROWS = 20
N_PRINTED = 12
AGES = ("15-24", "25-39", "40-54", "55+")
FIRST_ROW = 6


@dataclass(frozen=True)
class PretestPair:
    """Two openings of one message."""

    framing: Mapping[str, str]
    first: str
    second: str


def pretest_pair(messages: MessageSet, playbook: Playbook) -> PretestPair | None:
    """Give the two openings to compare; None where no framing opens the message."""
    if not messages.framing or not messages.core.strip():
        return None
    framing = playbook.framings[messages.framing]
    first, second = opening_lines(framing, messages.core, language=messages.language)
    names = {language: in_language(framing, "name", language) for language in ("id", "en")}
    return PretestPair(names, first, second)


def pretest_workbook(pair: PretestPair, translator: Translator, *, created: date) -> bytes:
    """Write the sheet: the two texts, twenty rows to tick with drop-downs, and the sums."""
    _ = translator
    buffer = io.BytesIO()
    workbook = new_workbook(buffer)
    moment = datetime.combine(created, time(), tzinfo=UTC)
    workbook.set_properties({"title": _title(_), "author": "Khalayak", "created": moment})
    formats = add_formats(workbook)
    sheet = workbook.add_worksheet(_("Lembar uji"))
    _write_texts(sheet, pair, formats, _)
    _write_rows(sheet, formats, _)
    _write_guide(workbook.add_worksheet(_("Cara menguji")), formats, _)
    workbook.close()
    return buffer.getvalue()


def pretest_page(pair: PretestPair, translator: Translator, *, created: date) -> bytes:
    """Set the sheet as one A4 page to print."""
    _ = translator
    data = {
        "language": _.language,
        "title": _title(_),
        "framing": pair.framing[_.language],
        "texts": [["A", pair.first], ["B", pair.second]],
        "guide_heading": _("Cara menguji"),
        "guide": guide(_),
        "columns": [name for name, _width in _columns(_)],
        "rows": [[str(n), "", "", _order(n, _), *[""] * 6] for n in range(1, N_PRINTED + 1)],
        "footer": _("Tanpa nama, nomor telepon, atau alamat warga. Dibuat {date}.").format(
            date=_.date(created)
        ),
    }
    return typeset("pretest.typ", data, created=created)


def guide(_: Translator) -> list[str]:
    """Say how to ask, in steps."""
    return [
        _("Temui 10 sampai 20 warga yang mirip sasaran, di dua tempat atau lebih."),
        _("Bacakan kedua kalimat menurut kolom Urutan, supaya yang pertama tidak selalu menang."),
        _(
            "Tanya satu per satu: “Menurut Bapak/Ibu, apa yang diminta?” Paham bila jawabannya "
            "menyebut ajakannya."
        ),
        _(
            "“Seberapa mungkin Bapak/Ibu melakukannya?” 1 tidak mungkin, 5 pasti. Niat lebih dapat "
            "dipercaya daripada “mana yang lebih bagus”."
        ),
        _("“Adakah kata yang menyinggung atau membingungkan?” Tulis katanya di Catatan."),
        _(
            "Pakai yang niatnya lebih tinggi hanya bila selisihnya 0,5 atau lebih dan pahamnya "
            "tidak lebih rendah. Kalau hampir sama, pilih yang lebih pendek."
        ),
    ]


def _title(_: Translator) -> str:
    return _("Lembar uji dua kalimat pembuka")


def _columns(_: Translator) -> list[tuple[str, int]]:
    return [
        (_("No."), 5),
        (_("Umur"), 9),
        (_("L/P"), 6),
        (_("Urutan"), 10),
        (_("Paham A"), 10),
        (_("Paham B"), 10),
        (_("Niat A (1-5)"), 10),
        (_("Niat B (1-5)"), 10),
        (_("Menyinggung"), 13),
        (_("Catatan"), 40),
    ]


def _order(n: int, _: Translator) -> str:
    return _("A dulu") if n % 2 else _("B dulu")


def _write_texts(sheet: Worksheet, pair: PretestPair, formats: Formats, _: Translator) -> None:
    sheet.write_string(0, 0, _title(_), formats.title)
    sheet.write_string(1, 0, pair.framing[_.language], formats.note)
    width = sum(width for _name, width in _columns(_)) - 5
    for row, (letter, text) in enumerate((("A", pair.first), ("B", pair.second)), start=2):
        sheet.write_string(row, 0, letter, formats.heading)
        sheet.merge_range(row, 1, row, len(_columns(_)) - 1, "", formats.text)
        write_cell(sheet, row, 1, text, formats.text)
        set_height(sheet, row, (text,), [width])


def _write_rows(sheet: Worksheet, formats: Formats, _: Translator) -> None:
    columns = _columns(_)
    heading = FIRST_ROW - 1
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(heading, column, name, formats.heading)
    last = FIRST_ROW + N_ROWS - 1
    for n in range(1, N_ROWS + 1):
        row = FIRST_ROW + n - 1
        write_cell(sheet, row, 0, n, formats.number)
        for column in range(1, len(columns)):
            sheet.write_blank(row, column, None, formats.text)
        write_cell(sheet, row, 3, _order(n, _), formats.text)
    understood = [_("ya"), _("sebagian"), _("tidak")]
    for column, choices in (
        (1, list(AGES)),
        (2, ["L", "P"]),
        (4, understood),
        (5, understood),
        (8, [_("tidak"), "A", "B", _("keduanya")]),
    ):
        rule = {"validate": "list", "source": choices}
        sheet.data_validation(FIRST_ROW, column, last, column, rule)
    whole = {
        "validate": "integer",
        "criteria": "between",
        "minimum": 1,
        "maximum": 5,
        "error_message": _("Tulis 1 sampai 5."),
    }
    sheet.data_validation(FIRST_ROW, 6, last, 7, whole)
    sheet.freeze_panes(FIRST_ROW, 1)
    _write_sums(sheet, last + 2, formats, _)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_sums(sheet: Worksheet, row: int, formats: Formats, _: Translator) -> None:
    """Sum up with formulas, so that the sheet answers as it is filled in."""
    first, last = FIRST_ROW + 1, FIRST_ROW + N_ROWS
    yes = _("ya")
    lines = (
        (_("Rata-rata niat"), "G", "H", "AVERAGE({cells})"),
        (_("Yang menjawab"), "G", "H", "COUNT({cells})"),
        (_("Yang paham"), "E", "F", 'COUNTIF({cells},"' + yes + '")'),
    )
    for offset, (name, for_a, for_b, formula) in enumerate(lines):
        sheet.merge_range(row + offset, 0, row + offset, 5, name, formats.total_text)
        for column, letter in ((6, for_a), (7, for_b)):
            cells = f"{letter}{first}:{letter}{last}"
            text = f'=IFERROR({formula.format(cells=cells)},"")'
            sheet.write_formula(row + offset, column, text, formats.total_text, "")


def _write_guide(sheet: Worksheet, formats: Formats, _: Translator) -> None:
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, _("Cara menguji"), formats.title)
    for row, line in enumerate(guide(_), start=2):
        write_cell(sheet, row, 0, row - 1, formats.number)
        write_cell(sheet, row, 1, line, formats.text)
        set_height(sheet, row, (line,), [100])
