"""What a planner decides between advice and target list: message, channels, framings, forms."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from segments.advice import (
    DEFAULT_WEIGHTS,
    MESSAGE_DETAILS,
    Adaptation,
    Finding,
    MessageSet,
    Playbook,
    advise_forms,
    check_adaptation,
    check_message,
    draft_messages,
)

KIND = "messages"
"""The kind of the document under which the store keeps a draft."""
Kind = Literal["channels", "framings"]
Choices = Mapping[str, tuple[str, ...]]
Texts = Mapping[str, Mapping[str, str]]
ABOUT_OFFICIALS = ("official_named", "official_perhaps_named", "official_portrait")
SEVERITIES = ("block", "warn", "info")
NEVER_STORED = ("personal_nik_or_kk", "personal_birth_date")


@dataclass(frozen=True)
class Draft:
    """The main message and, by segment letter, the channels and framings in use.

    Attributes
    ----------
    norm_percent
        Share of local residents who do what the message says most do; 0 where it is not known.
    channels, framings
        In use by segment; a segment without an entry follows the advice.
    confirmed
        Who answered for a framing that needs somebody, by framing.
    details
        What every form needs besides the message: place, time, whom to ask.
    forms, texts
        By segment the forms in use and the texts that a person wrote in place of the drafted
        ones; a segment without an entry follows the advice.
    weights
        Weight by term of the score of a channel, where a planner set them.
    """

    message: str = ""
    source: str = ""
    norm_percent: int = 0
    election: bool = False
    channels: Choices = field(default_factory=dict)
    framings: Choices = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)
    forms: Choices = field(default_factory=dict)
    texts: Texts = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)

    @property
    def chosen_weights(self) -> tuple[tuple[str, float], ...]:
        """The planner's weights of the score, as plain values; none: those that ship."""
        return tuple(sorted(self.weights.items()))

    def to_body(self) -> dict[str, Any]:
        """Give plain JSON for the store."""
        return asdict(self)

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> "Draft":
        """Read a body back; what it lacks or holds in another shape takes its default."""
        percent = body.get("norm_percent", 0)
        return cls(
            message=str(body.get("message", "")),
            source=str(body.get("source", "")),
            norm_percent=percent if isinstance(percent, int) and 0 <= percent <= 100 else 0,
            election=bool(body.get("election", False)),
            channels=_choices(body.get("channels")),
            framings=_choices(body.get("framings")),
            confirmed=_words(body.get("confirmed")),
            details={
                name: text
                for name, text in _words(body.get("details")).items()
                if name in MESSAGE_DETAILS
            },
            forms=_choices(body.get("forms")),
            texts={str(segment): _words(texts) for segment, texts in _mapping(body.get("texts"))},
            weights=_weights(body.get("weights")),
        )


def _mapping(value: object) -> list[tuple[object, object]]:
    return list(value.items()) if isinstance(value, Mapping) else []


def _weights(value: object) -> dict[str, float]:
    """Read weights; what cannot be weighed with gives those that ship."""
    found = {
        str(name): float(weight)
        for name, weight in _mapping(value)
        if isinstance(weight, int | float) and 0 <= weight <= 1
    }
    return found if set(found) == set(DEFAULT_WEIGHTS) and any(found.values()) else {}


def _words(value: object) -> dict[str, str]:
    return {str(name): str(text) for name, text in _mapping(value)}


def _choices(value: object) -> dict[str, tuple[str, ...]]:
    return {
        str(segment): tuple(str(item) for item in items)
        for segment, items in _mapping(value)
        if isinstance(items, list | tuple)
    }


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


def may_be_stored(draft: Draft) -> bool:
    """Whether nothing in a draft is data on a person, which never reaches the store."""
    texts = [draft.message, draft.source, *draft.details.values()]
    texts += [text for forms in draft.texts.values() for text in forms.values()]
    codes = {finding.code for text in texts if text for finding in check_message(text)}
    return not codes & {*NEVER_STORED}


def message_set(
    draft: Draft,
    playbook: Playbook,
    segment: str,
    *,
    channels: Sequence[str],
    framings: Sequence[str],
    language: str,
) -> MessageSet:
    """Draft the forms of the main message for a segment, with what a person wrote in them.

    The first framing in use opens the message, unless nobody has answered for what it needs.
    """
    forms = draft.forms.get(segment) or advise_forms(playbook, channels)
    known = tuple(name for name in forms if name in playbook.forms)
    framing = framings[0] if framings else ""
    answered = not framing or not needs_answer(playbook, framing) or framing in draft.confirmed
    sourced = {"sumber": draft.source} if draft.source else {}
    written = draft.texts.get(segment, {})
    start = MessageSet(
        draft.message.strip(),
        tuple(Adaptation(name, written[name], edited=True) for name in known if written.get(name)),
        details={**sourced, **{k: v for k, v in draft.details.items() if v}},
        framing=framing if answered else "",
        language=language,
        confirmed_by=draft.confirmed.get(framing, "") if answered else "",
    )
    gates = playbook.framings[framing].gates if framing and answered else ()
    return draft_messages(start, playbook, known, confirmed_gates=gates)


def needs_answer(playbook: Playbook, framing: str) -> bool:
    """Whether a person must answer for a framing before it is used."""
    found = playbook.framings[framing]
    return bool(found.gates) or found.grade == "D"


def form_findings(
    draft: Draft, messages: MessageSet, form: str, playbook: Playbook
) -> tuple[Finding, ...]:
    """List what to mend in one form."""
    return check_adaptation(
        messages,
        form,
        playbook,
        norm_share=draft.norm_percent / 100 or None,
        sources=(draft.source,) if draft.source else (),
        election_period=draft.election,
    )
