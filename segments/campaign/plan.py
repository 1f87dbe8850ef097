"""The target list: which villages, through which channel, with which message."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from segments.audience import CountEstimate, total_people

if TYPE_CHECKING:
    from geodata import AreaTable, Source
    from segments.typology import Segmentation

COLUMNS = (
    "village_code",
    "village",
    "district_code",
    "district",
    "segment",
    "segment_name",
    "geographic_class",
    "people_low",
    "people",
    "people_high",
    "evidence",
    "channel",
    "messenger",
    "message",
)
PEOPLE = ("people_low", "people", "people_high")
MINIMUM_CELL = 10


class ChannelLine(NamedTuple):
    """One way to reach a segment: through what, by whom, with which words."""

    channel: str
    messenger: str = ""
    message: str = ""


@dataclass(frozen=True)
class ListMetadata:
    """What a target list rests on and what was chosen; `list_id` names exactly this content."""

    list_id: str
    version: str
    created: date
    segments: tuple[str, ...]
    segment_names: Mapping[str, str]
    districts: Mapping[str, str]
    channels: tuple[str, ...]
    audience: str
    class_evidence: str
    minimum_cell: int
    n_suppressed: int
    regency_people: float
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class TargetList:
    """Villages x channels of one campaign, sorted by district and village code.

    `table` has the columns `COLUMNS`; codes are text, and the people of a village with fewer than
    `metadata.minimum_cell` of them are missing. A village has one row for each channel, so people
    may only be added up over `villages`.
    """

    table: pd.DataFrame
    metadata: ListMetadata

    @property
    def villages(self) -> pd.DataFrame:
        """One row a village, without channels, indexed by `village_code`."""
        rows = self.table.drop_duplicates("village_code").set_index("village_code")
        return rows.drop(columns=["channel", "messenger", "message"])

    @property
    def people(self) -> CountEstimate:
        """People of all villages, each counted once; suppressed villages are left out."""
        villages = self.villages.dropna(subset=list(PEOPLE))
        counts = villages[[*PEOPLE, "evidence"]].set_axis(
            ["low", "mid", "high", "evidence"], axis=1
        )
        return total_people(counts.astype({"low": float, "mid": float, "high": float}))


def build_target_list(
    areas: AreaTable,
    segmentation: Segmentation,
    *,
    created: date,
    advice: Mapping[str, Sequence[tuple[str, str, str]]] = MappingProxyType({}),
    segments: Sequence[str] = (),
    districts: Sequence[str] = (),
    channels: Sequence[str] = (),
    people: pd.DataFrame | None = None,
    audience: str = "",
    minimum_cell: int = MINIMUM_CELL,
    sources: Mapping[str, Source] = MappingProxyType({}),
    language: str = "id",
) -> TargetList:
    """List the villages of the chosen segments and districts, once for each channel.

    Parameters
    ----------
    advice
        Segment -> its channels, as (channel, messenger, message). A village whose segment has
        none of them is listed once, without a channel, so that nobody is lost.
    segments, districts, channels
        Segment letters, district codes, channel names; empty means all.
    people
        Who is counted: low, mid, high and evidence a village (as from `count_people`); villages
        with nobody are left out. Without it, the registered residents.
    audience
        Who that is, in words.
    minimum_cell
        Fewer people than this are suppressed; a lower bound under it becomes 0, which keeps the
        range true.
    sources
        The source register; those that the list rests on are kept with it.
    language
        Language of the segment names.

    Raises
    ------
    ValueError
        When a segment, district or channel does not exist.
    """
    known = sorted(set(segmentation.labels.dropna()))
    names = areas.table.groupby("district_code")["district_name"].first()
    offered = list(dict.fromkeys(line[0] for lines in advice.values() for line in lines))
    chosen_segments = _chosen("segment", segments, known)
    chosen_districts = _chosen("district", districts, sorted(names.index))
    chosen_channels = _chosen("channel", channels, offered)
    _chosen("segment", tuple(advice), known)
    if minimum_cell < 0:
        raise ValueError(f"The minimum cell is {minimum_cell}. It must be at least 0.")
    villages = _village_rows(areas, segmentation, people, language)
    villages = villages[
        villages["segment"].isin(chosen_segments)
        & villages["district_code"].isin(chosen_districts)
        & (villages["people_high"] > 0)
    ]
    villages, n_suppressed = _suppress(villages, minimum_cell)
    table = _with_channels(villages, advice, set(chosen_channels))
    segment_names = {code: _segment_name(segmentation, code, language) for code in chosen_segments}
    metadata = ListMetadata(
        list_id=_list_id(table, segmentation.version, minimum_cell, audience),
        version=segmentation.version,
        created=created,
        segments=tuple(chosen_segments),
        segment_names=MappingProxyType(segment_names),
        districts=MappingProxyType({code: str(names[code]) for code in chosen_districts}),
        channels=tuple(chosen_channels),
        audience=audience,
        class_evidence=areas.column("geographic_class").evidence,
        minimum_cell=minimum_cell,
        n_suppressed=n_suppressed,
        regency_people=float(areas.table["population"].sum()),
        sources=_used_sources(areas, segmentation, sources),
    )
    return TargetList(table, metadata)


def narrow_list(target_list: TargetList, table: pd.DataFrame) -> TargetList:
    """Keep some rows of a list; its id and what its metadata tell of it follow."""
    metadata = target_list.metadata
    districts = set(table["district_code"])
    return TargetList(
        table,
        replace(
            metadata,
            list_id=_list_id(table, metadata.version, metadata.minimum_cell, metadata.audience),
            districts=MappingProxyType(
                {code: name for code, name in metadata.districts.items() if code in districts}
            ),
            channels=tuple(name for name in metadata.channels if name in set(table["channel"])),
            n_suppressed=int(table.drop_duplicates("village_code")["people"].isna().sum()),
        ),
    )


def _chosen(what: str, wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    if isinstance(wanted, str):
        raise TypeError(f"Give the {what}s as a list of names, not as one text: {wanted!r}.")
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        allowed = ", ".join(known) or "none"
        raise ValueError(f"Unknown {what}: {', '.join(unknown)}. Known: {allowed}.")
    return [name for name in known if not wanted or name in set(wanted)]


def _village_rows(
    areas: AreaTable, segmentation: Segmentation, people: pd.DataFrame | None, language: str
) -> pd.DataFrame:
    places = areas.table
    counts = _residents(areas) if people is None else people
    absent = places.index.difference(counts.index)
    if len(absent):
        raise ValueError(f"Nobody is counted in {len(absent)} villages, such as {absent[0]}.")
    counts = counts.loc[places.index]
    segment = segmentation.labels.reindex(places.index)
    if segment.isna().any():
        code = segment.index[segment.isna()][0]
        raise ValueError(f"{segment.isna().sum()} villages have no segment, such as {code}.")
    labels = {
        code: _segment_name(segmentation, code, language) for code in segment.dropna().unique()
    }
    rows = pd.DataFrame(
        {
            "village_code": places.index.to_numpy(),
            "village": places["name"],
            "district_code": places["district_code"],
            "district": places["district_name"],
            "segment": segment,
            "segment_name": segment.map(labels),
            "geographic_class": places["geographic_class"],
            # Outward rounding keeps the range true.
            "people_low": np.floor(counts["low"]).astype("Int64"),
            "people": np.round(counts["mid"]).astype("Int64"),
            "people_high": np.ceil(counts["high"]).astype("Int64"),
            "evidence": counts["evidence"],
        },
        index=places.index.rename("place"),
    )
    return rows.sort_values(["district_code", "village_code"], ignore_index=True)


def _residents(areas: AreaTable) -> pd.DataFrame:
    places = areas.table
    return pd.DataFrame(
        {
            "low": places["population_low"],
            "mid": places["population"],
            "high": places["population_high"],
            "evidence": areas.column("population").evidence,
        }
    )


def _suppress(villages: pd.DataFrame, minimum_cell: int) -> tuple[pd.DataFrame, int]:
    """Hide counts under the minimum; widen ranges whose lower end is that small."""
    small = villages["people"] < minimum_cell
    hidden = villages.copy()
    hidden["people_low"] = hidden["people_low"].where(hidden["people_low"] >= minimum_cell, 0)
    hidden.loc[small, list(PEOPLE)] = pd.NA
    return hidden, int(small.sum())


def _with_channels(
    villages: pd.DataFrame, advice: Mapping[str, Sequence[tuple[str, str, str]]], wanted: set[str]
) -> pd.DataFrame:
    lines = [
        (segment, *line)
        for segment in sorted(villages["segment"].unique())
        for line in _lines(advice.get(segment, ()), wanted)
    ]
    columns = ["segment", *ChannelLine._fields]
    table = villages.merge(pd.DataFrame(lines, columns=columns, dtype="str"), on="segment")
    # A merge orders by village already; a stable sort keeps the channels in the order of advice.
    table = table.sort_values(["district_code", "village_code"], kind="stable")
    return table[list(COLUMNS)].reset_index(drop=True)


def _lines(lines: Sequence[tuple[str, str, str]], wanted: set[str]) -> list[ChannelLine]:
    kept = [ChannelLine(*line) for line in lines if line[0] in wanted]
    return list(dict.fromkeys(kept)) or [ChannelLine("")]


def _segment_name(segmentation: Segmentation, code: str, language: str) -> str:
    names = segmentation.names.get(code, {})
    return names.get(language) or names.get("id") or code


def _list_id(table: pd.DataFrame, version: str, minimum_cell: int, audience: str) -> str:
    """Name the content: the same version, choices and numbers give the same id."""
    rows = table.drop(columns=["segment_name"]).astype("str").to_numpy().tolist()
    content = json.dumps([version, minimum_cell, audience, rows], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _used_sources(
    areas: AreaTable, segmentation: Segmentation, register: Mapping[str, Source]
) -> tuple[Source, ...]:
    columns = ("population", "geographic_class", *segmentation.recipe.features)
    used = {source for name in columns for source in areas.column(name).source.split()}
    return tuple(source for source_id, source in register.items() if source_id in used)
