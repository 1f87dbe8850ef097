"""The survey in use and what is computed from it, cached."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.cached.audiences import joint
from dashboard.cached.office import store
from dashboard.cached.places import areas

if TYPE_CHECKING:
    from dashboard.survey_data import SavedSurvey
    from segments.audience import AreaRates, ClassChoice, SurveyWeights, VillageClasses

# Straight clusters of respondents answer alike: without a known figure, half as much again.
USUAL_DESIGN_EFFECT = 1.5
COVARIATES = ("share_urban_area",)


@st.cache_resource(show_spinner=False)
def survey() -> "SavedSurvey | None":
    """Load the survey in use; shared, never changed."""
    from dashboard.survey_data import survey_in_use

    return survey_in_use(store())


@st.cache_resource(show_spinner=False, max_entries=4)
def survey_weights(survey_id: str) -> "SurveyWeights":  # noqa: ARG001 - the key of the cache
    """Weight the respondents of the survey in use to the residents; shared, never changed."""
    from segments.audience import person_margins, rake_respondents, respondent_groups

    return rake_respondents(respondent_groups(answers()), person_margins(joint()))


def answers() -> pd.DataFrame:
    """Give the answers of the survey in use."""
    found = survey()
    if found is None:
        raise ValueError("No survey is in use.")
    return found.answers


@st.cache_resource(show_spinner=False)
def _found_classes() -> "dict[str, ClassChoice]":
    """Keep what was computed when somebody pressed the button."""
    return {}


def survey_classes(survey_id: str) -> "ClassChoice | None":
    """Give the classes of a survey if they have been computed."""
    return _found_classes().get(survey_id)


def find_classes(survey_id: str, told: Callable[[int], None]) -> "ClassChoice":
    """Compute the classes of the survey in use and keep them for everybody."""
    from segments.audience import choose_classes, class_items

    found = choose_classes(class_items(answers()), told=told)
    _found_classes()[survey_id] = found
    return found


@st.cache_resource(show_spinner=False)
def _projected() -> "dict[str, VillageClasses]":
    """Keep what was computed when somebody pressed the button."""
    return {}


def village_classes(survey_id: str) -> "VillageClasses | None":
    """Give the classes of a survey by village if they have been computed."""
    return _projected().get(survey_id)


def find_village_classes(survey_id: str, told: Callable[[int, int], None]) -> "VillageClasses":
    """Carry the classes of the survey in use to the villages and keep them for everybody."""
    from segments.audience import project_classes

    choice = survey_classes(survey_id)
    if choice is None:
        raise ValueError("The classes have not been computed.")
    found = project_classes(choice, answers(), joint(), told=told)
    _projected()[survey_id] = found
    return found


@st.cache_resource(show_spinner=False, max_entries=40)
def survey_rates(survey_id: str, indicator: str) -> "AreaRates":
    """Estimate a share by kecamatan: "class 1" or "question=answer"; shared, never changed."""
    from segments.audience import area_rates

    frame = answers()
    if indicator.startswith("class "):
        choice = survey_classes(survey_id)
        if choice is None:
            raise ValueError("The classes have not been computed.")
        values = choice.result.posteriors[int(indicator.removeprefix("class "))]
    else:
        question, _sign, code = indicator.partition("=")
        said = frame[question]
        inside = said.fillna("").astype(str).str.split().map(lambda codes: code in codes)
        values = inside.astype(float).where(said.notna())
    weights = survey_weights(survey_id)
    return area_rates(
        values,
        frame["district"],
        weights.weights,
        areas("district").table[list(COVARIATES)],
        max(weights.design_effect, USUAL_DESIGN_EFFECT),
    )


@st.cache_data(show_spinner=False)
def adults_by_district() -> pd.Series:
    """Count residents of 15 and over by kecamatan."""
    table = areas("district").table
    young = table[["n_age_00_04", "n_age_05_09", "n_age_10_14"]].sum(axis=1)
    return (table["population"] - young).rename("adults")
