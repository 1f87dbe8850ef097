"""Advice, audiences and target lists, cached."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard import layers, targets
from dashboard.cached.audiences import cited_audience, joint
from dashboard.cached.inventory import InventoryKey, inventory_key, placed_inventory
from dashboard.cached.places import areas, layer, segmentation, sources
from dashboard.cached.playbook import playbook
from segments import advice
from segments.audience import count_people
from segments.campaign import TargetList, build_target_list
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.export import ChannelCard, FramingCard

Weights = tuple[tuple[str, float], ...]
Who = tuple[str, tuple[str, ...]]
"""A sex ("": both) and five-year age groups (none: all)."""
EVERYBODY: Who = ("", ())
N_CHOSEN = 3


def traits(segment: str, who: Who = EVERYBODY) -> advice.SegmentTraits:
    """Pool the villages of a segment ("": the regency), for all or for some of its residents."""
    return _traits(segment, inventory_key(), who)


@st.cache_resource(show_spinner=False, max_entries=60)
def _traits(segment: str, key: InventoryKey, who: Who = EVERYBODY) -> advice.SegmentTraits:
    places, placed = areas("village"), placed_inventory(key)
    labels = segmentation().labels
    if who != EVERYBODY:
        sex, ages = who
        counts = audience_counts(sex, ages)
        people = (places.table["population"] if counts is None else counts["mid"]).astype(float)
        inside = people.where(labels.reindex(people.index) == segment, 0.0) if segment else people
        return advice.audience_traits(
            places, inside, segment, habits=_habits(sex, ages), inventory=placed
        )
    if not segment:
        return advice.regency_traits(places, inventory=placed)
    return advice.traits_of(places, labels, segment, inventory=placed)


@st.cache_resource(show_spinner=False, max_entries=30)
def _habits(sex: str, ages: tuple[str, ...]) -> pd.DataFrame:
    """Estimate the media habits of an audience in every village; shared, never changed."""
    from geodata.media_habits import estimate_habits, load_rates

    sexes = (sex,) if sex else ()
    return estimate_habits(areas("village").table, load_rates(), ages=ages, sexes=sexes)


def ranked_channels(
    segment: str, weights: Weights = (), who: Who = EVERYBODY
) -> tuple[advice.Recommendation, ...]:
    """Rank the channels for a segment, or for the regency for ""; shared, never changed.

    `weights` are those of a planner, none: those that ship. `who` is a sex and the age groups
    that are meant.
    """
    return _ranked(segment, inventory_key(), weights, who)


@st.cache_resource(show_spinner=False, max_entries=120)
def _ranked(
    segment: str, key: InventoryKey, weights: Weights, who: Who
) -> tuple[advice.Recommendation, ...]:
    chosen = dict(weights) or advice.DEFAULT_WEIGHTS
    return advice.recommend_channels(_traits(segment, key, who), playbook(), weights=chosen)


def default_channels(segment: str, weights: Weights = (), who: Who = EVERYBODY) -> tuple[str, ...]:
    """Name the channels that are in use as long as nobody has chosen any."""
    ranked = ranked_channels(segment, weights, who)
    return tuple(c.id for c in advice.select_channels(ranked, playbook(), count=N_CHOSEN))


def channel_cards(
    segment: str, language: str, weights: Weights = (), who: Who = EVERYBODY
) -> "tuple[ChannelCard, ...]":
    """Describe the channels for a segment, best first; shared, never changed."""
    return _channel_cards(segment, language, inventory_key(), weights, who)


@st.cache_resource(show_spinner=False, max_entries=60)
def _channel_cards(
    segment: str, language: str, key: InventoryKey, weights: Weights, who: Who
) -> "tuple[ChannelCard, ...]":
    from segments.export import channel_cards

    ranked = _ranked(segment, key, weights, who)
    special = advice.stands_out(ranked, _ranked("", key, weights, EVERYBODY))
    return channel_cards(
        ranked,
        _traits(segment, key, who),
        playbook(),
        Translator(language),
        stability=_stability(segment, key, weights, who),
        special={reason.subject: reason for reason in special},
    )


@st.cache_resource(show_spinner=False, max_entries=60)
def _stability(
    segment: str, key: InventoryKey, weights: Weights, who: Who
) -> Mapping[str, advice.RankStability]:
    return advice.rank_stability(_ranked(segment, key, weights, who))


def rank_stability(
    segment: str, weights: Weights = (), who: Who = EVERYBODY
) -> Mapping[str, advice.RankStability]:
    """Say how the ranks hold when the weights are drawn at random; shared, never changed."""
    return _stability(segment, inventory_key(), weights, who)


@st.cache_resource(show_spinner=False, max_entries=50)
def framing_cards(segment: str, language: str, election: bool) -> "tuple[FramingCard, ...]":
    """Describe the framings whose conditions a segment meets, best first; shared."""
    from segments.export import framing_cards

    found = advice.recommend_framings(traits(segment), playbook(), election_period=election)
    return framing_cards(found, playbook(), Translator(language))


def why_not_channel(
    segment: str, channel: str, language: str, weights: Weights = (), who: Who = EVERYBODY
) -> tuple[str, ...]:
    """Answer why a channel is not among the first."""
    from segments.export import why_not_sentences

    ranked = ranked_channels(segment, weights, who)
    return why_not_sentences(ranked, channel, playbook(), Translator(language))


@st.cache_resource(show_spinner=False, max_entries=50)
def audience_counts(sex: str, ages: tuple[str, ...]) -> pd.DataFrame | None:
    """Count an audience in every village, None for everybody; shared, never changed."""
    audience = targets.audience_filter(sex, ages)
    return None if audience is None else count_people(areas("village"), audience, joint())


def list_people(question: targets.ListQuestion) -> pd.DataFrame | None:
    """Count those whom a target list is for, None for everybody."""
    if question.audience:
        return cited_audience(question.audience)
    return audience_counts(question.sex, question.ages)


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
        people=list_people(question),
        audience=targets.audience_words(question, Translator(question.language)),
        sources=sources(),
        language=question.language,
    )


@st.cache_resource(show_spinner=False, max_entries=50)
def list_view(question: targets.ListQuestion) -> targets.ListView:
    """Prepare a target list for its page; shared, never changed."""
    counts = list_people(question)
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
