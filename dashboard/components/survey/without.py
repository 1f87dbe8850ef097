"""What is known of habits without a survey, and what is not known at all."""

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from dashboard.components.source_note import source_lines

LENS = "psychographic"


def show_without() -> None:
    """Show every contextual or modelled figure of habit and attitude with its range and source."""
    _ = state.translator()
    st.markdown(
        _(
            "Belum ada survei warga Kabupaten Bogor yang terbit tentang kebiasaan media dan sikap. "
            "Angka di bawah ini **perkiraan**: angka nasional menurut umur, jenis kelamin, "
            "pendidikan, dan kota/desa, ditimbang dengan susunan penduduk setiap desa. Satu "
            "pertanyaan memakai satu seri untuk tingkatnya; seri lain hanya meminjamkan beda "
            "antarkelompok, supaya sumber yang bertentangan tidak tercampur."
        )
    )
    rows = _rows()
    plain_rows.show_rows(rows, numbers=[_("Kabupaten"), _("Rentang")])
    st.caption(
        _(
            "Rentang mencakup beda Jawa Barat dengan nasional dan usia data, bukan galat sampel "
            "saja. Definisi tiap baris ada di *Data*, bagian *Kamus*."
        )
    )
    st.subheader(_("Yang belum diketahui di sini"), anchor=False)
    st.markdown(
        "\n".join(
            f"* {line}"
            for line in (
                _("Siapa yang dipercaya warga: RT/RW, bidan, tokoh setempat, atau kantor desa."),
                _("Kanal mana yang benar-benar dibaca atau didengar di satu desa tertentu."),
                _("Jam luang, bahasa yang paling mudah dipahami, dan ponsel yang dipakai bersama."),
                _("Sikap terhadap hal baru dan kekompakan warga, di luar indeks desa membangun."),
                _("Beda antardesa dengan susunan penduduk yang sama: perkiraan ini menyamakannya."),
            )
        )
    )
    st.markdown(_("Kuesioner di bagian *Kuesioner* menanyakan semuanya."))


def _rows() -> pd.DataFrame:
    _ = state.translator()
    areas = cached.areas("village")
    rows = []
    for name, column in cached.codebook().items():
        if column.lens != LENS or name not in areas.table or not column.numeric:
            continue
        middle = areas.pooled(name)
        write = _.percent if column.kind in ("share", "flag") else lambda value: _.number(value, 2)
        span = "–"
        if column.interval:
            low, high = areas.pooled(f"{name}_low"), areas.pooled(f"{name}_high")
            span = f"{write(low)}–{write(high)}"
        kinds = {
            "measured": _("terukur"),
            "modelled": _("estimasi model"),
            "assumed": _("asumsi"),
        }
        rows.append(
            (
                column.label(_.language),
                "–" if middle != middle else write(middle),
                span,
                kinds[column.evidence],
                column.year,
                "; ".join(
                    dict.fromkeys(line.split(" — ")[0] for line in source_lines(column.sources))
                ),
            )
        )
    heads = [_("Kebiasaan atau sikap"), _("Kabupaten"), _("Rentang"), _("Bukti"), _("Tahun")]
    return pd.DataFrame(rows, columns=[*heads, _("Penerbit")])
