"""Places, segments, map layers and their specifications, cached."""

import hashlib
import json
import mimetypes
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import charts, figures, layers
from dashboard.cached.office import office_columns, store, version_record
from dashboard.office_data import office_edition
from geodata import AreaTable, load_areas, load_sources
from geodata.loading import DATA, data_edition
from segments.i18n import Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata import Column, Source
    from segments.typology import Segmentation

STATIC = Path(__file__).parent.parent / "static"
STATIC_ADDRESS = "app/static"
N_RANKED = 10


@dataclass(frozen=True)
class DataState:
    """What the tables hold, counted for the first page."""

    n_villages: int
    n_urban_villages: int
    n_districts: int
    population: int
    n_measured: int
    n_modelled: int
    n_assumed: int
    limited_access: int


@st.cache_resource(show_spinner=False)
def areas(level: str) -> AreaTable:
    """Load the places of a level; shared, never changed."""
    return load_areas(level, office=office_columns()[0])


def codebook() -> "Mapping[str, Column]":
    """Give the codebook with the columns of the office."""
    return areas("village").codebook


@st.cache_resource(show_spinner=False)
def edition() -> str:
    """Name the edition of the data that all pages show."""
    return office_edition(data_edition(), office_columns()[0])


@st.cache_resource(show_spinner=False)
def sources() -> "Mapping[str, Source]":
    """Give the source register with those of the office's columns; shared, never changed."""
    own = {one.source_id: one.as_source() for one in office_columns()[0]}
    return {**load_sources(), **own}


def segmentation() -> "Segmentation":
    """Give the segmentation in use; shared, never changed."""
    return version_record()[0].segmentation


@st.cache_resource(show_spinner=False, max_entries=20)
def cited_segmentation(version: str) -> "Segmentation":
    """Find the segmentation that a plan cites, else the one in use; shared, never changed."""
    from segments.typology import find_version

    found = find_version(store(), version)
    return found.segmentation if found else segmentation()


@st.cache_data(max_entries=4, show_spinner=False)
def segment_names(language: str) -> dict[str, str]:
    """Name every segment with its letter in front: "A · Kota padat"."""
    found = segmentation()
    return {code: f"{code} · {found.names[code][language]}" for code in found.codes}


@st.cache_resource(show_spinner=False)
def static_version() -> str:
    """Hash of the scripts under static: a new release is never mixed with a browser's old copy."""
    # Some Windows set-ups map .js to text/plain, which browsers refuse to run as a module.
    mimetypes.add_type("text/javascript", ".js")
    scripts = sorted(STATIC.glob("*.js"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in scripts)).hexdigest()[:10]


@st.cache_resource(show_spinner=False)
def outlines_address() -> str:
    """Put the outlines where the browser can fetch them once; give their address.

    Names of the places join the geometry: they are public and the same for every map.
    """
    topology = json.loads((DATA / "areas.topojson").read_bytes())
    for level, name in (("village", "villages"), ("district", "districts")):
        names = areas(level).table["name"]
        for geometry in topology["objects"][name]["geometries"]:
            geometry["properties"] = {"name": names[geometry["id"]]}
    content = json.dumps(topology, ensure_ascii=False, separators=(",", ":")).encode()
    target = STATIC / f"areas-{hashlib.sha256(content).hexdigest()[:10]}.topojson"
    if not target.exists():
        draft = target.with_suffix(f".{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(target)
    for old in STATIC.glob("areas-*.topojson"):
        if old != target:
            old.unlink(missing_ok=True)
    return f"{STATIC_ADDRESS}/{target.name}"


@st.cache_resource(show_spinner=False)
def map_columns(level: str) -> tuple[str, ...]:
    """List what can be mapped at a level: segments first, then the codebook by lens."""
    columns = layers.mappable(areas(level))
    first = (layers.SEGMENTS, "geographic_class")
    return (*first, *(name for name in columns if name not in first))


@st.cache_data(max_entries=8, show_spinner=False)
def map_column_words(language: str) -> dict[str, str]:
    """Label everything that can be mapped, with its lens in front."""
    _ = Translator(language)
    words = {layers.SEGMENTS: _("Segmen khalayak")}
    for column in codebook().values():
        lens = figures.LENS_WORDS.get(column.lens)
        if lens:
            words[column.name] = f"{_(lens)} · {column.label(language)}"
    words["geographic_class"] = _("Kelas wilayah: kota, pinggiran kota, desa, akses terbatas")
    return words


@st.cache_resource(show_spinner=False, max_entries=300)
def layer(name: str, level: str, language: str, only: str = "") -> layers.Layer:
    """Make a mapped column, ready for map, legend, chart and table; shared, never changed."""
    _ = Translator(language)
    places = areas(level)
    if name == layers.SEGMENTS:
        found = segmentation()
        names = [found.names[code][language] for code in found.codes]
        return layers.segment_layer(places, found.labels, names, _, only=only)
    if name.startswith(layers.SHARE_PREFIX):
        from segments.typology import district_composition

        code = name.removeprefix(layers.SHARE_PREFIX)
        shares = district_composition(areas("village"), segmentation())[code]
        title = _("Penduduk di segmen {code}").format(code=code)
        return layers.share_layer(places, shares.rename(name), title, _)
    return layers.column_layer(places, name, _)


@st.cache_resource(show_spinner=False, max_entries=300)
def ranking(name: str, level: str, district: str, language: str) -> pd.DataFrame:
    """Rank the places of a layer, in a district or everywhere; shared, never changed."""
    found = layer(name, level, language)
    return charts.ranking(found, layers.in_district(found, district))


def ranked_bars(
    name: str, level: str, district: str, selected: tuple[str, ...], language: str
) -> dict[str, Any]:
    """Specify the ranked chart from its cached ranking: the highest places and the selected."""
    _ = Translator(language)
    found = layer(name, level, language)
    title = found.title if found.numeric else _("Penduduk")
    ranked = ranking(name, level, district, language)
    title = _("{title}, dari yang tertinggi").format(title=title)
    return charts.ranked_bars(ranked, selected, limit=N_RANKED, title=title)


@st.cache_data(max_entries=4, show_spinner=False)
def data_state() -> DataState:
    """Count what the tables hold."""
    villages = areas("village").table
    shown = [codebook()[name] for name in layers.mappable(areas("village"))]
    evidence = pd.Series([column.evidence for column in shown]).value_counts()
    return DataState(
        n_villages=int((villages["kind"] == "desa").sum()),
        n_urban_villages=int((villages["kind"] == "kelurahan").sum()),
        n_districts=len(areas("district").table),
        population=int(villages["population"].sum()),
        n_measured=int(evidence.get("measured", 0)),
        n_modelled=int(evidence.get("modelled", 0)),
        n_assumed=int(evidence.get("assumed", 0)),
        limited_access=int((villages["geographic_class"] == "akses_terbatas").sum()),
    )
