"""The map: the only module that knows how a map gets on the screen."""

from collections.abc import Sequence
from functools import partial
from string import ascii_lowercase, digits

import streamlit as st

from dashboard import cached, state
from dashboard.components.browser_module import mount
from dashboard.layers import MISSING_POSITION, Layer
from segments.i18n import Translator

HEIGHT = 390
_MARKS = digits + ascii_lowercase
# Swatches darker than this (0 black, 255 white) carry white letters.
_DARK = 130


def show_area_map(
    layer: Layer,
    *,
    key: str,
    group: str = "",
    focus: str = "",
    selected: Sequence[str] = (),
    adding: bool = False,
    height: int = HEIGHT,
) -> None:
    """Show a layer. With a `group`, places can be picked and are shared with its table.

    `focus` zooms to a district and leaves the others pale; `adding` makes every click add to the
    selection. Call `show_selection` once in the group, after map and table.
    """
    _ = state.translator()
    data = {
        "title": layer.title,
        "url": cached.outlines_address(),
        "object": "villages" if layer.level == "village" else "districts",
        "classes": _legend(layer, _),
        "positions": _marks(layer),
        "texts": layer.rows["text"].tolist() if layer.numeric else None,
        "lettered": not layer.numeric,
        "missing_note": _missing_note(layer, _),
        "group": group,
        "pickable": bool(group),
        "focus": focus,
        "selected": [] if group else list(selected),
        "adding": adding,
        "height": height,
        "words": _words(_),
    }
    mount("area_map", key=key, data=data, on_pick=partial(state.take_pick, key))


def show_selection(group: str, selected: Sequence[str]) -> None:
    """Tell the map and the table of a group which places are selected: a few bytes a click."""
    with st.container(height=1, border=False, key=f"shared_{group}"):
        mount("area_selection", key=f"{group}_codes", data={"group": group, "codes": [*selected]})


def _legend(layer: Layer, _: Translator) -> list[dict[str, object]]:
    return [
        {
            "letter": found.letter,
            "label": found.label,
            "colour": found.colour,
            "dark": _brightness(found.colour) < _DARK,
            "note": f"{_places(layer, found.n_areas, _)} · {_.people(found.population)}",
        }
        for found in layer.classes
    ]


def _marks(layer: Layer) -> str:
    positions = layer.rows["position"].sort_index()
    return "".join("-" if p == MISSING_POSITION else _MARKS[p] for p in positions)


def _missing_note(layer: Layer, _: Translator) -> str:
    if not layer.n_missing:
        return ""
    return _places(layer, layer.n_missing, _)


def _places(layer: Layer, n: int, _: Translator) -> str:
    if layer.level == "district":
        return _.plural("{n} kecamatan", "{n} kecamatan", n)
    return _.plural("{n} desa/kelurahan", "{n} desa/kelurahan", n)


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _words(_: Translator) -> dict[str, str]:
    return {
        "district": _("Kec."),
        "missing": _("Data tidak tersedia"),
        "zoom_in": _("Perbesar peta"),
        "zoom_out": _("Perkecil peta"),
        "zoom_all": _("Tampilkan utuh"),
        "hint": _(
            "Gunakan tombol panah untuk berpindah wilayah, Enter untuk memilih, dan Shift+Enter "
            "untuk menambah pilihan."
        ),
    }
