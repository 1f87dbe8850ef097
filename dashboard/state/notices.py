"""What a callback has to say after the page has run again, and the last answer of slow work."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

Answer = TypeVar("Answer")
_NOTICE = "notice"


def say(text: str) -> None:
    """Leave a sentence for the next run of the page."""
    st.session_state[_NOTICE] = text


def said() -> str:
    """Take the sentence that a callback left; "" where it left none."""
    return st.session_state.pop(_NOTICE, "")


def remembered(slot: str, key: str, make: Callable[[], Answer]) -> Answer:
    """Give what was made for this key in this session; another key replaces it."""
    name = f"remembered_{slot}"
    kept = st.session_state.get(name)
    if kept is None or kept[0] != key:
        kept = (key, make())
        st.session_state[name] = kept
    return kept[1]
