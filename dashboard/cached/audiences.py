"""Audiences counted, mapped and crossed; keyed by their plain content."""

import json

import pandas as pd
import streamlit as st

from dashboard import audience_view
from dashboard.cached.office import store
from dashboard.cached.places import areas, cited_segmentation, segment_names, segmentation
from dashboard.layers import Layer
from segments.audience import (
    Audience,
    AudienceError,
    JointPopulation,
    cite,
    count_audience,
    crosstab,
    joint_population,
    read_citation,
)
from segments.i18n import Translator
from segments.store import MissingError, names_apart


@st.cache_resource(show_spinner=False)
def joint() -> JointPopulation:
    """Cross the five measured tables of every village; shared, never changed."""
    return joint_population(areas("village"))


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


def saved_audiences() -> dict[str, str]:
    """Name the saved audiences by their citation; read anew every time."""
    documents = store().find("audience")
    names = names_apart(documents)
    return {cite(one.id, one.revision): names[one.id] for one in documents}


def audience_name(citation: str) -> str:
    """Name a cited audience; "" where it is everybody or cannot be found any more."""
    try:
        return store().get(*read_citation(citation)).name
    except (AudienceError, MissingError):
        return ""


@st.cache_resource(show_spinner=False, max_entries=30)
def cited_audience(citation: str, version: str = "") -> pd.DataFrame | None:
    """Count a cited audience in every village; None for everybody.

    `version` is the segmentation whose segments the audience names; the one in use without it.

    Raises
    ------
    AudienceError
        When there is no such audience, so that nobody counts all residents instead.
    """
    if not citation:
        return None
    try:
        body = store().get(*read_citation(citation)).body
    except MissingError as fault:
        raise AudienceError(f"The audience {citation} is gone.") from fault
    found = cited_segmentation(version) if version else segmentation()
    return count_audience(Audience.from_body(body), areas("village"), found.labels, joint())
