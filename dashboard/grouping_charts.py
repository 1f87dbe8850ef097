"""Pictures of how far groupings agree, as Vega-Lite specifications."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.charts import CONFIG, INK, SCHEMA
from dashboard.profile_charts import GRID_COLOUR
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.typology import TrialAnswer

# Stable, a pattern only, no segment: dark to light, so that grey print keeps the order.
STABLE_COLOUR, PATTERN_COLOUR, WEAK_COLOUR = "#0f766e", "#d99a3d", "#c9564b"


def agreement(table: pd.DataFrame, _: Translator) -> dict[str, Any]:
    """Specify how far methods agree, pair by pair, as numbered tiles."""
    values = [
        {
            "one": one,
            "other": other,
            "ari": float(table.at[one, other]),
            "text": "–" if one == other else _.number(table.at[one, other], 2),
            "dark": bool(table.at[one, other] > 0.55),
        }
        for one in table.index
        for other in table.columns
    ]
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 220}
    return {
        "$schema": SCHEMA,
        "data": {"values": values},
        "height": {"step": 34},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "x": {"field": "other", "type": "nominal", "sort": None,
                  "axis": axis | {"labelAngle": 0, "orient": "top"}},
            "y": {"field": "one", "type": "nominal", "sort": None, "axis": axis},
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 2},
                "encoding": {
                    "color": {
                        "field": "ari",
                        "type": "quantitative",
                        "legend": None,
                        "scale": {"domain": [0, 1], "range": ["#eef3f2", "#0b5650"]},
                    }
                },
            },
            {
                "mark": {"type": "text"},
                "encoding": {
                    "text": {"field": "text"},
                    "color": {"condition": {"test": "datum.dark", "value": "white"}, "value": INK},
                },
            },
        ],
        "config": dict(CONFIG),
    }  # fmt: skip


def trials(answers: Sequence["TrialAnswer"], names: Sequence[str], _: Translator) -> dict[str, Any]:
    """Specify how far each changed recipe agrees with the one compared, lowest first."""
    values = [
        {
            "name": name,
            "ari": max(0.0, answer.ari),
            "text": _("{ari} · {n} desa pindah").format(
                ari=_.number(answer.ari, 2), n=_.number(answer.moved)
            ),
            "colour": agreement_colour(answer.ari),
        }
        for answer, name in zip(answers, names, strict=True)
        if not answer.refusals
    ]
    values.sort(key=lambda row: row["ari"])
    return {
        "$schema": SCHEMA,
        "data": {"values": values},
        "height": 22 * max(1, len(values)),
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "sort": None,
                "axis": {"title": None, "labelLimit": 330, "domain": False, "ticks": False},
            },
            "x": {
                "field": "ari",
                "type": "quantitative",
                "scale": {"domain": [0, 1.35]},
                "axis": {
                    "title": _("Kesepakatan dengan versi yang dibandingkan (1 = sama persis)"),
                    "titleFontWeight": "normal",
                    "values": [0, 0.2, 0.4, 0.6, 0.8, 1],
                    "grid": True,
                    "gridColor": GRID_COLOUR,
                    "domain": False,
                    **decimals(_),
                },
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.66}, "cornerRadiusEnd": 2},
                "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"text": {"field": "text"}},
            },
        ],
        "config": dict(CONFIG),
    }


def stability_colour(jaccard: float) -> str:
    """Colour a Jaccard index: stable, a pattern only, or no segment."""
    from segments.typology import PATTERN_JACCARD, STABLE_JACCARD

    if jaccard >= STABLE_JACCARD:
        return STABLE_COLOUR
    return PATTERN_COLOUR if jaccard >= PATTERN_JACCARD else WEAK_COLOUR


def agreement_colour(ari: float) -> str:
    """Colour an adjusted Rand index: much the same, partly, or another answer."""
    from segments.typology import STABLE_ARI

    if ari >= STABLE_ARI:
        return STABLE_COLOUR
    return PATTERN_COLOUR if ari >= 0.6 else WEAK_COLOUR


def decimals(_: Translator) -> dict[str, str]:
    """Write the numbers of an axis with the decimal mark of the language."""
    return {"labelExpr": "replace(datum.label, '.', ',')"} if _.language == "id" else {}
