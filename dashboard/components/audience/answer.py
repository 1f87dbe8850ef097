"""How many, where, and who they are."""

import json

import streamlit as st

from dashboard import cached, state
from dashboard.components import area_map, plain_rows
from segments.audience import total_people

MAP_HEIGHT = 400


def audience_key() -> str:
    """Give the content of the audience as the key of the caches."""
    return json.dumps(state.audience().to_body(), sort_keys=True)


def show_answer() -> None:
    """Show the number with its range, the map, the villages and the segments."""
    _ = state.translator()
    key = audience_key()
    counts, found = cached.counted(key), state.audience()
    total = total_people(counts)
    residents = cached.areas("village").table["population"].sum()
    n_villages = int((counts["mid"].round() > 0).sum())
    people, span, share, places = st.columns([3, 4, 2, 2])
    people.metric(_("Orang"), _.number(total.mid))
    span.metric(_("Rentang"), _.range(total.low, total.high))
    share.metric(_("Bagian kabupaten"), _.percent(total.mid / residents))
    places.metric(_("Desa/kelurahan"), _.number(n_villages))
    if found.traits >= 2:
        st.caption(
            _(
                "Estimasi model: ciri-ciri itu dicatat dalam tabel terpisah. Rentang adalah yang "
                "paling sedikit dan paling banyak mungkin menurut tabel terukurnya (batas "
                "Frechet); angka tengah memakai pola gabungan (untuk pekerjaan: asumsi) yang "
                "disesuaikan dengan tiap desa. "
                "Sumber: Dukcapil, semester I 2024."
            )
        )
    else:
        st.caption(_("Angka terukur (Dukcapil, semester I 2024): tanpa rentang."))
    if not n_villages:
        st.warning(
            _("Tidak ada desa yang cocok. Longgarkan salah satu syarat."), icon=":material/search:"
        )
        return
    left, right = st.columns([11, 9], gap="medium")
    with left:
        measures = {"people": _("Orang"), "share": _("Bagian penduduk desa")}
        measure = st.segmented_control(
            _("Peta menunjukkan"),
            list(measures),
            format_func=measures.__getitem__,
            default="people",
            required=True,
            key="audience_measure",
        )
        layer = cached.audience_layer(key, measure or "people", _.language)
        area_map.show_area_map(layer, key="audience_people_map", height=MAP_HEIGHT)
    with right:
        rows = cached.audience_rows(key, _.language)
        plain_rows.show_rows(rows, numbers=list(rows.columns[2:]), height=MAP_HEIGHT + 60)
    st.subheader(_("Menurut segmen"), anchor=False)
    by = cached.audience_segments(key, _.language)
    plain_rows.show_rows(by, numbers=list(by.columns[1:]))


def show_crosstab() -> None:
    """Cross the audience by two dimensions."""
    _ = state.translator()
    st.subheader(_("Tabel silang"), anchor=False)
    names = {
        "sex": _("Jenis kelamin"),
        "age": _("Umur"),
        "education": _("Pendidikan"),
        "marital": _("Status kawin"),
        "occupation": _("Pekerjaan"),
        "segment": _("Segmen"),
        "district": _("Kecamatan"),
    }
    figures = {
        "people": _("Orang"),
        "row": _("Persen baris"),
        "column": _("Persen kolom"),
        "index": _("Indeks"),
    }
    row_place, column_place, figure_place = st.columns(3)
    rows = row_place.selectbox(
        _("Baris"),
        list(names),
        format_func=names.__getitem__,
        index=list(names).index("segment"),
        key="cross_rows",
    )
    others = [name for name in names if name != rows]
    columns = column_place.selectbox(
        _("Kolom"), others, format_func=names.__getitem__, key="cross_columns"
    )
    figure = figure_place.selectbox(
        _("Isi"), list(figures), format_func=figures.__getitem__, key="cross_figure"
    )
    table = cached.audience_crosstab(audience_key(), rows, columns, figure, _.language)
    plain_rows.show_rows(table, numbers=list(table.columns[1:]))
    st.caption(
        _(
            "Estimasi model dari tabel terukur setiap desa; sel di bawah 10 orang tidak "
            "ditampilkan. Indeks 100: sama dengan seluruh penduduk kabupaten."
        )
    )
