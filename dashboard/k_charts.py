"""Pictures of the number of segments, as Vega-Lite specifications."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts import CONFIG, INK, SCHEMA
from dashboard.grouping_charts import decimals, stability_colour
from dashboard.profile_charts import GRID_COLOUR
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.typology import Clustergram, KStep

LINK_COLOUR = "#a9bfbc"
LINE_COLOUR = "#2f867d"
MEASURE_HEIGHT = 44
MEASURE_TITLE = MappingProxyType(
    {"color": INK, "fontSize": 12, "fontWeight": "normal", "anchor": "start", "frame": "bounds"}
)


def clustergram(found: "Clustergram", chosen: int, leading: str, _: Translator) -> dict[str, Any]:
    """Specify segments as discs by k and mean on the first component, and the flows between.

    `leading` names the column that the first component follows most.
    """
    nodes = found.nodes.assign(
        colour=[stability_colour(value) for value in found.nodes["jaccard"]],
        letter=found.nodes["segment"],
        spoken=[
            _("{k} segmen, segmen {code}: {n} desa, kestabilan {jaccard}").format(
                k=_.number(row.k), code=row.segment, n=_.number(row.places),
                jaccard=_.number(row.jaccard, 2),
            )
            for row in found.nodes.itertuples()
        ],
    )  # fmt: skip
    x = {
        "field": "k",
        "type": "quantitative",
        "axis": {
            "title": _("Jumlah segmen"),
            "format": "d",
            "values": sorted({int(k) for k in found.nodes["k"]}),
            "domain": False,
            "ticks": False,
        },
        "scale": {"nice": False, "zero": False, "padding": 24},
    }
    y = {
        "field": "mean",
        "type": "quantitative",
        "scale": {"nice": False, "zero": False, "padding": 16},
        "axis": {
            "title": _("Makin ke atas, makin tinggi: {column}").format(column=leading),
            "labels": False,
            "ticks": False,
            "domain": False,
            "titleFontWeight": "normal",
        },
    }
    return {
        "$schema": SCHEMA,
        "height": 560,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [
            {
                "data": {"values": [{"k": chosen}]},
                "mark": {"type": "rule", "stroke": GRID_COLOUR, "strokeWidth": 36},
                "encoding": {"x": x},
            },
            {
                "data": {"values": _records(found.links)},
                "mark": {"type": "rule", "stroke": LINK_COLOUR, "opacity": 0.75},
                "encoding": {
                    "x": x | {"field": "source_k"},
                    "x2": {"field": "k"},
                    "y": y | {"field": "source_mean"},
                    "y2": {"field": "target_mean"},
                    "strokeWidth": _widths("places", 1, 22),
                },
            },
            {
                "data": {"values": _records(nodes)},
                "mark": {"type": "circle", "opacity": 1, "stroke": "white", "strokeWidth": 1.5},
                "encoding": {
                    "x": x,
                    "y": y,
                    "size": _widths("places", 120, 900),
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "description": {"field": "spoken", "type": "nominal"},
                    "tooltip": {"field": "spoken", "type": "nominal"},
                },
            },
            {
                "data": {"values": _records(nodes)},
                "mark": {"type": "text", "color": "white", "fontWeight": "bold", "fontSize": 11},
                "encoding": {"x": x, "y": y, "text": {"field": "letter"}},
            },
        ],
        "config": dict(CONFIG),
    }


def measures(table: pd.DataFrame, _: Translator) -> dict[str, Any]:
    """Specify each measure over k as a small line chart; the k that it prefers stands out."""
    from segments.typology import read_scan

    read = read_scan(table)
    rows = (
        ("inertia", _("Jarak di dalam segmen (WSS): makin kecil makin rapat"), 0, None),
        ("silhouette", _("Silhouette: makin tinggi makin terpisah"), 2, read.silhouette),
        ("calinski_harabasz", _("Calinski-Harabasz: makin tinggi makin baik"), 0,
         read.calinski_harabasz),
        ("davies_bouldin", _("Davies-Bouldin: makin rendah makin baik"), 2, read.davies_bouldin),
        ("gap", _("Gap, dengan galat baku"), 2, read.gap),
        ("ari", _("Kesepakatan saat desa diundi ulang (ARI)"), 2, read.advised),
    )  # fmt: skip
    charts = [
        _measure(table, name, title, digits, best, _)
        for name, title, digits, best in rows
        if table[name].notna().any()
    ]
    return {
        "$schema": SCHEMA,
        "vconcat": charts,
        "spacing": 4,
        "config": {**CONFIG, "title": dict(MEASURE_TITLE)},
    }


def _measure(
    table: pd.DataFrame, name: str, title: str, digits: int, best: int | None, _: Translator
) -> dict[str, Any]:
    error = table["gap_se"] if name == "gap" else pd.Series(0.0, index=table.index)
    values = [
        {
            "k": int(k),
            "value": value,
            "low": value - error[k],
            "high": value + error[k],
            "text": f"k = {k}: {_.number(value, digits)}",
            "best": bool(k == best),
        }
        for k, value in table[name].dropna().items()
    ]
    y_axis = {"title": None, "tickCount": 2, "domain": False, "ticks": False, "labelFontSize": 10}
    # Room for the widest label, so that the charts stand exactly below one another.
    y_axis |= {"minExtent": 30, "maxExtent": 30, **decimals(_)}
    x_axis = {"title": None, "format": "d", "values": [int(k) for k in table.index]}
    x_axis |= {"domain": False, "ticks": False, "labelFontSize": 10}
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "padding": 6},
        "axis": y_axis,
    }
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "line", "color": LINE_COLOUR, "strokeWidth": 1.5}},
        {
            "mark": {"type": "circle", "size": 40, "opacity": 1},
            "encoding": {
                "color": {"condition": {"test": "datum.best", "value": INK}, "value": LINE_COLOUR},
                "size": {"condition": {"test": "datum.best", "value": 130}, "value": 30},
                "tooltip": {"field": "text", "type": "nominal"},
                "description": {"field": "text", "type": "nominal"},
            },
        },
    ]
    if name == "gap":
        ends = {"y": y | {"field": "low"}, "y2": {"field": "high"}}
        layers.insert(0, {"mark": {"type": "rule", "stroke": LINE_COLOUR}, "encoding": ends})
    return {
        "title": title,
        "width": 330,
        "height": MEASURE_HEIGHT,
        "data": {"values": values},
        "encoding": {
            "x": {
                "field": "k",
                "type": "quantitative",
                "axis": x_axis,
                "scale": {"zero": False, "nice": False, "padding": 8},
            },
            "y": y,
        },
        "layer": layers,
    }


def segment_stability(steps: Sequence["KStep"], _: Translator) -> dict[str, Any]:
    """Specify the Jaccard index of each segment at each k as numbered tiles."""
    values = [
        {
            "k": step.k,
            "segment": code,
            "text": _.number(row["jaccard"], 2),
            "colour": stability_colour(row["jaccard"]),
        }
        for step in steps
        for code, row in step.segments.iterrows()
    ]
    axis = {"title": None, "domain": False, "ticks": False}
    return {
        "$schema": SCHEMA,
        "data": {"values": values},
        "height": {"step": 24},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "x": {"field": "segment", "type": "ordinal", "axis": axis | {"labelAngle": 0,
                                                                          "orient": "top"}},
            "y": {"field": "k", "type": "ordinal", "axis": axis | {"title": _("Jumlah segmen"),
                                                                    "titleFontWeight": "normal"}},
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 2},
                "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "color": "white", "fontWeight": "bold"},
                "encoding": {"text": {"field": "text"}},
            },
        ],
        "config": dict(CONFIG),
    }  # fmt: skip


def _widths(field: str, least: float, most: float) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [0, 300], "range": [least, most], "clamp": True},
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]
