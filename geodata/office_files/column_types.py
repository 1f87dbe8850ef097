"""Giving each column of an upload its type: codes as text, numbers as numbers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata.codes import DAMAGED, code_text
from geodata.office_files.number_formats import (
    EXCEL_ERRORS,
    DecimalChoice,
    choose_decimal,
    decimal_evidence,
    is_ambiguous,
    is_missing,
    is_percent,
    looks_numeric,
    parse_number,
)
from geodata.office_files.problems import UploadProblem, written
from geodata.office_files.sheet_grid import Cell, PercentNumber

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMERIC_SHARE = 0.6
CELLS_LOOKED_AT = 2_000
# Offices write numbers the Indonesian way unless something in the table says otherwise.
UNDECIDED = DecimalChoice(",", decided=False, mixed=False)
_CODE_HEADER = re.compile(r"(?:\b|_)(?:kode|kd|code|kemendagri|bps|id)(?:\b|_)", re.IGNORECASE)
_CODE_VALUE = re.compile(r"32[.,\s]?\d\d(?:[.,\s]?\d\d(?:[.,\s]?\d{1,4})?|\d{3}|\d{6})|32\d{8}")
_DIGITS = re.compile(r"[0-9][0-9.,\s/_-]*(?:[eE]\+?[0-9]+)?")
_COUNT_HEADER = re.compile(r"\bjumlah\b|penduduk|\bjiwa\b|\borang\b|\bkk\b|keluarga", re.IGNORECASE)


@dataclass(frozen=True)
class TidyColumn:
    """One column with its values converted.

    `kind` is "code", "number" or "text"; missing values are None.
    """

    name: str
    kind: str
    unit: str
    values: tuple[str | float | None, ...]
    problems: tuple[UploadProblem, ...]


@dataclass(frozen=True)
class RawColumn:
    """One column as read: its cells and the rows of the file that they stand in."""

    sheet: str
    name: str
    unit: str
    cells: tuple[Cell, ...]
    rows: tuple[int, ...]

    def problem(
        self, rule: str, mend: str, *, at: int | None = None, severity: str = "check"
    ) -> UploadProblem:
        """Describe a problem of the column, or of the cell at a position."""
        row = 0 if at is None else self.rows[at]
        value = "" if at is None else written(self.cells[at])
        return UploadProblem(self.sheet, row, self.name, value, rule, mend, severity)

    @property
    def texts(self) -> list[str]:
        """The cells that hold text, trimmed."""
        return [cell.strip() for cell in self.cells if isinstance(cell, str) and cell.strip()]


def tidy_column(column: RawColumn, *, table: DecimalChoice = UNDECIDED) -> TidyColumn:
    """Decide what a column holds and convert it.

    Parameters
    ----------
    table
        What the rest of the table says of the decimal mark, for a column that does not settle it.
    """
    kind = column_kind(column)
    if kind == "code":
        return _tidy_codes(column)
    if kind == "number":
        return _tidy_numbers(column, table)
    values = tuple(
        None if cell is None or is_missing(str(cell)) else " ".join(str(cell).split())
        for cell in column.cells
    )
    return TidyColumn(column.name, "text", "", values, ())


def column_kind(column: RawColumn) -> str:
    """Say whether a column holds "code", "number" or "text"."""
    step = max(1, len(column.cells) // CELLS_LOOKED_AT)
    told = [cell for cell in column.cells[::step] if cell is not None and not is_missing(str(cell))]
    if not told:
        told = [cell for cell in column.cells if cell is not None and not is_missing(str(cell))]
    if not told:
        return "text"
    if _CODE_HEADER.search(column.name):
        digits = sum(bool(_DIGITS.fullmatch(code_text(cell))) for cell in told)
        if digits >= NUMERIC_SHARE * len(told):
            return "code"
    coded = sum(bool(_CODE_VALUE.fullmatch(code_text(cell))) for cell in told)
    damaged = sum(isinstance(cell, str) and bool(DAMAGED.fullmatch(cell.strip())) for cell in told)
    if coded + damaged >= NUMERIC_SHARE * len(told) and coded > 0 and _mostly_text(told):
        return "code"
    numeric = sum(_is_numeric(cell) for cell in told)
    return "number" if numeric >= NUMERIC_SHARE * len(told) else "text"


def _mostly_text(cells: Sequence[Cell]) -> bool:
    """Whether codes are written as such: numbers count only if all of them are codes."""
    texts = sum(isinstance(cell, str) and not cell.strip().isdigit() for cell in cells)
    whole = all(bool(re.fullmatch(r"32\d{4}|32\d{5}|32\d{8}", code_text(cell))) for cell in cells)
    return whole or texts >= NUMERIC_SHARE * len(cells)


def _is_numeric(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    return looks_numeric(str(cell))


def _tidy_codes(column: RawColumn) -> TidyColumn:
    values: list[str | float | None] = []
    problems = []
    for at, cell in enumerate(column.cells):
        text = "" if cell is None or is_missing(str(cell)) else code_text(cell)
        values.append(text or None)
        if DAMAGED.fullmatch(text):
            mend = (
                "Kode ini sudah diubah Excel menjadi angka. Format kolom sebagai Teks di berkas "
                "asal, isi ulang kodenya, atau sertakan nama desa dan kecamatan."
            )
            problems.append(column.problem("damaged_code", mend, at=at))
    return TidyColumn(column.name, "code", "", tuple(values), tuple(problems))


def _tidy_numbers(column: RawColumn, table: DecimalChoice) -> TidyColumn:
    texts = column.texts
    choice = _column_decimal(column, texts, table)
    problems = _doubts(column, texts, choice)
    values: list[str | float | None] = []
    dashes = 0
    for at, cell in enumerate(column.cells):
        if isinstance(cell, str):
            value, found = _read_text_number(column, at, cell.strip(), choice)
            problems.extend(found)
            dashes += value == 0 and not any(char.isdigit() for char in cell)
        else:
            value = None if cell is None or not math.isfinite(cell) else float(cell)
        values.append(value)
    if dashes:
        mend = (
            f"Tanda '-' pada {dashes} sel dibaca sebagai nol. Ganti dengan '...' bila datanya "
            "tidak ada."
        )
        problems.append(column.problem("dash_as_zero", mend, severity="info"))
    is_share = any(isinstance(cell, PercentNumber) for cell in column.cells)
    unit = "%" if is_share or any(is_percent(text) for text in texts) else column.unit
    problems.extend(_scale_doubt(column, unit, values))
    return TidyColumn(column.name, "number", unit, tuple(values), tuple(problems))


def _column_decimal(column: RawColumn, texts: list[str], table: DecimalChoice) -> DecimalChoice:
    """Decide by the column, else by the rest of the table, else by what the header counts."""
    own = choose_decimal(texts, fallback=table.decimal)
    if own.decided:
        return own
    unsure = [text for text in texts if is_ambiguous(text)]
    if unsure and not table.decided and _COUNT_HEADER.search(column.name):
        # People and households come whole: a single mark sets thousands apart.
        return replace(own, decimal="," if "." in unsure[0] else ".")
    return replace(table, mixed=False)


def _doubts(column: RawColumn, texts: list[str], choice: DecimalChoice) -> list[UploadProblem]:
    found = []
    unsure = [] if choice.decided else [text for text in texts if is_ambiguous(text)]
    if unsure:
        mend = (
            f"Angka seperti '{unsure[0]}' dibaca sebagai ribuan."
            if (unsure[0].count(".") == 1) == (choice.decimal == ",")
            else f"Angka seperti '{unsure[0]}' dibaca sebagai pecahan."
        )
        found.append(column.problem("ambiguous_numbers", f"{mend} Pastikan ini benar."))
    groups = any(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text) for text in texts)
    is_count = bool(_COUNT_HEADER.search(column.name)) and column.unit != "%"
    for at, cell in enumerate(column.cells):
        if not isinstance(cell, float) or isinstance(cell, PercentNumber):
            continue
        if (groups or is_count) and not cell.is_integer() and _three_places(cell):
            mend = (
                "Angka ini tampaknya ribuan yang dibaca Excel sebagai pecahan, misalnya 1.234 "
                "menjadi 1,234. Periksa dan tulis ulang tanpa titik."
            )
            found.append(column.problem("thousands_lost", mend, at=at))
    return found


def _three_places(number: float) -> bool:
    return abs(number) < 1000 and math.isclose(number * 1000, round(number * 1000), abs_tol=1e-6)


def _read_text_number(
    column: RawColumn, at: int, text: str, choice: DecimalChoice
) -> tuple[float | None, list[UploadProblem]]:
    if not text[-1:].isdigit() and is_missing(text):
        if text.lower() in EXCEL_ERRORS:
            mend = "Rumus di sel ini galat. Perbaiki rumusnya atau kosongkan selnya."
            return None, [column.problem("formula_error", mend, at=at)]
        return None, []
    if choice.mixed and is_ambiguous(text):
        mend = (
            "Kolom ini mencampur dua cara menulis angka (1.234,5 dan 1,234.5), sehingga angka ini "
            "dapat berarti dua hal dan tidak diambil. Samakan penulisannya."
        )
        return None, [column.problem("mixed_format", mend, at=at, severity="error")]
    if choice.mixed and (proof := decimal_evidence(text)) not in {None, choice.decimal}:
        mend = (
            "Angka ini ditulis dengan cara lain daripada sel lain di kolom ini. Pastikan bacaannya "
            "benar dan samakan penulisannya."
        )
        return parse_number(text, decimal=str(proof)), [column.problem("other_format", mend, at=at)]
    try:
        return parse_number(text, decimal=choice.decimal), []
    except ValueError:
        mend = (
            "Isi sel ini bukan angka. Tulis angkanya saja, atau kosongkan bila datanya tidak ada."
        )
        return None, [column.problem("not_a_number", mend, at=at, severity="error")]


def _scale_doubt(
    column: RawColumn, unit: str, values: Sequence[str | float | None]
) -> list[UploadProblem]:
    """Point at percentages that seem to be written as fractions: 0.123 for 12.3 %."""
    numbers = [value for value in values if isinstance(value, float)]
    if unit != "%" or not numbers or max(numbers) > 1 or max(numbers) == 0 or min(numbers) < 0:
        return []
    mend = "Kolom persen ini berisi pecahan 0 sampai 1. Kalikan 100 bila 0,123 berarti 12,3 persen."
    return [column.problem("share_scale", mend)]
