"""What came back, set against what the plan expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from segments.campaign.results import DifferenceEstimate, difference_in_differences
from segments.campaign.return_fields import ASKED, DONE, GUESSED, PARTLY

if TYPE_CHECKING:
    from segments.campaign.return_order import ReturnOrder
    from segments.campaign.return_reader import ReturnSheet

PLANNED_COLUMNS = ("place_code", "channel", "people", "low", "mid", "high")
ENOUGH_RETURNS = 0.5
MOSTLY = 0.5
CONFIDENCE = 0.90


class Conclusion(NamedTuple):
    """A sentence to be said: its code, and the numbers that stand in it."""

    code: str
    values: dict[str, float]


@dataclass(frozen=True)
class Funnel:
    """From output to outcome.

    `n_rows` activities were asked about, `n_reported` have an answer, `n_done` were carried out
    in full or in part. `reached_low` counts nobody twice (the largest channel of each place),
    `reached_high` adds the channels of a place up, at most to its people. `recall` is the share of
    those asked who recall the message, with its 90 % interval; missing where nobody was asked.
    """

    n_rows: int
    n_reported: int
    n_done: int
    activities: float
    reached_low: float
    reached_high: float
    n_asked: int
    recall: float
    recall_low: float
    recall_high: float
    n_outcomes: int
    before: float
    after: float


@dataclass(frozen=True)
class CampaignResult:
    """A campaign scored.

    Attributes
    ----------
    by_channel, by_segment, by_district
        Planned low, mid and high, and reported low and high, over the rows that were reported;
        n_rows, n_reported, share_done, and inside: whether the reported range meets the planned.
    calibration
        Share of the reported rows whose count lies in the plan's interval; missing without any.
    mean_error
        Mean absolute error of the planned reach, as a share of the reported; missing likewise.
    effect
        Change against the holdout; None without holdout villages that reported an outcome.
    """

    by_channel: pd.DataFrame
    by_segment: pd.DataFrame
    by_district: pd.DataFrame
    calibration: float
    mean_error: float
    n_compared: int
    guessed_share: float
    funnel: Funnel
    effect: DifferenceEstimate | None
    conclusions: tuple[Conclusion, ...]


def score_campaign(
    planned: pd.DataFrame, order: ReturnOrder, returns: Sequence[ReturnSheet]
) -> CampaignResult:
    """Score the returns of a campaign against its plan.

    Parameters
    ----------
    planned
        What the plan expects, one row a place and channel of `order`: `PLANNED_COLUMNS`; people
        of the place, and how many of them the channel meets (low, mid, high).
    """
    rows = reported_rows(planned, order, returns)
    activities = rows[rows["kind"] == "activity"]
    compared = activities[activities["reached"].notna() & activities["mid"].notna()]
    inside = (compared["reached"] >= np.floor(compared["low"])) & (
        compared["reached"] <= np.ceil(compared["high"])
    )
    gaps = (compared["mid"] - compared["reached"]).abs() / compared["reached"].clip(lower=1)
    guessed = compared["basis"].isna() | (compared["basis"] == GUESSED)
    effect = _effect(rows)
    funnel = _funnel(rows)
    calibration = float(inside.mean()) if len(compared) else float("nan")
    guessed_share = float(guessed.mean()) if len(compared) else float("nan")
    return CampaignResult(
        by_channel=_grouped(activities, "channel"),
        by_segment=_grouped(activities, "segment"),
        by_district=_grouped(activities, "district_code"),
        calibration=calibration,
        mean_error=float(gaps.mean()) if len(compared) else float("nan"),
        n_compared=len(compared),
        guessed_share=guessed_share,
        funnel=funnel,
        effect=effect,
        conclusions=tuple(_conclusions(funnel, calibration, guessed_share, effect, order)),
    )


def reported_rows(
    planned: pd.DataFrame, order: ReturnOrder, returns: Sequence[ReturnSheet]
) -> pd.DataFrame:
    """Put the rows of the order, what the plan expects and what was reported side by side."""
    keys = ["place_code", "channel"]
    rows = order.rows.merge(planned[list(PLANNED_COLUMNS)], on=keys, how="left")
    parts = [sheet.rows for sheet in returns if not sheet.rows.empty]
    if not parts:
        blank = dict.fromkeys(("status", "basis", "note"), None)
        empty = dict.fromkeys(("activities", "reached", "recalled", "before", "after"), np.nan)
        return rows.assign(**blank, **empty)
    reported = pd.concat(parts, ignore_index=True)
    rows = rows.merge(reported, on=[*keys, "kind"], how="left")
    for name in ("activities", "reached", "recalled", "before", "after"):
        rows[name] = rows[name].astype("Float64").to_numpy(float, na_value=np.nan)
    # "Not done, yet 120 people" says two things: until it is asked about, it counts as neither.
    unclear = (rows["status"] == "not_done") & (rows["reached"] > 0)
    rows.loc[unclear, ["status", "reached"]] = [None, np.nan]
    return rows


def _grouped(activities: pd.DataFrame, by: str) -> pd.DataFrame:
    """Compare group by group. Over several channels a place is a range: nobody counted twice."""
    found = []
    for name, group in activities.groupby(by, sort=True):
        reported = group[group["reached"].notna()]
        low, high = _people_range(reported, "reached")
        planned_low, _ = _people_range(reported, "low")
        _, planned_high = _people_range(reported, "high")
        middle_low, middle_high = _people_range(reported, "mid")
        has_plan = bool(len(reported)) and bool(reported["mid"].notna().all())
        found.append(
            {
                by: name,
                "n_rows": len(group),
                "n_reported": int(group["status"].notna().sum()),
                "share_done": float(group["status"].isin([DONE, PARTLY]).mean()),
                "planned_low": planned_low if has_plan else np.nan,
                "planned_mid": (middle_low + middle_high) / 2 if has_plan else np.nan,
                "planned_high": planned_high if has_plan else np.nan,
                "reported_low": low if len(reported) else np.nan,
                "reported_high": high if len(reported) else np.nan,
                "inside": bool(high >= planned_low and low <= planned_high) if has_plan else None,
            }
        )
    columns = [by, "n_rows", "n_reported", "share_done", "planned_low", "planned_mid"]
    columns += ["planned_high", "reported_low", "reported_high", "inside"]
    return pd.DataFrame(found, columns=columns).set_index(by)


def _people_range(rows: pd.DataFrame, column: str) -> tuple[float, float]:
    """Add places up: at least the largest channel of each, at most the sum and its people."""
    if rows.empty:
        return 0.0, 0.0
    places = rows.groupby("place_code")
    sums = places[column].sum()
    people = places["people"].max()
    return float(places[column].max().sum()), float(
        sums.where(people.isna(), sums.clip(upper=people)).sum()
    )


def _funnel(rows: pd.DataFrame) -> Funnel:
    activities = rows[rows["kind"] == "activity"]
    outcomes = rows[(rows["kind"] == "outcome") & ~rows["holdout"]]
    outcomes = outcomes[outcomes["before"].notna() & outcomes["after"].notna()]
    asked = activities["recalled"].notna()
    n_asked = int(asked.sum()) * ASKED
    recalled = float(activities["recalled"].sum())
    low, high = _share_interval(recalled, n_asked)
    reached_low, reached_high = _people_range(activities[activities["reached"].notna()], "reached")
    return Funnel(
        n_rows=len(activities),
        n_reported=int(activities["status"].notna().sum()),
        n_done=int(activities["status"].isin([DONE, PARTLY]).sum()),
        activities=float(activities["activities"].sum()),
        reached_low=reached_low,
        reached_high=reached_high,
        n_asked=n_asked,
        recall=recalled / n_asked if n_asked else float("nan"),
        recall_low=low,
        recall_high=high,
        n_outcomes=len(outcomes),
        before=float(outcomes["before"].sum()),
        after=float(outcomes["after"].sum()),
    )


def _share_interval(successes: float, trials: float) -> tuple[float, float]:
    """Interval of a share with 90 % (Jeffreys; Brown, Cai & DasGupta 2001, Stat. Sci. 16)."""
    if not trials:
        return float("nan"), float("nan")
    from scipy.stats import beta

    tail = (1 - CONFIDENCE) / 2
    low, high = beta.ppf([tail, 1 - tail], successes + 0.5, trials - successes + 0.5)
    return float(low), float(high)


def _effect(rows: pd.DataFrame) -> DifferenceEstimate | None:
    """Compare the change of the campaign's villages with that of the holdout, by village."""
    outcomes = rows[(rows["kind"] == "outcome") & rows["before"].notna() & rows["after"].notna()]
    sides = outcomes["holdout"].value_counts()
    if len(sides) < 2 or sides.min() < 2:
        return None
    values = np.concatenate([outcomes["before"], outcomes["after"]])
    treated = np.tile((~outcomes["holdout"]).astype(int), 2)
    period = np.repeat([0, 1], len(outcomes))
    clusters = np.tile(outcomes["place_code"].to_numpy(str), 2)
    return difference_in_differences(values, treated, period, clusters=clusters)


def _conclusions(
    funnel: Funnel,
    calibration: float,
    guessed_share: float,
    effect: DifferenceEstimate | None,
    order: ReturnOrder,
) -> list[Conclusion]:
    """Say what the returns allow to say, and no more."""
    found = []
    answered = funnel.n_reported / funnel.n_rows if funnel.n_rows else 0.0
    if answered < ENOUGH_RETURNS:
        found.append(Conclusion("too_few_returns", {"share": answered}))
    else:
        found.append(Conclusion("returns", {"share": answered}))
    if funnel.n_reported:
        found.append(Conclusion("done", {"share": funnel.n_done / funnel.n_reported}))
    if not np.isnan(calibration):
        code = "plan_held" if calibration >= 0.8 else "plan_off"
        found.append(Conclusion(code, {"share": calibration}))
        if guessed_share > MOSTLY:
            found.append(Conclusion("mostly_guessed", {"share": guessed_share}))
    if funnel.n_asked:
        interval = {"low": funnel.recall_low, "high": funnel.recall_high}
        found.append(Conclusion("recall", {"share": funnel.recall, **interval}))
    if effect is not None and np.isfinite([effect.low, effect.high]).all():
        seen = effect.low > 0 or effect.high < 0
        code = "effect_seen" if seen else "effect_not_seen"
        values = {"estimate": effect.estimate, "low": effect.low, "high": effect.high}
        found.append(Conclusion(code, values))
        if effect.few_clusters:
            found.append(Conclusion("few_villages", {"n": float(effect.n_clusters)}))
    elif order.outcome and funnel.n_outcomes:
        change = funnel.after - funnel.before
        found.append(Conclusion("before_after_only", {"change": change, "n": funnel.n_outcomes}))
    return found
