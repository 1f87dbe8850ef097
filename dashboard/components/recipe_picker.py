"""Which recipe a page speaks of: the published one, or the one under work."""

import streamlit as st

from dashboard import cached, state
from segments.typology import Recipe


def show_recipe_picker() -> Recipe:
    """Ask for a recipe; without a different one under work it is the published."""
    _ = state.translator()
    published = cached.segmentation().recipe
    draft = state.recipe_draft()
    own = draft.recipe() if draft.complete else published
    if own == published:
        st.caption(
            _("Resep versi yang dipakai {version}.").format(version=cached.segmentation().version)
        )
        return published
    words = {"published": _("Resep versi yang dipakai"), "draft": _("Resep yang sedang disusun")}
    chosen = st.selectbox(
        _("Resep"), list(words), index=1, format_func=words.__getitem__, key="recipe_of_k"
    )
    return own if chosen == "draft" else published
