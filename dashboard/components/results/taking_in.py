"""Files that came back: read, shown with what is wrong, and taken in when a person says so."""

import hashlib
from datetime import date
from functools import partial

import streamlit as st

from dashboard import cached, results_view, state
from dashboard.components import export_buttons
from dashboard.components.export_buttons import Export
from segments.campaign import ReturnBatch, ReturnOrder, read_returns, take_in
from segments.export import table_to_xlsx
from segments.i18n import Translator
from segments.store import ConflictError

KINDS = ["xlsx", "zip", "csv", "xls", "ods"]


def show_taking_in(order: ReturnOrder) -> None:
    """Take files, say what they hold, and save what can be used."""
    _ = state.translator()
    files = st.file_uploader(
        _("Berkas laporan dari kecamatan: Excel, atau satu zip berisi semuanya"),
        type=KINDS,
        accept_multiple_files=True,
        key=f"returns_{order.plan_id}",
    )
    _show_last(_)
    if not files:
        st.caption(
            _(
                "Nama berkas dan nama lembar boleh berubah. Yang dicocokkan adalah nomor rencana "
                "dan kecamatan di dalamnya. Berkas yang sama tidak dihitung dua kali."
            )
        )
        return
    contents = [(file.name, file.getvalue()) for file in files]
    digest = hashlib.sha256(b"".join(content for _name, content in contents)).hexdigest()
    with st.spinner(_("Membaca {n} berkas...").format(n=_.number(len(files)))):
        batch = state.remembered(
            "batch", f"{order.plan_id} {digest}", partial(_read, contents, order)
        )
    _show_batch(batch, order, _)


def _read(contents: list[tuple[str, bytes]], order: ReturnOrder) -> ReturnBatch:
    return read_returns(contents, order, received=date.today())


def _show_batch(batch: ReturnBatch, order: ReturnOrder, _: Translator) -> None:
    late = sum(sheet.late for sheet in batch.sheets)
    partly = sum(sheet.partial for sheet in batch.sheets)
    usable, unusable, open_, behind = st.columns(4)
    usable.metric(_("Dapat dipakai"), _.number(len(batch.sheets)))
    unusable.metric(_("Tidak dapat dipakai"), _.number(len(batch.refused)))
    open_.metric(_("Masih ada baris kosong"), _.number(partly))
    behind.metric(_("Lewat tenggat"), _.number(late))
    if batch.refused:
        st.subheader(_("Tidak dapat dipakai, dan apa yang perlu diminta"), anchor=False)
        st.dataframe(results_view.refused_rows(batch.refused, _), hide_index=True)
    problems = results_view.problem_rows(batch, order.districts, _)
    if len(problems):
        st.subheader(_("Isian yang tidak ikut dihitung atau perlu ditanyakan"), anchor=False)
        st.dataframe(problems, hide_index=True, height=260)
        name = f"perbaikan-{order.plan_id}.xlsx"
        make = partial(table_to_xlsx, problems, _("Perlu diperbaiki"))
        file = Export(_("Unduh daftar perbaikan"), name, export_buttons.XLSX, make)
        export_buttons.show_export_buttons([file], key="return_problems")
    if batch.sheets:
        st.button(
            _.plural("Simpan {n} laporan", "Simpan {n} laporan", len(batch.sheets)),
            type="primary",
            icon=":material/save:",
            key="take_in",
            disabled=not state.actor().may_plan,
            on_click=_take_in,
            args=(batch,),
        )
        if not state.actor().may_plan:
            st.caption(_("Peran ini hanya dapat melihat. Ganti peran di bilah samping."))


def _take_in(batch: ReturnBatch) -> None:
    _ = state.translator()
    try:
        done = take_in(cached.store(), batch, actor=state.actor().signature)
    except ConflictError:
        state.say(_("Rekan lain baru saja menyimpan laporan kecamatan yang sama. Coba lagi."))
        return
    state.say(
        _("Tersimpan: {new} laporan baru, {corrected} perbaikan, {unchanged} sudah ada.").format(
            new=_.number(len(done.new)),
            corrected=_.number(len(done.corrected)),
            unchanged=_.number(len(done.unchanged)),
        )
    )


def _show_last(_: Translator) -> None:
    if said := state.said():
        st.info(said, icon=":material/inventory:")
