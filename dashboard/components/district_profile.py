"""The profile of a kecamatan: its segments, what differs from the regency, its villages."""

import pandas as pd
import streamlit as st

from dashboard import cached, layers, profile_charts, state
from dashboard.components import area_map, profile_parts
from dashboard.components.area_table import TableColumn, show_area_table
from dashboard.components.profile_parts import REGENCY, MainFigure
from dashboard.components.segment_legend import segment_colour, segment_title
from segments.i18n import Translator

MAP_HEIGHT = 330
# A smaller share is written as "less than": no small group of people can be counted.
SMALLEST_SHARE = 0.001


def first_district() -> str:
    """Give the kecamatan that a profile starts with: the first by name."""
    return str(_names().index[0])


def show_district_picker() -> str:
    """Ask for a kecamatan; the answer stands in the link."""
    _ = state.translator()
    names = _names().to_dict()
    return st.selectbox(
        _("Kecamatan"),
        list(names),
        format_func=names.__getitem__,
        **state.bound("district", allowed=tuple(names)),
    )


def show_district_profile(district: str) -> None:
    """Show one kecamatan against the regency."""
    _ = state.translator()
    st.subheader(profile_parts.base_name(district, _), anchor=False)
    profile_parts.show_main_figures(_main_figures(district, _))
    told, shown = st.columns([11, 9], gap="large")
    with told:
        _show_composition(district, _)
        profile_parts.show_portrait(district)
    with shown:
        layer = cached.layer(layers.SEGMENTS, "village", _.language)
        area_map.show_area_map(layer, key="district_map", focus=district, height=MAP_HEIGHT)
        profile_parts.show_next_pages(
            {"app_pages/audience_map.py": _("Buka kecamatan ini di peta")}
        )
    st.subheader(_("Yang membedakan dari {base}").format(base=_("kabupaten")), anchor=False)
    rows = cached.profile_contrasts(district, REGENCY, _.language)
    chart, reading = st.columns([11, 9], gap="large")
    with chart:
        profile_parts.show_contrast_chart(district, REGENCY, key="contrasts")
    with reading:
        profile_parts.show_reading_help(rows, (_("kecamatan ini"), _("kabupaten")))
    heads = (_("Kecamatan ini"), _("Kabupaten"))
    profile_parts.show_contrast_table(rows, heads, key=district)
    villages, classes = st.columns([11, 9], gap="large")
    with villages:
        st.subheader(_("Desa dan kelurahan"), anchor=False)
        _show_villages(district, _)
    with classes:
        st.subheader(_("Menurut kelas wilayah"), anchor=False)
        profile_parts.show_classes(district, _("% kecamatan"), key="district_classes")
        _show_religions(district, _)


def _names() -> pd.Series:
    return cached.areas("district").table["name"].sort_values()


def _main_figures(district: str, _: Translator) -> list[MainFigure]:
    from segments.export import class_labels, count_places

    facts = cached.group_facts(district)
    main = facts.classes[0]
    regency = int(cached.areas("village").table["population"].sum())
    return [
        MainFigure(
            _("Penduduk, terukur"), _.number(facts.population), _("Dukcapil, semester I 2024")
        ),
        MainFigure(
            _("Bagian dari kabupaten"),
            _.percent(facts.share_population),
            _("dari {people}").format(people=_.people(regency)),
        ),
        MainFigure(
            _("Desa dan kelurahan"),
            _.number(facts.n_villages + facts.n_urban_villages),
            count_places(facts.n_villages, facts.n_urban_villages, _),
        ),
        MainFigure(
            _("Kelas wilayah terbanyak"),
            class_labels(_)[main.code],
            _("{share} penduduknya").format(share=_.percent(main.share_of_group)),
        ),
    ]


def _show_composition(district: str, _: Translator) -> None:
    parts = cached.group_facts(district).segments
    bar = profile_charts.composition_bar(
        [(part.code, segment_colour(part.code), part.share_of_group) for part in parts]
    )
    words = ", ".join(
        f"{segment_title(part.code)}: {_.percent(part.share_of_group)}" for part in parts
    )
    with st.container(gap=None):
        st.markdown(f"**{_('Penduduk menurut segmen')}**")
        st.vega_lite_chart(bar, theme=None, key="composition", alt=words)
        st.caption(words)


def _show_villages(district: str, _: Translator) -> None:
    every = cached.village_segments()
    rows = every[every["district_code"] == district]
    show_area_table(
        rows.index,
        [
            TableColumn(_("Nama"), rows["name"].tolist()),
            TableColumn(_("Segmen"), [segment_title(code) for code in rows["segment"]]),
            TableColumn(_("Batas"), rows["second"].tolist()),
            TableColumn(_("Jiwa"), None, rows["population"]),
        ],
        title=_("Desa dan kelurahan"),
        key="district_villages",
        colours=[segment_colour(code) for code in rows["segment"]],
        sort_by=3,
        height=profile_parts.TABLE_HEIGHT,
    )
    if (rows["second"] != "").any():
        st.caption(_("Batas: segmen kedua dari desa yang hampir sama dekatnya ke dua segmen."))


def _show_religions(district: str, _: Translator) -> None:
    with st.expander(_("Agama penduduk, sebagai konteks saja"), icon=":material/info:"):
        st.markdown(
            _(
                "Tidak pernah dipakai untuk membentuk segmen, menyaring, mengurutkan, atau "
                "memilih sasaran, dan tidak ikut diekspor: informasi publik adalah hak semua "
                "warga. Gunanya hanya menambah, misalnya agar jadwal memperhatikan hari besar."
            )
        )
        shares = cached.religions().loc[district]
        lines = [
            f"| {label} | {_share(float(shares[column]), _)} |"
            for column, label in _religions(_).items()
        ]
        head = f"| {_('Agama')} | {_('Bagian penduduk')} |\n|:--|--:|"
        st.markdown(f"{head}\n" + "\n".join(lines))
        st.caption(_("Sumber: Ditjen Dukcapil, Kemendagri, 2024 (terukur)."))


def _religions(_: Translator) -> dict[str, str]:
    return {
        "agama_islam": _("Islam"),
        "agama_kristen": _("Kristen"),
        "agama_katolik": _("Katolik"),
        "agama_hindu": _("Hindu"),
        "agama_buddha": _("Buddha"),
        "agama_konghucu": _("Konghucu"),
        "agama_kepercayaan": _("Kepercayaan terhadap Tuhan YME"),
    }


def _share(share: float, _: Translator) -> str:
    if share < SMALLEST_SHARE:
        return _("di bawah {limit}").format(limit=_.percent(SMALLEST_SHARE))
    return _.percent(share)
