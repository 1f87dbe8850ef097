"""The main message: written once, checked at once, inherited by every adaptation."""

import streamlit as st

from dashboard import draft, state
from dashboard.components.plain_text import as_typed
from segments.advice import Finding, measure_reading
from segments.export import finding_sentence, severity_names
from segments.i18n import Translator

_COLOURS = {"block": "red", "warn": "orange", "info": "gray"}
NEEDS_SOURCE = ("claim_without_source",)
NEEDS_SHARE = ("norm_not_verified", "norm_not_majority")


def show_message_box() -> None:
    """Ask for the main message and show, beside it, what to mend."""
    _ = state.translator()
    left, right = st.columns([11, 9], gap="medium")
    with left:
        st.text_area(
            _("Pesan utama, satu untuk semua segmen"),
            height=110,
            placeholder=_(
                "misalnya: Bawa anak Anda ke posyandu desa, Sabtu 12 Desember pukul 08.00. "
                "Imunisasi gratis."
            ),
            **state.drafted("message"),
        )
        st.caption(_keeping(_))
    found = draft.findings(state.draft())
    with left:
        _show_proofs({finding.code for finding in found}, _)
    with right:
        _show_findings(found, _)
        st.toggle(
            _("Masa pemilihan"),
            help=_(
                "Nama dan gambar pejabat menjadi larangan, dan cara penyampaian yang memakai "
                "tokoh tidak disarankan."
            ),
            **state.drafted("election"),
        )


def _keeping(_: Translator) -> str:
    """Say where what was typed is kept."""
    if not state.actor().may_plan:
        return _("Peran Anda hanya mencoba: tulisan ini tidak disimpan.")
    if not draft.may_be_stored(state.draft()):
        return _("Belum disimpan karena memuat data orang. Hapus dulu.")
    return _("Tersimpan sendiri; alamat halaman ini membukanya kembali.")


def show_findings_list(found: tuple[Finding, ...]) -> None:
    """List findings, each with how urgent it is."""
    _ = state.translator()
    names = severity_names(_)
    lines = [
        f"- :{_COLOURS[finding.severity]}-badge[{names[finding.severity]}] "
        f"{as_typed(finding_sentence(finding, _))}"
        for finding in found
    ]
    st.markdown("\n".join(lines))


def _show_proofs(codes: set[str], _: Translator) -> None:
    """Ask for the source of a claim and the share behind a norm, where there is one."""
    written = state.draft()
    if written.source or codes & {*NEEDS_SOURCE}:
        st.text_input(_("Sumber angka atau klaim dalam pesan"), **state.drafted("source"))
    if written.norm_percent or codes & {*NEEDS_SHARE}:
        st.number_input(
            _("Bagian warga setempat yang sudah melakukannya (%)"),
            min_value=0,
            max_value=100,
            **state.drafted("norm_percent"),
        )


def _show_findings(found: tuple[Finding, ...], _: Translator) -> None:
    with st.container(gap="xsmall", key="findings"):
        _show_result(found, _)


def _show_result(found: tuple[Finding, ...], _: Translator) -> None:
    st.markdown(f"**{_('Pemeriksaan pesan')}**")
    message = state.draft().message.strip()
    if not message and not found:
        st.caption(_("Tulis pesannya, lalu klik di luar kotak. Hasil pemeriksaan tampil di sini."))
        return
    reading = measure_reading(message)
    levels = {
        "easy": _("Mudah dibaca"),
        "medium": _("Cukup mudah dibaca"),
        "hard": _("Berat dibaca"),
    }
    if found:
        show_findings_list(found)
    else:
        calm = _("Tidak ditemukan masalah yang dikenali; minta satu orang lain membacanya juga.")
        st.markdown(f":primary[{calm}]")
    if not message:
        return
    st.caption(
        _("{level}: rata-rata {n} kata setiap kalimat.").format(
            level=levels[reading.level], n=_.number(reading.words_per_sentence)
        )
    )
