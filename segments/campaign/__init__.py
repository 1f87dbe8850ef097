"""Plan a campaign: what to do, how many people it reaches, and how it went.

The names below load when they are used: a page that only lists villages needs no solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.campaign.budget import Allocation, allocate, greedy_allocation
    from segments.campaign.options import OptionsError
    from segments.campaign.plan import ChannelLine, ListMetadata, TargetList, build_target_list
    from segments.campaign.reach import ReachRange, net_reach, people_reached
    from segments.campaign.results import (
        DifferenceEstimate,
        RateUpdate,
        difference_in_differences,
        update_rate,
    )
    from segments.campaign.return_fields import RETURN_FIELDS, ReturnField
    from segments.campaign.return_marks import DISTRICT_MARK, PLAN_MARK
    from segments.campaign.return_order import ReturnOrder, build_return_order
    from segments.campaign.return_reader import (
        RefusedReturn,
        ReturnBatch,
        ReturnSheet,
        read_return,
        read_returns,
    )
    from segments.campaign.shortfalls import InfeasibleAllocationError

_HOMES = {
    "budget": (
        "Allocation",
        "allocate",
        "greedy_allocation",
    ),
    "options": ("OptionsError",),
    "plan": (
        "ChannelLine",
        "ListMetadata",
        "TargetList",
        "build_target_list",
    ),
    "reach": (
        "ReachRange",
        "net_reach",
        "people_reached",
    ),
    "results": (
        "DifferenceEstimate",
        "RateUpdate",
        "difference_in_differences",
        "update_rate",
    ),
    "return_fields": (
        "RETURN_FIELDS",
        "ReturnField",
    ),
    "return_marks": ("DISTRICT_MARK", "PLAN_MARK"),
    "return_order": ("ReturnOrder", "build_return_order"),
    "return_reader": (
        "RefusedReturn",
        "ReturnBatch",
        "ReturnSheet",
        "read_return",
        "read_returns",
    ),
    "shortfalls": ("InfeasibleAllocationError",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Allocation",
    "ChannelLine",
    "DISTRICT_MARK",
    "DifferenceEstimate",
    "InfeasibleAllocationError",
    "ListMetadata",
    "OptionsError",
    "PLAN_MARK",
    "RETURN_FIELDS",
    "RateUpdate",
    "ReachRange",
    "RefusedReturn",
    "ReturnBatch",
    "ReturnField",
    "ReturnOrder",
    "ReturnSheet",
    "TargetList",
    "allocate",
    "build_return_order",
    "build_target_list",
    "difference_in_differences",
    "greedy_allocation",
    "net_reach",
    "people_reached",
    "read_return",
    "read_returns",
    "update_rate",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
