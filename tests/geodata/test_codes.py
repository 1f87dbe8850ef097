"""Codes in any disguise: a whole code is applied, a damaged one only where it leaves no doubt."""

from __future__ import annotations

import string

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.names import match_places
from geodata.place_register import load_register


@pytest.fixture(scope="module")
def villages() -> pd.DataFrame:
    return load_register().villages.reset_index()


CODE_DISGUISES = {
    "dotted": lambda code: code,
    "digits": lambda code: code.replace(".", ""),
    "integer": lambda code: int(code.replace(".", "")),
    "float": lambda code: float(code.replace(".", "")),
    "float text": lambda code: code.replace(".", "") + ".0",
    "decimal comma": lambda code: code.replace(".", "") + ",0",
    "commas": lambda code: code.replace(".", ","),
    "spaces": lambda code: "  " + code.replace(".", " ") + "\u00a0",
    "apostrophe": lambda code: "'" + code,
    "dashes": lambda code: code.replace(".", "-"),
    "thousands": lambda code: f"{int(code.replace('.', '')):,}".replace(",", "."),
    "scientific, whole": lambda code: f"{float(code.replace('.', '')):.9E}",
}


@pytest.mark.parametrize("disguise", CODE_DISGUISES)
@pytest.mark.parametrize("system", ["village_code", "bps_code"])
def test_a_whole_code_is_applied_in_every_disguise(villages, system, disguise):
    codes = villages[system].map(CODE_DISGUISES[disguise])
    matches = match_places(pd.DataFrame({"kode": codes}), code="kode")
    assert matches["code"].tolist() == villages["village_code"].tolist()
    assert set(matches["how"]) == {"code"}


@pytest.mark.parametrize("system", ["village_code", "bps_code"])
def test_a_column_of_floats_with_gaps_is_read(villages, system):
    codes = pd.to_numeric(villages[system].str.replace(".", ""))
    frame = pd.DataFrame({"kode": codes.where(villages.index % 2 == 0)})
    matches = match_places(frame, code="kode")
    assert matches["code"].notna().sum() == 218
    assert (matches["code"] == villages["village_code"])[::2].all()


@pytest.mark.parametrize("names", [{}, {"village": "name"}])
def test_zeros_cut_off_at_the_end_are_put_back(villages, names):
    frame = villages.assign(kode=villages["village_code"].str.rstrip("0"))
    cut = frame["kode"].str.len() < 13
    matches = match_places(frame, code="kode", **names)
    assert cut.sum() == 27
    assert matches["code"].tolist() == villages["village_code"].tolist()
    assert set(matches.loc[cut, "note"]) == {"repaired_code"}


def test_a_code_with_zeros_cut_off_is_not_applied_against_the_name():
    frame = pd.DataFrame({"kode": ["32.01.02.201"], "desa": ["Tlajung Udik"]})
    match = match_places(frame, code="kode", village="desa").iloc[0]
    assert pd.isna(match.code)
    assert match.how == "ambiguous"
    assert {one.code for one in match.candidates} == {"32.01.02.2010", "32.01.02.2006"}


def test_scientific_notation_alone_is_never_applied_but_helps_a_name(villages):
    frame = villages.assign(kode=[f"{int(code):.5E}" for code in villages["bps_code"]])
    assert match_places(frame, code="kode")["code"].isna().all()
    named = match_places(frame, code="kode", village="name_bps")
    wrong = named["code"].notna() & (named["code"] != villages["village_code"])
    assert not wrong.any()
    assert named["code"].notna().mean() > 0.97


def test_codes_of_districts_are_told_from_codes_of_villages():
    codes = ["32.01.21", "320121", 320121.0, "3201010", 3201010, "32.01.010"]
    matches = match_places(pd.DataFrame({"kode": codes}), code="kode")
    assert set(matches["code"]) == {"32.01.21"}
    assert set(matches["level"]) == {"district"}


def test_a_district_code_beside_a_village_name_says_where_to_look():
    frame = pd.DataFrame({"kode": ["32.01.12", 3201230], "desa": ["Pabuaran", "Pabuaran"]})
    matches = match_places(frame, code="kode", village="desa")
    assert matches["code"].tolist() == ["32.01.12.2004", "32.01.12.2004"]


def test_a_code_that_contradicts_the_name_is_asked_about():
    frame = pd.DataFrame(
        {
            "kode": ["32.01.01.1001", "32.01.01.1002", "32.01.01.1012"],
            "desa": ["Karadenan", "Pondok Rajek", "Pabuaran"],
            "kec": ["Cibinong", "Cibinong", "Kemang"],
        }
    )
    matches = match_places(frame, code="kode", village="desa", district="kec")
    assert matches["code"].isna().all()
    assert set(matches["how"]) == {"ambiguous"}
    assert set(matches["note"]) == {"code_differs"}


def test_a_code_keeps_its_place_when_the_name_is_merely_misspelt_or_unknown():
    frame = pd.DataFrame(
        {"kode": ["32.01.27.2010", "32.01.27.2010"], "desa": ["Basir Buncir", "Entah Berantah"]}
    )
    matches = match_places(frame, code="kode", village="desa")
    assert matches["code"].tolist() == ["32.01.27.2010"] * 2
    assert matches["note"].tolist() == ["", "name_differs"]


def test_an_unknown_code_does_not_stand_in_the_way_of_a_name():
    frame = pd.DataFrame({"kode": ["32.01.01.9999", "32.01.05.9999"], "desa": ["Karadenan"] * 2})
    matches = match_places(frame, code="kode", village="desa")
    assert matches["code"].fillna("").tolist() == ["32.01.01.1002", ""]
    assert matches["how"].tolist() == ["exact", "fuzzy"]
    assert matches["note"].tolist() == ["unknown_code", "code_differs"]


@given(st.integers(0, 434), st.text(alphabet=string.ascii_lowercase + " .", max_size=3))
def test_a_whole_code_is_never_turned_into_another_place(position, noise):
    register = load_register()
    code = register.villages.index[position]
    name = register.villages["name"].iloc[position] + noise
    frame = pd.DataFrame({"kode": [code], "desa": [name]})
    match = match_places(frame, code="kode", village="desa").iloc[0]
    assert pd.isna(match.code) or match.code == code


@given(st.integers(min_value=10**9, max_value=10**10 - 1))
def test_ten_digits_are_a_place_only_if_they_are_on_the_register(number):
    match = match_places(pd.DataFrame({"kode": [number]}), code="kode").iloc[0]
    assert pd.isna(match.code) or number in {
        int(match.code.replace(".", "")),
        int(load_register().villages["bps_code"][match.code]),
    }
