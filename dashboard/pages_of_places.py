"""What a one-page portrait shows: the segment or kecamatan in words, bars, figures and a map."""

from collections.abc import Sequence

from dashboard.contrast_rows import ContrastRow
from dashboard.layers import NOMINAL_COLOURS, SEGMENT_LETTERS
from segments.export import OnePager, PortraitSentence
from segments.i18n import Translator

N_TRAITS = 8
QUIET = "#d5dedc"


def segment_page(
    code: str,
    name: str,
    sentences: Sequence[PortraitSentence],
    traits: Sequence[ContrastRow],
    map_svg: str,
    footer: str,
    _: Translator,
) -> OnePager:
    """Put a segment on one page."""
    return OnePager(
        title=name,
        subtitle=_("Segmen khalayak Kabupaten Bogor"),
        letter=code,
        colour=NOMINAL_COLOURS[SEGMENT_LETTERS.index(code)],
        sentences=tuple(sentences),
        bars=(),
        traits=trait_rows(traits),
        map_svg=map_svg,
        footer=footer,
    )


def district_page(
    name: str,
    sentences: Sequence[PortraitSentence],
    parts: Sequence[tuple[str, str, float]],
    traits: Sequence[ContrastRow],
    footer: str,
    _: Translator,
) -> OnePager:
    """Put a kecamatan on one page; `parts` are letter, name and share of its segments."""
    bars = tuple(
        (words, share, _.percent(share, 0), NOMINAL_COLOURS[SEGMENT_LETTERS.index(code)])
        for code, words, share in parts
        if share > 0
    )
    return OnePager(
        title=_("Kecamatan {name}").format(name=name),
        subtitle=_("Kabupaten Bogor"),
        letter="",
        colour=QUIET,
        sentences=tuple(sentences),
        bars=bars,
        traits=trait_rows(traits),
        map_svg="",
        footer=footer,
    )


def trait_rows(traits: Sequence[ContrastRow]) -> tuple[tuple[str, str, str], ...]:
    """Give what stands out as label, figure here, figure of the regency."""
    return tuple((row.label, row.value, row.base) for row in traits[:N_TRAITS])
