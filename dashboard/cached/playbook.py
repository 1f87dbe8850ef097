"""The playbook, cached."""

import streamlit as st

from segments import advice


@st.cache_resource(show_spinner=False)
def playbook() -> advice.Playbook:
    """Load the playbook; shared, never changed."""
    return advice.load_playbook()
