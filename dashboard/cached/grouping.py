"""Groupings that were computed on request, cached by their question for all users.

Long work is done outside the cache, step by step, so that it can show how far it is and be
stopped; what a step found is then kept here.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import k_charts
from dashboard.cached.office import version_record
from dashboard.cached.places import areas, codebook, segmentation
from segments.i18n import Translator
from segments.typology import DEFAULT_RECIPE, Recipe, Report

if TYPE_CHECKING:
    from segments.typology import (
        Decision,
        GroupSplit,
        KStep,
        LevelComparison,
        Screen,
        Segmentation,
        TrialAnswer,
    )

BOOTSTRAPS = 100


class _NotComputedError(LookupError):
    """Nobody has asked for this yet."""


@st.cache_resource(show_spinner=False, max_entries=1000)
def _kept(question: tuple, _made: object) -> Any:  # noqa: ARG001 - Streamlit's key
    if _made is None:
        raise _NotComputedError
    return _made


def _found(question: tuple) -> Any:
    try:
        return _kept(question, None)
    except _NotComputedError:
        return None


def grouping(recipe: Recipe) -> "Segmentation | None":
    """Give the answer to a recipe if it was computed; shared, never changed."""
    record, _document = version_record()
    # A version that people changed is not what its recipe gives.
    shown = record.segmentation if not record.edits else None
    return shown if shown and recipe == shown.recipe else _found(("grouping", recipe))


def compute_grouping(recipe: Recipe, report: Report) -> None:
    """Compute the answer to a recipe and keep it, in the letters of the version in use.

    Territories keep their own: their places say nothing of the kinds of places.
    """
    from segments.typology import TERRITORY_METHODS, keep_letters, segment

    made = segment(areas("village"), recipe, report=report)
    if recipe.method not in TERRITORY_METHODS:
        made = keep_letters(made, segmentation())
    _kept(("grouping", recipe), made)


def compared(recipe: Recipe) -> "Segmentation | None":
    """Give the answer of a method that others are compared with, less thoroughly tested."""
    return _found(("compared", recipe))


def keep_compared(recipe: Recipe, made: "Segmentation") -> None:
    """Keep the answer of a method that others are compared with."""
    _kept(("compared", recipe), made)


def k_step(recipe: Recipe, k: int) -> "KStep | None":
    """Give one examined k if it was computed or ships; shared, never changed."""
    shipped = _shipped_scan()
    if k in shipped and _any_k(recipe) == _any_k(DEFAULT_RECIPE):
        return shipped[k]
    return _found(("k", _any_k(recipe), k))


def keep_k_step(recipe: Recipe, made: "KStep") -> None:
    """Keep one examined k."""
    _kept(("k", _any_k(recipe), made.k), made)


@st.cache_resource(show_spinner=False)
def _shipped_scan() -> "dict[int, KStep]":
    from segments.typology import load_scan, published_segmentation

    return {step.k: step for step in load_scan(published_segmentation())}


def split(recipe: Recipe, group: str) -> "GroupSplit | None":
    """Give what became of one segment, if it was computed."""
    return _found(("split", recipe, group))


def keep_split(recipe: Recipe, made: "GroupSplit") -> None:
    """Keep what became of one segment."""
    _kept(("split", recipe, made.group), made)


def trial(recipe: Recipe, changed: Recipe) -> "TrialAnswer | None":
    """Give the answer to a changed recipe, if it was computed."""
    return _found(("trial", recipe, changed))


def keep_trial(recipe: Recipe, made: "TrialAnswer") -> None:
    """Keep the answer to a changed recipe."""
    _kept(("trial", recipe, made.trial.recipe), made)


def levels(recipe: Recipe) -> "LevelComparison | None":
    """Give the kecamatan beside their villages, if that was computed."""
    return _found(("levels", recipe))


def keep_levels(recipe: Recipe, made: "LevelComparison") -> None:
    """Keep the kecamatan beside their villages."""
    _kept(("levels", recipe), made)


def _any_k(recipe: Recipe) -> Recipe:
    return replace(recipe, k=2)


@st.cache_resource(show_spinner=False)
def candidates() -> tuple[str, ...]:
    """List the columns that may be grouped by."""
    from segments.typology import candidate_columns

    return candidate_columns(areas("village"))


@st.cache_resource(show_spinner=False, max_entries=50)
def screen(names: tuple[str, ...], transform: str) -> "Screen":
    """Look at columns before they are used; shared, never changed."""
    from segments.typology import screen_columns

    return screen_columns(areas("village"), names, transform=transform)


@st.cache_resource(show_spinner=False, max_entries=50)
def decisions(recipe: Recipe, reasons: tuple[tuple[str, str], ...]) -> "tuple[Decision, ...]":
    """Write the decision log of a recipe; shared, never changed."""
    from segments.typology import decision_log

    return decision_log(areas("village"), recipe, candidates(), dict(reasons))


@st.cache_resource(show_spinner=False, max_entries=50)
def feature_weights(recipe: Recipe) -> pd.Series:
    """Give the share of the squared distance that each column of a recipe makes."""
    from segments.typology import build_features

    return build_features(areas("village"), recipe).weights


@st.cache_data(show_spinner=False, max_entries=50)
def clustergram(recipe: Recipe, ks: tuple[int, ...], language: str) -> dict[str, Any]:
    """Specify how segments part as k grows, for the k that were computed."""
    from segments.typology import build_features
    from segments.typology import clustergram as grow

    steps = _steps(recipe, ks)
    found = grow(build_features(areas("village"), recipe), steps)
    return k_charts.clustergram(
        found, recipe.k, codebook()[found.leading].label(language), Translator(language)
    )


@st.cache_data(show_spinner=False, max_entries=50)
def k_measures(recipe: Recipe, ks: tuple[int, ...], language: str) -> dict[str, Any]:
    """Specify the measures of every k as small charts."""
    from segments.typology import scan_table

    table = scan_table(_steps(recipe, ks))
    return k_charts.measures(table, Translator(language))


@st.cache_data(show_spinner=False, max_entries=50)
def segment_stability(recipe: Recipe, ks: tuple[int, ...], language: str) -> dict[str, Any]:
    """Specify how stable each segment is at every k."""
    return k_charts.segment_stability(_steps(recipe, ks), Translator(language))


def _steps(recipe: Recipe, ks: Sequence[int]) -> "list[KStep]":
    return [found for k in ks if (found := k_step(recipe, k)) is not None]
