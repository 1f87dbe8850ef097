"""What to show at the forum: slides to download and the full-screen mode."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import hand_outs, slide_files
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Bahan forum"),
    _("Cerita yang sama untuk layar penuh di ruang rapat dan untuk PowerPoint."),
)
names = {"": _("Segmen yang sedang dipakai")} | cached.all_plans()
chosen = st.selectbox(
    _("Tentang"),
    list(names),
    format_func=names.__getitem__,
    **state.bound("plan", allowed=list(names)),
)
slide_files.show_slide_files(cached.store().get(chosen) if chosen else None)
hand_outs.show_hand_outs()
