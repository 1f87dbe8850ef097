"""Plans made ready for packs and results, cached by document and revision."""

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.cached.audiences import audience_name, cited_audience
from dashboard.cached.inventory import inventory_key, placed_inventory
from dashboard.cached.office import store
from dashboard.cached.places import (
    areas,
    cited_segmentation,
    edition,
    map_column_words,
    segment_names,
    segmentation,
    sources,
)
from dashboard.cached.planning import playbook
from segments.i18n import Translator
from segments.store import names_apart

if TYPE_CHECKING:
    import pandas as pd

    from segments.campaign import Plan, ReturnOrder
    from segments.export import PackContent

POOLED = ("share", "ratio", "score")
MADE = ("approved", "sent", "closed")


def made_plans() -> dict[str, str]:
    """Name the plans that may leave the house: approved, sent or closed; read anew every time."""
    return names_apart(one for one in store().find("plan") if one.state in MADE)


def all_plans() -> dict[str, str]:
    """Name every plan that has something to show; read anew every time."""
    return names_apart(one for one in store().find("plan") if one.body.get("chosen"))


def finished_plans() -> "list[tuple[str, str, Plan]]":
    """Give id, name and content of the campaigns that are over; found anew every time."""
    from segments.campaign import PlanError

    found = []
    for one in store().find("plan", state="closed"):
        try:
            found.append((one.id, one.name, plan(one.id, one.revision)))
        except PlanError:
            continue
    return found


@st.cache_data(show_spinner=False, max_entries=4)
def need_words(language: str) -> dict[str, str]:
    """Label the figures that a need can be read from: shares and ratios, none on faith."""
    from dashboard import layers
    from segments.advice import is_forbidden_column

    found, words = areas("village"), map_column_words(language)
    names = [name for name in layers.mappable(found) if found.column(name).kind in POOLED]
    return {name: words[name] for name in names if not is_forbidden_column(name)}


@st.cache_data(show_spinner=False, max_entries=50)
def quadrant_rows(
    column: str, high_is_need: bool, size_from: float, need_from: float, language: str
) -> "pd.DataFrame":
    """Sort the segments by size and need, in words."""
    from dashboard import plan_view
    from segments.campaign import action_quadrants

    found = action_quadrants(
        areas("village"),
        segmentation().labels,
        column,
        high_is_need=high_is_need,
        size_from=size_from,
        need_from=need_from,
    )
    return plan_view.quadrant_rows(found, segment_names(language), Translator(language))


def inventory_channels(language: str) -> dict[str, str]:
    """Name the channels of the inventory in use: id -> name."""
    from segments.campaign import channel_names

    names = channel_names(playbook(), language)
    return {one: names[one] for one in placed_inventory(inventory_key()).channels.index}


@st.cache_resource(show_spinner=False, max_entries=20)
def plan(document: str, revision: int) -> "Plan":
    """Read a plan as it was saved; shared, never changed."""
    from segments.campaign import plan_from_body

    return plan_from_body(store().get(document, revision).body)


@st.cache_resource(show_spinner=False, max_entries=20)
def return_order(document: str, revision: int, language: str) -> "ReturnOrder":
    """Give what the kecamatan report on a plan; shared, never changed."""
    return pack_content(document, revision, language).order


@st.cache_resource(show_spinner=False, max_entries=10)
def pack_content(document: str, revision: int, language: str) -> "PackContent":
    """Gather everything that the packs of a plan are made from; shared, never changed."""
    from segments.advice import in_language
    from segments.campaign import build_return_order, plan_target_list, without_holdout
    from segments.export import CalendarLine, PackContent, PackMessage

    found, stored = plan(document, revision), store().get(document, revision)
    full = plan_target_list(
        found,
        areas("village"),
        cited_segmentation(found.version),
        playbook(),
        created=stored.saved_at.date(),
        people=cited_audience(found.audience, found.version),
        audience=audience_name(found.audience),
        sources=sources(),
        language=language,
    )
    order = build_return_order(
        full,
        plan_id=document,
        plan_name=stored.name,
        answer_by=found.answer_by or date.today(),
        outcome=found.brief.outcome,
        holdout=found.holdout,
        with_villages=found.with_villages,
    )
    return PackContent(
        order=order,
        target_list=without_holdout(full, found),
        core_message=found.messages.core,
        messages=tuple(
            PackMessage(in_language(playbook().forms[one.form], "name", language), one.text)
            for one in found.messages.adaptations
            if one.form in playbook().forms
        ),
        calendar=tuple(
            CalendarLine(step.start, step.end, step.task, step.owner) for step in found.brief.steps
        ),
        edition=found.edition or edition(),
        with_villages=found.with_villages,
    )


@st.cache_data(show_spinner=False, max_entries=60)
def pack_files(document: str, revision: int, district: str, language: str) -> dict[str, bytes]:
    """Make the files of one kecamatan."""
    from segments.export import district_pack

    return district_pack(pack_content(document, revision, language), district, Translator(language))


@st.cache_data(show_spinner=False, max_entries=60)
def pack_picture(document: str, revision: int, district: str, language: str) -> bytes:
    """Draw the A4 page of one kecamatan."""
    from segments.export import pack_picture

    return pack_picture(pack_content(document, revision, language), district, Translator(language))


@st.cache_resource(show_spinner=False, max_entries=20)
def planned(document: str, revision: int, language: str) -> "pd.DataFrame":
    """Give what a plan expects of every row that is reported; shared, never changed."""
    from segments.campaign import planned_reach

    return planned_reach(plan(document, revision), playbook(), language=language)
