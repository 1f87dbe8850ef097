"""The question behind a target list, and the answer as a map layer and as rows to show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.layers import QUIET_COLOUR, Layer, LayerClass
from segments.audience import DIMENSIONS, AudienceFilter, CountEstimate
from segments.campaign import ChannelLine, TargetList
from segments.export import class_labels, headings, hidden_count
from segments.i18n import Translator

SEXES = DIMENSIONS[0].categories
AGES = DIMENSIONS[1].categories
# Whoever is younger is reached through those who care for them.
FIRST_ADULT_GROUP = AGES.index("15_19")
Lines = tuple[tuple[str, tuple[ChannelLine, ...]], ...]


@dataclass(frozen=True)
class ListQuestion:
    """Everything that a target list depends on: plain values, the key of its cache."""

    segments: tuple[str, ...]
    districts: tuple[str, ...]
    lines: Lines
    sex: str
    youngest: str
    oldest: str
    language: str
    created: date
    audience: str = ""
    audience_name: str = ""

    @property
    def ages(self) -> tuple[str, ...]:
        """The five-year groups asked for; () when all of them are."""
        return age_groups(self.youngest, self.oldest)

    @property
    def ages_swapped(self) -> bool:
        """Whether the youngest age asked for is older than the oldest one."""
        return AGES.index(self.youngest) > AGES.index(self.oldest)

    @property
    def combines_traits(self) -> bool:
        """Whether the number is modelled: two measured tables that nobody has crossed."""
        return bool(self.sex and self.ages)

    @property
    def includes_children(self) -> bool:
        """Whether an age was asked for that begins under 15."""
        return (
            not self.audience and bool(self.ages) and AGES.index(self.ages[0]) < FIRST_ADULT_GROUP
        )


@dataclass(frozen=True)
class ListView:
    """A target list as a page shows it.

    `share` compares its people with the same people in the whole regency; `n_to_fill` counts the
    rows whose message has words in square brackets that somebody has to replace.
    """

    n_rows: int
    n_villages: int
    districts: tuple[tuple[str, str], ...]
    people: CountEstimate
    share: float
    n_to_fill: int
    minimum_cell: int
    n_suppressed: int
    layer: Layer
    table: dict[str, Any]


def age_groups(youngest: str, oldest: str) -> tuple[str, ...]:
    """List the five-year groups between two; () when that is all of them."""
    first, last = sorted((AGES.index(youngest), AGES.index(oldest)))
    groups = AGES[first : last + 1]
    return () if groups == AGES else groups


def audience_filter(sex: str, ages: tuple[str, ...]) -> AudienceFilter | None:
    """Say who is meant, or None for everybody."""
    if not sex and not ages:
        return None
    return AudienceFilter(sexes=(sex,) if sex else (), ages=ages)


def list_view(
    target_list: TargetList, everywhere: float, layer: Layer, lines: Lines, _: Translator
) -> ListView:
    """Prepare a list for a page.

    `layer` maps the segments; `everywhere` is how many of the same people the regency has.
    """
    villages, people = target_list.villages, target_list.people
    names = dict(zip(villages["district_code"], villages["district"], strict=True))
    return ListView(
        n_rows=len(target_list.table),
        n_villages=len(villages),
        districts=tuple(sorted(names.items(), key=lambda named: named[1])),
        people=people,
        share=people.mid / (everywhere or 1.0),
        n_to_fill=int(target_list.table["message"].str.contains("[", regex=False).sum()),
        minimum_cell=target_list.metadata.minimum_cell,
        n_suppressed=target_list.metadata.n_suppressed,
        layer=listed_layer(layer, villages, everywhere - people.mid, _),
        table=table_data(target_list, villages, lines, _),
    )


def first_year(group: str, _: Translator) -> str:
    """Write where a five-year group begins: "20 tahun"."""
    year = int(group.split("_")[0])
    return _.plural("{n} tahun", "{n} tahun", year)


def last_year(group: str, _: Translator) -> str:
    """Write where a five-year group ends: "34 tahun"; the last one is open."""
    first, last = group.split("_")
    if not last.isdecimal():
        return _("{n}+ tahun").format(n=int(first))
    return _.plural("{n} tahun", "{n} tahun", int(last))


def audience_words(question: ListQuestion, _: Translator) -> str:
    """Say who is meant: "perempuan 20–34 tahun"; "" for everybody."""
    if question.audience:
        return _("khalayak “{name}”").format(name=question.audience_name)
    who = {
        "": _("penduduk"),
        "female": _("perempuan"),
        "male": _("laki-laki"),
    }[question.sex]
    if not question.ages:
        return who if question.sex else ""
    first, last = question.ages[0].split("_")[0], question.ages[-1].split("_")[1]
    if not last.isdecimal():
        return _("{who} {first} tahun ke atas").format(who=who, first=int(first))
    return _("{who} {first}–{last} tahun").format(who=who, first=int(first), last=int(last))


def chosen_lines(
    choices: Sequence[tuple[str, Sequence[str]]], wanted: Collection[str] | None
) -> dict[str, tuple[str, ...]]:
    """Give the channels of each segment, in its own order.

    `choices` are those of the advice, by segment. With `wanted` channels, what was chosen for a
    segment and is not wanted falls away, and what no segment had chosen goes to all of them.
    """
    if wanted is None:
        return {segment: tuple(channels) for segment, channels in choices}
    union = {channel for _segment, channels in choices for channel in channels}
    added = tuple(channel for channel in wanted if channel not in union)
    return {
        segment: (*(channel for channel in channels if channel in wanted), *added)
        for segment, channels in choices
    }


def listed_layer(layer: Layer, villages: pd.DataFrame, others: float, _: Translator) -> Layer:
    """Colour the villages of a list by segment; the others, with so many people, stay pale."""
    letters = [found.letter for found in layer.classes]
    used = [letter for letter in letters if letter in set(villages["segment"])]
    people = villages.groupby("segment")["people"].agg(["size", "sum"])
    classes = [
        replace(
            layer.classes[letters.index(letter)],
            n_areas=int(people.at[letter, "size"]),
            population=int(people.at[letter, "sum"]),
        )
        for letter in used
    ]
    position = villages["segment"].map({letter: n for n, letter in enumerate(used)})
    rows = layer.rows.assign(
        position=position.reindex(layer.rows.index).fillna(len(used)).astype(int)
    )
    rest = layer.rows.index.difference(villages.index)
    if len(rest):
        label = _("Tidak masuk daftar ini")
        classes.append(LayerClass("–", label, QUIET_COLOUR, len(rest), round(others)))
    return replace(layer, classes=tuple(classes), rows=rows)


def table_data(
    target_list: TargetList, villages: pd.DataFrame, lines: Lines, _: Translator
) -> dict[str, Any]:
    """Pack the rows of a list: villages once, channels once a segment, numbers as numbers."""
    villages = villages.reset_index()
    ranged = bool((villages["people_low"] != villages["people_high"]).any())
    names = headings(_)
    counts = ("people_low", "people", "people_high") if ranged else ("people",)
    shown = ("village_code", "village", "district", "segment", "geographic_class", *counts)
    villages["geographic_class"] = villages["geographic_class"].replace(class_labels(_))
    return {
        "columns": [
            *({"label": names[name], "numeric": name in counts} for name in shown),
            *({"label": names[name], "numeric": False} for name in ChannelLine._fields),
        ],
        "segment_column": shown.index("segment"),
        "cells": [_plain(villages[name]) for name in shown],
        "lines": {segment: [list(line) for line in found] for segment, found in lines},
        "thousands": _.number(1000)[1],
        "hidden": hidden_count(target_list),
    }


def withheld(table: dict[str, Any], words: str) -> dict[str, Any]:
    """Put other words in place of every message of a table."""
    lines = {
        segment: [[*line[:-1], words if line[-1] else ""] for line in found]
        for segment, found in table["lines"].items()
    }
    return table | {"lines": lines}


def _plain(values: pd.Series) -> list[Any]:
    return [None if pd.isna(value) else value for value in values.tolist()]
