"""What this user has decided on the way to a target list, kept in the session."""

from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from dashboard.draft import Draft, Kind, with_choice

_DRAFT = "draft"


def draft() -> Draft:
    """Give what this user has decided on the way to a target list."""
    return Draft(**st.session_state.get(_DRAFT, {}))


def drafted(field: str) -> dict[str, Any]:
    """Give key and callback that tie a widget to a field of the draft."""
    key = f"draft_{field}"
    value = getattr(draft(), field)
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take_drafted, "args": (field,)}


def choosing(kind: Kind, segment: str, current: tuple[str, ...], item: str) -> dict[str, Any]:
    """Give key and callback that tie a switch to the use of a channel or framing."""
    key = f"use_{kind}_{segment}_{item}"
    if st.session_state.get(key) != (item in current):
        st.session_state[key] = item in current
    return {"key": key, "on_change": _take_choice, "args": (kind, segment, current, item)}


def _take_drafted(field: str) -> None:
    st.session_state[_DRAFT] = asdict(
        replace(draft(), **{field: st.session_state[f"draft_{field}"]})
    )


def _take_choice(kind: Kind, segment: str, current: tuple[str, ...], item: str) -> None:
    used = bool(st.session_state[f"use_{kind}_{segment}_{item}"])
    changed = with_choice(draft(), kind, segment, current, item, used=used)
    st.session_state[_DRAFT] = asdict(changed)
