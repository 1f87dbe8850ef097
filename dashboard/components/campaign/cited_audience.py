"""The audience that a plan cites: found, or said to be gone."""

from dataclasses import replace

import streamlit as st

from dashboard import cached, state
from dashboard.components.campaign import saving
from segments.audience import AudienceError
from segments.campaign import Plan
from segments.store import Document


def audience_found(document: Document, plan: Plan) -> bool:
    """Whether the people of a plan can be counted; says why not and what to do."""
    _ = state.translator()
    try:
        cached.cited_audience(plan.audience, plan.version)
    except AudienceError:
        st.error(
            _(
                "Khalayak rencana ini tidak dapat ditemukan, jadi orangnya tidak dapat dihitung. "
                "Pulihkan cadangan yang memuatnya, atau hitung lagi dengan khalayak lain."
            ),
            icon=":material/group_off:",
        )
        if saving.may_edit(document):
            st.button(
                _("Lepas khalayak ini dan pembagian anggarannya"),
                icon=":material/undo:",
                key="drop_cited_audience",
                on_click=_drop,
                args=(document, plan),
            )
        return False
    return True


def _drop(document: Document, plan: Plan) -> None:
    saving.save_plan(
        document,
        replace(plan, audience="", variants=(), chosen="", holdout=()),
        note="audience gone",
    )
