"""Rates that learn from returned campaigns, shown before and after, applied by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.campaign.results import update_rate
from segments.campaign.return_fields import COUNTED, PLATFORM
from segments.campaign.scoring import reported_rows

if TYPE_CHECKING:
    from segments.campaign.return_order import ReturnOrder
    from segments.campaign.return_reader import ReturnSheet
    from segments.store import Document, Store

KIND = "lesson"
PRIOR_SIZE = 20.0
"""What published rates weigh, in observations: a campaign of twenty villages counts as much."""
DECAY = 0.8
"""A year takes a fifth of the weight of what was learnt."""
LEAST_SPREAD = 0.05
"""Villages never agree better than this: the standard deviation of their rates."""
UPDATE_COLUMNS = (
    "segment",
    "channel",
    "n_places",
    "before",
    "before_size",
    "observed",
    "observed_size",
    "after",
    "after_low",
    "after_high",
    "after_size",
)


def propose_updates(
    planned: pd.DataFrame,
    order: ReturnOrder,
    returns: Sequence[ReturnSheet],
    *,
    prior_sizes: Mapping[tuple[str, str], float] | None = None,
) -> pd.DataFrame:
    """Set the rate of every channel and segment before the campaign beside the rate after.

    Only counts that were counted or read from a platform teach; estimates do not. The villages
    of a segment are the observations: with their rates' mean m and variance s2, n villages weigh
    as m (1 - m) n / s2 independent people would (the design effect that makes their mean as
    uncertain as it is), but never more than PRIOR_SIZE a village. The beta-binomial update then
    shrinks what few villages say towards what was expected (METHODS: `update_rate`).

    Parameters
    ----------
    planned
        As in `score_campaign`.
    prior_sizes
        (segment, channel) -> what the rate before rests on; `PRIOR_SIZE` where not given.

    Returns
    -------
    DataFrame
        `UPDATE_COLUMNS`, one row a segment and channel that something was learnt about.
    """
    rows = reported_rows(planned, order, returns)
    firm = rows[
        (rows["kind"] == "activity")
        & rows["basis"].isin([COUNTED, PLATFORM])
        & rows["reached"].notna()
        & (rows["people"] > 0)
        & rows["mid"].notna()
        & (rows["segment"] != "")
    ]
    found = []
    for (segment, channel), group in firm.groupby(["segment", "channel"], sort=True):
        rates = (group["reached"] / group["people"]).clip(0, 1)
        before = float(np.clip(group["mid"].sum() / group["people"].sum(), 0.001, 0.999))
        observed = float(np.average(rates, weights=group["people"]))
        size = _observations(rates.to_numpy(), observed)
        prior = (prior_sizes or {}).get((str(segment), str(channel)), PRIOR_SIZE)
        after = update_rate(before, prior, observed * size, size)
        found.append(
            (
                segment,
                channel,
                len(group),
                before,
                prior,
                observed,
                size,
                after.mean,
                after.low,
                after.high,
                after.size,
            )
        )
    return pd.DataFrame(found, columns=list(UPDATE_COLUMNS))


def _observations(rates: np.ndarray, mean: float) -> float:
    """How many independent people the villages weigh."""
    n = len(rates)
    spread = max(float(np.std(rates, ddof=1)) if n > 1 else 0.0, LEAST_SPREAD)
    inside = float(np.clip(mean, 0.01, 0.99))
    return float(min(inside * (1 - inside) * n / spread**2, PRIOR_SIZE * n))


def accept_updates(
    store: Store,
    updates: pd.DataFrame,
    *,
    plan_id: str,
    plan_name: str,
    learnt: date,
    notes: Sequence[str],
    actor: str,
) -> Document:
    """Keep what was learnt, because a person said so; plans and advice take it from here on.

    A plan teaches once: what is accepted again for it replaces what was accepted before.
    """
    from segments.store import MissingError

    body = {
        "plan_id": plan_id,
        "learnt": learnt.isoformat(),
        "rates": updates[["segment", "channel", "after", "after_size"]].to_numpy().tolist(),
        "notes": list(notes),
    }
    lesson_id = f"les-{plan_id}"[:16]
    try:
        there = store.get(lesson_id)
    except MissingError:
        return store.create(
            KIND, plan_name, body, actor=actor, state="accepted", id=lesson_id, note=plan_id
        )
    return store.save(there, actor=actor, body=body, state="accepted", deleted=False)


def learnt_rates(store: Store, *, today: date) -> dict[tuple[str, str], tuple[float, float]]:
    """Give the rates that were accepted: (segment, channel) -> mean, and what it weighs today.

    Several campaigns are averaged by weight; a year takes a fifth of it (`DECAY`).
    """
    weights: dict[tuple[str, str], float] = {}
    sums: dict[tuple[str, str], float] = {}
    for document in store.find(KIND, state="accepted"):
        years = max((today - date.fromisoformat(document.body["learnt"])).days, 0) / 365.25
        for segment, channel, mean, size in document.body["rates"]:
            weight = float(size) * DECAY**years
            key = (str(segment), str(channel))
            weights[key] = weights.get(key, 0.0) + weight
            sums[key] = sums.get(key, 0.0) + weight * float(mean)
    return {key: (sums[key] / weight, weight) for key, weight in weights.items() if weight > 0}
