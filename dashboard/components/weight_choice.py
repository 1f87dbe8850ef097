"""How much each part of a channel's score counts: set by the planner, or as it ships."""

import streamlit as st

from dashboard import cached, state
from dashboard.components.plan_choices import ranked_by
from segments.advice import DEFAULT_WEIGHTS, in_language
from segments.export import term_names

N_SHOWN = 5


def show_weights(segment: str) -> None:
    """Offer the weights, and say how the order would hold under any others."""
    _ = state.translator()
    weights = state.draft().weights
    label = _("Bobot Anda sendiri") if weights else _("Bobot bawaan")
    opened = st.popover(label, icon=":material/tune:", key="weights", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.markdown(
            _("Geser bila bagi kampanye ini satu unsur lebih penting. Bobot dibagi habis bersama.")
        )
        shown, names = weights or DEFAULT_WEIGHTS, term_names(_)
        for term in DEFAULT_WEIGHTS:
            st.slider(names[term], 0, 100, **state.weighing(term, shown[term]))
        st.button(
            _("Kembali ke bobot bawaan"),
            disabled=not weights,
            on_click=state.drop_weights,
            key="drop_weights",
        )
        st.markdown(f"**{_('Kalau bobotnya lain')}**\n\n{_stability(segment)}")


def _stability(segment: str) -> str:
    _ = state.translator()
    found = cached.rank_stability(segment, *ranked_by())
    channels = cached.playbook().channels
    firm = sorted(found, key=lambda name: (-found[name].top, -found[name].first))[:N_SHOWN]
    lines = [
        _("- {channel}: lima besar dalam {top}, teratas dalam {first}").format(
            channel=in_language(channels[name], "name", _.language),
            top=_.percent(found[name].top, 0),
            first=_.percent(found[name].first, 0),
        )
        for name in firm
    ]
    lead = _("Dari 1.000 campuran bobot acak:")
    return "\n".join([lead, "", *lines])
