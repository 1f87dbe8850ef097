"""Whether the advice for the real places makes sense to somebody who knows them."""

from __future__ import annotations

import pytest

from geodata import AreaTable
from segments.advice import (
    Playbook,
    Recommendation,
    recommend_channels,
    recommend_framings,
    regency_traits,
    select_channels,
    select_framings,
    stands_out,
    traits_of,
)
from segments.typology import Segmentation

SPOKEN_OR_PRINTED = ("neighbourhood_relay", "loudspeaker_van", "posyandu", "radio_teman")
PICTURES_ON_PHONES = ("instagram_regency", "tiktok_regency")


@pytest.fixture(scope="module")
def by_class(areas: AreaTable, playbook: Playbook) -> dict[str, tuple[Recommendation, ...]]:
    classes = areas.table["geographic_class"]
    return {
        str(code): recommend_channels(traits_of(areas, classes, str(code)), playbook)
        for code in classes.unique()
    }


def ranks(found: tuple[Recommendation, ...]) -> dict[str, int]:
    return {recommendation.id: rank for rank, recommendation in enumerate(found, start=1)}


def test_where_the_signal_is_weak_people_come_before_platforms(
    by_class: dict[str, tuple[Recommendation, ...]],
) -> None:
    rank = ranks(by_class["akses_terbatas"])
    for spoken in SPOKEN_OR_PRINTED:
        for picture in PICTURES_ON_PHONES:
            assert rank[spoken] < rank[picture], (spoken, picture)
    assert rank["neighbourhood_relay"] <= 3


def test_in_town_platforms_come_before_the_loudspeaker_van(
    by_class: dict[str, tuple[Recommendation, ...]],
) -> None:
    rank = ranks(by_class["kota"])
    assert rank["whatsapp_cascade"] == 1
    for picture in (*PICTURES_ON_PHONES, "facebook_regency", "paid_social"):
        assert rank[picture] < rank["loudspeaker_van"]
        assert rank[picture] < rank["radio_teman"]


@pytest.mark.parametrize("channel", [*PICTURES_ON_PHONES, "paid_social", "videotron"])
def test_a_platform_falls_from_town_to_limited_access(
    by_class: dict[str, tuple[Recommendation, ...]], channel: str
) -> None:
    order = ("kota", "pinggiran_kota", "desa", "akses_terbatas")
    scores = [{f.id: f.score for f in by_class[code]}[channel] for code in order]
    assert scores == sorted(scores, reverse=True)


def test_every_published_segment_gets_advice_that_reaches_all(
    areas: AreaTable, segmentation: Segmentation, playbook: Playbook
) -> None:
    usual = recommend_channels(regency_traits(areas), playbook)
    for code in sorted(segmentation.labels.unique()):
        traits = traits_of(areas, segmentation.labels, code)
        channels = recommend_channels(traits, playbook)
        taken = select_channels(channels, playbook)
        assert len(taken) == 5
        assert any(playbook.channels[found.id].no_phone for found in taken)
        assert stands_out(channels, usual), code
        framings = recommend_framings(traits, playbook)
        assert len(framings) >= 10
        assert len(select_framings(framings)) == 3
        assert framings[0].id == "entitlement_facts"


def test_conditions_tell_the_places_apart(areas: AreaTable, playbook: Playbook) -> None:
    classes = areas.table["geographic_class"]
    offered = {
        code: {f.id for f in recommend_framings(traits_of(areas, classes, code), playbook)}
        for code in ("kota", "akses_terbatas")
    }
    assert offered["kota"] - offered["akses_terbatas"] >= {"figures_first", "commuter_hours"}
    assert offered["akses_terbatas"] - offered["kota"] >= {
        "demonstrate",
        "offline_first",
        "service_comes_closer",
        "farm_calendar",
    }


def test_every_rule_applies_somewhere(areas: AreaTable, playbook: Playbook) -> None:
    labels = areas.table["district_code"]
    offered = {
        found.id
        for code in sorted(labels.unique())
        for found in recommend_framings(traits_of(areas, labels, code), playbook)
    }
    assert offered == set(playbook.framings)
