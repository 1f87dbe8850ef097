"""One page for a segment, a kecamatan or a village; and the infographic of a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from segments.export.typeset import typeset

if TYPE_CHECKING:
    from segments.export.portrait import PortraitSentence
    from segments.i18n import Translator

SQUARE, A4 = (1080, 1080), (1240, 1754)  # pixels
POINT = 0.75  # a pixel at 96 dots an inch, in typst's unit


@dataclass(frozen=True)
class OnePager:
    """What one page says of a place or a segment.

    Attributes
    ----------
    letter, colour
        Of the segment; "" for a kecamatan.
    bars
        Parts to draw: name, share (0 to 1), share in words, colour.
    traits
        Rows of what stands out: label, here, regency.
    map_svg
        The map with the place or segment marked; "" for none.
    """

    title: str
    subtitle: str
    letter: str
    colour: str
    sentences: tuple[PortraitSentence, ...]
    bars: tuple[tuple[str, float, str, str], ...]
    traits: tuple[tuple[str, str, str], ...]
    map_svg: str
    footer: str


def one_pager_pdf(page: OnePager, translator: Translator, *, made: date) -> bytes:
    """Set one A4 page."""
    return typeset("one_pager.typ", _data(page, translator), created=made)


def many_pagers_pdf(pages: Sequence[OnePager], translator: Translator, *, made: date) -> bytes:
    """Set several pages in one file."""
    return typeset("one_pager.typ", _data_of_many(pages, translator), created=made)


def infographic(
    page: OnePager,
    translator: Translator,
    *,
    made: date,
    shape: Literal["square", "a4"] = "square",
    kind: Literal["png", "svg"] = "png",
) -> bytes:
    """Draw a segment for social media (square) or for the wall (A4), as PNG or SVG."""
    width, height = SQUARE if shape == "square" else A4
    data = _data(page, translator)["pages"][0] | {
        "width": width * POINT,
        "height": height * POINT,
        "square": shape == "square",
        "language": translator.language,
    }
    return typeset("infographic.typ", data, created=made, kind=kind, ppi=96.0)


def _data(page: OnePager, _: Translator) -> dict:
    return _data_of_many([page], _)


def _data_of_many(pages: Sequence[OnePager], _: Translator) -> dict:
    return {
        "language": _.language,
        "pages": [
            {
                "title": page.title,
                "subtitle": page.subtitle,
                "letter": page.letter,
                "colour": page.colour,
                "sentences": [[one.topic, one.text] for one in page.sentences],
                "bars": [list(bar) for bar in page.bars],
                "traits": [list(row) for row in page.traits],
                "traits_heading": [_("Yang menonjol"), _("Di sini"), _("Kabupaten")],
                "map": page.map_svg,
                "footer": page.footer,
            }
            for page in pages
        ],
    }
