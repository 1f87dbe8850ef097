"""A word on every page where the chosen version of the segmentation cannot be shown."""

import streamlit as st

from dashboard import cached
from segments.i18n import Translator


def show_version_notice(_: Translator) -> None:
    """Say that the version that ships is shown instead, and why."""
    fault = cached.version_record()[1]
    if not fault:
        return
    why = {
        "gone": _("versi yang dipilih sudah tidak ada"),
        "unpublished": _("versi yang dipilih belum diterbitkan"),
        "broken": _("isi versi yang dipilih tidak cocok dengan nomornya"),
    }
    st.warning(
        _(
            "Semua halaman memakai versi segmen bawaan karena {why}. Pilih versi lain di halaman "
            "Versi segmentasi."
        ).format(why=why[fault]),
        icon=":material/history:",
    )
