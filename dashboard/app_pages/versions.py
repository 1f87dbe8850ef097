"""Versions of the segmentation: drafts, publishing, differences, and the one in use."""

import streamlit as st

from dashboard import cached, state
from dashboard.components.page_header import show_page_header
from dashboard.components.versions import (
    new_data,
    overview,
    version_diff,
    version_edits,
    version_list,
)
from segments.typology import published_segmentation, record_from_body

_ = state.translator()
show_page_header(
    _("Versi segmentasi"),
    _("Konsep, versi terbit, apa bedanya, dan versi mana yang dipakai semua halaman."),
)
if said := state.said():
    st.info(said, icon=":material/info:")

chosen = version_list.show_version_list()
document = cached.store().get(chosen) if chosen else None
record = record_from_body(document.body) if document else None
found = record.segmentation if record else published_segmentation()

version_list.show_use(document)
st.subheader(_("Segmen dan kestabilannya"), anchor=False)
overview.show_stability(found)
st.caption(_("Nomor versi {version}").format(version=found.version))
st.subheader(_("Bedanya dengan versi yang dipakai"), anchor=False)
version_diff.show_diff(found, record.edits if record else ())
if record is not None:
    new_data.show_new_data(record)

if document is not None and record is not None and document.state == "draft":
    if state.actor().may_plan:
        version_edits.show_edits(document, record)
        version_edits.show_publishing(document, record)
    else:
        st.caption(_("Peran ini hanya dapat melihat. Ganti peran di bilah samping."))
else:
    overview.show_remarks(record, found.version)
    version_edits.show_errata(found.version)
