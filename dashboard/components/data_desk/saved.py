"""What the office uploaded: in use or not, by whom, from which file; and the way back."""

import pandas as pd
import streamlit as st

from dashboard import cached, office_data, state
from dashboard.components import plain_rows
from dashboard.components.export_buttons import Export, show_export_buttons
from geodata.office_columns import OfficeColumn, OfficeColumnError
from segments.i18n import Translator
from segments.store import ConflictError, Document, MissingError, names_apart, read_settings


def show_saved() -> None:
    """List the saved columns and let one be used, taken out, or its file be fetched."""
    _ = state.translator()
    st.markdown(
        _("Edisi data yang dipakai semua halaman: **{edition}**.").format(edition=cached.edition())
    )
    _show_broken(_)
    documents = cached.store().find(office_data.KIND)
    if not documents:
        st.info(
            _("Belum ada kolom yang diunggah. Mulai dari *Unggah*."), icon=":material/upload_file:"
        )
        return
    used = {name for name, _revision in office_data.cited_columns(read_settings(cached.store()))}
    plain_rows.show_rows(_rows(documents, used, _), numbers=[_("Wilayah terisi")])
    names = names_apart(documents)
    chosen = st.selectbox(
        _("Kolom"), list(names), format_func=names.__getitem__, key="saved_office_column"
    )
    document = next(one for one in documents if one.id == chosen)
    _show_moves(document, document.id in used, _)


def _show_broken(_: Translator) -> None:
    broken = cached.office_columns()[1]
    if broken:
        st.error(
            _("Kolom ini tidak dapat dipakai, jadi semua halaman memakai data bawaan: {names}. "
              "Lepas kolom itu, lalu unggah lagi.").format(names=", ".join(broken)),
            icon=":material/error:",
        )  # fmt: skip


def _rows(documents: tuple[Document, ...], used: set[str], _: Translator) -> pd.DataFrame:
    lines = []
    for one in documents:
        try:
            column = OfficeColumn.from_body(one.body)
        except OfficeColumnError:
            continue
        lines.append(
            (
                column.label,
                _("dipakai") if one.id in used else _("disimpan saja"),
                _.number(len(column.values)),
                column.year,
                column.source,
                str(one.body.get("file_name", "–")),
                one.actor,
                _.date(one.saved_at.date()),
            )
        )
    heads = [_("Kolom"), _("Keadaan"), _("Wilayah terisi"), _("Tahun"), _("Sumber"), _("Berkas")]
    return pd.DataFrame(lines, columns=[*heads, _("Oleh"), _("Disimpan")])


def _show_moves(document: Document, used: bool, _: Translator) -> None:  # noqa: FBT001
    may = state.actor().may_plan
    with st.container(horizontal=True):
        if used:
            st.button(
                _("Lepas dari semua halaman"),
                icon=":material/undo:",
                key="stop_office_column",
                disabled=not may,
                on_click=_move,
                args=(document, False),
            )
        else:
            st.button(
                _("Pakai di semua halaman"),
                icon=":material/published_with_changes:",
                key="use_office_column",
                disabled=not may,
                on_click=_move,
                args=(document, True),
            )
        try:
            file = cached.store().file(str(document.body.get("file", "")))
        except MissingError:
            return
        export = Export(_("Unduh berkas asli"), file.name, file.media_type, lambda: file.content)
        show_export_buttons([export], key="original_file")
    if not may:
        st.caption(_("Peran ini hanya dapat melihat. Ganti peran di bilah samping."))


def _move(document: Document, to_use: bool) -> None:  # noqa: FBT001
    _ = state.translator()
    act = office_data.use_column if to_use else office_data.stop_using
    try:
        act(cached.store(), document, actor=state.actor().signature)
    except ConflictError:
        state.say(_("Rekan lain baru saja mengganti pengaturan. Muat ulang, lalu coba lagi."))
        return
    words = {
        True: _("Kolom “{name}” kini dipakai semua halaman."),
        False: _("Kolom “{name}” dilepas dari semua halaman. Simpanannya tetap ada."),
    }
    state.say(words[to_use].format(name=document.name))
