"""How channels are scored, and what is said when something is not known."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import pytest

from segments.advice import (
    DEFAULT_WEIGHTS,
    Playbook,
    Recommendation,
    SegmentTraits,
    cost_per_person,
    estimate_reach,
    recommend_channels,
)
from segments.advice.channels import TERMS

MakeTraits = Callable[..., SegmentTraits]


def by_id(found: tuple[Recommendation, ...]) -> dict[str, Recommendation]:
    return {recommendation.id: recommendation for recommendation in found}


@pytest.mark.parametrize("term", TERMS)
class TestEveryTerm:
    def test_lies_between_zero_and_one_with_its_range_around_it(
        self, term: str, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        extremes = (
            make_traits(),
            make_traits(signal_shares={"tidak_ada": 1.0}, class_shares={"akses_terbatas": 1.0}),
            make_traits(values=dict.fromkeys(("n_rt", "n_rw", "n_posyandu"), 0.0)),
            make_traits(values={"share_internet": 0.0, "share_tiktok": 0.0, "share_phone": 1.0}),
        )
        for traits in extremes:
            for channel in playbook.channels.values():
                found = TERMS[term](channel, traits, playbook)
                if found.value is not None:
                    assert found.low is not None
                    assert found.high is not None
                    assert 0 <= found.low <= found.value + 1e-9 <= found.high + 2e-9 <= 1 + 3e-9
                    assert found.source

    def test_is_flagged_and_left_out_when_it_is_missing(
        self, term: str, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        for found in recommend_channels(make_traits(), playbook):
            missing = found.term(term).value is None
            flagged = any(r.code == "missing_term" and r.subject == term for r in found.reasons)
            assert missing == flagged
            assert not missing or found.term(term).weight == 0


class TestScore:
    def test_is_the_sum_of_what_the_terms_contribute(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        for found in recommend_channels(make_traits(), playbook):
            assert found.score == pytest.approx(sum(term.contribution for term in found.terms))
            assert sum(term.weight for term in found.terms) == pytest.approx(1)
            assert found.low is not None
            assert found.high is not None
            assert found.low <= found.score <= found.high

    def test_is_ranked_from_best_to_worst(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        scores = [found.score for found in recommend_channels(make_traits(), playbook)]
        assert scores == sorted(scores, reverse=True)

    def test_a_missing_term_is_not_a_zero(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        found = by_id(recommend_channels(make_traits(), playbook))["paid_social"]
        known = [term for term in found.terms if term.value is not None]
        assert found.term("trust").value is None
        weights = sum(DEFAULT_WEIGHTS[term.name] for term in known)
        expected = sum(DEFAULT_WEIGHTS[t.name] * (t.value or 0) for t in known) / weights
        assert found.score == pytest.approx(expected)

    def test_weights_may_have_any_scale(self, playbook: Playbook, make_traits: MakeTraits) -> None:
        tenfold = {name: 10 * weight for name, weight in DEFAULT_WEIGHTS.items()}
        plain = recommend_channels(make_traits(), playbook)
        scaled = recommend_channels(make_traits(), playbook, weights=tenfold)
        assert [f.id for f in plain] == [f.id for f in scaled]
        assert [f.score for f in plain] == pytest.approx([f.score for f in scaled])

    def test_one_weight_alone_ranks_by_that_term(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        found = recommend_channels(make_traits(), playbook, weights={"trust": 1.0})
        values = [term.value for f in found for term in f.terms if term.value is not None]
        assert values == sorted(values, reverse=True)
        assert found[0].id == "women_groups"

    @pytest.mark.parametrize(
        "weights", [{"access": -1.0}, {"charm": 1.0}, {"access": 0.0}, {"access": math.nan}, {}]
    )
    def test_senseless_weights_are_refused(
        self, playbook: Playbook, make_traits: MakeTraits, weights: dict[str, float]
    ) -> None:
        with pytest.raises(ValueError, match="access, habit, coverage"):
            recommend_channels(make_traits(), playbook, weights=weights)

    def test_emergency_channels_wait_for_an_emergency(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        assert "amateur_radio" not in by_id(recommend_channels(make_traits(), playbook))
        found = by_id(recommend_channels(make_traits(), playbook, emergency=True))
        assert len(found) == len(playbook.channels)


class TestAccess:
    def test_follows_the_column_of_the_table(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        traits = make_traits(
            values={"share_internet": 0.6},
            lows={"share_internet": 0.5},
            highs={"share_internet": 0.7},
        )
        access = TERMS["access"](playbook.channels["tiktok_regency"], traits, playbook)
        assert (access.low, access.value, access.high) == (0.5, 0.6, 0.7)
        assert access.source == "column:share_internet"

    def test_shrinks_where_the_signal_is_weak(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        traits = make_traits(signal_shares={"kuat": 0.2, "lemah": 0.7, "tidak_ada": 0.1})
        access = TERMS["access"](playbook.channels["tiktok_regency"], traits, playbook)
        assert access.value == pytest.approx(0.7 * (1 - 0.7 * 0.5 - 0.1 * 0.9))

    def test_of_an_outdoor_channel_ends_where_it_does_not_work(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        traits = make_traits(class_shares={"desa": 1.0})
        found = by_id(recommend_channels(traits, playbook))["videotron"]
        assert found.term("access").value == 0
        assert any(reason.code == "outside_area" for reason in found.reasons)

    def test_is_missing_when_the_table_has_no_such_column(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        traits = make_traits(values={"share_phone": None})
        found = by_id(recommend_channels(traits, playbook))["sms"]
        assert found.term("access").value is None


class TestHabit:
    def test_follows_the_pattern_of_the_segment(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        channel = playbook.channels["instagram_regency"]
        usual = TERMS["habit"](channel, make_traits(), playbook).value
        young = make_traits(values={"share_instagram": 0.11 * 1.25})
        assert usual == pytest.approx(0.48)
        assert TERMS["habit"](channel, young, playbook).value == pytest.approx(0.48 * 1.25)


class TestReach:
    def test_is_bounded_by_the_capacity_of_the_units(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        reach = estimate_reach(playbook.channels["posyandu"], make_traits(), playbook)
        assert reach is not None
        assert reach.mid == pytest.approx(90 * 40 / 100_000)
        assert reach.low == pytest.approx(90 * 30 / 100_000)
        assert reach.evidence == "assumed"

    def test_is_never_more_than_all(self, playbook: Playbook, make_traits: MakeTraits) -> None:
        crowded = make_traits(values={"n_posyandu": 1e6, "n_rt": 1e6})
        for name in ("posyandu", "neighbourhood_relay", "whatsapp_cascade"):
            reach = estimate_reach(playbook.channels[name], crowded, playbook)
            assert reach is not None
            assert reach.high <= 1

    def test_of_a_group_message_needs_phone_and_habit(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        crowded = make_traits(values={"n_rt": 1e6})
        reach = estimate_reach(playbook.channels["whatsapp_cascade"], crowded, playbook)
        assert reach is not None
        assert reach.mid == pytest.approx(0.70 * 0.95)

    def test_of_a_van_is_larger_where_fewer_people_share_it(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        van, wifi = playbook.channels["loudspeaker_van"], playbook.channels["wifi_portal"]
        large, small = make_traits(), make_traits(population=50_000.0)
        of_van = [estimate_reach(van, traits, playbook) for traits in (large, small)]
        of_wifi = [estimate_reach(wifi, traits, playbook) for traits in (large, small)]
        assert of_van[0] is not None
        assert of_van[1] is not None
        assert of_van[1].mid == pytest.approx(2 * of_van[0].mid)
        assert of_wifi[0] == of_wifi[1]

    def test_is_not_guessed_without_coverage(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        channel = dataclasses.replace(playbook.channels["tiktok_regency"], rates={})
        assert estimate_reach(channel, make_traits(), playbook) is None


class TestCost:
    def test_of_a_run_is_shared_by_the_people_it_meets(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        channel, traits = playbook.channels["tiktok_regency"], make_traits()
        cost, reach = (
            cost_per_person(channel, traits, playbook),
            estimate_reach(channel, traits, playbook),
        )
        assert cost is not None
        assert reach is not None
        assert cost.mid == pytest.approx(8 * 350_000 / (1_000_000 * reach.mid))
        assert cost.low <= cost.mid <= cost.high

    def test_scores_one_when_nearly_free_and_zero_when_nobody_is_met(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        channel = playbook.channels["tiktok_regency"]
        assert channel.cost is not None
        free = dataclasses.replace(
            channel, cost=dataclasses.replace(channel.cost, low=0.0, value=0.0, high=0.0)
        )
        assert TERMS["cost"](free, make_traits(), playbook).value == 1
        nobody = make_traits(values={"share_internet": 0.0})
        assert TERMS["cost"](channel, nobody, playbook).value == 0

    def test_halves_the_score_halfway_on_the_log_scale(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        channel = playbook.channels["sms"]
        assert channel.cost is not None
        middle = math.sqrt(playbook.scales["cost_best"] * playbook.scales["cost_worst"])
        priced = dataclasses.replace(
            channel,
            cost=dataclasses.replace(
                channel.cost, value=middle, units_per_month=1, people_per_unit=1
            ),
        )
        assert TERMS["cost"](priced, make_traits(), playbook).value == pytest.approx(0.5)


class TestInclusivity:
    def test_weighs_more_what_people_here_need_more(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        phone, door = playbook.channels["sms"], playbook.channels["neighbourhood_relay"]
        poor_access = make_traits(values={"share_phone": 0.40})
        usual = TERMS["inclusivity"](phone, make_traits(), playbook).value
        here = TERMS["inclusivity"](phone, poor_access, playbook).value
        assert usual == pytest.approx(2 / 5)
        assert here == pytest.approx(2 / 6)
        assert TERMS["inclusivity"](door, poor_access, playbook).value == 1


class TestGradeAndReasons:
    def test_grade_says_how_much_rests_on_figures(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        for found in recommend_channels(make_traits(), playbook):
            supported = sum(
                DEFAULT_WEIGHTS[term.name]
                for term in found.terms
                if term.value is not None and term.evidence != "assumed"
            )
            expected = "B" if supported >= 0.5 else "C" if supported >= 0.25 else "D"
            assert found.grade == expected
            assert (found.grade == "D") == any(r.code == "mostly_assumed" for r in found.reasons)

    def test_own_results_earn_an_a(self, playbook: Playbook, make_traits: MakeTraits) -> None:
        own = dataclasses.replace(
            playbook.evidence["lowy_2021"], id="own_survey", kind="local_result"
        )
        channel = playbook.channels["tiktok_regency"]
        rates = {
            term: dataclasses.replace(
                channel.rates.get(term, channel.rates["trust"]),
                source=("own_survey",),
                evidence="measured",
            )
            for term in ("access", "habit", "trust")
        }
        local = dataclasses.replace(
            playbook,
            channels={channel.id: dataclasses.replace(channel, rates=rates)},
            evidence={**playbook.evidence, own.id: own},
        )
        (found,) = recommend_channels(make_traits(), local)
        assert found.grade == "A"

    def test_weak_signal_is_told_of_every_channel(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        weak = make_traits(signal_shares={"kuat": 0.4, "lemah": 0.6})
        for found in recommend_channels(weak, playbook):
            needs = playbook.channels[found.id].needs_signal
            told = {reason.code: reason.number for reason in found.reasons}
            expected = "needs_signal" if needs else "works_without_signal"
            assert told[expected] == pytest.approx(0.6)

    def test_a_channel_for_members_names_one_for_everybody(
        self, playbook: Playbook, make_traits: MakeTraits
    ) -> None:
        for found in recommend_channels(make_traits(), playbook):
            pairs = [r.subject for r in found.reasons if r.code == "pair_with_open"]
            is_open = playbook.channels[found.id].open_to_all
            assert pairs == ([] if is_open else ["neighbourhood_relay"])

    def test_no_posyandu_is_told(self, playbook: Playbook, make_traits: MakeTraits) -> None:
        traits = make_traits(values={"n_posyandu": 0.0})
        found = by_id(recommend_channels(traits, playbook))["posyandu"]
        assert ("no_units", "n_posyandu") in [(r.code, r.subject) for r in found.reasons]
        assert found.term("coverage").value == 0
        assert found.term("access").value == 0
