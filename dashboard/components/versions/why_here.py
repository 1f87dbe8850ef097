"""Why a place is in its segment, and which places are like it."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from segments.i18n import Translator
from segments.typology import BORDERLINE, district_composition


def show_why() -> None:
    """Answer for one place that the user names."""
    _ = state.translator()
    words = cached.place_words()
    place = st.selectbox(
        _("Desa, kelurahan, atau kecamatan (ketik untuk mencari)"),
        list(words),
        format_func=words.__getitem__,
        index=None,
        placeholder=_("misalnya Nanggung"),
        **state.bound_place(),
    )
    if place is None:
        st.markdown(_("Pilih satu wilayah untuk melihat segmennya, alasannya, dan kembarannya."))
        return
    if place in cached.areas("district").table.index:
        _show_district(place, _)
    else:
        _show_village(place, _)
    st.subheader(_("Wilayah yang paling mirip"), anchor=False)
    st.table(cached.lookalike_rows(place, _.language), border="horizontal")
    st.caption(
        _(
            "Kemiripan dihitung dari semua data dalam resep segmen, bukan dari jarak di peta. "
            "Wilayah yang mirip dapat saling mencontoh cara yang berhasil."
        )
    )


def _show_village(village: str, _: Translator) -> None:
    names = cached.segment_names(_.language)
    why = cached.explanation(village)
    name = cached.areas("village").table.at[village, "name"]
    st.markdown(
        _("**{name}** masuk segmen **{own}**. Pilihan keduanya {second}.").format(
            name=name, own=names[why.own], second=names.get(why.second, "–")
        )
    )
    if why.ratio > BORDERLINE:
        st.info(
            _(
                "Desa ini berada di perbatasan: hampir sama dekat dengan pilihan keduanya. Bacalah "
                "segmennya sebagai petunjuk, bukan kepastian."
            ),
            icon=":material/contrast:",
        )
    rows = cached.reason_rows(village, _.language)
    plain_rows.show_rows(rows, numbers=list(rows.columns[2:]))
    st.caption(
        _(
            "Baris pertama adalah data yang paling menentukan. Baris terakhir adalah data yang "
            "sebenarnya lebih mirip pilihan kedua."
        )
    )


def _show_district(district: str, _: Translator) -> None:
    names = cached.segment_names(_.language)
    places = cached.areas("village")
    shares = district_composition(places, cached.segmentation()).loc[district]
    found = shares[shares > 0].sort_values(ascending=False)
    parts = "; ".join(f"{names[code]} {_.percent(share, 0)}" for code, share in found.items())
    st.markdown(
        _(
            "Kecamatan **{name}** tidak punya satu segmen, tetapi susunan: {parts} dari "
            "penduduknya. Pilih salah satu desanya untuk melihat alasannya."
        ).format(name=cached.areas("district").table.at[district, "name"], parts=parts)
    )
