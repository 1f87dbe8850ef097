"""Where the money of a brief goes: exact, explained by the greedy way, fair, and tried for luck."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.campaign.spending_problem import (
    BudgetError,
    SpendingProblem,
    SpendingRules,
    reach_of,
)

if TYPE_CHECKING:
    from segments.campaign.channel_rates import MediaRates
    from segments.campaign.reach import ReachRange

MOST_WHOLE = 5
"""So many channels that are paid as a whole can be tried in all combinations."""
DRAWS = 20
STRONG = 0.8
CURVE = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)

Going = Callable[[float], bool]


class SolvingStoppedError(Exception):
    """Somebody stopped the search."""


@dataclass(frozen=True)
class MediaPlan:
    """A budget allocated.

    Attributes
    ----------
    lines
        One row a channel and village that is bought: channel, village_code, cost, low, mid, high
        (rates) and people (those of the audience who live there).
    reach
        People met by at least one channel, each counted once.
    cost
        Rupiah, the whole price of channels that are paid as a whole.
    gap
        How much better any other choice of villages could be at most, given the channels that are
        paid as a whole: 0.01 is 1 %.
    fairness_price
        People fewer than without the floors.
    greedy_people
        People whom the step-by-step way would meet with the same money.
    firmness
        (channel, district) -> share of draws of the rates in which it is in the plan.
    curve
        (rupiah, people met step by step) for shares of the budget (`CURVE`): how returns diminish.
    """

    lines: pd.DataFrame
    reach: ReachRange
    cost: float
    budget: float
    gap: float
    status: str
    fairness_price: float
    greedy_people: float
    firmness: dict[tuple[str, str], float] = field(default_factory=dict)
    curve: tuple[tuple[float, float], ...] = ()


def plan_spending(
    rates: MediaRates,
    people: pd.Series,
    places: pd.DataFrame,
    budget: float,
    *,
    rules: SpendingRules | None = None,
    time_limit: float = 10.0,
    draws: int = DRAWS,
    seed: int = 0,
    going: Going = lambda _done: True,
) -> MediaPlan:
    """Buy the channels and villages that meet the most people within a budget.

    Channels that are paid as a whole, such as radio, are tried in all combinations; given each,
    the villages of the others are bought for the people who are not met yet. The best
    combination (by the greedy way) is then solved exactly to a proven gap (`allocate`).

    Parameters
    ----------
    people
        Those of the audience in every village.
    places
        Indexed by village_code: district_code and geographic_class.
    going
        Called with the share that is done; when it gives False the search stops.

    Raises
    ------
    BudgetError
        "no_budget", "nothing_to_buy", "obligatory_too_dear", or "floors" with the people that
        each floor lacks.
    SolvingStoppedError
        When `going` said so.
    """
    rules = rules or SpendingRules()
    if not budget > 0:
        raise BudgetError("no_budget")
    table = rates.table[rates.table["village_code"].isin(people.index[people > 0])]
    if table.empty or not (table["mid"] > 0).any():
        raise BudgetError("nothing_to_buy")
    problem = SpendingProblem(table, rates.whole_costs, people.astype(float), places, rules)
    _tell(going, 0.05)
    bought = _best_combination(problem, budget, going)
    _tell(going, 0.4)
    lines, gap, status = problem.solve(bought, budget, time_limit=time_limit, fair=True)
    _tell(going, 0.6)
    stepwise = problem.greedy(bought, budget)
    greedy, fairness = problem.people(stepwise), 0.0
    if rules.floor or rules.limited_floor:
        free, _gap, _status = problem.solve(bought, budget, time_limit=time_limit, fair=False)
        fairness = max(problem.people(free) - problem.people(lines), 0.0)
    elif greedy > problem.people(lines):
        # The search stops at TARGET_GAP: what was found step by step may lie above it.
        lines = stepwise
    firmness = _firmness(problem, bought, budget, draws, seed, going)
    return MediaPlan(
        lines=lines,
        reach=reach_of(lines, people),
        cost=problem.cost(lines, bought),
        budget=float(budget),
        gap=gap,
        status=status,
        fairness_price=fairness,
        greedy_people=greedy,
        firmness=firmness,
        curve=_curve(problem, bought, budget, going),
    )


def _tell(going: Going, done: float) -> None:
    if not going(done):
        raise SolvingStoppedError


def _best_combination(problem: SpendingProblem, budget: float, going: Going) -> tuple[str, ...]:
    """Try which channels paid as a whole are worth their price."""
    must = tuple(c for c in problem.whole_channels if c in problem.rules.obligatory)
    if problem.money(must, budget) < 0:
        raise BudgetError(
            "obligatory_too_dear", {channel: problem.whole_costs[channel] for channel in must}
        )
    free = [c for c in problem.whole_channels if c not in must]
    # With very many, the dearest are left out: they could not be tried in all combinations.
    free = sorted(free, key=problem.whole_costs.__getitem__)[:MOST_WHOLE]
    best, most = must, -1.0
    tries = [
        (*must, *some)
        for n in range(len(free) + 1)
        for some in itertools.combinations(free, n)
        if problem.money((*must, *some), budget) >= 0
    ]
    for number, bought in enumerate(tries):
        _tell(going, 0.05 + 0.35 * number / len(tries))
        people = problem.people(problem.greedy(bought, budget))
        if people > most + 0.5:
            best, most = bought, people
    return best


def _curve(
    problem: SpendingProblem, bought: Sequence[str], budget: float, going: Going
) -> tuple[tuple[float, float], ...]:
    """Buy step by step with less and with more money; dear channels only where they fit."""
    points = []
    for share in CURVE:
        _tell(going, 1.0)
        money = share * budget
        affordable: list[str] = []
        for channel in sorted(bought, key=problem.whole_costs.__getitem__):
            if problem.money((*affordable, channel), money) >= 0:
                affordable.append(channel)
        points.append((money, problem.people(problem.greedy(affordable, money))))
    return tuple(points)


def reach_by(lines: pd.DataFrame, people: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """Reach by group of villages (segment or district): low, mid, high and all people."""
    rows = {}
    villages = lines["village_code"].map(groups)
    for name in sorted(set(groups.loc[people.index[people > 0]])):
        inside = lines[villages == name]
        everyone = people[groups.reindex(people.index) == name]
        found = reach_of(inside, everyone)
        rows[name] = (found.low, found.mid, found.high, float(everyone.sum()))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "mid", "high", "people"])


def _firmness(
    problem: SpendingProblem,
    bought: Sequence[str],
    budget: float,
    draws: int,
    seed: int,
    going: Going,
) -> dict[tuple[str, str], float]:
    """Buy anew under rates drawn from their ranges, and count what is bought again.

    All villages of a channel share one draw (a triangular one between low and high), because
    they rest on the same published rate.
    """
    if not draws:
        return {}
    generator = np.random.default_rng([seed, draws])
    counts: dict[tuple[str, str], int] = {}
    channels = sorted(set(problem.table["channel"]))
    for number in range(draws):
        _tell(going, 0.7 + 0.3 * number / draws)
        luck = dict(zip(channels, generator.triangular(-1, 0, 1, len(channels)), strict=True))
        shift = problem.table["channel"].map(luck)
        up = (problem.table["high"] - problem.table["mid"]) * shift.clip(lower=0)
        down = (problem.table["mid"] - problem.table["low"]) * shift.clip(upper=0)
        drawn = SpendingProblem(
            problem.table.assign(drawn=problem.table["mid"] + up + down),
            problem.whole_costs,
            problem.everyone,
            problem.places,
            problem.rules,
        )
        lines = drawn.greedy(bought, budget, column="drawn")
        districts = lines["village_code"].map(problem.places["district_code"])
        for key in set(zip(lines["channel"], districts, strict=True)):
            counts[key] = counts.get(key, 0) + 1
    return {key: count / draws for key, count in counts.items()}
