"""The codebook: one row a column, with its meaning, unit, source and evidence."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent

Lens = Literal["identity", "demographic", "geographic", "psychographic"]
Evidence = Literal["measured", "modelled", "assumed"]

LENSES = ("identity", "demographic", "geographic", "psychographic")
LEVELS = ("village", "district")
KINDS = ("count", "amount", "share", "ratio", "score", "category", "text", "flag")
EVIDENCES = ("measured", "modelled", "assumed")


class CodebookError(ValueError):
    """Codebook, source register or class rule cannot be used; `problems` has one line a fault."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("Faults in the files of geodata:\n" + "\n".join(problems))


@dataclass(frozen=True)
class Column:
    """What one column of a table means.

    `level` is where the figure was measured: a village inherits the columns of its district.
    `numerator` (columns joined by " + ") and `denominator` say how the figure is pooled over
    places: the sum of the numerator over the sum of the denominator or, without a numerator,
    the mean weighted by the denominator. `evidence` is measured, modelled or assumed; a column
    with an `interval` comes with two more, `<name>_low` and `<name>_high`.
    """

    name: str
    label_id: str
    label_en: str
    definition_id: str
    definition_en: str
    caveat_id: str
    caveat_en: str
    lens: str
    theme: str
    level: str
    unit: str
    kind: str
    numerator: str
    denominator: str
    year: str
    source: str
    evidence: str
    interval: bool
    minimum: float | None
    maximum: float | None
    missing_allowed: bool
    categories: tuple[str, ...]

    @property
    def inherited(self) -> bool:
        """Whether villages repeat the figure of their district."""
        return self.level == "district"

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers."""
        return self.kind not in ("category", "text")

    @property
    def extensive(self) -> bool:
        """Whether figures of several places add up."""
        return self.kind in ("count", "amount")

    @property
    def poolable(self) -> bool:
        """Whether the figure of a district is made from its villages, without a numerator."""
        made_of_villages = self.numeric and not self.inherited
        return made_of_villages and (self.extensive or not self.numerators)

    @property
    def scale(self) -> float:
        """How many a rate is per: 100 for "per 100 ...", 1,000 for "per 1.000 ...", else 1."""
        found = re.search(r"\bper ([\d.]+)\b", self.unit)
        return float(found.group(1).replace(".", "")) if found else 1.0

    @property
    def numerators(self) -> tuple[str, ...]:
        """The columns that are added up in the numerator."""
        return tuple(part.strip() for part in self.numerator.split("+") if part.strip())

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids in the source register."""
        return tuple(self.source.split())

    def label(self, language: str) -> str:
        """Give the name on screen."""
        return self.label_en if language == "en" else self.label_id

    def definition(self, language: str) -> str:
        """Say what the figure means and how it is made."""
        return self.definition_en if language == "en" else self.definition_id

    def caveat(self, language: str) -> str:
        """Say what a reader must bear in mind; empty where there is nothing."""
        return self.caveat_en if language == "en" else self.caveat_id


def describe(name: str, codebook: Mapping[str, Column]) -> Column | None:
    """Find the row of a column; the two ends of a range share that of the middle."""
    return codebook.get(name) or codebook.get(name.removesuffix("_low").removesuffix("_high"))


@dataclass(frozen=True)
class Source:
    """Where figures come from."""

    source_id: str
    title: str
    publisher: str
    year: str
    address: str
    licence: str
    note_id: str
    note_en: str


def load_codebook(path: Path = FOLDER / "codebook.csv") -> Mapping[str, Column]:
    """Read the codebook, in the order of its rows.

    Raises
    ------
    CodebookError
        With every fault of every row at once.
    """
    return _load_codebook(path)


def load_sources(path: Path = FOLDER / "sources.csv") -> Mapping[str, Source]:
    """Read the source register, by source id."""
    return _load_sources(path)


@cache
def _load_codebook(path: Path) -> Mapping[str, Column]:
    problems: list[str] = []
    columns: dict[str, Column] = {}
    for number, row in _rows(path, _expected(Column)):
        faults = _row_faults(row)
        if row["name"] in columns:
            faults.append("name appears twice")
        problems += [f"{path.name} row {number} ({row['name']}): {fault}" for fault in faults]
        if not faults:
            columns[row["name"]] = _column(row)
    known = columns.keys()
    for column in columns.values():
        problems += [
            f"{path.name} ({column.name}): {part!r} is not a column of the codebook"
            for part in (*column.numerators, *filter(None, [column.denominator]))
            if part not in known
        ]
    if problems:
        raise CodebookError(problems)
    return MappingProxyType(columns)


@cache
def _load_sources(path: Path) -> Mapping[str, Source]:
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for number, row in _rows(path, _expected(Source)):
        if row["source_id"] in sources:
            problems.append(f"{path.name} row {number}: {row['source_id']} appears twice")
        sources[row["source_id"]] = Source(**row)
    if problems:
        raise CodebookError(problems)
    return MappingProxyType(sources)


def _expected(contract: type) -> list[str]:
    return [field.name for field in fields(contract)]


def _rows(path: Path, expected: list[str]) -> list[tuple[int, dict[str, str]]]:
    # Spreadsheet programs put a mark in front of UTF-8 and may part cells by semicolons.
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter=";" if ";" in first else ",")
        if reader.fieldnames != expected:
            absent = sorted(set(expected) ^ set(reader.fieldnames or []))
            message = f"{path.name}: the heading row differs in {', '.join(absent) or 'its order'}"
            raise CodebookError([message])
        return list(enumerate(reader, start=2))


def _row_faults(row: dict[str, str]) -> list[str]:
    allowed = {
        "lens": LENSES,
        "level": LEVELS,
        "kind": KINDS,
        "evidence": EVIDENCES,
        "interval": ("yes", "no"),
        "missing_allowed": ("yes", "no"),
    }
    if None in row or None in row.values():
        return ["the row has more or fewer cells than the heading"]
    faults = [
        f"{field} is {row[field]!r}; allowed: {', '.join(values)}"
        for field, values in allowed.items()
        if row[field] not in values
    ]
    needed = ("name", "label_id", "label_en", "definition_id", "definition_en", "year", "source")
    faults += [f"{field} is empty" for field in needed if not row[field].strip()]
    for field in ("minimum", "maximum"):
        try:
            _number(row[field])
        except ValueError:
            faults.append(f"{field} is {row[field]!r}, which is not a number")
    return faults


def _number(text: str) -> float | None:
    return float(text) if text.strip() else None


def _column(row: dict[str, str]) -> Column:
    plain = {name: value.strip() for name, value in row.items()}
    converted = {
        "interval": plain["interval"] == "yes",
        "missing_allowed": plain["missing_allowed"] == "yes",
        "minimum": _number(plain["minimum"]),
        "maximum": _number(plain["maximum"]),
        "categories": tuple(plain["categories"].split()),
    }
    return Column(**{**plain, **converted})  # type: ignore[arg-type]
