"""What came back: files taken in, who has answered, the score, and what it teaches."""

from datetime import date

import streamlit as st

from dashboard import cached, state
from dashboard.components.packs import plan_choice
from dashboard.components.page_header import show_page_header
from dashboard.components.results import board, lessons, score, taking_in
from segments.campaign import (
    build_board,
    propose_updates,
    score_campaign,
    sent_days,
    stored_returns,
)

_ = state.translator()
show_page_header(
    _("Hasil"),
    _("Laporan kecamatan dibaca kembali, dibandingkan dengan rencana, lalu menjadi pelajaran."),
)
document = plan_choice.show_plan_choice()
if document is None:
    st.stop()
order = cached.return_order(document.id, document.revision, _.language)
planned = cached.planned(document.id, document.revision, _.language)
returns = stored_returns(cached.store(), document.id)

views = {
    "take_in": _("Terima laporan"),
    "board": _("Papan laporan"),
    "score": _("Nilai"),
    "lessons": _("Pelajaran"),
}
view = st.segmented_control(
    _("Tampilan"),
    list(views),
    format_func=views.__getitem__,
    required=True,
    label_visibility="collapsed",
    **state.bound("results_view", allowed=list(views)),
)
if view == "board":
    sent = sent_days(cached.store(), document.id)
    found = build_board(order, returns, sent=sent, today=date.today())
    board.show_board(order, found, returns)
elif view in ("score", "lessons") and not returns:
    st.info(
        _("Belum ada laporan yang masuk. Unggah dulu di Terima laporan."), icon=":material/inbox:"
    )
elif view == "score":
    score.show_score(score_campaign(planned, order, returns), order)
elif view == "lessons":
    lessons.show_lessons(order, propose_updates(planned, order, returns), returns)
else:
    taking_in.show_taking_in(order)
