"""Finding the table in a sheet: titles, headers, units and where the data begin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.office_files.body_rows import NUMERIC_SHARE, dropped_row, split_body
from geodata.office_files.cell_kinds import block_label, filled, is_year, kind_of
from geodata.office_files.header_rows import (
    MOST_HEADER_ROWS,
    is_column_numbers,
    is_title,
    is_units,
    name_columns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.office_files.problems import UploadProblem
    from geodata.office_files.sheet_grid import Row, Sheet

ROWS_LOOKED_AT = 400
DISTRICT_HEADER = re.compile(r"kecamatan|\bkec\b|kabupaten|district", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The table of a sheet.

    Attributes
    ----------
    columns, units
        Names of the columns, each once, and the unit that the header gives ("" if none).
    positions
        Where the columns are in the rows of the sheet.
    body
        The data rows: number of the row in the file, cells.
    """

    columns: tuple[str, ...]
    units: tuple[str, ...]
    positions: tuple[int, ...]
    body: tuple[tuple[int, Row], ...]
    problems: tuple[UploadProblem, ...]

    def cells(self) -> list[Row]:
        """Give the cells column by column, None where a row is too short."""
        return [
            [row[c] if c < len(row) else None for _number, row in self.body] for c in self.positions
        ]


def find_layout(sheet: Sheet) -> Layout | None:
    """Find the table of a sheet, or None if the sheet has none.

    The data begin at the first row with a number in a column where at least 60 % of the cells
    below are numbers; what stands above it, down from the last title, is the header.
    """
    rows = sheet.rows
    typical = _typical_width(rows)
    if not typical:
        return None
    kinds = [[kind_of(cell) for cell in row] for row in rows]
    start = _find_start(rows, kinds, typical)
    while start > 0 and block_label(rows[start - 1]):
        start -= 1
    if start >= len(rows):
        return None
    header, units, above = _find_header(sheet, start, typical)
    keep, dropped = split_body(sheet, kinds, start, header, typical)
    width = max(len(row) for row in rows[start:])
    used = {c for _number, row in keep for c in filled(row)}
    names = name_columns(sheet, header, units, width)
    positions = tuple(c for c in range(width) if c in used or names.texts[c])
    passed = (dropped_row(sheet, number, rule) for number, rule in above)
    return Layout(
        tuple(names.unique[c] for c in positions),
        tuple(names.units[c] for c in positions),
        positions,
        tuple(keep),
        (*passed, *dropped, *names.problems(sheet.name, positions)),
    )


def _typical_width(rows: Sequence[Row]) -> int:
    widths = sorted(n for row in rows[:ROWS_LOOKED_AT] if (n := len(filled(row))) > 1)
    if widths:
        return widths[len(widths) // 2]
    return 1 if any(filled(row) for row in rows) else 0


def _find_start(rows: Sequence[Row], kinds: Sequence[Sequence[str]], typical: int) -> int:
    looked = range(min(len(rows), ROWS_LOOKED_AT))
    below: Counter[tuple[int, str]] = Counter(
        (c, kind) for r in looked for c, kind in enumerate(kinds[r])
    )
    years: Counter[int] = Counter(
        c for r in looked for c, cell in enumerate(rows[r]) if is_year(cell)
    )
    for r in looked:
        row = rows[r]
        if len(filled(row)) >= max(min(2, typical), typical / 2) and _is_data(
            r, row, kinds, below, years
        ):
            return r
        for c, kind in enumerate(kinds[r]):
            below[(c, kind)] -= 1
        for c, cell in enumerate(row):
            years[c] -= is_year(cell)
    titled = [r for r in looked if len(filled(rows[r])) >= max(min(2, typical), 0.6 * typical)]
    return titled[0] + 1 if titled else 0


def _is_data(
    r: int,
    row: Row,
    kinds: Sequence[Sequence[str]],
    below: Counter[tuple[int, str]],
    years: Counter[int],
) -> bool:
    if is_column_numbers(row) or is_units(row):
        return False
    for c, kind in enumerate(kinds[r]):
        if kind not in {"number", "code"}:
            continue
        counts = {name: below[(c, name)] for name in ("number", "symbol", "code", "text")}
        numeric = counts["number"] + counts["symbol"] + counts["code"]
        is_year_header = is_year(row[c]) and years[c] < 0.5 * numeric
        if not is_year_header and numeric >= NUMERIC_SHARE * (numeric + counts["text"]):
            return True
    return False


def _find_header(
    sheet: Sheet, start: int, typical: int
) -> tuple[list[int], int | None, list[tuple[int, str]]]:
    """Go up from the data: header rows (top first), the units row, what else was passed."""
    header: list[int] = []
    units: int | None = None
    above: list[tuple[int, str]] = []
    r = start - 1
    while r >= 0 and len(header) < MOST_HEADER_ROWS:
        row = sheet.rows[r]
        if not filled(row):
            if header:
                break
        elif is_column_numbers(row):
            above.append((r, "column_numbers"))
        elif not header and is_units(row) and _has_header_above(sheet, r, typical):
            units = r
            above.append((r, "units_row"))
        elif is_title(row, sheet, r, typical):
            break
        else:
            header.append(r)
        r -= 1
    titles = [(n, "title_row") for n in range(r, -1, -1) if filled(sheet.rows[n])]
    return header[::-1], units, sorted([*above, *titles])


def _has_header_above(sheet: Sheet, r: int, typical: int) -> bool:
    above = [row for row in sheet.rows[max(0, r - 1) : r] if filled(row)]
    return bool(above) and not is_title(above[0], sheet, r - 1, typical)
