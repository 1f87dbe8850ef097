"""Advice in words: cards of channels and framings, in both languages, without a code name."""

import re

import pytest

from geodata import load_codebook
from segments.advice import (
    load_playbook,
    rank_stability,
    recommend_channels,
    recommend_framings,
    regency_traits,
    stands_out,
    traits_of,
)
from segments.export import channel_cards, framing_cards, why_not_sentences
from segments.export.advice_words import reason_sentence, rough, rupiah, rupiah_range, signed
from segments.i18n import Translator


@pytest.fixture(scope="module")
def playbook():
    return load_playbook()


@pytest.fixture(scope="module")
def traits(areas, segmentation):
    return {code: traits_of(areas, segmentation.labels, code) for code in segmentation.codes}


@pytest.fixture(scope="module")
def usual(areas, playbook):
    return recommend_channels(regency_traits(areas), playbook)


def cards_of(traits, playbook, usual, language):
    ranked = recommend_channels(traits, playbook)
    special = {reason.subject: reason for reason in stands_out(ranked, usual)}
    stability = rank_stability(ranked)
    return ranked, channel_cards(
        ranked, traits, playbook, Translator(language), stability=stability, special=special
    )


def sentences(card):
    """Every text of a card, its terms included."""
    values = [getattr(card, name) for name in card.__dataclass_fields__ if name != "id"]
    flat = []
    while values:
        value = values.pop()
        if isinstance(value, str):
            flat.append(value)
        elif isinstance(value, tuple):
            values += value
        elif hasattr(value, "__dataclass_fields__"):
            values += [
                getattr(value, name) for name in value.__dataclass_fields__ if name != "evidence"
            ]
    return flat


class TestChannelCards:
    @pytest.mark.parametrize("language", ["id", "en"])
    def test_no_text_shows_a_code_name_or_an_unfilled_gap(self, traits, playbook, usual, language):
        codes = {*playbook.channels, *playbook.evidence, *load_codebook()}
        for code in traits:
            _ranked, cards = cards_of(traits[code], playbook, usual, language)
            text = "\n".join(line for card in cards for line in sentences(card))
            assert not {*re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", text)} & codes
            assert "{" not in text

    def test_a_first_place_that_is_not_firm_names_its_rivals(self, traits, playbook, usual):
        for code in traits:
            ranked, cards = cards_of(traits[code], playbook, usual, "id")
            firm = rank_stability(ranked)[ranked[0].id].first >= 0.5
            assert (cards[0].near == "") == firm
            assert all(card.near == "" for card in cards[1:])
            assert firm or any(card.name in cards[0].near for card in cards[1:])

    def test_a_channel_that_needs_signal_warns_where_it_is_weak(self, traits, playbook, usual):
        warned = 0
        for code in traits:
            _ranked, cards = cards_of(traits[code], playbook, usual, "id")
            weak = (traits[code].share_weak_signal or 0) > 0.2
            for card in cards:
                expected = weak and playbook.channels[card.id].needs_signal
                assert card.warning.startswith("Butuh sinyal") == expected
                assert not (card.warning and any("Butuh sinyal" in line for line in card.reasons))
                warned += bool(card.warning)
        assert warned

    def test_terms_add_up_to_the_score(self, traits, playbook, usual):
        ranked, cards = cards_of(traits["A"], playbook, usual, "en")
        for found, card in zip(ranked, cards, strict=True):
            total = sum(term.weight * (term.value or 0) for term in card.terms)
            assert total == pytest.approx(found.score)
            assert card.score == f"{found.score:.2f}"

    def test_a_term_without_a_figure_says_so_and_has_no_weight(self, traits, playbook, usual):
        _ranked, cards = cards_of(traits["A"], playbook, usual, "id")
        silent = [term for card in cards for term in card.terms if term.value is None]
        assert silent
        assert {(term.value_text, term.weight, term.weight_text) for term in silent} == {
            ("belum ada angka", 0.0, "")
        }

    def test_reach_is_rounded_to_what_it_can_bear(self, traits, playbook, usual):
        _ranked, cards = cards_of(traits["B"], playbook, usual, "en")
        numbers = [int(n.replace(",", "")) for c in cards for n in re.findall(r"[\d,]+", c.reach)]
        assert numbers
        assert all(len(str(number).rstrip("0")) <= 2 for number in numbers)

    def test_every_known_cost_has_its_unit_range_and_evidence(self, traits, playbook, usual):
        _ranked, cards = cards_of(traits["C"], playbook, usual, "id")
        priced = [card for card in cards if playbook.channels[card.id].cost]
        assert priced
        for card in priced:
            assert re.search(r"Rp.+ per .+ \(Rp.+\)", card.cost)
            assert card.cost.endswith(("terukur", "estimasi model", "asumsi"))
            assert card.cost_sources


class TestFramingCards:
    def test_each_has_its_facts_sources_and_limits(self, traits, playbook):
        for code in traits:
            found = recommend_framings(traits[code], playbook)
            for card in framing_cards(found, playbook, Translator("id")):
                assert len(card.facts) == 5
                assert all(text for _label, text in card.facts)
                assert card.sources
                assert card.do_not
                assert card.because

    def test_judgement_needs_a_yes_and_a_gate_asks_its_question(self, traits, playbook):
        found = recommend_framings(traits["D"], playbook)
        cards = {card.id: card for card in framing_cards(found, playbook, Translator("id"))}
        for recommendation in found:
            expected = len(recommendation.gates) + recommendation.needs_confirmation
            assert len(cards[recommendation.id].confirmations) == expected
        gate = playbook.gates["service_exists"].question_id
        assert gate in cards["entitlement_facts"].confirmations

    def test_a_condition_is_said_with_its_figure_and_threshold(self, traits, playbook):
        found = recommend_framings(traits["A"], playbook)
        cards = framing_cards(found, playbook, Translator("id"))
        conditions = [line for card in cards for line in card.conditions]
        assert conditions
        assert all(re.search(r"(indeks \d+|\d %), ambang \d+", line) for line in conditions)


class TestReasons:
    def test_why_not_begins_with_the_rank(self, usual, playbook):
        worst = usual[-1].id
        first, *rest = why_not_sentences(usual, worst, playbook, Translator("id"))
        assert first == f"Urutan {len(usual)} dari {len(usual)}"
        assert rest

    def test_a_channel_kept_for_emergencies_is_not_ranked(self, usual, playbook):
        (only,) = why_not_sentences(usual, "amateur_radio", playbook, Translator("en"))
        assert "emergencies" in only

    @pytest.mark.parametrize("language", ["id", "en"])
    def test_every_reason_of_every_segment_can_be_said(self, traits, playbook, language):
        translator = Translator(language)
        for found in traits.values():
            framings = recommend_framings(found, playbook)
            reasons = [(reason, None) for c in recommend_channels(found, playbook)
                       for reason in c.reasons]  # fmt: skip
            reasons += [(reason, playbook.framings[f.id]) for f in framings for reason in f.reasons]
            for reason, framing in reasons:
                text = reason_sentence(reason, playbook, translator, framing=framing)
                assert text
                assert "_" not in text


def test_amounts_of_money_read_well():
    _ = Translator("id")
    assert rupiah(3_000_000, _) == "Rp3.000.000"
    assert rupiah(3.94, _) == "Rp3,9"
    assert rupiah(float("inf"), _) == "tak terhingga"
    assert rupiah_range(500, 500, _) == "Rp500"
    assert rupiah_range(0, 500, _) == "Rp0–Rp500"


@pytest.mark.parametrize(
    ("number", "expected"), [(0, 0), (4, 4), (123_456, 120_000), (0.0456, 0.046), (99_900, 1e5)]
)
def test_two_digits_are_all_that_is_honest(number, expected):
    assert rough(number) == pytest.approx(expected)


def test_a_difference_has_its_sign():
    assert (signed(0.05, Translator("id")), signed(-0.02, Translator("en"))) == ("+0,05", "−0.02")
