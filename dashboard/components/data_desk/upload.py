"""Bring a file: what was read, which places, which column, what would change; then save."""

import streamlit as st

from dashboard import cached, state, upload_view
from dashboard.components import plain_rows
from dashboard.components.data_desk import describe, places
from dashboard.components.export_buttons import XLSX, Export, show_export_buttons
from geodata.upload_review import find_place_columns, find_years, of_year, with_yes_no
from geodata.uploads import UploadedTable, UploadError
from segments import export
from segments.i18n import Translator

TYPES = ["xlsx", "xlsm", "xls", "ods", "csv", "txt", "html", "htm"]


def show_upload() -> None:
    """Lead from a file to a column that all pages use."""
    _ = state.translator()
    st.markdown(
        _(
            "Unggah tabel kantor apa adanya: buku BPS, tabel Dukcapil per desa, daftar dinas. "
            "Tidak ada yang tersimpan sebelum Anda menekan *Simpan*."
        )
    )
    _show_template(_)
    uploaded = st.file_uploader(
        _("Berkas tabel (Excel, CSV, atau HTML)"), type=TYPES, key="data_upload"
    )
    if uploaded is None:
        return
    content = uploaded.getvalue()
    try:
        table = cached.uploaded_table(content, uploaded.name, "")
        if len(table.sheets) > 1:
            sheet = st.selectbox(
                _("Lembar"),
                table.sheets,
                index=table.sheets.index(table.sheet),
                key=f"sheet_{uploaded.file_id}",
            )
            table = cached.uploaded_table(content, uploaded.name, sheet)
    except UploadError as fault:
        _show_refusal(fault, _)
        return
    st.success(
        _("Terbaca {rows} baris dan {columns} kolom dari lembar {sheet}.").format(
            rows=_.number(len(table.frame)),
            columns=_.number(len(table.frame.columns)),
            sheet=table.sheet or uploaded.name,
        ),
        icon=":material/table:",
    )
    _show_problems(table, _)
    table, year = _one_year(with_yes_no(table), uploaded.file_id, _)
    columns = places.choose_place_columns(table, find_place_columns(table), uploaded.file_id)
    if columns is None:
        return
    codes = places.match_rows(table, columns, uploaded.file_id)
    describe.show_description(table, codes, content, uploaded.name, uploaded.file_id, year)


def _one_year(table: UploadedTable, file: str, _: Translator) -> tuple[UploadedTable, str]:
    """Ask which year is meant where a table holds several; the latest is offered first."""
    column, years = find_years(table)
    if not column:
        return table, ""
    if len(years) == 1:
        return of_year(table, column, years[0]), str(years[0])
    year = st.selectbox(
        _("Tahun yang diambil"), years, key=f"year_of_{file}_{table.sheet}",
        help=_("Tabel ini memuat beberapa tahun; satu kolom memuat satu tahun."),
    )  # fmt: skip
    return of_year(table, column, int(year)), str(year)


def _show_template(_: Translator) -> None:
    words = {"village": _("Templat per desa"), "district": _("Templat per kecamatan")}
    exports = [
        Export(
            label,
            f"{label.lower().replace(' ', '-')}.xlsx",
            XLSX,
            lambda level=level, label=label: export.table_to_xlsx(
                cached.template_rows(level, _.language), label
            ),
        )
        for level, label in words.items()
    ]
    with st.expander(_("Belum punya berkas? Mulai dari templat")):
        st.caption(_("Kode dan nama wilayah sudah terisi; tinggal mengisi kolom terakhir."))
        show_export_buttons(exports, key="data_template")


def _show_refusal(fault: UploadError, _: Translator) -> None:
    st.error(str(fault), icon=":material/block:")
    st.caption(_("Berkas ditolak sebelum disimpan. Tidak ada yang berubah."))
    if len(fault.problems):
        plain_rows.show_rows(upload_view.problem_rows(fault.problems.head(50), _))


def _show_problems(table: UploadedTable, _: Translator) -> None:
    if table.problems.empty:
        return
    grave = int((table.problems["severity"] != "info").sum())
    label = _.plural("{n} hal perlu dilihat", "{n} hal perlu dilihat", grave)
    with st.expander(label if grave else _("Yang sudah diurus sendiri"), expanded=grave > 0):
        plain_rows.show_rows(upload_view.problem_rows(table.problems, _))
    with st.expander(_("Lihat isi yang terbaca")):
        st.dataframe(table.frame.head(100), height=260)
