"""The segmentation in use: how stable, how sure, how each kecamatan is made up, and why."""

import streamlit as st

from dashboard import cached, state
from dashboard.components.page_header import show_page_header
from dashboard.components.versions import certainty, composition, method, overview, why_here

_ = state.translator()
show_page_header(
    _("Segmentasi"),
    _("Seberapa dapat dipercaya segmen yang dipakai, dan mengapa suatu wilayah masuk ke sana."),
)

views = {
    "overview": (_("Ringkasan"), overview.show_overview),
    "certainty": (_("Kepastian"), certainty.show_certainty),
    "composition": (_("Susunan kecamatan"), composition.show_composition),
    "why": (_("Mengapa di sini?"), why_here.show_why),
    "method": (_("Metode"), method.show_method),
}
view = st.segmented_control(
    _("Tampilan"),
    list(views),
    format_func=lambda name: views[name][0],
    required=True,
    label_visibility="collapsed",
    **state.bound("view", allowed=list(views)),
)
views[view or "overview"][1]()

st.caption(_("Versi segmentasi {version}").format(version=cached.segmentation().version))
