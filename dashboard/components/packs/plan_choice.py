"""Which approved plan the page is about."""

import streamlit as st

from dashboard import cached, state
from dashboard.components.campaign.cited_audience import audience_found
from segments.store import Document


def show_plan_choice() -> Document | None:
    """Ask for an approved plan; None, with what to do, where there is none."""
    _ = state.translator()
    names = cached.made_plans()
    if not names:
        st.info(
            _(
                "Belum ada rencana yang disetujui. Susun brief, anggaran, pesan, dan ukuran di "
                "halaman Kampanye, lalu minta persetujuan."
            ),
            icon=":material/inventory_2:",
        )
        st.page_link(
            "app_pages/campaign.py", label=_("Ke halaman Kampanye"), icon=":material/edit_note:"
        )
        return None
    chosen = st.selectbox(
        _("Rencana"),
        list(names),
        format_func=names.__getitem__,
        **state.bound("plan", allowed=list(names)),
    )
    document = cached.store().get(chosen)
    plan = cached.plan(document.id, document.revision)
    return document if audience_found(document, plan) else None
