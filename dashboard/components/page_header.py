"""The head of a page: title, one sentence, and a notice where a link made no sense."""

import streamlit as st


def show_page_header(title: str, lead: str) -> None:
    """Show the title of a page and, in one sentence, what it answers."""
    with st.container(gap="xsmall", key="page_header"):
        st.title(title, anchor=False)
        st.markdown(lead)
