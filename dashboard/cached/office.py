"""The office's own work: one store for all sessions."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from segments.store import Store


@st.cache_resource(show_spinner=False)
def store() -> "Store":
    """Open the store once; it is safe to share, and its documents are never cached here."""
    from segments.store import open_store

    return open_store()
