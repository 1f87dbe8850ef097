"""The audience that a planner is putting together, kept in the session."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from segments.audience import Audience, AudienceError

_AUDIENCE = "audience_draft"
_OPENED = "saved_audience"  # the key of the picker too


def audience() -> Audience:
    """Give the audience as it stands."""
    try:
        return Audience.from_body(st.session_state.get(_AUDIENCE, {}))
    except AudienceError:
        return Audience()


def set_audience(found: Audience) -> None:
    """Put another audience in its place; use it as a callback."""
    st.session_state[_AUDIENCE] = found.to_body()


def opened_audience() -> str:
    """Give the id of the saved audience that is open; "" for a new one."""
    return st.session_state.get(_OPENED, "") or ""


def open_audience(document: str) -> None:
    """Say which saved audience is open, as a callback."""
    st.session_state[_OPENED] = document


def audience_field(name: str) -> dict[str, Any]:
    """Give key and callback that tie a widget for several values to a field."""
    key = f"audience_{name}"
    value = list(getattr(audience(), name))
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take, "args": (name,)}


def audience_stage(
    stage_of: Callable[[Audience], str], stages: Mapping[str, tuple[tuple[str, ...], ...]]
) -> dict[str, Any]:
    """Give key and callback that tie a picker to the ages and marriage of a stage of life."""
    key, value = "audience_stage", stage_of(audience())
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take_stage, "args": (stages,)}


def _take_stage(stages: Mapping[str, tuple[tuple[str, ...], ...]]) -> None:
    ages, marital = stages.get(st.session_state["audience_stage"], ((), ()))
    set_audience(replace(audience(), ages=ages, marital=marital))


def _take(name: str) -> None:
    values = tuple(st.session_state[f"audience_{name}"])
    set_audience(replace(audience(), **{name: values}))
