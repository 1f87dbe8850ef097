"""The survey: ask, take in, weigh, find kinds of people, see kecamatan."""

import streamlit as st

from dashboard import state
from dashboard.components.page_header import show_page_header
from dashboard.components.survey import answers, findings, form, villages, without

WITHOUT_ANSWERS = ("without", "form")

_ = state.translator()
show_page_header(
    _("Survei"),
    _("Tanyakan langsung kepada warga: kebiasaan, sikap, dan siapa yang dipercaya."),
)
if said := state.said():
    st.info(said, icon=":material/info:")
views = {
    "without": (_("Tanpa survei"), without.show_without),
    "form": (_("Kuesioner"), form.show_form),
    "answers": (_("Jawaban"), answers.show_answers),
    "quality": (_("Mutu"), findings.show_quality),
    "classes": (_("Kelompok sikap"), findings.show_classes),
    "places": (_("Kecamatan"), findings.show_places),
    "villages": (_("Desa"), villages.show_villages),
}
view = st.segmented_control(
    _("Bagian"),
    list(views),
    format_func=lambda one: views[one][0],
    required=True,
    label_visibility="collapsed",
    **state.bound("survey_part", allowed=list(views)),
)
chosen = view or "form"
if chosen not in WITHOUT_ANSWERS:
    answers.show_mark()
views[chosen][1]()
