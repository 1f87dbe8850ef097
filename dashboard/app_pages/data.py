"""The data desk: the office's own files, safely in; and what all data mean."""

import streamlit as st

from dashboard import state
from dashboard.components.data_desk import coverage, dictionary, saved, upload, wanted
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Data"),
    _("Masukkan data kantor, lihat arti setiap angka, dan mana yang masih kosong."),
)
if said := state.said():
    st.info(said, icon=":material/info:")
views = {
    "upload": (_("Unggah"), upload.show_upload),
    "saved": (_("Simpanan"), saved.show_saved),
    "dictionary": (_("Kamus"), dictionary.show_dictionary),
    "coverage": (_("Cakupan"), coverage.show_coverage),
    "wanted": (_("Data yang dicari"), wanted.show_wanted),
}
view = st.segmented_control(
    _("Bagian"),
    list(views),
    format_func=lambda one: views[one][0],
    required=True,
    label_visibility="collapsed",
    **state.bound("desk_view", allowed=list(views)),
)
views[view or "upload"][1]()
