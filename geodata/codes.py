"""Reading place codes in whatever shape a spreadsheet has left them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from numbers import Integral, Real
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.place_register import PlaceRegister

REGENCY = "3201"
KOTA_BOGOR = "3271"
DAMAGED = re.compile(r"(\d(?:[.,]\d*)?)[eE]\+?(\d{1,3})")
_SEPARATORS = re.compile(r"[\s.,_/\-]+")


@dataclass(frozen=True)
class CodeReading:
    """What a cell says when it is read as a place code.

    Attributes
    ----------
    codes
        The known places that the cell can mean, Kemendagri form.
    certain
        Whether the cell holds the whole code; otherwise `codes` are repairs.
    note
        "" or why there is no code: "regency" (a total), "kota_bogor", "outside", "unknown_code",
        "unreadable".
    districts
        Where the code is not known: the districts that its first digits can mean.
    """

    codes: tuple[str, ...] = ()
    certain: bool = False
    note: str = ""
    districts: tuple[str, ...] = ()


def code_text(value: object) -> str:
    """Give the text of a code cell: no ".0", no leading apostrophe, "" for an empty cell.

    Examples
    --------
    >>> code_text(3201012010.0)
    '3201012010'
    """
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        number = float(value)
        if not math.isfinite(number):
            return ""
        return str(int(number)) if number.is_integer() else repr(number)
    text = str(value).replace("\u00a0", " ").strip().lstrip("'`\u2018\u2019").strip()
    if text.lower() in {"nan", "none", "<na>", "nat"}:
        return ""
    return re.sub(r"^(\d{5,})[.,]0+$", r"\1", text)


def read_code(value: object, register: PlaceRegister) -> CodeReading:
    """Read a cell as a Kemendagri or BPS code of a village or district.

    The digits are looked up among the known codes of both systems. Where digits are missing
    (zeros cut off, scientific notation) the reading lists every place that the cell can still
    mean, and is not certain.

    Examples
    --------
    >>> from geodata.place_register import load_register
    >>> read_code("32.01.02.201", load_register()).codes
    ('32.01.02.2010',)
    """
    text = code_text(value)
    if not text:
        return CodeReading()
    if scientific := DAMAGED.fullmatch(text):
        return _read_scientific(scientific, register)
    parts = [part for part in _SEPARATORS.split(text) if part]
    if len(parts) > 2 and parts[:2] == ["32", "1"]:
        parts[1] = "01"
    digits = "".join(parts)
    if not digits.isascii() or not digits.isdigit():
        return CodeReading(note="unreadable")
    elsewhere = _elsewhere(digits)
    if elsewhere:
        return CodeReading(note=elsewhere)
    if not digits.startswith(REGENCY):
        return CodeReading(note="unreadable")
    # Kemendagri parts have two digits, BPS writes a kecamatan with three.
    dotted = len(parts) > 2 and all(len(part) <= 2 for part in parts[:3])
    codes = _known(digits, register, kemendagri_only=dotted)
    if codes:
        return CodeReading(codes, certain=True)
    repairs = dict.fromkeys(
        code
        for spelling in _repairs(digits, parts)
        for code in _known(spelling, register, kemendagri_only=dotted)
    )
    if repairs:
        return CodeReading(tuple(repairs))
    return CodeReading(note="unknown_code", districts=_districts(digits, register))


def _elsewhere(digits: str) -> str:
    if digits in {"32", REGENCY}:
        return "regency"
    if digits.startswith(KOTA_BOGOR):
        return "kota_bogor"
    whole = len(digits) in {6, 7, 10} or (len(digits) == 4 and digits.startswith("32"))
    return "outside" if whole and not digits.startswith(REGENCY) else ""


def _known(digits: str, register: PlaceRegister, *, kemendagri_only: bool) -> tuple[str, ...]:
    codes = register.code_of_digits.get(digits, ())
    if kemendagri_only:
        return tuple(code for code in codes if code.replace(".", "") == digits)
    return codes


def _districts(digits: str, register: PlaceRegister) -> tuple[str, ...]:
    prefixes = (digits[:6], digits[:7]) if len(digits) == 10 else (digits[:6],)
    found = (register.code_of_digits.get(prefix, ()) for prefix in prefixes)
    return tuple(dict.fromkeys(code for codes in found for code in codes))


def _repairs(digits: str, parts: list[str]) -> Iterable[str]:
    """Spellings with the zeros put back: at the end, or in front of a dotted part."""
    if 5 <= len(digits) < 10:
        yield from (digits.ljust(length, "0") for length in (6, 7, 10) if len(digits) < length)
    if len(parts) in {3, 4}:
        head = "".join(part.zfill(2) for part in parts[:2])
        village = parts[3].ljust(4, "0") if len(parts) == 4 else ""
        yield head + parts[2].zfill(2) + village
        yield head + parts[2].ljust(2, "0") + village


def _read_scientific(match: re.Match[str], register: PlaceRegister) -> CodeReading:
    significant = re.sub(r"\D", "", match.group(1))
    missing = int(match.group(2)) + 1 - len(significant)
    if not 0 <= missing <= 9:
        return CodeReading(note="unreadable")
    if missing == 0:
        return read_code(significant, register)
    # The program that wrote the cell may have rounded: 3.20121E+09 is anything from
    # 3201205000 to 3201214999.
    half = 10**missing // 2
    middle = int(significant) * 10**missing
    codes = dict.fromkeys(
        code
        for digits, found in register.code_of_digits.items()
        if len(digits) == len(str(middle)) and middle - half <= int(digits) < middle + half
        for code in found
    )
    return CodeReading(tuple(codes), note="" if codes else "unknown_code")
