"""A campaign from brief to approval."""

import streamlit as st

from dashboard import cached, state
from dashboard.components.campaign import (
    brief_form,
    cited_audience,
    measuring,
    message,
    plan_list,
    review,
    spending,
    words,
)
from dashboard.components.page_header import show_page_header
from segments.campaign import PlanError, plan_from_body

_ = state.translator()
show_page_header(
    _("Kampanye"),
    _("Dari brief sampai rencana yang disetujui: untuk siapa, lewat apa, berapa, dan ukurannya."),
)
if said := state.said():
    st.info(said, icon=":material/info:")

chosen = state.selection().plan
if not chosen:
    plan_list.show_plan_list()
    st.stop()

document = cached.store().get(chosen)
try:
    plan = plan_from_body(document.body)
except PlanError:
    st.error(_("Rencana ini tidak dapat dibaca. Buka simpanan sebelumnya atau salinannya."))
    st.stop()

if not state.actor().may_see(plan.districts):
    st.warning(_("Rencana ini untuk kecamatan lain. Buka daftar kampanye untuk kecamatan Anda."))
    plan_list.show_plan_list()
    st.stop()

name, back = st.columns([8, 2], vertical_alignment="center")
name.markdown(f"### {document.name}  \n{words.state_words(_)[document.state]} · {document.id}")
back.button(
    _("Semua kampanye"),
    icon=":material/arrow_back:",
    key="close_plan",
    on_click=state.update,
    kwargs={"plan": "", "step": "brief"},
)
if not cited_audience.audience_found(document, plan):
    st.stop()
steps = {
    "brief": (_("1 Brief"), brief_form.show_brief),
    "money": (_("2 Sasaran dan anggaran"), spending.show_spending),
    "message": (_("3 Pesan"), message.show_message),
    "measures": (_("4 Ukuran"), measuring.show_measuring),
    "review": (_("5 Tinjau dan setujui"), review.show_review),
}
step = st.segmented_control(
    _("Langkah"),
    list(steps),
    format_func=lambda one: steps[one][0],
    required=True,
    label_visibility="collapsed",
    **state.bound("step", allowed=list(steps)),
)
steps[step or "brief"][1](document, plan)
