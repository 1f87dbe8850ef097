"""Two segments side by side, the differences that matter first."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import profile_parts, segment_profile
from dashboard.components.profile_parts import REGENCY
from dashboard.components.segment_legend import segment_title

MAP_HEIGHT = 250


def show_segment_comparison(first: str, second: str) -> None:
    """Show what sets two segments apart, then every part of both."""
    _ = state.translator()
    st.subheader(
        _("Beda terbesar antara segmen {first} dan {second}").format(first=first, second=second),
        anchor=False,
    )
    names = (profile_parts.base_name(first, _), profile_parts.base_name(second, _))
    rows = cached.profile_contrasts(first, second, _.language)
    chart, figures = st.columns([11, 9], gap="large")
    with chart:
        profile_parts.show_contrast_chart(first, second, key="contrasts")
    with figures:
        _show_figures(first, second)
    profile_parts.show_contrast_table(rows, (_head(first), _head(second)), key=first + second)
    profile_parts.show_reading_help(rows, names)
    for show in (_show_place, profile_parts.show_portrait, _show_contrasts, _show_parts):
        for code, place in zip((first, second), st.columns(2, gap="large"), strict=True):
            with place:
                show(code)


def _head(code: str) -> str:
    return state.translator()("Segmen {code}").format(code=code)


def _show_figures(first: str, second: str) -> None:
    _ = state.translator()
    pairs = zip(
        segment_profile.main_figures(first, _),
        segment_profile.main_figures(second, _),
        strict=True,
    )
    rows = [(one.label, one.figure, other.figure) for one, other in pairs]
    profile_parts.show_table(("", _head(first), _head(second)), rows, "|:--|--:|--:|")


def _show_place(code: str) -> None:
    st.subheader(segment_title(code), anchor=False)
    segment_profile.show_segment_map(code, height=MAP_HEIGHT)


def _show_contrasts(code: str) -> None:
    _ = state.translator()
    st.markdown(f"**{_('Yang membedakan dari {base}').format(base=_('kabupaten'))}**")
    profile_parts.show_contrast_chart(code, REGENCY, key=f"contrasts_{code}")


def _show_parts(code: str) -> None:
    _ = state.translator()
    st.markdown(f"**{_('Menurut kecamatan')}**")
    segment_profile.show_districts(code)
    segment_profile.show_borderline(code)
