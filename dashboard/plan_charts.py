"""Pictures of a plan: its timeline, and its variants side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts import CONFIG, SCHEMA
from segments.campaign import Step
from segments.i18n import Translator

# Light to dark with the length of the term: the order survives a grey print.
TERM_COLOURS = ("#0b5650", "#2f867d", "#aed7d1")


def timeline(steps: Sequence[Step], terms: Mapping[str, str], _: Translator) -> dict[str, Any]:
    """Draw the steps of a campaign as bars in time, coloured by term."""
    rows = [
        {
            "task": f"{number}. {step.task}",
            "rank": number,
            "owner": step.owner,
            "term": terms[step.term],
            "start": step.start.isoformat(),
            "end": step.end.isoformat(),
            "text": f"{_.date(step.start)} – {_.date(step.end)}",
        }
        for number, step in enumerate(steps, start=1)
    ]
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "width": "container",
        "height": {"step": 26},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "y": {
                "field": "task",
                "type": "nominal",
                "sort": {"field": "rank"},
                "axis": {"title": None, "ticks": False, "domain": False, "labelLimit": 320},
            },
            "x": {
                "field": "start",
                "type": "temporal",
                "axis": {"title": None, "format": "%d/%m/%y", "labelOverlap": True, "grid": True},
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": 14, "cornerRadius": 3},
                "encoding": {
                    "x2": {"field": "end"},
                    "color": {
                        "field": "term",
                        "type": "nominal",
                        "scale": {"domain": list(terms.values()), "range": list(TERM_COLOURS)},
                        "legend": {"orient": "top"},
                    },
                    "tooltip": [
                        {"field": "task", "title": _("Kegiatan")},
                        {"field": "owner", "title": _("Pelaksana")},
                        {"field": "text", "title": _("Waktu")},
                    ],
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 6},
                "encoding": {
                    "x": {"field": "end", "type": "temporal"},
                    "text": {"field": "owner"},
                },
            },
        ],
        "config": dict(CONFIG),
    }


def budget_curve(
    curve: Sequence[tuple[float, float]], budget: float, _: Translator
) -> dict[str, Any]:
    """Draw how many people more or less money would meet; the plan's own budget stands out."""
    rows = [
        {
            "money": money,
            "people": people,
            "own": money == budget,
            "text": f"Rp{_.number(money)}: {_.people(people)}",
            "short": _.number(people),
        }
        for money, people in ((0.0, 0.0), *curve)
    ]
    million = "format(datum.value / 1e6, ',.0f')"
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "width": "container",
        "height": 190,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {
            "x": {
                "field": "money",
                "type": "quantitative",
                "axis": {
                    "title": _("Anggaran (juta rupiah)"),
                    "labelExpr": million,
                    "tickCount": 5,
                },
            },
            "y": {
                "field": "people",
                "type": "quantitative",
                "axis": {
                    "title": _("Warga terjangkau (juta)"),
                    "labelExpr": "replace(format(datum.value / 1e6, '.1f'), '.', ',')"
                    if _.language == "id"
                    else "format(datum.value / 1e6, '.1f')",
                    "tickCount": 4,
                },
            },
        },
        "layer": [
            {"mark": {"type": "line", "color": TERM_COLOURS[1]}},
            {
                "mark": {"type": "point", "filled": True, "opacity": 1},
                "encoding": {
                    "color": {
                        "condition": {"test": "datum.own", "value": TERM_COLOURS[0]},
                        "value": TERM_COLOURS[1],
                    },
                    "size": {"condition": {"test": "datum.own", "value": 130}, "value": 40},
                    "tooltip": [{"field": "text", "title": _("Jangkauan")}],
                },
            },
            {
                "transform": [{"filter": "datum.own"}],
                "mark": {"type": "text", "dy": 16, "dx": 8, "align": "left"},
                "encoding": {"text": {"field": "short"}},
            },
        ],
        "config": dict(CONFIG),
    }
