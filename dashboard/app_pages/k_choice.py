"""How many segments, whether other methods agree, what may be split, and what would change."""

import streamlit as st

from dashboard import state
from dashboard.components import (
    hierarchy_view,
    k_choice,
    method_agreement,
    recipe_picker,
    sensitivity_view,
)
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Jumlah segmen"),
    _("Mengapa sebanyak ini, dan apakah besok hasilnya akan sama."),
)
switch, which = st.columns([8, 4], vertical_alignment="bottom")
words = {
    "choice": _("Pilih jumlah"),
    "methods": _("Bandingkan cara"),
    "hierarchy": _("Segmen dan subsegmen"),
    "sensitivity": _("Uji kepekaan"),
}
with switch:
    part = st.segmented_control(
        _("Bagian jumlah segmen"),
        list(words),
        format_func=words.__getitem__,
        required=True,
        label_visibility="collapsed",
        **state.bound("k_part"),
    )
with which:
    recipe = recipe_picker.show_recipe_picker()
show = {
    "choice": k_choice.show_k_choice,
    "methods": method_agreement.show_method_agreement,
    "hierarchy": hierarchy_view.show_hierarchy,
    "sensitivity": sensitivity_view.show_sensitivity,
}[part]
show(recipe)
