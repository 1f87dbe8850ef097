"""The question of a campaign: an OASIS brief, and whether it can be answered.

OASIS: objective, audience, strategy, implementation, scoring (UK Government Communication
Service); the same headings as the communication plans of the ministry of villages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, NamedTuple

STAKEHOLDERS = ("community", "religious", "academic", "groups", "media")
TERMS = ("short", "medium", "long")
SHORTEST_DAYS = 14
MOST_BUDGET = 100_000_000_000
LONGEST_TEXT = 1_000


class Check(NamedTuple):
    """One remark on a brief: SMART letter, code, and whether it keeps the plan from being checked.

    `part` is S, M, A, R or T.
    """

    part: str
    code: str
    blocks: bool


@dataclass(frozen=True)
class Step:
    """One step of the timeline: what, by whom, from when to when, and in which term."""

    task: str
    owner: str
    start: date
    end: date
    term: str = "short"


@dataclass(frozen=True)
class Brief:
    """What is to be changed, for whom, by when and with how much.

    Attributes
    ----------
    issue, behaviour
        What is wrong, and what one thing residents should do.
    baseline, target
        Where the outcome stands and where it should be, in `unit`; None where nobody knows.
    budget
        Rupiah.
    must_include
        What the message has to say in any case.
    stakeholders
        Kind (`STAKEHOLDERS`) -> role or institution and its part; no names of persons.
    strategy
        How it shall work, in the office's words.
    """

    issue: str = ""
    behaviour: str = ""
    outcome: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    start: date | None = None
    deadline: date | None = None
    budget: int = 0
    must_include: str = ""
    strategy: str = ""
    stakeholders: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    def to_body(self) -> dict[str, Any]:
        """Give plain JSON."""
        body = asdict(self)
        for name in ("start", "deadline"):
            body[name] = body[name].isoformat() if body[name] else None
        body["steps"] = [
            [s.task, s.owner, s.start.isoformat(), s.end.isoformat(), s.term] for s in self.steps
        ]
        body["stakeholders"] = dict(self.stakeholders)
        return body

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Brief:
        """Read a body back.

        Raises
        ------
        KeyError, TypeError, ValueError
            When something is of another shape.
        """
        texts = ("issue", "behaviour", "outcome", "unit", "must_include", "strategy")
        return cls(
            **{name: str(body.get(name, "")) for name in texts},
            baseline=_number(body.get("baseline")),
            target=_number(body.get("target")),
            start=_day(body.get("start")),
            deadline=_day(body.get("deadline")),
            budget=int(body.get("budget", 0)),
            stakeholders={
                kind: str(text)
                for kind, text in dict(body.get("stakeholders", {})).items()
                if kind in STAKEHOLDERS
            },
            steps=tuple(
                Step(
                    str(task),
                    str(owner),
                    date.fromisoformat(start),
                    date.fromisoformat(end),
                    term if term in TERMS else "short",
                )
                for task, owner, start, end, term in body.get("steps", ())
            ),
        )


def check_brief(brief: Brief, *, today: date) -> tuple[Check, ...]:
    """Say what a brief still lacks, by the letters of SMART; the grave ones first."""
    found = []
    if not brief.issue.strip():
        found.append(Check("S", "no_issue", True))
    if not brief.behaviour.strip():
        found.append(Check("S", "no_behaviour", True))
    elif len(brief.behaviour.split()) < 3:
        found.append(Check("S", "vague_behaviour", False))
    if not brief.outcome.strip():
        found.append(Check("M", "no_outcome", False))
    elif brief.target is None:
        found.append(Check("M", "no_target", False))
    elif brief.baseline is None:
        found.append(Check("M", "no_baseline", False))
    elif brief.target == brief.baseline:
        found.append(Check("A", "target_is_baseline", False))
    if brief.budget <= 0:
        found.append(Check("A", "no_budget", True))
    elif brief.budget > MOST_BUDGET:
        found.append(Check("A", "budget_too_large", True))
    if not any(text.strip() for text in brief.stakeholders.values()):
        found.append(Check("R", "no_stakeholder", False))
    found.extend(_times(brief, today))
    return tuple(sorted(found, key=lambda check: not check.blocks))


def _times(brief: Brief, today: date) -> list[Check]:
    if brief.deadline is None:
        return [Check("T", "no_deadline", True)]
    found = []
    if brief.deadline < today:
        found.append(Check("T", "deadline_past", True))
    start = brief.start or today
    if brief.deadline < start:
        found.append(Check("T", "deadline_before_start", True))
    elif (brief.deadline - start).days < SHORTEST_DAYS:
        found.append(Check("T", "little_time", False))
    if any(step.end < step.start for step in brief.steps):
        found.append(Check("T", "step_backwards", True))
    if any(step.end > brief.deadline for step in brief.steps if step.term != "long"):
        found.append(Check("T", "step_after_deadline", False))
    return found


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
