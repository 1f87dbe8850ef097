"""Who is at work: the signature under what this session saves, and what its role may do."""

import streamlit as st

from dashboard import cached, state
from segments.i18n import Translator


def role_words(_: Translator) -> dict[str, str]:
    """Name the roles."""
    return {
        "planner": _("Perencana"),
        "approver": _("Penyetuju"),
        "district": _("Admin kecamatan"),
        "viewer": _("Pembaca"),
    }


def show_who(_: Translator) -> None:
    """Ask for role and position, folded away in the sidebar."""
    words = role_words(_)
    with st.expander(words[state.actor().role], icon=":material/badge:", key="who"):
        st.text_input(
            _("Nama jabatan atau inisial"),
            max_chars=60,
            placeholder=_("misalnya Pranata Humas Muda"),
            help=_(
                "Tertulis pada setiap simpanan dan persetujuan. Jangan isi NIP, NIK, atau nomor "
                "telepon."
            ),
            **state.actor_field("name"),
        )
        st.radio(
            _("Peran"),
            list(words),
            format_func=words.__getitem__,
            **state.actor_field("role"),
        )
        if state.actor().role == "district":
            districts = cached.areas("district").table["name"]
            st.selectbox(
                _("Kecamatan"),
                list(districts.index),
                format_func=districts.__getitem__,
                **state.actor_field("district"),
            )
