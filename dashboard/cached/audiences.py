"""Audiences counted, mapped and crossed; keyed by their plain content."""

import json

import pandas as pd
import streamlit as st

from dashboard import audience_view
from dashboard.cached.places import areas, segment_names, segmentation
from dashboard.cached.planning import joint
from dashboard.layers import Layer
from segments.audience import Audience, count_audience, crosstab
from segments.i18n import Translator


def _read(key: str) -> Audience:
    return Audience.from_body(json.loads(key))


@st.cache_resource(show_spinner=False, max_entries=60)
def counted(key: str) -> pd.DataFrame:
    """Count an audience in every village; shared, never changed."""
    return count_audience(_read(key), areas("village"), segmentation().labels, joint())


@st.cache_resource(show_spinner=False, max_entries=60)
def audience_layer(key: str, measure: str, language: str) -> Layer:
    """Map an audience, as people or as a share of residents; shared, never changed."""
    return audience_view.audience_layer(
        areas("village"), counted(key), measure, Translator(language)
    )


@st.cache_data(show_spinner=False, max_entries=60)
def audience_rows(key: str, language: str) -> pd.DataFrame:
    """List the villages of an audience, most people first."""
    return audience_view.village_rows(areas("village"), counted(key), Translator(language))


@st.cache_data(show_spinner=False, max_entries=60)
def audience_segments(key: str, language: str) -> pd.DataFrame:
    """Give the audience by segment, with its index against the regency."""
    return audience_view.segment_rows(
        areas("village"),
        counted(key),
        segmentation().labels,
        segment_names(language),
        Translator(language),
    )


@st.cache_data(show_spinner=False, max_entries=60)
def audience_crosstab(
    key: str, rows: str, columns: str, figure: str, language: str
) -> pd.DataFrame:
    """Cross an audience by two dimensions, as people, shares or index."""
    places = areas("village")
    table = crosstab(_read(key), places, segmentation().labels, joint(), rows, columns)
    everyone = crosstab(Audience(), places, segmentation().labels, joint(), rows, columns)
    names = audience_view.dimension_words(Translator(language)) | {
        "segment": segment_names(language),
        "district": areas("district").table["name"].to_dict(),
    }
    return audience_view.crosstab_rows(
        table, everyone, names[rows], names[columns], figure, Translator(language)
    )
