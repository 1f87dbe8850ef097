"""Where the money of a brief goes: exact, explained by the greedy way, fair, and tried for luck."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.campaign.budget import allocate, greedy_allocation
from segments.campaign.reach import ReachRange, people_reached
from segments.campaign.shortfalls import InfeasibleAllocationError

if TYPE_CHECKING:
    from segments.campaign.channel_rates import MediaRates

MOST_WHOLE = 5
"""So many channels that are paid as a whole can be tried in all combinations."""
DRAWS = 20
STRONG = 0.8
TARGET_GAP = 0.001

Going = Callable[[float], bool]


class BudgetError(ValueError):
    """A budget that cannot be spent.

    `rule` is its code, `short` what is missing by name (people of a floor, rupiah of a channel)
    and `needed` a budget that would do; NaN where none is known.
    """

    def __init__(
        self, rule: str, short: dict[str, float] | None = None, *, needed: float = float("nan")
    ) -> None:
        self.rule = rule
        self.short = short or {}
        self.needed = needed
        super().__init__(rule)


class SolvingStoppedError(Exception):
    """Somebody stopped the search."""


@dataclass(frozen=True)
class SpendingRules:
    """What a plan must keep to.

    `floor` is the least share of the people of every kecamatan, `limited_floor` that of the
    villages with limited access; `obligatory` channels are bought in any case.
    """

    floor: float = 0.0
    limited_floor: float = 0.0
    obligatory: tuple[str, ...] = ()


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
    problem = _Problem(table, rates.whole_costs, people.astype(float), places, rules)
    _tell(going, 0.05)
    bought = _best_combination(problem, budget, going)
    _tell(going, 0.4)
    lines, gap, status = problem.solve(bought, budget, time_limit=time_limit, fair=True)
    _tell(going, 0.6)
    greedy = problem.people(problem.greedy(bought, budget))
    fairness = 0.0
    if rules.floor or rules.limited_floor:
        free, _gap, _status = problem.solve(bought, budget, time_limit=time_limit, fair=False)
        fairness = max(problem.people(free) - problem.people(lines), 0.0)
    firmness = _firmness(problem, bought, budget, draws, seed, going)
    return MediaPlan(
        lines=lines,
        reach=_reach(lines, people),
        cost=problem.cost(lines, bought),
        budget=float(budget),
        gap=gap,
        status=status,
        fairness_price=fairness,
        greedy_people=greedy,
        firmness=firmness,
    )


def _tell(going: Going, done: float) -> None:
    if not going(done):
        raise SolvingStoppedError


@dataclass(frozen=True)
class _Problem:
    table: pd.DataFrame
    whole_costs: dict[str, float]
    everyone: pd.Series
    places: pd.DataFrame
    rules: SpendingRules

    @property
    def whole_channels(self) -> tuple[str, ...]:
        present = set(self.table["channel"])
        return tuple(channel for channel in self.whole_costs if channel in present)

    def whole_lines(self, bought: Sequence[str]) -> pd.DataFrame:
        lines = self.table[self.table["channel"].isin(list(bought))]
        return lines.assign(people=lines["village_code"].map(self.everyone))

    def left_people(self, bought: Sequence[str], column: str = "mid") -> pd.Series:
        """People whom the channels paid as a whole do not meet."""
        lines = self.table[self.table["channel"].isin(list(bought))]
        missed = (1 - lines[column]).groupby(lines["village_code"]).prod()
        return self.everyone * missed.reindex(self.everyone.index).fillna(1.0)

    def options(self, bought: Sequence[str], column: str = "mid") -> pd.DataFrame:
        rows = self.table[~self.table["channel"].isin(list(self.whole_costs))]
        left = self.left_people(bought, column)
        rows = rows[rows[column] > 0]
        population = rows["village_code"].map(left)
        obligatory = rows["channel"].isin(self.rules.obligatory)
        options = pd.DataFrame(
            {
                "village_code": rows["village_code"],
                "channel": rows["channel"],
                "cost": rows["cost"],
                "rate": rows[column],
                "population": population,
                "group": rows["village_code"].map(self.places["district_code"]),
                "geographic_class": rows["village_code"].map(self.places["geographic_class"]),
                "min_units": obligatory.astype(int),
                "max_units": 1,
                "row": rows.index,
            }
        )
        return options.reset_index(drop=True)

    def floors(self, bought: Sequence[str]) -> dict[object, float]:
        """People that the villages still have to bring, beyond whom the whole channels meet."""
        met = self.everyone - self.left_people(bought)
        found: dict[object, float] = {}
        districts = self.places["district_code"].reindex(self.everyone.index)
        if self.rules.floor:
            wanted = self.rules.floor * self.everyone.groupby(districts).sum()
            missing = wanted - met.groupby(districts).sum()
            found |= {str(code): float(short) for code, short in missing.items() if short > 0}
        if self.rules.limited_floor:
            limited = self.places["geographic_class"].reindex(self.everyone.index)
            inside = limited == "akses_terbatas"
            wanted = self.rules.limited_floor * self.everyone[inside].sum() - met[inside].sum()
            if wanted > 0:
                found[("geographic_class", "akses_terbatas")] = float(wanted)
        return found

    def money(self, bought: Sequence[str], budget: float) -> float:
        return budget - sum(self.whole_costs[channel] for channel in bought)

    def greedy(self, bought: Sequence[str], budget: float, *, column: str = "mid") -> pd.DataFrame:
        """Buy step by step; the floors are left to the exact search."""
        options = self.options(bought, column)
        left = self.money(bought, budget)
        if options.empty or left <= 0:
            return self.whole_lines(bought)
        chosen = greedy_allocation(options, left).chosen
        return self._with_whole(chosen, bought)

    def solve(
        self, bought: Sequence[str], budget: float, *, time_limit: float, fair: bool
    ) -> tuple[pd.DataFrame, float, str]:
        options, left = self.options(bought), self.money(bought, budget)
        floors = self.floors(bought) if fair else {}
        if options.empty or left <= 0:
            if floors:
                raise BudgetError("floors", {str(key): short for key, short in floors.items()})
            return self.whole_lines(bought), 0.0, "optimal"
        groups = set(options["group"])
        unknown = [key for key in floors if isinstance(key, str) and key not in groups]
        if unknown:
            raise BudgetError("floors", {str(key): floors[key] for key in unknown})
        try:
            found = allocate(
                options, left, floors=floors, time_limit=time_limit, target_gap=TARGET_GAP
            )
        except InfeasibleAllocationError as fault:
            whole = budget - left
            raise BudgetError(
                "floors", _missing(fault), needed=fault.budget_needed + whole
            ) from fault
        return self._with_whole(found.chosen, bought), found.gap, found.status

    def _with_whole(self, chosen: pd.DataFrame, bought: Sequence[str]) -> pd.DataFrame:
        lines = self.table.loc[chosen["row"].to_list()]
        lines = lines.assign(people=lines["village_code"].map(self.everyone))
        return pd.concat([self.whole_lines(bought), lines], ignore_index=True)

    def people(self, lines: pd.DataFrame) -> float:
        return _reach(lines, self.everyone).mid

    def cost(self, lines: pd.DataFrame, bought: Sequence[str]) -> float:
        own = lines[~lines["channel"].isin(list(self.whole_costs))]["cost"].sum()
        return float(own + sum(self.whole_costs[channel] for channel in bought))


def _missing(fault: InfeasibleAllocationError) -> dict[str, float]:
    table = fault.shortfalls
    return {str(row.floor): float(row.shortfall) for row in table.itertuples()}


def _best_combination(problem: _Problem, budget: float, going: Going) -> tuple[str, ...]:
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


def _reach(lines: pd.DataFrame, people: pd.Series) -> ReachRange:
    """Count everyone once: bounds from the low and the high rates, the middle by Sainsbury."""
    if lines.empty:
        return ReachRange(0.0, 0.0, 0.0)
    ends = []
    for end in ("low", "mid", "high"):
        wide = lines.pivot_table(
            index="village_code", columns="channel", values=end, aggfunc="max", fill_value=0.0
        )
        ends.append(getattr(people_reached(wide, people), end))
    low, mid, high = ends
    return ReachRange(min(low, mid), mid, max(mid, high))


def reach_by(lines: pd.DataFrame, people: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """Reach by group of villages (segment or district): low, mid, high and all people."""
    rows = {}
    villages = lines["village_code"].map(groups)
    for name in sorted(set(groups.loc[people.index[people > 0]])):
        inside = lines[villages == name]
        everyone = people[groups.reindex(people.index) == name]
        found = _reach(inside, everyone)
        rows[name] = (found.low, found.mid, found.high, float(everyone.sum()))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "mid", "high", "people"])


def _firmness(
    problem: _Problem,
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
        drawn = _Problem(
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
