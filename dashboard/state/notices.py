"""What a callback has to say after the page has run again, and the last answer of slow work."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

Answer = TypeVar("Answer")
_NOTICE = "notice"


def say(text: str) -> None:
    """Leave a sentence for the next run of the page."""
    st.session_state[_NOTICE] = text


def said() -> str:
    """Take the sentence that a callback left; "" where it left none."""
    return st.session_state.pop(_NOTICE, "")


def kept(slot: str, key: str) -> Any:
    """Give what was kept under this key in this session; None where nothing was."""
    name, found = st.session_state.get(f"kept_{slot}", ("", None))
    return found if name == key else None


def keep(slot: str, key: str, answer: Any) -> None:
    """Keep one answer of slow work for this session; another key replaces it."""
    st.session_state[f"kept_{slot}"] = (key, answer)


def remembered(slot: str, key: str, make: Callable[[], Answer]) -> Answer:
    """Give what was made for this key in this session, or make it."""
    found = kept(slot, key)
    if found is None:
        found = make()
        keep(slot, key, found)
    return found
