"""Recognising personal data, so that a file with it is refused before anything is stored."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from openpyxl.utils import get_column_letter

from geodata.office_files.problems import UploadProblem, problem_table

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

LABELS = {
    "nik_kk": "nomor NIK atau KK",
    "phone": "nomor telepon",
    "email": "alamat surel",
    "birth_date": "tanggal lahir",
    "name_address": "nama orang dengan alamat",
}
HEADER_ROWS = 60
MOST_REPORTED = 100
_SHORTEST_NUMBER = 10
_LONGEST_NUMBER = 40
_MANY_DIGITS = re.compile(r"\d(?:[\s.\-/()]{0,2}\d){9}")
_MEND = "Hapus {label} dari berkas, atau unggah angka gabungan per desa."
_SIXTEEN = re.compile(r"(?<![\d.,])(?:\d{16}|\d{4}([ .\-])\d{4}\1\d{4}\1\d{4})(?![.,]?\d)")
# A NIK is six digits of a region, two of a day (+40 for women), two of a month, two of a year and
# four of a serial number; a KK number has the same shape.
_NIK_SHAPE = re.compile(
    r"[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}"
)
_PHONE = re.compile(
    r"(?<![\d.,+])(?:\+62|\(\+?62\)|0)[\s.\-(]{0,2}8[1-9]\d(?:[\s.\-)]{0,2}\d){6,9}(?![.,]?\d)"
)
_BARE_PHONE = re.compile(r"(?:62)?8[1-9]\d{7,10}")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_OFFICE_EMAIL = re.compile(r"@[\w.-]*\.go\.id$", re.IGNORECASE)
_PHONE_HEADER = re.compile(
    r"\b(?:hp|no\.? ?hp|handphone|ponsel|telp|telepon|tlp|wa|whatsapp|phone|kontak|contact)\b", re.I
)
_NIK_HEADER = re.compile(
    r"^(?:nik|no\.? ?(?:nik|kk|ktp)|nomor (?:nik|kk|ktp|induk kependudukan|"
    r"kartu keluarga))\b",
    re.IGNORECASE,
)
_BIRTH_HEADER = re.compile(
    r"\b(?:tanggal|tgl\.?|tempat[ ,/&a-z.]{0,12}(?:tgl\.?|tanggal)) ?lahir|"
    r"\bbirth ?(?:date|day)|\bdate of birth|^(?:dob|ttl)$",
    re.IGNORECASE,
)
_PERSON_HEADER = re.compile(
    r"^nama (?:lengkap|kepala keluarga|kk|penduduk|warga|pelanggan|siswa|murid|ibu|anak|balita|"
    r"bayi|pasien|responden|penerima|pemilik|peserta|anggota|kader|orang ?tua)\b|^full ?name$",
    re.IGNORECASE,
)
_ADDRESS_HEADER = re.compile(r"\balamat\b|^address$|^jalan$|^rt ?/ ?rw$", re.IGNORECASE)
_AGE_HEADER = re.compile(r"^(?:umur|usia|jenis kelamin|l/p|jk|sex|age)$", re.IGNORECASE)


@dataclass(frozen=True)
class _Hit:
    row: int
    column: int
    value: str
    rule: str


def find_personal_data(frame: pd.DataFrame) -> pd.DataFrame:
    """Find cells of a table that hold personal data.

    Looked for are NIK and KK numbers, mobile numbers, e-mail addresses, birth dates and names of
    persons beside addresses (UU 27/2022, article 4). Values are shown masked.

    Returns
    -------
    DataFrame
        sheet, row (label of the index), column, value, rule, mend (Indonesian), severity; empty
        if nothing was found, at most 100 rows.

    Examples
    --------
    >>> find_personal_data(pd.DataFrame({"hp": ["0812 3456 7890"]}))["rule"].tolist()
    ['phone']
    """
    header = [str(name) for name in frame.columns]
    rows = [header, *(list(row) for row in frame.itertuples(index=False, name=None))]
    labels = [0, *frame.index.tolist()]
    hits = _find(rows)
    found = [(labels[hit.row], header[hit.column], hit) for hit in hits if hit.column < len(header)]
    return _table(found, sheet="").drop(columns="label")


def find_personal_cells(rows: Sequence[Sequence[object]], *, sheet: str) -> pd.DataFrame:
    """Find personal data in the raw rows of a sheet, headers not yet known.

    As `find_personal_data`; `row` and `column` as the spreadsheet program names them, and a
    column `label` with the kind in Indonesian.
    """
    hits = _find(rows)
    return _table([(hit.row + 1, get_column_letter(hit.column + 1), hit) for hit in hits], sheet)


def _table(found: Iterable[tuple[Hashable, str, _Hit]], sheet: str) -> pd.DataFrame:
    problems, labels = [], []
    for row, column, hit in found:
        label = LABELS[hit.rule]
        number = int(row) if isinstance(row, int) else 0
        mend = _MEND.format(label=label)
        problems.append(UploadProblem(sheet, number, column, _mask(hit.value), hit.rule, mend))
        labels.append(label)
    return problem_table(problems).assign(label=labels)


def _mask(value: str) -> str:
    return value[:3] + "•" * min(max(len(value) - 3, 0), 12)


def _find(rows: Sequence[Sequence[object]]) -> list[_Hit]:
    hits: list[_Hit] = []
    bare: dict[int, list[_Hit]] = {}
    filled: Counter[int] = Counter()
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None or cell != cell or isinstance(cell, bool):
                continue
            filled[c] += 1
            rule, text = _inspect(cell, row)
            if rule == "bare_phone":
                bare.setdefault(c, []).append(_Hit(r, c, text, "phone"))
            elif rule:
                hits.append(_Hit(r, c, text, rule))
        if len(hits) >= MOST_REPORTED:
            return hits
    hits.extend(_by_header(rows))
    for c, found in bare.items():
        # Numbers without a leading 0 or +62 may be sums of money: only a whole column counts.
        if len(found) >= 3 and len(found) >= 0.5 * (filled[c] - 1):
            hits.extend(found)
    unique = {(hit.row, hit.column): hit for hit in hits}
    return sorted(unique.values(), key=lambda hit: (hit.row, hit.column))[:MOST_REPORTED]


def _is_alone(row: Sequence[object]) -> bool:
    return sum(cell is not None and cell != "" for cell in row) == 1


def _inspect(cell: object, row: Sequence[object]) -> tuple[str, str]:
    if isinstance(cell, int | float):
        text = str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e17 else ""
        if len(text) == 16 and text[0] != "-":
            return "nik_kk", text
        return ("bare_phone", text) if _BARE_PHONE.fullmatch(text) else ("", "")
    text = str(cell)
    if len(text) < 6:
        return "", ""
    found = _EMAIL.search(text) if "@" in text else None
    if found and not (_is_alone(row) and _OFFICE_EMAIL.search(found.group())):
        return "email", found.group()
    if len(text) < _SHORTEST_NUMBER or not _MANY_DIGITS.search(text):
        return "", ""
    if found := _SIXTEEN.search(text):
        return "nik_kk", found.group()
    if len(text) <= _LONGEST_NUMBER:
        digits = re.sub(r"[\s.\-/]", "", text)
        if _NIK_SHAPE.fullmatch(digits):
            return "nik_kk", text
    if found := _PHONE.search(text):
        return "phone", found.group()
    bare = "" if len(text) > _LONGEST_NUMBER else re.sub(r"\.0$|[\s\-]", "", text)
    if len(bare) == 16 and bare.isdigit():
        return "nik_kk", bare
    return ("bare_phone", bare) if _BARE_PHONE.fullmatch(bare) else ("", "")


def _by_header(rows: Sequence[Sequence[object]]) -> list[_Hit]:
    """Find columns whose header names something personal and that hold it."""
    hits: list[_Hit] = []
    for r, row in enumerate(rows[:HEADER_ROWS]):
        headers = {
            c: " ".join(cell.replace("_", " ").split())
            for c, cell in enumerate(row)
            if isinstance(cell, str) and len(cell) <= 60
        }
        for c, header in headers.items():
            rule, pattern = _header_rule(header)
            below = [(n, _cell(rows[n], c)) for n in range(r + 1, len(rows))] if rule else []
            found = [(n, text) for n, text in below if pattern.search(text)]
            hits.extend(_Hit(n, c, text, rule) for n, text in found[:MOST_REPORTED])
        hits.extend(_names_with_address(rows, r, headers))
    return hits


_DIGITS = re.compile(r"\d(?:[\s.\-]?\d){7,}")
_DATE = re.compile(r"\d{1,4}[\s./\-][\w]{1,10}[\s./\-]\d{2,4}|^\d{5}$|^\d{8}$")


def _header_rule(header: str) -> tuple[str, re.Pattern[str]]:
    if _NIK_HEADER.search(header):
        return "nik_kk", _DIGITS
    if _BIRTH_HEADER.search(header):
        return "birth_date", _DATE
    if _PHONE_HEADER.search(header):
        return "phone", _DIGITS
    return "", _DIGITS


def _names_with_address(
    rows: Sequence[Sequence[object]], r: int, headers: dict[int, str]
) -> list[_Hit]:
    persons = [c for c, header in headers.items() if _PERSON_HEADER.search(header)]
    plain = [c for c, header in headers.items() if header.lower() in {"nama", "name"}]
    has_age = any(_AGE_HEADER.search(header) for header in headers.values())
    if not any(_ADDRESS_HEADER.search(header) for header in headers.values()):
        return []
    columns = persons or (plain if has_age else [])
    return [
        _Hit(n, c, text, "name_address")
        for c in columns
        for n in range(r + 1, len(rows))
        if (text := _cell(rows[n], c)) and not text.isdigit()
    ][:MOST_REPORTED]


def _cell(row: Sequence[object], c: int) -> str:
    value = row[c] if c < len(row) else None
    return "" if value is None or value != value else str(value).strip()
