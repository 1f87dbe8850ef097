"""Rank the channels of the playbook for one segment, with every part of the score in sight."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from segments.advice.reach_estimates import (
    cost_per_person,
    estimate_access,
    estimate_habit,
    estimate_reach,
    share_in_classes,
)
from segments.advice.recommendation import (
    JUDGEMENT,
    Estimate,
    Grade,
    Reason,
    Recommendation,
    ScoreTerm,
    join_sources,
)

if TYPE_CHECKING:
    from segments.advice.playbook import Channel, Playbook
    from segments.advice.traits import SegmentTraits

DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "access": 0.15,
        "habit": 0.15,
        "coverage": 0.15,
        "trust": 0.20,
        "cost": 0.25,
        "inclusivity": 0.10,
    }
)
"""Access, habit and coverage speak of reach and share a weight of 0.45."""

STRONG, WEAK = 0.65, 0.35
OUTSIDE_ALERT = 0.2
LOW_REACH = 0.05
GRADE_BOUNDS: tuple[tuple[float, Grade], ...] = ((0.5, "B"), (0.25, "C"), (0.0, "D"))
"""Grade by the share of the weight that rests on measured or modelled figures."""

INCLUSION_NEEDS: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        "no_phone": ("share_phone", True),
        "no_reading": ("share_primary_only", False),
        "low_hearing": ("share_elderly", False),
        "low_sight": ("share_elderly", False),
    }
)
"""Column that says how common a need is, and whether it must be read as one minus the share."""


def recommend_channels(
    traits: SegmentTraits,
    playbook: Playbook,
    *,
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    emergency: bool = False,
) -> tuple[Recommendation, ...]:
    """Score every channel for a segment and rank them.

    The score is the weighted sum of the terms, each on a scale of 0 to 1. A term without a
    figure takes no part: the others share its weight, and a reason says so.

    Parameters
    ----------
    weights
        Weight by term, not negative; they need not sum to one.
    emergency
        Also rank channels that the playbook keeps for emergencies.
    """
    unknown = set(weights) - set(TERMS)
    if unknown or any(not weight >= 0 for weight in weights.values()) or not sum(weights.values()):
        raise ValueError(
            f"Weights must be zero or more, not all zero, for terms among: {', '.join(TERMS)}."
        )
    scored = [
        _recommend(channel, traits, playbook, weights)
        for channel in playbook.channels.values()
        if emergency or not channel.emergency_only
    ]
    ranked = sorted(scored, key=lambda found: (-found.score, found.id))
    return tuple(_paired(found, ranked, playbook) for found in ranked)


def score_access(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> ScoreTerm:
    """Share of residents who could get the channel, as it is."""
    return _term("access", estimate_access(channel, traits, playbook), lambda share: share)


def score_habit(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> ScoreTerm:
    """Share who use it as a habit, as it is."""
    del playbook  # same arguments for every term
    return _term("habit", estimate_habit(channel, traits), lambda share: share)


def score_coverage(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> ScoreTerm:
    """Square root of the share of residents met in a month, so that small shares stay apart."""
    return _term("coverage", estimate_reach(channel, traits, playbook), math.sqrt)


def score_trust(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> ScoreTerm:
    """Share who trust the messenger: 0 at the floor (one half) and 1 when everybody does."""
    del traits
    floor = playbook.scales["trust_floor"]
    rate = channel.rates.get("trust")
    if rate is None:
        return _term("trust", None, lambda share: share)
    trust = Estimate(rate.low, rate.value, rate.high, " ".join(rate.source), rate.evidence)
    return _term("trust", trust, lambda share: _clip((share - floor) / (1 - floor)))


def score_cost(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> ScoreTerm:
    """Rupiah per person reached on a log scale: 1 at `cost_best` or less, 0 at `cost_worst`."""
    cost = cost_per_person(channel, traits, playbook)
    if cost is None:
        return _term("cost", None, lambda rupiah: rupiah)
    best, worst = playbook.scales["cost_best"], playbook.scales["cost_worst"]

    def value(rupiah: float) -> float:
        if rupiah <= best:
            return 1.0
        return _clip(math.log(worst / rupiah) / math.log(worst / best)) if rupiah < worst else 0.0

    term = _term("cost", cost, value)
    return replace(term, low=term.high, high=term.low, unit="idr")


def score_inclusivity(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> ScoreTerm:
    """Share of five demands that the channel does not make of people, weighted by need.

    Working without a phone, without reading, with hearing loss and with low sight weigh as much
    as the need is common here compared with the regency; being open to all weighs 1.
    """
    del playbook
    needs = {"open_to_all": 1.0}
    columns = []
    for name, (column, inverted) in INCLUSION_NEEDS.items():
        here, base = traits.values.get(column), traits.bases.get(column)
        if here is None or base is None:
            needs[name] = 1.0
            continue
        here, base = (1 - here, 1 - base) if inverted else (here, base)
        needs[name] = here / base if base > 0 else 1.0
        columns.append(f"column:{column}")
    share = sum(need for name, need in needs.items() if getattr(channel, name)) / sum(
        needs.values()
    )
    source = join_sources(JUDGEMENT, *columns)
    return _term("inclusivity", Estimate(share, share, share, source, "assumed"), lambda part: part)


TERMS: Mapping[str, Callable[[Channel, SegmentTraits, Playbook], ScoreTerm]] = MappingProxyType(
    {
        "access": score_access,
        "habit": score_habit,
        "coverage": score_coverage,
        "trust": score_trust,
        "cost": score_cost,
        "inclusivity": score_inclusivity,
    }
)


def _term(name: str, estimate: Estimate | None, value: Callable[[float], float]) -> ScoreTerm:
    if estimate is None:
        return ScoreTerm(name, 0.0, None, "", "assumed")
    return ScoreTerm(
        name=name,
        weight=0.0,
        value=value(estimate.mid),
        source=estimate.source,
        evidence=estimate.evidence,
        low=value(estimate.low),
        high=value(estimate.high),
        raw=estimate.mid,
        raw_low=estimate.low,
        raw_high=estimate.high,
    )


def _recommend(
    channel: Channel, traits: SegmentTraits, playbook: Playbook, weights: Mapping[str, float]
) -> Recommendation:
    bare = [TERMS[name](channel, traits, playbook) for name in weights]
    total = sum(weights[term.name] for term in bare if term.value is not None)
    terms = tuple(
        replace(term, weight=weights[term.name] / total)
        if term.value is not None and total
        else term
        for term in bare
    )
    grade = _grade(terms, playbook, weights)
    return Recommendation(
        kind="channel",
        id=channel.id,
        score=sum(term.contribution for term in terms),
        low=sum(term.weight * (term.low or 0.0) for term in terms),
        high=sum(term.weight * (term.high or 0.0) for term in terms),
        terms=terms,
        grade=grade,
        reasons=_reasons(channel, terms, grade, traits, playbook),
    )


def _paired(
    found: Recommendation, ranked: Sequence[Recommendation], playbook: Playbook
) -> Recommendation:
    """Name the best channel open to everybody beside one that only meets its own members."""
    if playbook.channels[found.id].open_to_all:
        return found
    for other in ranked:
        channel = playbook.channels[other.id]
        if channel.open_to_all and channel.no_phone and channel.type == "face_to_face":
            return replace(found, reasons=(Reason("pair_with_open", other.id), *found.reasons))
    return found


def _grade(terms: Sequence[ScoreTerm], playbook: Playbook, weights: Mapping[str, float]) -> Grade:
    """Grade A when half of the weight rests on local results; else by published figures."""
    local = published = 0.0
    for term in terms:
        kinds = {playbook.evidence[s].kind for s in term.source.split() if s in playbook.evidence}
        if term.value is not None and "local_result" in kinds:
            local += weights[term.name]
        if term.value is not None and term.evidence != "assumed":
            published += weights[term.name]
    total = sum(weights.values())
    if local / total >= 0.5:
        return "A"
    return next(grade for bound, grade in GRADE_BOUNDS if published / total >= bound)


def _reasons(
    channel: Channel,
    terms: Sequence[ScoreTerm],
    grade: Grade,
    traits: SegmentTraits,
    playbook: Playbook,
) -> tuple[Reason, ...]:
    """Say what stands in the way first, then what helps, what hurts and what is not known."""
    reasons = []
    weak_signal = traits.share_weak_signal
    if weak_signal is not None and weak_signal >= playbook.scales["weak_signal_alert"]:
        code = "needs_signal" if channel.needs_signal else "works_without_signal"
        reasons.append(Reason(code, channel.id, weak_signal))
    supply = traits.supply.get(channel.id)
    outside = 1 - (supply.covered if supply else share_in_classes(channel, traits))
    if outside > OUTSIDE_ALERT:
        code, subject = (
            ("outside_coverage", channel.id)
            if supply
            else ("outside_area", " ".join(channel.works_in))
        )
        reasons.append(Reason(code, subject, outside))
    if traits.supply and not supply:
        reasons.append(Reason("not_in_inventory", channel.id))
    reasons += [
        Reason("no_units", column)
        for column in channel.capacity_columns
        if traits.presence.get(column) == 0
    ]
    reasons += [
        Reason("partly_known", column, traits.known[column])
        for column in channel.capacity_columns
        if traits.known.get(column, 1.0) < 0.9
    ]
    reach = estimate_reach(channel, traits, playbook)
    if reach is not None and reach.mid < LOW_REACH:
        reasons.append(Reason("low_reach", channel.id, reach.mid))
    known = sorted(
        (term for term in terms if term.value is not None), key=lambda t: -t.contribution
    )
    reasons += [Reason("strong_term", t.name, t.value) for t in known if (t.value or 0) >= STRONG]
    reasons += [
        Reason("weak_term", t.name, t.value) for t in reversed(known) if (t.value or 0) <= WEAK
    ]
    reasons += [Reason("missing_term", t.name) for t in terms if t.value is None]
    reasons += [
        Reason("assumed_term", t.name)
        for t in known
        if t.evidence == "assumed" and t.name != "inclusivity"
    ]
    if grade == "D":
        reasons.append(Reason("mostly_assumed"))
    return tuple(reasons)


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
