"""Tell how far a long computation is."""

from __future__ import annotations

from collections.abc import Callable

# Is told the share that is done, 0 to 1, from time to time; what it raises ends the work.
Report = Callable[[float], None]


def silent(_done: float) -> None:
    """Tell nobody."""


def part_of(report: Report, start: float, end: float) -> Report:
    """Give the report of a step that takes the work from one share to another."""
    return lambda done: report(start + (end - start) * done)
