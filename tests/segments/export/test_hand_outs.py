"""One-pagers, infographics and the HTML file, opened again."""

import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader

from segments.export import (
    OnePager,
    PortraitSentence,
    SegmentText,
    infographic,
    many_pagers_pdf,
    one_pager_pdf,
    to_html,
)
from segments.i18n import Translator

ID = Translator("id")
MADE = date(2026, 11, 26)
SQUARE_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
)
PAGE = OnePager(
    title="Desa #tani* $perbukitan$",
    subtitle="Segmen",
    letter="D",
    colour="#44bb99",
    sentences=(PortraitSentence("Penduduk", "Di sini tinggal 748.119 jiwa."),),
    bars=(("A · Kota", 0.25, "25 %", "#77aadd"),),
    traits=(("Petani", "39,2 %", "15,9 %"),),
    map_svg=SQUARE_SVG,
    footer="Segmentasi v1",
)


def test_a_page_says_what_it_was_given_and_obeys_no_markup():
    content = one_pager_pdf(PAGE, ID, made=MADE)
    reader = PdfReader(io.BytesIO(content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    for words in ("Desa #tani* $perbukitan$", "748.119", "39,2 %", "25 %", "Segmentasi v1"):
        assert words in text


def test_forty_pages_are_forty_pages():
    content = many_pagers_pdf([PAGE] * 40, ID, made=MADE)
    assert len(PdfReader(io.BytesIO(content)).pages) == 40


@pytest.mark.parametrize(("shape", "size"), [("square", (1080, 1080)), ("a4", (1240, 1754))])
def test_an_infographic_has_its_size_and_its_colour(shape, size):
    picture = Image.open(io.BytesIO(infographic(PAGE, ID, made=MADE, shape=shape)))
    assert picture.size == size
    assert picture.convert("RGB").getpixel((5, 5)) == (0x44, 0xBB, 0x99)
    assert infographic(PAGE, ID, made=MADE, shape=shape, kind="svg").startswith(b"<svg")


@pytest.fixture(scope="module")
def page(areas, segmentation):
    texts = [
        SegmentText(code, f"<b>{code}</b></script>", "#77aadd", ("Satu & <i>dua</i>",))
        for code in segmentation.codes
    ]
    return to_html(areas, segmentation, texts, ID, edition="e1", made=MADE).decode()


def test_the_file_has_every_village_with_its_segment_and_people(page, areas, segmentation):
    found = re.search(r'type="application/json">(.*?)</script>', page, re.DOTALL)
    content = json.loads(found.group(1))
    assert len(content["places"]) == 435
    for place in content["places"]:
        assert segmentation.labels[place["code"]] == place["segment"]
        assert areas.table.at[place["code"], "population"] == place["people"]
        assert place["path"].startswith("M")
    assert segmentation.version in page


def test_the_file_asks_for_nothing_and_runs_no_text(page):
    outside = re.findall(
        r"""(?:src|href)\s*=|url\(|@import|fetch\(|https?://(?!www\.w3\.org)""", page
    )
    assert outside == []
    assert "default-src 'none'" in page
    assert page.count("</script>") == 2
    assert "<b>A</b>" not in page


def test_another_language_has_other_words(areas, segmentation):
    english = to_html(areas, segmentation, [], Translator("en"), edition="e1", made=MADE).decode()
    assert 'lang="en"' in english
    assert "residents" in english
    assert "desa/kelurahan" not in english


def test_a_page_without_a_map_is_set_all_the_same():
    assert one_pager_pdf(replace(PAGE, map_svg="", letter=""), ID, made=MADE).startswith(b"%PDF")
