"""Numbers as offices write them: Indonesian and English marks, BPS symbols, percentages."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Signs that BPS publications explain on their first pages: "-" none or zero, "..." and "NA" not
# available; offices add their own spellings.
ZERO_SIGNS = frozenset({"-", "--"})
MISSING_SIGNS = frozenset(
    {
        "...",
        "..",
        "….",
        "tad",
        "t.a.d",
        "t.a.d.",
        "t.a.",
        "td",
        "n.a.",
        "n.a",
        "n/a",
        "#n/a",
        "na",
        "nan",
        "null",
        "none",
        "x",
        "?",
        "tidak ada data",
        "tidak tersedia",
        "data tidak tersedia",
        "belum ada data",
        "kosong",
    }
)
EXCEL_ERRORS = frozenset(
    {"#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#error!"}
)
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_PERCENT = re.compile(r"\s*(?:%|persen|percent)$", re.IGNORECASE)
_MONEY = re.compile(r"^(?:Rp\.?|IDR)\s*", re.IGNORECASE)
_MARKS = re.compile(r"(?<=[0-9])(?:\s*\*{1,3}\)?|\s+[0-9]\)|\s*[rex]\)?)$")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]{1,20}(?:[.,][0-9]{1,20})?[eE][+-]?[0-9]{1,3}")
_CORE = re.compile(r"[+-]?[0-9.,' ]*[0-9]")
_WHOLE = r"[0-9]{1,3}(?:(?P<mark>[%s' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*)?|[0-9]+"
_WRITTEN = {
    ",": re.compile(rf"[+-]?(?:{_WHOLE % '.'})?(?:,[0-9]+)?"),
    ".": re.compile(rf"[+-]?(?:{_WHOLE % ','})?(?:\.[0-9]+)?"),
}
# What nearly all cells look like; told apart first because a file has up to a million of them.
_SIMPLE = {
    decimal: re.compile(
        rf"-?(?:[0-9]{{1,3}}(?:\{mark}[0-9]{{3}}){{1,6}}|[0-9]{{1,20}})(?:{re.escape(decimal)}[0-9]{{1,20}})?"
    )
    for decimal, mark in ((",", "."), (".", ","))
}
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_LONGEST = 60


@dataclass(frozen=True)
class DecimalChoice:
    """Which mark is the decimal one in a column.

    `decided` is False where no cell settles it ("1.234" may be either); `mixed` is True where
    cells contradict each other.
    """

    decimal: str
    decided: bool
    mixed: bool


def parse_number(text: str, *, decimal: str) -> float:
    """Read one written number.

    Thousands may be set apart by the other mark, a space or an apostrophe, in groups of three
    only. "Rp" and ",-", a per cent sign, a footnote mark and brackets for negative numbers are
    understood; "12,3 %" is 12.3. A lone dash is 0, a sign for missing is NaN.

    Parameters
    ----------
    text
        The cell as it is written.
    decimal
        "," or ".".

    Raises
    ------
    ValueError
        If the text is not a number in this notation.

    Examples
    --------
    >>> parse_number("1.234,56", decimal=","), parse_number("1,234.56", decimal=".")
    (1234.56, 1234.56)
    """
    if decimal not in _WRITTEN:
        raise ValueError(f"Unknown decimal mark {decimal!r}. Choose one of: ',' '.'")
    thousands = "." if decimal == "," else ","
    if _SIMPLE[decimal].fullmatch(text):
        return float(text.replace(thousands, "").replace(decimal, "."))
    plain = _tidy(text)
    if is_missing(plain):
        return math.nan
    if plain in ZERO_SIGNS:
        return 0.0
    core, sign = _core(plain)
    if _SCIENTIFIC.fullmatch(core):
        number = float(core.replace(",", "."))
    elif core and any(char.isdigit() for char in core) and _WRITTEN[decimal].fullmatch(core):
        bare = re.sub(rf"[' {thousands}]", "", core)
        number = float(bare.replace(decimal, "."))
    else:
        raise ValueError(f"Not a number with decimal mark {decimal!r}: {text[:_LONGEST]!r}")
    if not math.isfinite(number):
        raise ValueError(f"Too large to be a number: {text[:_LONGEST]!r}")
    return sign * number


def is_missing(text: str) -> bool:
    """Say whether a cell is empty or carries a sign for "not available"."""
    return not text.strip() or text.strip().lower() in MISSING_SIGNS | EXCEL_ERRORS


def is_percent(text: str) -> bool:
    """Say whether a cell is written as a percentage."""
    return bool(_PERCENT.search(text.strip()))


def looks_numeric(text: str) -> bool:
    """Say whether a cell is a number in one of the two notations (a sign for missing is not).

    Examples
    --------
    >>> looks_numeric("351.600.000"), looks_numeric("0-4"), looks_numeric("...")
    (True, False, False)
    """
    if any(simple.fullmatch(text) for simple in _SIMPLE.values()):
        return True
    for decimal in _WRITTEN:
        try:
            return not math.isnan(parse_number(text, decimal=decimal))
        except ValueError:
            continue
    return False


def decimal_evidence(text: str) -> str | None:
    """Give the decimal mark that a cell proves, or None where it proves none.

    Both marks: the last is the decimal one. A mark that comes twice sets thousands apart. A
    single mark is decimal unless exactly three digits follow one to three digits.
    """
    if text.isascii() and text.isdigit():
        return None
    is_simple = any(simple.fullmatch(text) for simple in _SIMPLE.values())
    core = text if is_simple else _core(_tidy(text))[0]
    if not core or not _CORE.fullmatch(core):
        return None
    used = [mark for mark in ".," if mark in core]
    if not used:
        return None
    decimal = max(used, key=core.rfind)
    if len(used) == 1 and core.count(decimal) > 1:
        decimal = {".": ",", ",": "."}[decimal]
    if len(used) == 1 and _AMBIGUOUS.fullmatch(core):
        return None
    return decimal if _WRITTEN[decimal].fullmatch(core) else None


def choose_decimal(texts: Iterable[str], *, fallback: str = ",") -> DecimalChoice:
    """Decide the decimal mark of a column from all its cells.

    Examples
    --------
    >>> choose_decimal(["1.234", "12.345", "0,5"])
    DecimalChoice(decimal=',', decided=True, mixed=False)
    """
    votes = [proof for text in texts if (proof := decimal_evidence(text))]
    commas = votes.count(",")
    points = len(votes) - commas
    if not votes:
        return DecimalChoice(fallback, decided=False, mixed=False)
    decimal = "," if commas > points or (commas == points and fallback == ",") else "."
    return DecimalChoice(decimal, decided=True, mixed=bool(commas and points))


def is_ambiguous(text: str) -> bool:
    """Say whether a cell reads differently in the two notations ("1.234")."""
    if any(simple.fullmatch(text) for simple in _SIMPLE.values()):
        return bool(_AMBIGUOUS.fullmatch(text))
    values = set()
    for decimal in _WRITTEN:
        try:
            values.add(parse_number(text, decimal=decimal))
        except ValueError:
            return False
    return len(values) == 2


def _tidy(text: str) -> str:
    if len(text) > _LONGEST:
        return text
    return _SPACES.sub(" ", text.translate(_DASHES)).strip().lstrip("'`\u2018\u2019").strip()


def _core(plain: str) -> tuple[str, float]:
    """Take off what surrounds the digits; the sign is -1 for a number in brackets."""
    if len(plain) > _LONGEST:
        return "", 1.0
    core = _PERCENT.sub("", _MONEY.sub("", plain))
    core = _MARKS.sub("", core)
    core = re.sub(r",-{1,2}$|,00-$", "", core)
    sign = 1.0
    if core.startswith("(") and core.endswith(")"):
        core, sign = core[1:-1].strip(), -1.0
    return re.sub(r"^([+-])\s+", r"\1", core), sign
