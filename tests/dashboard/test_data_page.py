"""The data desk: a file goes in, all pages show it, and the way back is one click."""

import io
from contextlib import suppress

import openpyxl
import pytest

from dashboard import cached, office_data
from geodata import load_areas
from segments.store import StoreError, change_setting, read_settings
from tests.dashboard.test_pages import open_page, words

PAGE = "app_pages/data.py"


@pytest.fixture(autouse=True)
def office():
    """Leave nothing of the office's data in use afterwards."""
    yield
    store = cached.store()
    change_setting(store, office_data.SETTING, "", actor="test")
    for document in store.find(office_data.KIND):
        with suppress(StoreError):
            store.delete(document, actor="test")
    cached.follow_settings()


def sheet(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def shops(**changes):
    villages = load_areas("village").table
    rows = [
        (row["district_name"], row["name"], changes.get(code, 3 + number % 7))
        for number, (code, row) in enumerate(villages.iterrows())
    ]
    return sheet(("Kecamatan", "Desa", "Jumlah warung"), *rows)


def bring(app, content, name="warung.xlsx"):
    app.file_uploader[0].upload(name, content, "application/octet-stream")
    return app.run()


def write(app, label, text):
    next(one for one in app.text_input if one.label == label).set_value(text)
    return app.run()


def button(app, key):
    return next(one for one in app.button if one.key == key)


def test_a_column_is_saved_shown_on_the_map_and_taken_out_again():
    before = cached.edition()
    app = bring(open_page(PAGE), shops())
    assert not app.exception
    assert next(one.value for one in app.metric if one.label == "Langsung cocok") == "435"
    assert "Tulis siapa yang menerbitkan" in app.warning[-1].value
    app = write(app, "Penerbit dan judul sumber", "BPS, Kabupaten Bogor Dalam Angka 2025")
    app = write(app, "Tahun", "2025")
    button(app, "save_office_column").click().run()
    assert not app.exception
    assert "dipakai semua halaman" in app.info[0].value
    (document,) = cached.store().find(office_data.KIND)
    assert cached.store().file(document.body["file"]).name == "warung.xlsx"
    assert document.id in read_settings(cached.store())[office_data.SETTING]

    name = document.body["name"]
    shown = open_page("app_pages/audience_map.py", column=name)
    assert not shown.exception
    assert "BPS, Kabupaten Bogor Dalam Angka 2025" in words(shown)
    assert cached.edition() != before

    app = open_page(PAGE, desk_view="saved")
    button(app, "stop_office_column").click().run()
    assert "Simpanannya tetap ada" in app.info[0].value
    assert cached.edition() == before
    assert name not in cached.codebook()


def test_names_that_are_only_alike_wait_for_a_decision():
    rows = [("Kecamatan", "Desa", "Warung"), ("Cibinong", "Harapan Jayaa", 4)]
    rows += [("Cibinong", "Karadenan", 5), ("Cibinong", "Tengah", 6)]
    app = bring(open_page(PAGE), sheet(*rows))
    assert next(one.value for one in app.metric if one.label == "Perlu Anda putuskan") == "1"
    filled = next(one.value for one in app.metric if one.label == "Langsung cocok")
    assert filled == "2"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((("NIK", "Nama", "Desa"), ("3201012003850001", "Budi", "Karadenan")), "data pribadi"),
        ((("Desa", "Perolehan suara Pilkada"), ("Karadenan", 300)), "pemilu"),
    ],
)
def test_what_must_not_come_in_is_refused_and_nothing_is_stored(rows, sentence):
    app = bring(open_page(PAGE), sheet(*rows))
    assert sentence in app.error[0].value
    assert not cached.store().find(office_data.KIND)
    assert not app.exception


def test_a_file_that_only_pretends_to_be_excel_is_refused():
    app = bring(open_page(PAGE), b"not a workbook at all", "angka.xlsx")
    assert app.error
    assert not app.exception


@pytest.mark.parametrize("label", ["Jumlah penganut agama", "Suara pemilu 2024"])
def test_a_column_cannot_be_named_after_what_is_forbidden(label):
    app = bring(open_page(PAGE), shops())
    app = write(app, "Penerbit dan judul sumber", "BPS")
    app = write(app, "Tahun", "2025")
    app = write(app, "Nama kolom di layar", label)
    assert "tidak dapat disimpan di Khalayak" in app.warning[-1].value
    assert not [one for one in app.button if one.key == "save_office_column"]


def test_figures_that_break_a_rule_are_named_and_saving_asks_first():
    app = bring(open_page(PAGE), shops(**{"32.01.01.1002": -5}))
    assert "1 angka tidak dapat diambil" in " ".join(one.value for one in app.warning)
    app = write(app, "Penerbit dan judul sumber", "BPS")
    app = write(app, "Tahun", "2025")
    assert button(app, "save_office_column").disabled
    next(one for one in app.checkbox if one.key == "save_without_faults").set_value(True)
    app.run()
    assert not button(app, "save_office_column").disabled


def test_a_column_that_can_no_longer_be_read_leaves_the_pages_standing():
    change_setting(cached.store(), office_data.SETTING, "nothere123@1", actor="test")
    app = open_page("app_pages/audience_map.py")
    assert not app.exception
    app = open_page(PAGE, desk_view="saved")
    assert "nothere123" in app.error[0].value


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("view", ["upload", "saved", "dictionary", "coverage", "wanted"])
def test_every_part_opens(view, language):
    app = open_page(PAGE, desk_view=view, lang=language)
    assert not app.exception
    assert not app.error


def test_the_dictionary_finds_columns_by_their_words():
    app = open_page(PAGE, desk_view="dictionary")
    app = write(app, "Cari kolom", "sinyal")
    labels = app.dataframe[0].value["Kolom"].str.lower()
    assert len(labels)
    assert labels.str.contains("sinyal").any()
    app = write(app, "Cari kolom", "zzzz")
    assert "Coba kata lain" in app.info[0].value


def test_the_coverage_names_the_villages_without_a_figure():
    app = open_page(PAGE, desk_view="coverage")
    rows = app.dataframe[0].value
    assert rows["Desa/kelurahan terisi"].str.contains("/ 435").all()
    assert rows["Yang kosong"].ne("–").all()
