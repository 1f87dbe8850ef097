"""Plan a campaign: what to do, how many people it reaches, and how it went.

The names below load when they are used: a page that only lists villages needs no solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.campaign.board import BOARD_STATES, build_board
    from segments.campaign.brief import (
        STAKEHOLDERS,
        TERMS,
        Brief,
        Check,
        Step,
        check_brief,
    )
    from segments.campaign.budget import Allocation, allocate, greedy_allocation
    from segments.campaign.campaign_plan import (
        MOVES,
        STATES,
        MoveError,
        Plan,
        PlanError,
        Variant,
        missing_parts,
        move_plan,
        plan_from_body,
        plan_to_body,
    )
    from segments.campaign.channel_rates import (
        MediaRates,
        media_rates,
    )
    from segments.campaign.frequency import LOYALTY, people_by_contacts
    from segments.campaign.learning import accept_updates, learnt_rates, propose_updates
    from segments.campaign.measures import (
        STAGES,
        Measure,
        choose_holdout,
        default_measures,
        smallest_effect,
    )
    from segments.campaign.media_plan import (
        STRONG,
        MediaPlan,
        SolvingStoppedError,
        plan_spending,
        reach_by,
    )
    from segments.campaign.options import OptionsError
    from segments.campaign.pack_register import mark_sent, sent_days, unmark_sent
    from segments.campaign.plan import ChannelLine, ListMetadata, TargetList, build_target_list
    from segments.campaign.plan_guards import check_plan
    from segments.campaign.plan_list import (
        channel_names,
        plan_target_list,
        planned_reach,
        without_holdout,
    )
    from segments.campaign.quadrants import QUADRANTS, action_quadrants
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
    from segments.campaign.spending_problem import BudgetError, SpendingRules

_HOMES = {
    "board": ("BOARD_STATES", "build_board"),
    "budget": (
        "Allocation",
        "allocate",
        "greedy_allocation",
    ),
    "frequency": ("LOYALTY", "people_by_contacts"),
    "learning": ("accept_updates", "learnt_rates", "propose_updates"),
    "options": ("OptionsError",),
    "pack_register": ("mark_sent", "sent_days", "unmark_sent"),
    "plan": (
        "ChannelLine",
        "ListMetadata",
        "TargetList",
        "build_target_list",
    ),
    "brief": (
        "STAKEHOLDERS",
        "TERMS",
        "Brief",
        "Check",
        "Step",
        "check_brief",
    ),
    "campaign_plan": (
        "MOVES",
        "STATES",
        "MoveError",
        "Plan",
        "PlanError",
        "Variant",
        "missing_parts",
        "move_plan",
        "plan_from_body",
        "plan_to_body",
    ),
    "measures": (
        "STAGES",
        "Measure",
        "choose_holdout",
        "default_measures",
        "smallest_effect",
    ),
    "media_plan": (
        "STRONG",
        "MediaPlan",
        "SolvingStoppedError",
        "plan_spending",
        "reach_by",
    ),
    "channel_rates": (
        "MediaRates",
        "media_rates",
    ),
    "plan_guards": ("check_plan",),
    "plan_list": (
        "channel_names",
        "plan_target_list",
        "planned_reach",
        "without_holdout",
    ),
    "quadrants": ("QUADRANTS", "action_quadrants"),
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
    "spending_problem": ("BudgetError", "SpendingRules"),
    "shortfalls": ("InfeasibleAllocationError",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Allocation",
    "BOARD_STATES",
    "Brief",
    "BrokenReturnError",
    "BudgetError",
    "CampaignResult",
    "ChannelLine",
    "Check",
    "Conclusion",
    "DISTRICT_MARK",
    "DifferenceEstimate",
    "Funnel",
    "InfeasibleAllocationError",
    "LOYALTY",
    "ListMetadata",
    "MOVES",
    "Measure",
    "MediaPlan",
    "MediaRates",
    "MoveError",
    "OptionsError",
    "PLAN_MARK",
    "Plan",
    "PlanError",
    "QUADRANTS",
    "RETURN_FIELDS",
    "RateUpdate",
    "ReachRange",
    "RefusedReturn",
    "ReturnBatch",
    "ReturnField",
    "ReturnOrder",
    "ReturnSheet",
    "STAGES",
    "STAKEHOLDERS",
    "STATES",
    "STRONG",
    "SolvingStoppedError",
    "SpendingRules",
    "Step",
    "TERMS",
    "TakenIn",
    "TargetList",
    "Variant",
    "accept_updates",
    "action_quadrants",
    "allocate",
    "build_board",
    "build_return_order",
    "build_target_list",
    "channel_names",
    "check_brief",
    "check_plan",
    "choose_holdout",
    "default_measures",
    "difference_in_differences",
    "greedy_allocation",
    "learnt_rates",
    "mark_sent",
    "media_rates",
    "missing_parts",
    "move_plan",
    "net_reach",
    "people_by_contacts",
    "people_reached",
    "plan_from_body",
    "plan_spending",
    "plan_target_list",
    "plan_to_body",
    "planned_reach",
    "propose_updates",
    "reach_by",
    "read_return",
    "read_returns",
    "score_campaign",
    "sent_days",
    "smallest_effect",
    "stored_returns",
    "take_in",
    "unmark_sent",
    "update_rate",
    "without_holdout",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
