"""A sheet as plain rows of cells, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.office_files.problems import UploadError

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = str | int | float | bool | None
Row = list[Cell]
Range = tuple[int, int, int, int]

MOST_CELLS = 600_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 32_767  # what a cell of a spreadsheet program holds


class PercentNumber(float):
    """A number of a cell with a per cent format, on the scale of 0 to 100."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as rows of cells.

    Attributes
    ----------
    merges
        Merged ranges as (first row, first column, last row, last column), from 0.
    no_result
        Cells (such as "B7") whose formula was saved without its result.
    decimal
        The decimal mark to assume where no number settles it.
    """

    name: str
    rows: list[Row]
    merges: tuple[Range, ...] = ()
    hidden: bool = False
    no_result: tuple[str, ...] = ()
    decimal: str = ","


def trim_row(row: Iterable[Cell]) -> Row:
    """Drop the empty cells at the end of a row."""
    cells = list(row)
    while cells and (cells[-1] is None or cells[-1] == ""):
        cells.pop()
    return cells


def drop_tail(rows: list[Row]) -> list[Row]:
    """Drop the empty rows at the end of a sheet."""
    while rows and not rows[-1]:
        rows.pop()
    return rows


def count_cells(count: int, more: int, *, most: int = MOST_CELLS) -> int:
    """Add to the number of cells read so far; refuse the file when there are too many."""
    if count + more > most:
        raise UploadError(
            "too_many_cells",
            "Tabel ini memuat lebih dari 600.000 sel. Pisahkan per tahun atau hapus baris dan "
            "kolom kosong, lalu unggah lagi.",
        )
    return count + more
