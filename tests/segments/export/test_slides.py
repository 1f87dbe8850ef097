"""The slides opened again: native text, tables and charts, notes, sources, one set of numbers."""

import io
import zipfile
from datetime import date

import pytest
from pptx import Presentation
from pptx.util import Inches

from segments.export import TemplateError, build_story, check_template, to_pptx
from segments.i18n import Translator
from segments.typology import district_composition

ID = Translator("id")
MADE = date(2026, 11, 26)
COLOURS = ("#77aadd", "#ee8866", "#eedd88", "#44bb99", "#ffaabb")
# The smallest PNG there is: the map itself is drawn and looked at elsewhere.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0"
    "f01f0005000 1ff89993d1d0000000049454e44ae426082".replace(" ", "")
)


@pytest.fixture(scope="module", params=["id", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def story(areas, segmentation, language):
    return build_story(
        areas, segmentation, Translator(language), edition="e1", made=MADE, colours=COLOURS
    )


@pytest.fixture(scope="module")
def deck(story, language):
    return Presentation(io.BytesIO(to_pptx(story, DOT, Translator(language))))


def texts(page):
    return [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]


def test_there_are_six_to_eight_screens_in_order(story, deck):
    assert 6 <= len(story.slides) <= 8
    assert [texts(page)[0] for page in deck.slides] == [slide.title for slide in story.slides]


def test_every_slide_has_notes_source_and_version(deck, segmentation):
    for page in deck.slides:
        notes = page.notes_slide.notes_text_frame.text
        assert segmentation.version in notes
        assert any(segmentation.version in text for text in texts(page))


def test_numbers_are_those_of_the_segmentation_and_charts_can_be_edited(deck, areas, segmentation):
    charts = [shape.chart for page in deck.slides for shape in page.shapes if shape.has_chart]
    assert len(charts) == 2
    people = areas.table["population"].groupby(segmentation.labels).sum()
    assert list(charts[0].plots[0].series[0].values) == [float(people[c]) for c in people.index]
    shares = district_composition(areas, segmentation)
    for series, code in zip(charts[1].plots[0].series, segmentation.codes, strict=True):
        assert sorted(series.values) == pytest.approx(sorted(shares[code]))
    assert len(charts[1].plots[0].categories) == 40


def test_tables_are_tables(deck, segmentation):
    tables = [shape.table for page in deck.slides for shape in page.shapes if shape.has_table]
    assert len(tables) == 2
    sizes = segmentation.labels.value_counts()
    shown = [tables[0].cell(row, 1).text for row in range(1, len(tables[0].rows))]
    assert shown == [str(sizes[code]) for code in segmentation.codes]


def test_the_office_s_template_is_used_without_its_slides(story):
    template = Presentation()
    template.slide_width, template.slide_height = Inches(10), Inches(7.5)
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "Contoh"
    buffer = io.BytesIO()
    template.save(buffer)
    made = Presentation(io.BytesIO(to_pptx(story, DOT, ID, template=buffer.getvalue())))
    assert made.slide_width == Inches(10)
    assert len(made.slides) == len(story.slides)
    assert not any("Contoh" in text for page in made.slides for text in texts(page))


def test_a_template_that_is_none_is_refused_with_its_reason():
    macro = io.BytesIO()
    with zipfile.ZipFile(macro, "w") as archive:
        archive.writestr("ppt/vbaProject.bin", b"x")
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ppt/x.bin", b"\x00" * 320_000_000)
    for content, rule in (
        (b"nothing", "damaged"),
        (macro.getvalue(), "macros"),
        (swollen.getvalue(), "too_large"),
    ):
        with pytest.raises(TemplateError) as refused:
            check_template(content)
        assert str(refused.value) == rule
