"""How sure the segments are, as map layer, charts and rows to show."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard import figures
from dashboard.charts import CONFIG, INK, SCHEMA
from dashboard.layers import NOMINAL_COLOURS, Layer, LayerClass, place_rows
from geodata import AreaTable, Column
from segments.i18n import Translator
from segments.typology import Segmentation, SegmentExplanation

CERTAINTIES = ("firm", "fair", "borderline")
# The less certain, the paler: the same reading in grey print.
CERTAINTY_COLOURS = ("#2f867d", "#8fc4bd", "#e3ecea")
ROW_HEIGHT = 19
SMALL_COLUMNS = 8


def certainty_words(_: Translator) -> dict[str, str]:
    """Name how sure the segment of a place is."""
    return {
        "firm": _("Jelas di segmennya"),
        "fair": _("Cukup jelas"),
        "borderline": _("Di perbatasan dua segmen"),
    }


def certainty_layer(
    areas: AreaTable, segmentation: Segmentation, classes: pd.Series, _: Translator
) -> Layer:
    """Map how sure the segment of every village is; faded where it is not."""
    words = certainty_words(_)
    rows = place_rows(areas, _)
    order = {name: number for number, name in enumerate(CERTAINTIES)}
    rows["position"] = classes.map(order).reindex(rows.index).astype(int)
    rows["value"] = rows["population"]
    second = segmentation.distances["second_label"]
    rows["text"] = [
        f"{segmentation.labels[code]} · {words[found]}"
        if found != "borderline"
        else _("{own}, hampir {second} · {words}").format(
            own=segmentation.labels[code], second=second[code], words=words[found]
        )
        for code, found in classes.reindex(rows.index).items()
    ]
    legend = []
    for number, name in enumerate(CERTAINTIES):
        inside = rows[rows["position"] == number]
        legend.append(
            LayerClass(
                str(number + 1),
                words[name],
                CERTAINTY_COLOURS[number],
                len(inside),
                int(inside["population"].sum()),
            )
        )
    title = _("Kepastian segmen")
    return Layer("certainty", "village", title, False, tuple(legend), rows)


def borderline_rows(
    areas: AreaTable, segmentation: Segmentation, names: dict[str, str], _: Translator
) -> pd.DataFrame:
    """List the villages near a border, the nearest first, with their second-best segment."""
    from segments.typology import BORDERLINE

    found = segmentation.distances[segmentation.distances["ratio"] > BORDERLINE]
    found = found.sort_values("ratio", ascending=False)
    places = areas.table.loc[found.index]
    return pd.DataFrame(
        {
            _("Desa/kelurahan"): places["name"].to_numpy(),
            _("Kecamatan"): places["district_name"].to_numpy(),
            _("Jiwa"): [_.number(people) for people in places["population"]],
            _("Segmen"): [names[code] for code in segmentation.labels[found.index]],
            _("Pilihan kedua"): [names.get(code, code) for code in found["second_label"]],
            _("Jarak ke segmennya"): [_.number(value, 2) for value in found["own"]],
            _("Jarak ke pilihan kedua"): [_.number(value, 2) for value in found["second"]],
        }
    )


def people_rows(people: pd.DataFrame, names: dict[str, str], _: Translator) -> pd.DataFrame:
    """Give the residents of every segment by both counts, and their difference."""
    gaps = people["soft"] / people["hard"].where(people["hard"] > 0) - 1
    return pd.DataFrame(
        {
            _("Segmen"): [names[code] for code in people.index],
            _("Dihitung utuh per desa"): [_.number(value) for value in people["hard"]],
            _("Dibagi menurut kedekatan"): [_.number(value) for value in people["soft"]],
            _("Selisih"): ["–" if np.isnan(gap) else signed_percent(gap, _) for gap in gaps],
        }
    )


def signed_percent(share: float, _: Translator) -> str:
    """Write a change with its sign."""
    text = _.percent(abs(share))
    return f"+{text}" if share > 0 else f"−{text}" if share < 0 else text


def composition_table(
    composition: pd.DataFrame, entropy: pd.Series, names: pd.Series, by: str
) -> pd.DataFrame:
    """Put shares in long form, districts in the asked order: "name", "mixed" or a segment."""
    order = {"name": names.sort_values().index, "mixed": entropy.sort_values().index[::-1]}
    if by in composition:
        order[by] = composition[by].sort_values(ascending=False).index
    ranks = pd.Series(range(len(composition)), index=order[by])
    long = composition.stack().rename("share").reset_index()
    long.columns = ["district_code", "segment", "share"]
    long["district"] = long["district_code"].map(names)
    long["rank"] = long["district_code"].map(ranks)
    long["entropy"] = long["district_code"].map(entropy)
    return long.sort_values(["rank", "segment"])


def _colours(codes: list[str]) -> dict[str, Any]:
    return {"domain": codes, "range": list(NOMINAL_COLOURS[: len(codes)])}


def stacked_composition(
    table: pd.DataFrame, names: dict[str, str], _: Translator
) -> dict[str, Any]:
    """Stack the shares of every district in one bar."""
    codes = sorted(names)
    shown = table.assign(
        name=table["segment"].map(names),
        text=[_.percent(share, 0) for share in table["share"]],
        mixed=[_.number(100 * value) for value in table["entropy"]],
    )
    labels = [names[code] for code in codes]
    return {
        "$schema": SCHEMA,
        "datasets": {"composition": shown},
        "data": {"name": "composition"},
        "height": {"step": ROW_HEIGHT},
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "mark": {"type": "bar", "stroke": "#ffffff", "strokeWidth": 0.6},
        "encoding": {
            "y": {
                "field": "district",
                "type": "nominal",
                "sort": {"field": "rank", "op": "min"},
                "axis": {"title": None, "ticks": False, "domain": False, "labelLimit": 150},
            },
            "x": {
                "field": "share",
                "type": "quantitative",
                "stack": "normalize",
                "axis": {"title": None, "format": "%", "tickCount": 5, "orient": "top"},
            },
            "order": {"field": "segment", "type": "nominal"},
            "color": {
                "field": "name",
                "type": "nominal",
                "scale": {"domain": labels, "range": list(NOMINAL_COLOURS[: len(labels)])},
                "legend": {
                    "orient": "top",
                    "columns": 2,
                    "labelLimit": 420,
                    "symbolType": "square",
                },
            },
            "tooltip": [
                {"field": "district", "title": _("Kecamatan")},
                {"field": "name", "title": _("Segmen")},
                {"field": "text", "title": _("Penduduk")},
                {"field": "mixed", "title": _("Keberagaman (0–100)")},
            ],
        },
        "config": dict(CONFIG),
    }


def small_multiples(table: pd.DataFrame, names: dict[str, str], _: Translator) -> dict[str, Any]:
    """Draw one small chart a district, all on one scale."""
    codes = sorted(names)
    shown = table.assign(text=[_.percent(share, 0) for share in table["share"]])
    return {
        "$schema": SCHEMA,
        "datasets": {"composition": shown},
        "data": {"name": "composition"},
        "facet": {
            "field": "district",
            "type": "nominal",
            "sort": {"field": "rank", "op": "min"},
            "header": {"title": None, "labelFontSize": 11, "labelColor": INK, "labelLimit": 120},
        },
        "columns": SMALL_COLUMNS,
        "spacing": 8,
        "spec": {
            "width": 96,
            "height": 62,
            "mark": {"type": "bar"},
            "encoding": {
                "x": {
                    "field": "segment",
                    "type": "nominal",
                    "axis": {"title": None, "labelAngle": 0, "ticks": False, "labelFontSize": 10},
                },
                "y": {
                    "field": "share",
                    "type": "quantitative",
                    "scale": {"domain": [0, 1]},
                    "axis": {"title": None, "labels": False, "ticks": False, "grid": True,
                             "tickCount": 2, "domain": False},
                },
                "color": {
                    "field": "segment",
                    "type": "nominal",
                    "scale": _colours(codes),
                    "legend": None,
                },
                "tooltip": [
                    {"field": "district", "title": _("Kecamatan")},
                    {"field": "segment", "title": _("Segmen")},
                    {"field": "text", "title": _("Penduduk")},
                ],
            },
        },
        "config": dict(CONFIG),
    }  # fmt: skip


def lookalike_rows(
    found: pd.DataFrame, places: pd.DataFrame, labels: dict[str, str], _: Translator
) -> pd.DataFrame:
    """List the places most like one, with what they share and where they differ."""
    rows = places.loc[found.index]
    return pd.DataFrame(
        {
            _("Wilayah"): rows["name"].to_numpy(),
            _("Kecamatan"): rows["district_name"].to_numpy()
            if "district_name" in rows
            else rows["name"].to_numpy(),
            _("Lebih mirip daripada"): [
                _("{share} wilayah lain").format(share=_.percent(share, 0))
                for share in found["likeness"]
            ],
            _("Sama-sama menonjol dalam"): [
                ", ".join(labels[name] for name in names) or "–" for names in found["alike"]
            ],
            _("Paling berbeda dalam"): [
                ", ".join(labels[name] for name in names) or "–" for names in found["unlike"]
            ],
        }
    )


def reason_rows(explanation: SegmentExplanation, areas: AreaTable, _: Translator) -> pd.DataFrame:
    """Give the reasons for a segment, then those against it, with the figures behind them."""
    rows = []
    for reason in (*explanation.for_it, *explanation.against_it):
        column = areas.column(reason.column)
        digits = figures.digits_of(column, areas.table[reason.column])

        def write(value: float, column: Column = column, digits: int = digits) -> str:
            return figures.figure(column, value, _, digits=digits)

        own, second = explanation.own, explanation.second
        rows.append(
            {
                _("Data"): figures.title_words(column, _),
                _("Lebih dekat ke"): own if reason.weight > 0 else second,
                _("Desa ini"): write(reason.value),
                _("Rata-rata segmen {code}").format(code=own): write(reason.own_mean),
                _("Rata-rata segmen {code}").format(code=second): write(reason.second_mean),
            }
        )
    return pd.DataFrame(rows)
