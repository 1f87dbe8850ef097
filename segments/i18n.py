"""Two languages: sentences, numbers and dates as a reader of each expects them.

Indonesian is the source language, so a sentence that has no translation yet is shown in
Indonesian. English sits beside this module in ``locale/en/``, one file a subject.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeGuard

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES: Mapping[str, str] = MappingProxyType({"id": "Bahasa Indonesia", "en": "English"})
SOURCE_LANGUAGE = "id"
MISSING = "–"

_LOCALE_FOLDER = Path(__file__).parent / "locale"
_PERCENT_SIGN = {"id": " %", "en": "%"}


@cache
def load_catalogue(language: str) -> Mapping[str, tuple[str, str]]:
    """Read the translations of a language: source text to (singular, plural)."""
    if language == SOURCE_LANGUAGE:
        return MappingProxyType({})
    texts: dict[str, tuple[str, str]] = {}
    for path in sorted((_LOCALE_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        for message in catalogue:
            if not message.id or message.fuzzy:
                continue
            source = message.id if isinstance(message.id, str) else message.id[0]
            found = message.string or ""
            forms = (found,) if isinstance(found, str) else tuple(found)
            texts[source] = (forms[0], forms[-1])
    return MappingProxyType({source: text for source, text in texts.items() if all(text)})


@dataclass(frozen=True)
class Translator:
    """Turns Indonesian source text, numbers and dates into one language.

    Examples
    --------
    >>> _ = Translator("id")
    >>> _.number(5489536)
    '5.489.536'
    >>> Translator("en").percent(0.123)
    '12.3%'
    """

    language: str = SOURCE_LANGUAGE

    def __post_init__(self) -> None:
        """Refuse a language that has no texts."""
        if self.language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            raise ValueError(f"Unknown language {self.language!r}. Choose one of: {allowed}.")

    def __call__(self, text: str) -> str:
        """Translate a sentence; without a translation it stays Indonesian."""
        found = load_catalogue(self.language).get(text)
        return found[0] if found else text

    def plural(self, singular: str, plural: str, n: int) -> str:
        """Translate a counted phrase and put the number where ``{n}`` stands.

        Indonesian nouns do not change with the number, so both sources are usually the same.
        """
        found = load_catalogue(self.language).get(singular, (singular, plural))
        return found[0 if n == 1 else 1].format(n=self.number(n))

    def number(self, value: float | None, digits: int = 0) -> str:
        """Write a number with the separators of the language; a missing one is a dash."""
        if not _is_known(value):
            return MISSING
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        # Rounding first keeps a tiny negative number from being written as "-0".
        rounded = round(float(value), digits) + 0.0
        return format_decimal(rounded, format=pattern, locale=self.language)

    def percent(self, share: float | None, digits: int = 1) -> str:
        """Write a share between 0 and 1 as a percentage."""
        if not _is_known(share):
            return MISSING
        return self.number(float(share) * 100, digits) + _PERCENT_SIGN[self.language]

    def people(self, n: float | None) -> str:
        """Write a number of residents with its unit."""
        if not _is_known(n):
            return MISSING
        return self.plural("{n} jiwa", "{n} jiwa", round(float(n)))

    def range(self, low: float | None, high: float | None, digits: int = 0) -> str:
        """Write a low and a high number as a range; equal ends give one number."""
        first, last = self.number(low, digits), self.number(high, digits)
        return first if first == last else f"{first}–{last}"

    def percent_range(self, low: float | None, high: float | None, digits: int = 1) -> str:
        """Write two shares between 0 and 1 as a range of percentages."""
        if not (_is_known(low) and _is_known(high)):
            return MISSING
        text = self.range(float(low) * 100, float(high) * 100, digits)
        return text + _PERCENT_SIGN[self.language]

    def date(self, day: date) -> str:
        """Write a date in words, such as 30 Juni 2024."""
        return format_date(day, "d MMMM y", locale=self.language)

    def moment(self, at: datetime) -> str:
        """Write a time of day in the office's own time, such as 30 Juni 2024 14.05 WIB."""
        local = at.astimezone(_WIB)
        return f"{self.date(local.date())} {local:%H.%M} WIB"


_WIB = timezone(timedelta(hours=7))  # the office's own time; no summer time


def _is_known(value: float | None) -> TypeGuard[float]:
    return value is not None and not math.isnan(value)
