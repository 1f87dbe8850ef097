"""Measure speed and memory: ``python3 run.py bench [all|browser|load|compute|scans]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import report
from launch.console import say

SUITES = ("browser", "load", "compute", "scans")


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for, print it, and write it down if that is asked for too."""
    options = read_options(arguments)
    chosen = SUITES if options.suite == "all" else (options.suite,)
    say(f"{report.machine()}; {report.load_note()}")
    sections = []
    for suite in chosen:
        say(f"\nMeasuring: {suite}")
        found = run(suite, options)
        for section in found:
            report.show(section)
        sections += found
    if options.write:
        report.write(sections)
        say(f"\nWritten to {report.DOCUMENT.relative_to(report.ROOT)}")
    return 0


def run(suite: str, options: argparse.Namespace) -> list[report.Section]:
    """Run one suite; each is imported only when it is asked for."""
    if suite == "browser":
        from benchmarks import browser

        return browser.measure(quick=options.quick)
    if suite == "load":
        from benchmarks import load

        plan = load.QUICK if options.quick else load.Plan()
        if options.sessions or options.seconds:
            plan = load.Plan(
                sessions=tuple(options.sessions or plan.sessions),
                seconds=options.seconds or plan.seconds,
                idle_sessions=plan.idle_sessions,
                clicks_alone=plan.clicks_alone,
            )
        return load.measure(plan)
    if suite == "scans":
        from dataclasses import replace

        from benchmarks import scans

        scale = scans.QUICK if options.quick else scans.Scale()
        return scans.measure(replace(scale, others=options.others))
    from benchmarks import compute

    scale = compute.QUICK if options.quick else compute.Scale()
    return compute.measure(compute.with_options(scale, options.figures))


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python3 run.py bench", description=__doc__)
    parser.add_argument("suite", nargs="?", default="all", choices=("all", *SUITES))
    parser.add_argument("--quick", action="store_true", help="few repeats: is it still running?")
    parser.add_argument("--write", action="store_true", help="put the tables into the document")
    parser.add_argument("--sessions", type=int, nargs="+", help="users at once (load)")
    parser.add_argument("--seconds", type=float, help="how long they click (load)")
    parser.add_argument("--figures", type=Path, help="folder of raw figures to build (compute)")
    parser.add_argument("--others", type=Path, help="a Python with clustergram, geosnap (scans)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
