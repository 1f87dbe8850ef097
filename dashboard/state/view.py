"""What this user is looking at: read from the link, kept in the session, written to the link.

A field of `Selection` that differs from its default stands in the address, so that copying the
address shares the view.
"""

from collections.abc import Collection, Container, Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType
from typing import Any

import streamlit as st

from segments.i18n import LANGUAGES, Translator

DISTRICT_CODE_LENGTH = len("32.01.01")
# The address uses the field names, except where a shorter word is customary.
PARAMETER = MappingProxyType({"language": "lang"})

# A list that was emptied by hand; () is one that nobody has touched.
EMPTIED = ("",)

_SELECTION = "selection"
_LINK = "link"
_PAGE = "page"


@dataclass(frozen=True)
class Selection:
    """Everything that a link can carry; plain values only."""

    language: str = "id"
    level: str = "village"
    column: str = "segments"
    district: str = ""
    areas: tuple[str, ...] = ()
    segment: str = "A"
    view: str = "overview"
    place: str = ""
    version_id: str = ""
    plan: str = ""
    step: str = "brief"
    results_view: str = "take_in"
    compared: str = ""
    list_segments: tuple[str, ...] = ()
    list_districts: tuple[str, ...] = ()
    list_channels: tuple[str, ...] = ()
    sex: str = ""
    youngest: str = "00_04"
    oldest: str = "75_plus"
    recipe_part: str = "columns"
    recipe_id: str = ""
    k_part: str = "choice"
    draft: str = ""
    audience: str = ""
    desk_view: str = "upload"
    survey_part: str = "form"

    @property
    def shown_level(self) -> str:
        """Level on the map: an opened district shows its villages."""
        return "village" if self.district else self.level

    @property
    def shown_areas(self) -> tuple[str, ...]:
        """Selected places of the level on the map."""
        return tuple(code for code in self.areas if level_of(code) == self.shown_level)


def level_of(code: str) -> str:
    """Tell the level of a place from its code."""
    return "district" if len(code) == DISTRICT_CODE_LENGTH else "village"


def read_language() -> str:
    """Read the language of this run, known before the pages are: link first, then session."""
    asked = st.query_params.get(PARAMETER["language"], "")
    return asked if asked in LANGUAGES else selection().language


def translator() -> Translator:
    """Make the translator for the language of this user."""
    return Translator(selection().language)


def selection() -> Selection:
    """Give the selection of this user."""
    return Selection(**st.session_state.get(_SELECTION, {}))


def open_link(page: str, known: Mapping[str, Container[str]]) -> tuple[str, ...]:
    """Take over what the address asks for; return the fields it asks for in vain.

    Without parameters, a change of page keeps the selection; on the same page it is a step back
    to the default view, in the language of the session.
    """
    asked = st.query_params.to_dict()
    before = st.session_state.get(_LINK)
    changed_page = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page
    unknown: tuple[str, ...] = ()
    if asked != before and not (changed_page and not asked and before is not None):
        start = Selection(language=selection().language)
        chosen, unknown = parse(asked, known, start=start)
        st.session_state[_SELECTION] = asdict(chosen)
    _write_link()
    return unknown


def parse(
    asked: Mapping[str, str], known: Mapping[str, Container[str]], *, start: Selection
) -> tuple[Selection, tuple[str, ...]]:
    """Turn the parameters of a link into a selection and the fields that make no sense."""
    changes: dict[str, Any] = {}
    unknown: list[str] = []
    for field in fields(Selection):
        text = asked.get(PARAMETER.get(field.name, field.name))
        if text is None:
            continue
        several = isinstance(field.default, tuple)
        values = tuple(dict.fromkeys(text.split(","))) if several else (text,)
        if values and all(value in known[field.name] for value in values):
            changes[field.name] = values if several else text
        else:
            unknown.append(field.name)
    return replace(start, **changes), tuple(unknown)


def link_parameters(chosen: Selection) -> dict[str, str]:
    """Give the address parameters of a selection: what differs from the default."""
    parameters = {}
    for name, default in asdict(Selection()).items():
        value = getattr(chosen, name)
        if value != default:
            text = ",".join(value) if isinstance(value, tuple) else value
            parameters[PARAMETER.get(name, name)] = text
    return parameters


def link(**changes: Any) -> dict[str, str]:
    """Make parameters for a link to another page that shows this view with some changes."""
    return link_parameters(replace(selection(), **changes))


def update(**changes: Any) -> None:
    """Change the selection and the address; use it as a callback."""
    st.session_state[_SELECTION] = asdict(replace(selection(), **changes))
    _write_link()


def bound(field: str, *, allowed: Collection[str] | None = None) -> dict[str, Any]:
    """Give key and callback that tie a widget to a field; spread them into the widget.

    When the value of the field is not among the `allowed` ones, the widget starts at its first.
    """
    key = f"widget_{field}"
    value = getattr(selection(), field)
    if allowed is not None and value not in allowed:
        value = next(iter(allowed), value)
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take_widget, "args": (field,)}


def take_pick(key: str) -> None:
    """Take over a click, as a callback: one place, or one place more or less when adding."""
    pick = st.session_state[key]["picked"]
    chosen = selection()
    code, adding = pick["code"], pick["adding"]
    shown = chosen.shown_areas
    hidden = tuple(area for area in chosen.areas if area not in shown)
    if code in shown and (adding or len(shown) == 1):
        shown = tuple(area for area in shown if area != code)
    else:
        shown = (*shown, code) if adding else (code,)
    update(areas=hidden + shown)


def take_search(place: str) -> None:
    """Go to a place that was found, as a callback: select it, or open its district."""
    st.session_state["place_search"] = ""
    chosen = selection()
    district = place[:DISTRICT_CODE_LENGTH]
    if level_of(place) == "village":
        opens = chosen.district or chosen.level == "district"
        update(district=district if opens else "", areas=(place,))
    elif chosen.level == "district":
        update(district="", areas=(place,))
    else:
        update(district=district)


def clear_areas() -> None:
    """Drop the selected places of the level on the map, as a callback."""
    chosen = selection()
    update(areas=tuple(code for code in chosen.areas if code not in chosen.shown_areas))


def _take_widget(field: str) -> None:
    value = st.session_state[f"widget_{field}"]
    default = getattr(Selection(), field)
    changes = {field: default if value is None else value}
    if field == "level":
        changes["district"] = ""
    update(**changes)


def _write_link() -> None:
    parameters = link_parameters(selection())
    st.session_state[_LINK] = parameters
    if st.query_params.to_dict() != parameters:
        st.query_params.from_dict(parameters)


def bound_place() -> dict[str, Any]:
    """Give key and callback that tie a picker, which may be empty, to the place of the link."""
    key, value = "widget_place", selection().place or None
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take_widget, "args": ("place",)}


def bound_list(field: str, shown: Collection[str]) -> dict[str, Any]:
    """Give key and callback that tie a widget for several values to a field."""
    key = f"widget_{field}"
    if st.session_state.get(key) != list(shown):
        st.session_state[key] = list(shown)
    return {"key": key, "on_change": _take_list, "args": (field,)}


def _take_list(field: str) -> None:
    update(**{field: tuple(st.session_state[f"widget_{field}"]) or EMPTIED})
