"""What will be measured, fixed before launch, and which villages are left out to compare with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from segments.campaign.return_fields import FIELD

if TYPE_CHECKING:
    from collections.abc import Sequence

STAGES = ("output", "outtake", "outcome")
FEWEST_HELD_OUT = 2
SHARE_HELD_OUT = 0.15
POWER, SIGNIFICANCE = 0.8, 0.05
Z_SUM = 1.959964 + 0.841621
"""Normal quantiles of 1 - SIGNIFICANCE / 2 and of POWER."""


@dataclass(frozen=True)
class Measure:
    """One measure: its stage, what it counts, from where to where, and its field.

    `field` is the name of the field of the return sheet that carries it (`RETURN_FIELDS`).
    """

    stage: str
    name: str
    field: str
    baseline: float | None = None
    target: float | None = None

    def __post_init__(self) -> None:
        if self.stage not in STAGES:
            raise ValueError(f"Unknown stage {self.stage!r}. Choose one of: {', '.join(STAGES)}.")
        if self.field not in FIELD:
            raise ValueError(f"No field {self.field!r} on the return sheet.")

    def to_body(self) -> dict[str, Any]:
        """Give plain JSON."""
        return dict(vars(self))

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Measure:
        """Read a body back."""
        return cls(
            str(body["stage"]),
            str(body["name"]),
            str(body["field"]),
            body.get("baseline"),
            body.get("target"),
        )


def choose_holdout(
    villages: pd.DataFrame, *, share: float = SHARE_HELD_OUT, seed: int = 0
) -> tuple[str, ...]:
    """Draw the villages that are left without the campaign, spread over segments and districts.

    Villages are ordered at random within their segment and district, and every n-th of that
    order is taken (systematic sampling of strata), so that each segment and part of the regency
    gives its share.

    Parameters
    ----------
    villages
        Indexed by village_code: segment, district_code.
    """
    if not 0 < share < 1:
        raise ValueError(f"The share is {share:g}. It must lie between 0 and 1.")
    wanted = max(round(len(villages) * share), FEWEST_HELD_OUT)
    if len(villages) < 2 * wanted:
        return ()
    ordered = villages.sort_index()
    generator = np.random.default_rng(seed)
    luck = pd.Series(generator.random(len(ordered)), index=ordered.index)
    order = ordered.assign(luck=luck).sort_values(["segment", "district_code", "luck"]).index
    step = len(order) / wanted
    first = generator.random() * step
    places = sorted({int(first + n * step) for n in range(wanted)})
    return tuple(sorted(str(order[place]) for place in places if place < len(order)))


def smallest_effect(n_treated: int, n_holdout: int, spread: float) -> float:
    """Smallest change a village that a comparison with the holdout could tell from chance.

    (z(1 - alpha / 2) + z(power)) x sd x sqrt(1 / n1 + 1 / n2) with alpha = 5 % and power = 80 %
    (Bloom 1995, Evaluation Review 19): sd is that of the change between villages.
    """
    if min(n_treated, n_holdout) < FEWEST_HELD_OUT:
        return math.inf
    return Z_SUM * spread * math.sqrt(1 / n_treated + 1 / n_holdout)


def default_measures(
    outcome: str, baseline: float | None, target: float | None, labels: Sequence[str]
) -> tuple[Measure, ...]:
    """Offer one measure a stage, ready to be changed; `labels` name activities, reach, recall."""
    activities, reach, recall = labels
    found = [
        Measure("output", activities, "activities"),
        Measure("output", reach, "reached"),
        Measure("outtake", recall, "recalled", None, 6.0),
    ]
    if outcome.strip():
        found.append(Measure("outcome", outcome.strip(), "after", baseline, target))
    return tuple(found)
