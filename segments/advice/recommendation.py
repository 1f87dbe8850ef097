"""What advice looks like: a score, the terms behind it, an evidence grade and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Evidence = Literal["measured", "modelled", "assumed"]
Grade = Literal["A", "B", "C", "D"]

EVIDENCES: tuple[Evidence, ...] = ("assumed", "modelled", "measured")
"""From the weakest to the strongest."""
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D")
PLACEHOLDER = "{pesan_utama}"
"""Stands in a template for the one main message that every adaptation carries."""
OPENING = "pembuka"
"""Name in a template for the main message as its framing opens it."""
DETAILS = ("lembaga", "waktu", "tempat", "langkah", "bukti", "sumber", "tanya")
"""Names in a template for what the planner knows: institution, time, place, step, fact, its
source, whom to ask."""
JUDGEMENT = "planner_assumption"
"""Id of the source that marks a figure as our own working assumption."""
REASON_CODES = (
    *("strong_term", "weak_term", "missing_term", "assumed_term", "mostly_assumed"),
    *("needs_signal", "works_without_signal", "outside_area", "no_units", "low_reach"),
    *("pair_with_open", "outside_coverage", "not_in_inventory"),
    *("partly_known", "rank", "loses_on", "better_here", "worse_here"),
    *("condition_met", "condition_unmet", "condition_unknown", "always", "gate"),
    *("mixed_evidence", "needs_confirmation", "blocked_in_election"),
)
"""Every code that a `Reason` may carry; the playbook has a wording for each."""


def weakest(*evidences: Evidence) -> Evidence:
    """Return the weakest of several kinds of evidence: a product is as good as its worst part."""
    return min(evidences, key=EVIDENCES.index)


@dataclass(frozen=True)
class Estimate:
    """A figure with its range, source ids and evidence.

    `source` joins ids of `Playbook.evidence` with a space; `column:name` points at the codebook.
    """

    low: float
    mid: float
    high: float
    source: str
    evidence: Evidence

    def scaled(self, factor: float) -> Estimate:
        """Multiply the figure and both ends of its range."""
        return Estimate(
            self.low * factor, self.mid * factor, self.high * factor, self.source, self.evidence
        )

    def times(self, other: Estimate) -> Estimate:
        """Multiply two shares; the ends of the ranges go together, the weaker evidence stays."""
        return Estimate(
            self.low * other.low,
            self.mid * other.mid,
            self.high * other.high,
            join_sources(self.source, other.source),
            weakest(self.evidence, other.evidence),
        )

    def capped(self, cap: Estimate | float) -> Estimate:
        """Keep the figure and both ends at or below a cap."""
        if not isinstance(cap, Estimate):
            cap = Estimate(cap, cap, cap, "", self.evidence)
        return Estimate(
            min(self.low, cap.low),
            min(self.mid, cap.mid),
            min(self.high, cap.high),
            join_sources(self.source, cap.source),
            weakest(self.evidence, cap.evidence),
        )


def join_sources(*sources: str) -> str:
    """Join source ids, each once, in their first order."""
    return " ".join(dict.fromkeys(" ".join(sources).split()))


@dataclass(frozen=True)
class ScoreTerm:
    """One part of a score.

    Attributes
    ----------
    value, low, high
        On the scale of the score, 0 to 1. None where no figure exists: such a term has weight 0
        and the others share its weight.
    weight
        The weight that was used, after renormalising.
    raw, raw_low, raw_high, unit
        The figure itself before the value function: a share ("share") or rupiah a person ("idr").
    """

    name: str
    weight: float
    value: float | None
    source: str
    evidence: Evidence
    low: float | None = None
    high: float | None = None
    raw: float | None = None
    raw_low: float | None = None
    raw_high: float | None = None
    unit: str = "share"

    @property
    def contribution(self) -> float:
        """What the term adds to the score."""
        return 0.0 if self.value is None else self.weight * self.value


@dataclass(frozen=True)
class Reason:
    """Why a recommendation stands where it stands, as a code for the screen to phrase.

    `code` is an id of `Playbook.reasons`. `subject` is the name of a term, a codebook column, a
    gate or geographic classes joined by a space.
    """

    code: str
    subject: str = ""
    number: float | None = None
    threshold: float | None = None


@dataclass(frozen=True)
class Recommendation:
    """A channel or a framing for one segment.

    Attributes
    ----------
    kind
        "channel" or "framing".
    score, low, high
        0 to 1. For a channel the weighted sum of its terms, for a framing their product.
    grade
        How good the evidence is, A to D; not how good the channel or framing is.
    gates
        Ids of `Playbook.gates` that a person still has to confirm.
    needs_confirmation
        True for a framing of grade D, which is never chosen without somebody agreeing to it.
    """

    kind: Literal["channel", "framing"]
    id: str
    score: float
    terms: tuple[ScoreTerm, ...]
    grade: Grade
    reasons: tuple[Reason, ...]
    low: float | None = None
    high: float | None = None
    gates: tuple[str, ...] = ()
    needs_confirmation: bool = False

    def term(self, name: str) -> ScoreTerm:
        """Return one term by name."""
        for term in self.terms:
            if term.name == name:
                return term
        raise KeyError(f"Unknown term {name!r}. Choose one of: {[t.name for t in self.terms]}.")
