"""Advice, audiences and target lists, cached."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import layers, targets
from dashboard.cached.places import areas, layer, segmentation
from geodata import load_sources
from segments import advice
from segments.audience import JointPopulation, count_people, joint_population
from segments.campaign import TargetList, build_target_list
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.export import ChannelCard, FramingCard

N_CHOSEN = 3


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
