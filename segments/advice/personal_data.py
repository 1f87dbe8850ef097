"""Find data on persons in a text or a table: NIK and KK numbers, phones, e-mail, birth dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

Kind = Literal["nik_or_kk", "phone", "email", "birth_date", "person"]

HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
DIGITS = 16
PROVINCES = frozenset((*range(11, 22), *range(31, 37), *range(51, 54), *range(61, 66)))
PROVINCES |= frozenset((*range(71, 77), 81, 82, *range(91, 98)))
"""First two digits of a NIK or KK number."""

_RUN = re.compile(r"[0-9OoIl](?:[\s.\-_/·•]{0,3}[0-9OoIl])*")
_LOOSE_RUN = re.compile(r"[0-9OoIl](?:[\s.\-_/,:;()|·•]{0,3}[0-9OoIl])*")
_GROUP = re.compile(r"[0-9OoIl]+")
_LETTERS = str.maketrans("OoIl", "0011")
_WHOLE_PART = re.compile(r"(?:^|\D)\d{1,3}[.,]$")
_ZERO = re.compile(r"(?:^|\D)0[.,]$")
"""What stands before a fraction: 0.4117647058823529 has 16 decimals and is no identity number."""
_DECIMAL_SHAPE = re.compile(r"\d{1,6}\.\d{10,}")
"""Figures of a table such as 75.41176470588235; at home a NIK with one dot is the likelier one."""
HOME_PROVINCE = "32"
_PLACE_CODE = re.compile(r"(?<!\d)\d\d\.\d\d\.\d\d(?:\.\d{4})?(?!\d)")
_PHONE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:\+?\s?6\s?2|\(\s?\+?62\s?\)|0)[\s.\-()_/·]{0,3}8(?:[\s.\-()_/·]{0,3}\d){7,11}(?!\d)"
)
_DECIMAL = re.compile(r"0\.\d+")
_AT = r"\s?(?:@|\(at\)|\[at\]|\{at\}|\(@\)|\[@\])\s?"
_DOT = r"\s?(?:\.|\(dot\)|\[dot\]|\{dot\}|\(titik\)|\[titik\])\s?"
_EMAIL = re.compile(
    rf"[\w.+\-]+{_AT}[\w\-]+(?:{_DOT}[\w\-]+)*{_DOT}[a-z]{{2,}}"
    rf"|[\w.+\-]+\s+at\s+[\w\-]+\s+(?:dot|titik)\s+[a-z]{{2,}}",
    re.IGNORECASE,
)
_MONTH = r"(?:\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|mei|may|jun\w*|jul\w*|a[gu]+\w*|sep\w*|o[ck]t\w*"
_MONTH += r"|nov\w*|de[sc]\w*)"
_DATE = (
    rf"(?:\d{{1,2}}[\s./\-]+{_MONTH}[\s./\-]+\d{{2,4}}|\d{{4}}[\s./\-]+\d{{1,2}}[\s./\-]+\d{{1,2}})"
)
_BIRTH = re.compile(
    rf"\b(?:t\s?t\s?l|lahir|kelahiran|born|dob|birth)\b[^\n]{{0,40}}?{_DATE}", re.IGNORECASE
)

HEADERS: dict[str, Kind] = {
    **dict.fromkeys(("nik", "nonik", "nomornik", "noktp", "nomorktp", "ktp"), "nik_or_kk"),
    **dict.fromkeys(("nokk", "nomorkk", "nokartukeluarga", "nomorkartukeluarga"), "nik_or_kk"),
    **dict.fromkeys(("nohp", "nomorhp", "notelp", "notelepon", "nomortelepon"), "phone"),
    **dict.fromkeys(("nowa", "nomorwa", "nowhatsapp", "handphone", "hp", "phonenumber"), "phone"),
    **dict.fromkeys(("email", "surel", "alamatemail", "alamatsurel"), "email"),
    **dict.fromkeys(("tgllahir", "tanggallahir", "tgllhr", "ttl", "dob"), "birth_date"),
    **dict.fromkeys(("birthdate", "dateofbirth", "tempattanggallahir"), "birth_date"),
    **dict.fromkeys(("namalengkap", "namawarga", "namapenerima", "fullname"), "person"),
    **dict.fromkeys(("namakepalakeluarga", "namakk", "namaibu", "namaayah", "namaanak"), "person"),
    **dict.fromkeys(("alamatrumah", "alamattinggal", "alamatlengkap"), "person"),
}
BIRTH_YEARS_SPAN = 20
MOST = 0.5


@dataclass(frozen=True)
class PersonalData:
    """Personal data that was found; `masked` shows only the ends, so that reports stay clean.

    In a table `column` is its heading and `row` the first row (1 is the first data row); in a
    text `column` is empty and `row` counts lines. `count` is how many were found there.
    """

    kind: Kind
    column: str
    row: int
    count: int
    masked: str


def find_personal_data(material: str | pd.DataFrame) -> tuple[PersonalData, ...]:
    """Find NIK and KK numbers, phone numbers, e-mail addresses, birth dates and named persons.

    Spaces, dots, dashes, hidden characters, full-width digits and the letters O, I and l inside
    a number do not hide it. In a table the headings count too, and numbers stored as numbers.
    """
    if isinstance(material, str):
        return tuple(
            PersonalData(kind, "", number, 1, mask(text))
            for number, line in enumerate(_clean(material).split("\n"), start=1)
            for kind, text in _in_text(line)
        )
    return tuple(
        found
        for position, column in enumerate(material.columns)
        for found in _in_column(str(column), material.iloc[:, position])
    )


def mask(text: str) -> str:
    """Show the first and last two characters only."""
    bare = re.sub(r"\s+", " ", text.strip())
    return f"{bare[:2]}…{bare[-2:]}" if len(bare) > 4 else "…"


def _clean(text: str) -> str:
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", text)).replace("\r", "\n")
    if plain.isascii():
        return plain
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)


def _in_text(line: str) -> Iterator[tuple[Kind, str]]:
    for found in _identity_numbers(line):
        yield "nik_or_kk", found
    for match in _PHONE.finditer(line):
        if not _DECIMAL.fullmatch(match[0]):
            yield "phone", match[0]
    for match in _EMAIL.finditer(line):
        yield "email", match[0]
    for match in _BIRTH.finditer(line):
        yield "birth_date", match[0]


def _identity_numbers(line: str) -> Iterator[str]:
    """Find 16 digits, in one piece or in neighbouring pieces that read like an identity number.

    Pieces parted by commas and the like count only when they are 16 digits in all: a row of
    figures is parted by commas too.
    """
    for loose in _LOOSE_RUN.finditer(line):
        groups = list(_GROUP.finditer(loose[0]))
        size, number = _joined(groups, fraction=True)
        if size == len(groups) > 1:
            yield number
            continue
        for run in _RUN.finditer(loose[0]):
            yield from _in_run(run[0])


def _in_run(text: str) -> Iterator[str]:
    if sum(letter.isalnum() for letter in text) < DIGITS:
        return
    if not re.search(r"\d", _PLACE_CODE.sub("", text)):
        return
    groups = list(_GROUP.finditer(text))
    start = 0
    while start < len(groups):
        before = text[: groups[start].start()]
        size, number = _joined(groups[start:], fraction=bool(_WHOLE_PART.search(before)))
        decimal = _DECIMAL_SHAPE.fullmatch(text) and not number.startswith(HOME_PROVINCE)
        if size and not decimal and not _ZERO.search(before):
            yield number
        start += size or 1


def _joined(groups: list[re.Match[str]], *, fraction: bool) -> tuple[int, str]:
    """How many leading groups make up an identity number, and that number; 0 when none do."""
    number = ""
    for size, group in enumerate(groups, start=1):
        number += group[0].translate(_LETTERS)
        if len(number) > DIGITS:
            break
        if len(number) == DIGITS:
            plain = size == 1 and group[0].isdigit() and not fraction
            return (size, number) if plain or _reads_like_identity(number) else (0, "")
    return 0, ""


def _reads_like_identity(number: str) -> bool:
    """Province code, then six digits on from the start a date; women's days count from 41."""
    day, month = int(number[6:8]) % 40, int(number[8:10])
    return int(number[:2]) in PROVINCES and 1 <= day <= 31 and 1 <= month <= 12


def _in_column(name: str, values: pd.Series) -> Iterator[PersonalData]:
    heading = HEADERS.get(re.sub(r"[^a-z]", "", _clean(name).casefold()))
    known = values.dropna()
    if heading and len(known):
        yield PersonalData(heading, name, 1, len(known), mask(str(known.iloc[0])))
        return
    if pd.api.types.is_datetime64_any_dtype(known):
        yield from _birth_dates(name, known, values)
    elif pd.api.types.is_numeric_dtype(known) and not pd.api.types.is_bool_dtype(known):
        yield from _numbers(name, known.to_numpy(float), values)
    else:
        yield from _cells(name, known, values)


def _cells(name: str, known: pd.Series, values: pd.Series) -> Iterator[PersonalData]:
    hits: dict[Kind, list[tuple[int, str]]] = {}
    rows = np.flatnonzero(values.notna().to_numpy()) + 1
    for row, cell in zip(rows, known.astype(str), strict=True):
        for kind, text in _in_text(_clean(cell).replace("\n", " ")):
            hits.setdefault(kind, []).append((int(row), text))
    for kind, places in hits.items():
        yield PersonalData(kind, name, places[0][0], len(places), mask(places[0][1]))
    if not hits and len(known):
        dates = pd.to_datetime(known.astype(str), errors="coerce", format="mixed", dayfirst=True)
        if dates.notna().mean() > MOST and known.astype(str).str.len().between(8, 20).mean() > MOST:
            yield from _birth_dates(name, dates.dropna(), values)


def _numbers(name: str, numbers: np.ndarray, values: pd.Series) -> Iterator[PersonalData]:
    whole = numbers == np.floor(numbers)
    identity = whole & (numbers >= 1.1e15) & (numbers < 1e16)
    phone = whole & (
        ((numbers >= 8.1e8) & (numbers < 9e11)) | ((numbers >= 6.28e10) & (numbers < 6.29e13))
    )
    rows = np.flatnonzero(values.notna().to_numpy()) + 1
    kinds: tuple[tuple[Kind, np.ndarray, float], ...] = (
        ("nik_or_kk", identity, 0.0),
        ("phone", phone, MOST),
    )
    for kind, found, needed in kinds:
        if found.any() and found.mean() > needed and _starts_right(kind, numbers[found]):
            first = int(np.flatnonzero(found)[0])
            text = f"{numbers[first]:.0f}"
            yield PersonalData(kind, name, int(rows[first]), int(found.sum()), mask(text))


def _starts_right(kind: str, numbers: np.ndarray) -> bool:
    if kind == "nik_or_kk":
        return True
    return all(re.match(r"(?:62)?8[1-9]", f"{number:.0f}") for number in numbers)


def _birth_dates(name: str, dates: pd.Series, values: pd.Series) -> Iterator[PersonalData]:
    """Dates spread over many years read like birth dates; those of events lie close together."""
    years = dates.dt.year
    if len(years) and years.max() - years.min() >= BIRTH_YEARS_SPAN and years.min() > 1900:
        first = int(np.flatnonzero(values.notna().to_numpy())[0]) + 1
        yield PersonalData("birth_date", name, first, len(dates), "…")
