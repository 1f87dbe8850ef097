"""What the hall sees: the story, the map as a picture, and the answers for every kecamatan."""

import base64
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import charts, layers, pages_of_places
from dashboard.cached.campaign import cited_segmentation, plan
from dashboard.cached.office import store
from dashboard.cached.places import areas, edition, layer, segment_names, segmentation
from dashboard.cached.planning import playbook
from dashboard.cached.profiles import portrait, profile_contrasts
from geodata.loading import DATA
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.export import OnePager, Story

PICTURE_SIZE = (900, 820)


@st.cache_data(show_spinner=False, max_entries=12)
def map_picture(language: str, kind: str = "png") -> bytes:
    """Draw the map of the segments as PNG of 300 dots an inch at slide size, or as SVG."""
    import vl_convert

    from segments.export import font_folder

    vl_convert.register_font_directory(font_folder())
    width, height = PICTURE_SIZE
    outlines = json.loads((DATA / "areas.topojson").read_bytes())
    shown = layer(layers.SEGMENTS, "village", language)
    spec = charts.area_map(shown, outlines, width=width, height=height, legend=False)
    if kind == "svg":
        return vl_convert.vegalite_to_svg(spec, vl_version="6.1").encode()
    return vl_convert.vegalite_to_png(spec, vl_version="6.1", scale=2.4)


@st.cache_resource(show_spinner=False, max_entries=12)
def story(document: str, revision: int, language: str, day: date) -> "Story":
    """Tell the segmentation in use or, with a document, a plan; shared, never changed."""
    from segments.campaign import channel_names
    from segments.export import build_story

    found = plan(document, revision) if document else None
    stored = store().get(document, revision) if document else None
    return build_story(
        areas("village"),
        cited_segmentation(found.version) if found else segmentation(),
        Translator(language),
        edition=(found.edition if found else "") or edition(),
        made=day,
        colours=layers.NOMINAL_COLOURS,
        plan=found,
        plan_id=document,
        plan_name=stored.name if stored else "",
        channels=channel_names(playbook(), language),
    )


@st.cache_data(show_spinner=False, max_entries=4)
def district_answers(language: str) -> list[dict[str, Any]]:
    """Answer for every kecamatan why it looks as it does: parts, sentences, villages by segment."""
    from segments.typology import district_composition

    _ = Translator(language)
    places, found = areas("village").table, segmentation()
    shares = district_composition(areas("village"), found)
    names = segment_names(language)
    answers = []
    for code, name in areas("district").table["name"].sort_values().items():
        inside = places[places["district_code"] == code]
        parts = shares.loc[code]
        answers.append(
            {
                "name": name,
                "parts": [
                    {
                        "name": names[one],
                        "share": float(parts[one]),
                        "text": _.percent(float(parts[one]), 0),
                        "villages": ", ".join(
                            inside.loc[found.labels[inside.index] == one, "name"].sort_values()
                        ),
                    }
                    for one in found.codes
                    if parts[one] > 0
                ],
                "colours": [
                    layers.NOMINAL_COLOURS[number]
                    for number, one in enumerate(found.codes)
                    if parts[one] > 0
                ],
                "sentences": [one.text for one in portrait(str(code), language)[:4]],
            }
        )
    return answers


def data_address(content: bytes, media_type: str) -> str:
    """Put a picture into an address of its own, so that it needs no request."""
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


@st.cache_data(show_spinner=False, max_entries=24)
def segment_map_svg(code: str, language: str) -> str:
    """Draw the map with one segment in colour, as SVG."""
    import vl_convert

    from segments.export import font_folder

    vl_convert.register_font_directory(font_folder())
    outlines = json.loads((DATA / "areas.topojson").read_bytes())
    shown = layer(layers.SEGMENTS, "village", language, code)
    spec = charts.area_map(shown, outlines, width=620, height=560, legend=False)
    return vl_convert.vegalite_to_svg(spec, vl_version="6.1")


def _footer(language: str) -> str:
    _ = Translator(language)
    return _(
        "Segmentasi {version} · data {edition}. Angka dengan rentang adalah estimasi model, "
        "lainnya terukur atau menurut aturan. Segmen menggambarkan wilayah, bukan orang per orang."
    ).format(version=segmentation().version, edition=edition())


@st.cache_resource(show_spinner=False, max_entries=24)
def segment_page(code: str, language: str) -> "OnePager":
    """Put a segment on one page; shared, never changed."""
    found = segmentation()
    return pages_of_places.segment_page(
        code,
        found.names[code][language],
        portrait(code, language),
        profile_contrasts(code, "", language),
        segment_map_svg(code, language),
        _footer(language),
        Translator(language),
    )


@st.cache_resource(show_spinner=False, max_entries=100)
def district_page(code: str, language: str) -> "OnePager":
    """Put a kecamatan on one page; shared, never changed."""
    from segments.typology import district_composition

    shares = district_composition(areas("village"), segmentation()).loc[code]
    names = segment_names(language)
    return pages_of_places.district_page(
        areas("district").table.at[code, "name"],
        portrait(code, language),
        [(one, names[one], float(share)) for one, share in shares.items()],
        profile_contrasts(code, "", language),
        _footer(language),
        Translator(language),
    )


@st.cache_data(show_spinner=False, max_entries=4)
def html_file(language: str, day: date) -> bytes:
    """Write the file that opens from a USB stick."""
    from segments.export import SegmentText, to_html

    names = segmentation().names
    texts = [
        SegmentText(
            code,
            names[code][language],
            layers.NOMINAL_COLOURS[layers.SEGMENT_LETTERS.index(code)],
            tuple(one.text for one in portrait(code, language)),
        )
        for code in segmentation().codes
    ]
    return to_html(
        areas("village"),
        segmentation(),
        texts,
        Translator(language),
        edition=edition(),
        made=day,
    )
