"""Segments by letter, colour and name: the picker and the legend."""

import streamlit as st

from dashboard import cached, layers, state


def segment_title(code: str) -> str:
    """Write letter and name of a segment: "A · ..."."""
    return f"{code} · {cached.segmentation().names[code][state.selection().language]}"


def segment_colour(code: str) -> str:
    """Give the colour of a segment, the same on every map and chart."""
    return layers.NOMINAL_COLOURS[layers.SEGMENT_LETTERS.index(code)]


def show_segment_picker(label: str, *, field: str = "segment", optional: bool = False) -> str:
    """Ask for a segment; the answer stands in the link and is kept between pages."""
    codes = (*([""] if optional else []), *cached.segmentation().codes)
    words = {"": "–"} | {code: segment_title(code) for code in codes if code}
    return st.selectbox(
        label, codes, format_func=words.__getitem__, **state.bound(field, allowed=codes)
    )
