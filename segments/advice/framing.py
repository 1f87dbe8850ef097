"""Rank the framings of the playbook for one segment, and open a message with one of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from segments.advice.recommendation import (
    PLACEHOLDER,
    Evidence,
    Grade,
    Reason,
    Recommendation,
    ScoreTerm,
    weakest,
)

if TYPE_CHECKING:
    from segments.advice.playbook import Condition, Framing, Playbook
    from segments.advice.traits import SegmentTraits

GRADE_WEIGHTS: Mapping[Grade, float] = MappingProxyType({"A": 1.0, "B": 0.7, "C": 0.4, "D": 0.2})
"""A own randomised test in the regency; B a meta-analysis, or several randomised arms or studies
in a similar setting; C one study, another country, or contradictory reviews; D judgement."""


def recommend_framings(
    traits: SegmentTraits,
    playbook: Playbook,
    *,
    confirmed_gates: Collection[str] = (),
    election_period: bool = False,
) -> tuple[Recommendation, ...]:
    """List the framings whose conditions the segment meets, best first.

    The score is the weight of the evidence grade times the fit. It ranks; it does not forecast
    an effect: effects of framing are small. Ties go to the framing with fewer open gates.

    Parameters
    ----------
    confirmed_gates
        Ids of gates that a person has confirmed; they are no longer listed as open.
    election_period
        Leaves out framings that the playbook keeps out of election periods.
    """
    found = []
    for framing in playbook.framings.values():
        if election_period and framing.blocked_in_election:
            continue
        fits = [_fit(condition, traits, playbook) for condition in framing.conditions]
        if all(fit for fit in fits):
            fit = sum(fit or 0.0 for fit in fits) / len(fits)
            found.append(_recommend(framing, fit, traits, confirmed_gates))
    return tuple(sorted(found, key=lambda f: (-f.score, len(f.gates), f.id)))


def select_framings(
    recommendations: Sequence[Recommendation], *, count: int = 3
) -> tuple[Recommendation, ...]:
    """Take the best framings without anybody having to agree: never one of grade D."""
    return tuple(found for found in recommendations if not found.needs_confirmation)[:count]


def why_not_framing(
    framing_id: str, traits: SegmentTraits, playbook: Playbook, *, election_period: bool = False
) -> tuple[Reason, ...]:
    """Say what keeps a framing out: conditions not met, an election; empty when nothing does."""
    framing = playbook.framings[framing_id]
    blocked = (Reason("blocked_in_election"),) if framing.blocked_in_election else ()
    return (blocked if election_period else ()) + tuple(
        _condition_reason(condition, traits, met=False)
        for condition in framing.conditions
        if not _fit(condition, traits, playbook)
    )


def opening_lines(framing: Framing, main_message: str, *, language: str = "id") -> tuple[str, str]:
    """Open a message in two variants to be pretested; the main message itself stays as it is.

    Words in square brackets are for the planner to fill in.
    """
    suffix = "en" if language == "en" else "id"
    templates = (
        getattr(framing, f"opening_a_{suffix}"),
        getattr(framing, f"opening_b_{suffix}"),
    )
    first, second = (text.replace(PLACEHOLDER, main_message.strip()) for text in templates)
    return first, second


def channels_for(
    framing: Framing, recommendations: Sequence[Recommendation], *, count: int = 3
) -> tuple[Recommendation, ...]:
    """Channels that suit a framing, in the order of the segment's ranking."""
    return tuple(found for found in recommendations if found.id in framing.channels)[:count]


def _recommend(
    framing: Framing,
    fit: float,
    traits: SegmentTraits,
    confirmed_gates: Collection[str],
) -> Recommendation:
    weight = GRADE_WEIGHTS[framing.grade]
    source = " ".join(framing.sources)
    gates = tuple(gate for gate in framing.gates if gate not in confirmed_gates)
    reasons = [_condition_reason(condition, traits, met=True) for condition in framing.conditions]
    if framing.mixed:
        reasons.append(Reason("mixed_evidence"))
    reasons += [Reason("gate", gate) for gate in gates]
    if framing.grade == "D":
        reasons.append(Reason("needs_confirmation"))
    return Recommendation(
        kind="framing",
        id=framing.id,
        score=weight * fit,
        terms=(
            ScoreTerm("grade", 1.0, weight, source, "assumed", unit="weight"),
            ScoreTerm("fit", 1.0, fit, _condition_sources(framing), _evidence(framing, traits)),
        ),
        grade=framing.grade,
        reasons=tuple(reasons),
        gates=gates,
        needs_confirmation=framing.grade == "D",
    )


def _actual(condition: Condition, traits: SegmentTraits) -> float | None:
    figures = {
        "index": traits.indices,
        "value": traits.values,
        "class_share": traits.class_shares,
    }[condition.measure]
    missing = 0.0 if condition.measure == "class_share" and figures else None
    return figures.get(condition.subject, missing)


def _fit(condition: Condition, traits: SegmentTraits, playbook: Playbook) -> float | None:
    """0 when not met, `fit_when_met` at the threshold, rising to 1 well past it; None: no data."""
    if condition.measure == "always":
        return condition.threshold
    actual = _actual(condition, traits)
    if actual is None:
        return None
    past = actual - condition.threshold
    past = past if condition.operator == ">=" else -past
    if past < 0:
        return 0.0
    full = playbook.scales["fit_full_index" if condition.measure == "index" else "fit_full_share"]
    start = playbook.scales["fit_when_met"]
    return start + (1 - start) * min(1.0, past / full)


def _condition_reason(condition: Condition, traits: SegmentTraits, *, met: bool) -> Reason:
    if condition.measure == "always":
        return Reason("always")
    actual = _actual(condition, traits)
    if actual is None:
        return Reason("condition_unknown", condition.subject)
    code = "condition_met" if met else "condition_unmet"
    return Reason(code, condition.subject, actual, condition.threshold)


def _condition_sources(framing: Framing) -> str:
    return " ".join(
        f"column:{condition.subject}"
        for condition in framing.conditions
        if condition.measure in ("index", "value")
    )


def _evidence(framing: Framing, traits: SegmentTraits) -> Evidence:
    """How good the figures behind the fit are; a rule that holds everywhere rests on judgement."""
    kinds: list[Evidence] = [
        traits.evidence.get(condition.subject, "measured")
        for condition in framing.conditions
        if condition.measure != "always"
    ]
    return weakest(*kinds) if kinds else "assumed"
