"""Pictures of a profile as Vega-Lite specifications: indices around 100, and a composition."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts import CONFIG, INK, SCHEMA
from dashboard.contrast_rows import ContrastRow
from segments.i18n import Translator

# Beyond these a bar ends; its figure is written beside it, and 300 does not flatten 130.
LOWEST, HIGHEST = 20.0, 500.0
TICKS = (25, 50, 100, 200, 400)
ROW_HEIGHT = 30
OVER_COLOUR, UNDER_COLOUR, WEAK_COLOUR = "#2f867d", "#a8763e", "#c3c9ce"
GRID_COLOUR = "#e3e8ea"
SMALLEST_LETTERED = 0.06


def index_bars(rows: Sequence[ContrastRow], base: str, _: Translator) -> dict[str, Any]:
    """Specify indices as bars from 100, on a logarithmic axis: twice and half are as far."""
    values = [
        {
            "label": row.label,
            "index": min(max(row.index, LOWEST), HIGHEST),
            "text": row.index_text,
            "colour": WEAK_COLOUR
            if row.weak
            else (OVER_COLOUR if row.index > 100 else UNDER_COLOUR),
            "over": row.index > 100,
        }
        for row in rows
    ]
    axis = {
        "title": _("Indeks, 100 = {base}").format(base=base),
        "titleFontWeight": "normal",
        "titleColor": INK,
        "values": list(TICKS),
        "grid": True,
        "gridColor": GRID_COLOUR,
        "domain": False,
        "ticks": False,
    }
    return {
        "$schema": SCHEMA,
        "data": {"name": "contrasts"},
        "datasets": {"contrasts": values},
        "height": ROW_HEIGHT * len(values),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "axis": {"title": None, "labelLimit": 210, "domain": False, "ticks": False},
            },
            "x": {
                "field": "index",
                "type": "quantitative",
                "scale": {"type": "log", "domain": [LOWEST * 0.75, HIGHEST * 1.35]},
                "axis": axis,
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.62}},
                "encoding": {
                    "x2": {"datum": 100},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                },
            },
            _figures("right", "datum.over"),
            _figures("left", "!datum.over"),
            {
                "mark": {"type": "rule", "stroke": INK, "strokeWidth": 1},
                "encoding": {"x": {"datum": 100}, "y": None},
            },
        ],
        "config": dict(CONFIG),
    }


def _figures(side: str, test: str) -> dict[str, Any]:
    outward = {"right": {"align": "left", "dx": 5}, "left": {"align": "right", "dx": -5}}[side]
    return {
        "transform": [{"filter": test}],
        "mark": {"type": "text", **outward},
        "encoding": {"text": {"field": "text"}},
    }


def composition_bar(parts: Sequence[tuple[str, str, float]], *, height: int = 30) -> dict[str, Any]:
    """Specify one bar that is all residents, split into parts: letter, colour, share."""
    start, values = 0.0, []
    for letter, colour, share in parts:
        values.append(
            {
                "start": start,
                "end": start + share,
                "middle": start + share / 2,
                "colour": colour,
                "letter": letter if share >= SMALLEST_LETTERED else "",
            }
        )
        start += share
    return {
        "$schema": SCHEMA,
        "data": {"name": "parts"},
        "datasets": {"parts": values},
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "mark": {"type": "bar", "height": height, "stroke": "white", "strokeWidth": 1.5},
                "encoding": {
                    "x": {
                        "field": "start",
                        "type": "quantitative",
                        "axis": None,
                        "scale": {"domain": [0, 1], "nice": False, "clamp": True},
                    },
                    "x2": {"field": "end"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "fontWeight": "bold"},
                "encoding": {
                    "x": {"field": "middle", "type": "quantitative"},
                    "text": {"field": "letter"},
                },
            },
        ],
        "config": dict(CONFIG),
    }
