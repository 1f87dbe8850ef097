"""Giving every row its own district, where the file writes it once for a block of rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.office_files.problems import UploadProblem, written
from geodata.office_files.table_layout import DISTRICT_HEADER, Layout, block_label

if TYPE_CHECKING:
    from geodata.office_files.sheet_grid import Cell, Row

BLOCK_COLUMN = "Kecamatan"
BLOCK_SHARE = 0.5
_OTHER_PLACES = re.compile(r"desa|kelurahan|village", re.IGNORECASE)


def lift_blocks(layout: Layout, sheet: str) -> tuple[Layout, list[UploadProblem]]:
    """Turn rows such as "KECAMATAN CIBINONG" into a column of the rows below them."""
    labels = [block_label(row) for _number, row in layout.body]
    count = sum(bool(label) for label in labels)
    if not count or count > BLOCK_SHARE * len(labels):
        return layout, []
    position = max(max(layout.positions) + 1, *(len(row) for _n, row in layout.body))
    body: list[tuple[int, Row]] = []
    problems = []
    current: Cell = None
    for (number, row), label in zip(layout.body, labels, strict=True):
        if label:
            current = label
            mend = "Nama kecamatan ini ditulis di setiap baris di bawahnya. Tidak perlu diubah."
            problems.append(UploadProblem(sheet, number, "", written(label), "block", mend, "info"))
        else:
            padded = [*row, *[None] * (position - len(row)), current]
            body.append((number, padded))
    name = BLOCK_COLUMN if BLOCK_COLUMN not in layout.columns else f"{BLOCK_COLUMN} (blok)"
    lifted = replace(
        layout,
        columns=(*layout.columns, name),
        units=(*layout.units, ""),
        positions=(*layout.positions, position),
        body=tuple(body),
    )
    return lifted, problems


def fill_districts(layout: Layout, sheet: str) -> tuple[Layout, list[UploadProblem]]:
    """Repeat the kecamatan or kabupaten downwards where only the first row of a block has it."""
    body = [(number, list(row)) for number, row in layout.body]
    problems = []
    for name, position in zip(layout.columns, layout.positions, strict=True):
        if not DISTRICT_HEADER.search(name) or _OTHER_PLACES.search(name):
            continue
        cells = [row[position] if position < len(row) else None for _number, row in body]
        blank = sum(_is_blank(cell) for cell in cells)
        if not blank or blank == len(cells) or _is_blank(cells[0]):
            continue
        current: Cell = None
        for (_number, row), cell in zip(body, cells, strict=True):
            if not _is_blank(cell):
                current = cell
                continue
            row.extend([None] * (position + 1 - len(row)))
            row[position] = current
        mend = f"{blank} sel kosong diisi dengan nama di atasnya. Periksa bila urutannya berbeda."
        problems.append(UploadProblem(sheet, 0, name, "", "filled_down", mend, "info"))
    return replace(layout, body=tuple(body)), problems


def _is_blank(cell: Cell) -> bool:
    return cell is None or not str(cell).strip()
