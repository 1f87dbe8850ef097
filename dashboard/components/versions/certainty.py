"""How sure the segment of each village is."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import area_map, plain_rows

MAP_HEIGHT = 430


def show_certainty() -> None:
    """Show the certainty map, the borderline villages and both counts of people."""
    _ = state.translator()
    layer = cached.certainty_layer(_.language)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        area_map.show_area_map(layer, key="certainty_map", height=MAP_HEIGHT)
    with right:
        st.subheader(_("Penduduk setiap segmen, dua cara menghitung"), anchor=False)
        counts = (_("Dihitung utuh per desa"), _("Dibagi menurut kedekatan"), _("Selisih"))
        plain_rows.show_rows(cached.people_rows(_.language), numbers=counts)
        st.markdown(
            _(
                "Dihitung utuh: semua penduduk desa masuk segmen desanya. Dibagi menurut "
                "kedekatan: penduduk desa dibagi ke semua segmen, paling banyak ke yang paling "
                "mirip. Bila kedua angka jauh berbeda, banyak desanya berada di perbatasan."
            )
        )
    rows = cached.borderline_rows(_.language)
    st.subheader(
        _.plural(
            "{n} desa/kelurahan di perbatasan dua segmen",
            "{n} desa/kelurahan di perbatasan dua segmen",
            len(rows),
        ),
        anchor=False,
    )
    numbers = (_("Jiwa"), _("Jarak ke segmennya"), _("Jarak ke pilihan kedua"))
    plain_rows.show_rows(rows, numbers=numbers, height=300)
    st.caption(
        _(
            "Di perbatasan: jaraknya ke segmen sendiri lebih dari 0,8 kali jarak ke pilihan kedua. "
            "Untuk desa-desa ini, periksa juga saran bagi segmen pilihan kedua."
        )
    )
