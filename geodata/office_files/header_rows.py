"""Column names out of one or more header rows, merged or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from geodata.office_files.problems import UploadProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.office_files.sheet_grid import Row, Sheet

MOST_HEADER_ROWS = 6
UNITS = frozenset(
    {
        "jiwa",
        "orang",
        "kk",
        "keluarga",
        "rumah-tangga",
        "ruta",
        "ha",
        "hektar",
        "hektare",
        "km",
        "km2",
        "km²",
        "m",
        "m2",
        "mdpl",
        "dpl",
        "%",
        "persen",
        "rp",
        "rupiah",
        "ribu",
        "juta",
        "miliar",
        "unit",
        "buah",
        "jiwa/km2",
        "jiwa/km²",
        "orang/km2",
        "orang/km²",
        "bulan",
        "tahun",
        "hari",
        "jam",
        "menit",
        "ton",
        "kuintal",
        "kg",
        "kwh",
        "liter",
        "titik",
        "skor",
        "indeks",
        "poin",
    }
)
_TITLE = re.compile(
    r"^(?:tabel|table|lampiran|daftar|data|satuan|periode|keadaan)\b", re.IGNORECASE
)
_META = re.compile(
    r"^(?:provinsi|kabupaten(?:/kota)?|kab|kota|kecamatan|tahun|bulan|semester|periode|satuan|opd|"
    r"instansi|dinas|tanggal)\s*:?$",
    re.IGNORECASE,
)
_UNIT_AT_END = re.compile(r"\s*[(\[]([^()\[\]]{1,20})[)\]]\s*$")
_COLUMN_NUMBER = re.compile(r"^([(\[-]?)\s*(\d{1,3})(?:\.0)?\s*[)\]]?(?:\s*=.*)?$")
_NUMBER_AT_END = re.compile(r"\s*\(\d{1,2}\)$")


@dataclass(frozen=True)
class ColumnNames:
    """Names of all columns of a sheet, by position.

    `texts` is what the header says, `unique` the names given, `units` the units found.
    """

    texts: tuple[str, ...]
    unique: tuple[str, ...]
    units: tuple[str, ...]

    def problems(self, sheet: str, positions: Sequence[int]) -> tuple[UploadProblem, ...]:
        """Report columns without a name and names that occur twice."""
        found = []
        for c in positions:
            name = self.unique[c]
            if not self.texts[c]:
                mend = "Kolom ini tidak berjudul. Tulis judul kolom di baris judul."
                found.append(UploadProblem(sheet, 0, name, "", "no_header", mend, "check"))
            elif name != self.texts[c]:
                mend = "Judul kolom ini sama dengan kolom lain. Beri judul yang berbeda."
                text = self.texts[c]
                found.append(UploadProblem(sheet, 0, name, text, "same_header", mend, "check"))
        return tuple(found)


def is_column_numbers(row: Row, *, bare: bool = True) -> bool:
    """Say whether a row only numbers the columns: (1) (2) (3), also as -1 -2 -3 or 1 2 3.

    Spreadsheet programs turn a typed "(1)" into -1. `bare` says whether numbers without a
    bracket count; amid data they do not.
    """
    cells = (str(cell).strip() for cell in row if cell is not None)
    heads = []
    for count, cell in enumerate((cell for cell in cells if cell), start=1):
        head = _COLUMN_NUMBER.match(cell)
        if not head or int(head.group(2)) != count:
            return False
        heads.append(head.group(1))
    return (len(heads) > 1 and all(heads)) or (bare and len(heads) > 2)


def is_units(row: Row) -> bool:
    """Say whether a row only holds units: (jiwa), (km2), %."""
    cells = [str(cell).strip() for cell in row if cell is not None and str(cell).strip()]
    return bool(cells) and all(_unit(cell) for cell in cells)


def is_title(row: Row, sheet: Sheet, r: int, typical: int) -> bool:
    """Say whether a row above the header belongs to the title and not to the header."""
    filled = [c for c, cell in enumerate(row) if cell is not None and str(cell).strip()]
    first = str(row[filled[0]]).strip()
    if len(filled) == 1 and typical > 1:
        spans = [m[3] - m[1] + 1 for m in sheet.merges if m[0] <= r <= m[2] and m[1] == filled[0]]
        is_wide = bool(spans) and max(spans) >= 0.8 * typical
        return filled[0] == 0 or is_wide or bool(_TITLE.match(first)) or len(first) > 60
    is_pair = len(filled) <= 3 and typical > len(filled)
    if is_pair and (_META.match(first) or first.endswith(":")):
        return True
    second = str(row[filled[1]]).strip() if len(filled) > 1 else ""
    return is_pair and (
        second.startswith(":") or bool(re.match(r"^(?:tabel|table)\b", first, re.I))
    )


def name_columns(sheet: Sheet, header: Sequence[int], units: int | None, width: int) -> ColumnNames:
    """Join the header rows of each column, from the top, and take the unit off the end.

    A merged cell counts for all its columns. Where a file does not know of merging, a blank in
    an upper row takes the text on its left if both have text below.
    """
    levels = [_level(sheet, r, width) for r in header]
    for upper, lower in zip(levels, levels[1:], strict=False):
        for c in range(1, width):
            is_group = upper[c - 1] and lower[c - 1] not in {"", upper[c - 1], lower[c]}
            if is_group and lower[c] and not upper[c]:
                upper[c] = upper[c - 1]
    unit_row = _level(sheet, units, width) if units is not None else [""] * width
    texts, found = [], []
    for c in range(width):
        unit = _unit(unit_row[c])
        parts = []
        for text in dict.fromkeys(level[c] for level in levels if level[c]):
            part = _NUMBER_AT_END.sub("", text)
            if (end := _UNIT_AT_END.search(part)) and _unit(end.group(1)):
                unit = unit or _unit(end.group(1))
                part = part[: end.start()] or part
            parts.append(part)
        name = " - ".join(parts)
        texts.append(name)
        found.append(unit or ("%" if re.search(r"%|\bpersen(?:tase)?\b", name, re.I) else ""))
    return ColumnNames(tuple(texts), _make_unique(texts), tuple(found))


def _level(sheet: Sheet, r: int, width: int) -> list[str]:
    row = sheet.rows[r]
    level = [_clean(row[c]) if c < len(row) else "" for c in range(width)]
    for top, left, bottom, right in sheet.merges:
        if top <= r <= bottom and left < width:
            source = sheet.rows[top]
            text = _clean(source[left]) if left < len(source) else ""
            level[left : min(right + 1, width)] = [text] * (min(right + 1, width) - left)
    return level


def _clean(cell: object) -> str:
    if cell is None:
        return ""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return " ".join(text.split())


def _unit(text: str) -> str:
    bare = text.strip().strip("()[]").strip()
    word = bare.lower().replace(" / ", "/")
    known = word in UNITS or (word and all(part in UNITS for part in word.split()))
    return ("%" if word == "persen" else bare) if known else ""


def _make_unique(texts: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for c, text in enumerate(texts):
        name = text or f"Kolom {get_column_letter(c + 1)}"
        count = 1
        unique = name
        while unique in names:
            count += 1
            unique = f"{name} ({count})"
        names.append(unique)
    return tuple(names)
