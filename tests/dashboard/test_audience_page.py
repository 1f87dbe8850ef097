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


def test_a_stage_of_life_fills_in_age_and_marriage(app):
    stage = next(one for one in app.selectbox if one.key == "audience_stage")
    stage.set_value("young_family")
    app.run()
    assert pick(app, "audience_marital").value == ["married"]
    assert pick(app, "audience_ages").value == ["20_24", "25_29", "30_34"]
    pick(app, "audience_ages").set_value(["20_24"])
    app.run()
    assert next(one for one in app.selectbox if one.key == "audience_stage").value == ""


def test_an_occupation_alone_is_measured_and_crossed_it_is_a_range(app):
    pick(app, "audience_occupations").set_value(["teacher"])
    app.run()
    assert figure(app, "Orang") == "35.830"
    pick(app, "audience_sexes").set_value(["female"])
    app.run()
    assert app.info[-1].value == "Perempuan, guru."
    assert figure(app, "Rentang").startswith("0–35.830")


def test_synthetic_persons_say_so_before_they_are_offered(app):
    assert any("DATA SINTETIS" in one.value for one in app.markdown)
    pick(app, "synthetic_districts").set_value(["32.01.19"])
    app.run()
    assert any("Unduh orang sintetis" in one.label for one in app.get("download_button"))
    assert not app.exception


def test_a_saved_audience_can_be_listed_as_a_target(app):
    pick(app, "audience_occupations").set_value(["teacher"])
    app.run()
    next(one for one in app.text_input if one.label == "Nama").set_value("Para guru")
    app.run()
    next(one for one in app.button if one.key == "save_audience").click().run()
    (saved,) = cached.store().find("audience")
    app.switch_page("app_pages/target_list.py").run()
    next(one for one in app.selectbox if one.key == "widget_audience").set_value(saved.id)
    app.run()
    assert any("khalayak “Para guru”" in one.value for one in app.markdown)
    assert not app.exception
