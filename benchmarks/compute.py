"""The pure functions beside the obvious way to compute the same thing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks import naive_ways
from benchmarks.calls import MEGABYTE, peak_megabytes, timed
from benchmarks.report import Measure, Section, load_note
from benchmarks.spending import measure_spending
from geodata import AreaTable, load_areas
from geodata.build import build
from geodata.loading import DATA
from launch.console import say
from segments.audience import (
    DIMENSIONS,
    AudienceFilter,
    JointPopulation,
    count_people,
    integerise,
    joint_population,
    population_seed,
    rake,
    rake_areas,
)
from segments.campaign import build_target_list
from segments.export import to_xlsx
from segments.i18n import Translator
from segments.typology import (
    DEFAULT_RECIPE,
    published_segmentation,
    segment,
)


@dataclass(frozen=True)
class Scale:
    """How much is measured; what the naive way does less of is scaled up and said so."""

    repeats: int = 5
    naive_villages: int = 8
    figures: Path | None = None


QUICK = Scale(repeats=1, naive_villages=2)


def with_options(scale: Scale, figures: Path | None) -> Scale:
    """Add what the command line asks for."""
    return replace(scale, figures=figures)


def measure(scale: Scale | None = None) -> list[Section]:
    """Measure function by function."""
    scale = scale or Scale()
    before = load_note()
    areas = load_areas()
    joint, first = timed(lambda: joint_population(areas))
    steps = (_places, _people, _files)
    measures = [found for step in steps for found in step(areas, joint, first, scale)]
    say("  budget")
    measures += measure_spending(areas)
    notes = (
        f"Medians of {scale.repeats} calls; {before} at the start, {load_note()} at the end.",
        f"Naive raking is a loop over cells, for {scale.naive_villages} villages, scaled to all.",
        "Naive loading reads CSV and GeoJSON, checks nothing and pools no shares.",
        "Naive counting filters one row a person with pandas; making those rows is a line of its "
        "own. Naive Excel is the bare table, without summary, formats or metadata.",
        "Memory is the peak of what Python and NumPy allocate during the call.",
    )
    return [Section("Computing", tuple(measures), notes)]


def _places(
    areas: AreaTable, _joint: JointPopulation, _first: float, scale: Scale
) -> Iterator[Measure]:
    say("  places")

    def ours() -> None:
        load_areas("village")
        load_areas("district")

    with tempfile.TemporaryDirectory() as place:
        folder = naive_ways.write_geojson(areas, Path(place))

        def naive() -> None:
            naive_ways.load_both_levels(folder)

        _, mine = timed(ours, scale.repeats)
        _, other = timed(naive, scale.repeats)
        yield Measure("load both levels", "ms", mine * 1e3, other * 1e3)
        yield Measure("load both levels: memory", "MB", peak_megabytes(ours), peak_megabytes(naive))
    size = (DATA / "areas.topojson").stat().st_size
    yield Measure("outlines on disk", "kB", size / 1e3, naive_ways.outlines_size(areas) / 1e3, 150)
    _, mine = timed(published_segmentation, scale.repeats)
    _, other = timed(lambda: segment(areas, DEFAULT_RECIPE), scale.repeats)
    yield Measure("published segmentation, or segment anew", "ms", mine * 1e3, other * 1e3)
    if scale.figures is not None:
        with tempfile.TemporaryDirectory() as place:
            _, seconds = timed(partial(build, scale.figures, Path(place)))
            yield Measure("build all tables and outlines", "s", seconds)


def _people(
    areas: AreaTable, joint: JointPopulation, first: float, scale: Scale
) -> Iterator[Measure]:
    say("  people")
    table = population_seed()
    margins = [(axis, joint.margins[axis]) for axis in range(table.ndim)]
    n = scale.naive_villages
    every = np.broadcast_to(table, (len(areas.table), *table.shape))
    _, one = timed(lambda: rake(table, [(a, t[0]) for a, t in margins]), scale.repeats)
    _, mine = timed(lambda: rake_areas(every, margins), scale.repeats)
    picked = np.flatnonzero(~joint.loosened.to_numpy())[:n]
    _, other = timed(
        lambda: [
            naive_ways.rake_in_loops(table, [(a, t[row]) for a, t in margins]) for row in picked
        ]
    )
    yield Measure("rake one village", "ms", one * 1e3, other / n * 1e3)
    yield Measure("rake all villages", "ms", mine * 1e3, other / n * len(every) * 1e3)
    yield Measure("joint population, first call", "ms", first * 1e3)
    yield from _counts(areas, joint, scale)


def _counts(areas: AreaTable, joint: JointPopulation, scale: Scale) -> Iterator[Measure]:
    audience = AudienceFilter(
        sexes=("female",),
        ages=("20_24", "25_29", "30_34", "35_39"),
        educations=("lower_secondary", "upper_secondary"),
        marital=("married",),
    )
    wanted = {
        dimension.name: [dimension.position(value) for value in values]
        for dimension, values in audience.conditions.items()
    }
    names = ["village", *(dimension.name for dimension in DIMENSIONS)]
    whole = integerise(joint.weights, seed=0)
    people, expanding = timed(lambda: naive_ways.persons(whole, names))

    def ours() -> pd.DataFrame:
        return count_people(areas, audience, joint)

    def naive() -> pd.Series:
        return naive_ways.count_persons(people, wanted, len(areas.table))

    counted, mine = timed(ours, 5 * scale.repeats)
    filtered, other = timed(naive, scale.repeats)
    if abs(counted["mid"].sum() - filtered.sum()) > 0.01 * filtered.sum():
        raise RuntimeError("Both ways to count must agree.")
    yield Measure("count an audience, all villages", "ms", mine * 1e3, other * 1e3, 50, 10)
    yield Measure("count an audience: memory", "MB", peak_megabytes(ours), peak_megabytes(naive))
    held = people.memory_usage(deep=True).sum() / MEGABYTE
    yield Measure("people held in memory", "MB", joint.weights.nbytes / MEGABYTE, held)
    yield Measure("count an audience: making the rows of persons", "ms", None, expanding * 1e3)


def _files(
    areas: AreaTable, _joint: JointPopulation, _first: float, scale: Scale
) -> Iterator[Measure]:
    say("  files")
    segmentation = published_segmentation()
    channels = [("WhatsApp", "Kader", "Periksa ke posyandu"), ("Radio", "Camat", "Dengarkan")]
    advice = dict.fromkeys(segmentation.codes, channels)
    translator = Translator("id")

    def build_list(districts: tuple[str, ...]) -> Any:
        return build_target_list(
            areas,
            segmentation,
            created=date(2025, 1, 1),
            advice=advice,
            districts=districts,
        )

    whole = build_list(())
    _, mine = timed(lambda: to_xlsx(whole, translator), scale.repeats)
    _, other = timed(lambda: naive_ways.to_excel(whole.table), scale.repeats)
    rows = f"target list as xlsx, {len(whole.table)} rows"
    yield Measure(rows, "ms", mine * 1e3, other * 1e3)
    codes = areas.table["district_code"].unique()
    parts, splitting = timed(lambda: [build_list((str(code),)) for code in codes])
    _, mine = timed(lambda: [to_xlsx(part, translator) for part in parts])
    _, other = timed(lambda: [naive_ways.to_excel(part.table) for part in parts])
    yield Measure("40 lists as xlsx, one a kecamatan", "s", mine + splitting, other + splitting)
