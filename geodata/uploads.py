"""Reading the tables that offices have into tidy tables, or refusing them with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from geodata.office_files.cell_kinds import kind_of
from geodata.office_files.column_types import RawColumn, TidyColumn, tidy_column
from geodata.office_files.election_data import find_election_data
from geodata.office_files.guards import check_file
from geodata.office_files.number_formats import choose_decimal, parse_number
from geodata.office_files.problems import UploadError, UploadProblem, problem_table
from geodata.office_files.sheet_readers import read_sheets
from geodata.office_files.table_layout import Layout, find_layout
from geodata.office_files.table_rows import fill_districts, lift_blocks
from geodata.personal_data import find_personal_cells, find_personal_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodata.office_files.sheet_grid import Sheet

ROWS_LOOKED_AT = 2_000

__all__ = [
    "UploadError",
    "UploadedTable",
    "find_personal_data",
    "parse_number",
    "read_records",
    "read_table",
]


@dataclass(frozen=True)
class UploadedTable:
    """A table as it was understood; unpacks as `frame, problems`.

    Attributes
    ----------
    frame
        Tidy: one header, one row a place or record, codes as text, numbers as floats, missing
        values as NaN. The index `row` is the row of the file.
    problems
        One row a finding: sheet, row, column, value, rule, mend (Indonesian), severity
        ("error": the value was not taken over, "check": look at it, "info": done).
    sheet, sheets
        The sheet that was read, and the names of all.
    units
        Unit by column, where the file gives one. Percentages are on the scale of 0 to 100.
    kinds
        "code", "number" or "text" by column.
    """

    frame: pd.DataFrame
    problems: pd.DataFrame
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """Unpack as frame and problems."""
        return iter((self.frame, self.problems))


def read_table(content: bytes, filename: str, *, sheet: str | None = None) -> UploadedTable:
    r"""Read an office's file as one tidy table.

    The whole file is checked first: a file with personal data, election results, macros or a
    trap is refused before any of it is parsed further. Then the table in the sheet is found
    (`find_layout`), and each column gets its type (`tidy_column`).

    Parameters
    ----------
    content, filename
        The file as it was uploaded: xlsx, csv in any encoding and with any separator, or HTML
        under the name .xls.
    sheet
        Which sheet to read; by default the visible one with the most rows of data.

    Raises
    ------
    UploadError
        With an Indonesian sentence that says why and what to do.

    Examples
    --------
    >>> frame, problems = read_table(b"desa;jiwa\nNanggung;1.234\n", "penduduk.csv")
    >>> frame["jiwa"].tolist()
    [1234.0]
    """
    kind = check_file(content, filename)
    sheets = read_sheets(content, kind)
    for one in sheets:
        _refuse_content(one)
    names = tuple(one.name for one in sheets)
    if sheet is not None and sheet not in names:
        raise UploadError("no_sheet", f"Lembar '{sheet}' tidak ada. Pilih: {', '.join(names)}.")
    layouts = [
        (one, layout)
        for one in sheets
        if sheet in (None, one.name) and (layout := find_layout(one)) and layout.body
    ]
    if not layouts:
        raise UploadError(
            "no_table",
            "Tabel tidak ditemukan. Pastikan ada satu baris judul kolom dan paling sedikit satu "
            "baris data.",
        )
    chosen, layout = max(layouts, key=lambda pair: (not pair[0].hidden, len(pair[1].body)))
    return _tidy(chosen, layout, names)


def read_records(content: bytes, filename: str) -> pd.DataFrame:
    """Read a file of records, such as the answers to a survey, as text under its first row.

    The same checks as in `read_table` come first. Index `row` is the row of the file; empty cells
    are missing; whole numbers are written without a decimal point.

    Raises
    ------
    UploadError
        With an Indonesian sentence that says why and what to do.
    """
    sheets = read_sheets(content, check_file(content, filename))
    for one in sheets:
        _refuse_content(one)
    rows = max((one.rows for one in sheets if not one.hidden), key=len, default=())
    filled = [row for row in rows if any(cell not in (None, "") for cell in row)]
    if len(filled) < 2:
        raise UploadError("no_table", "Berkas ini tidak berisi jawaban. Periksa lembarnya.")
    heading = [str(cell or "").strip() for cell in filled[0]]
    named = [(place, name) for place, name in enumerate(heading) if name]
    body = filled[1:]
    columns = {
        name: [_record_cell(row[place] if place < len(row) else None) for row in body]
        for place, name in named
    }
    index = pd.RangeIndex(2, len(body) + 2, name="row")
    return pd.DataFrame(columns, index=index, dtype="object")


def _record_cell(cell: object) -> str | None:
    if cell is None or str(cell).strip() == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _refuse_content(sheet: Sheet) -> None:
    personal = find_personal_cells(sheet.rows, sheet=sheet.name)
    if len(personal):
        first = personal.iloc[0]
        where = f"baris {first['row']}, kolom {first['column']}"
        raise UploadError(
            "personal_data",
            f"Berkas ini memuat data pribadi ({where}: {first['label']}). Hapus kolom atau baris "
            "itu, atau unggah angka gabungan per desa.",
            personal.drop(columns="label"),
        )
    election = find_election_data(sheet.rows, sheet=sheet.name)
    if len(election):
        raise UploadError(
            "election_data",
            "Berkas ini memuat data pemilu atau pemilihan. Khalayak tidak mengolah data pemilu.",
            election,
        )


def _tidy(sheet: Sheet, layout: Layout, names: tuple[str, ...]) -> UploadedTable:
    problems = [*layout.problems, *_missing_results(sheet), *_other_sheets(sheet, names)]
    table, blocks = lift_blocks(layout, sheet.name)
    table, filled = fill_districts(table, sheet.name)
    problems.extend([*blocks, *filled])
    rows = tuple(number for number, _cells in table.body)
    raw = [
        RawColumn(sheet.name, name, unit, tuple(cells), rows)
        for name, unit, cells in zip(table.columns, table.units, table.cells(), strict=True)
    ]
    texts = (cell for row in sheet.rows[:ROWS_LOOKED_AT] for cell in row if isinstance(cell, str))
    numbers = (text for text in texts if kind_of(text) == "number")
    decimal = choose_decimal(numbers, fallback=sheet.decimal)
    columns = [tidy_column(column, table=decimal) for column in raw]
    problems.extend(problem for column in columns for problem in column.problems)
    index = pd.Index(rows, name="row")
    frame = pd.DataFrame({column.name: _series(column, index) for column in columns}, index=index)
    return UploadedTable(
        frame,
        problem_table(sorted(problems, key=lambda one: (one.row, one.column))),
        sheet.name,
        names,
        {column.name: column.unit for column in columns if column.unit},
        {column.name: column.kind for column in columns},
    )


def _series(column: TidyColumn, index: pd.Index) -> pd.Series:
    dtype = "float64" if column.kind == "number" else "str"
    return pd.Series(list(column.values), index=index, dtype=dtype, name=column.name)


def _missing_results(sheet: Sheet) -> list[UploadProblem]:
    mend = "Rumus ini disimpan tanpa hasil. Buka berkas di Excel, simpan, lalu unggah lagi."
    return [
        UploadProblem(
            sheet.name,
            int("".join(char for char in cell if char.isdigit())),
            "".join(char for char in cell if char.isalpha()),
            "",
            "formula_without_result",
            mend,
        )
        for cell in sheet.no_result
    ]


def _other_sheets(sheet: Sheet, names: tuple[str, ...]) -> list[UploadProblem]:
    others = [name for name in names if name != sheet.name]
    if not others:
        return []
    mend = f"Hanya lembar '{sheet.name}' yang dibaca. Pilih lembar lain bila perlu."
    return [UploadProblem(sheet.name, 0, "", ", ".join(others), "other_sheets", mend, "info")]
