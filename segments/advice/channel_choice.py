"""Read a ranking of channels: why not this one, how firm is the order, which few to take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segments.advice.recommendation import Reason, Recommendation

if TYPE_CHECKING:
    from segments.advice.playbook import Playbook

IN_THE_WAY = (
    "needs_signal",
    "outside_area",
    "outside_coverage",
    "no_units",
    "low_reach",
    "missing_term",
)
LOSS_WORTH_TELLING = 0.01


@dataclass(frozen=True)
class RankStability:
    """How often a channel comes first, and among the first few, when the weights are drawn."""

    first: float
    top: float


def why_not(recommendations: Sequence[Recommendation], channel_id: str) -> tuple[Reason, ...]:
    """Answer "why not this channel": its rank, what is in the way, and where it loses points.

    `loses_on` compares the contribution of each term with that of the best channel.
    """
    ids = [found.id for found in recommendations]
    if channel_id not in ids:
        raise ValueError(f"Unknown channel {channel_id!r}. Choose one of: {', '.join(ids)}.")
    rank = ids.index(channel_id)
    best, found = recommendations[0], recommendations[rank]
    losses = sorted(
        ((best.term(t.name).contribution - t.contribution, t.name) for t in found.terms),
        reverse=True,
    )
    return (
        Reason("rank", found.id, rank + 1, len(recommendations)),
        *(reason for reason in found.reasons if reason.code in IN_THE_WAY),
        *(
            Reason("loses_on", name, loss)
            for loss, name in losses
            if loss > LOSS_WORTH_TELLING and found.term(name).value is not None
        ),
    )


def stands_out(
    recommendations: Sequence[Recommendation], baseline: Sequence[Recommendation]
) -> tuple[Reason, ...]:
    """Say which channels suit a segment better or worse than a baseline, the largest gap first.

    The ranking says what works here; this says what is special here. The baseline is most often
    the advice for the regency as a whole (see `regency_traits`). Differences under 0.01 are left
    out.
    """
    usual = {found.id: found.score for found in baseline}
    gaps = [(found.score - usual[found.id], found.id) for found in recommendations]
    return tuple(
        Reason("better_here" if gap > 0 else "worse_here", channel, gap)
        for gap, channel in sorted(gaps, key=lambda pair: -abs(pair[0]))
        if abs(gap) >= LOSS_WORTH_TELLING
    )


def rank_stability(
    recommendations: Sequence[Recommendation], *, top: int = 5, draws: int = 1000, seed: int = 0
) -> Mapping[str, RankStability]:
    """Draw the weights at random (uniform over all mixes) and see how the ranks hold.

    A flat Dirichlet distribution over the terms; missing terms are renormalised in each draw.
    """
    names = [term.name for term in recommendations[0].terms]
    values = np.array(
        [
            [np.nan if (v := found.term(name).value) is None else v for name in names]
            for found in recommendations
        ]
    )
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(names)), size=draws)
    known = ~np.isnan(values)
    scores = weights @ np.nan_to_num(values).T / np.maximum(weights @ known.T, 1e-12)
    ranks = (-scores).argsort(axis=1).argsort(axis=1)
    return {
        found.id: RankStability(
            float((ranks[:, position] == 0).mean()), float((ranks[:, position] < top).mean())
        )
        for position, found in enumerate(recommendations)
    }


def select_channels(
    recommendations: Sequence[Recommendation],
    playbook: Playbook,
    *,
    count: int = 5,
    per_type: int = 2,
) -> tuple[Recommendation, ...]:
    """Take the best channels as a mix: few of one type, and one at least for everybody.

    One of them needs no phone and is open to all. Channels of one type mostly meet the same
    people; a mix meets more. The order stays that of the ranking.
    """
    taken: list[Recommendation] = []
    types: Counter[str] = Counter()
    for found in recommendations:
        kind = playbook.channels[found.id].type
        if len(taken) < count and types[kind] < per_type:
            taken.append(found)
            types[kind] += 1
    for_everybody = [
        found
        for found in recommendations
        if playbook.channels[found.id].no_phone and playbook.channels[found.id].open_to_all
    ]
    if not set(taken) & set(for_everybody):
        taken = [*taken[: count - 1], *for_everybody[:1]]
    return tuple(taken)
