"""The audience builder: how many people of which kind, and where."""

import streamlit as st

from dashboard import state
from dashboard.components.audience import answer, conditions, saved, synthetic
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Khalayak"),
    _("Berapa orang dengan ciri tertentu, di mana, dan apa susunannya."),
)
saved.show_saved()
conditions.show_conditions()
answer.show_answer()
if st.toggle(_("Tampilkan tabel silang"), key="show_crosstab"):
    answer.show_crosstab()
synthetic.show_synthetic()
