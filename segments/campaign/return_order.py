"""What every kecamatan is asked to report: one row a place and channel, one a place's outcome."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from segments.campaign.plan import TargetList

ORDER_COLUMNS = (
    "district_code",
    "district",
    "place_code",
    "place",
    "segment",
    "channel",
    "kind",
    "holdout",
)


@dataclass(frozen=True)
class ReturnOrder:
    """The question that the return sheets of one plan answer.

    Attributes
    ----------
    plan_id, plan_name, version
        The plan, and the segmentation that it cites.
    answer_by
        The day after which a return is late.
    outcome
        What the outcome rows count, in words; "" where the plan measures no outcome.
    rows
        One row to fill in: `ORDER_COLUMNS`. `place_code` is that of a village, or of the kecamatan
        where the plan names no villages; `kind` is "activity" or "outcome"; `holdout` marks the
        villages that are left without the campaign, for comparison.
    """

    plan_id: str
    plan_name: str
    version: str
    answer_by: date
    outcome: str
    rows: pd.DataFrame

    @property
    def districts(self) -> dict[str, str]:
        """Code and name of every kecamatan that reports."""
        pairs = self.rows.drop_duplicates("district_code")
        return dict(zip(pairs["district_code"], pairs["district"], strict=True))

    def of_district(self, district: str) -> pd.DataFrame:
        """Give the rows that one kecamatan fills in."""
        return self.rows[self.rows["district_code"] == district].reset_index(drop=True)


def build_return_order(
    target_list: TargetList,
    *,
    plan_id: str,
    plan_name: str,
    answer_by: date,
    outcome: str = "",
    holdout: Collection[str] = (),
    with_villages: bool = True,
) -> ReturnOrder:
    """List the rows that each kecamatan fills in for a target list.

    Holdout villages have no activities, and an outcome row only where an outcome is measured:
    they are what the others are compared with.
    """
    listed = target_list.table.rename(columns={"village_code": "place_code", "village": "place"})
    listed = listed.assign(holdout=listed["place_code"].isin(list(holdout)))
    places = listed.drop_duplicates("place_code")
    if with_villages:
        activities = listed[~listed["holdout"] & (listed["channel"] != "")]
    else:
        activities = listed[~listed["holdout"] & (listed["channel"] != "")].assign(
            place_code=lambda rows: rows["district_code"],
            place=lambda rows: rows["district"],
            segment="",
        )
    activities = activities.drop_duplicates(["place_code", "channel"]).assign(kind="activity")
    parts = [activities]
    if outcome:
        parts.append(places.assign(kind="outcome", channel=""))
    rows = pd.concat(parts)[list(ORDER_COLUMNS)]
    # Activities first, then outcomes; a stable sort keeps the channels in the order of advice.
    order = rows["kind"].map({"activity": 0, "outcome": 1})
    rows = rows.assign(order=order).sort_values(
        ["district_code", "order", "place_code"], kind="stable", ignore_index=True
    )
    return ReturnOrder(
        plan_id,
        plan_name,
        target_list.metadata.version,
        answer_by,
        outcome,
        rows.drop(columns="order"),
    )
