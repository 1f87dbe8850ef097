"""The story as PowerPoint: text, tables and charts that can be edited, and a sharp map."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck

    from segments.export.story import Chart, Slide, Story
    from segments.i18n import Translator

WIDE, HIGH = 13.333, 7.5  # inches: 16 to 9
INK, ACCENT, QUIET = "1B2A2F", "0F766E", "5B6B70"
LARGEST_TEMPLATE = 30 * 1024 * 1024
EMU = 914_400  # an inch, in the unit of the format
FONT = "Calibri"
BODY, SMALL = 24, 12
MOST_ROWS_LARGE = 8


class TemplateError(ValueError):
    """A file that is no usable PowerPoint template."""


def to_pptx(
    story: Story, map_picture: bytes, translator: Translator, *, template: bytes | None = None
) -> bytes:
    """Write the story as slides, each with notes, source and version.

    Parameters
    ----------
    map_picture
        The map as PNG, at 300 dots an inch or more.
    template
        The office's own .pptx: its size, colours and logo are kept, its slides are left out.

    Raises
    ------
    TemplateError
        When the template cannot be used.
    """
    deck = _open(template)
    for number, slide in enumerate(story.slides, start=1):
        page = deck.slides.add_slide(_blank(deck))
        _add_slide(deck, page, slide, map_picture, number, story, translator)
    deck.core_properties.title = story.title
    deck.core_properties.author = "Khalayak"
    deck.core_properties.keywords = f"{story.version} {story.edition} {story.plan_id}".strip()
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def check_template(template: bytes) -> None:
    """Raise TemplateError when a file cannot serve as a template."""
    _open(template)


def _open(template: bytes | None) -> Deck:
    from pptx import Presentation
    from pptx.util import Inches

    if template is None:
        deck = Presentation()
        deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
        return deck
    if len(template) > LARGEST_TEMPLATE:
        raise TemplateError("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            names = archive.namelist()
            if sum(part.file_size for part in archive.infolist()) > 10 * LARGEST_TEMPLATE:
                raise TemplateError("too_large")
        if any("vbaProject" in name for name in names):
            raise TemplateError("macros")
        deck = Presentation(io.BytesIO(template))
    except TemplateError:
        raise
    except Exception as fault:  # python-pptx raises whatever a malformed part leads to
        raise TemplateError("damaged") from fault
    slides = deck.slides._sldIdLst  # noqa: SLF001 - the library has no other way to drop a slide
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    return deck


def _blank(deck: Deck) -> Any:
    layouts = deck.slide_layouts
    return min(layouts, key=lambda layout: len(layout.placeholders))


def _add_slide(
    deck: Deck,
    page: Any,
    slide: Slide,
    map_picture: bytes,
    number: int,
    story: Story,
    _: Translator,
) -> None:
    width, height = (side / EMU for side in (deck.slide_width or 1, deck.slide_height or 1))
    for shape in list(page.placeholders):
        shape.element.getparent().remove(shape.element)
    is_cover = slide.key == "cover"
    top = 2.2 if is_cover else 0.45
    _text(page, slide.title, 0.6, top, width - 1.2, 1.0, size=44 if is_cover else 34, bold=True)
    below = top + (1.2 if is_cover else 0.95)
    if is_cover:
        _text(page, story.subtitle, 0.6, top - 0.6, width - 1.2, 0.5, size=20, colour=ACCENT)
    if slide.lead:
        _text(page, slide.lead, 0.6, below, width - 1.2, 0.8, size=BODY, colour=QUIET)
        below += 0.5 + 0.42 * (len(slide.lead) // 85 + 1)
    room = height - below - 0.75
    if slide.has_map:
        page.shapes.add_picture(io.BytesIO(map_picture), _in(0.6), _in(below), height=_in(room))
        if slide.table:
            _table(page, slide.table, width * 0.6, below + 0.2, width * 0.4 - 0.6)
    elif slide.chart:
        _chart(page, slide.chart, 0.5, below, width - 1.0, room, _)
    elif slide.table:
        _table(page, slide.table, 0.6, below + 0.1, width - 1.2)
    elif slide.bullets:
        _bullets(page, slide.bullets, 0.6, below + 0.1, width - 1.2, room)
    footer = f"{story.footer(_)} · {number}"
    _text(page, slide.source, 0.6, height - 0.7, width - 1.2, 0.3, size=SMALL, colour=QUIET)
    _text(page, footer, 0.6, height - 0.4, width - 1.2, 0.3, size=SMALL, colour=QUIET)
    page.notes_slide.notes_text_frame.text = "\n".join(
        part for part in (slide.notes, slide.source, footer) if part
    )


def _in(inches: float) -> Any:
    from pptx.util import Inches

    return Inches(inches)


def _text(
    page: Any,
    text: str,
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    size: int,
    bold: bool = False,
    colour: str = INK,
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    box = page.shapes.add_textbox(_in(left), _in(top), _in(width), _in(height))
    frame = box.text_frame
    frame.word_wrap = True
    frame.text = text
    for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = RGBColor.from_string(colour)


def _bullets(
    page: Any, bullets: tuple[str, ...], left: float, top: float, width: float, height: float
) -> None:
    from pptx.util import Pt

    box = page.shapes.add_textbox(_in(left), _in(top), _in(width), _in(height))
    frame = box.text_frame
    frame.word_wrap = True
    for number, text in enumerate(bullets):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = f"•  {text}"
        paragraph.space_after = Pt(10)
        for run in paragraph.runs:
            run.font.size, run.font.name = Pt(BODY), FONT


def _table(
    page: Any, rows: tuple[tuple[str, ...], ...], left: float, top: float, width: float
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    size = 18 if len(rows) <= MOST_ROWS_LARGE else 14
    shape = page.shapes.add_table(
        len(rows), len(rows[0]), _in(left), _in(top), _in(width), _in(0.42 * len(rows))
    )
    table = shape.table
    if len(rows[0]) == 2:
        table.columns[0].width = _in(width * 0.76)
        table.columns[1].width = _in(width * 0.24)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            cell = table.cell(y, x)
            cell.text = text
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(
                ACCENT if y == 0 else "FFFFFF" if y % 2 else "F2F6F5"
            )
            for run in (run for part in cell.text_frame.paragraphs for run in part.runs):
                run.font.size, run.font.name, run.font.bold = Pt(size), FONT, y == 0
                run.font.color.rgb = RGBColor.from_string("FFFFFF" if y == 0 else INK)


def _chart(
    page: Any,
    chart: Chart,
    left: float,
    top: float,
    width: float,
    height: float,
    _: Translator,
) -> None:
    """Draw a native bar chart; the first category stands on top."""
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    stacked = len(chart.series) > 1
    data = CategoryChartData(number_format="0%" if chart.unit == "share" else "#,##0")
    data.categories = list(chart.categories)
    for name, values in chart.series:
        data.add_series(name, values)
    kind = XL_CHART_TYPE.BAR_STACKED_100 if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame: Any = page.shapes.add_chart(kind, _in(left), _in(top), _in(width), _in(height), data)
    drawn: Any = frame.chart
    many = len(chart.categories) > 12
    drawn.font.size, drawn.font.name = Pt(9 if many else 16), FONT
    drawn.category_axis.reverse_order = True
    drawn.category_axis.format.line.fill.background()
    _name_every_category(drawn.category_axis)
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    drawn.has_legend = stacked
    if stacked:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        drawn.legend.font.size = Pt(12)
    plot = drawn.plots[0]
    plot.gap_width = 25 if many else 45
    for number, series in enumerate(plot.series):
        if stacked:
            series.format.fill.solid()
            colour = chart.colours[number % len(chart.colours)]
            series.format.fill.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
        else:
            series.data_labels.show_value = True
            series.data_labels.number_format = "#,##0"
            series.data_labels.number_format_is_linked = False
            for place in range(len(chart.categories)):
                point = series.points[place].format.fill
                point.solid()
                colour = chart.colours[place % len(chart.colours)]
                point.fore_color.rgb = RGBColor.from_string(colour.lstrip("#").upper())


def _name_every_category(axis: Any) -> None:
    """Keep a program from leaving out every other name of a long axis."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    skip = etree.Element(f"{space}tickLblSkip", val="1")
    before = axis._element.find(f"{space}noMultiLvlLbl")  # noqa: SLF001 - no other way
    before.addprevious(skip)
