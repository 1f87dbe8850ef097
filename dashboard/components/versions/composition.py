"""Which segments live in each kecamatan."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows


def show_composition() -> None:
    """Show the shares of the residents of every kecamatan: stacked, small, or as a table."""
    _ = state.translator()
    names = cached.segment_names(_.language)
    orders = {"mixed": _("paling beragam"), "name": _("nama")} | names
    looks = {
        "stacked": _("Batang bertumpuk"),
        "multiples": _("Grafik kecil"),
        "table": _("Tabel"),
    }
    look_place, order_place = st.columns([6, 5], vertical_alignment="bottom")
    with look_place:
        look = st.segmented_control(
            _("Bentuk"),
            list(looks),
            format_func=looks.__getitem__,
            default="stacked",
            required=True,
            key="composition_look",
        )
    with order_place:
        by = st.selectbox(
            _("Urutkan menurut"), list(orders), format_func=orders.__getitem__, key="composed_by"
        )
    if look == "table":
        rows = cached.composition_rows(_.language)
        plain_rows.show_rows(rows, numbers=list(rows.columns[1:]), height=520)
    else:
        spec = cached.composition_chart(look, by, _.language)
        st.vega_lite_chart(spec, theme=None, key=f"composition_{look}", width="stretch")
    st.caption(
        _(
            "Bagian penduduk terdaftar (Dukcapil, semester I 2024; terukur) menurut segmen "
            "desanya. Keberagaman 0: semua penduduk di satu segmen; 100: terbagi rata ke semua "
            "segmen."
        )
    )
