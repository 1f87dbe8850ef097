"""How to reach a segment and what to say: one main message, its channels and its framings."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import (
    audience_size,
    channel_advice,
    framing_advice,
    message_box,
    message_forms,
    people_choice,
    plan_summary,
    segment_legend,
    weight_choice,
)
from dashboard.components.page_header import show_page_header

_ = state.translator()
st.html(cached.STATIC / "advice.css")
show_page_header(
    _("Saran"),
    _("Lewat kanal apa dan dengan kata-kata bagaimana satu pesan sampai ke satu segmen."),
)

who, size = st.columns([11, 9], gap="medium", vertical_alignment="bottom")
with who:
    segment = segment_legend.show_segment_picker(_("Segmen"))
with size:
    audience_size.show_size(segment)
people_choice.show_people_choice()

message_box.show_message_box()

heading, weights = st.columns([17, 4], vertical_alignment="center")
heading.subheader(_("Kanal, dari yang paling cocok"), anchor=False)
with weights:
    weight_choice.show_weights(segment)
channel_advice.show_channels(segment)
channel_advice.show_why_not(segment)

st.subheader(_("Cara menyampaikan pesan"), anchor=False)
st.markdown(
    _(
        "Pengaruh cara membingkai pesan kecil menurut penelitian, jadi tidak ada ramalan angka di "
        "sini. Pilih yang cocok, uji dua kalimat pembuka pada beberapa warga, lalu pakai."
    )
)
framing_advice.show_framings(segment)

st.subheader(_("Bentuk-bentuk pesan"), anchor=False)
message_forms.show_forms(segment)

plan_summary.show_plan_summary(segment)
plan_summary.show_way_to_list()
