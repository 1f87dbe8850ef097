"""The recipe that this user is working on, and which long work is under way."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from dashboard.recipe_draft import RecipeDraft
from dashboard.state.view import selection, update

_RECIPE, _BEFORE, _WORK = "recipe_draft", "recipe_draft_before", "work"
_OPENED = "recipe_opened"


def recipe_draft() -> RecipeDraft:
    """Give the recipe under work; the shipped one at the start."""
    return RecipeDraft(**st.session_state.get(_RECIPE, {}))


def replace_recipe_draft(draft: RecipeDraft, source: str = "") -> None:
    """Open another recipe, as a callback; `undo_recipe_draft` brings the old one back.

    The link names the saved segmentation `source` as long as the recipe is that one.
    """
    st.session_state[_BEFORE] = asdict(recipe_draft())
    st.session_state[_RECIPE] = asdict(draft)
    name_recipe_source(source)


def name_recipe_source(source: str) -> None:
    """Say which saved segmentation has this very recipe: "" when none does any more."""
    st.session_state[_OPENED] = source
    if selection().recipe_id != source:
        update(recipe_id=source)


def recipe_to_open() -> str:
    """Give the saved segmentation whose recipe the link asks for, until it was opened."""
    asked = selection().recipe_id
    return asked if asked != st.session_state.get(_OPENED, "") else ""


def can_undo_recipe_draft() -> bool:
    """Tell whether there is a recipe to go back to."""
    return _BEFORE in st.session_state


def undo_recipe_draft() -> None:
    """Go back to what the draft was before its last change, as a callback; twice is redo."""
    before = st.session_state[_BEFORE]
    st.session_state[_BEFORE] = asdict(recipe_draft())
    st.session_state[_RECIPE] = before
    name_recipe_source("")


def recipe_field(field: str) -> dict[str, Any]:
    """Give key and callback that tie a widget to a field of the recipe under work."""
    key = f"recipe_{field}"
    value = getattr(recipe_draft(), field)
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take_field, "args": (field,)}


def recipe_features(lens: str, shown: Sequence[str]) -> dict[str, Any]:
    """Give key and callback that tie a list of columns of one lens to the recipe."""
    key = f"recipe_features_{lens}"
    chosen = [name for name in shown if name in recipe_draft().features]
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    return {"key": key, "on_change": _take_features, "args": (key, tuple(shown))}


def recipe_reason(column: str) -> dict[str, Any]:
    """Give key and callback that tie a text to the reason for a column."""
    key = f"recipe_reason_{column}"
    value = dict(recipe_draft().reasons).get(column, "")
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take_reason, "args": (column,)}


def working(key: str) -> bool:
    """Tell whether this user asked for a long work that is not done yet."""
    return key in st.session_state.get(_WORK, ())


def start_work(key: str) -> None:
    """Ask for a long work, as a callback."""
    st.session_state[_WORK] = (*st.session_state.get(_WORK, ()), key)


def end_work(key: str) -> None:
    """End a long work, done or not; also as a callback."""
    st.session_state[_WORK] = tuple(one for one in st.session_state.get(_WORK, ()) if one != key)


def _take_field(field: str) -> None:
    replace_recipe_draft(replace(recipe_draft(), **{field: st.session_state[f"recipe_{field}"]}))


def _take_features(key: str, shown: tuple[str, ...]) -> None:
    others = [name for name in recipe_draft().features if name not in shown]
    features = tuple(sorted([*others, *st.session_state[key]]))
    replace_recipe_draft(replace(recipe_draft(), features=features))


def _take_reason(column: str) -> None:
    text = st.session_state[f"recipe_reason_{column}"].strip()
    reasons = {name: old for name, old in recipe_draft().reasons if name != column}
    if text:
        reasons[column] = text
    replace_recipe_draft(replace(recipe_draft(), reasons=tuple(sorted(reasons.items()))))
