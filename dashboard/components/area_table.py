"""The table of places: rows are picked by mouse or keyboard, columns sort."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from dashboard import state
from dashboard.components.browser_module import mount
from dashboard.layers import Layer, row_colours
from segments.i18n import Translator

HEIGHT = 230


@dataclass(frozen=True)
class TableColumn:
    """One column on screen: finished text, and numbers to sort by where there are any.

    Whole numbers need no text: the browser writes them with the separators of the language.
    """

    label: str
    texts: Sequence[str] | None
    numbers: Sequence[float] | None = None


def show_area_table(
    codes: Sequence[str],
    columns: Sequence[TableColumn],
    *,
    title: str,
    key: str,
    group: str = "",
    colours: Sequence[str] | None = None,
    sort_by: int = -1,
    descending: bool = True,
    height: int = HEIGHT,
) -> None:
    """Show rows of text. With a `group`, rows can be picked and are shared with its map.

    `sort_by` is the position of the column the rows are first sorted by; -1 keeps their order.
    """
    _ = state.translator()
    sorts = {
        position: [None if pd.isna(number) else _short(number) for number in column.numbers]
        for position, column in enumerate(columns)
        if column.numbers is not None
    }
    data = {
        "title": title,
        "language": _.language,
        "group": group,
        "pickable": bool(group),
        "codes": list(codes),
        "columns": [{"label": c.label, "numeric": c.numbers is not None} for c in columns],
        "cells": [None if c.texts is None else _packed(c.texts) for c in columns],
        "sorts": sorts,
        "colours": None if colours is None else _packed(colours),
        "sort_column": sort_by,
        "sort_down": descending,
        "height": height,
        "words": {"sort": _("Urutkan menurut kolom ini")},
    }
    mount("area_table", key=key, data=data, on_pick=partial(state.take_pick, key))


def show_layer_table(layer: Layer, rows: pd.DataFrame, *, key: str, group: str = "") -> None:
    """Show the rows of a layer: name, district, figure, residents; highest first."""
    columns = layer_columns(layer, rows, state.translator())
    show_area_table(
        rows.index,
        columns,
        title=layer.title,
        key=key,
        group=group,
        colours=row_colours(layer, rows),
        sort_by=figure_position(columns),
    )


def layer_columns(layer: Layer, rows: pd.DataFrame, _: Translator) -> list[TableColumn]:
    """Make columns for the rows of a layer: name, district, figure, residents."""
    columns = [TableColumn(_("Wilayah"), rows["name"].tolist())]
    if rows["district_code"].nunique() > 1 and layer.level == "village":
        columns.append(TableColumn(_("Kecamatan"), rows["district_name"].tolist()))
    figure = rows["value"] if layer.numeric else None
    columns.append(TableColumn(layer.title, rows["text"].tolist(), figure))
    columns.append(TableColumn(_("Penduduk"), None, rows["population"]))
    return columns


def figure_position(columns: Sequence[TableColumn]) -> int:
    """Give the position of the first column with numbers, to sort by."""
    return next(n for n, column in enumerate(columns) if column.numbers is not None)


def _short(number: float) -> float:
    # Six digits sort as well as sixteen, in half the bytes.
    return int(number) if float(number).is_integer() else float(f"{number:.6g}")


def _packed(texts: Sequence[str]) -> list[str] | dict[str, list]:
    """Write texts that recur once, with their places: half the bytes for names of districts."""
    words = {text: position for position, text in enumerate(dict.fromkeys(texts))}
    if 2 * len(words) > len(texts):
        return list(texts)
    return {"words": list(words), "places": [words[text] for text in texts]}
