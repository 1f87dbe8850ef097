"""Plan a campaign: what to do, how many people it reaches, and how it went."""

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
from segments.campaign.shortfalls import InfeasibleAllocationError

__all__ = [
    "Allocation",
    "ChannelLine",
    "DifferenceEstimate",
    "InfeasibleAllocationError",
    "ListMetadata",
    "OptionsError",
    "RateUpdate",
    "ReachRange",
    "TargetList",
    "allocate",
    "build_target_list",
    "difference_in_differences",
    "greedy_allocation",
    "net_reach",
    "people_reached",
    "update_rate",
]
