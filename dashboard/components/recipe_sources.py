"""Go on from a recipe that somebody saved: a draft or a version of the office."""

import streamlit as st

from dashboard import cached, state
from dashboard.recipe_draft import RecipeDraft, draft_of
from segments.i18n import Translator
from segments.store import Document
from segments.typology import ALL_METHODS, STANDARDISERS, TRANSFORMS, Recipe


def open_linked_recipe() -> None:
    """Open the saved recipe that the link asks for, once; afterwards it is the planner's."""
    asked = state.recipe_to_open()
    if not asked:
        return
    found = _draft(cached.store().get(asked))
    if found is None:
        _show_unreadable(state.translator())
        state.name_recipe_source("")
    else:
        state.replace_recipe_draft(found, asked)


def _show_unreadable(_: Translator) -> None:
    st.error(_("Resep ini tidak dapat dibaca, mungkin dari aplikasi yang lebih baru."))


def show_recipe_sources() -> None:
    """Offer the saved segmentations; the list is read when it is opened."""
    _ = state.translator()
    saved = st.popover(
        _("Buka resep tersimpan"),
        icon=":material/folder_open:",
        key="recipe_sources",
        on_change="rerun",
        width="stretch",
    )
    if not saved.open:
        return
    with saved:
        documents = cached.store().find("segmentation")
        if not documents:
            st.markdown(_("Belum ada. Simpan dulu sebuah hasil sebagai konsep versi."))
            return
        names = {document.id: _line(document, _) for document in documents}
        chosen = st.selectbox(
            _("Resep dari"), list(names), format_func=names.__getitem__, key="recipe_source"
        )
        found = _draft(next(document for document in documents if document.id == chosen))
        if found is None:
            _show_unreadable(_)
            return
        st.button(
            _("Pakai resep ini"),
            type="primary",
            key="recipe_open",
            on_click=state.replace_recipe_draft,
            args=(found, chosen),
        )
        st.caption(_("Resep yang sedang disusun dapat dikembalikan dengan Urungkan."))


def _line(document: Document, _: Translator) -> str:
    words = {"draft": _("konsep"), "published": _("terbit")}
    day = _.date(document.saved_at.date())
    return f"{document.name} · {words.get(document.state, document.state)} · {day}"


def _draft(document: Document) -> RecipeDraft | None:
    """Read recipe and reasons; None when the stored recipe is not one of this release."""
    try:
        recipe = Recipe.from_dict(document.body["segmentation"]["recipe"])
    except (KeyError, TypeError, ValueError):
        return None
    known = (
        recipe.transform in TRANSFORMS,
        recipe.standardise in STANDARDISERS,
        recipe.method in ALL_METHODS,
        recipe.level == "village",
    )
    if not all(known):
        return None
    reasons = document.body.get("reasons", {})
    return draft_of(recipe, tuple(sorted((str(k), str(v)) for k, v in reasons.items())))
