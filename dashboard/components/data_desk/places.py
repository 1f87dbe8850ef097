"""Which place each row of an upload is about: sure ones applied, the others asked."""

import pandas as pd
import streamlit as st

from dashboard import cached, state, upload_view
from geodata.upload_review import (
    SET_ASIDE,
    PlaceColumns,
    decided_codes,
    match_upload,
    rows_to_ask,
)
from geodata.uploads import UploadedTable
from segments.i18n import Translator


def choose_place_columns(
    table: UploadedTable, found: PlaceColumns, file: str
) -> PlaceColumns | None:
    """Show which columns name the place, to be changed where the guess is wrong."""
    _ = state.translator()
    st.subheader(_("1. Wilayah"), anchor=False)
    words = {
        "code": _("Kode wilayah"),
        "village": _("Desa/kelurahan"),
        "district": _("Kecamatan"),
        "regency": _("Kabupaten/kota"),
    }
    options = ["", *table.frame.columns]
    chosen = {}
    for place, (part, label) in zip(st.columns(4), words.items(), strict=True):
        chosen[part] = place.selectbox(
            label,
            options,
            index=options.index(getattr(found, part)),
            format_func=lambda name: name or _("– tidak ada –"),
            key=f"place_{part}_{file}_{table.sheet}",
        )
    columns = PlaceColumns(**chosen)
    if not columns.found:
        st.warning(
            _("Pilih kolom yang menyebut wilayah: kode, desa, atau kecamatan."),
            icon=":material/location_off:",
        )
        return None
    return columns


def match_rows(table: UploadedTable, columns: PlaceColumns, file: str) -> pd.Series:
    """Match the rows, ask for what is not sure, and give the place of each row."""
    _ = state.translator()
    key = f"{file} {table.sheet} {columns}"
    matches = state.remembered("upload_matches", key, lambda: match_upload(table, columns))
    open_rows = rows_to_ask(matches)
    aside = matches[matches["code"].isna() & matches["note"].isin(SET_ASIDE)]
    sure, asked, left = st.columns(3)
    sure.metric(_("Langsung cocok"), _.number(int(matches["code"].notna().sum())))
    asked.metric(_("Perlu Anda putuskan"), _.number(len(open_rows)))
    left.metric(_("Disisihkan"), _.number(len(aside)))
    if len(aside):
        notes = upload_view.note_words(_)
        counts = aside["note"].map(notes).value_counts()
        text = "; ".join(f"{word}: {_.number(int(n))}" for word, n in counts.items())
        st.caption(_("Disisihkan: {text}.").format(text=text))
    decisions = _ask(open_rows, key, _) if len(open_rows) else {}
    return decided_codes(matches, decisions)


def _ask(open_rows: pd.DataFrame, key: str, _: Translator) -> dict[int, str]:
    names = cached.place_words()
    rows = upload_view.asked_rows(open_rows, names, _)
    st.markdown(
        _(
            "Nama yang hanya mirip **tidak** dipasangkan sendiri. Centang usulan yang benar atau "
            "pilih wilayahnya; yang dibiarkan kosong tidak diambil."
        )
    )
    codes = {name: code for code, name in names.items()}
    answered = st.data_editor(
        rows,
        hide_index=True,
        key=f"asked_{abs(hash(key))}",
        height=min(38 * (len(rows) + 1) + 4, 320),
        column_config={
            "row": st.column_config.NumberColumn(_("Baris"), disabled=True, format="%d"),
            "written": st.column_config.TextColumn(_("Tertulis"), disabled=True),
            "proposal": st.column_config.TextColumn(_("Usulan (kemiripan)"), disabled=True),
            "accept": st.column_config.CheckboxColumn(_("Terima usulan")),
            "other": st.column_config.SelectboxColumn(
                _("Atau pilih"), options=["", *codes], required=False
            ),
            "why": st.column_config.TextColumn(_("Sebab"), disabled=True),
        },
    )
    decisions = {}
    for position, row in enumerate(answered.itertuples(index=False)):
        candidates = open_rows["candidates"].iloc[position]
        if isinstance(row.other, str) and row.other in codes:
            decisions[int(open_rows.index[position])] = codes[row.other]
        elif row.accept and candidates:
            decisions[int(open_rows.index[position])] = candidates[0].code
    return decisions
