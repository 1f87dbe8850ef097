"""From an approved plan to its target list, and to what each row of it expects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from segments.advice import in_language
from segments.campaign.plan import ChannelLine, TargetList, build_target_list, narrow_list

if TYPE_CHECKING:
    from geodata import AreaTable, Source
    from segments.advice import Playbook
    from segments.campaign.campaign_plan import Plan
    from segments.typology import Segmentation


def plan_target_list(
    plan: Plan,
    areas: AreaTable,
    segmentation: Segmentation,
    playbook: Playbook,
    *,
    created: date,
    people: pd.DataFrame | None = None,
    audience: str = "",
    sources: Mapping[str, Source] = MappingProxyType({}),
    language: str = "id",
) -> TargetList:
    """List the villages of a plan, once for each channel that is bought there.

    Holdout villages are in it without a channel: the packs leave them out, the return sheet asks
    for their outcome.
    """
    variant = plan.variant
    if variant is None:
        raise ValueError("The plan has no spending yet.")
    names = channel_names(playbook, language)
    messages = _messages(plan, playbook)
    lines = [
        ChannelLine(
            names[one], in_language(playbook.channels[one], "owner", language), messages[one]
        )
        for one in variant.channels
        if one in names
    ]
    full = build_target_list(
        areas,
        segmentation,
        created=created,
        advice=dict.fromkeys(segmentation.codes, lines),
        segments=plan.segments,
        districts=plan.districts,
        people=people,
        audience=audience,
        sources=sources,
        language=language,
    )
    bought = set(
        zip(variant.lines["village_code"], variant.lines["channel"].map(names), strict=True)
    )
    table = full.table
    pairs = pd.Series(list(zip(table["village_code"], table["channel"], strict=True)))
    held = table["village_code"].isin(plan.holdout)
    kept = table[pairs.isin(bought).to_numpy() & ~held.to_numpy()]
    compared = (
        table[held].drop_duplicates("village_code").assign(channel="", messenger="", message="")
    )
    listed = pd.concat([kept, compared]).sort_values(
        ["district_code", "village_code"], kind="stable"
    )
    return narrow_list(full, listed.reset_index(drop=True))


def without_holdout(target_list: TargetList, plan: Plan) -> TargetList:
    """Leave the holdout villages out, as the packs do."""
    table = target_list.table
    kept = table[~table["village_code"].isin(plan.holdout)].reset_index(drop=True)
    return narrow_list(target_list, kept)


def planned_reach(plan: Plan, playbook: Playbook, *, language: str = "id") -> pd.DataFrame:
    """Give what the plan expects of every village and channel, as `score_campaign` takes it.

    Returns
    -------
    DataFrame
        place_code, channel (its name), people, low, mid, high (people met).
    """
    variant = plan.variant
    columns = ["place_code", "channel", "people", "low", "mid", "high"]
    if variant is None:
        return pd.DataFrame(columns=columns)
    lines = variant.lines[~variant.lines["village_code"].isin(plan.holdout)]
    names = channel_names(playbook, language)
    found = pd.DataFrame(
        {
            "place_code": lines["village_code"],
            "channel": lines["channel"].map(names),
            "people": lines["people"],
            **{end: lines[end] * lines["people"] for end in ("low", "mid", "high")},
        }
    )
    if plan.with_villages:
        return found.reset_index(drop=True)
    found["place_code"] = found["place_code"].str[:8]
    return found.groupby(["place_code", "channel"], as_index=False)[columns[2:]].sum()


def channel_names(playbook: Playbook, language: str) -> dict[str, str]:
    """Name every channel of the playbook: id -> name."""
    return {
        one: in_language(channel, "name", language) for one, channel in playbook.channels.items()
    }


def _messages(plan: Plan, playbook: Playbook) -> dict[str, str]:
    """Give each channel the form of the message that is made for it, else the core message."""
    texts = {}
    for channel in playbook.channels:
        forms = (
            plan.messages.text(form.id)
            for form in playbook.forms.values()
            if channel in form.channels
        )
        texts[channel] = next((text for text in forms if text), plan.messages.core)
    return texts
