"""The playbook: channels, framings and their evidence, read from CSV files that planners edit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geodata.codebook import load_codebook
from segments.advice.playbook_files import PlaybookProblem, Row, read_table
from segments.advice.playbook_rules import find_broken_links
from segments.advice.playbook_schema import FILES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from segments.advice.recommendation import Evidence, Grade

FOLDER = Path(__file__).parent / "playbook"


class PlaybookError(ValueError):
    """The playbook is not usable; `problems` holds every fault: file, row, column, value, rule."""

    def __init__(self, problems: tuple[PlaybookProblem, ...]) -> None:
        self.problems = problems
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"Buku pedoman punya {len(problems)} kesalahan:\n{lines}")


@dataclass(frozen=True)
class Rate:
    """A published or assumed share for one term of one channel, 0 to 1.

    With `pattern_column`, the share of a segment follows that column over `pattern_base`.
    """

    value: float
    low: float
    high: float
    pattern_column: str
    pattern_base: str
    year: int
    series: str
    source: tuple[str, ...]
    evidence: Evidence
    confidence: str
    note_id: str
    note_en: str


@dataclass(frozen=True)
class Cost:
    """What a channel costs in rupiah.

    Basis "contact": `units_per_month` units serve `people_per_unit` people. Basis "run":
    `units_per_month` units serve everybody whom the channel meets in the regency.
    """

    item_id: str
    item_en: str
    low: float
    value: float
    high: float
    unit_id: str
    unit_en: str
    basis: str
    units_per_month: float
    people_per_unit: float | None
    place: str
    year: int
    source: tuple[str, ...]
    evidence: Evidence
    confidence: str
    note_id: str
    note_en: str


@dataclass(frozen=True)
class Channel:
    """A way for a message to travel, with what bounds its reach and whom it leaves out."""

    id: str
    name_id: str
    name_en: str
    type: str
    owner_id: str
    owner_en: str
    access_column: str
    habit_column: str
    needs_signal: bool
    emergency_only: bool
    works_in: tuple[str, ...]
    capacity_columns: tuple[str, ...]
    capacity_units: float | None
    units_move: bool
    contacts: float | None
    contacts_low: float | None
    contacts_high: float | None
    uses_per_month: float | None
    capacity_source: tuple[str, ...]
    capacity_note_id: str
    capacity_note_en: str
    no_phone: bool
    no_reading: bool
    low_hearing: bool
    low_sight: bool
    open_to_all: bool
    inclusion_id: str
    inclusion_en: str
    lead_time_days: int
    language_id: str
    language_en: str
    format_id: str
    format_en: str
    accessibility_id: str
    accessibility_en: str
    limits_id: str
    limits_en: str
    limit_sources: tuple[str, ...]
    notes_id: str
    notes_en: str
    cost: Cost | None
    rates: Mapping[str, Rate]

    @property
    def has_capacity(self) -> bool:
        """Whether reach is bounded by units that each meet so many people."""
        return bool(self.capacity_columns) or self.capacity_units is not None


@dataclass(frozen=True)
class Condition:
    """When a framing applies: a trait of the segment against a threshold.

    For the measure "always" the threshold is the fit itself, 0 to 1.
    """

    measure: str
    subject: str
    operator: str
    threshold: float


@dataclass(frozen=True)
class Framing:
    """A way to put the message, for whom it fits and why."""

    id: str
    name_id: str
    name_en: str
    frame_id: str
    frame_en: str
    messenger_id: str
    messenger_en: str
    tone_id: str
    tone_en: str
    language_id: str
    language_en: str
    format_id: str
    format_en: str
    timing_id: str
    timing_en: str
    channels: tuple[str, ...]
    grade: Grade
    mixed: bool
    sources: tuple[str, ...]
    because_id: str
    because_en: str
    gates: tuple[str, ...]
    blocked_in_election: bool
    do_not_id: str
    do_not_en: str
    opening_a_id: str
    opening_a_en: str
    opening_b_id: str
    opening_b_en: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class AdaptationForm:
    """A form that the main message takes, with the channels that it is made for.

    `template` holds `{pembuka}` or `{pesan_utama}` and details in braces. `level` is how easy it
    must be to read.
    """

    id: str
    name_id: str
    name_en: str
    channels: tuple[str, ...]
    no_phone: bool
    max_words: int
    level: str
    how_id: str
    how_en: str
    template_id: str
    template_en: str


@dataclass(frozen=True)
class EvidenceSource:
    """A publication, a rule or a marked assumption that something rests on."""

    id: str
    kind: str
    citation: str
    year: int
    url: str
    confidence: str
    finding_id: str
    finding_en: str


@dataclass(frozen=True)
class Gate:
    """A question that a person answers before a framing is used."""

    id: str
    name_id: str
    name_en: str
    question_id: str
    question_en: str


@dataclass(frozen=True)
class Playbook:
    """Everything that advice rests on, by id."""

    channels: Mapping[str, Channel]
    framings: Mapping[str, Framing]
    evidence: Mapping[str, EvidenceSource]
    gates: Mapping[str, Gate]
    scales: Mapping[str, float]
    reasons: Mapping[str, Mapping[str, str]]
    forms: Mapping[str, AdaptationForm]

    def reason_text(self, code: str, language: str) -> str:
        """Return the wording of a reason: `{subject}`, `{number}` and `{threshold}` to fill in."""
        return self.reasons[code][language]


def in_language(record: object, field: str, language: str) -> str:
    """Return a bilingual field of a record, Indonesian where the language is unknown."""
    return str(getattr(record, f"{field}_{'en' if language == 'en' else 'id'}"))


def load_playbook(folder: Path = FOLDER, *, columns: Collection[str] | None = None) -> Playbook:
    """Read and check the whole playbook.

    Parameters
    ----------
    folder
        Holds the CSV files; commas or semicolons, decimal point or decimal comma.
    columns
        Names of the columns that a rule may refer to; those of the codebook when not given.

    Raises
    ------
    PlaybookError
        With every fault of every file at once, in words a planner can act on.
    """
    tables: dict[str, list[Row]] = {}
    problems: list[PlaybookProblem] = []
    for name, fields in FILES.items():
        tables[name], faults = read_table(folder / name, fields)
        problems += faults
    if all(tables.values()):  # a file that could not be read would make every link look broken
        problems += find_broken_links(tables, load_codebook() if columns is None else columns)
    if problems:
        raise PlaybookError(tuple(problems))
    return _assemble({name: [row.cells for row in rows] for name, rows in tables.items()})


def _assemble(tables: dict[str, list[dict[str, Any]]]) -> Playbook:
    costs = {cells["channel"]: Cost(**_without(cells, "channel")) for cells in tables["costs.csv"]}
    channels = {
        cells["id"]: Channel(
            **cells,
            cost=costs.get(cells["id"]),
            rates=MappingProxyType(
                {
                    rate["term"]: Rate(**_without(rate, "channel", "term"))
                    for rate in tables["rates.csv"]
                    if rate["channel"] == cells["id"]
                }
            ),
        )
        for cells in tables["channels.csv"]
    }
    framings = {
        cells["id"]: Framing(
            **cells,
            conditions=tuple(
                Condition(**_without(condition, "framing"))
                for condition in tables["framing_conditions.csv"]
                if condition["framing"] == cells["id"]
            ),
        )
        for cells in tables["framings.csv"]
    }
    return Playbook(
        channels=MappingProxyType(channels),
        framings=MappingProxyType(framings),
        evidence=MappingProxyType(
            {cells["id"]: EvidenceSource(**cells) for cells in tables["evidence.csv"]}
        ),
        gates=MappingProxyType({cells["id"]: Gate(**cells) for cells in tables["gates.csv"]}),
        forms=MappingProxyType(
            {cells["id"]: AdaptationForm(**cells) for cells in tables["adaptations.csv"]}
        ),
        scales=MappingProxyType({cells["id"]: cells["value"] for cells in tables["scales.csv"]}),
        reasons=MappingProxyType(
            {
                cells["id"]: MappingProxyType({"id": cells["text_id"], "en": cells["text_en"]})
                for cells in tables["reasons.csv"]
            }
        ),
    )


def _without(cells: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in cells.items() if name not in names}
