"""The answer to the question of a target list: totals, notes, files and a text to forward."""

from functools import partial

import streamlit as st

from dashboard import cached, draft, state, targets
from dashboard.components import export_buttons
from dashboard.components.browser_module import mount
from dashboard.components.export_buttons import Export
from dashboard.components.message_box import show_findings_list
from segments.campaign import TargetList
from segments.export import safe_filename, to_csv, to_geojson, to_xlsx, whatsapp_text
from segments.i18n import Translator

TABLE_HEIGHT = 340


def show_totals(found: TargetList) -> None:
    """Show how many villages and people are in the list, everybody counted once."""
    _ = state.translator()
    villages, people = found.villages, found.people
    places, districts, residents = st.columns([3, 3, 5], gap="small")
    places.metric(_("Jumlah desa/kelurahan"), _.number(len(villages)))
    districts.metric(_("Jumlah kecamatan"), _.number(villages["district_code"].nunique()))
    residents.metric(_("Jiwa (setiap orang dihitung sekali)"), _.number(people.mid))


def show_reading_help(
    found: TargetList, everywhere: TargetList, question: targets.ListQuestion
) -> None:
    """Say in words what the number of people is and is not."""
    _ = state.translator()
    people = found.people
    share = _.percent(people.mid / everywhere.people.mid)
    who = targets.audience_words(question, _) or _("semua penduduk terdaftar")
    lines = [
        _("Yang dihitung: {who}; {share} dari seluruhnya di kabupaten.").format(
            who=who, share=share
        )
    ]
    if question.combines_traits:
        lines.append(
            _(
                "Rentang {range}: jenis kelamin dan umur dicatat dalam dua tabel terpisah, jadi "
                "batas bawah dan atas adalah yang paling sedikit dan paling banyak mungkin menurut "
                "keduanya (batas Fréchet). Angka tengah adalah estimasi model."
            ).format(range=_.range(people.low, people.high))
        )
    else:
        lines.append(_("Angka ini terukur (Dukcapil, semester I 2024): tanpa rentang."))
    if question.includes_children:
        lines.append(_("Ada anak di bawah 15 tahun: sampaikan lewat orang tua atau pengasuhnya."))
    if found.metadata.n_suppressed:
        lines.append(
            _("Angka di bawah {n} jiwa tidak ditampilkan dan tidak dijumlahkan.").format(
                n=_.number(found.metadata.minimum_cell)
            )
        )
    st.markdown("  \n".join(lines))


def show_notes(found: TargetList) -> bool:
    """Show what is still open in the message; tell whether the list may go out."""
    _ = state.translator()
    written = state.draft()
    broken = draft.must_be_mended(written)
    if broken:
        st.markdown(f"**{_('Perbaiki pesan utama sebelum mengunduh')}**")
        show_findings_list(broken)
    elif not written.message.strip():
        st.caption(_("Pesan utama belum ditulis, jadi kolom pesan masih kosong."))
    elif "[" in "".join(found.table["message"].unique()):
        st.caption(_("Isi bagian dalam kurung siku sebelum pesan dikirim."))
    if broken or not written.message.strip():
        st.page_link(
            "app_pages/advice.py",
            label=_("Tulis pesan di halaman Saran"),
            icon=":material/edit:",
            query_params=state.link(),
        )
    return not broken


def show_files(found: TargetList) -> None:
    """Offer the list as Excel, CSV and GeoJSON, each with its metadata."""
    _ = state.translator()
    name, metadata = _("Daftar sasaran"), found.metadata

    def file(extension: str) -> str:
        return safe_filename(name, metadata.created, metadata.list_id, extension)

    outlines = cached.areas("village").outlines
    export_buttons.show_export_buttons(
        [
            Export(_("Unduh Excel"), file("xlsx"), export_buttons.XLSX, partial(to_xlsx, found, _)),
            Export(_("Unduh CSV"), file("csv"), export_buttons.CSV, partial(to_csv, found, _)),
            Export(
                _("Unduh GeoJSON"),
                file("geojson"),
                export_buttons.GEOJSON,
                partial(to_geojson, found, outlines, _),
            ),
        ],
        key="target_list",
    )
    st.caption(
        _(
            "Nomor daftar {list_id}, versi segmen {version}. Setiap berkas memuat sumber, tanggal, "
            "dan batasannya."
        ).format(list_id=metadata.list_id, version=metadata.version)
    )


def show_table(found: TargetList, lines: targets.Lines) -> None:
    """Show every village with every channel; columns sort, the rest draws while scrolling."""
    _ = state.translator()
    rows = len(found.table)
    st.subheader(_.plural("Daftar, {n} baris", "Daftar, {n} baris", rows), anchor=False)
    data = targets.table_data(found, lines, _) | {
        "title": _("Daftar sasaran"),
        "height": TABLE_HEIGHT,
        "words": {"sort": _("Urutkan menurut kolom ini")},
    }
    mount("target_table", key="target_table", data=data)


@st.fragment
def show_forwarding(found: TargetList) -> None:
    """Show a text for WhatsApp: for one kecamatan or for the regency."""
    _ = state.translator()
    st.subheader(_("Teks untuk WhatsApp"), anchor=False)
    names = found.villages.groupby("district_code")["district"].first().sort_values()
    words = {"": _("Seluruh kabupaten")} | names.to_dict()
    question, answer = st.columns([7, 12], gap="medium")
    with question:
        asked = st.selectbox(
            _("Untuk"),
            list(words),
            format_func=words.__getitem__,
            key=f"forward_{found.metadata.list_id}",
        )
        st.caption(_("Paling banyak 1.000 huruf, supaya tampil utuh di ponsel."))
    with answer:
        _show_text(whatsapp_text(found, _, district=asked), _)


def _show_text(text: str, _: Translator) -> None:
    length = _.plural("{n} huruf", "{n} huruf", len(text))
    mount(
        "copy_text",
        key="whatsapp_text",
        data={
            "title": _("Teks untuk WhatsApp"),
            "text": text,
            "words": {
                "copy": _("Salin"),
                "copied": _("Tersalin"),
                "select": _("Pilih teksnya lalu tekan Ctrl+C"),
                "length": length,
            },
        },
    )
