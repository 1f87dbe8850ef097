"""One question of where money goes, as options to buy, and its answers step by step and exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from segments.campaign.budget import allocate, greedy_allocation
from segments.campaign.reach import ReachRange, people_reached
from segments.campaign.shortfalls import InfeasibleAllocationError

TARGET_GAP = 0.001


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
class SpendingProblem:
    """What can be bought, for whom, under which rules; `whole` channels are given each time."""

    table: pd.DataFrame
    whole_costs: dict[str, float]
    everyone: pd.Series
    places: pd.DataFrame
    rules: SpendingRules

    @property
    def whole_channels(self) -> tuple[str, ...]:
        """Channels that can only be bought for all their villages."""
        present = set(self.table["channel"])
        return tuple(channel for channel in self.whole_costs if channel in present)

    def whole_lines(self, bought: Sequence[str]) -> pd.DataFrame:
        """Give the lines of channels that are bought as a whole."""
        lines = self.table[self.table["channel"].isin(list(bought))]
        return lines.assign(people=lines["village_code"].map(self.everyone))

    def left_people(self, bought: Sequence[str], column: str = "mid") -> pd.Series:
        """People whom the channels paid as a whole do not meet."""
        lines = self.table[self.table["channel"].isin(list(bought))]
        missed = (1 - lines[column]).groupby(lines["village_code"]).prod()
        return self.everyone * missed.reindex(self.everyone.index).fillna(1.0)

    def options(self, bought: Sequence[str], column: str = "mid") -> pd.DataFrame:
        """Give what is left to buy by village, for the people whom nothing has met yet."""
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
        """Give the rupiah left for the villages."""
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
        """Buy exactly: the lines, the proven gap and the status of the search."""
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
        """Count the people whom lines meet, each once."""
        return reach_of(lines, self.everyone).mid

    def cost(self, lines: pd.DataFrame, bought: Sequence[str]) -> float:
        """Add up the rupiah of lines and of the channels bought as a whole."""
        own = lines[~lines["channel"].isin(list(self.whole_costs))]["cost"].sum()
        return float(own + sum(self.whole_costs[channel] for channel in bought))


def _missing(fault: InfeasibleAllocationError) -> dict[str, float]:
    table = fault.shortfalls
    return {str(row.floor): float(row.shortfall) for row in table.itertuples()}


def reach_of(lines: pd.DataFrame, people: pd.Series) -> ReachRange:
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
