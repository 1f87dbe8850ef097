"""The decision log: why each column is in a recipe, and why each other one is not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from segments.typology.recipe import DEFAULT_RECIPE
from segments.typology.screening import DROP, MOST_ALIKE, correlations, screen_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.area_table import AreaTable
    from segments.typology.recipe import Recipe

REASONS = Path(__file__).parent / "decisions.csv"


@dataclass(frozen=True)
class Decision:
    """One column, kept or not, and why.

    Attributes
    ----------
    rule
        "written" (the reason is in `text`), "absent" (the table no longer has the column), a
        fault of the column ("too_many_missing", "constant", "near_constant"), "correlated" (with
        a kept column), "inherited" or "modelled" (their weight is capped), "unlike" (no kept
        column stands for it), or "unsaid": kept, and nobody wrote why.
    text
        Language -> reason, where one was written.
    partner, r
        The kept column that is most alike.
    """

    column: str
    kept: bool
    rule: str
    text: Mapping[str, str]
    partner: str = ""
    r: float = float("nan")


@cache
def shipped_reasons() -> Mapping[str, Mapping[str, str]]:
    """Read the reasons of the recipe that ships: column -> language -> reason."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MappingProxyType(
        {
            row["column"]: MappingProxyType({"id": row["reason_id"], "en": row["reason_en"]})
            for row in rows
        }
    )


def decision_log(
    areas: AreaTable,
    recipe: Recipe,
    candidates: Sequence[str],
    reasons: Mapping[str, str] | None = None,
) -> tuple[Decision, ...]:
    """Give the reason for every candidate column: the kept ones first, each in alphabetic order.

    A reason in `reasons` goes before everything. The reasons that ship hold for a column that the
    recipe treats as the shipped one does. The others follow from the figures.
    """
    written = reasons or {}
    everything = sorted({*candidates, *recipe.features})
    present = [name for name in everything if name in areas.table and name in areas.codebook]
    screen = screen_columns(areas, present, transform=recipe.transform)
    kept_in_table = [name for name in recipe.features if name in present]
    likeness = _likeness(areas, recipe, present, kept_in_table)
    found = []
    for name in everything:
        kept = name in recipe.features
        partner, r = likeness.get(name, ("", float("nan")))
        text = _written(name, kept, written)
        if name not in present:
            rule = "absent"
        elif text:
            rule = "written"
        elif kept:
            rule = "unsaid"
        else:
            rule = _figured(screen.columns.loc[name], r)
        found.append(Decision(name, kept, rule, text, partner, r))
    return tuple(sorted(found, key=lambda decision: (not decision.kept, decision.column)))


def _written(name: str, kept: bool, written: Mapping[str, str]) -> Mapping[str, str]:
    own = written.get(name, "").strip()
    if own:
        return {"id": own, "en": own}
    as_shipped = kept == (name in DEFAULT_RECIPE.features)
    return shipped_reasons().get(name, {}) if as_shipped else {}


def _figured(row: Mapping[str, object], r: float) -> str:
    faults = [code for code in DROP if code in row["advice"]]  # type: ignore[operator]
    if faults:
        return faults[0]
    if abs(r) > MOST_ALIKE:
        return "correlated"
    if row["modelled"]:
        return "modelled"
    return "inherited" if row["inherited"] else "unlike"


def _likeness(
    areas: AreaTable, recipe: Recipe, names: Sequence[str], kept: Sequence[str]
) -> dict[str, tuple[str, float]]:
    """Give each column the kept one that it resembles most, with r."""
    r = correlations(areas, names, transform=recipe.transform)
    found = {}
    for name in names:
        others = r.loc[name, [other for other in kept if other != name]].dropna()
        if len(others):
            partner = others.abs().idxmax()
            found[name] = (str(partner), float(others[partner]))
    return found
