"""Advice as cards: everything that a screen or a sheet says of a channel or a framing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from segments.advice import Reason, estimate_reach, in_language, why_not
from segments.export.advice_words import (
    channel_grade_meanings,
    framing_grade_meanings,
    reason_sentence,
    rough,
    rupiah,
    rupiah_range,
    signed,
    source_sentences,
    term_meanings,
    term_names,
)
from segments.export.text import evidence_labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from segments.advice import (
        Channel,
        Framing,
        Playbook,
        RankStability,
        Recommendation,
        ScoreTerm,
        SegmentTraits,
    )
    from segments.i18n import Translator

FIRM = 0.5
"""A first place that holds in fewer draws of the weights than this is shared with others."""
RIVAL = 0.1
"""Share of the draws in which another channel comes first, from which it is named beside it."""
N_RIVALS = 2
WEAK_SIGNAL = 0.2
"""Share of residents with weak signal from which a channel that needs it warns on the card."""

# Reasons that a term's bar says already, or that stand on the card elsewhere.
TOLD_BY_BARS = ("strong_term", "weak_term", "assumed_term", "low_reach", "mostly_assumed")


@dataclass(frozen=True)
class TermLine:
    """One term of a score, ready to draw and to read."""

    name: str
    value: float | None
    weight: float
    value_text: str
    weight_text: str
    contribution_text: str
    figure: str
    meaning: str
    evidence: str
    evidence_text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ChannelCard:
    """A channel for one segment, in words.

    `near` names the channels that do about as well as a first one that is not firm; `warning`
    is what nobody may overlook. Both are mostly empty.
    """

    id: str
    name: str
    rank: int
    score: str
    grade: str
    grade_meaning: str
    terms: tuple[TermLine, ...]
    reach: str
    cost: str
    cost_sources: tuple[str, ...]
    cost_note: str
    limits: str
    limit_sources: tuple[str, ...]
    inclusion: str
    notes: str
    lead_time: str
    reasons: tuple[str, ...]
    special: str
    stability: str
    near: str
    warning: str


@dataclass(frozen=True)
class FramingCard:
    """A framing for one segment, in words.

    `confirmations` are questions that somebody has to answer with yes before it is used.
    """

    id: str
    name: str
    frame: str
    grade: str
    grade_meaning: str
    facts: tuple[tuple[str, str], ...]
    do_not: str
    because: str
    sources: tuple[str, ...]
    confirmations: tuple[str, ...]
    conditions: tuple[str, ...]
    mixed: str
    channels: tuple[str, ...]


def channel_cards(
    recommendations: Sequence[Recommendation],
    traits: SegmentTraits,
    playbook: Playbook,
    _: Translator,
    *,
    stability: Mapping[str, RankStability],
    special: Mapping[str, Reason],
) -> tuple[ChannelCard, ...]:
    """Describe ranked channels.

    `stability` and `special` (what suits this segment better or worse than the regency) are by
    channel, as from `rank_stability` and `stands_out`.
    """
    return tuple(
        _channel_card(found, rank, traits, playbook, _, stability, special.get(found.id))
        for rank, found in enumerate(recommendations, start=1)
    )


def _channel_card(
    found: Recommendation,
    rank: int,
    traits: SegmentTraits,
    playbook: Playbook,
    _: Translator,
    stability: Mapping[str, RankStability],
    special: Reason | None,
) -> ChannelCard:
    channel = playbook.channels[found.id]
    cost = channel.cost
    stable = stability[found.id]
    warning = _signal_warning(channel, traits, playbook, _)
    elsewhere = (*TOLD_BY_BARS, "needs_signal") if warning else TOLD_BY_BARS
    told = [reason for reason in found.reasons if reason.code not in elsewhere]
    return ChannelCard(
        id=found.id,
        name=in_language(channel, "name", _.language),
        rank=rank,
        score=_.number(found.score, 2),
        grade=found.grade,
        grade_meaning=channel_grade_meanings(_)[found.grade],
        terms=tuple(_term_line(term, playbook, _) for term in found.terms),
        reach=_reach(channel, traits, playbook, _),
        cost=_cost(channel, found.term("cost"), traits, _),
        cost_sources=source_sentences(found.term("cost").source, playbook, _),
        cost_note=in_language(cost, "note", _.language) if cost else "",
        limits=in_language(channel, "limits", _.language),
        limit_sources=source_sentences(" ".join(channel.limit_sources), playbook, _),
        inclusion=in_language(channel, "inclusion", _.language),
        notes=in_language(channel, "notes", _.language),
        lead_time=_.plural(
            "siapkan {n} hari sebelumnya", "siapkan {n} hari sebelumnya", channel.lead_time_days
        ),
        reasons=tuple(reason_sentence(reason, playbook, _) for reason in told),
        special=_special(special, _),
        stability=_(
            "Bila bobotnya diacak 1.000 kali, kanal ini masuk lima besar pada {top} percobaan "
            "dan menjadi yang pertama pada {first}."
        ).format(top=_.percent(stable.top, 0), first=_.percent(stable.first, 0)),
        near=_near(found.id, rank, playbook, stability, _),
        warning=warning,
    )


def _signal_warning(
    channel: Channel, traits: SegmentTraits, playbook: Playbook, _: Translator
) -> str:
    weak = traits.share_weak_signal or 0.0
    if not channel.needs_signal or weak <= WEAK_SIGNAL:
        return ""
    return reason_sentence(Reason("needs_signal", channel.id, weak), playbook, _) + "."


def _near(
    channel_id: str,
    rank: int,
    playbook: Playbook,
    stability: Mapping[str, RankStability],
    _: Translator,
) -> str:
    """Name those that come first instead when the weights are others; "" for a firm first."""
    if rank > 1 or stability[channel_id].first >= FIRM:
        return ""
    others = sorted(
        (name for name in stability if name != channel_id), key=lambda name: -stability[name].first
    )
    rivals = others[:1] + [name for name in others[1:] if stability[name].first >= RIVAL]
    names = [in_language(playbook.channels[name], "name", _.language) for name in rivals[:N_RIVALS]]
    if len(names) > 1:
        names = [_("{first} dan {second}").format(first=names[0], second=names[1])]
    return _(
        "Hampir setara dengan {channels}: dengan bobot acak, kanal ini menjadi yang pertama hanya "
        "pada {first} dari 1.000 percobaan."
    ).format(channels="".join(names), first=_.percent(stability[channel_id].first, 0))


def _special(reason: Reason | None, _: Translator) -> str:
    if reason is None or reason.number is None:
        return ""
    gap = signed(reason.number, _)
    if reason.number > 0:
        return _("lebih cocok di sini daripada di kabupaten umumnya ({gap})").format(gap=gap)
    return _("kurang cocok di sini daripada di kabupaten umumnya ({gap})").format(gap=gap)


def _term_line(term: ScoreTerm, playbook: Playbook, _: Translator) -> TermLine:
    known = term.value is not None
    return TermLine(
        name=term_names(_)[term.name],
        value=term.value,
        weight=term.weight,
        value_text=_.number(term.value, 2) if known else _("belum ada angka"),
        weight_text=_.percent(term.weight, 0) if known else "",
        contribution_text=_.number(term.contribution, 2) if known else "",
        figure=_figure(term, _),
        meaning=term_meanings(playbook, _)[term.name],
        evidence=term.evidence,
        evidence_text=evidence_labels(_)[term.evidence],
        sources=source_sentences(term.source, playbook, _),
    )


def _figure(term: ScoreTerm, _: Translator) -> str:
    if term.raw is None or term.raw_low is None or term.raw_high is None:
        return _("belum ada angka")
    if term.unit == "idr":
        text = _("{amount} per orang").format(amount=rupiah(term.raw, _))
        span = rupiah_range(term.raw_low, term.raw_high, _)
        return text if term.raw_low == term.raw_high else f"{text} ({span})"
    digits = 1 if term.raw < 0.1 else 0
    text, span = (
        _.percent(term.raw, digits),
        _.percent_range(term.raw_low, term.raw_high, digits),
    )
    return text if text == span else f"{text} ({span})"


def _reach(channel: Channel, traits: SegmentTraits, playbook: Playbook, _: Translator) -> str:
    """People of the segment whom a month of the channel meets, rounded as far as is honest."""
    share = estimate_reach(channel, traits, playbook)
    if share is None:
        return _("jangkauan belum bisa diperkirakan")
    low, mid, high = (
        rough(part * traits.population) for part in (share.low, share.mid, share.high)
    )
    return _("sekitar {mid} sebulan (antara {low} dan {high})").format(
        mid=_.people(mid), low=_.number(low), high=_.number(high)
    )


def _cost(channel: Channel, term: ScoreTerm, traits: SegmentTraits, _: Translator) -> str:
    """Say what the channel costs: by the office's inventory where it has it."""
    cost, supply = channel.cost, traits.supply.get(channel.id)
    assumed = evidence_labels(_)["assumed"]
    person = _("kira-kira {amount} per orang").format(amount=rupiah(term.raw, _))
    if supply and supply.use_cost:
        low, _mid, high = supply.use_cost
        listed = _("dibayar per pemakaian menurut inventaris")
        return "; ".join((f"{listed}; {person} ({rupiah_range(low, high, _)})", assumed))
    if supply and supply.month_cost:
        low, mid, high = supply.month_cost
        listed = _("{amount} sebulan menurut inventaris ({span})").format(
            amount=rupiah(mid, _), span=rupiah_range(low, high, _)
        )
        return "; ".join((listed, *([person] if term.raw is not None else []), assumed))
    if cost is None:
        return _("biaya belum diketahui")
    listed = _("{item}, {amount} per {unit} ({span})").format(
        item=in_language(cost, "item", _.language),
        amount=rupiah(cost.value, _),
        unit=in_language(cost, "unit", _.language),
        span=rupiah_range(cost.low, cost.high, _),
    )
    parts = [listed, *([person] if term.raw is not None else [])]
    return "; ".join([*parts, evidence_labels(_)[cost.evidence]])


def framing_cards(
    recommendations: Sequence[Recommendation], playbook: Playbook, _: Translator
) -> tuple[FramingCard, ...]:
    """Describe ranked framings."""
    return tuple(
        _framing_card(found, playbook.framings[found.id], playbook, _) for found in recommendations
    )


def _framing_card(
    found: Recommendation, framing: Framing, playbook: Playbook, _: Translator
) -> FramingCard:
    def words(field: str) -> str:
        return in_language(framing, field, _.language)

    sentences = {
        code: tuple(
            reason_sentence(reason, playbook, _, framing=framing)
            for reason in found.reasons
            if reason.code == code
        )
        for code in ("condition_met", "mixed_evidence", "needs_confirmation")
    }
    questions = [in_language(playbook.gates[gate], "question", _.language) for gate in found.gates]
    return FramingCard(
        id=found.id,
        name=words("name"),
        frame=words("frame"),
        grade=found.grade,
        grade_meaning=framing_grade_meanings(_)[found.grade],
        facts=(
            (_("Penyampai yang disarankan"), words("messenger")),
            (_("Nada"), words("tone")),
            (_("Bahasa"), words("language")),
            (_("Bentuk"), words("format")),
            (_("Waktu"), words("timing")),
        ),
        do_not=words("do_not"),
        because=words("because"),
        sources=source_sentences(" ".join(framing.sources), playbook, _),
        confirmations=(*questions, *sentences["needs_confirmation"]),
        conditions=sentences["condition_met"],
        mixed=" ".join(sentences["mixed_evidence"]),
        channels=framing.channels,
    )


def why_not_sentences(
    recommendations: Sequence[Recommendation], channel_id: str, playbook: Playbook, _: Translator
) -> tuple[str, ...]:
    """Answer "why not this channel" in sentences: its rank first, then what speaks against it."""
    if channel_id not in [found.id for found in recommendations]:
        return (_("Kanal ini disimpan untuk keadaan darurat, jadi tidak ikut diperingkat."),)
    return tuple(
        reason_sentence(reason, playbook, _) for reason in why_not(recommendations, channel_id)
    )
