"""Which residents are meant: a sex and an age range, the same on every page and in the link."""

import streamlit as st

from dashboard import state, targets


def show_people_choice() -> None:
    """Ask for sex and ages."""
    _ = state.translator()
    sex, youngest, oldest = st.columns([13, 5.5, 6], gap="small")
    words = {"": _("Semua"), "female": _("Perempuan"), "male": _("Laki-laki")}
    sex.segmented_control(
        _("Siapa yang dihitung"),
        list(words),
        format_func=words.__getitem__,
        required=True,
        **state.bound("sex"),
    )
    youngest.selectbox(
        _("Umur dari"),
        targets.AGES,
        format_func=lambda group: targets.first_year(group, _),
        **state.bound("youngest"),
    )
    oldest.selectbox(
        _("Umur sampai"),
        targets.AGES,
        format_func=lambda group: targets.last_year(group, _),
        **state.bound("oldest"),
    )
