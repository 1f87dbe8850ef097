"""The pack of one kecamatan, as it will arrive: page, text and workbook."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import export_buttons, export_log
from dashboard.components.browser_module import mount
from dashboard.components.export_buttons import Export
from segments import export
from segments.export import PackContent

PDF = "application/pdf"
KINDS = {"xlsx": export_buttons.XLSX, "pdf": PDF}


@st.fragment
def show_one_pack(document: str, revision: int) -> None:
    """Let a planner look at one pack before forty leave the house."""
    _ = state.translator()
    content = cached.pack_content(document, revision, _.language)
    st.subheader(_("Lihat satu paket dulu"), anchor=False)
    districts = content.order.districts
    left, right = st.columns([9, 11], gap="large")
    with left:
        district = st.selectbox(
            _("Kecamatan"), list(districts), format_func=districts.__getitem__, key="pack_district"
        )
        files = cached.pack_files(document, revision, district, _.language)
        _show_files(content, district, files)
        text = next(data for name, data in files.items() if name.endswith(".txt")).decode()
        words = {
            "copy": _("Salin"),
            "copied": _("Tersalin"),
            "select": _("Pilih teksnya lalu tekan Ctrl+C"),
            "length": _.plural("{n} huruf", "{n} huruf", len(text)),
        }
        data = {"title": _("Teks untuk WhatsApp"), "text": text, "words": words}
        mount("copy_text", key="pack_text", data=data)
    with right:
        picture = cached.pack_picture(document, revision, district, _.language)
        st.image(picture, caption=_("Halaman A4 untuk kantor kecamatan"), width="stretch")


def _show_files(content: PackContent, district: str, files: dict[str, bytes]) -> None:
    _ = state.translator()
    labels = {"xlsx": _("Unduh buku kerja"), "pdf": _("Unduh halaman A4")}
    exports = [
        Export(
            labels[kind],
            name,
            mime,
            export_log.logged(
                lambda content=files[name]: content,
                f"export.pack.{kind}",
                subject=f"{content.order.plan_id} {district}",
            ),
        )
        for kind, mime in KINDS.items()
        for name in files
        if name.endswith(f".{kind}")
    ]
    export_buttons.show_export_buttons(exports, key="one_pack")
    outlook = export.return_rows_words(content.order, district, _)
    st.caption(outlook)
