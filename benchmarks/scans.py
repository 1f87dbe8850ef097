"""The search for the number of segments, beside plain loops, clustergram and geosnap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks import naive_ways
from benchmarks.calls import peak_megabytes, timed
from benchmarks.report import Measure, Section, load_note
from geodata import load_areas
from launch.console import ROOT, say
from segments.typology import DEFAULT_RECIPE, build_features, scan_k

KS = range(2, 13)
NAIVE_KS = (2, 7, 12)
RESTARTS = 100
BOOTSTRAPS = 100
# The scan clusters every resample this often; the naive loop is asked for no more.
STARTS = 5
LARGE = 83_000  # the size of all Indonesia, which the budget names
# At that size the others get this share of the starts, and are scaled up and said so.
LARGE_PART = 10
OTHERS = ("clustergram", "geosnap")


@dataclass(frozen=True)
class Scale:
    """How much is measured; what the naive way does less of is scaled up and said so."""

    repeats: int = 3
    naive_bootstraps: int = 4
    others: Path | None = None
    large: bool = True


QUICK = Scale(repeats=1, naive_bootstraps=2, large=False)


def measure(scale: Scale | None = None) -> list[Section]:
    """Measure the scan of the real villages, and of as many as all Indonesia has."""
    scale = scale or Scale()
    before = load_note()
    points = build_features(load_areas(), DEFAULT_RECIPE).values.to_numpy(float)
    measures = [*_villages(points, scale), *_beside_others(points, scale)]
    if scale.large:
        measures += _large(points, scale)
    notes = [
        f"Medians of {scale.repeats} calls; {before} at the start, {load_note()} at the end.",
        f"The naive scan is scikit-learn in plain loops for k = {', '.join(map(str, NAIVE_KS))} "
        f"with {scale.naive_bootstraps} bootstraps, scaled to {len(KS)} values of k and "
        f"{BOOTSTRAPS} bootstraps; {RESTARTS} starts for each k, {STARTS} for each resample on "
        "both sides.",
        "Beside clustergram and geosnap each scan is a process of its own: k 2 to 12, "
        f"{RESTARTS} starts, no bootstraps; memory is the peak of the whole process.",
    ]
    if scale.others is None:
        notes.append("Not beside clustergram and geosnap: --others names no Python that has them.")
    if scale.large:
        notes.append(
            f"{LARGE:,} places are real rows drawn anew, each moved by a tenth of the spread. "
            f"clustergram got a {LARGE_PART}th of the starts, scaled up. geosnap is not asked: its "
            "search computes the silhouette of every pair, 6.9 thousand million for each k."
        )
    return [Section("Scans of k", tuple(measures), tuple(notes))]


def _villages(points: np.ndarray, scale: Scale) -> Iterator[Measure]:
    say("  scan with bootstraps")
    frame = pd.DataFrame(points)

    def ours() -> pd.DataFrame:
        return scan_k(frame, KS, seed=0, restarts=RESTARTS, bootstraps=BOOTSTRAPS)

    def naive(bootstraps: int) -> list[dict[str, float]]:
        return naive_ways.scan(
            points, NAIVE_KS, restarts=RESTARTS, bootstraps=bootstraps, starts=STARTS
        )

    naive_ways.scan(points, (2,), restarts=1, bootstraps=1, starts=1)  # imports scikit-learn
    found, mine = timed(ours, scale.repeats)
    plain, without = timed(lambda: naive(0))
    _, with_some = timed(lambda: naive(scale.naive_bootstraps))
    per_bootstrap = max(0.0, with_some - without) / scale.naive_bootstraps
    other = (without + BOOTSTRAPS * per_bootstrap) * len(KS) / len(NAIVE_KS)
    for k, row in zip(NAIVE_KS, plain, strict=True):  # a faster scan must not be a worse one
        if found.loc[k, "inertia"] > row["inertia"] * 1.001:
            raise RuntimeError(f"The scan's best inertia at k = {k} is worse than scikit-learn's.")
    yield Measure("full k scan, 435 villages", "s", mine, other, 10, 3)
    yield Measure("full k scan: memory", "MB", peak_megabytes(ours), None)


def _beside_others(points: np.ndarray, scale: Scale) -> Iterator[Measure]:
    if scale.others is None:
        return
    ours = _in_process(sys.executable, "khalayak", points, RESTARTS, full=False)
    for tool in OTHERS:
        say(f"  beside {tool}")
        try:
            other = _in_process(str(scale.others), tool, points, RESTARTS, full=True)
        except subprocess.CalledProcessError as fault:
            warnings.warn(f"{tool} did not run: {fault.stderr[-300:]}", stacklevel=1)
            continue
        name = f"k scan without bootstraps, beside {tool}"
        yield Measure(name, "s", ours["seconds"], other["seconds"])
        yield Measure(f"{name}: memory", "MB", ours["megabytes"], other["megabytes"])
        yield Measure(f"{name}: imports", "s", ours["imports"], other["imports"])


def _large(points: np.ndarray, scale: Scale) -> Iterator[Measure]:
    say(f"  {LARGE:,} places")
    generator = np.random.default_rng(0)
    rows = points[generator.integers(0, len(points), LARGE)]
    rows = rows + generator.normal(0, 0.1 * points.std(axis=0), rows.shape)
    ours = _in_process(sys.executable, "khalayak", rows, RESTARTS, full=False)
    other: dict[str, Any] = {}
    if scale.others is not None:
        part = RESTARTS // LARGE_PART
        other = _in_process(str(scale.others), "clustergram", rows, part, full=False)
        for k, mine, theirs in zip(KS, ours["inertia"], other["inertia"], strict=True):
            if mine > theirs * 1.005:
                raise RuntimeError(f"At {LARGE:,} places and k = {k} the scan is the worse one.")
    what = f"k scan without bootstraps, {LARGE:,} places"
    scaled = other["seconds"] * LARGE_PART / 60 if other else None
    yield Measure(f"{what} (clustergram)", "min", ours["seconds"] / 60, scaled, 10, 2)
    yield Measure(f"{what}: memory", "MB", ours["megabytes"], other.get("megabytes"))


def _in_process(
    python: str, tool: str, points: np.ndarray, restarts: int, *, full: bool
) -> dict[str, Any]:
    """Run one scan in a process of its own and read what it measured."""
    script = Path(__file__).with_name("scan_work.py")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "points.npy")
        np.save(path, points)
        # The other tools find no part of this project on their path.
        home = {"PYTHONPATH": str(ROOT)} if tool == "khalayak" else {"PYTHONPATH": ""}
        ran = subprocess.run(
            [python, str(script), tool, str(path), str(restarts), "yes" if full else "no"],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **home},
        )
    return json.loads(ran.stdout.strip().splitlines()[-1])
