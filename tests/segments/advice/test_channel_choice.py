"""Reading a ranking: why not this one, how firm it is, which few to take."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segments.advice import (
    Playbook,
    SegmentTraits,
    rank_stability,
    recommend_channels,
    select_channels,
    stands_out,
    why_not,
)

MakeTraits = Callable[..., SegmentTraits]


def test_why_not_radio_names_its_rank_and_where_it_loses(
    playbook: Playbook, make_traits: MakeTraits
) -> None:
    ranked = recommend_channels(make_traits(), playbook)
    answer = why_not(ranked, "radio_teman")
    position = [found.id for found in ranked].index("radio_teman") + 1
    assert (answer[0].code, answer[0].number, answer[0].threshold) == (
        "rank",
        position,
        len(ranked),
    )
    losses = [reason for reason in answer if reason.code == "loses_on"]
    assert losses[0].subject == "habit"
    assert [r.number for r in losses] == sorted((r.number or 0 for r in losses), reverse=True)


def test_why_not_tells_what_is_in_the_way(playbook: Playbook, make_traits: MakeTraits) -> None:
    ranked = recommend_channels(make_traits(signal_shares={"lemah": 1.0}), playbook)
    assert why_not(ranked, "tiktok_regency")[1].code == "needs_signal"


def test_the_best_channel_loses_on_nothing(playbook: Playbook, make_traits: MakeTraits) -> None:
    ranked = recommend_channels(make_traits(), playbook)
    assert not [r for r in why_not(ranked, ranked[0].id) if r.code == "loses_on"]


def test_an_unknown_channel_lists_the_known_ones(
    playbook: Playbook, make_traits: MakeTraits
) -> None:
    with pytest.raises(ValueError, match="Choose one of: .*posyandu"):
        why_not(recommend_channels(make_traits(), playbook), "pigeon_post")


def test_stability_is_repeatable_and_adds_up(playbook: Playbook, make_traits: MakeTraits) -> None:
    ranked = recommend_channels(make_traits(), playbook)
    stability = rank_stability(ranked, top=5, draws=500, seed=7)
    assert stability == rank_stability(ranked, top=5, draws=500, seed=7)
    assert sum(found.first for found in stability.values()) == pytest.approx(1)
    assert sum(found.top for found in stability.values()) == pytest.approx(5)
    assert stability["videotron"].first == 0


def test_a_selection_is_a_mix_of_types(playbook: Playbook, make_traits: MakeTraits) -> None:
    ranked = recommend_channels(make_traits(), playbook)
    taken = select_channels(ranked, playbook, count=6, per_type=2)
    types = [playbook.channels[found.id].type for found in taken]
    assert len(taken) == 6
    assert max(types.count(kind) for kind in types) == 2
    assert taken[0] == ranked[0]


def test_a_selection_leaves_nobody_behind(playbook: Playbook, make_traits: MakeTraits) -> None:
    ranked = recommend_channels(make_traits(), playbook)
    digital = [found for found in ranked if playbook.channels[found.id].type == "digital"]
    last = next(found for found in ranked if found.id == "community_meeting")
    taken = select_channels([*digital, last], playbook, count=3, per_type=3)
    assert [found.id for found in taken] == [digital[0].id, digital[1].id, "community_meeting"]


def test_what_is_special_here_is_not_what_is_best_here(
    playbook: Playbook, make_traits: MakeTraits
) -> None:
    usual = recommend_channels(make_traits(), playbook)
    offline = recommend_channels(make_traits(values={"share_internet": 0.4}), playbook)
    reasons = stands_out(offline, usual)
    assert reasons
    assert {reason.code for reason in reasons} == {"worse_here"}
    assert all(playbook.channels[r.subject].access_column == "share_internet" for r in reasons)
    assert stands_out(usual, usual) == ()
