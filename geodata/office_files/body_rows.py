"""Telling the rows of data from totals, footers, repeated headers and notes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.office_files.cell_kinds import block_label, filled, is_blank
from geodata.office_files.header_rows import is_column_numbers
from geodata.office_files.problems import UploadProblem, written
from geodata.set_aside import is_larger_area, is_sum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.office_files.sheet_grid import Row, Sheet

NUMERIC_SHARE = 0.6
NUMERIC = frozenset({"number", "symbol"})
DROPPED = {
    "title_row": "Judul di atas tabel tidak diambil. Tidak perlu diubah.",
    "units_row": "Baris satuan dicatat sebagai satuan kolom. Tidak perlu diubah.",
    "column_numbers": "Baris nomor kolom tidak diambil. Tidak perlu diubah.",
    "repeated_header": "Judul kolom yang terulang tidak diambil. Tidak perlu diubah.",
    "total_row": "Baris jumlah tidak diambil agar tidak terhitung dua kali. Tidak perlu diubah.",
    "footer": "Catatan kaki tidak diambil. Tidak perlu diubah.",
    "note_row": "Baris ini hanya berisi satu sel dan tidak diambil. Lengkapi bila ini baris data.",
}
_PLACE_HEADER = re.compile(r"desa|kelurahan|kecamatan|kabupaten|wilayah|village|district", re.I)
_REGENCY = re.compile(r"^(?:KABUPATEN|KAB\.?|KOTA)\s+\w", re.IGNORECASE)
_BARE_SUM = re.compile(
    r"^(?:(?:sub|grand)[\s-]*)?(?:jumlah|total|jml|rata[\s-]*rata)\b(?:\s*/.*|\s*:)?$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^(?:sumber|source|catatan|notes?|keterangan|ket)\b[^:]{0,40}:|^(?:sumber|source)\s*$"
    r"|^\*+\)?\s|^\d\)\s|^(?:data )?diolah\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Body:
    """What is known of the rows below the header as a whole."""

    headings: tuple[tuple[str, ...], ...]
    places: frozenset[int]
    numeric: frozenset[int]
    last: int
    typical: int
    regencies_are_places: bool
    often: frozenset[str]


def split_body(
    sheet: Sheet, kinds: Sequence[Sequence[str]], start: int, header: Sequence[int], typical: int
) -> tuple[list[tuple[int, Row]], list[UploadProblem]]:
    """Separate the data rows, with their numbers in the file, from the rows to leave out.

    Parameters
    ----------
    kinds
        `kind_of` every cell.
    start, header
        Where the data begin, and the rows of the header.
    typical
        How many cells of a row are usually filled.
    """
    rows = sheet.rows
    body = _describe(rows, kinds, start, header, typical)
    keep: list[tuple[int, Row]] = []
    dropped: list[UploadProblem] = []
    for r in range(start, len(rows)):
        positions = [c for c, kind in enumerate(kinds[r]) if kind != "blank"]
        if not positions:
            continue
        is_tail = r > body.last
        if rule := "footer" if is_tail else _leave_out(rows[r], kinds[r], positions, body):
            dropped.append(dropped_row(sheet, r, rule))
        else:
            keep.append((r + 1, rows[r]))
    return keep, dropped


def dropped_row(sheet: Sheet, r: int, rule: str) -> UploadProblem:
    """Report a row that was left out."""
    row = sheet.rows[r]
    text = " | ".join(str(row[c]) for c in filled(row)[:6])
    severity = "check" if rule == "note_row" else "info"
    return UploadProblem(sheet.name, r + 1, "", written(text), rule, DROPPED[rule], severity)


def _describe(
    rows: Sequence[Row],
    kinds: Sequence[Sequence[str]],
    start: int,
    header: Sequence[int],
    typical: int,
) -> _Body:
    numeric = _numeric_columns(kinds[start:])
    texts = Counter(
        cell.strip().upper() for row in rows[start:] for cell in row[:6] if isinstance(cell, str)
    )
    headers = [(c, str(cell)) for r in header for c, cell in enumerate(rows[r])]
    return _Body(
        headings=tuple(_texts(rows[r]) for r in header),
        places=frozenset(c for c, text in headers if _PLACE_HEADER.search(text)),
        numeric=numeric,
        last=_last_data_row(kinds, start, numeric, typical),
        typical=typical,
        regencies_are_places=sum(bool(_REGENCY.match(text)) for text in texts) > 2,
        often=frozenset(text for text, count in texts.items() if count > 1),
    )


def _numeric_columns(kinds: Sequence[Sequence[str]]) -> frozenset[int]:
    numbers: Counter[int] = Counter()
    others: Counter[int] = Counter()
    for row in kinds:
        numbers.update(c for c, kind in enumerate(row) if kind in NUMERIC)
        others.update(c for c, kind in enumerate(row) if kind in {"text", "code"})
    return frozenset(
        c for c, count in numbers.items() if count >= NUMERIC_SHARE * (count + others[c])
    )


def _last_data_row(
    kinds: Sequence[Sequence[str]], start: int, numeric: frozenset[int], typical: int
) -> int:
    for r in range(len(kinds) - 1, start - 1, -1):
        count = sum(kind != "blank" for kind in kinds[r])
        has_number = any(c in numeric and kind in NUMERIC for c, kind in enumerate(kinds[r]))
        if (has_number and (count > 1 or typical == 1)) or count > 0.4 * typical:
            return r
    return start - 1


def _leave_out(row: Row, kinds: Sequence[str], positions: Sequence[int], body: _Body) -> str:
    first = str(row[positions[0]]).strip()
    if len(positions) <= 3 and _FOOTER.match(first):
        has_number = any(kinds[c] == "number" for c in positions if c in body.numeric)
        if not has_number:
            return "footer"
    if is_column_numbers(row, bare=False):
        return "repeated_header"
    if (
        any(first.upper() == heading[0] for heading in body.headings)
        and _texts(row) in body.headings
    ):
        return "repeated_header"
    if _is_sum(row, [c for c in positions if kinds[c] == "text" and isinstance(row[c], str)], body):
        return "total_row"
    if len(positions) == 1 and body.typical > 2 and not block_label(row):
        return "note_row"
    return ""


def _is_sum(row: Row, labels: Sequence[int], body: _Body) -> bool:
    """Whether a row adds others up.

    "Bogor" or "Jawa Barat" is a sum only as the last place of a row, only once in the table, and
    only where the rows are not regencies: many tables repeat the regency in every row.
    """
    if not labels:
        return False
    places = [c for c in labels if c in body.places]
    if _BARE_SUM.match(str(row[labels[0]]).strip()) or any(is_sum(str(row[c])) for c in places):
        return True
    last = str(row[(places or labels[:1])[-1]]).strip()
    is_once = last.upper() not in body.often
    return is_once and is_larger_area(last) and not body.regencies_are_places


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(str(cell).split()).upper() for cell in row if not is_blank(cell))
