"""Where the money meets the most people: exact allocation, and the greedy one as explanation."""

import math
import time
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.campaign.bundles import FloatArray, make_columns, net_people
from segments.campaign.greedy import buy_greedily, objective
from segments.campaign.options import Floor, Floors, MediaOptions, read_floors, read_options
from segments.campaign.program import OPTIMAL, STOPPED, Program, solve
from segments.campaign.shortfalls import InfeasibleAllocationError, explain_shortfalls

FLOOR_COLUMNS = ["floor", "wanted", "reached"]


@dataclass(frozen=True)
class Allocation:
    """Which options to buy, what they reach, and how close to the best possible that is.

    Attributes
    ----------
    table
        The options with three more columns: `units` bought, `spend`, and `marginal_people`, the
        people who would no longer be reached if this line were dropped. A greedy allocation also
        has `step`, the order of buying (0: not bought).
    objective
        People reached, times the weights.
    people
        People reached, each counted once where the population is known.
    cost
        Money spent.
    bound
        No allocation within the budget can have a higher objective.
    gap
        (bound - objective) / objective: 0 is proven best, 0.01 means at most 1 % is lost.
    status
        "optimal", "near_optimal" (proven to the gap shown), "time_limit" (the best found in the
        time given) or "greedy".
    floors
        One row a floor: people wanted and reached.
    """

    table: pd.DataFrame
    objective: float
    people: float
    cost: float
    bound: float
    gap: float
    status: str
    floors: pd.DataFrame

    @property
    def chosen(self) -> pd.DataFrame:
        """The options that are bought."""
        return self.table[self.table["units"] > 0]

    @property
    def units(self) -> pd.Series:
        """Units bought of every option."""
        return self.table["units"]


def allocate(
    options: pd.DataFrame,
    budget: float,
    *,
    floors: Floors | None = None,
    time_limit: float = 10,
    target_gap: float = 0.0,
) -> Allocation:
    """Buy the options that reach the most people within a budget, to a proven bound.

    Solved as an integer program by HiGHS (`scipy.optimize.milp`). When the options carry
    `population`, the channels of an area overlap as in Sainsbury, C = 1 - prod (1 - p), and every
    combination of channels that is not beaten in both cost and reach is weighed; without it, the
    reach of the options adds up.

    Parameters
    ----------
    options
        One row an option:

        ``cost``
            money for one unit (required);
        ``reach``
            people that one unit meets (required unless `rate` and `population` are given);
        ``area``
            where (`village_code` and `district_code` are understood too); people are counted
            once an area; without it every row stands alone;
        ``channel``
            free, kept for the reader, like any further column;
        ``rate``, ``population``
            share of the residents of the area that one unit meets, and those residents; with
            `population`, a missing `rate` is reach / population;
        ``min_units``, ``max_units``
            whole numbers, 0 and 1 unless given;
        ``group``
            a label that floors can name, such as the kecamatan;
        ``weight``
            what a person counts in the objective, 1 unless given.
    budget
        Money, above 0.
    floors
        Least people to reach: area, group or ``(column, value)`` -> people; a number under 1 is
        a share of the residents.
    time_limit
        Seconds, about; the best allocation found by then is given, with its gap.
    target_gap
        Stop as soon as the gap is proven to be this small.

    Raises
    ------
    InfeasibleAllocationError
        When the budget cannot meet the floors or the obligatory units: which, and by how much.
    OptionsError
        When options are not usable, with one row a fault.

    Examples
    --------
    >>> options = pd.DataFrame({
    ...     "area": ["x", "x", "y"], "channel": ["radio", "posyandu", "radio"],
    ...     "cost": [60, 40, 50], "reach": [300, 250, 200],
    ... })
    >>> allocate(options, 100).chosen["channel"].tolist()
    ['radio', 'posyandu']
    """
    started = time.monotonic()
    media = read_options(options)
    _check_budget(media, budget)
    wanted = read_floors(media, floors)
    if options.empty:
        return _allocation(media, np.zeros(0, dtype=np.int64), wanted, 0.0, OPTIMAL)
    program = _program(media, budget, wanted)
    try:
        left = time_limit - (time.monotonic() - started)
        solution = solve(program, time_limit=left, target_gap=target_gap)
    except TimeoutError:
        if wanted:
            raise
        purchase = buy_greedily(media, budget)
        return _allocation(media, purchase.units, wanted, purchase.bound, STOPPED)
    if solution is None:
        raise explain_shortfalls(media, program, wanted, seconds=time_limit)
    units = _units(media, program, solution.taken)
    return _allocation(media, units, wanted, solution.bound, solution.status)


def greedy_allocation(options: pd.DataFrame, budget: float) -> Allocation:
    """Buy one unit at a time, always the most new people per rupiah: easy to explain.

    The better of that and the best single unit reaches at least (1 - 1/e) / 2 of the best
    possible (Leskovec et al., 2007). `bound` is what the marginal reach of the unbought units
    still allows (reach is submodular). Floors are not considered: they void the guarantee.
    """
    media = read_options(options)
    _check_budget(media, budget)
    purchase = buy_greedily(media, budget)
    allocation = _allocation(media, purchase.units, (), purchase.bound, "greedy")
    return replace(allocation, table=allocation.table.assign(step=purchase.steps))


def _check_budget(media: MediaOptions, budget: float) -> None:
    if not (math.isfinite(budget) and budget > 0):
        raise ValueError(f"The budget is {budget:g}. It must be more than 0.")
    obligatory = float(media.cost @ media.min_units)
    if obligatory > budget * (1 + 1e-9):
        raise InfeasibleAllocationError(
            f"The obligatory units (min_units) cost {obligatory:,.0f}, more than the budget of "
            f"{budget:,.0f}.",
            budget_needed=obligatory,
        )


def _program(media: MediaOptions, budget: float, floors: tuple[Floor, ...]) -> Program:
    owners = len(media.populations) if media.net else len(media.cost)
    membership = np.zeros((len(floors), owners))
    for row, floor in enumerate(floors):
        membership[row, media.area[floor.members] if media.net else floor.members] = 1.0
    needs = np.array([floor.people for floor in floors])
    return Program(make_columns(media, budget), float(budget), needs, membership)


def _units(media: MediaOptions, program: Program, taken: NDArray[np.int64]) -> NDArray[np.int64]:
    if not media.net:
        return taken
    units = np.zeros(len(media.cost), dtype=np.int64)
    first = np.searchsorted(program.columns.block, np.arange(len(media.populations)))
    for column in np.flatnonzero(taken):
        area = program.columns.block[column]
        units[media.area == area] = program.columns.units[area][column - first[area]]
    return units


def _reached(media: MediaOptions, units: NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
    """People reached in each area, and people lost when an option is dropped."""
    if not media.net:
        by_option = media.reach * units
        by_area = np.bincount(media.area, by_option, minlength=len(media.populations))
        return by_area.astype(np.float64), by_option
    people = net_people(media, units)
    missed = (media.populations - people)[media.area]
    # Without the option, those whom only it met are missed too.
    others = np.ones(len(units))
    for option in np.flatnonzero(units):
        same = media.area == media.area[option]
        same[option] = False
        others[option] = np.prod((1 - media.rate[same]) ** units[same])
    lost = np.where(units > 0, media.populations[media.area] * others - missed, 0.0)
    return people, np.maximum(lost, 0.0)


def _allocation(
    media: MediaOptions,
    units: NDArray[np.int64],
    floors: tuple[Floor, ...],
    bound: float,
    status: str,
) -> Allocation:
    people, marginal = _reached(media, units)
    value = objective(media, units)
    bound = max(bound, value)
    spend = media.cost * units
    table = media.table.assign(units=units, spend=spend, marginal_people=marginal)
    rows = [(floor.name, floor.people, _floor_reached(media, units, floor)) for floor in floors]
    return Allocation(
        table=table,
        objective=value,
        people=float(people.sum()),
        cost=float(spend.sum()),
        bound=bound,
        gap=(bound - value) / value if value > 0 else (math.inf if bound > 0 else 0.0),
        status=status,
        floors=pd.DataFrame(rows, columns=FLOOR_COLUMNS),
    )


def _floor_reached(media: MediaOptions, units: NDArray[np.int64], floor: Floor) -> float:
    if media.net:
        return float(net_people(media, units)[np.unique(media.area[floor.members])].sum())
    return float((media.reach * units)[floor.members].sum())
