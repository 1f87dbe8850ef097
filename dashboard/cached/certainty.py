"""How sure the segments in use are, cached."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import certainty_view
from dashboard.cached.office import version_record
from dashboard.cached.places import areas, segment_names, segmentation, sources
from segments.i18n import Translator

if TYPE_CHECKING:
    from dashboard.layers import Layer
    from segments.export import Section
    from segments.typology import SegmentExplanation


@st.cache_resource(show_spinner=False, max_entries=4)
def certainty_layer(language: str) -> "Layer":
    """Map how sure the segment of every village is; shared, never changed."""
    from segments.typology import certainty_classes

    found = segmentation()
    classes = certainty_classes(found)
    return certainty_view.certainty_layer(areas("village"), found, classes, Translator(language))


@st.cache_data(max_entries=4, show_spinner=False)
def borderline_rows(language: str) -> pd.DataFrame:
    """List the villages near a border."""
    return certainty_view.borderline_rows(
        areas("village"), segmentation(), segment_names(language), Translator(language)
    )


@st.cache_data(max_entries=4, show_spinner=False)
def people_rows(language: str) -> pd.DataFrame:
    """Give the residents of every segment by both counts."""
    from segments.typology import people_by_segment

    people = people_by_segment(areas("village"), segmentation())
    return certainty_view.people_rows(people, segment_names(language), Translator(language))


@st.cache_resource(show_spinner=False)
def _composition() -> tuple[pd.DataFrame, pd.Series]:
    from segments.typology import district_composition, district_entropy

    shares = district_composition(areas("village"), segmentation())
    return shares, district_entropy(shares)


@st.cache_data(max_entries=40, show_spinner=False)
def composition_chart(kind: str, by: str, language: str) -> dict[str, Any]:
    """Specify the composition of the districts, stacked or as small multiples."""
    shares, entropy = _composition()
    names = areas("district").table["name"]
    table = certainty_view.composition_table(shares, entropy, names, by)
    draw = {
        "stacked": certainty_view.stacked_composition,
        "multiples": certainty_view.small_multiples,
    }[kind]
    return draw(table, segment_names(language), Translator(language))


@st.cache_data(max_entries=4, show_spinner=False)
def composition_rows(language: str) -> pd.DataFrame:
    """Give the composition of the districts as a table."""
    _ = Translator(language)
    shares, entropy = _composition()
    rows = pd.DataFrame({_("Kecamatan"): areas("district").table["name"].loc[shares.index]})
    for code, name in segment_names(language).items():
        rows[name] = [_.percent(share, 0) for share in shares[code]]
    rows[_("Keberagaman (0–100)")] = [_.number(100 * value) for value in entropy]
    return rows


@st.cache_data(max_entries=100, show_spinner=False)
def lookalike_rows(place: str, language: str) -> pd.DataFrame:
    """List the places most like one."""
    from segments.typology import find_lookalikes

    level = "district" if place in areas("district").table.index else "village"
    found = find_lookalikes(areas("village"), segmentation(), place)
    labels = {
        name: areas("village").column(name).label(language)
        for name in segmentation().recipe.features
    }
    return certainty_view.lookalike_rows(found, areas(level).table, labels, Translator(language))


@st.cache_resource(show_spinner=False, max_entries=200)
def explanation(village: str) -> "SegmentExplanation":
    """Tell why a village is in its segment; shared, never changed."""
    from segments.typology import explain_village

    return explain_village(areas("village"), segmentation(), village)


@st.cache_data(max_entries=200, show_spinner=False)
def reason_rows(village: str, language: str) -> pd.DataFrame:
    """Give the reasons for the segment of a village with the figures behind them."""
    return certainty_view.reason_rows(explanation(village), areas("village"), Translator(language))


@st.cache_resource(show_spinner=False, max_entries=4)
def method_sections(language: str) -> "tuple[Section, ...]":
    """Write the method of the version in use; shared, never changed."""
    from segments.export import method_sections
    from segments.typology import decision_log, shipped_reasons

    places, found = areas("village"), segmentation()
    candidates = [name for name in shipped_reasons() if name in places.codebook]
    return method_sections(
        places,
        version_record()[0],
        decision_log(places, found.recipe, candidates, version_record()[0].reasons),
        sources(),
        Translator(language),
    )


@st.cache_data(max_entries=2, show_spinner=False)
def place_words() -> dict[str, str]:
    """Name every kecamatan and village, for pickers: "Nanggung (kecamatan)"."""
    districts = areas("district").table["name"].sort_values()
    villages = areas("village").table.sort_values(["name", "district_name"])
    words = {code: f"Kecamatan {name}" for code, name in districts.items()}
    return words | {
        code: f"{row['name']}, {row['district_name']}" for code, row in villages.iterrows()
    }
