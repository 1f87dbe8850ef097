"""The profile of a segment: who, where, how many, what sets it apart."""

import pandas as pd
import streamlit as st

from dashboard import cached, layers, state
from dashboard.components import area_map, profile_parts
from dashboard.components.profile_parts import REGENCY, MainFigure
from dashboard.components.segment_legend import segment_title
from segments.i18n import Translator

MAP_HEIGHT = 330


def show_base_picker(segment: str) -> str:
    """Ask what a segment is compared with: the regency, another segment or a kecamatan."""
    _ = state.translator()
    others = [code for code in cached.segmentation().codes if code != segment]
    districts = cached.areas("district").table["name"].sort_values()
    words = {REGENCY: _("Kabupaten Bogor")}
    words |= {code: segment_title(code) for code in others}
    words |= {code: _("Kec. {name}").format(name=name) for code, name in districts.items()}
    return st.selectbox(
        _("Indeks terhadap"), list(words), format_func=words.__getitem__, key="profile_base"
    )


def show_segment_profile(segment: str, base: str) -> None:
    """Show one segment against a base."""
    _ = state.translator()
    st.subheader(segment_title(segment), anchor=False)
    profile_parts.show_main_figures(main_figures(segment, _))
    told, shown = st.columns([11, 9], gap="large")
    with told:
        profile_parts.show_portrait(segment)
    with shown:
        show_segment_map(segment, height=MAP_HEIGHT)
        profile_parts.show_next_pages(
            {
                "app_pages/audience_map.py": _("Buka peta khalayak"),
                "app_pages/advice.py": _("Saran untuk segmen ini"),
            }
        )
    there = profile_parts.base_name(base, _)
    st.subheader(_("Yang membedakan dari {base}").format(base=there), anchor=False)
    rows = cached.profile_contrasts(segment, base, _.language)
    chart, reading = st.columns([11, 9], gap="large")
    with chart:
        profile_parts.show_contrast_chart(segment, base, key="contrasts")
    with reading:
        profile_parts.show_reading_help(rows, (_("segmen ini"), there))
    heads = (_("Segmen ini"), there[:1].upper() + there[1:])
    profile_parts.show_contrast_table(rows, heads, key=segment)
    districts, others = st.columns([11, 9], gap="large")
    with districts:
        st.subheader(_("Menurut kecamatan"), anchor=False)
        show_districts(segment)
    with others:
        st.subheader(_("Menurut kelas wilayah"), anchor=False)
        profile_parts.show_classes(segment, _("% segmen"), key=f"classes_{segment}")
        show_borderline(segment)


def main_figures(segment: str, _: Translator) -> list[MainFigure]:
    """Give the main figures of a segment."""
    from segments.export import count_places, stability_words

    facts, diagnostics = cached.group_facts(segment), cached.segmentation().diagnostics
    jaccard = diagnostics["jaccard"][segment]
    regency = int(cached.areas("village").table["population"].sum())
    places = count_places(facts.n_villages, facts.n_urban_villages, _)
    return [
        MainFigure(
            _("Penduduk, terukur"), _.number(facts.population), _("Dukcapil, semester I 2024")
        ),
        MainFigure(
            _("Rentang di batas segmen"),
            _.range(facts.population_low, facts.population_high),
            _("tanpa atau dengan desa perbatasan"),
        ),
        MainFigure(
            _("Bagian dari kabupaten"),
            _.percent(facts.share_population),
            _("dari {people}").format(people=_.people(regency)),
        ),
        MainFigure(
            _("Desa dan kelurahan"),
            _.number(facts.n_villages + facts.n_urban_villages),
            _("{places} di {n} kecamatan").format(places=places, n=_.number(len(facts.districts))),
        ),
        MainFigure(
            _("Kestabilan"),
            stability_words(jaccard, _),
            _("Jaccard {value}, {n} ulangan").format(
                value=_.number(jaccard, 2), n=_.number(diagnostics["bootstraps"])
            ),
        ),
    ]


def show_segment_map(segment: str, *, height: int) -> None:
    """Show where a segment is; the other segments step back."""
    layer = cached.layer(layers.SEGMENTS, "village", state.selection().language, only=segment)
    area_map.show_area_map(layer, key=f"map_{segment}", height=height)


def show_districts(segment: str) -> None:
    """Show how the residents of a segment divide over the kecamatan."""
    _ = state.translator()
    parts = cached.group_facts(segment).districts
    names = cached.areas("district").table["name"]
    profile_parts.show_parts(
        parts,
        [names[part.code] for part in parts],
        (_("Kecamatan"), _("% segmen"), _("% kecamatan")),
        key=f"districts_{segment}",
    )


def show_borderline(segment: str) -> None:
    """List the villages that are nearly as close to another segment."""
    _ = state.translator()
    every = cached.village_segments()
    rows = every[(every["segment"] == segment) & (every["second"] != "")]
    title = _.plural("{n} desa di perbatasan segmen", "{n} desa di perbatasan segmen", len(rows))
    # Filled when it is opened: the list stays off every other run.
    border = st.expander(
        title, icon=":material/swap_horiz:", key=f"border_{segment}", on_change="rerun"
    )
    if border.open:
        with border:
            _show_border_list(rows, _)


def _show_border_list(rows: pd.DataFrame, _: Translator) -> None:
    st.markdown(
        _(
            "Jaraknya ke pusat segmen ini lebih dari 0,8 kali jarak ke segmen kedua. Batas "
            "bawah rentang penduduk tidak memuat desa-desa ini; batas atas menambahkan desa "
            "segmen lain yang segmen keduanya segmen ini. Kestabilan: seberapa utuh segmen "
            "muncul kembali bila desanya diundi ulang (0,85 ke atas sangat stabil, 0,75 ke "
            "atas stabil)."
        )
    )
    text = _("- {village} (Kec. {district}), {people}; segmen kedua {second}")
    lines = [
        text.format(
            village=row["name"],
            district=row["district_name"],
            people=_.people(row["population"]),
            second=row["second"],
        )
        for row in rows.to_dict("records")
    ]
    st.markdown("\n".join(lines))
