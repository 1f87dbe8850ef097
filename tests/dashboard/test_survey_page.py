"""The survey page: form, answers in, quality, kinds, kecamatan; and the mark of what is made up."""

from contextlib import suppress

import pandas as pd
import pytest

from dashboard import cached, survey_data
from segments.audience import simulated_answers
from segments.store import StoreError, change_setting
from tests.dashboard.test_pages import open_page, words

PAGE = "app_pages/survey.py"


@pytest.fixture(autouse=True)
def no_survey_left():
    yield
    store = cached.store()
    change_setting(store, survey_data.SETTING, "", actor="test")
    for document in store.find(survey_data.KIND):
        with suppress(StoreError):
            store.delete(document, actor="test")
    cached.follow_settings()


def button(app, key):
    return next(one for one in app.button if one.key == key)


def bring(app, content, name="jawaban.csv"):
    app.file_uploader[0].upload(name, content, "text/csv")
    return app.run()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "part", ["without", "form", "answers", "quality", "classes", "places", "villages"]
)
def test_every_part_opens_without_a_survey(part, language):
    app = open_page(PAGE, survey_part=part, lang=language)
    assert not app.exception
    assert not app.error


def test_made_up_answers_are_marked_on_every_part():
    app = open_page(PAGE, survey_part="answers")
    button(app, "use_simulated").click().run()
    for part in ("answers", "quality", "classes", "places", "villages"):
        app = open_page(PAGE, survey_part=part)
        assert not app.exception
        assert "DATA SIMULASI" in app.warning[0].value
    for part in ("without", "form"):
        assert not open_page(PAGE, survey_part=part).warning
    (document,) = cached.store().find(survey_data.KIND)
    assert document.name == "DATA SIMULASI"


def test_kinds_of_people_are_found_and_can_be_seen_by_kecamatan():
    app = open_page(PAGE, survey_part="answers")
    button(app, "use_simulated").click().run()
    app = open_page(PAGE, survey_part="classes")
    button(app, "find_classes").click()
    app.run(timeout=240)
    assert not app.exception
    assert len([one for one in app.metric if "·" in one.label]) == 3
    app = open_page(PAGE, survey_part="places")
    assert app.selectbox[0].options[0].startswith("Kelompok 1")
    app.selectbox[0].set_value("internet=yes")
    app.run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 40
    app = open_page(PAGE, survey_part="villages")
    button(app, "find_village_classes").click()
    app.run(timeout=240)
    assert not app.exception
    rows = app.dataframe[0].value
    assert len(rows) == 435
    assert rows["Rentang 90 %"].str.contains("–").all()


def test_a_survey_from_a_file_is_saved_and_used():
    made = simulated_answers(cached.joint(), n=300)
    app = bring(open_page(PAGE, survey_part="answers"), made.to_csv().encode())
    assert not app.exception
    assert "Terbaca 300 responden" in app.success[0].value
    next(one for one in app.text_input if one.label == "Nama survei").set_value("Survei 2026")
    app.run()
    button(app, "save_survey").click().run()
    found = cached.survey()
    assert (found.name, found.simulated, len(found.answers)) == ("Survei 2026", False, 300)
    pd.testing.assert_series_equal(
        found.answers["trust_rt"].reset_index(drop=True),
        made["trust_rt"].reset_index(drop=True),
        check_names=False,
        check_dtype=False,
    )
    app = open_page(PAGE, survey_part="quality")
    assert "DATA SIMULASI" not in words(app)
    assert not app.warning


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda made: made.head(30), "Hanya 30 responden"),
        (lambda made: made.assign(district="99.99.99"), "kecamatan yang tidak dikenal"),
        (lambda made: made.assign(_uuid="sama"), "nomor jawaban yang sama"),
        (lambda made: made.assign(telepon="081234567890"), "data pribadi"),
        (lambda made: made.assign(catatan="3201012003850001"), "data pribadi"),
        (lambda made: made.assign(kontak="warga@contoh.id"), "data pribadi"),
    ],
)
def test_answers_that_must_not_come_in_are_refused_and_nothing_is_stored(change, sentence):
    made = change(simulated_answers(cached.joint(), n=150))
    app = bring(open_page(PAGE, survey_part="answers"), made.to_csv().encode())
    assert not app.exception
    assert sentence in app.error[0].value
    assert not cached.store().find(survey_data.KIND)


def test_without_a_survey_every_estimate_has_its_range_year_and_source():
    app = open_page(PAGE, survey_part="without")
    rows = app.dataframe[0].value
    modelled = rows[rows["Bukti"] == "estimasi model"]
    assert len(modelled) >= 10
    assert modelled["Rentang"].str.contains("–").all()
    assert modelled["Rentang"].ne("–").all()
    assert rows["Tahun"].ne("").all()
    assert rows["Penerbit"].ne("").all()
    assert "Siapa yang dipercaya warga" in words(app)
