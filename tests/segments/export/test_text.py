"""Words, safe cells and file names."""

from datetime import date

import pytest

from segments.export import safe_cell, safe_filename
from segments.export.text import class_labels, evidence_labels, headings, limits
from segments.i18n import LANGUAGES, Translator
from tests.segments.campaign.small_regency import small_list

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62", "-5", "@SUM(A1)", "\tx", "\rx", "\n=1", "  =1+1", "\u00a0=1", "＝1+1"],
)
def test_text_that_a_spreadsheet_could_run_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Cibinong", "32.01.01", "a=b", "#KabBogor", "'=1", "– x"])
def test_other_text_stays_as_it_is(text):
    assert safe_cell(text) == text


def test_a_file_name_says_what_when_and_which_version():
    name = safe_filename("Daftar sasaran", DAY, "1a2b3c4d5e6f", "xlsx")
    assert name == "daftar-sasaran_2026-11-23_v1a2b3c.xlsx"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "etc-passwd_2026-11-23_v1a2b3c.csv"),
        ("Kec. Gunung Putri: “padat”", "kec-gunung-putri-padat_2026-11-23_v1a2b3c.csv"),
        ("Désa", "desa_2026-11-23_v1a2b3c.csv"),
        ("???", "khalayak_2026-11-23_v1a2b3c.csv"),
        ("a" * 200, f"{'a' * 60}_2026-11-23_v1a2b3c.csv"),
    ],
)
def test_file_names_hold_nothing_that_a_system_refuses(name, expected):
    assert safe_filename(name, DAY, "1a2b3c", ".csv") == expected


def test_without_a_version_the_name_has_none():
    assert safe_filename("Peta", DAY, "", "geojson") == "peta_2026-11-23.geojson"


def test_every_column_and_code_has_a_word(areas):
    _ = Translator("id")
    assert set(headings(_)) == set(small_list().table)
    assert set(class_labels(_)) == set(areas.column("geographic_class").categories)
    assert set(evidence_labels(_)) == {"measured", "modelled", "assumed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_name_what_the_list_is_not(language):
    sentences = limits(small_list(), Translator(language))
    assert len(sentences) == 6
    assert "3T" in " ".join(sentences)


def test_hidden_counts_are_mentioned_only_when_there_are_some():
    _ = Translator("id")
    assert any("disembunyikan" in sentence for sentence in limits(small_list(), _))
    assert not any(
        "disembunyikan" in sentence for sentence in limits(small_list(minimum_cell=0), _)
    )
