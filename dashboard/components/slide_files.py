"""The story as files: PowerPoint, with the office's own template if it gives one."""

from datetime import date

import streamlit as st

from dashboard import cached, state
from dashboard.components import export_buttons, export_log
from dashboard.components.export_buttons import Export
from segments import export
from segments.export import TemplateError
from segments.store import Document

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def show_slide_files(document: Document | None) -> None:
    """Offer the slides, and the way into forum mode."""
    _ = state.translator()
    name, revision = (document.id, document.revision) if document else ("", 0)
    story = cached.story(name, revision, _.language, date.today())
    st.page_link(
        "app_pages/forum.py",
        label=_("Mulai mode forum (layar penuh)"),
        icon=":material/slideshow:",
        query_params=state.link(),
    )
    given = st.file_uploader(
        _("Templat PowerPoint kantor (boleh kosong)"), type=["pptx"], key="template"
    )
    template = given.getvalue() if given else None
    if template is not None and not _usable(template):
        return
    make = export_log.logged(
        lambda: export.to_pptx(story, cached.map_picture(_.language), _, template=template),
        "export.slides.pptx",
        subject=name or story.version,
    )
    file = export.safe_filename(story.title, story.made, name or story.version, "pptx")
    buttons = [Export(_("Unduh PowerPoint"), file, PPTX, make)]
    export_buttons.show_export_buttons(buttons, key="slides")
    st.caption(
        _(
            "Teks, tabel, dan grafik dapat disunting. Setiap salindia memuat sumber, nomor versi, "
            "dan catatan pembicara."
        )
    )
    for slide in story.slides:
        st.markdown(f"* **{slide.title}** {slide.lead}".replace("$", "\\$"))


def _usable(template: bytes) -> bool:
    _ = state.translator()
    try:
        export.check_template(template)
    except TemplateError as fault:
        words = {
            "too_large": _("Templat terlalu besar: paling besar 30 MB."),
            "macros": _(
                "Templat memuat makro. Simpan sebagai .pptx tanpa makro, lalu unggah lagi."
            ),
            "damaged": _("Templat ini bukan PowerPoint yang utuh. Simpan ulang, lalu unggah lagi."),
        }
        st.error(words[str(fault)], icon=":material/error:")
        return False
    return True
