"""Matching places: what is applied must be right, what is doubtful is only proposed."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.names import match_districts, match_places, name_key
from geodata.place_register import PlaceRegister, load_register


@pytest.fixture(scope="module")
def villages() -> pd.DataFrame:
    return load_register().villages.reset_index()


def is_found(truth: str, match) -> bool:
    return truth == match.code or truth in {one.code for one in match.candidates}


def test_the_register_holds_every_place_under_both_codes(villages):
    register = load_register()
    assert (len(villages), len(register.districts)) == (435, 40)
    assert len(register.code_of_digits) == 2 * (435 + 40)
    assert all(len(codes) == 1 for codes in register.code_of_digits.values())


def test_the_result_has_one_row_an_input_row_and_its_index():
    frame = pd.DataFrame({"desa": ["Malasari", None, "Tidak Ada"]}, index=[7, 9, 9])
    matches = match_places(frame, village="desa")
    assert matches.index.tolist() == [7, 9, 9]
    assert matches["how"].tolist() == ["exact", "none", "none"]
    assert matches["code"].isna().tolist() == [False, True, True]
    assert matches["note"].tolist() == ["", "blank", "unknown_name"]


def test_an_empty_table_gives_an_empty_result():
    matches = match_places(pd.DataFrame({"desa": pd.Series(dtype=str)}), village="desa")
    assert len(matches) == 0
    assert "code" in matches


SAFE_VARIANTS = {
    "as it is": lambda name: name,
    "lower": str.lower,
    "upper": str.upper,
    "no spaces": lambda name: name.replace(" ", ""),
    "two spaces": lambda name: f" {name.replace(' ', '  ')} ",
    "hyphen": lambda name: name.replace(" ", "-"),
    "desa": lambda name: f"DESA {name}",
    "ds.": lambda name: f"Ds. {name}",
    "kel.": lambda name: f"KEL. {name}",
    "kelurahan": lambda name: f"Kelurahan {name}",
    "numbered": lambda name: f"12. {name}",
    "accent": lambda name: name.replace("e", "é"),
    "arabic": lambda name: re.sub(" I$", " 1", re.sub(" II$", " 2", name)),
    "in words": lambda name: re.sub(" I$", " Satu", re.sub(" II$", " Dua", name)),
    "short": lambda name: (
        name.replace("Gunung ", "Gn. ")
        .replace("Timur", "Tim.")
        .replace("Selatan", "Sel.")
        .replace("Barat", "BRT")
        .replace("Utara", "UTR")
    ),
}


@pytest.mark.parametrize("variant", SAFE_VARIANTS)
@pytest.mark.parametrize("village", ["name", "name_bps"])
@pytest.mark.parametrize("district", ["district_name", "district_name_bps"])
def test_both_spellings_of_every_place_are_applied(villages, village, district, variant):
    frame = villages.assign(
        desa=villages[village].map(SAFE_VARIANTS[variant]), kec="Kec. " + villages[district]
    )
    matches = match_places(frame, village="desa", district="kec")
    assert matches["code"].tolist() == villages["village_code"].tolist()
    assert set(matches["how"]) == {"exact"}


def drop_letter(name: str) -> str:
    return name[:3] + name[4:]


def double_letter(name: str) -> str:
    return name[:3] + name[2:]


def swap_letters(name: str) -> str:
    return name[:2] + name[3] + name[2] + name[4:]


def change_vowel(name: str) -> str:
    return name[0] + name[1:].replace("u", "o", 1)


def old_spelling(name: str) -> str:
    return name.replace("j", "dj")


MISSPELLINGS = [drop_letter, double_letter, swap_letters, change_vowel, old_spelling]


@pytest.mark.parametrize("misspell", MISSPELLINGS)
@pytest.mark.parametrize("district", ["district_name", None])
def test_misspellings_are_found_but_none_is_applied_wrongly(villages, misspell, district):
    names = villages["name"].map(misspell)
    official = {key for keys in load_register().village_keys.values() for key in keys}
    is_other = names.map(name_key).isin(official) & (names != villages["name"])
    frame = villages.assign(desa=names)
    matches = match_places(frame, village="desa", district=district)
    wrong = matches["code"].notna() & (matches["code"] != villages["village_code"])
    # Without a kecamatan "Purasari" is Purasari, even if Purwasari was meant.
    assert not (wrong & ~(is_other if district is None else False)).any()
    found = [is_found(*pair) for pair in zip(villages["village_code"], rows(matches), strict=True)]
    assert sum(found) / len(found) >= 0.97


def rows(matches: pd.DataFrame) -> list:
    return list(matches.itertuples())


def test_fuzzy_matches_are_proposed_with_a_score_and_never_applied(villages):
    frame = villages.assign(desa=villages["name"].map(change_vowel))
    changed = frame["desa"] != villages["name"]
    matches = match_places(frame[changed], village="desa", district="district_name")
    proposed = matches[matches["how"].isin(["fuzzy", "ambiguous"])]
    assert len(proposed) > 150
    assert proposed["code"].isna().all()
    assert proposed["score"].between(78, 100).all()
    fuzzy = proposed[proposed["how"] == "fuzzy"]
    assert all(len(one) == 1 or one[0].score - one[1].score >= 8 for one in fuzzy["candidates"])


def test_names_that_recur_are_asked_about_without_a_district(villages):
    matches = match_places(villages, village="name")
    keys = villages["name"].map(name_key)
    recurring = keys.duplicated(keep=False)
    assert keys[recurring].nunique() == 40
    assert set(matches.loc[recurring, "how"]) == {"ambiguous"}
    pabuaran = matches.loc[keys == "PABUARAN", "candidates"].iloc[0]
    assert len(pabuaran) == 5


@pytest.mark.parametrize(
    ("village", "district", "code", "how"),
    [
        ("Sinarsari", "Dramaga", "32.01.30.2003", "exact"),
        ("Sinarsari", "Tanjungsari", "32.01.36.2008", "exact"),
        ("Sirnasari", "Tanjungsari", "32.01.36.2008", "exact"),
        ("Sinarsari", "", None, "ambiguous"),
        ("Sirnasari", "Dramaga", None, "ambiguous"),
        ("Basir Buncir", "Caringin", None, "fuzzy"),
        ("Pasir Buncir", "Caringin", "32.01.27.2010", "exact"),
        ("Cibatok 1", "Cibungbulang", "32.01.16.2004", "exact"),
        ("Cibatok", "Cibungbulang", None, "ambiguous"),
        ("Cibatok ll", "Cibungbulang", "32.01.16.2012", "exact"),
        ("Klapanunggal", "Kelapa Nunggal", "32.01.32.2001", "exact"),
        ("Gn. Putri", "Gn. Putri", "32.01.02.2004", "exact"),
    ],
)
def test_known_traps(village, district, code, how):
    frame = pd.DataFrame({"desa": [village], "kec": [district]})
    match = match_places(frame, village="desa", district="kec").iloc[0]
    assert match.how == how
    assert match.code == code if code else pd.isna(match.code)


@pytest.mark.parametrize(
    "cell", ["Pabuaran, Kec. Kemang", "Desa Pabuaran (Kemang)", "Pabuaran Kecamatan Kemang"]
)
def test_a_district_inside_the_village_cell_is_used(cell):
    match = match_places(pd.DataFrame({"desa": [cell]}), village="desa").iloc[0]
    assert (match.code, match.how) == ("32.01.12.2004", "exact")


def test_a_misspelt_district_only_supports_a_name_that_occurs_once():
    frame = pd.DataFrame({"desa": ["Waringin Jaya", "Pabuaran"], "kec": ["Bojong Gde"] * 2})
    matches = match_places(frame, village="desa", district="kec")
    assert matches["how"].tolist() == ["exact", "fuzzy"]
    assert matches["code"].fillna("").tolist() == ["32.01.13.2006", ""]


def test_a_name_from_another_district_is_proposed_only():
    frame = pd.DataFrame({"desa": ["Malasari", "Sukajadi"], "kec": ["Ciomas", "Kota Wisata"]})
    matches = match_places(frame, village="desa", district="kec")
    assert matches["code"].isna().all()
    assert matches["note"].tolist() == ["district_differs", "unknown_district"]


@pytest.mark.parametrize(
    ("code", "village", "district", "note"),
    [
        ("", "Jumlah", "", "total"),
        ("", "JUMLAH TOTAL", "Cibinong", "total"),
        ("", "Sub Total", "", "total"),
        ("", "Rata-rata", "", "total"),
        ("", "Kab. Bogor", "", "total"),
        ("", "KABUPATEN BOGOR", "", "total"),
        ("", "Bogor", "", "total"),
        ("", "Jawa Barat", "", "total"),
        ("3201", "", "", "total"),
        (32.01, "", "", "total"),
        ("", "", "Total", "total"),
        ("", "Kota Bogor", "", "kota_bogor"),
        ("3271", "", "", "kota_bogor"),
        ("32.71.01.1001", "Mulyaharja", "", "kota_bogor"),
        ("", "Cibadak", "Tanah Sareal", "kota_bogor"),
        ("", "Sukadamai", "Kec. Tanah Sareal", "kota_bogor"),
        ("", "Curug", "Bogor Barat", "kota_bogor"),
        ("32.02.01.2001", "Malasari", "", "outside"),
        ("", "", "Cibinong", "district_row"),
        ("", "KECAMATAN CIBINONG", "", "district_row"),
        ("", "", "", "blank"),
    ],
)
def test_rows_that_are_no_village_are_set_aside(code, village, district, note):
    frame = pd.DataFrame({"kode": [code], "desa": [village], "kec": [district]})
    match = match_places(frame, code="kode", village="desa", district="kec").iloc[0]
    assert pd.isna(match.code)
    assert (match.how, match.note) == ("none", note)


def test_rows_of_other_regencies_are_set_aside_by_the_regency_column():
    frame = pd.DataFrame(
        {"desa": ["Malasari"] * 3, "kab": ["Kabupaten Bogor", "Kab. Sukabumi", "Kota Bogor"]}
    )
    matches = match_places(frame, village="desa", regency="kab")
    assert matches["how"].tolist() == ["exact", "none", "none"]
    assert matches["note"].tolist() == ["", "outside", "kota_bogor"]


def test_districts_are_matched_by_name_in_both_spellings():
    register = load_register()
    for column in ("name", "name_bps"):
        frame = register.districts.assign(kec="KECAMATAN " + register.districts[column].str.upper())
        matches = match_districts(frame, district="kec")
        assert matches["code"].tolist() == register.districts.index.tolist()
    odd = match_districts(pd.DataFrame({"kec": ["Klapa Nungal", "Kab. Bogor"]}), district="kec")
    assert odd["how"].tolist() == ["fuzzy", "none"]
    assert odd["code"].isna().all()


def test_a_register_of_other_places_can_be_given():
    register = PlaceRegister(
        pd.DataFrame(
            {
                "name": ["Satu", "Dua"],
                "name_bps": ["Satu", "Dua"],
                "kind": "desa",
                "district_code": "99.01.01",
                "district_name": "Contoh",
                "district_name_bps": "Contoh",
                "bps_code": ["9901010001", "9901010002"],
            },
            index=pd.Index(["99.01.01.2001", "99.01.01.2002"], name="village_code"),
        )
    )
    frame = pd.DataFrame({"desa": ["DESA DUA"]})
    matches = match_places(frame, village="desa", register=register)
    assert matches["code"].tolist() == ["99.01.01.2002"]


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans()))
def test_any_cell_can_be_matched(cell):
    frame = pd.DataFrame({"x": pd.Series([cell], dtype=object)})
    match = match_places(frame, code="x", village="x", district="x").iloc[0]
    assert match.how in {"code", "exact", "fuzzy", "ambiguous", "none"}
    assert pd.isna(match.code) or match.code in {one.code for one in match.candidates}
