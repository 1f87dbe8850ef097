"""How the files of the playbook must fit together: links, ranges, what may be a condition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from segments.advice.guardrails import is_forbidden_column
from segments.advice.playbook_files import PlaybookProblem, Row, problem
from segments.advice.playbook_schema import FILES, GEOGRAPHIC_CLASSES, SCALES
from segments.advice.recommendation import (
    DETAILS,
    JUDGEMENT,
    OPENING,
    PLACEHOLDER,
    REASON_CODES,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

KEYS = dict.fromkeys(FILES, ("id",)) | {
    "rates.csv": ("channel", "term"),
    "costs.csv": ("channel",),
    "framing_conditions.csv": ("framing", "measure", "subject", "operator"),
}
LINKS = (  # file, column, file in which the ids live
    ("scales.csv", "source", "evidence.csv"),
    ("channels.csv", "capacity_source", "evidence.csv"),
    ("channels.csv", "limit_sources", "evidence.csv"),
    ("rates.csv", "channel", "channels.csv"),
    ("rates.csv", "source", "evidence.csv"),
    ("costs.csv", "channel", "channels.csv"),
    ("costs.csv", "source", "evidence.csv"),
    ("framings.csv", "channels", "channels.csv"),
    ("framings.csv", "sources", "evidence.csv"),
    ("framings.csv", "gates", "gates.csv"),
    ("framing_conditions.csv", "framing", "framings.csv"),
    ("adaptations.csv", "channels", "channels.csv"),
)
COLUMN_CELLS = (
    ("channels.csv", "access_column"),
    ("channels.csv", "habit_column"),
    ("channels.csv", "capacity_columns"),
    ("rates.csv", "pattern_column"),
    ("rates.csv", "pattern_base"),
)
RANGES = (
    ("rates.csv", "low", "value", "high"),
    ("costs.csv", "low", "value", "high"),
    ("channels.csv", "contacts_low", "contacts", "contacts_high"),
)


def find_broken_links(
    tables: Mapping[str, list[Row]], columns: Collection[str]
) -> list[PlaybookProblem]:
    """List what is wrong between rows and files: repeated ids, dangling ids, crossed ranges."""
    return [
        *_repeated(tables),
        *_dangling(tables),
        *_unknown_columns(tables, columns),
        *_crossed_ranges(tables),
        *_channel_faults(tables),
        *_framing_faults(tables, columns),
        *_form_faults(tables),
        *_source_faults(tables),
        *_series_faults(tables),
        *_missing_rows(tables),
    ]


def _missing_rows(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    for name, needed in (
        ("scales.csv", SCALES),
        ("reasons.csv", REASON_CODES),
        ("evidence.csv", (JUDGEMENT,)),
    ):
        present = {row.cells["id"] for row in tables[name]}
        for code in needed:
            if code not in present:
                yield problem(name, 0, "id", "", "missing_row", limit=code)


def _repeated(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    for name, key in KEYS.items():
        seen: dict[tuple[object, ...], int] = {}
        for row in tables[name]:
            value = tuple(row.cells[column] for column in key)
            if value in seen:
                yield problem(name, row.number, key[0], value[0], "twice", limit=seen[value])
            seen.setdefault(value, row.number)


def _dangling(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    for name, column, home in LINKS:
        known = {row.cells["id"] for row in tables[home]}
        for row in tables[name]:
            for part in _parts(row.cells[column]):
                if part not in known:
                    yield problem(name, row.number, column, part, "unknown_id", limit=home)


def _unknown_columns(
    tables: Mapping[str, list[Row]], columns: Collection[str]
) -> Iterator[PlaybookProblem]:
    for name, cell in COLUMN_CELLS:
        for row in tables[name]:
            for part in _parts(row.cells[cell]):
                yield from _column_faults(name, row.number, cell, part, columns)


def _column_faults(
    name: str, number: int, cell: str, column: str, columns: Collection[str]
) -> Iterator[PlaybookProblem]:
    if is_forbidden_column(column):
        yield problem(name, number, cell, column, "forbidden_column")
    elif column not in columns:
        yield problem(name, number, cell, column, "unknown_column")


def _crossed_ranges(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    for name, low, middle, high in RANGES:
        for row in tables[name]:
            ends = [row.cells[column] for column in (low, middle, high)]
            if None not in ends and not ends[0] <= ends[1] <= ends[2]:
                yield problem(name, row.number, middle, ends[1], "order")


def _channel_faults(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    needed = ("contacts", "contacts_low", "contacts_high", "uses_per_month", "capacity_source")
    for row in tables["channels.csv"]:
        if row.cells["capacity_columns"] or row.cells["capacity_units"] is not None:
            for column in needed:
                if row.cells[column] in (None, ()):
                    yield problem(
                        "channels.csv", row.number, "capacity_columns", "", "needs", limit=column
                    )
    for row in tables["costs.csv"]:
        if row.cells["basis"] == "contact" and row.cells["people_per_unit"] is None:
            yield problem("costs.csv", row.number, "basis", "", "needs", limit="people_per_unit")
    for row in tables["rates.csv"]:
        if bool(row.cells["pattern_column"]) != bool(row.cells["pattern_base"]):
            yield problem(
                "rates.csv", row.number, "pattern_column", "", "needs", limit="pattern_base"
            )


def _framing_faults(
    tables: Mapping[str, list[Row]], columns: Collection[str]
) -> Iterator[PlaybookProblem]:
    file = "framing_conditions.csv"
    conditioned = {row.cells["framing"] for row in tables[file]}
    for row in tables["framings.csv"]:
        if row.cells["id"] not in conditioned:
            yield problem("framings.csv", row.number, "id", row.cells["id"], "no_condition")
        for column in ("opening_a_id", "opening_a_en", "opening_b_id", "opening_b_en"):
            if PLACEHOLDER not in (row.cells[column] or PLACEHOLDER):
                yield problem(
                    "framings.csv", row.number, column, "", "no_placeholder", limit=PLACEHOLDER
                )
    for row in tables[file]:
        subject, measure = row.cells["subject"], row.cells["measure"]
        if measure == "always":
            threshold = row.cells["threshold"]
            if threshold is not None and threshold > 1:
                yield problem(file, row.number, "threshold", threshold, "too_large", limit=1)
        elif not subject or not row.cells["operator"]:
            yield problem(file, row.number, "measure", measure, "needs", limit="subject, operator")
        elif measure == "class_share":
            if subject not in GEOGRAPHIC_CLASSES:
                allowed = ", ".join(GEOGRAPHIC_CLASSES)
                yield problem(file, row.number, "subject", subject, "not_choice", limit=allowed)
        else:
            yield from _column_faults(file, row.number, "subject", subject, columns)


def _form_faults(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    """Every form carries the main message, and names no detail that nobody can fill in."""
    file = "adaptations.csv"
    for row in tables[file]:
        for column in ("template_id", "template_en"):
            text = row.cells[column] or ""
            named = set(re.findall(r"\{(\w*)\}", text))
            if text and not named & {OPENING, PLACEHOLDER.strip("{}")}:
                limit = f"{{{OPENING}}} / {PLACEHOLDER}"
                yield problem(file, row.number, column, "", "no_placeholder", limit=limit)
            for name in sorted(named - {OPENING, PLACEHOLDER.strip("{}"), *DETAILS}):
                allowed = ", ".join(DETAILS)
                yield problem(file, row.number, column, name, "not_choice", limit=allowed)


def _source_faults(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    for row in tables["evidence.csv"]:
        url = row.cells["url"]
        if url and not url.startswith(("http://", "https://")):
            yield problem("evidence.csv", row.number, "url", url, "bad_address")
        if not url and row.cells["confidence"] == "found":
            yield problem("evidence.csv", row.number, "url", "", "needs_address")


def _series_faults(tables: Mapping[str, list[Row]]) -> Iterator[PlaybookProblem]:
    """Trust is only comparable within one survey, so its figures may not mix series."""
    first = ""
    for row in tables["rates.csv"]:
        if row.cells["term"] != "trust" or row.cells["evidence"] == "assumed":
            continue
        first = first or row.cells["series"]
        if row.cells["series"] != first:
            value = row.cells["series"]
            yield problem("rates.csv", row.number, "series", value, "one_series", limit=first)


def _parts(cell: object) -> tuple[str, ...]:
    if isinstance(cell, tuple):
        return cell
    return (str(cell),) if cell else ()
