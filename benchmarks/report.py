"""What was measured: on the console, and in docs/performance.md."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from launch.console import ROOT, say

DOCUMENT = ROOT / "docs" / "performance.md"
HEADINGS = ("what", "Khalayak", "naive", "ratio", "must", "aim", "met")
HEAD = """# Performance

How fast Khalayak is, and what it costs, on a small office machine: {machine}.
`python3 run.py bench all --write` measures all of this anew and rewrites this page. Absolute
times depend on the machine and on what else it does; the ratio, naive by Khalayak, was measured
in the same run and says more. "Naive" is `benchmarks/naive_app.py`, the same map page as a
single Altair script with the outlines inside the chart, or the plain-loop way to compute the same
thing. *Must* and *aim* are the project's own budgets.
"""


@dataclass(frozen=True)
class Measure:
    """One figure beside its alternative and its budget; less is better, None is not measured."""

    what: str
    unit: str
    ours: float | None
    naive: float | None = None
    must: float | None = None
    aim: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the naive way needs of what ours needs."""
        return self.naive / self.ours if self.naive is not None and self.ours else None

    @property
    def met(self) -> str:
        """Say which budget is kept."""
        if self.ours is None or (self.must is None and self.aim is None):
            return ""
        if self.aim is not None and self.ours <= self.aim:
            return "aim"
        return "must" if self.must is not None and self.ours <= self.must else "missed"

    def cells(self) -> tuple[str, ...]:
        """Write the row of a table."""
        ratio = "" if self.ratio is None else f"{figure(self.ratio)}x"
        amounts = [self.ours, self.naive, None, self.must, self.aim]
        words = ["" if a is None else f"{figure(a)} {self.unit}".strip() for a in amounts]
        return (self.what, words[0], words[1], ratio, words[3], words[4], self.met)


@dataclass(frozen=True)
class Section:
    """The figures of one benchmark, with what a reader needs to know to trust them."""

    title: str
    measures: tuple[Measure, ...]
    notes: tuple[str, ...] = ()


def figure(amount: float) -> str:
    """Write a number with about three digits."""
    size = abs(amount)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.095 else 3
    text = f"{amount:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show(section: Section) -> None:
    """Print a section as an aligned table."""
    rows = [HEADINGS, *(measure.cells() for measure in section.measures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    say(f"\n{section.title}")
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        say("  ".join([first[0].ljust(first[1]), *(word.rjust(width) for word, width in others)]))
    for note in section.notes:
        say(f"  * {note}")


def write(sections: Iterable[Section], *, document: Path = DOCUMENT) -> None:
    """Put the sections into the document; those of benchmarks that did not run stay."""
    kept = _sections(document.read_text(encoding="utf-8")) if document.exists() else {}
    kept |= {section.title: _markdown(section) for section in sections}
    text = HEAD.format(machine=machine()) + "".join(f"\n{words}" for words in kept.values())
    document.write_text(text, encoding="utf-8")


def machine() -> str:
    """Describe the machine in general words."""
    return f"{os.cpu_count()} cores, no graphics card, software-rendered Chromium"


def load_note() -> str:
    """Say how busy the machine is besides the benchmark."""
    one, _, _ = os.getloadavg() if hasattr(os, "getloadavg") else (0.0, 0.0, 0.0)
    return f"load {one:.1f} on {os.cpu_count()} cores"


def _sections(text: str) -> dict[str, str]:
    parts = re.split(r"(?m)^(?=## )", text)[1:]
    return {part.splitlines()[0].removeprefix("## "): part.rstrip("\n") + "\n" for part in parts}


def _markdown(section: Section) -> str:
    lines = [f"## {section.title}", "", f"Measured {date.today().isoformat()}.", ""]
    lines += [_line(HEADINGS), _line(["---", *["---:"] * (len(HEADINGS) - 2), "---"])]
    lines += [_line(measure.cells()) for measure in section.measures]
    if section.notes:
        lines += ["", *(f"* {note}" for note in section.notes)]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
