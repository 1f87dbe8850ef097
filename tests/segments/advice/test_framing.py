"""Which framings are offered, in which order, with which gates."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from segments.advice import (
    GRADE_WEIGHTS,
    Playbook,
    SegmentTraits,
    channels_for,
    opening_lines,
    recommend_channels,
    recommend_framings,
    select_framings,
    why_not_framing,
)

MakeTraits = Callable[..., SegmentTraits]
UNSKILLED = {"share_low_digital_skill": 125.0, "share_primary_only": 140.0}


def test_conditions_decide_what_is_offered(playbook: Playbook, make_traits: MakeTraits) -> None:
    usual = {found.id for found in recommend_framings(make_traits(), playbook)}
    unskilled = {f.id for f in recommend_framings(make_traits(indices=UNSKILLED), playbook)}
    assert unskilled - usual == {"demonstrate", "public_posting", "plain_and_pictured"}
    assert "entitlement_facts" in usual


def test_score_is_grade_weight_times_fit(playbook: Playbook, make_traits: MakeTraits) -> None:
    for found in recommend_framings(make_traits(indices=UNSKILLED), playbook):
        assert found.score == pytest.approx(
            GRADE_WEIGHTS[found.grade] * (found.term("fit").value or 0)
        )
        assert 0 < found.score <= 0.7


def test_concrete_entitlements_come_first(playbook: Playbook, make_traits: MakeTraits) -> None:
    everything = make_traits(indices={**UNSKILLED, "share_steep": 300.0, "share_tertiary": 300.0})
    assert recommend_framings(everything, playbook)[0].id == "entitlement_facts"


@pytest.mark.parametrize(("index", "fit"), [(109.9, None), (110, 0.6), (125, 0.8), (500, 1.0)])
def test_fit_rises_past_the_threshold(
    playbook: Playbook, make_traits: MakeTraits, index: float, fit: float | None
) -> None:
    traits = make_traits(indices={"share_low_digital_skill": index})
    found = {f.id: f for f in recommend_framings(traits, playbook)}
    if fit is None:
        assert "demonstrate" not in found
        (reason,) = why_not_framing("demonstrate", traits, playbook)
        assert (reason.code, reason.number, reason.threshold) == ("condition_unmet", index, 110)
    else:
        assert found["demonstrate"].term("fit").value == pytest.approx(fit)
        assert why_not_framing("demonstrate", traits, playbook) == ()


def test_every_condition_has_to_be_met(playbook: Playbook, make_traits: MakeTraits) -> None:
    framing = playbook.framings["demonstrate"]
    extra = playbook.framings["plain_and_pictured"].conditions
    both = dataclasses.replace(framing, conditions=(*framing.conditions, *extra))
    changed = dataclasses.replace(playbook, framings={framing.id: both})
    one = make_traits(indices={"share_low_digital_skill": 125.0, "share_primary_only": 90.0})
    assert recommend_framings(one, changed) == ()
    (reason,) = why_not_framing("demonstrate", one, changed)
    assert reason.subject == "share_primary_only"
    assert len(recommend_framings(make_traits(indices=UNSKILLED), changed)) == 1


def test_an_upper_threshold_works_too(playbook: Playbook, make_traits: MakeTraits) -> None:
    framing = playbook.framings["demonstrate"]
    (condition,) = framing.conditions
    below = dataclasses.replace(condition, operator="<=")
    changed = dataclasses.replace(
        playbook, framings={framing.id: dataclasses.replace(framing, conditions=(below,))}
    )
    low = make_traits(indices={"share_low_digital_skill": 95.0})
    assert recommend_framings(low, changed)[0].term("fit").value == pytest.approx(0.8)


def test_without_data_a_rule_is_not_offered_and_says_so(
    playbook: Playbook, make_traits: MakeTraits
) -> None:
    (reason,) = why_not_framing("farm_calendar", make_traits(), playbook)
    assert (reason.code, reason.subject) == ("condition_unknown", "share_farm_work")


def test_a_class_that_is_absent_counts_as_none(playbook: Playbook, make_traits: MakeTraits) -> None:
    (reason,) = why_not_framing("service_comes_closer", make_traits(), playbook)
    assert (reason.code, reason.number) == ("condition_unmet", 0.0)


def test_gates_stay_open_until_somebody_confirms_them(
    playbook: Playbook, make_traits: MakeTraits
) -> None:
    traits = make_traits(indices={"share_children": 110.0})
    found = {f.id: f for f in recommend_framings(traits, playbook)}
    assert found["reminder"].gates == ("service_exists", "consented_numbers")
    found = {
        f.id: f for f in recommend_framings(traits, playbook, confirmed_gates=("service_exists",))
    }
    assert found["reminder"].gates == ("consented_numbers",)
    assert [r.subject for r in found["reminder"].reasons if r.code == "gate"] == [
        "consented_numbers"
    ]


def test_grade_d_is_never_chosen_by_itself(playbook: Playbook, make_traits: MakeTraits) -> None:
    only_judgement = {
        name: framing for name, framing in playbook.framings.items() if framing.grade == "D"
    }
    found = recommend_framings(
        make_traits(indices=dict.fromkeys(UNSKILLED, 200.0), class_shares={"desa": 1.0}),
        dataclasses.replace(playbook, framings=only_judgement),
    )
    assert found
    assert all(f.needs_confirmation for f in found)
    assert select_framings(found) == ()


def test_selection_takes_the_best_of_the_rest(playbook: Playbook, make_traits: MakeTraits) -> None:
    found = recommend_framings(make_traits(indices=UNSKILLED), playbook)
    taken = select_framings(found, count=4)
    assert len(taken) == 4
    assert [f.id for f in taken] == [f.id for f in found if f.grade != "D"][:4]


def test_an_election_period_silences_praise_of_spending(
    playbook: Playbook, make_traits: MakeTraits
) -> None:
    traits = make_traits(indices={"share_tertiary": 150.0})
    usual = {f.id for f in recommend_framings(traits, playbook)}
    election = {f.id for f in recommend_framings(traits, playbook, election_period=True)}
    assert usual - election == {"open_accounts"}
    (reason,) = why_not_framing("open_accounts", traits, playbook, election_period=True)
    assert reason.code == "blocked_in_election"


def test_mixed_evidence_is_said(playbook: Playbook, make_traits: MakeTraits) -> None:
    found = {f.id: f for f in recommend_framings(make_traits(), playbook)}
    assert "mixed_evidence" in [reason.code for reason in found["gain_prevention"].reasons]
    assert found["gain_prevention"].grade == "C"


@pytest.mark.parametrize("language", ["id", "en"])
def test_both_openings_carry_the_main_message_unchanged(playbook: Playbook, language: str) -> None:
    message = "Bawa balita ke posyandu {0} %s \\1 Selasa."
    for framing in playbook.framings.values():
        first, second = opening_lines(framing, f"  {message} ", language=language)
        assert message in first
        assert message in second
        assert "{pesan_utama}" not in first + second


def test_channels_of_a_framing_come_in_the_order_of_the_segment(
    playbook: Playbook, make_traits: MakeTraits
) -> None:
    ranked = recommend_channels(make_traits(), playbook)
    framing = playbook.framings["how_to_steps"]
    chosen = channels_for(framing, ranked, count=3)
    assert len(chosen) == 3
    assert {found.id for found in chosen} <= set(framing.channels)
    assert [f.score for f in chosen] == sorted((f.score for f in chosen), reverse=True)
