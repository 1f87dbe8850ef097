"""Full screens for the coordination forum."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import forum

_ = state.translator()
chosen = state.selection().plan
st.caption(_("Panah atau tombol alat presentasi berpindah layar; N catatan; Esc menutup."))
forum.show_forum(cached.store().get(chosen) if chosen else None)
