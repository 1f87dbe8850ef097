"""The audience builder, as a planner uses it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cached

APP = str(Path(__file__).resolve().parents[2] / "dashboard" / "app.py")


@pytest.fixture
def app():
    opened = AppTest.from_file(APP, default_timeout=60)
    return opened.run().switch_page("app_pages/audience.py").run()


def pick(app, key):
    return next(one for one in app.multiselect if one.key == key)


def figure(app, label):
    return next(one.value for one in app.metric if one.label == label)


def test_everybody_is_measured(app):
    assert figure(app, "Orang") == "5.664.537"
    assert any("tanpa rentang" in one.value for one in app.caption)


def test_women_in_places_with_weak_signal_are_a_range_and_read_aloud(app):
    pick(app, "audience_sexes").set_value(["female"])
    app.run()
    pick(app, "audience_ages").set_value(["20_24", "25_29"])
    app.run()
    pick(app, "audience_signals").set_value(["lemah"])
    app.run()
    assert app.info[-1].value == "Perempuan, berumur 20–29 tahun, dengan sinyal lemah (2023)."
    assert figure(app, "Desa/kelurahan") == "46"
    assert "–" in figure(app, "Rentang")
    assert not app.exception


def test_nobody_at_all_says_what_to_do(app):
    pick(app, "audience_segments").set_value(["A"])
    app.run()
    pick(app, "audience_except_segments").set_value(["A"])
    app.run()
    assert "Longgarkan" in app.warning[0].value


def test_an_audience_is_saved_opened_and_deleted(app):
    pick(app, "audience_sexes").set_value(["male"])
    app.run()
    next(one for one in app.text_input if one.label == "Nama").set_value("Bapak")
    app.run()
    next(one for one in app.button if one.key == "save_audience").click().run()
    (saved,) = cached.store().find("audience")
    assert (saved.name, saved.body) == ("Bapak", {"sexes": ["male"]})
    picker = next(one for one in app.selectbox if one.key == "saved_audience")
    picker.set_value("").run()
    assert pick(app, "audience_sexes").value == []
    next(one for one in app.selectbox if one.key == "saved_audience").set_value(saved.id).run()
    assert pick(app, "audience_sexes").value == ["male"]
    next(one for one in app.button if one.key == "drop_audience").click().run()
    assert cached.store().find("audience") == ()


def test_a_crosstab_hides_small_cells(app):
    app.toggle[0].set_value(True)
    app.run()
    table = app.dataframe[-1].value
    assert len(table) == 5
    assert not app.exception
