"""Plan a campaign: what to do, how many people it reaches, and how it went.

The names below load when they are used: a page that only lists villages needs no solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.campaign.board import BOARD_STATES, build_board
    from segments.campaign.budget import Allocation, allocate, greedy_allocation
    from segments.campaign.learning import accept_updates, learnt_rates, propose_updates
    from segments.campaign.options import OptionsError
    from segments.campaign.pack_register import mark_sent, sent_days, unmark_sent
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
    from segments.campaign.return_register import (
        BrokenReturnError,
        TakenIn,
        stored_returns,
        take_in,
    )
    from segments.campaign.scoring import CampaignResult, Conclusion, Funnel, score_campaign
    from segments.campaign.shortfalls import InfeasibleAllocationError

_HOMES = {
    "board": ("BOARD_STATES", "build_board"),
    "budget": (
        "Allocation",
        "allocate",
        "greedy_allocation",
    ),
    "learning": ("accept_updates", "learnt_rates", "propose_updates"),
    "options": ("OptionsError",),
    "pack_register": ("mark_sent", "sent_days", "unmark_sent"),
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
    "return_register": ("BrokenReturnError", "TakenIn", "stored_returns", "take_in"),
    "scoring": ("CampaignResult", "Conclusion", "Funnel", "score_campaign"),
    "shortfalls": ("InfeasibleAllocationError",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Allocation",
    "BOARD_STATES",
    "BrokenReturnError",
    "CampaignResult",
    "ChannelLine",
    "Conclusion",
    "DISTRICT_MARK",
    "DifferenceEstimate",
    "Funnel",
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
    "TakenIn",
    "TargetList",
    "accept_updates",
    "allocate",
    "build_board",
    "build_return_order",
    "build_target_list",
    "difference_in_differences",
    "greedy_allocation",
    "learnt_rates",
    "mark_sent",
    "net_reach",
    "people_reached",
    "propose_updates",
    "read_return",
    "read_returns",
    "score_campaign",
    "sent_days",
    "stored_returns",
    "take_in",
    "unmark_sent",
    "update_rate",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
