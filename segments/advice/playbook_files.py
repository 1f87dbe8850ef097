"""Read one CSV file of the playbook cell by cell, and say in plain words what is wrong with it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FLAGS = {"yes": True, "ya": True, "no": False, "tidak": False, "": False}

RULES: Mapping[str, tuple[str, str]] = {
    "file_missing": ("berkas ini tidak ada", "this file does not exist"),
    "not_utf8": (
        "simpan sebagai CSV UTF-8 supaya hurufnya terbaca",
        "save as CSV UTF-8 so that its letters can be read",
    ),
    "column_missing": ("kolom ini harus ada", "this column is required"),
    "column_unknown": (
        "kolom ini tidak dikenal; periksa ejaannya atau hapus",
        "unknown column; check its spelling or delete it",
    ),
    "row_length": (
        "jumlah selnya tidak sama dengan jumlah kolom; periksa koma di dalam kalimat",
        "the row has more or fewer cells than columns; check commas inside sentences",
    ),
    "empty": ("tidak boleh kosong", "must not be empty"),
    "not_number": (
        "harus angka, misalnya 0.5 atau 0,5, tanpa titik ribuan",
        "must be a number such as 0.5, without thousands separators",
    ),
    "not_whole": ("harus bilangan bulat", "must be a whole number"),
    "too_small": ("paling kecil {limit}", "must be at least {limit}"),
    "too_large": ("paling besar {limit}", "must be at most {limit}"),
    "not_flag": ("isi yes atau no (boleh ya atau tidak)", "write yes or no"),
    "not_choice": ("pilih salah satu: {limit}", "choose one of: {limit}"),
    "twice": ("sudah ada di baris {limit}", "already in row {limit}"),
    "unknown_id": ("tidak ada di {limit}", "not found in {limit}"),
    "unknown_column": (
        "bukan kolom di buku kode data wilayah",
        "not a column of the codebook of places",
    ),
    "forbidden_column": (
        "agama, suku, dan penggantinya tidak boleh menjadi syarat",
        "religion, ethnicity and stand-ins for them may not be a condition",
    ),
    "order": (
        "urutannya harus: low, lalu value, lalu high",
        "must be in the order low, value, high",
    ),
    "needs": ("kolom {limit} juga harus diisi", "{limit} must be filled in too"),
    "no_condition": (
        "tambahkan paling sedikit satu syarat di framing_conditions.csv",
        "add at least one condition in framing_conditions.csv",
    ),
    "no_placeholder": ("harus memuat {limit}", "must contain {limit}"),
    "one_series": (
        "angka untuk unsur ini harus dari satu seri saja ({limit}); tandai yang lain assumed",
        "figures of this term must come from one series ({limit}); mark others as assumed",
    ),
    "bad_address": ("alamat harus diawali http", "an address starts with http"),
    "needs_address": (
        "sumber yang ditandai found harus punya alamat",
        "a source marked found needs an address",
    ),
    "missing_row": ("baris dengan id {limit} harus ada", "a row with id {limit} is required"),
}


@dataclass(frozen=True)
class PlaybookProblem:
    """One fault. `row` counts as a spreadsheet does: the heading is row 1; 0 is the whole file."""

    file: str
    row: int
    column: str
    value: str
    rule: str
    rule_en: str

    def __str__(self) -> str:
        """Say it in one Indonesian line."""
        place = f"{self.file}, baris {self.row}" if self.row else self.file
        found = f" (tertulis: {self.value!r})" if self.value else ""
        return f"{place}, kolom {self.column}: {self.rule}{found}"


@dataclass(frozen=True)
class Field:
    """What a cell may hold: "text", "number", "whole", "flag", "choice" or "list"."""

    kind: str = "text"
    required: bool = True
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row with its cells converted; cells at fault hold None."""

    number: int
    cells: dict[str, Any]


def problem(
    file: str, row: int, column: str, value: object, rule: str, *, limit: object = ""
) -> PlaybookProblem:
    """Make a problem from a rule of `RULES`."""
    indonesian, english = (text.format(limit=limit) for text in RULES[rule])
    return PlaybookProblem(file, row, column, str(value or ""), indonesian, english)


def read_table(path: Path, fields: Mapping[str, Field]) -> tuple[list[Row], list[PlaybookProblem]]:
    """Read one file: the rows with their cells converted, and every fault found on the way."""
    name = path.name
    if not path.is_file():
        return [], [problem(name, 0, "-", "", "file_missing")]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [problem(name, 0, "-", "", "not_utf8")]
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    header = [cell.strip() for cell in lines[0]] if lines else []
    problems = [
        problem(name, 1, column, "", "column_missing") for column in fields if column not in header
    ]
    problems += [
        problem(name, 1, column or "-", "", "column_unknown")
        for column in header
        if column not in fields
    ]
    if problems:
        return [], problems
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(header):
            problems.append(problem(name, number, "-", "", "row_length"))
            continue
        cells = {}
        for column, cell in zip(header, line, strict=True):
            cells[column], fault = _convert(cell.strip(), fields[column])
            if fault:
                rule, limit = fault
                problems.append(problem(name, number, column, cell, rule, limit=limit))
        rows.append(Row(number, cells))
    return rows, problems


def _convert(cell: str, field: Field) -> tuple[Any, tuple[str, object] | None]:
    """Return the value of a cell and, where it breaks a rule, the rule and its limit."""
    if field.kind == "flag":
        flag = FLAGS.get(cell.lower())
        return flag, None if flag is not None else ("not_flag", "")
    if field.required and not cell:
        return (() if field.kind == "list" else None), ("empty", "")
    if field.kind == "list":
        parts = tuple(cell.split())
        wrong = [part for part in parts if field.choices and part not in field.choices]
        return parts, ("not_choice", ", ".join(field.choices)) if wrong else None
    if field.kind == "choice":
        known = not cell or cell in field.choices
        return cell, None if known else ("not_choice", ", ".join(field.choices))
    if field.kind in ("number", "whole"):
        return _convert_number(cell, field)
    return cell, None


def _convert_number(cell: str, field: Field) -> tuple[float | None, tuple[str, object] | None]:
    if not cell:
        return None, None
    text = cell.replace(",", ".") if "." not in cell else cell
    try:
        number = float(text)
    except ValueError:
        return None, ("not_number", "")
    if not -1e15 < number < 1e15:
        return None, ("not_number", "")
    if field.minimum is not None and number < field.minimum:
        return None, ("too_small", f"{field.minimum:g}")
    if field.maximum is not None and number > field.maximum:
        return None, ("too_large", f"{field.maximum:g}")
    if field.kind == "whole":
        return (int(number), None) if number == int(number) else (None, ("not_whole", ""))
    return number, None
