"""The answer to the question of a target list: totals, notes, files and a text to forward."""

from collections.abc import Callable

import streamlit as st

from dashboard import cached, draft, state, targets
from dashboard.components import export_buttons, export_log
from dashboard.components.browser_module import mount
from dashboard.components.export_buttons import Export
from dashboard.components.message_box import show_findings_list
from segments import export
from segments.i18n import Translator

TABLE_HEIGHT = 340


def show_totals(view: targets.ListView) -> None:
    """Show how many villages and people are in the list, everybody counted once."""
    _ = state.translator()
    places, districts, residents = st.columns([3, 3, 5], gap="small")
    places.metric(_("Jumlah desa/kelurahan"), _.number(view.n_villages))
    districts.metric(_("Jumlah kecamatan"), _.number(len(view.districts)))
    residents.metric(_("Jiwa (setiap orang dihitung sekali)"), _.number(view.people.mid))


def show_reading_help(view: targets.ListView, question: targets.ListQuestion) -> None:
    """Say in words what the number of people is and is not."""
    _ = state.translator()
    who = targets.audience_words(question, _) or _("semua penduduk terdaftar")
    lines = [
        _("Yang dihitung: {who}; {share} dari seluruhnya di kabupaten.").format(
            who=who, share=_.percent(view.share)
        )
    ]
    if question.audience and view.people.evidence == "modelled":
        lines.append(
            _(
                "Rentang {range}: ciri-ciri khalayak ini dicatat dalam tabel terpisah, jadi batas "
                "bawah dan atas adalah yang paling sedikit dan paling banyak mungkin menurut "
                "tabel-tabel itu. Angka tengah adalah estimasi model."
            ).format(range=_.range(view.people.low, view.people.high))
        )
    elif not question.audience and question.combines_traits:
        lines.append(
            _(
                "Rentang {range}: jenis kelamin dan umur dicatat dalam dua tabel terpisah, jadi "
                "batas bawah dan atas adalah yang paling sedikit dan paling banyak mungkin menurut "
                "keduanya. Angka tengah adalah estimasi model."
            ).format(range=_.range(view.people.low, view.people.high))
        )
    else:
        lines.append(_("Angka ini terukur (Dukcapil, semester I 2024): tanpa rentang."))
    if question.includes_children:
        lines.append(_("Ada anak di bawah 15 tahun: sampaikan lewat orang tua atau pengasuhnya."))
    if view.n_suppressed:
        lines.append(
            _("Angka di bawah {n} jiwa tidak ditampilkan dan tidak dijumlahkan.").format(
                n=_.number(view.minimum_cell)
            )
        )
    st.markdown("  \n".join(lines))


def show_notes(view: targets.ListView) -> bool:
    """Show what is still open in the message; tell whether the list may go out."""
    _ = state.translator()
    written = state.draft()
    broken = draft.must_be_mended(written)
    if broken:
        st.markdown(f"**{_('Perbaiki pesan utama sebelum mengunduh')}**")
        show_findings_list(broken)
    elif not written.message.strip():
        st.caption(
            _(
                "Belum ada pesan utama di sini (pesan tidak ikut dalam tautan), jadi kolom pesan "
                "masih kosong."
            )
        )
    elif view.n_to_fill:
        st.warning(
            _.plural(
                "{n} baris daftar ini masih memuat bagian dalam kurung siku. Isi dulu bagian itu "
                "sebelum pesan dikirim ke warga.",
                "{n} baris daftar ini masih memuat bagian dalam kurung siku. Isi dulu bagian itu "
                "sebelum pesan dikirim ke warga.",
                view.n_to_fill,
            ),
            icon=":material/edit_note:",
        )
    if broken or not written.message.strip():
        st.page_link(
            "app_pages/advice.py",
            label=_("Tulis pesan di halaman Saran"),
            icon=":material/edit:",
            query_params=state.link(),
        )
    return not broken


def show_files(question: targets.ListQuestion) -> None:
    """Offer the list as Excel, CSV and GeoJSON, each with its metadata."""
    _ = state.translator()
    found = cached.target_list(question)
    outlines, metadata = cached.areas("village").outlines, found.metadata

    def file(extension: str) -> str:
        name = _("Daftar sasaran")
        return export.safe_filename(name, metadata.created, metadata.list_id, extension)

    def recorded(make: Callable[[], bytes], extension: str) -> Callable[[], bytes]:
        return export_log.logged(
            make,
            f"{export_log.LIST_EXPORT}.{extension}",
            subject=metadata.list_id,
            details=lambda: export.export_record(found, _),
        )

    export_log.show_subtraction_warning(found)
    # The names of `export` load when they are used: here, on the click.
    exports = [
        Export(
            _("Unduh Excel"),
            file("xlsx"),
            export_buttons.XLSX,
            recorded(lambda: export.to_xlsx(found, _), "xlsx"),
        ),
        Export(
            _("Unduh CSV"),
            file("csv"),
            export_buttons.CSV,
            recorded(lambda: export.to_csv(found, _), "csv"),
        ),
        Export(
            _("Unduh GeoJSON"),
            file("geojson"),
            export_buttons.GEOJSON,
            recorded(lambda: export.to_geojson(found, outlines, _), "geojson"),
        ),
    ]
    export_buttons.show_export_buttons(exports, key="target_list")
    st.caption(
        _(
            "Nomor daftar {list_id}, versi segmen {version}. Setiap berkas memuat sumber, tanggal, "
            "dan batasannya."
        ).format(list_id=metadata.list_id, version=metadata.version)
    )


def show_table(view: targets.ListView, *, may_go_out: bool) -> None:
    """Show every village with every channel; a message that may not go out is not shown here."""
    _ = state.translator()
    st.subheader(_.plural("Daftar, {n} baris", "Daftar, {n} baris", view.n_rows), anchor=False)
    table = view.table
    if not may_go_out:
        table = targets.withheld(table, _("Ditahan: pesan utama perlu diperbaiki"))
    data = table | {
        "title": _("Daftar sasaran"),
        "height": TABLE_HEIGHT,
        "words": {"sort": _("Urutkan menurut kolom ini")},
    }
    mount("target_table", key="target_table", data=data)


def show_no_forwarding() -> None:
    """Say why there is no text to forward yet."""
    _ = state.translator()
    st.subheader(_("Teks untuk WhatsApp"), anchor=False)
    st.markdown(_("Teks ini tampil setelah pesan utama diperbaiki, supaya tidak tersebar dulu."))


@st.fragment
def show_forwarding(view: targets.ListView, question: targets.ListQuestion) -> None:
    """Show a text for WhatsApp: for one kecamatan or for the regency."""
    _ = state.translator()
    st.subheader(_("Teks untuk WhatsApp"), anchor=False)
    words = {"": _("Seluruh kabupaten")} | dict(view.districts)
    choice, answer = st.columns([7, 12], gap="medium")
    with choice:
        asked = st.selectbox(
            _("Untuk"), list(words), format_func=words.__getitem__, key="forward_to"
        )
        st.caption(_("Paling banyak 1.000 huruf, supaya tampil utuh di ponsel."))
    with answer:
        _show_text(cached.forwarding_text(question, asked), _)


def _show_text(text: str, _: Translator) -> None:
    words = {
        "copy": _("Salin"),
        "copied": _("Tersalin"),
        "select": _("Pilih teksnya lalu tekan Ctrl+C"),
        "length": _.plural("{n} huruf", "{n} huruf", len(text)),
    }
    data = {"title": _("Teks untuk WhatsApp"), "text": text, "words": words}
    mount("copy_text", key="whatsapp_text", data=data)
