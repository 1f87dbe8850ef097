"""Who and where: the conditions of an audience, and the sentence that reads them aloud."""

import streamlit as st

from dashboard import audience_view, cached, figures, state
from segments.i18n import Translator


def show_conditions() -> None:
    """Ask for traits of people and kinds of places."""
    _ = state.translator()
    words = audience_view.dimension_words(_)
    who, where = st.columns(2, gap="large")
    with who:
        st.markdown(f"**{_('Siapa')}**")
        _several(_("Jenis kelamin"), words["sex"], "sexes", _)
        stages = {"": _("– menurut umur dan status kawin di bawah –")}
        stages |= audience_view.stage_words(_)
        st.selectbox(
            _("Tahap hidup"),
            list(stages),
            format_func=stages.__getitem__,
            help=_(
                "Dibaca dari umur dan status kawin: register tidak mencatat susunan rumah tangga. "
                "Pilihan ini mengisi kedua syarat di bawahnya."
            ),
            **state.audience_stage(audience_view.stage_of, audience_view.STAGES),
        )
        _several(_("Umur"), words["age"], "ages", _)
        _several(_("Pendidikan"), words["education"], "educations", _)
        _several(_("Status kawin"), words["marital"], "marital", _)
        _several(_("Pekerjaan"), words["occupation"], "occupations", _)
    segments = cached.segment_names(_.language)
    districts = cached.areas("district").table["name"].sort_values().to_dict()
    classes = cached.areas("village").column("geographic_class").categories
    with where:
        st.markdown(f"**{_('Di mana')}**")
        _several(_("Segmen"), segments, "segments", _)
        _several(
            _("Kelas wilayah"),
            {one: figures.category_words(one, _) for one in classes},
            "classes",
            _,
        )
        _several(_("Sinyal seluler 2023"), audience_view.signal_words(_), "signals", _)
        _several(_("Kecamatan"), districts, "districts", _)
        with st.expander(_("Kecuali")):
            _several(_("Kecuali segmen"), segments, "except_segments", _)
            _several(_("Kecuali kecamatan"), districts, "except_districts", _)
    found = state.audience()
    st.info(
        audience_view.audience_sentence(found, segments, districts, _), icon=":material/groups:"
    )


def _several(label: str, words: dict[str, str], field: str, _: Translator) -> None:
    st.multiselect(
        label,
        list(words),
        format_func=words.__getitem__,
        placeholder=_("semua"),
        **state.audience_field(field),
    )
