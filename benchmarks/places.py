"""Villages to click on: the same ones for both apps, in the same order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from geodata import load_areas

# The charts show the ten most populous anyway: a click on one of those would change nothing.
N_LEFT_OUT = 40


@dataclass(frozen=True)
class Village:
    """A village and its position in the table."""

    code: str
    name: str
    position: int


def villages_to_click(count: int, *, seed: int = 0) -> list[Village]:
    """Draw villages with a name of their own that are not at the top of the ranking.

    No two that follow each other are the same: a second click would drop the selection.
    """
    table = load_areas().table
    positions = dict(zip(table.index, range(len(table)), strict=True))
    ranked = table.sort_values("population", ascending=False).iloc[N_LEFT_OUT:]
    single = ranked[~ranked["name"].isin(table["name"][table["name"].duplicated()])]
    order = single.sample(frac=1, random_state=seed)["name"].items()
    drawn = itertools.islice(itertools.cycle(order), count)
    return [Village(str(code), name, positions[code]) for code, name in drawn]
