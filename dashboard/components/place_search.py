"""Find a place by name, also when it is spelt another way, and go there."""

import streamlit as st

from dashboard import state
from geodata.place_search import search_places

N_FOUND = 5


def show_search_box() -> str:
    """Ask for the name of a place; the answer comes with every letter typed."""
    _ = state.translator()
    text = st.text_input(
        _("Cari desa, kelurahan, atau kecamatan"),
        key="place_search",
        type="search",
        live=True,
        max_chars=60,
        placeholder=_("misalnya Klapanunggal"),
    )
    return (text or "").strip()


def show_found_places(text: str) -> None:
    """Show what was found as buttons that select a place or open a district."""
    if not text:
        return
    _ = state.translator()
    found = search_places(text, limit=N_FOUND)
    if not found:
        st.caption(_("Tidak ada nama yang mirip. Periksa ejaannya atau ketik kodenya."))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption(_("Maksud Anda:"), width="content")
        for place in found:
            st.button(
                place.label,
                key=f"place_{place.code}",
                on_click=state.take_search,
                args=(place.code,),
            )
