"""What each file of the playbook holds: its columns, and what a cell may contain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segments.advice.playbook_files import Field
from segments.advice.recommendation import EVIDENCES, GRADES

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNEL_TYPES = ("digital", "broadcast", "face_to_face", "outdoor", "print")
GEOGRAPHIC_CLASSES = ("kota", "pinggiran_kota", "desa", "akses_terbatas")
RATE_TERMS = ("access", "habit", "trust", "coverage")
COST_BASES = ("contact", "run")
MEASURES = ("always", "index", "value", "class_share")
OPERATORS = (">=", "<=")
CONFIDENCES = ("found", "unverified")
SOURCE_KINDS = (
    *("statistic", "trial", "meta_analysis", "review", "framework", "judgement"),
    *("cost", "law", "local_fact", "local_result", "assumption"),
)
SCALES = (
    *("cost_best", "cost_worst", "trust_floor", "weak_signal_factor", "no_signal_factor"),
    *("weak_signal_alert", "fit_when_met", "fit_full_index", "fit_full_share"),
)

_TEXT = Field()
_NOTE = Field(required=False)
_IDS = Field("list")
_SOME_IDS = Field("list", required=False)
_FLAG = Field("flag")
_SHARE = Field("number", minimum=0, maximum=1)
_AMOUNT = Field("number", minimum=0)
_SOME_AMOUNT = Field("number", required=False, minimum=0)
_YEAR = Field("whole", minimum=1990, maximum=2100)
_EVIDENCE = Field("choice", choices=EVIDENCES)
_CONFIDENCE = Field("choice", choices=CONFIDENCES)


def _both(*names: str, field: Field = _TEXT) -> dict[str, Field]:
    return {f"{name}_{language}": field for name in names for language in ("id", "en")}


_CLAIM = {"source": _IDS, "evidence": _EVIDENCE, "confidence": _CONFIDENCE}

LEVELS = ("easy", "medium")

FILES: Mapping[str, Mapping[str, Field]] = {
    "evidence.csv": {
        "id": _TEXT,
        "kind": Field("choice", choices=SOURCE_KINDS),
        "citation": _TEXT,
        "year": _YEAR,
        "url": _NOTE,
        "confidence": _CONFIDENCE,
        **_both("finding"),
    },
    "gates.csv": {"id": _TEXT, **_both("name", "question")},
    "reasons.csv": {"id": _TEXT, **_both("text")},
    "scales.csv": {
        "id": Field("choice", choices=SCALES),
        "value": Field("number", minimum=0),
        "unit": _TEXT,
        **_both("meaning"),
        "source": _IDS,
        "evidence": _EVIDENCE,
    },
    "channels.csv": {
        "id": _TEXT,
        **_both("name"),
        "type": Field("choice", choices=CHANNEL_TYPES),
        **_both("owner"),
        "access_column": _NOTE,
        "habit_column": _NOTE,
        "needs_signal": _FLAG,
        "emergency_only": _FLAG,
        "works_in": Field("list", required=False, choices=GEOGRAPHIC_CLASSES),
        "capacity_columns": _SOME_IDS,
        "capacity_units": _SOME_AMOUNT,
        "units_move": _FLAG,
        "contacts": _SOME_AMOUNT,
        "contacts_low": _SOME_AMOUNT,
        "contacts_high": _SOME_AMOUNT,
        "uses_per_month": _SOME_AMOUNT,
        "capacity_source": _SOME_IDS,
        **_both("capacity_note", field=_NOTE),
        **dict.fromkeys(("no_phone", "no_reading", "low_hearing", "low_sight"), _FLAG),
        "open_to_all": _FLAG,
        **_both("inclusion"),
        "lead_time_days": Field("whole", minimum=0, maximum=365),
        **_both("language", "format", "accessibility", "limits"),
        "limit_sources": _SOME_IDS,
        **_both("notes"),
    },
    "rates.csv": {
        "channel": _TEXT,
        "term": Field("choice", choices=RATE_TERMS),
        **dict.fromkeys(("value", "low", "high"), _SHARE),
        "pattern_column": _NOTE,
        "pattern_base": _NOTE,
        "year": _YEAR,
        "series": _NOTE,
        **_CLAIM,
        **_both("note"),
    },
    "costs.csv": {
        "channel": _TEXT,
        **_both("item"),
        **dict.fromkeys(("low", "value", "high"), _AMOUNT),
        **_both("unit"),
        "basis": Field("choice", choices=COST_BASES),
        "units_per_month": _AMOUNT,
        "people_per_unit": Field("number", required=False, minimum=0.01),
        "place": _TEXT,
        "year": _YEAR,
        **_CLAIM,
        **_both("note", field=_NOTE),
    },
    "framings.csv": {
        "id": _TEXT,
        **_both("name", "frame", "messenger", "tone", "language", "format", "timing"),
        "channels": _IDS,
        "grade": Field("choice", choices=GRADES),
        "mixed": _FLAG,
        "sources": _IDS,
        **_both("because"),
        "gates": _SOME_IDS,
        "blocked_in_election": _FLAG,
        **_both("do_not", "opening_a", "opening_b"),
    },
    "framing_conditions.csv": {
        "framing": _TEXT,
        "measure": Field("choice", choices=MEASURES),
        "subject": _NOTE,
        "operator": Field("choice", required=False, choices=OPERATORS),
        "threshold": Field("number"),
    },
    "adaptations.csv": {
        "id": _TEXT,
        **_both("name"),
        "channels": _IDS,
        "no_phone": _FLAG,
        "max_words": Field("whole", minimum=5, maximum=1000),
        "level": Field("choice", choices=LEVELS),
        **_both("how", "template"),
    },
}
