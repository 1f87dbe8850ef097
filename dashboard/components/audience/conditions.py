"""Who and where: the conditions of an audience, and the sentence that reads them aloud."""

import streamlit as st

from dashboard import audience_view, cached, figures, state
from segments.i18n import Translator


def show_conditions() -> None:
    """Ask for traits of people and kinds of places."""
    _ = state.translator()
    words = audience_view.dimension_words(_)
    st.markdown(f"**{_('Siapa')}**")
    who = st.columns(3)
    with who[0]:
        _several(_("Jenis kelamin"), words["sex"], "sexes", _)
        _several(_("Pendidikan"), words["education"], "educations", _)
    with who[1]:
        _show_stage(_)
        _several(_("Status kawin"), words["marital"], "marital", _)
    with who[2]:
        _several(_("Umur"), words["age"], "ages", _)
        _several(_("Pekerjaan"), words["occupation"], "occupations", _)
    segments = cached.segment_names(_.language)
    districts = cached.areas("district").table["name"].sort_values().to_dict()
    _show_places(segments, districts, _)
    found = state.audience()
    st.info(
        audience_view.audience_sentence(found, segments, districts, _), icon=":material/groups:"
    )


def _show_stage(_: Translator) -> None:
    stages = {"": _("– menurut umur dan status kawin –")} | audience_view.stage_words(_)
    st.selectbox(
        _("Tahap hidup"),
        list(stages),
        format_func=stages.__getitem__,
        help=_(
            "Dibaca dari umur dan status kawin: register tidak mencatat susunan rumah tangga. "
            "Pilihan ini mengisi kedua syarat itu."
        ),
        **state.audience_stage(audience_view.stage_of, audience_view.STAGES),
    )


def _show_places(segments: dict[str, str], districts: dict[str, str], _: Translator) -> None:
    classes = cached.areas("village").column("geographic_class").categories
    st.markdown(f"**{_('Di mana')}**")
    where = st.columns(4)
    with where[0]:
        _several(_("Segmen"), segments, "segments", _)
    with where[1]:
        kinds = {one: figures.category_words(one, _) for one in classes}
        _several(_("Kelas wilayah"), kinds, "classes", _)
    with where[2]:
        _several(_("Sinyal seluler 2023"), audience_view.signal_words(_), "signals", _)
    with where[3]:
        _several(_("Kecamatan"), districts, "districts", _)
    with st.expander(_("Kecuali")):
        left, right = st.columns(2)
        with left:
            _several(_("Kecuali segmen"), segments, "except_segments", _)
        with right:
            _several(_("Kecuali kecamatan"), districts, "except_districts", _)


def _several(label: str, words: dict[str, str], field: str, _: Translator) -> None:
    st.multiselect(
        label,
        list(words),
        format_func=words.__getitem__,
        placeholder=_("semua"),
        **state.audience_field(field),
    )
