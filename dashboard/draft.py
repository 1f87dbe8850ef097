"""What a planner decides between advice and target list: too long, or too passing, for a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from segments.advice import Finding, check_message

Kind = Literal["channels", "framings"]
Choices = Mapping[str, tuple[str, ...]]
ABOUT_OFFICIALS = ("official_named", "official_perhaps_named", "official_portrait")
SEVERITIES = ("block", "warn", "info")


@dataclass(frozen=True)
class Draft:
    """The main message and, by segment letter, the channels and framings in use.

    `norm_percent` is the share of local residents who do what the message says most do; 0 where
    it is not known. A segment without an entry follows the advice.
    """

    message: str = ""
    source: str = ""
    norm_percent: int = 0
    election: bool = False
    channels: Choices = field(default_factory=dict)
    framings: Choices = field(default_factory=dict)


def with_choice(
    draft: Draft, kind: Kind, segment: str, current: tuple[str, ...], item: str, *, used: bool
) -> Draft:
    """Take a channel or framing into use for a segment, or out of it.

    `current` is what is in use now, which is the advice as long as nobody has decided.
    """
    kept = tuple(other for other in current if other != item)
    choices = {**getattr(draft, kind), segment: (*kept, item) if used else kept}
    return replace(draft, **{kind: choices})


def findings(draft: Draft) -> tuple[Finding, ...]:
    """List what to mend in the main message; outside elections an official is only a remark."""
    found = check_message(
        draft.message,
        norm_share=draft.norm_percent / 100 or None,
        sources=(draft.source,) if draft.source else (),
        election_period=True,
    )
    if draft.election:
        return found
    calm = [
        replace(finding, severity="info") if finding.code in ABOUT_OFFICIALS else finding
        for finding in found
    ]
    return tuple(sorted(calm, key=lambda finding: SEVERITIES.index(finding.severity)))


def must_be_mended(draft: Draft) -> tuple[Finding, ...]:
    """List what keeps a message from going out."""
    return tuple(finding for finding in findings(draft) if finding.severity == "block")
