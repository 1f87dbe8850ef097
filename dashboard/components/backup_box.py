"""Backing up what the office saved, and bringing it back."""

import hashlib
from datetime import UTC, datetime

import streamlit as st

from dashboard import cached, state
from dashboard.components.export_buttons import Export, show_export_buttons
from dashboard.components.export_log import logged
from segments.i18n import Translator
from segments.store import (
    BackupError,
    StoreError,
    backup_folder,
    backup_name,
    keep_safety_copy,
    read_archive,
    restore_backup,
    write_backup,
)

ZIP = "application/zip"


def show_backup() -> None:
    """Offer everything in one archive."""
    _ = state.translator()
    store = cached.store()
    st.markdown(
        _(
            "Satu berkas berisi semua simpanan dengan riwayatnya, berkas unggahan, dan catatan "
            "kegiatan. Simpan di tempat lain, misalnya diska bersama kantor."
        )
    )
    make = logged(lambda: write_backup(store), "store.backup", subject="")
    show_export_buttons(
        [Export(_("Unduh cadangan"), backup_name(datetime.now(UTC)), ZIP, make)], key="backup"
    )


def show_restore() -> None:
    """Take an archive back, after saying what it holds."""
    _ = state.translator()
    if not state.actor().may_approve:
        st.caption(_("Memulihkan cadangan hanya untuk peran Penyetuju; ganti peran di bilah kiri."))
        return
    uploaded = st.file_uploader(_("Berkas cadangan (.zip)"), type=["zip"], key="restore_upload")
    if uploaded is None:
        return
    content = uploaded.getvalue()
    try:
        archive = read_archive(content)
    except BackupError as fault:
        st.error(refusal(fault, _), icon=":material/error:")
        return
    st.markdown(
        _(
            "Dibuat {at}: {documents} simpanan, {revisions} riwayat simpanan, {files} berkas, "
            "{lines} baris catatan."
        ).format(
            at=_.moment(archive.made_at),
            documents=_.number(len(archive.documents)),
            revisions=_.number(sum(map(len, archive.revisions.values()))),
            files=_.number(len(archive.files)),
            lines=_.number(len(archive.audit)),
        )
    )
    st.markdown(
        _(
            "Isi kembali seperti di cadangan. Yang dibuat sesudahnya disisihkan ke daftar "
            "terhapus, yang sudah disetujui tetap, dan tidak ada riwayat yang hilang. Sebelum itu "
            "keadaan sekarang disalin dulu."
        )
    )
    key = f"restore_{hashlib.sha256(content).hexdigest()[:12]}"
    if st.button(_("Pulihkan dari cadangan ini"), type="primary", key=key):
        _restore(content, _)


def refusal(fault: BackupError, _: Translator) -> str:
    """Say why an archive is not taken, and what to do."""
    words = {
        "not_backup": _("Berkas ini bukan cadangan Khalayak. Pilih berkas khalayak-….zip."),
        "newer": _("Cadangan ini dari Khalayak yang lebih baru. Perbarui Khalayak dulu."),
        "too_large": _("Berkasnya terlalu besar untuk peramban. Pakai: python3 run.py restore"),
        "bomb": _("Isi berkas ini membengkak tidak wajar, jadi ditolak. Minta cadangan lain."),
        "damaged": _("Berkas cadangan ini rusak atau pernah diubah. Minta salinan yang utuh."),
    }
    return words[fault.rule] + " " + _("Tidak ada yang diubah.")


def _restore(content: bytes, _: Translator) -> None:
    store, now = cached.store(), datetime.now(UTC)
    folder = backup_folder(store)
    try:
        with st.spinner(_("Menyalin keadaan sekarang, lalu memulihkan…")):
            report = restore_backup(
                store,
                content,
                actor=state.actor().signature,
                keep=lambda archive: keep_safety_copy(archive, folder, now),
            )
    except (StoreError, OSError):
        st.error(
            _(
                "Pemulihan tidak jadi, dan tidak ada yang diubah. Periksa ruang diska dan izin "
                "folder cadangan, lalu coba lagi."
            ),
            icon=":material/error:",
        )
        return
    st.success(
        _(
            "Pulih: {added} simpanan ditambahkan, {back} dikembalikan, {same} sudah sama, {away} "
            "disisihkan, {frozen} yang disetujui tetap. Salinan keadaan sebelumnya ada di folder "
            "{folder}."
        ).format(
            added=_.number(report.added),
            back=_.number(report.brought_back),
            same=_.number(report.unchanged),
            away=_.number(report.put_away),
            frozen=_.number(report.kept_frozen),
            folder=folder.name,
        ),
        icon=":material/check_circle:",
    )
