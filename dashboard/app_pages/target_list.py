"""Which villages, through which channel, with which message: the list that leaves the house."""

import streamlit as st

from dashboard import cached, layers, state
from dashboard.components import area_map, source_note, target_answer, target_empty, target_form
from dashboard.components.page_header import show_page_header

MAP_HEIGHT = 300

_ = state.translator()
show_page_header(
    _("Daftar sasaran"),
    _("Desa mana, lewat kanal apa, dengan pesan apa; siap dikirim ke kecamatan."),
)

question = target_form.show_target_form()
if not question.segments:
    target_empty.show_no_segment()
    st.stop()
if cached.target_list(question).table.empty:
    target_empty.show_no_village(question)
    st.stop()
view = cached.list_view(question)

left, right = st.columns([11, 9], gap="medium")
with left:
    target_answer.show_totals(view)
    target_answer.show_reading_help(view, question)
    may_go_out = target_answer.show_notes(view)
    if may_go_out:
        target_answer.show_files(question)
with right:
    area_map.show_area_map(view.layer, key="listed_map", height=MAP_HEIGHT)

target_answer.show_table(view, may_go_out=may_go_out)
source_note.show_layer_note(layers.SEGMENTS, "village", 0)
if may_go_out:
    target_answer.show_forwarding(view, question)
else:
    target_answer.show_no_forwarding()
