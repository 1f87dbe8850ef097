"""Reading the rows of a channel inventory cell by cell, and saying what is wrong with each."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.codes import code_text, read_code
from geodata.personal_text import find_personal_data
from geodata.place_register import load_register, name_key
from segments.advice.playbook_schema import GEOGRAPHIC_CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from geodata.area_table import AreaTable

COLUMNS = (
    *("channel", "name", "owner", "coverage", "share"),
    *("unit_of", "n_units", "people_per_unit"),
    *("cost", "cost_low", "cost_high", "cost_per", "cost_unit", "cost_source", "cost_date"),
    *("lead_time_days", "language", "accessibility", "basis", "source", "note"),
)
TEXTS = ("name", "owner", "cost_unit", "cost_source", "source")
FREE_TEXTS = ("language", "accessibility", "note")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "unit_of": ("all", "village", "rt", "rw", "posyandu", "pupil"),
    "cost_per": ("unit", "month"),
    "basis": ("found", "assumed"),
}
NUMBERS: Mapping[str, tuple[float, float]] = {
    "share": (0.1, 100),
    "n_units": (0.001, 10_000_000),
    "people_per_unit": (0.01, 6_000_000),
    "cost": (0, 1e11),
    "cost_low": (0, 1e11),
    "cost_high": (0, 1e11),
    "lead_time_days": (0, 365),
}
OPTIONAL = ("n_units", "people_per_unit", "cost_low", "cost_high")
EVERYWHERE = ("semua", "all", "seluruh kabupaten", "kabupaten bogor", "kabupaten")
LONGEST_TEXT = 500
MOST_ROWS = 2_000
_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True)
class InventoryEntry:
    """One channel of one owner.

    Attributes
    ----------
    channel
        Id in the playbook: which kind of channel it is.
    owner
        Institution and role; never the name or number of a person.
    coverage
        "all", codes of kecamatan and villages, or geographic classes.
    share
        Residents of the covered villages within its reach, 0 to 1.
    unit_of, n_units
        How often it can be used in a month: `n_units` in all ("all"), for each village, or for
        each RT, RW, posyandu or pupil. None: no limit known.
    people_per_unit
        People whom one use meets; None where it does not meet people by use.
    cost, cost_low, cost_high, cost_per
        Rupiah "unit" (a use) or "month" (everything, whatever the number of uses).
    basis
        "found" in a source, or "assumed".
    row
        Its place in the list, counted from 1.
    """

    channel: str
    name: str
    owner: str
    coverage: tuple[str, ...]
    share: float
    unit_of: str
    n_units: float | None
    people_per_unit: float | None
    cost: float
    cost_low: float
    cost_high: float
    cost_per: str
    cost_unit: str
    cost_source: str
    cost_date: str
    lead_time_days: float
    language: str
    accessibility: str
    basis: str
    source: str
    note: str
    row: int


@dataclass(frozen=True)
class InventoryProblem:
    """One fault: row of the list (from 1; 0 is the whole list), column, what stands there, rule."""

    row: int
    column: str
    value: str
    rule: str
    limit: str = ""


def read_rows(
    rows: Sequence[Mapping[str, object]], channels: Collection[str], areas: AreaTable
) -> tuple[tuple[InventoryEntry, ...], tuple[InventoryProblem, ...]]:
    """Turn rows into entries; a row with a fault gives problems instead."""
    entries, problems = [], []
    if len(rows) > MOST_ROWS:
        problems.append(InventoryProblem(0, "name", str(len(rows)), "too_many", str(MOST_ROWS)))
    seen: dict[str, int] = {}
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        if is_blank(row):
            continue
        cells: dict[str, Any] = {"row": number}
        faults = list(_read_row(row, number, cells, channels, areas))
        key = " ".join(str(cells.get("name", "")).casefold().split())
        if key and key in seen:
            name = cells["name"]
            faults.append(InventoryProblem(number, "name", name, "twice", str(seen[key])))
        seen.setdefault(key, number)
        if faults:
            problems += faults
        else:
            entries.append(InventoryEntry(**cells))
    return tuple(entries), tuple(problems)


def is_blank(row: Mapping[str, object]) -> bool:
    """Whether nothing was typed in a row."""
    return not any(cell_text(row.get(name)) for name in COLUMNS)


def cell_text(value: object) -> str:
    """Give the text of a cell: "" for an empty one, whole numbers without a decimal point."""
    if value is None or isinstance(value, float) and math.isnan(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return "" if text.casefold() in ("nan", "none", "<na>", "nat") else text


def find_private(rows: Sequence[Mapping[str, object]]) -> tuple[InventoryProblem, ...]:
    """List the cells with data on persons: such a list is not stored at all."""
    return tuple(
        found
        for number, row in enumerate(rows, start=1)
        for found in _private({name: cell_text(row.get(name)) for name in COLUMNS}, number)
    )


def _read_row(
    row: Mapping[str, object],
    number: int,
    cells: dict[str, Any],
    channels: Collection[str],
    areas: AreaTable,
) -> Iterator[InventoryProblem]:
    texts = {name: cell_text(row.get(name)) for name in COLUMNS}

    def fault(column: str, rule: str, limit: object = "") -> InventoryProblem:
        return InventoryProblem(number, column, texts[column][:80], rule, str(limit))

    for name in (*TEXTS, *FREE_TEXTS):
        cells[name] = " ".join(texts[name].split())
        if name in TEXTS and not texts[name]:
            yield fault(name, "empty")
        if len(texts[name]) > LONGEST_TEXT:
            yield fault(name, "too_long", LONGEST_TEXT)
    cells["channel"] = texts["channel"]
    if texts["channel"] not in channels:
        yield fault("channel", "unknown_channel" if texts["channel"] else "empty")
    for name, allowed in CHOICES.items():
        cells[name] = texts[name]
        if texts[name] not in allowed:
            yield fault(name, "not_choice" if texts[name] else "empty", " ".join(allowed))
    for name, (least, most) in NUMBERS.items():
        cells[name], rule, limit = _number(row.get(name), name, least, most)
        if rule:
            yield fault(name, rule, limit)
    cells["cost_date"] = texts["cost_date"]
    if not _DATE.fullmatch(texts["cost_date"]):
        yield fault("cost_date", "not_date" if texts["cost_date"] else "empty")
    cells["coverage"], wrong = read_coverage(texts["coverage"])
    if not texts["coverage"]:
        yield fault("coverage", "no_coverage")
    for part, rule in wrong:
        yield InventoryProblem(number, "coverage", part, rule)
    known = set(areas.table.index) | set(areas.table["district_code"]) | {"all"}
    yield from (
        InventoryProblem(number, "coverage", part, "unknown_code")
        for part in cells["coverage"]
        if part not in known and part not in GEOGRAPHIC_CLASSES
    )
    yield from _between_cells(cells, fault)
    yield from _private(texts, number)
    cells["share"] = None if cells["share"] is None else cells["share"] / 100


def _between_cells(cells: dict[str, Any], fault: Any) -> Iterator[InventoryProblem]:
    """Fill the ends of a range that were left out, and check what cells say together."""
    cost = cells["cost"]
    for name in ("cost_low", "cost_high"):
        if cells[name] is None:
            cells[name] = cost
    if cost is not None and not cells["cost_low"] <= cost <= cells["cost_high"]:
        yield fault("cost", "order")
    if cells["cost_per"] == "unit" and cells["people_per_unit"] is None:
        yield fault("people_per_unit", "needs_people")
    if cells["unit_of"] in ("rt", "rw", "posyandu", "pupil") and cells["n_units"] is None:
        yield fault("n_units", "empty")


def _private(texts: Mapping[str, str], number: int) -> Iterator[InventoryProblem]:
    for name, text in texts.items():
        for found in find_personal_data(text):
            yield InventoryProblem(number, name, found.masked, "personal_data", found.kind)


def _number(
    value: object, name: str, least: float, most: float
) -> tuple[float | None, str, object]:
    """Read a number and, where it breaks one, the rule and its limit."""
    if not cell_text(value):
        return None, "" if name in OPTIONAL else ("no_cost" if name == "cost" else "empty"), ""
    number = typed_number(value)
    if number is None:
        return None, "not_number", ""
    if number < least:
        return None, "too_small", least
    if number > most:
        return None, "too_large", most
    return number, "", ""


def typed_number(value: object) -> float | None:
    """Read a number as offices type it: 1.500.000, Rp 75.000,-, 0,5 or 62,5 %.

    A single point or comma before three digits groups when it is a point: 75.000 is 75 thousand.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if math.isfinite(value) else None
    text = re.sub(r"^rp\.?\s*|\s*%$|,-$", "", cell_text(value), flags=re.IGNORECASE)
    text = text.replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    elif re.fullmatch(r"-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", text):
        text = text.replace(",", "")
    text = text.replace(",", ".")
    return float(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None


def tidy_row(row: Mapping[str, object]) -> dict[str, str]:
    """Give the cells of a row as the list shows and keeps them: texts, numbers grouped.

    What cannot be read as a number stays as it was typed.
    """
    cells = {}
    for name in COLUMNS:
        number = typed_number(row.get(name)) if name in NUMBERS else None
        cells[name] = cell_text(row.get(name)) if number is None else _grouped(number)
    return cells


def _grouped(number: float) -> str:
    whole, _point, part = f"{abs(number):,.6f}".partition(".")
    part = part.rstrip("0")
    sign = "-" if number < 0 else ""
    return sign + whole.replace(",", ".") + (f",{part}" if part else "")


def read_coverage(text: str) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Read where a channel works: everywhere, codes, names of kecamatan, geographic classes.

    Returns
    -------
    parts, wrong
        The parts that are known, each once; and (part, rule) for each that is not.

    Examples
    --------
    >>> read_coverage("32.01.01; Kec. Cariu")[0]
    ('32.01.01', '32.01.08')
    """
    register = load_register()
    parts: dict[str, None] = {}
    wrong = []
    for part in _parts(text):
        word = part.casefold().replace("_", " ")
        if word in EVERYWHERE:
            parts["all"] = None
        elif word.replace(" ", "_") in GEOGRAPHIC_CLASSES:
            parts[word.replace(" ", "_")] = None
        elif part[0].isdigit():
            found = read_code(code_text(part), register)
            if found.certain and len(found.codes) == 1:
                parts[found.codes[0]] = None
            else:
                wrong.append((part, "damaged_code" if found.codes else "unknown_code"))
        else:
            district = re.sub(r"^(?:kec\.?|kecamatan)\s+", "", part, flags=re.IGNORECASE)
            codes = register.districts_of_key.get(name_key(district), ())
            if len(codes) == 1:
                parts[codes[0]] = None
            else:
                wrong.append((part, "unknown_place"))
    return tuple(parts), wrong


def _parts(text: str) -> Iterator[str]:
    """Split at semicolons, commas and lines; codes also at spaces."""
    for piece in re.split(r"[;,\n|]+", text):
        words = piece.split()
        if len(words) > 1 and all(re.fullmatch(r"[\d.]+", word) for word in words):
            yield from words
        elif words:
            yield " ".join(words)
