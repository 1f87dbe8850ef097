"""A campaign from brief to approval: one document, frozen when it is approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from segments.advice import MessageSet
from segments.campaign.brief import Brief
from segments.campaign.measures import Measure
from segments.campaign.media_plan import MediaPlan
from segments.campaign.reach import ReachRange
from segments.campaign.spending_problem import SpendingRules

if TYPE_CHECKING:
    from segments.store import Document, Store

KIND = "plan"
DRAFT, CHECKED, APPROVED, SENT, CLOSED = "draft", "checked", "approved", "sent", "closed"
STATES = (DRAFT, CHECKED, APPROVED, SENT, CLOSED)
MOVES: Mapping[str, tuple[str, ...]] = {
    DRAFT: (CHECKED,),
    CHECKED: (APPROVED, DRAFT),
    APPROVED: (SENT,),
    SENT: (CLOSED,),
    CLOSED: (),
}
LINE_COLUMNS = ("channel", "village_code", "cost", "low", "mid", "high", "people")


class PlanError(ValueError):
    """A stored plan has another shape than it should."""


class MoveError(ValueError):
    """A plan that may not move on; `rule` is the reason as a code."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


@dataclass(frozen=True)
class Variant:
    """One way to spend: its name ("A", "B", "C"), its settings and what came out.

    `lines` has one row a channel and village: `LINE_COLUMNS`. `curve` has pairs of a budget and
    the people whom it would meet.
    """

    name: str
    budget: float
    channels: tuple[str, ...]
    rules: SpendingRules
    months: int
    lines: pd.DataFrame
    reach: ReachRange
    cost: float
    gap: float
    status: str
    fairness_price: float
    greedy_people: float
    firmness: Mapping[str, float] = field(default_factory=dict)
    curve: tuple[tuple[float, float], ...] = ()

    @classmethod
    def of(cls, name: str, found: MediaPlan, channels: tuple[str, ...], months: int,
           rules: SpendingRules) -> Variant:  # fmt: skip
        """Keep what a search found."""
        return cls(
            name,
            found.budget,
            channels,
            rules,
            months,
            found.lines[list(LINE_COLUMNS)],
            found.reach,
            found.cost,
            found.gap,
            found.status,
            found.fairness_price,
            found.greedy_people,
            {f"{channel}|{district}": share for (channel, district), share in
             found.firmness.items()},
            found.curve,
        )  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A campaign: the question, for whom, with which words, how, and what will be measured.

    Attributes
    ----------
    version, edition
        The segmentation (content hash) and the data that the numbers rest on.
    segments, districts
        Whom it is for: letters and district codes; empty means all.
    audience
        A saved audience, cited with its revision (`segments.audience.cite`), so that a later
        change to it changes no plan; "" for all residents of those places.
    variants
        Ways to spend, side by side; `chosen` names the one that is carried out.
    holdout
        Villages that are left without the campaign, to compare with.
    with_villages
        Whether the packs name the villages.
    answer_by
        The day by which the kecamatan report.
    """

    brief: Brief = field(default_factory=Brief)
    version: str = ""
    edition: str = ""
    segments: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    audience: str = ""
    messages: MessageSet = field(default_factory=lambda: MessageSet(""))
    variants: tuple[Variant, ...] = ()
    chosen: str = ""
    measures: tuple[Measure, ...] = ()
    holdout: tuple[str, ...] = ()
    holdout_seed: int = 0
    with_villages: bool = True
    answer_by: date | None = None
    election: bool = False

    @property
    def variant(self) -> Variant | None:
        """The way to spend that is carried out."""
        return next((one for one in self.variants if one.name == self.chosen), None)

    def with_variant(self, variant: Variant) -> Plan:
        """Put a variant in place of the one of its name; the first one is chosen."""
        others = tuple(one for one in self.variants if one.name != variant.name)
        found = tuple(sorted((*others, variant), key=lambda one: one.name))
        return replace(self, variants=found, chosen=self.chosen or variant.name)


def missing_parts(plan: Plan, *, today: date, people: pd.Series | None = None) -> tuple[str, ...]:
    """List what keeps a plan from being checked, as codes: what it lacks and what it oversteps."""
    from segments.campaign.brief import check_brief
    from segments.campaign.plan_guards import check_plan

    found = [check.code for check in check_brief(plan.brief, today=today) if check.blocks]
    if not plan.messages.core.strip():
        found.append("no_message")
    elif any("[" in one.text for one in plan.messages.adaptations):
        found.append("gaps_in_message")
    if plan.variant is None or plan.variant.lines.empty:
        found.append("no_spending")
    if not plan.measures:
        found.append("no_measures")
    if plan.answer_by is None:
        found.append("no_answer_day")
    return (*found, *check_plan(plan, people=people))


def move_plan(
    store: Store,
    document: Document,
    to: str,
    *,
    actor: str,
    may_approve: bool,
    today: date,
    note: str = "",
    known_version: bool = True,
    people: pd.Series | None = None,
) -> Document:
    """Move a plan to its next state; approving freezes it.

    Raises
    ------
    MoveError
        "not_next" (no such step from here), "not_allowed" (only an approver approves), "incomplete"
        (see `missing_parts`), "version_gone" (it cites a segmentation that is not there).
    ConflictError
        When somebody else moved or saved it in the meantime.
    """
    if to not in MOVES[document.state]:
        raise MoveError("not_next")
    if to == APPROVED and not may_approve:
        raise MoveError("not_allowed")
    plan = plan_from_body(document.body)
    if to in (CHECKED, APPROVED) and missing_parts(plan, today=today, people=people):
        raise MoveError("incomplete")
    if to == APPROVED and not known_version:
        raise MoveError("version_gone")
    frozen = True if to == APPROVED else None
    return store.save(document, actor=actor, state=to, frozen=frozen, note=note, action=to)


def plan_to_body(plan: Plan) -> dict[str, Any]:
    """Turn a plan into plain JSON."""
    return {
        "brief": plan.brief.to_body(),
        "version": plan.version,
        "edition": plan.edition,
        "segments": list(plan.segments),
        "districts": list(plan.districts),
        "audience": plan.audience,
        "messages": plan.messages.to_body(),
        "variants": [_variant_body(one) for one in plan.variants],
        "chosen": plan.chosen,
        "measures": [one.to_body() for one in plan.measures],
        "holdout": list(plan.holdout),
        "holdout_seed": plan.holdout_seed,
        "with_villages": plan.with_villages,
        "answer_by": plan.answer_by.isoformat() if plan.answer_by else None,
        "election": plan.election,
    }


def plan_from_body(body: Mapping[str, Any]) -> Plan:
    """Read a plan back.

    Raises
    ------
    PlanError
        When something is missing or of another shape.
    """
    try:
        answer_by = body.get("answer_by")
        return Plan(
            brief=Brief.from_body(body["brief"]),
            version=str(body["version"]),
            edition=str(body["edition"]),
            segments=tuple(map(str, body["segments"])),
            districts=tuple(map(str, body["districts"])),
            audience=str(body["audience"]),
            messages=MessageSet.from_body(body["messages"]),
            variants=tuple(_variant(one) for one in body["variants"]),
            chosen=str(body["chosen"]),
            measures=tuple(Measure.from_body(one) for one in body["measures"]),
            holdout=tuple(map(str, body["holdout"])),
            holdout_seed=int(body["holdout_seed"]),
            with_villages=bool(body["with_villages"]),
            answer_by=date.fromisoformat(answer_by) if answer_by else None,
            election=bool(body["election"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise PlanError(f"A stored plan cannot be read: {fault}") from fault


def _variant_body(variant: Variant) -> dict[str, Any]:
    lines = variant.lines
    return {
        "name": variant.name,
        "budget": variant.budget,
        "channels": list(variant.channels),
        "rules": [
            variant.rules.floor,
            variant.rules.limited_floor,
            list(variant.rules.obligatory),
        ],
        "months": variant.months,
        "lines": {
            name: [round(v, 6) if isinstance(v, float) else v for v in lines[name].tolist()]
            for name in LINE_COLUMNS
        },
        "reach": [variant.reach.low, variant.reach.mid, variant.reach.high],
        "cost": variant.cost,
        "gap": variant.gap,
        "status": variant.status,
        "fairness_price": variant.fairness_price,
        "greedy_people": variant.greedy_people,
        "firmness": dict(variant.firmness),
        "curve": [list(point) for point in variant.curve],
    }


def _variant(body: Mapping[str, Any]) -> Variant:
    floor, limited, obligatory = body["rules"]
    lines = pd.DataFrame({name: body["lines"][name] for name in LINE_COLUMNS})
    return Variant(
        name=str(body["name"]),
        budget=float(body["budget"]),
        channels=tuple(map(str, body["channels"])),
        rules=SpendingRules(float(floor), float(limited), tuple(map(str, obligatory))),
        months=int(body["months"]),
        lines=lines,
        reach=ReachRange(*map(float, body["reach"])),
        cost=float(body["cost"]),
        gap=float(body["gap"]),
        status=str(body["status"]),
        fairness_price=float(body["fairness_price"]),
        greedy_people=float(body["greedy_people"]),
        firmness={str(key): float(share) for key, share in body["firmness"].items()},
        curve=tuple((float(money), float(met)) for money, met in body.get("curve", ())),
    )
