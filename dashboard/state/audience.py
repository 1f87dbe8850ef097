"""The audience that a planner is putting together, kept in the session."""

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


def _take(name: str) -> None:
    values = tuple(st.session_state[f"audience_{name}"])
    set_audience(replace(audience(), **{name: values}))
