"""How many people of a segment a channel can meet, and at what cost for each."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from segments.advice.recommendation import Estimate, join_sources, weakest
from segments.advice.supply import INVENTORY, monthly_share, within_reach

if TYPE_CHECKING:
    from segments.advice.playbook import Channel, Playbook, Rate
    from segments.advice.recommendation import Evidence
    from segments.advice.supply import ChannelSupply
    from segments.advice.traits import SegmentTraits


def estimate_access(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> Estimate | None:
    """Share of residents who could get the channel at all: device, signal, or a unit nearby.

    Where the office's inventory has the channel: residents within its reach, times the access
    column (the device). Otherwise, in order of preference, a rate of the playbook, the access
    column of the table, or the share of residents in places that have at least one unit. Signal
    and the classes in which the channel works lower it.
    """
    rate, supply = channel.rates.get("access"), traits.supply.get(channel.id)
    if supply:
        access = within_reach(supply, channel)
        device = _of_column(channel.access_column, traits) if channel.access_column else None
        access = device.times(access) if device else access
    elif rate:
        access = _of_rate(rate)
    elif channel.access_column:
        access = _of_column(channel.access_column, traits)
    elif channel.capacity_columns:
        access = _of_presence(channel, traits)
    else:
        access = None
    if access is None:
        return None
    if channel.needs_signal:
        access = access.scaled(signal_factor(traits, playbook))
    if channel.works_in and not supply:
        access = access.scaled(share_in_classes(channel, traits))
    return access.capped(1.0)


def estimate_habit(channel: Channel, traits: SegmentTraits) -> Estimate | None:
    """Share of those with access who use the channel as a habit.

    A national rate follows the pattern of the segment where the playbook names a column for it:
    rate x (segment ratio / regency ratio).
    """
    rate = channel.rates.get("habit")
    if rate is None:
        return _of_column(channel.habit_column, traits) if channel.habit_column else None
    habit = _of_rate(rate)
    if rate.pattern_column:
        ratio = _pattern(rate, traits)
        if ratio is not None:
            habit = habit.scaled(ratio)
            source = join_sources(habit.source, f"column:{rate.pattern_column}")
            habit = Estimate(habit.low, habit.mid, habit.high, source, habit.evidence)
    return habit.capped(1.0)


def estimate_coverage(channel: Channel, traits: SegmentTraits) -> Estimate | None:
    """Share that the channel, as it is now, can serve in a month.

    With a capacity: units x contacts x uses a month / residents. Units that do not move are
    spread over all residents of the regency; units that move go where they are sent. The
    inventory's own capacity comes first, unless its units move.
    """
    supply = traits.supply.get(channel.id)
    if supply and not channel.units_move and (held := monthly_share(supply, channel)):
        return held
    rate = channel.rates.get("coverage")
    if rate:
        return _of_rate(rate)
    if not channel.has_capacity:
        return None
    units = _units_per_resident(channel, traits)
    if units is None or channel.contacts is None:
        return None
    low, mid, high = (
        units * (contacts or 0.0) * (channel.uses_per_month or 0.0)
        for contacts in (channel.contacts_low, channel.contacts, channel.contacts_high)
    )
    columns = " ".join(f"column:{name}" for name in channel.capacity_columns)
    source = join_sources(" ".join(channel.capacity_source), columns)
    return Estimate(low, mid, high, source, "assumed").capped(1.0)


def estimate_reach(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> Estimate | None:
    """Share of the segment that a month of the channel can meet; None where too little is known.

    A channel with a capacity meets at most that many people and at most those who have access
    and the habit. For the others reach is access x habit x coverage, where a missing access or
    habit (not both) leaves the other to speak.
    """
    coverage = estimate_coverage(channel, traits)
    parts = [
        part
        for part in (estimate_access(channel, traits, playbook), estimate_habit(channel, traits))
        if part is not None
    ]
    if coverage is None or (not parts and not channel.has_capacity):
        return None
    open_to = parts[0] if parts else None
    for part in parts[1:]:
        open_to = part.times(open_to) if open_to else part
    if channel.has_capacity:
        return coverage.capped(open_to) if open_to else coverage
    return coverage.times(open_to) if open_to else coverage


def open_share(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> Estimate | None:
    """Share of the segment that is open to a channel: access x habit; None where neither is known.

    What of them a plan meets depends on where and how often the channel is used.
    """
    access = estimate_access(channel, traits, playbook)
    habit = estimate_habit(channel, traits)
    if access is None or habit is None:
        return access or habit
    return access.times(habit)


def cost_per_person(channel: Channel, traits: SegmentTraits, playbook: Playbook) -> Estimate | None:
    """Rupiah for each person whom a month of the channel meets; infinite where it meets nobody.

    A cost of basis "run" is paid once for the regency, so it is shared by the people whom the
    channel would meet if all of the regency were like this segment.
    """
    supply = traits.supply.get(channel.id)
    if supply and (supply.use_cost or supply.month_cost):
        return _cost_of_supply(supply, channel, traits, playbook)
    cost = channel.cost
    if cost is None:
        return None
    source = " ".join(cost.source)
    low, mid, high = (amount * cost.units_per_month for amount in (cost.low, cost.value, cost.high))
    if cost.basis == "contact":
        people = cost.people_per_unit or 1.0
        return Estimate(low / people, mid / people, high / people, source, cost.evidence)
    return _shared((low, mid, high), source, cost.evidence, channel, traits, playbook)


def _cost_of_supply(
    supply: ChannelSupply, channel: Channel, traits: SegmentTraits, playbook: Playbook
) -> Estimate | None:
    """Give the cost of a person by the inventory: by use where it is paid so, else by month."""
    if supply.use_cost:
        low, mid, high = supply.use_cost
        return Estimate(low, mid, high, INVENTORY, "assumed")
    if not supply.month_cost:
        return None
    return _shared(supply.month_cost, INVENTORY, "assumed", channel, traits, playbook)


def _shared(
    ends: tuple[float, float, float],
    source: str,
    evidence: Evidence,
    channel: Channel,
    traits: SegmentTraits,
    playbook: Playbook,
) -> Estimate | None:
    """Share what is paid once among the people met if all of the regency were like this."""
    reach = estimate_reach(channel, traits, playbook)
    if reach is None:
        return None
    met = [traits.regency_population * share for share in (reach.high, reach.mid, reach.low)]
    low, mid, high = (
        rupiah / people if people > 0 else math.inf
        for rupiah, people in zip(ends, met, strict=True)
    )
    weaker = weakest(evidence, reach.evidence)
    return Estimate(low, mid, high, join_sources(source, reach.source), weaker)


def signal_factor(traits: SegmentTraits, playbook: Playbook) -> float:
    """Share of access that is left after weak and missing signal; 1 where nothing is recorded."""
    if not traits.signal_shares:
        return 1.0
    weak, none = (traits.signal_shares.get(name, 0.0) for name in ("lemah", "tidak_ada"))
    lost_weak = 1 - playbook.scales["weak_signal_factor"]
    lost_none = 1 - playbook.scales["no_signal_factor"]
    return 1 - weak * lost_weak - none * lost_none


def share_in_classes(channel: Channel, traits: SegmentTraits) -> float:
    """Share of residents in the geographic classes in which the channel works."""
    if not channel.works_in or not traits.class_shares:
        return 1.0
    return sum(traits.class_shares.get(name, 0.0) for name in channel.works_in)


def _of_rate(rate: Rate) -> Estimate:
    return Estimate(rate.low, rate.value, rate.high, " ".join(rate.source), rate.evidence)


def _of_column(name: str, traits: SegmentTraits) -> Estimate | None:
    if name not in traits.values:
        return None
    value = traits.values[name]
    return Estimate(
        traits.lows.get(name, value),
        value,
        traits.highs.get(name, value),
        f"column:{name}",
        traits.evidence.get(name, "assumed"),
    )


def _of_presence(channel: Channel, traits: SegmentTraits) -> Estimate | None:
    """Residents in places with at least one unit, of the most widespread kind of unit."""
    found = [name for name in channel.capacity_columns if name in traits.presence]
    if not found:
        return None
    best = max(found, key=lambda name: traits.presence[name])
    share = traits.presence[best]
    kinds: list[Evidence] = [traits.evidence.get(name, "assumed") for name in found]
    return Estimate(share, share, share, " ".join(f"column:{n}" for n in found), weakest(*kinds))


def _units_per_resident(channel: Channel, traits: SegmentTraits) -> float | None:
    if channel.capacity_units is not None:
        people = traits.population if channel.units_move else traits.regency_population
        return channel.capacity_units / people if people else None
    if not traits.population or any(c not in traits.values for c in channel.capacity_columns):
        return None
    return sum(traits.values[name] for name in channel.capacity_columns) / traits.population


def _pattern(rate: Rate, traits: SegmentTraits) -> float | None:
    names = (rate.pattern_column, rate.pattern_base)
    if any(name not in traits.values or not traits.bases.get(name) for name in names):
        return None
    if not traits.values[rate.pattern_base]:
        return None
    here = traits.values[rate.pattern_column] / traits.values[rate.pattern_base]
    everywhere = traits.bases[rate.pattern_column] / traits.bases[rate.pattern_base]
    return here / everywhere
