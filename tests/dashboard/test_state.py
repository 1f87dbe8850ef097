"""A link and a selection are the same thing in two forms; picks change it by one rule."""

import pytest

from dashboard import state
from dashboard.state import Selection, link_parameters, parse, view

KNOWN = {
    "language": {"id", "en"},
    "level": {"village", "district"},
    "column": {"segments", "density"},
    "district": {"", "32.01.01"},
    "areas": {"32.01.01", "32.01.01.1001", "32.01.01.1002", "32.01.02.2001"},
    "segment": set("AB"),
    "compared": {"", "A", "B"},
}
VILLAGES = ("32.01.01.1001", "32.01.01.1002")


def test_the_default_view_has_a_bare_address():
    assert link_parameters(Selection()) == {}


@pytest.mark.parametrize(
    "chosen",
    [
        Selection(language="en"),
        Selection(level="district", areas=("32.01.01",), segment="B"),
        Selection(column="density", district="32.01.01", areas=VILLAGES, compared="B"),
    ],
)
def test_a_link_gives_back_the_selection_it_was_made_of(chosen):
    assert parse(link_parameters(chosen), KNOWN, start=Selection()) == (chosen, ())


def test_the_language_has_its_customary_short_name():
    assert link_parameters(Selection(language="en")) == {"lang": "en"}


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [
        ("level", "xyz", "level"),
        ("areas", "99.99", "areas"),
        ("areas", "", "areas"),
        ("areas", "32.01.01,99.99", "areas"),
        ("column", "<script>", "column"),
        ("lang", "zz", "language"),
        ("district", "32.01.01.1001", "district"),
    ],
)
def test_what_makes_no_sense_is_named_and_replaced_by_the_default(name, text, field):
    assert parse({name: text}, KNOWN, start=Selection()) == (Selection(), (field,))


def test_what_makes_sense_is_kept_beside_nonsense_and_strange_names_are_let_pass():
    asked = {"level": "xyz", "column": "density", "utm_source": "wa"}
    chosen, unknown = parse(asked, KNOWN, start=Selection())
    assert chosen == Selection(column="density")
    assert unknown == ("level",)


def test_a_place_named_twice_is_selected_once():
    chosen, _ = parse({"areas": ",".join(VILLAGES * 2)}, KNOWN, start=Selection())
    assert chosen.areas == VILLAGES


def test_an_opened_district_shows_villages_and_keeps_the_selected_districts_in_mind():
    chosen = Selection(level="district", areas=("32.01.01", *VILLAGES))
    assert chosen.shown_level == "district"
    assert chosen.shown_areas == ("32.01.01",)
    opened = Selection(level="district", district="32.01.01", areas=chosen.areas)
    assert opened.shown_level == "village"
    assert opened.shown_areas == VILLAGES


class TestPicks:
    """The session stands in for a browser's: a plain dict."""

    @pytest.fixture
    def pick(self, monkeypatch):
        session = {}
        monkeypatch.setattr(view.st, "session_state", session)
        monkeypatch.setattr(view, "_write_link", lambda: None)

        def act(code, *, adding=False):
            session["map"] = {"picked": {"code": code, "adding": adding}}
            state.take_pick("map")
            return state.selection().areas

        return act

    def test_a_click_selects_one_place_and_only_that(self, pick):
        assert pick(VILLAGES[0]) == VILLAGES[:1]
        assert pick(VILLAGES[1]) == VILLAGES[1:]

    def test_a_second_click_drops_the_only_place(self, pick):
        pick(VILLAGES[0])
        assert pick(VILLAGES[0]) == ()

    def test_adding_grows_and_shrinks_the_selection(self, pick):
        pick(VILLAGES[0])
        assert pick(VILLAGES[1], adding=True) == VILLAGES
        assert pick(VILLAGES[0], adding=True) == VILLAGES[1:]

    def test_a_plain_click_on_one_of_several_leaves_just_that_one(self, pick):
        pick(VILLAGES[0])
        pick(VILLAGES[1], adding=True)
        assert pick(VILLAGES[0]) == VILLAGES[:1]

    def test_places_of_the_other_level_stay_selected_unseen(self, pick):
        state.update(areas=("32.01.01",))
        assert pick(VILLAGES[0]) == ("32.01.01", VILLAGES[0])
        state.clear_areas()
        assert state.selection().areas == ("32.01.01",)

    def test_a_found_village_is_selected_and_at_district_level_its_district_opened(self, pick):
        del pick
        state.take_search("32.01.02.2001")
        assert state.selection() == Selection(areas=("32.01.02.2001",))
        state.update(level="district")
        state.take_search("32.01.02.2001")
        assert state.selection().district == "32.01.02"
