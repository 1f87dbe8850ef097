"""What may still be changed in a draft, and how it becomes a frozen version."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard import cached, state
from dashboard.components.versions.overview import mark_words
from segments.i18n import Translator
from segments.store import ConflictError, Document, FrozenError
from segments.typology import (
    EditError,
    PublishError,
    Segmentation,
    VersionEdit,
    VersionRecord,
    add_erratum,
    change_draft,
    merge_segments,
    override_village,
    publish_draft,
    rename_segment,
    stability_mark,
    unstable_segments,
)


def fault_words(rule: str, _: Translator) -> str:
    """Say in a sentence why an edit was refused."""
    return {
        "name_length": _("Nama segmen berisi 1 sampai 60 huruf."),
        "name_taken": _("Nama itu sudah dipakai segmen lain."),
        "same_segment": _("Pilih segmen lain: yang dipilih sama dengan sekarang."),
        "last_segments": _("Dua segmen terakhir tidak dapat digabung."),
        "last_village": _("Desa ini satu-satunya isi segmennya, jadi tidak dapat dipindah."),
        "unknown_segment": _("Segmen itu tidak ada lagi. Muat ulang halaman."),
        "unknown_village": _("Desa itu tidak ada dalam versi ini."),
        "no_reason": _("Tuliskan alasannya: keputusan tanpa alasan tidak disimpan."),
    }[rule]


def show_edits(document: Document, record: VersionRecord) -> None:
    """Offer renaming, merging and moving a village, and undo of the last step."""
    _ = state.translator()
    st.subheader(_("Ubah konsep ini"), anchor=False)
    rename, merge, override = st.tabs(
        [_("Ganti nama segmen"), _("Gabungkan dua segmen"), _("Pindahkan satu desa")]
    )
    with rename:
        _show_rename(document, record, _)
    with merge:
        _show_merge(document, record, _)
    with override:
        _show_override(document, record, _)
    if document.revision > 1:
        st.button(
            _("Batalkan perubahan terakhir"),
            icon=":material/undo:",
            key="undo_version",
            on_click=_attempt,
            args=(lambda: cached.store().undo(document, actor=state.actor().signature),),
        )


def _names(found: Segmentation, language: str) -> dict[str, str]:
    return {code: f"{code} · {found.names[code][language]}" for code in found.codes}


def _show_rename(document: Document, record: VersionRecord, _: Translator) -> None:
    words = _names(record.segmentation, _.language)
    with st.form("rename_segment", border=False):
        code_place, id_place, en_place = st.columns(3)
        code = code_place.selectbox(_("Segmen"), list(words), format_func=words.__getitem__)
        name = id_place.text_input(_("Nama baru"), max_chars=60)
        english = en_place.text_input(_("Nama baru dalam bahasa Inggris"), max_chars=60)
        st.caption(_("Nama netral: akan dibacakan di depan camat yang bersangkutan."))
        if st.form_submit_button(_("Simpan nama"), icon=":material/save:"):

            def make() -> VersionRecord:
                names = {"id": name, "en": english or name}
                renamed = rename_segment(record.segmentation, code, names)
                return _with(record, renamed, "rename", code, name, "")

            _save(document, make, _)


def _show_merge(document: Document, record: VersionRecord, _: Translator) -> None:
    words = _names(record.segmentation, _.language)
    with st.form("merge_segments", border=False):
        kept_place, given_place = st.columns(2)
        kept = kept_place.selectbox(
            _("Segmen yang tetap"), list(words), format_func=words.__getitem__
        )
        given = given_place.selectbox(
            _("Segmen yang dilebur ke dalamnya"),
            list(words),
            format_func=words.__getitem__,
            index=1,
        )
        reason = st.text_input(_("Alasan"), max_chars=300, key="merge_reason")
        if st.form_submit_button(_("Gabungkan"), icon=":material/merge:"):

            def make() -> VersionRecord:
                _require(reason)
                merged = merge_segments(cached.areas("village"), record.segmentation, kept, given)
                return _with(record, merged, "merge", given, kept, reason)

            _save(document, make, _)


def _show_override(document: Document, record: VersionRecord, _: Translator) -> None:
    words = _names(record.segmentation, _.language)
    places = {code: name for code, name in cached.place_words().items() if code.count(".") == 3}
    with st.form("override_village", border=False):
        village_place, code_place = st.columns(2)
        village = village_place.selectbox(
            _("Desa/kelurahan"),
            list(places),
            format_func=places.__getitem__,
            index=None,
            placeholder=_("Pilih desa (ketik untuk mencari)"),
        )
        code = code_place.selectbox(
            _("Pindah ke segmen"), list(words), format_func=words.__getitem__
        )
        reason = st.text_input(_("Alasan"), max_chars=300, key="override_reason")
        if st.form_submit_button(_("Pindahkan"), icon=":material/move_down:"):

            def make() -> VersionRecord:
                _require(reason)
                found = record.segmentation
                moved = override_village(cached.areas("village"), found, village or "", code)
                return _with(record, moved, "override", village or "", code, reason)

            _save(document, make, _)


def _require(reason: str) -> None:
    if not reason.strip():
        raise EditError("no_reason", "An edit needs a reason.")


def _with(
    record: VersionRecord,
    segmentation: Segmentation,
    action: str,
    subject: str,
    target: str,
    reason: str,
) -> VersionRecord:
    edit = VersionEdit(action, subject, target, reason.strip(), state.actor().signature)
    return replace(record, segmentation=segmentation, edits=(*record.edits, edit))


def _save(document: Document, make: Callable[[], VersionRecord], _: Translator) -> None:
    try:
        record = make()
    except EditError as fault:
        st.error(fault_words(fault.rule, _), icon=":material/error:")
        return
    note = record.edits[-1].action if record.edits else ""
    _attempt(
        lambda: change_draft(
            cached.store(), document, record, actor=state.actor().signature, note=note
        )
    )
    st.rerun()


def _attempt(act: Callable[[], object]) -> None:
    _ = state.translator()
    try:
        act()
    except ConflictError as told:
        state.say(
            _("{who} baru saja menyimpan versi ini. Periksa perubahannya, lalu ulangi.").format(
                who=told.current.actor
            )
        )
    except FrozenError:
        state.say(_("Versi ini sudah terbit dan tidak dapat diubah lagi."))


def show_publishing(document: Document, record: VersionRecord) -> None:
    """Publish a draft; unstable segments need a written reason."""
    _ = state.translator()
    st.subheader(_("Terbitkan"), anchor=False)
    unstable = unstable_segments(record.segmentation)
    if unstable:
        st.warning(_unstable_words(record.segmentation, unstable, _), icon=":material/warning:")
    with st.form("publish_version", border=False):
        description = st.text_area(
            _("Keterangan: untuk apa versi ini"), value=record.description, max_chars=600
        )
        reason = ""
        if unstable:
            reason = st.text_area(_("Alasan tetap menerbitkan (wajib)"), max_chars=600)
        sent = st.form_submit_button(
            _("Terbitkan dan bekukan"),
            type="primary",
            icon=":material/verified:",
            disabled=not state.actor().may_plan,
        )
    st.caption(_("Setelah terbit, isi versi tidak dapat diubah; ralat dapat ditambahkan."))
    if not sent:
        return
    try:
        publish_draft(
            cached.store(),
            document,
            description=description,
            reason=reason,
            actor=state.actor().signature,
        )
    except PublishError:
        st.error(_("Tuliskan alasan dulu: ada segmen yang belum stabil."), icon=":material/error:")
        return
    except (ConflictError, FrozenError):
        state.say(_("Rekan lain baru saja mengubah atau menerbitkan versi ini. Periksa lagi."))
    st.rerun()


def _unstable_words(found: Segmentation, unstable: tuple[str, ...], _: Translator) -> str:
    words, names = mark_words(_), _names(found, _.language)
    parts = [
        f"{names[code]}: {words[stability_mark(found, code)]}" for code in unstable if code != "*"
    ]
    if "*" in unstable:
        parts.append(_("pengelompokan keseluruhan tidak terulang bila desa diambil ulang"))
    return _("Di bawah ambang kestabilan: {parts}.").format(parts="; ".join(parts))


def show_errata(version: str) -> None:
    """Attach a correction to a frozen version."""
    _ = state.translator()
    with st.form("erratum", border=False, clear_on_submit=True):
        text = st.text_area(
            _("Ralat: apa yang keliru dan bagaimana membacanya"), max_chars=600, height=80
        )
        sent = st.form_submit_button(
            _("Tambahkan ralat"),
            icon=":material/edit_document:",
            disabled=not state.actor().may_plan,
        )
    if sent and text.strip():
        add_erratum(cached.store(), version, text, actor=state.actor().signature)
        st.rerun()
