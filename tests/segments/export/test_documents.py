"""Printed documents read back by another reader: nota, method, page of a pack."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from geodata import load_sources
from segments.advice import MessageSet
from segments.campaign import Brief, Plan, build_target_list, default_measures
from segments.export import (
    district_pack,
    method_pdf,
    method_sections,
    nota_pdf,
    nota_sections,
)
from segments.i18n import Translator
from segments.typology import VersionRecord, decision_log
from tests.segments.campaign import return_files as files

ID = Translator("id")
MADE = date(2026, 11, 26)


def words_of(content):
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_method_is_written_by_the_run(areas, segmentation, language):
    _ = Translator(language)
    record = VersionRecord(segmentation, reason="Diminta # *camat*")
    decisions = decision_log(areas, segmentation.recipe, [])
    sections = method_sections(areas, record, decisions, load_sources(), _)
    text = words_of(method_pdf(sections, record, _, MADE))
    assert segmentation.version in text
    for name in segmentation.recipe.features:
        assert areas.column(name).label(language).split(" (")[0] in text
    assert "Diminta # *camat*" in text
    assert _.number(segmentation.diagnostics["ari"], 2) in text


def test_the_nota_has_number_version_and_room_to_sign():
    plan = Plan(
        brief=Brief(issue="Sampah", behaviour="Pilah dari rumah", deadline=MADE),
        version="v123",
        edition="e1",
        messages=MessageSet("Pilah sampah dari rumah."),
        measures=default_measures("ton terpilah", 1, 2, ("a", "b", "c")),
    )
    sections = nota_sections(plan, ID, segments={}, districts={}, channels={})
    content = nota_pdf(
        sections, ID, name="Pilah", plan_id="p99", plan=plan, state="Konsep", made=MADE
    )
    text = words_of(content)
    for word in ("p99", "v123", "Pilah dari rumah", "ton terpilah", "Disetujui oleh"):
        assert word in text
    again = nota_pdf(
        sections, ID, name="Pilah", plan_id="p99", plan=plan, state="Konsep", made=MADE
    )
    assert again == content


def test_the_page_of_a_kecamatan_has_the_numbers_of_the_list(areas, segmentation):
    advice = dict.fromkeys(segmentation.codes, files.LINES)
    target_list = build_target_list(areas, segmentation, created=files.CREATED, advice=advice)
    content = files.make_content(files.make_order(target_list), target_list)
    pack = district_pack(replace(content, simulated=True), "32.01.21", ID)
    pdf = next(data for name, data in pack.items() if name.endswith(".pdf"))
    text = words_of(pdf)
    inside = target_list.villages.query("district_code == '32.01.21'")
    assert ID.number(int(inside["people"].sum())) in text
    for village, people in zip(inside["village"], inside["people"], strict=True):
        assert village in text
        assert ID.number(int(people)) in text
    assert "DATA SIMULASI" in text
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    whatsapp = next(data for name, data in pack.items() if name.endswith(".txt")).decode()
    assert len(whatsapp) <= 1_000
