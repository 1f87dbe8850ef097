"""Which floors a budget cannot meet, by how much, and what meeting them would cost."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, identity

from segments.campaign.bundles import FloatArray, make_columns
from segments.campaign.options import Floor, MediaOptions
from segments.campaign.program import (
    LEAST_SECONDS,
    MOST_COLUMNS,
    Program,
    floor_people,
    promising_columns,
    restricted,
    shared_rows,
    solve,
)

# The explanation need not be proven as sharply as a plan.
CLOSE_ENOUGH = 0.01
SHORTFALL_COLUMNS = ["floor", "wanted", "reachable_alone", "reached_together", "shortfall"]


class InfeasibleAllocationError(ValueError):
    """The floors, or the obligatory units, cannot be met with this budget.

    `shortfalls` has one row a floor that fails: people wanted, people reachable if the whole
    budget went to this floor, people reached by the plan that comes closest to all floors
    together, and how far that is short. `budget_needed` is a budget that meets all floors, as
    low as could be found in the time given; NaN when no budget does.
    """

    def __init__(
        self, message: str, shortfalls: pd.DataFrame | None = None, *, budget_needed: float
    ) -> None:
        super().__init__(message)
        empty = pd.DataFrame(columns=SHORTFALL_COLUMNS)
        self.shortfalls = empty if shortfalls is None else shortfalls
        self.budget_needed = budget_needed


def explain_shortfalls(
    media: MediaOptions, program: Program, floors: tuple[Floor, ...], *, seconds: float
) -> InfeasibleAllocationError:
    """Find out which floors cannot be met, alone or beside the others, and what they cost."""
    together = _closest_plan(program, seconds / 4)
    short = [i for i, floor in enumerate(floors) if together[i] < floor.people * (1 - 1e-9)]
    rows = []
    for i in short:
        wanted, reached = floors[i].people, together[i]
        alone = _most_people(program, i, seconds / len(short))
        rows.append((floors[i].name, wanted, alone, reached, wanted - reached))
    shortfalls = pd.DataFrame(rows, columns=SHORTFALL_COLUMNS)
    needed = _budget_needed(media, program, seconds / 4)
    end = (
        "No budget meets all floors: the options do not reach enough people."
        if math.isnan(needed)
        else f"All floors can be met with {needed:,.0f}."
    )
    lines = [_line(row) for row in shortfalls.itertuples()]
    start = f"A budget of {program.budget:,.0f} does not meet the floors."
    message = "\n".join([start, *lines, end])
    return InfeasibleAllocationError(message, shortfalls, budget_needed=needed)


def _line(row: Any) -> str:
    if row.reachable_alone < row.wanted:
        return (
            f"{row.floor}: {row.wanted:,.0f} people wanted, but the whole budget reaches at most "
            f"{row.reachable_alone:,.0f} of them."
        )
    return (
        f"{row.floor}: {row.wanted:,.0f} people wanted; beside the other floors the closest plan "
        f"reaches {row.reached_together:,.0f}, {row.shortfall:,.0f} short."
    )


def _closest_plan(program: Program, seconds: float) -> FloatArray:
    """People reached in each floor by the plan that falls short least, relative to the needs."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to import

    if (program.columns.block >= 0).all():
        promising = promising_columns(program, seconds=seconds)
        program = restricted(program, promising.leading(MOST_COLUMNS))
    n, floors = len(program.columns.cost), len(program.needs)
    people = floor_people(program)
    rows, least, most = shared_rows(program)
    shortfall = csr_array((rows.shape[0], floors))
    answer = milp(
        np.concatenate([np.zeros(n), 1 / np.maximum(program.needs, 1.0)]),
        constraints=[
            LinearConstraint(hstack([rows, shortfall]), least, most),
            LinearConstraint(hstack([people, identity(floors)]), program.needs, np.inf),
        ],
        integrality=np.concatenate([np.ones(n), np.zeros(floors)]),
        bounds=Bounds(
            np.concatenate([program.columns.lower, np.zeros(floors)]),
            np.concatenate([program.columns.upper, np.full(floors, np.inf)]),
        ),
        options={"time_limit": max(seconds, LEAST_SECONDS), "mip_rel_gap": CLOSE_ENOUGH},
    )
    # Without time for more, what is obligatory is the closest plan that is known.
    taken = _needed(program) if answer.x is None else np.round(answer.x[:n])
    return people @ taken


def _most_people(program: Program, floor: int, seconds: float) -> float:
    """Most people of one floor that the whole budget can reach (an upper bound)."""
    concerned = program.membership[floor, program.owner] > 0
    part = restricted(program, concerned | _needed(program))
    people = floor_people(part)[[floor]].toarray()[0]
    alone = Program(
        replace(part.columns, value=people), program.budget, np.empty(0), part.membership[:0]
    )
    if _large(alone) and (alone.columns.block >= 0).all():
        return promising_columns(alone, seconds=seconds).bound
    solution = solve(alone, time_limit=seconds)
    return solution.bound if solution else 0.0


def _large(program: Program) -> bool:
    return len(program.columns.cost) > 2000


def _needed(program: Program) -> NDArray[np.bool_]:
    """Mark the columns no plan does without: the cheapest of each area, and the obligatory."""
    blocks = program.columns.block
    return (blocks >= 0) & (np.diff(blocks, prepend=-1) > 0) | (program.columns.lower > 0)


def _budget_needed(media: MediaOptions, program: Program, seconds: float) -> float:
    """Lowest budget that meets the floors, as far as there is time; NaN when none does."""
    everything = float(media.cost @ media.max_units)
    columns = make_columns(media, everything)
    cheapest = Program(
        replace(columns, value=-columns.cost), everything, program.needs, program.membership
    )
    if (_most_possible(cheapest) < program.needs * (1 - 1e-9)).any():
        return math.nan
    try:
        solution = solve(
            cheapest, time_limit=seconds, target_gap=CLOSE_ENOUGH if _large(cheapest) else 0.0
        )
    except TimeoutError:
        return everything
    return everything if solution is None else float(columns.cost @ solution.taken)


def _most_possible(program: Program) -> FloatArray:
    """People reached in each floor when everything is bought."""
    columns = program.columns
    most = columns.people * columns.upper
    if (columns.block >= 0).all():
        starts = np.flatnonzero(np.diff(columns.block, prepend=-1))
        most = np.maximum.reduceat(columns.people, starts)
    return program.membership @ most
