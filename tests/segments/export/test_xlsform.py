"""The form is taken by pyxform, filters its villages, and asks nobody who they are."""

import io

import openpyxl
import pytest
from pyxform.xls2xform import convert

from geodata import load_areas
from segments.audience import load_questionnaire
from segments.export import survey_form_pdf, survey_xlsform
from segments.i18n import Translator


@pytest.fixture(scope="module")
def form():
    villages, districts = load_areas("village").table, load_areas("district").table
    return survey_xlsform(
        load_questionnaire(),
        districts["name"].to_dict(),
        villages["name"].to_dict(),
        title="Survei khalayak",
    )


def test_it_is_a_valid_form_without_a_warning(form, tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(form)
    made = convert(path, validate=False)
    assert made.warnings == []
    for question in load_questionnaire():
        assert f"<{question.name}" in made.xform


def test_nothing_is_asked_without_consent_and_villages_follow_their_kecamatan(form):
    book = openpyxl.load_workbook(io.BytesIO(form))
    survey = [tuple(cell or "" for cell in row) for row in book["survey"].values]
    head = survey[0]
    rows = [dict(zip(head, row, strict=True)) for row in survey[1:]]
    groups = [row for row in rows if row["type"] == "begin_group"]
    assert groups
    assert all(row["relevant"] == "${consent} = 'yes'" for row in groups)
    (village,) = (row for row in rows if row["name"] == "village")
    assert village["choice_filter"] == "district = ${district}"
    choices = [row for row in book["choices"].values if row[0] == "villages"]
    assert len(choices) == 435
    assert all(row[1].startswith(row[3]) for row in choices)


def test_the_printed_form_has_every_question():
    from datetime import date

    from pypdf import PdfReader

    content = survey_form_pdf(load_questionnaire(), Translator("id"), made=date(2026, 11, 2))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    plain = " ".join(text.split())
    for question in load_questionnaire():
        assert question.label_id in plain
