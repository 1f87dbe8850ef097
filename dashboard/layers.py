"""What is on the map: a column turned into classes, colours and words.

One `Layer` feeds the map, its legend, the ranked chart and the table, so that they agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard import figures
from geodata import AreaTable, Column
from segments.i18n import Translator

N_CLASSES = 5
MISSING_POSITION = -1
SEGMENT_LETTERS = "ABCDEFGH"
SEGMENTS = "segments"
# A district is a mixture: its map shows the share of one segment at a time, "segment_A".
SHARE_PREFIX = "segment_"
# One hue from light to dark: the order survives a grey print.
SEQUENCE_COLOURS = ("#e1efed", "#aed7d1", "#6db3aa", "#2f867d", "#0b5650")
# Paul Tol, "Colour Schemes" (SRON/EPS/TN/09-002, 2021), scheme "light": distinct for readers
# with colour-vision deficiency and light enough for dark letters on top.
NOMINAL_COLOURS = (
    "#77aadd",
    "#ee8866",
    "#eedd88",
    "#44bb99",
    "#ffaabb",
    "#99ddff",
    "#bbcc33",
    "#aaaa00",
)
# Percentage points: a finer class would draw differences that no reader should act on.
FINEST_PERCENT = 0.5
QUIET_COLOUR = "#e9ecef"
MISSING_COLOUR = "#d5d9de"
# Whole numbers up to here are listed one by one or as "2-4"; larger ones meet at a clean edge.
_SMALL_WHOLE = 20
_UNORDERED = ("geographic_class",)
_ENDS = ("_low", "_high")


@dataclass(frozen=True)
class LayerClass:
    """One class of the legend, with what falls into it."""

    letter: str
    label: str
    colour: str
    n_areas: int
    population: int


@dataclass(frozen=True)
class Layer:
    """A mapped column. `rows` has one row a place, indexed by code.

    A `numeric` layer is ranked by its figure, any other by residents. Columns of `rows`: name,
    district_code, district_name, population, people (residents in words), value (what is
    ranked), position (the class; -1 where there is no figure) and text (the figure in words).
    """

    name: str
    level: str
    title: str
    numeric: bool
    classes: tuple[LayerClass, ...]
    rows: pd.DataFrame

    @property
    def n_missing(self) -> int:
        """Places without a figure."""
        return int((self.rows["position"] == MISSING_POSITION).sum())


def column_layer(areas: AreaTable, name: str, _: Translator) -> Layer:
    """Map a column of the codebook."""
    column, values = areas.codebook[name], areas.table[name]
    title = figures.title_words(column, _)
    if column.kind == "flag" and areas.level == "district":
        column = replace(column, kind="share")
        title = _("{label} (bagian penduduk)").format(label=title)
    rows = place_rows(areas, _)
    rows["text"] = _texts(areas, column, _)
    if column.kind == "flag":
        rows["value"], rows["position"] = rows["population"], _positions(values, [0.5])
        colours = [SEQUENCE_COLOURS[0], SEQUENCE_COLOURS[3]]
        classes = _classes(rows, ["–", "+"], [_("Tidak"), _("Ya")], colours)
        return Layer(name, areas.level, title, False, classes, rows)
    if column.numeric:
        return _numeric_layer(areas.level, name, title, rows.assign(value=values), column.kind, _)
    used = [category for category in column.categories if (values == category).any()]
    labels = [figures.category_words(category, _) for category in used]
    order = {category: position for position, category in enumerate(used)}
    rows["value"] = rows["population"]
    rows["position"] = values.map(order).fillna(MISSING_POSITION).astype(int)
    ordered = name not in _UNORDERED
    colours = sequence_colours(len(used))[::-1] if ordered else NOMINAL_COLOURS
    classes = _classes(rows, _initials(labels), labels, colours)
    return Layer(name, areas.level, title, False, classes, rows)


def segment_layer(
    areas: AreaTable, labels: pd.Series, names: Sequence[str], _: Translator, *, only: str = ""
) -> Layer:
    """Map the segment of every village; with `only`, one segment stands out from the rest.

    `names` are those of the letters in use, in their order; a letter keeps its colour where
    another one is missing.
    """
    letters = sorted(labels.unique())
    texts = [f"{letter} · {name}" for letter, name in zip(letters, names, strict=True)]
    rows = place_rows(areas, _)
    rows["value"] = rows["population"]
    rows["position"] = labels.map({letter: n for n, letter in enumerate(letters)}).astype(int)
    rows["text"] = [texts[position] for position in rows["position"]]
    colours = [
        NOMINAL_COLOURS[SEGMENT_LETTERS.index(letter)] if only in ("", letter) else QUIET_COLOUR
        for letter in letters
    ]
    classes = _classes(rows, letters, names, colours)
    return Layer(SEGMENTS, areas.level, _("Segmen khalayak"), False, classes, rows)


def number_layer(
    areas: AreaTable, values: pd.Series, title: str, texts: Sequence[str], _: Translator
) -> Layer:
    """Map a number of every place, written as `texts`; places without one have no figure."""
    rows = place_rows(areas, _).assign(value=values, text=list(texts))
    return _numeric_layer(areas.level, str(values.name), title, rows, "count", _)


def share_layer(areas: AreaTable, shares: pd.Series, title: str, _: Translator) -> Layer:
    """Map a share of the residents of every place, such as those who live in a segment."""
    rows = place_rows(areas, _).assign(value=shares, text=[_.percent(share) for share in shares])
    return _numeric_layer(areas.level, str(shares.name), title, rows, "share", _)


def clean_breaks(
    values: pd.Series, n_classes: int = N_CLASSES, *, finest: float = 0.0
) -> tuple[float, ...]:
    """Find edges between classes of about equal size, rounded as far as the sizes allow.

    A place on an edge belongs to the class above it. Few distinct values get a class each. Where
    many places share one value, whole numbers keep the sizes and others get equal widths. No edge
    is finer than `finest`, so values that hardly differ stay in one class.
    """
    known = np.sort(values.dropna().to_numpy(dtype=float))
    distinct = np.unique(known)
    whole = bool((distinct % 1 == 0).all())
    finest = max(finest, 1.0 if whole else 0.0)
    if len(distinct) <= n_classes + 1 and (np.diff(distinct) >= finest).all():
        return tuple(float(edge) for edge in distinct[1:n_classes])
    wanted = np.quantile(known, np.arange(1, n_classes) / n_classes)
    steps = _clean_steps(distinct[-1] - distinct[0], finest)
    for step in steps:
        edges = np.unique(np.round(np.round(wanted / step) * step, 10))
        sizes = np.diff([0, *np.searchsorted(known, edges, side="left"), len(known)])
        if len(edges) == n_classes - 1 and sizes.min() >= len(known) / (2 * n_classes):
            return tuple(float(edge) for edge in edges)
    if whole:
        edges = np.unique(np.round(wanted))
    else:
        wide = [step for step in steps if step * n_classes >= distinct[-1] - distinct[0]]
        step = min(wide, default=finest)
        edges = np.round(np.arange(np.ceil(distinct[0] / step) * step, distinct[-1], step), 10)
    return tuple(float(edge) for edge in edges if edge > distinct[0])


def _clean_steps(span: float, finest: float) -> list[float]:
    largest = np.floor(np.log10(span)) if span > 0 else 0.0
    steps = (digit * 10 ** (largest - power) for power in range(6) for digit in (5, 2, 1))
    return [float(step) for step in steps if step >= finest]


def sequence_colours(n: int) -> tuple[str, ...]:
    """Spread a number of classes over the light-to-dark colours."""
    if n == 1:
        return (SEQUENCE_COLOURS[2],)
    last = len(SEQUENCE_COLOURS) - 1
    return tuple(SEQUENCE_COLOURS[round(position * last / (n - 1))] for position in range(n))


def place_rows(areas: AreaTable, _: Translator) -> pd.DataFrame:
    """Begin the rows of a layer: name, district, residents."""
    rows = areas.table[["name", "district_code", "district_name", "population"]].copy()
    rows["people"] = [_.number(people) for people in rows["population"]]
    return rows


def _numeric_layer(
    level: str, name: str, title: str, rows: pd.DataFrame, kind: str, _: Translator
) -> Layer:
    values = rows["value"] * (100 if kind == "share" else 1)
    edges = clean_breaks(values, finest=FINEST_PERCENT if kind == "share" else 0.0)
    labels = _range_labels(values, edges, kind == "share", _)
    rows = rows.assign(position=_positions(values, edges))
    letters = [str(number) for number in range(1, len(labels) + 1)]
    classes = _classes(rows, letters, labels, sequence_colours(len(labels)))
    return Layer(name, level, title, True, classes, rows)


def _texts(areas: AreaTable, column: Column, _: Translator) -> list[str]:
    table, name = areas.table, column.name
    if not column.numeric:
        return [figures.figure(column, value, _, digits=0) for value in table[name]]
    digits = figures.digits_of(column, table[name])
    if f"{name}_low" not in table or not column.interval:
        return [figures.figure(column, value, _, digits=digits) for value in table[name]]
    ends = zip(table[name], table[f"{name}_low"], table[f"{name}_high"], strict=True)
    return [
        figures.figure(column, value, _, digits=digits, low=low, high=high)
        for value, low, high in ends
    ]


def _positions(values: pd.Series, edges: Sequence[float]) -> np.ndarray:
    found = np.searchsorted(edges, values, side="right")
    return np.where(values.isna(), MISSING_POSITION, found)


def _range_labels(
    values: pd.Series, edges: Sequence[float], percent: bool, _: Translator
) -> list[str]:
    low, high = float(values.min()), float(values.max())
    if not percent and high <= _SMALL_WHOLE and bool((values.dropna() % 1 == 0).all()):
        starts = [low, *edges]
        ends = [edge - 1 for edge in edges] + [high]
        return [_.range(start, end) for start, end in zip(starts, ends, strict=True)]
    digits = _digits_needed(edges) if edges else 1

    def write(start: float, end: float) -> str:
        if percent:
            return _.percent_range(start / 100, end / 100, digits)
        return _.range(start, end, digits)

    if not edges:
        return [write(low, high)]
    between = [write(start, end) for start, end in zip(edges, edges[1:], strict=False)]
    below = _("di bawah {edge}").format(edge=write(edges[0], edges[0]))
    above = _("{edge} ke atas").format(edge=write(edges[-1], edges[-1]))
    return [below, *between, above]


def _digits_needed(edges: Sequence[float]) -> int:
    for digits in range(4):
        if all(abs(edge - round(edge, digits)) < 1e-9 for edge in edges):
            return digits
    return 4


def _initials(labels: Sequence[str]) -> list[str]:
    letters = [label[0].upper() for label in labels]
    if len(set(letters)) == len(letters):
        return letters
    return [str(number) for number in range(1, len(labels) + 1)]


def _classes(
    rows: pd.DataFrame, letters: Sequence[str], labels: Sequence[str], colours: Sequence[str]
) -> tuple[LayerClass, ...]:
    found = rows.groupby("position")["population"].agg(["size", "sum"])
    sizes = found.reindex(range(len(labels)), fill_value=0)
    return tuple(
        LayerClass(letters[n], labels[n], colours[n], int(size), int(people))
        for n, (size, people) in enumerate(zip(sizes["size"], sizes["sum"], strict=True))
    )


def fitting_column(name: str, level: str, segment: str) -> str:
    """Give the mapped column as a level can show it: a district has shares of segments, not one."""
    if level == "district" and name == SEGMENTS:
        return SHARE_PREFIX + segment
    if level == "village" and name.startswith(SHARE_PREFIX):
        return SEGMENTS
    return name


def mappable(areas: AreaTable) -> tuple[str, ...]:
    """List the columns of the codebook that a level can map, in the order of the lenses."""
    columns = [areas.codebook[name] for name in areas.table if name in areas.codebook]
    return tuple(
        column.name
        for lens in figures.LENS_WORDS
        for column in columns
        if column.lens == lens and column.kind != "text" and not column.name.endswith(_ENDS)
    )


def in_district(layer: Layer, district: str) -> pd.DataFrame:
    """Give the rows of one district, or all rows without a district."""
    return layer.rows[layer.rows["district_code"] == district] if district else layer.rows


def row_colours(layer: Layer, rows: pd.DataFrame) -> list[str]:
    """Colour each row, as on the map."""
    colours = [MISSING_COLOUR, *(found.colour for found in layer.classes)]
    return [colours[position - MISSING_POSITION] for position in rows["position"]]
