"""Find data on persons in a text: NIK and KK numbers, phones, e-mail, birth dates.

Tables have their own finder, `geodata.personal_data`: there the headings speak too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["nik_or_kk", "phone", "email", "birth_date"]

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

_DIGIT_WORDS = {
    **dict.fromkeys(("nol", "kosong", "zero"), "0"),
    **dict.fromkeys(("satu", "one"), "1"),
    **dict.fromkeys(("dua", "two"), "2"),
    **dict.fromkeys(("tiga", "three"), "3"),
    **dict.fromkeys(("empat", "four"), "4"),
    **dict.fromkeys(("lima", "five"), "5"),
    **dict.fromkeys(("enam", "six"), "6"),
    **dict.fromkeys(("tujuh", "seven"), "7"),
    **dict.fromkeys(("delapan", "lapan", "eight"), "8"),
    **dict.fromkeys(("sembilan", "nine"), "9"),
}
_WORD = "|".join(_DIGIT_WORDS)
_SPELLED = re.compile(rf"\b(?:(?:{_WORD}|\d+)[\s,.\-]+){{5,}}(?:{_WORD}|\d+)\b", re.IGNORECASE)
"""A number said digit by digit, some of it perhaps in figures."""
_MIXED = re.compile(r"(?<!\w)[+(]?[0-9OoIl](?:[\s.\-()_/,·]{0,3}[0-9OoIl]){8,}(?!\w)")
_FEWEST_DIGITS = 5
"""Of a number in which letters stand for digits, so many must be real ones."""
_PARTED = re.compile(r"(?<![\d.,])0\s?8\d{1,2}[,;]\s?\d{3,4}[,;]\s?\d{3,5}(?!\d)")


@dataclass(frozen=True)
class PersonalData:
    """Personal data that was found; `masked` shows only the ends, so that reports stay clean.

    `row` counts lines from 1.
    """

    kind: Kind
    row: int
    masked: str


def find_personal_data(text: str) -> tuple[PersonalData, ...]:
    """Find NIK and KK numbers, phone numbers, e-mail addresses and birth dates.

    Spaces, dots, dashes, hidden characters, full-width digits, the letters O, I and l inside a
    number, and digits spelled out ("nol delapan satu dua") do not hide it.

    Examples
    --------
    >>> [found.kind for found in find_personal_data("Hubungi O8l2-3456-789O")]
    ['phone']
    """
    return tuple(
        PersonalData(kind, number, mask(found))
        for number, line in enumerate(_clean(text).split("\n"), start=1)
        for kind, found in _in_text(line)
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
    for match in (*_PHONE.finditer(line), *_PARTED.finditer(line)):
        if not _DECIMAL.fullmatch(match[0]):
            yield "phone", match[0]
    for disguised in _disguised(line):
        if _PHONE.search(disguised):
            yield "phone", disguised
    for match in _EMAIL.finditer(line):
        yield "email", match[0]
    for match in _BIRTH.finditer(line):
        yield "birth_date", match[0]


def _disguised(line: str) -> Iterator[str]:
    """Give the numbers that letters or words stand for."""
    for match in _MIXED.finditer(line):
        figures = match[0].translate(_LETTERS)
        if figures != match[0] and sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS:
            yield figures
    for match in _SPELLED.finditer(line):
        words = re.findall(rf"{_WORD}|\d+", match[0].casefold())
        if any(word in _DIGIT_WORDS for word in words):
            yield "".join(_DIGIT_WORDS.get(str(word), str(word)) for word in words)


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
