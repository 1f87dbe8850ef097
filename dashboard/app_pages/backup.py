"""Keeping what the office saved, and the log of who did what."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import audit_view, backup_box
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Cadangan dan catatan"),
    _("Simpan salinan semua isian, pulihkan bila perlu, dan lihat siapa melakukan apa."),
)

save, restore = st.columns(2, gap="large")
with save:
    st.subheader(_("Buat cadangan"), anchor=False)
    backup_box.show_backup()
with restore:
    st.subheader(_("Pulihkan"), anchor=False)
    backup_box.show_restore()

database = cached.store().engine.dialect.name
names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
st.caption(
    _("Isian disimpan di {database}. Perintahnya: python3 run.py backup dan restore.").format(
        database=names.get(database, database)
    )
)

st.subheader(_("Catatan kegiatan"), anchor=False)
audit_view.show_audit()
