"""Who has answered: a map, a table and reminders ready to copy."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import cached, results_view, state
from dashboard.components import area_map, plain_rows
from dashboard.components.browser_module import mount
from segments.campaign import ReturnOrder, ReturnSheet
from segments.export import board_words, reminder_text

MAP_HEIGHT = 360


def show_board(order: ReturnOrder, board: pd.DataFrame, returns: tuple[ReturnSheet, ...]) -> None:
    """Show where every kecamatan stands, and what to write to it."""
    _ = state.translator()
    words = board_words(_)
    counts = board["state"].value_counts()
    for place, name in zip(st.columns(len(words)), words, strict=True):
        place.metric(words[name], _.number(int(counts.get(name, 0))))
    layer = results_view.board_layer(cached.areas("district"), board, _)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        area_map.show_area_map(layer, key="board_map", height=MAP_HEIGHT)
    with right:
        numbers = (_("Baris terisi"), _("Perlu dilihat"))
        rows = results_view.board_rows(board, _)
        plain_rows.show_rows(rows, numbers=numbers, height=MAP_HEIGHT)
    _show_reminder(order, board, {sheet.district_code: sheet for sheet in returns})


@st.fragment
def _show_reminder(order: ReturnOrder, board: pd.DataFrame, sheets: dict[str, ReturnSheet]) -> None:
    _ = state.translator()
    due = {
        code: text
        for code, name in order.districts.items()
        if (
            text := reminder_text(
                order, code, str(board.at[code, "state"]), _, sheet=sheets.get(code)
            )
        )
    }
    st.subheader(_("Pengingat siap salin"), anchor=False)
    if not due:
        st.markdown(_("Tidak ada yang perlu diingatkan hari ini, {date}.").format(
            date=_.date(date.today())
        ))  # fmt: skip
        return
    choice, answer = st.columns([7, 12], gap="medium")
    with choice:
        code = st.selectbox(
            _("Kecamatan"), list(due), format_func=order.districts.__getitem__, key="remind_whom"
        )
    with answer:
        words = {
            "copy": _("Salin"),
            "copied": _("Tersalin"),
            "select": _("Pilih teksnya lalu tekan Ctrl+C"),
            "length": _.plural("{n} huruf", "{n} huruf", len(due[code])),
        }
        data = {"title": _("Pengingat"), "text": due[code], "words": words}
        mount("copy_text", key="reminder_text", data=data)
