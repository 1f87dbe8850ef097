"""What people take home: one-pagers, infographics, and a file that opens anywhere."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import export_buttons, export_log
from dashboard.components.export_buttons import Export
from segments import export
from segments.i18n import Translator

PDF, SVG, HTML = "application/pdf", "image/svg+xml", "text/html"
ZIP = "district_pages_zip"


def show_hand_outs() -> None:
    """Offer the files that are not slides."""
    _ = state.translator()
    st.subheader(_("Satu halaman dan infografik"), anchor=False)
    segment, district = st.columns(2, gap="large")
    with segment:
        _show_segment(_)
    with district:
        _show_district(_)
    st.subheader(_("Satu berkas untuk siapa saja"), anchor=False)
    st.markdown(
        _(
            "Peta, profil, dan tabel dalam satu berkas HTML: buka dari flashdisk di komputer mana "
            "pun, tanpa internet dan tanpa pemasangan."
        )
    )
    today, version = date.today(), cached.segmentation().version
    name = export.safe_filename("khalayak", today, version, "html")
    make = _logged(lambda: cached.html_file(_.language, today), "html", version)
    export_buttons.show_export_buttons([Export(_("Unduh HTML"), name, HTML, make)], key="html_file")


def _logged(make: Callable[[], bytes], kind: str, subject: str) -> Callable[[], bytes]:
    return export_log.logged(make, f"export.handout.{kind}", subject=subject)


def _show_segment(_: Translator) -> None:
    names = cached.segment_names(_.language)
    code = st.selectbox(_("Segmen"), list(names), format_func=names.__getitem__, key="page_of")
    page, today = cached.segment_page(str(code), _.language), date.today()

    def file(what: str, extension: str) -> str:
        return export.safe_filename(
            f"{what} {code}", today, cached.segmentation().version, extension
        )

    pictures = [
        Export(
            _("Satu halaman (PDF)"),
            file("segmen", "pdf"),
            PDF,
            _logged(lambda: export.one_pager_pdf(page, _, made=today), "pdf", code),
        ),
        Export(
            _("Infografik persegi (PNG)"),
            file("infografik", "png"),
            export_buttons.PNG,
            _logged(lambda: export.infographic(page, _, made=today), "png", code),
        ),
        Export(
            _("Infografik persegi (SVG)"),
            file("infografik", "svg"),
            SVG,
            _logged(lambda: export.infographic(page, _, made=today, kind="svg"), "svg", code),
        ),
        Export(
            _("Infografik A4 (PNG)"),
            file("infografik-a4", "png"),
            export_buttons.PNG,
            _logged(lambda: export.infographic(page, _, made=today, shape="a4"), "png", code),
        ),
        Export(
            _("Infografik A4 (SVG)"),
            file("infografik-a4", "svg"),
            SVG,
            _logged(
                lambda: export.infographic(page, _, made=today, shape="a4", kind="svg"),
                "svg",
                code,
            ),
        ),
    ]
    export_buttons.show_export_buttons(pictures, key="segment_page")


def _show_district(_: Translator) -> None:
    names = cached.areas("district").table["name"].sort_values()
    code = st.selectbox(
        _("Kecamatan"), list(names.index), format_func=names.__getitem__, key="district_page_of"
    )
    code = str(code)
    today, version = date.today(), cached.segmentation().version

    def every() -> bytes:
        pages = [cached.district_page(str(one), _.language) for one in names.index]
        return export.many_pagers_pdf(pages, _, made=today)

    def one() -> bytes:
        return export.one_pager_pdf(cached.district_page(code, _.language), _, made=today)

    files = [
        Export(
            _("Satu halaman (PDF)"),
            export.safe_filename(f"kecamatan {names[code]}", today, version, "pdf"),
            PDF,
            _logged(one, "pdf", code),
        ),
        Export(
            _("Semua kecamatan (satu PDF)"),
            export.safe_filename("semua kecamatan", today, version, "pdf"),
            PDF,
            _logged(every, "pdf", "all"),
        ),
    ]
    export_buttons.show_export_buttons(files, key="district_page")
    _show_zip(names, _)


def _show_zip(names: pd.Series, _: Translator) -> None:
    """Offer one file a kecamatan in a zip, made with progress and stopped at any time."""
    today, version = date.today(), cached.segmentation().version
    key = f"{version} {cached.edition()} {today} {_.language}"
    whole = state.kept(ZIP, key)
    if whole is None:
        whole = _make_zip(names, today, _)
        if whole is None:
            return
        state.keep(ZIP, key, whole)
        st.rerun()
    name = export.safe_filename("satu-halaman 40 kecamatan", today, version, "zip")
    label = _("Unduh zip semua kecamatan")
    made = [Export(label, name, "application/zip", _logged(lambda: whole, "zip", "all"))]
    export_buttons.show_export_buttons(made, key="district_pages_zip")


def _make_zip(names: pd.Series, today: date, _: Translator) -> bytes | None:
    place = st.empty()
    if not place.button(
        _("Siapkan zip: satu berkas per kecamatan"),
        icon=":material/folder_zip:",
        key="make_pages_zip",
    ):
        return None
    with place.container(horizontal=True, vertical_alignment="center"):
        # A click ends this run at the next word to the screen: nothing half-made is kept.
        st.button(_("Hentikan"), icon=":material/stop:", key="stop_pages_zip")
        bar = st.progress(0.0, width="stretch")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number, (code, name) in enumerate(names.items()):
            text = _("{done} dari {all}: {name}").format(
                done=_.number(number + 1), all=_.number(len(names)), name=name
            )
            bar.progress(number / len(names), text=text)
            page = cached.district_page(str(code), _.language)
            archive.writestr(f"{code} {name}.pdf", export.one_pager_pdf(page, _, made=today))
    return buffer.getvalue()
