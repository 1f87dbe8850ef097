"""From an office's sheet to figures by place: nothing guessed, nothing lost, all of it said."""

import io

import openpyxl
import pandas as pd
import pytest

from geodata import load_areas
from geodata.upload_review import (
    PlaceColumns,
    decided_codes,
    diff_column,
    find_place_columns,
    find_years,
    level_of_codes,
    match_upload,
    of_year,
    review_column,
    rows_to_ask,
    suggest_columns,
    with_yes_no,
)
from geodata.uploads import read_table
from geodata.wanted_tables import load_wanted, wanted_of


@pytest.fixture(scope="module")
def villages():
    return load_areas("village")


def upload(*rows, heading=("No", "Kecamatan", "Desa/Kelurahan", "Jumlah warung")):
    book = openpyxl.Workbook()
    for row in (heading, *rows):
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return read_table(buffer.getvalue(), "warung.xlsx")


ROWS = (
    (1, "Cibinong", "Pondok Rajeg", 4),
    (2, "Cibinong", "Karadenan", "1.200"),
    (3, "Cibinong", "Harapan Jayaa", 7),
    (4, "Nanggung", "Kalongliud", 9),
    ("", "Jumlah", "", 1220),
)


def test_the_columns_that_name_the_place_are_found():
    assert find_place_columns(upload(*ROWS)) == PlaceColumns(
        village="Desa/Kelurahan", district="Kecamatan"
    )
    coded = upload(
        ("32.01.01.1001", "Pondok Rajeg", 4),
        ("32.01.01.1002", "Karadenan", 5),
        heading=("Kode Desa", "Nama Desa", "Warung"),
    )
    assert find_place_columns(coded) == PlaceColumns(code="Kode Desa", village="Nama Desa")


def test_what_is_only_alike_is_asked_and_counts_only_when_it_is_decided():
    table = upload(*ROWS)
    matches = match_upload(table, find_place_columns(table))
    asked = rows_to_ask(matches)
    assert len(asked) == 1
    row = asked.index[0]
    assert decided_codes(matches, {}).isna()[row]
    proposed = asked["candidates"].iloc[0][0].code
    assert decided_codes(matches, {row: proposed})[row] == proposed
    assert decided_codes(matches, {row: ""}).isna()[row]


def test_figures_go_to_their_places_and_faults_name_the_row(villages):
    table = upload(*ROWS, (5, "Cibinong", "Pondok Rajeg", 5), (6, "Cibinong", "Tengah", -3))
    codes = match_upload(table, find_place_columns(table))["code"]
    assert level_of_codes(codes) == "village"
    found = review_column(table, "Jumlah warung", codes, "count", list(villages.table.index))
    assert found.values.tolist() == [1200, 9]
    assert found.faults["rule"].tolist() == ["twice", "twice", "negative"]
    assert found.faults["row"].tolist() == [2, 7, 8]
    assert found.n_missing == 433


def test_per_cents_become_shares(villages):
    table = upload(
        ("Cibinong", "Karadenan", "12,5 %"),
        ("Cibinong", "Tengah", "100 %"),
        heading=("Kecamatan", "Desa", "Persen"),
    )
    codes = match_upload(table, find_place_columns(table))["code"]
    found = review_column(table, "Persen", codes, "share", list(villages.table.index))
    assert found.values.tolist() == [0.125, 1.0]


def test_rows_of_kecamatan_are_a_table_of_kecamatan():
    table = upload(("Cibinong", 4), ("Nanggung", 5), heading=("Kecamatan", "Warung"))
    codes = match_upload(table, find_place_columns(table))["code"]
    assert codes.tolist() == ["32.01.01", "32.01.21"] or codes.str.len().eq(8).all()
    assert level_of_codes(codes) == "district"


def test_the_codebook_column_that_an_upload_may_be_comes_first(villages):
    figures = villages.table["n_rw"] * 1.05
    found = suggest_columns("Jumlah RW", figures, villages, villages.columns(numeric=True))
    assert found[0].name == "n_rw"
    assert found[0].correlation > 0.99
    assert suggest_columns("zzz", figures * 0 + 1, villages, ["share_tree"]) == ()


def test_a_dry_run_says_what_would_change(villages):
    old = villages.table["n_rw"]
    new = old.copy()
    new.iloc[0] += 4
    new.iloc[1] = float("nan")
    diff = diff_column(villages, "n_rw", new, villages.column("n_rw"))
    assert diff.rows["change"].tolist() == [4]
    assert (diff.n_lost, diff.n_new) == (1, 0)
    assert diff.after == diff.before + 4 - old.iloc[1]
    fresh = diff_column(
        villages, "office_x", pd.Series({old.index[0]: 1.0}), villages.column("n_rw")
    )
    assert (len(fresh.rows), fresh.n_new, fresh.after) == (0, 1, 1)


def portal():
    heading = ("id", "kode_provinsi", "nama_provinsi", "bps_kode_kabupaten_kota",
               "nama_kabupaten_kota", "kemendagri_kode_kecamatan", "nama_kecamatan",
               "kemendagri_kode_desa_kelurahan", "nama_desa_kelurahan", "akses_internet",
               "tahun")  # fmt: skip
    rows = [
        (number, 32, "JAWA BARAT", 3201, "KABUPATEN BOGOR", "32.01.01", "CIBINONG", code, name,
         "ADA" if (number + year) % 2 else "TIDAK ADA", year)
        for year in (2021, 2023)
        for number, (code, name) in enumerate(
            (("32.01.01.1001", "PONDOK RAJEG"), ("32.01.01.1002", "KARADENAN"))
        )
    ]  # fmt: skip
    return upload(*rows, heading=heading)


def test_a_portal_s_table_of_several_years_is_taken_year_by_year(villages):
    table = portal()
    column, years = find_years(table)
    assert (column, years) == ("tahun", (2023, 2021))
    one = with_yes_no(of_year(table, column, 2023))
    assert len(one.frame) == 2
    found = find_place_columns(one)
    assert found.code == "kemendagri_kode_desa_kelurahan"
    codes = match_upload(one, found)["code"]
    taken = review_column(one, "akses_internet", codes, "share", list(villages.table.index))
    assert taken.faults.empty
    assert taken.values.to_dict() == {"32.01.01.1001": 1.0, "32.01.01.1002": 0.0}


def test_words_that_are_not_yes_or_no_stay_words():
    table = upload(("Cibinong", "kuat"), ("Nanggung", "lemah"), heading=("Kecamatan", "Sinyal"))
    assert with_yes_no(table).kinds["Sinyal"] == "text"


def test_a_downloaded_table_is_recognised_by_its_name():
    for wanted in load_wanted():
        slug = wanted.address.rsplit("/", 1)[-1]
        assert wanted_of(f"dpmd-{slug}_data.csv") == wanted
    assert wanted_of("warung.xlsx") is None
