"""Framings of the main message for a segment, each with its evidence and its limits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import cached, state
from dashboard.components.plain_text import as_typed
from dashboard.components.plan_choices import used_framings
from segments.advice import in_language, opening_lines
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.export import FramingCard

N_GENERAL = 3
N_COLUMNS = 2


def show_framings(segment: str) -> None:
    """Show the best framings, with one at least that is special to the segment."""
    _ = state.translator()
    cards = cached.framing_cards(segment, _.language, state.draft().election)
    used = used_framings(segment)
    first = first_cards(cards)
    shown = [card for card in cards if card in first or card.id in used]
    _show_grid(segment, shown, used, _)
    others = [card for card in cards if card not in shown]
    more = _.plural("Tampilkan {n} cara lain", "Tampilkan {n} cara lain", len(others))
    if others and st.toggle(more, key="more_framings"):
        _show_grid(segment, others, used, _)


def first_cards(cards: "Sequence[FramingCard]") -> "list[FramingCard]":
    """Take the best ones and the next best whose condition this segment meets."""
    general, rest = list(cards[:N_GENERAL]), cards[N_GENERAL:]
    return general + [card for card in rest if card.conditions][:1]


def _show_grid(
    segment: str, cards: "Sequence[FramingCard]", used: tuple[str, ...], _: Translator
) -> None:
    for start in range(0, len(cards), N_COLUMNS):
        columns = st.columns(N_COLUMNS, gap="small")
        for column, card in zip(columns, cards[start : start + N_COLUMNS], strict=False):
            with column.container(border=True, height="stretch", key=f"framing_{card.id}"):
                _show_card(segment, card, used, _)


def _show_card(segment: str, card: "FramingCard", used: tuple[str, ...], _: Translator) -> None:
    framing = cached.playbook().framings[card.id]
    message = as_typed(state.draft().message) or f"*{_('[pesan utama]')}*"
    marker = "\u0000"
    first, second = (
        as_typed(line).replace(marker, message)
        for line in opening_lines(framing, marker, language=_.language)
    )
    st.markdown(_heading(card, _))
    st.markdown(f"> {first}")
    facts = [f"- **{label}**: {text}" for label, text in card.facts]
    st.markdown("\n".join([*facts, f"- **{_('Pantangan')}**: {card.do_not}"]))
    details = st.popover(
        _("Dasar, sumber, dan kalimat pembuka lain"),
        type="tertiary",
        key=f"basis_{segment}_{card.id}",
        on_change="rerun",
    )
    if details.open:
        details.markdown(_details(card, second, _))
    if card.confirmations:
        st.markdown(f"**{_('Pastikan dulu')}**: {' '.join(card.confirmations)}")
    asked = bool(card.confirmations)
    label = _("Sudah dipastikan, pakai") if asked else _("Pakai")
    st.checkbox(label, **state.choosing("framings", segment, used, card.id, answered=asked))
    if card.id in used and (who := state.draft().confirmed.get(card.id)):
        st.caption(_("Dipastikan oleh {actor}").format(actor=as_typed(who)))


def _heading(card: "FramingCard", _: Translator) -> str:
    grade = _("Tingkat bukti {grade}").format(grade=card.grade)
    colour = "primary" if card.grade in "AB" else "gray"
    badges = [f":{colour}-badge[{grade}]"]
    if card.conditions:
        badges.append(f":orange-badge[{_('Khas segmen ini')}]")
    return f"**{card.name}**  \n{' '.join(badges)} {card.grade_meaning}.\n\n{card.frame}"


def _details(card: "FramingCard", variant: str, _: Translator) -> str:
    channels = cached.playbook().channels
    names = [in_language(channels[name], "name", _.language) for name in card.channels]
    sources = "\n".join(f"- {source}" for source in card.sources)
    because = " ".join(part for part in (card.because, card.mixed) if part)
    parts = [
        f"**{_('Mengapa')}**\n\n{because}",
        *(f"{_('Syarat yang terpenuhi')}: {line}." for line in card.conditions),
        f"**{_('Sumber')}**\n\n{sources}",
        f"**{_('Kalimat pembuka lain, untuk diuji')}**\n\n> {variant}",
        f"**{_('Kanal yang cocok')}**\n\n{'; '.join(names)}.",
    ]
    return "\n\n".join(parts)
