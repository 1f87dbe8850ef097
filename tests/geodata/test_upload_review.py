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
    level_of_codes,
    match_upload,
    review_column,
    rows_to_ask,
    suggest_columns,
)
from geodata.uploads import read_table


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
