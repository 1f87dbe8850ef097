"""What every column means, where it comes from, how old it is."""

import datetime

import pandas as pd
import streamlit as st

from dashboard import cached, figures, state
from dashboard.components.source_note import column_note, show_source_note
from geodata import Column
from segments import export
from segments.i18n import Translator

FRESH, OLD = 2, 5  # years


def show_dictionary() -> None:
    """Search the columns; one of them in full."""
    _ = state.translator()
    find, lens_place, evidence_place = st.columns([5, 3, 3])
    text = find.text_input(
        _("Cari kolom"), placeholder=_("misalnya sinyal, umur, sekolah"), key="find_column"
    )
    lenses = {one: _(words) for one, words in figures.LENS_WORDS.items()}
    lens = lens_place.selectbox(
        _("Sudut pandang"),
        ["", *lenses],
        format_func=lambda one: lenses.get(one, _("semua")),
        key="dictionary_lens",
    )
    evidences = export.evidence_labels(_)
    evidence = evidence_place.selectbox(
        _("Bukti"),
        ["", *evidences],
        format_func=lambda one: evidences.get(one, _("semua")),
        key="dictionary_evidence",
    )
    found = [
        column
        for column in cached.codebook().values()
        if column.lens in figures.LENS_WORDS
        and (not lens or column.lens == lens)
        and (not evidence or column.evidence == evidence)
        and all(word in _searched(column, _) for word in text.lower().split())
    ]
    if not found:
        st.info(_("Tidak ada kolom yang cocok. Coba kata lain."), icon=":material/search:")
        return
    st.caption(_.plural("{n} kolom", "{n} kolom", len(found)))
    picked = st.dataframe(
        _rows(found, _),
        hide_index=True,
        height=340,
        on_select="rerun",
        selection_mode="single-row",
        key="dictionary_rows",
    )
    rows = picked.selection.rows if picked else []
    column = found[rows[0]] if rows and rows[0] < len(found) else found[0]
    st.subheader(column.label(_.language), anchor=False)
    note = column_note(column, "village", _)
    st.markdown(note.definition)
    show_source_note(note, key=f"dictionary_{column.name}")


def _searched(column: Column, _: Translator) -> str:
    return f"{column.label(_.language)} {column.definition(_.language)} {column.theme}".lower()


def _rows(columns: list[Column], _: Translator) -> pd.DataFrame:
    words = export.evidence_labels(_)
    levels = {"village": _("desa"), "district": _("kecamatan")}
    return pd.DataFrame(
        {
            _("Kolom"): [one.label(_.language) for one in columns],
            _("Sudut pandang"): [_(figures.LENS_WORDS[one.lens]) for one in columns],
            _("Diukur per"): [levels[one.level] for one in columns],
            _("Satuan"): [one.unit for one in columns],
            _("Tahun"): [one.year for one in columns],
            _("Kesegaran"): [freshness(one.year, _) for one in columns],
            _("Bukti"): [words[one.evidence] for one in columns],
        }
    )


def freshness(year: str, _: Translator) -> str:
    """Say how old a figure is, by the last year that it is about."""
    years = [int(part) for part in year.replace("/", "-").split("-") if part.strip().isdecimal()]
    if not years:
        return "–"
    age = datetime.date.today().year - max(years)
    if age <= FRESH:
        return _("baru")
    return _("cukup lama") if age <= OLD else _("lama")
