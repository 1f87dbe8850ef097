from datetime import date

import pytest

from segments.i18n import LANGUAGES, MISSING, Translator, load_catalogue

ID = Translator("id")
EN = Translator("en")


def test_numbers_take_the_separators_of_the_language():
    assert ID.number(5489536) == "5.489.536"
    assert EN.number(5489536) == "5,489,536"
    assert ID.number(1234.567, 1) == "1.234,6"
    assert EN.number(1234.567, 1) == "1,234.6"


def test_percentages_are_written_from_shares():
    assert ID.percent(0.123) == "12,3 %"
    assert EN.percent(0.123) == "12.3%"
    assert ID.percent(1, 0) == "100 %"


def test_a_tiny_negative_number_is_not_minus_zero():
    assert ID.number(-0.0004, 1) == "0,0"


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_a_missing_number_is_a_dash_and_never_zero(nothing):
    for text in (
        ID.number(nothing),
        ID.percent(nothing),
        ID.people(nothing),
        ID.range(nothing, nothing),
        ID.percent_range(nothing, 0.5),
    ):
        assert text == MISSING


def test_people_carry_their_unit_and_english_counts_one_apart():
    assert ID.people(1) == "1 jiwa"
    assert ID.people(5489536) == "5.489.536 jiwa"
    assert EN.people(1) == "1 resident"
    assert EN.people(2) == "2 residents"


def test_a_range_of_equal_ends_is_one_number():
    assert ID.range(1200, 1500) == "1.200–1.500"
    assert ID.range(1200, 1200) == "1.200"
    assert ID.percent_range(0.2, 0.305) == "20,0–30,5 %"


def test_dates_are_written_in_words():
    assert ID.date(date(2024, 5, 2)) == "2 Mei 2024"
    assert EN.date(date(2024, 5, 2)) == "2 May 2024"


def test_a_text_without_translation_stays_indonesian():
    assert EN("kalimat yang belum diterjemahkan") == "kalimat yang belum diterjemahkan"
    assert EN.plural("{n} kalimat asing", "{n} kalimat asing", 1200) == "1,200 kalimat asing"


def test_an_unknown_language_names_the_languages_there_are():
    with pytest.raises(ValueError, match="'zz'. Choose one of: id, en"):
        Translator("zz")


def test_a_translator_is_a_plain_value_that_can_key_a_cache():
    assert hash(Translator("en")) == hash(EN)
    assert set(LANGUAGES) == {"id", "en"}


def test_no_translation_drops_or_invents_a_placeholder():
    from string import Formatter

    def placeholders(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    for source, texts in load_catalogue("en").items():
        for text in texts:
            assert placeholders(text) == placeholders(source), source
