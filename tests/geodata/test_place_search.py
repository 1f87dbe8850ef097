"""Searching for a place: what was meant comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.names import search_places


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cibatok 1", "32.01.16.2004"),
        ("Cibatok I", "32.01.16.2004"),
        ("kelapa nunggal", "32.01.32"),
        ("gunung putri", "32.01.02"),
        ("kec. ciawi", "32.01.24"),
        ("basir buncir", "32.01.27.2010"),
        ("bojong gde", "32.01.13"),
        ("32.01.01.1001", "32.01.01.1001"),
        ("3201210008", "32.01.01.1001"),
        ("3201010", "32.01.21"),
        ("malas", "32.01.21.2001"),
        ("pabuaran kemang", "32.01.12.2004"),
        ("Pabuaran, Kec. Sukamakmur", "32.01.09.2002"),
    ],
)
def test_the_place_that_was_meant_comes_first(text, code):
    assert search_places(text)[0].code == code


def test_a_village_shows_its_district():
    place = search_places("Cibatok I")[0]
    assert place.label == "Cibatok I (Kec. Cibungbulang)"
    assert (place.level, place.score) == ("village", 100)


def test_a_part_of_a_name_finds_all_that_have_it():
    found = search_places("tajur", limit=20)
    assert {"32.01.37", "32.01.37.2001", "32.01.28.2004", "32.01.03.2004"} <= {
        place.code for place in found
    }
    assert found == sorted(found, key=lambda place: -place.score)


def test_no_more_than_asked_for():
    assert len(search_places("ci", limit=3)) == 3


@pytest.mark.parametrize("text", ["", "  ", "??", "qqqqqq", "3201", "99.99"])
def test_nothing_is_found_for_nothing(text):
    assert search_places(text) == []


@given(st.text(max_size=40))
def test_any_text_can_be_searched(text):
    assert all(place.score > 0 for place in search_places(text))
