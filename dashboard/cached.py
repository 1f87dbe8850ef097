"""The only user of Streamlit's caches: places, segments, layers and specifications.

Cached functions take plain values. What `cache_resource` gives is shared by all users and must
never be changed; what `cache_data` gives is a copy.
"""

import hashlib
import json
import mimetypes
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard import charts, contrast_rows, figures, layers, profile_charts, targets
from geodata import AreaTable, load_areas, load_codebook, load_context, load_sources
from geodata.loading import DATA
from segments import advice
from segments.audience import JointPopulation, count_people, joint_population
from segments.campaign import TargetList, build_target_list
from segments.i18n import LANGUAGES, Translator

if TYPE_CHECKING:
    from segments.export import (
        ChannelCard,
        ComparableFigures,
        FramingCard,
        GroupFacts,
        PortraitSentence,
    )
    from segments.typology import Segmentation

STATIC = Path(__file__).parent / "static"
STATIC_ADDRESS = "app/static"
N_RANKED = 10
N_CHOSEN = 3


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
    return load_areas(level)


@st.cache_resource(show_spinner=False)
def segmentation() -> "Segmentation":
    """Load the published segmentation; shared, never changed."""
    from segments.typology import published_segmentation

    return published_segmentation()


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
def known_values() -> Mapping[str, frozenset[str]]:
    """List what each field of a link may hold."""
    columns = {name for level in ("village", "district") for name in map_columns(level)}
    districts = frozenset(areas("district").table.index)
    segments = frozenset(layers.SEGMENT_LETTERS)
    return {
        "language": frozenset(LANGUAGES),
        "level": frozenset({"village", "district"}),
        "column": frozenset(columns),
        "district": districts | {""},
        "areas": districts | frozenset(areas("village").table.index),
        "segment": segments,
        "compared": segments | {""},
        "list_segments": segments | {""},
        "list_districts": districts | {""},
        "list_channels": frozenset(playbook().channels) | {""},
        "sex": frozenset(targets.SEXES) | {""},
        "youngest": frozenset(targets.AGES),
        "oldest": frozenset(targets.AGES),
    }


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
    for column in load_codebook().values():
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
    shown = [load_codebook()[name] for name in layers.mappable(areas("village"))]
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


# ---------------------------------------------------------------- profiles


@st.cache_resource(show_spinner=False)
def _comparable_figures() -> "ComparableFigures":
    from segments.export import comparable_figures

    return comparable_figures(areas("village"))


@st.cache_resource(show_spinner=False, max_entries=100)
def group_facts(code: str) -> "GroupFacts":
    """Put a segment (a letter) or a kecamatan (its code) in numbers; shared, never changed."""
    from segments.export import district_facts, segment_facts

    describe = district_facts if code in areas("district").table.index else segment_facts
    return describe(areas("village"), _comparable_figures(), segmentation(), code)


@st.cache_resource(show_spinner=False, max_entries=100)
def portrait(code: str, language: str) -> "tuple[PortraitSentence, ...]":
    """Write the pen portrait of a segment or a kecamatan; shared, never changed."""
    from segments.export import write_portrait

    names = areas("district").table["name"].to_dict()
    return write_portrait(group_facts(code), load_codebook(), names, Translator(language))


@st.cache_resource(show_spinner=False, max_entries=300)
def profile_contrasts(code: str, base: str, language: str) -> tuple[contrast_rows.ContrastRow, ...]:
    """Choose what sets a segment or kecamatan apart from another or, without one, from all."""
    from segments.export import find_contrasts, pick_contrasts

    places = areas("village")
    found = (
        find_contrasts(_comparable_figures(), _members(code), _members(base))
        if base
        else group_facts(code).contrasts
    )
    high, low = pick_contrasts(found.values(), load_codebook())
    chosen = (*high, *low)
    return contrast_rows.contrast_rows(chosen, load_codebook(), places.table, Translator(language))


@st.cache_data(max_entries=300, show_spinner=False)
def index_bars(code: str, base: str, base_name: str, language: str) -> dict[str, Any]:
    """Specify the bars around 100 of what sets a segment or kecamatan apart."""
    rows = profile_contrasts(code, base, language)
    return profile_charts.index_bars(rows, base_name, Translator(language))


@st.cache_resource(show_spinner=False)
def village_segments() -> pd.DataFrame:
    """List the villages with their segment; `second` is the other one of a borderline village.

    Columns: name, district_code, district_name, population, segment, second, ratio; shared.
    """
    from segments.export import BORDERLINE

    found = segmentation()
    rows = areas("village").table[["name", "district_code", "district_name", "population"]].copy()
    rows["segment"] = found.labels
    rows["ratio"] = found.distances["ratio"]
    rows["second"] = found.distances["second_label"].where(rows["ratio"] > BORDERLINE, "")
    return rows.sort_values("population", ascending=False)


@st.cache_resource(show_spinner=False)
def religions() -> pd.DataFrame:
    """Share of residents by religion per kecamatan: context on its profile, and nowhere else."""
    people = load_context()
    return people.div(people.sum(axis=1), axis=0)


def _members(code: str) -> list[str]:
    rows = village_segments()
    own = rows["district_code" if code in areas("district").table.index else "segment"] == code
    return rows.index[own].tolist()


# ---------------------------------------------------------------- advice and target lists


@st.cache_resource(show_spinner=False)
def playbook() -> advice.Playbook:
    """Load the playbook; shared, never changed."""
    return advice.load_playbook()


@st.cache_resource(show_spinner=False)
def traits(segment: str) -> advice.SegmentTraits:
    """Pool the villages of a segment, or of the regency for ""; shared, never changed."""
    if not segment:
        return advice.regency_traits(areas("village"))
    return advice.traits_of(areas("village"), segmentation().labels, segment)


@st.cache_resource(show_spinner=False)
def ranked_channels(segment: str) -> tuple[advice.Recommendation, ...]:
    """Rank the channels for a segment, or for the regency for ""; shared, never changed."""
    return advice.recommend_channels(traits(segment), playbook())


@st.cache_resource(show_spinner=False)
def default_channels(segment: str) -> tuple[str, ...]:
    """Name the channels that are in use as long as nobody has chosen any."""
    found = advice.select_channels(ranked_channels(segment), playbook(), count=N_CHOSEN)
    return tuple(channel.id for channel in found)


@st.cache_resource(show_spinner=False, max_entries=50)
def channel_cards(segment: str, language: str) -> "tuple[ChannelCard, ...]":
    """Describe the channels for a segment, best first; shared, never changed."""
    from segments.export import channel_cards

    ranked = ranked_channels(segment)
    special = advice.stands_out(ranked, ranked_channels(""))
    return channel_cards(
        ranked,
        traits(segment),
        playbook(),
        Translator(language),
        stability=advice.rank_stability(ranked),
        special={reason.subject: reason for reason in special},
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def framing_cards(segment: str, language: str, election: bool) -> "tuple[FramingCard, ...]":
    """Describe the framings whose conditions a segment meets, best first; shared."""
    from segments.export import framing_cards

    found = advice.recommend_framings(traits(segment), playbook(), election_period=election)
    return framing_cards(found, playbook(), Translator(language))


@st.cache_resource(show_spinner=False, max_entries=300)
def why_not_channel(segment: str, channel: str, language: str) -> tuple[str, ...]:
    """Answer why a channel is not among the first; shared, never changed."""
    from segments.export import why_not_sentences

    ranked = ranked_channels(segment)
    return why_not_sentences(ranked, channel, playbook(), Translator(language))


@st.cache_resource(show_spinner=False)
def joint() -> JointPopulation:
    """Cross age, sex, education and marriage in every village; shared, never changed."""
    return joint_population(areas("village"))


@st.cache_resource(show_spinner=False, max_entries=50)
def audience_counts(sex: str, ages: tuple[str, ...]) -> pd.DataFrame | None:
    """Count an audience in every village, None for everybody; shared, never changed."""
    audience = targets.audience_filter(sex, ages)
    return None if audience is None else count_people(areas("village"), audience, joint())


@st.cache_resource(show_spinner=False, max_entries=50)
def target_list(question: targets.ListQuestion) -> TargetList:
    """Build the target list that a question asks for; shared, never changed."""
    return build_target_list(
        areas("village"),
        segmentation(),
        created=question.created,
        advice=dict(question.lines),
        segments=question.segments,
        districts=question.districts,
        people=audience_counts(question.sex, question.ages),
        audience=targets.audience_words(question, Translator(question.language)),
        sources=load_sources(),
        language=question.language,
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def list_view(question: targets.ListQuestion) -> targets.ListView:
    """Prepare a target list for its page; shared, never changed."""
    counts = audience_counts(question.sex, question.ages)
    everywhere = areas("village").table["population"] if counts is None else counts["mid"]
    return targets.list_view(
        target_list(question),
        float(everywhere.sum()),
        layer(layers.SEGMENTS, "village", question.language),
        question.lines,
        Translator(question.language),
    )


@st.cache_resource(show_spinner=False, max_entries=100)
def forwarding_text(question: targets.ListQuestion, district: str) -> str:
    """Sum a target list up for WhatsApp, for a district or for the regency ("")."""
    from segments.export import whatsapp_text

    return whatsapp_text(target_list(question), Translator(question.language), district=district)
