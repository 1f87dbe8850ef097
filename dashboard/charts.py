"""Pictures as Vega-Lite specifications: a table goes in, a plain dict comes out.

The same specification serves the screen, a slide, a PDF and a PNG.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from dashboard.layers import MISSING_COLOUR, Layer, row_colours

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
INK = "#1b2a2f"
BAR_ROOM = 22
# The palest class must still show as a bar on white.
BAR_EDGE = "#9fb3b0"
# Share of the width of a bar chart that one letter of a figure beside a bar takes.
LETTER_ROOM = 0.026
CONFIG = MappingProxyType(
    {
        "font": "Source Sans, Source Sans 3, sans-serif",
        "background": None,
        "view": {"stroke": None},
        "axis": {"labelColor": INK, "labelFontSize": 12, "grid": False},
        "text": {"color": INK, "fontSize": 12},
        "title": {"color": INK, "fontSize": 13, "anchor": "start", "frame": "bounds"},
        "legend": {"labelLimit": 400, "labelFontSize": 12, "title": None},
    }
)


def ranking(layer: Layer, rows: pd.DataFrame) -> pd.DataFrame:
    """Rank the places of a layer, highest first; places without a figure are left out.

    Returns
    -------
    DataFrame
        Indexed by code: rank, label ("1. Cibinong"), value, text, spoken (for
        readers who listen), colour.
    """
    ordered = rows.dropna(subset="value").sort_values("value", ascending=False, kind="stable")
    twins = rows["name"].duplicated(keep=False).reindex(ordered.index)
    names = ordered["name"].where(~twins, ordered["name"] + " (" + ordered["district_name"] + ")")
    texts = ordered["text"] if layer.numeric else ordered["people"]
    ranks = pd.Series(range(1, len(ordered) + 1), index=ordered.index)
    return pd.DataFrame(
        {
            "rank": ranks,
            "label": ranks.astype(str) + ". " + names,
            "value": ordered["value"],
            "text": texts,
            "spoken": names + ": " + texts,
            "colour": row_colours(layer, ordered),
        }
    )


def ranked_bars(
    ranked: pd.DataFrame, selected: Sequence[str], *, limit: int, title: str
) -> dict[str, Any]:
    """Bars for the highest places and, at their rank, the selected ones, which stand out.

    Only the rows differ from one selection to the next, so the browser keeps its drawing.
    """
    chosen = ranked.index.isin(selected)
    chosen &= chosen.cumsum() <= limit
    top = ~chosen & ((~chosen).cumsum() <= limit - chosen.sum())
    shown = ranked[chosen | top]
    marked = chosen[chosen | top]
    step_back = 0.45 if marked.any() else 1.0
    shown = shown.assign(selected=marked, opacity=np.where(marked, 1.0, step_back))
    words = int(ranked["text"].str.len().max())
    room = 1 - min(0.6, LETTER_ROOM * words)
    longest = float(ranked["value"].max())
    return {
        "$schema": SCHEMA,
        "title": title,
        "data": {"name": "ranked"},
        "datasets": {"ranked": shown},
        "height": BAR_ROOM * len(shown),
        "autosize": {"type": "fit", "contains": "padding"},
        "encoding": {
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": {"field": "rank", "op": "min"},
                "axis": {
                    "title": None,
                    "labelLimit": 150,
                    "domain": False,
                    "ticks": False,
                    "labelFontWeight": "normal",
                },
            },
            "description": {"field": "spoken", "type": "nominal"},
            "x": {
                "field": "value",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [0, (longest or 1) / room], "nice": False},
            },
        },
        "layer": [
            {
                "mark": {
                    "type": "bar",
                    "cornerRadiusEnd": 2,
                    "strokeWidth": 1,
                    "height": {"band": 0.68},
                },
                "encoding": {
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "stroke": {
                        "condition": {"test": "datum.selected", "value": INK},
                        "value": BAR_EDGE,
                    },
                    "opacity": {"field": "opacity", "type": "quantitative", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"text": {"field": "text"}},
            },
        ],
        "config": dict(CONFIG),
    }


def area_map(
    layer: Layer,
    outlines: str | Mapping[str, Any],
    *,
    width: int = 640,
    height: int = 600,
    legend: bool = True,
) -> dict[str, Any]:
    """Choropleth with borders of the districts and a legend, for slides, PDF and PNG.

    `outlines` is the address of the TopoJSON file or the file itself as a dict.
    """
    source = {"url": outlines} if isinstance(outlines, str) else {"values": dict(outlines)}
    shapes = "villages" if layer.level == "village" else "districts"
    labels = [f"{found.letter}  {found.label}" for found in layer.classes]
    values = [
        {"code": code, "class": labels[position] if position >= 0 else None}
        for code, position in layer.rows["position"].items()
    ]
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "projection": {"type": "mercator"},
        "layer": [
            {
                "data": {**source, "format": {"type": "topojson", "feature": shapes}},
                "transform": [
                    {
                        "lookup": "id",
                        "from": {"data": {"values": values}, "key": "code", "fields": ["class"]},
                    }
                ],
                "mark": {
                    "type": "geoshape",
                    "stroke": "white",
                    "strokeWidth": 0.4,
                    "invalid": None,
                },
                "encoding": {
                    "color": {
                        "condition": {"test": "!isValid(datum.class)", "value": MISSING_COLOUR},
                        "field": "class",
                        "type": "nominal",
                        "scale": {
                            "domain": labels,
                            "range": [found.colour for found in layer.classes],
                        },
                        "legend": {"title": layer.title, "titleLimit": 400, "orient": "right"}
                        if legend
                        else None,
                    }
                },
            },
            {
                # A mesh is lines only: it neither hides the villages nor takes their clicks.
                "data": {**source, "format": {"type": "topojson", "mesh": "districts"}},
                "mark": {"type": "geoshape", "filled": False, "stroke": INK, "strokeWidth": 0.7},
            },
        ],
        "config": dict(CONFIG),
    }
