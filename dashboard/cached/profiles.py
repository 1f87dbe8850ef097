"""Profiles of segments and kecamatan, cached."""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import contrast_rows, profile_charts
from dashboard.cached.places import areas, codebook, segmentation
from geodata import load_context
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.export import PortraitSentence
    from segments.typology import ComparableFigures, GroupFacts


@st.cache_resource(show_spinner=False)
def _comparable_figures() -> "ComparableFigures":
    from segments.typology import comparable_figures

    return comparable_figures(areas("village"))


@st.cache_resource(show_spinner=False, max_entries=100)
def group_facts(code: str) -> "GroupFacts":
    """Put a segment (a letter) or a kecamatan (its code) in numbers; shared, never changed."""
    from segments.typology import district_facts, segment_facts

    describe = district_facts if code in areas("district").table.index else segment_facts
    return describe(areas("village"), _comparable_figures(), segmentation(), code)


@st.cache_resource(show_spinner=False, max_entries=100)
def portrait(code: str, language: str) -> "tuple[PortraitSentence, ...]":
    """Write the pen portrait of a segment or a kecamatan; shared, never changed."""
    from segments.export import write_portrait

    names = areas("district").table["name"].to_dict()
    return write_portrait(group_facts(code), codebook(), names, Translator(language))


@st.cache_resource(show_spinner=False, max_entries=300)
def profile_contrasts(code: str, base: str, language: str) -> tuple[contrast_rows.ContrastRow, ...]:
    """Choose what sets a segment or kecamatan apart from another or, without one, from all."""
    from segments.typology import find_contrasts, pick_contrasts

    places = areas("village")
    found = (
        find_contrasts(_comparable_figures(), _members(code), _members(base))
        if base
        else group_facts(code).contrasts
    )
    high, low = pick_contrasts(found.values(), codebook())
    chosen = (*high, *low)
    return contrast_rows.contrast_rows(chosen, codebook(), places.table, Translator(language))


@st.cache_data(max_entries=300, show_spinner=False)
def index_bars(code: str, base: str, base_name: str, language: str) -> dict[str, Any]:
    """Specify the bars around 100 of what sets a segment or kecamatan apart."""
    rows = profile_contrasts(code, base, language)
    return profile_charts.index_bars(rows, base_name, Translator(language))


@st.cache_resource(show_spinner=False)
def village_segments() -> pd.DataFrame:
    """List the villages with their segment; `second` is the other one of a borderline village.

    Columns: name, district_code, district_name, population, segment, second, ratio; shared.
    """
    from segments.typology import BORDERLINE

    found = segmentation()
    rows = areas("village").table[["name", "district_code", "district_name", "population"]].copy()
    rows["segment"] = found.labels
    rows["ratio"] = found.distances["ratio"]
    rows["second"] = found.distances["second_label"].where(rows["ratio"] > BORDERLINE, "")
    return rows.sort_values("population", ascending=False)


@st.cache_resource(show_spinner=False)
def religions() -> pd.DataFrame:
    """Share of residents by religion per kecamatan: context on its profile, and nowhere else."""
    people = load_context()
    return people.div(people.sum(axis=1), axis=0)


def _members(code: str) -> list[str]:
    rows = village_segments()
    own = rows["district_code" if code in areas("district").table.index else "segment"] == code
    return rows.index[own].tolist()
