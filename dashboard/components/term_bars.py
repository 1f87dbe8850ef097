"""The terms of a score as bars: value, weight and what they add up to."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from segments.export import ChannelCard, TermLine
    from segments.i18n import Translator


def show_term_bars(card: "ChannelCard", heaviest: float, _: "Translator") -> None:
    """Show the terms of one channel; `heaviest` is the weight that fills the whole width."""
    rows = "".join(_row(term, heaviest) for term in card.terms)
    total = (
        f'<tr class="total"><th scope="row">{escape(_("Nilai akhir"))}</th><td></td>'
        f'<td class="sum">{escape(card.score)}</td><td></td></tr>'
    )
    st.html(f'<table class="terms">{rows}{total}</table>')


def heaviest_weight(cards: "Sequence[ChannelCard]") -> float:
    """Give the largest weight among channels that are shown together."""
    return max(term.weight for card in cards for term in card.terms)


def _row(term: "TermLine", heaviest: float) -> str:
    name = escape(term.name)
    if term.value is None:
        return f'<tr><th scope="row">{name}</th><td colspan="3">{escape(term.value_text)}</td></tr>'
    track, fill = 100 * term.weight / heaviest, 100 * term.value
    total = f"{term.value_text} × {term.weight_text} = {term.contribution_text}"
    return (
        f'<tr><th scope="row">{name}</th>'
        f'<td><div class="track" style="width:{track:.1f}%">'
        f'<div class="fill {escape(term.evidence)}" style="width:{fill:.1f}%"></div></div></td>'
        f'<td class="sum">{escape(total)}</td>'
        f'<td class="evidence">{escape(term.evidence_text)}</td></tr>'
    )
