"""The integer program behind an allocation, solved by HiGHS to a proven bound."""

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, identity, vstack

from segments.campaign.bundles import Columns, FloatArray

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

# Up to this many columns go to HiGHS as they are; above, the hopeless ones are left out first.
MOST_COLUMNS = 12_000
LEAST_SECONDS = 0.5
OPTIMAL, CLOSE, STOPPED = "optimal", "near_optimal", "time_limit"
PROVEN = 1e-6
INFEASIBLE = 2  # status code of scipy.optimize.milp


@dataclass(frozen=True)
class Program:
    """Choose columns for the most value within a budget, with at least `needs` in each floor.

    `membership` has one row a floor and one column an area (net reach) or option (additive).
    """

    columns: Columns
    budget: float
    needs: FloatArray
    membership: FloatArray

    @property
    def owner(self) -> NDArray[np.int64]:
        """Which column of `membership` each column of the program belongs to."""
        blocks = self.columns.block
        return np.arange(len(blocks)) if (blocks < 0).any() else blocks


@dataclass(frozen=True)
class Solution:
    """How much of each column is taken, and a value that no allocation can exceed."""

    taken: NDArray[np.int64]
    bound: float
    status: str


def solve(program: Program, *, time_limit: float, target_gap: float = 0.0) -> Solution | None:
    """Best choice of columns, or None when none keeps to the budget and the floors.

    When there are many columns, the prices of the linear relaxation (Lagrange multipliers of
    budget and floors) tell how much a column loses against the best of its area. The program is
    solved without those that lose most; whichever of them could still belong to a better plan
    are then let in, so that nothing is lost but time.
    """
    deadline = time.monotonic() + time_limit
    columns = program.columns
    if len(columns.cost) <= MOST_COLUMNS or (columns.block < 0).any():
        everything = np.ones(len(columns.cost), dtype=bool)
        return _attempt(program, everything, deadline, target_gap)
    promising = promising_columns(program, seconds=time_limit / 2)
    least = _least_value(columns)
    if promising.bound < least - PROVEN * max(1.0, abs(least)):
        return None
    kept = promising.leading(MOST_COLUMNS)
    first = _attempt(program, kept, deadline, target_gap)
    value = float(columns.value @ first.taken) if first else -math.inf
    if first and _is_close(value, promising.bound_without(kept), max(target_gap, PROVEN)):
        return replace(first, bound=max(first.bound, promising.bound_without(kept)))
    # A plan with a column that loses more than this is worth less than the plan just found.
    kept = promising.loss <= promising.bound - value + PROVEN * max(1.0, abs(promising.bound))
    try:
        second = _attempt(program, kept, deadline, target_gap)
    except TimeoutError:
        if first is None:
            raise
        second = None
    found = second if second and columns.value @ second.taken > value else first
    if found is None:
        return None
    bound = max(second.bound, value) if second else promising.bound
    return Solution(found.taken, bound, second.status if second else STOPPED)


def _attempt(
    program: Program, kept: NDArray[np.bool_], deadline: float, target_gap: float
) -> Solution | None:
    """Solve with some columns; the bound holds for plans of these columns only."""
    answer = _run(program, kept, deadline - time.monotonic(), target_gap)
    if answer.x is None and answer.status == INFEASIBLE:
        return None
    if answer.x is None:
        raise TimeoutError("No allocation was found in the time given. Allow more time.")
    taken = np.zeros(len(kept), dtype=np.int64)
    taken[kept] = np.round(answer.x).astype(np.int64)
    value = float(program.columns.value @ taken)
    bound = max(-float(answer.mip_dual_bound), value) * (1 + program.columns.slack)
    if answer.status != 0:
        return Solution(taken, bound, STOPPED)
    return Solution(taken, bound, OPTIMAL if _is_close(value, bound, PROVEN) else CLOSE)


def _is_close(value: float, bound: float, gap: float) -> bool:
    return bound <= value + gap * max(abs(value), 1e-12)


@dataclass(frozen=True)
class Promising:
    """What each column loses against the best of its area, and the most any plan can be worth."""

    loss: FloatArray
    bound: float
    always: NDArray[np.bool_]

    def leading(self, most: int) -> NDArray[np.bool_]:
        """Mark about so many columns, those that lose least."""
        if len(self.loss) <= most:
            return np.ones(len(self.loss), dtype=bool)
        return (self.loss < np.partition(self.loss, most)[most]) | self.always

    def bound_without(self, kept: NDArray[np.bool_]) -> float:
        """Most that a plan with one of the other columns can be worth."""
        return self.bound - float(self.loss[~kept].min(initial=math.inf))


def promising_columns(program: Program, *, seconds: float) -> Promising:
    """Price the columns, to tell those that may be in a good plan from the others.

    Column generation: solve the relaxation on a few columns, price all of them, add the best of
    each area, repeat. For any prices the Lagrangian is a valid upper bound, so stopping early
    costs sharpness but not truth.
    """
    columns = program.columns
    started = time.monotonic()
    starts = np.flatnonzero(np.diff(columns.block, prepend=-1))
    active = np.zeros(len(columns.cost), dtype=bool)
    active[starts] = True
    active[np.append(starts[1:], len(active)) - 1] = True
    best_bound, best_loss = math.inf, np.zeros(len(active))
    fresh = starts
    while len(fresh) and time.monotonic() - started <= seconds:
        price, floor_prices = _relaxation_prices(program, active)
        worth = columns.value + columns.people * (floor_prices @ program.membership)[columns.block]
        score = worth - price * columns.cost
        highest = np.maximum.reduceat(score, starts)
        loss = highest[columns.block] - score
        bound = float(highest.sum() + price * program.budget - floor_prices @ program.needs)
        if bound < best_bound:
            best_bound, best_loss = bound, loss
        leading = np.flatnonzero(loss <= 0)
        fresh = leading[~active[leading]]
        active[fresh] = True
    cheapest = np.zeros(len(active), dtype=bool)
    cheapest[starts] = True
    return Promising(best_loss, best_bound, cheapest)


def restricted(program: Program, kept: NDArray[np.bool_]) -> Program:
    """Leave only some columns in a program."""
    whole = program.columns
    columns = replace(
        whole,
        cost=whole.cost[kept],
        people=whole.people[kept],
        value=whole.value[kept],
        block=whole.block[kept],
        lower=whole.lower[kept],
        upper=whole.upper[kept],
    )
    additive = (whole.block < 0).any()
    membership = program.membership[:, kept] if additive else program.membership
    return replace(program, columns=columns, membership=membership)


def _relaxation_prices(program: Program, active: NDArray[np.bool_]) -> tuple[float, FloatArray]:
    """Prices of budget and floors in the relaxation over the active columns.

    A floor may be missed at a penalty, so that the first few columns always have an answer.
    """
    from scipy.optimize import linprog  # slow to import, and only needed here

    floors = len(program.needs)
    part = restricted(program, active)
    rows, _, most = shared_rows(part)
    blocks = rows.shape[0] - 1
    people = floor_people(part)
    worth = np.abs(part.columns.value) / np.maximum(part.columns.people, 1.0)
    penalty = max(1.0, 1000.0 * float(worth.max(initial=0.0)))
    answer = linprog(
        np.concatenate([-part.columns.value, np.full(floors, penalty)]),
        A_ub=vstack(
            [
                hstack([rows[[blocks]], csr_array((1, floors))]),
                hstack([-people, -identity(floors)]),
            ]
        ),
        b_ub=np.concatenate([most[[blocks]], -program.needs]),
        A_eq=hstack([rows[:blocks], csr_array((blocks, floors))]),
        b_eq=np.ones(blocks),
        bounds=(0, None),
        method="highs",
    )
    if answer.status != 0:
        return 0.0, np.zeros(floors)
    marginals = -answer.ineqlin.marginals
    return float(marginals[0]) * _money_scale(part), np.maximum(marginals[1:], 0.0)


def _run(
    program: Program, kept: NDArray[np.bool_], seconds: float, target_gap: float
) -> "OptimizeResult":
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to import

    part = program if kept.all() else restricted(program, kept)
    rows, least, most = shared_rows(part)
    constraints = [LinearConstraint(rows, least, most)]
    if len(part.needs):
        constraints.append(LinearConstraint(floor_people(part), part.needs, np.inf))
    return milp(
        -part.columns.value,
        constraints=constraints,
        integrality=np.ones(len(part.columns.cost)),
        bounds=Bounds(part.columns.lower, part.columns.upper),
        options={"time_limit": max(seconds, LEAST_SECONDS), "mip_rel_gap": target_gap},
    )


def shared_rows(program: Program) -> tuple[csr_array, FloatArray, FloatArray]:
    """One row an area (exactly one combination), and the budget as the last row."""
    columns = program.columns
    n = len(columns.cost)
    scale = _money_scale(program)
    cost = csr_array((columns.cost * scale).reshape(1, n))
    limit = program.budget * scale
    if _whole(columns.cost):
        cost = csr_array(np.round(columns.cost * scale).reshape(1, n))
        limit = math.floor(limit + 1e-9)
    in_block = np.flatnonzero(columns.block >= 0)
    _, row = np.unique(columns.block[in_block], return_inverse=True)
    blocks = int(row.max(initial=-1)) + 1
    one_each = csr_array((np.ones(len(in_block)), (row, in_block)), shape=(blocks, n))
    least = np.append(np.ones(blocks), -np.inf)
    most = np.append(np.ones(blocks), limit)
    return csr_array(vstack([one_each, cost])), least, most


def _money_scale(program: Program) -> float:
    """Factor for money, so that a rounding tolerance of the solver is not worth a single unit.

    Whole amounts are divided by their common factor and stay whole; others are brought to a
    budget of 100,000.
    """
    cost = program.columns.cost
    if _whole(cost):
        return 1 / max(int(np.gcd.reduce(cost.astype(np.int64))), 1) if len(cost) else 1.0
    return 1e5 / program.budget


def _whole(cost: FloatArray) -> bool:
    return bool((cost % 1 == 0).all() and cost.max(initial=0) < 2**53)


def floor_people(program: Program) -> csr_array:
    """People that each column brings to each floor, one row a floor."""
    return csr_array(program.membership[:, program.owner] * program.columns.people)


def _least_value(columns: Columns) -> float:
    """Value that every plan has at least; a bound below it proves that there is no plan."""
    starts = np.flatnonzero(np.diff(columns.block, prepend=-1))
    return float(np.minimum.reduceat(columns.value, starts).sum())
