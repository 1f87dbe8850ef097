"""One main message and the forms that inherit it, drafted by rules and open to editing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from segments.advice.framing import opening_lines
from segments.advice.guardrails import SEVERITIES, Finding, check_message
from segments.advice.playbook import in_language
from segments.advice.reading_level import measure_reading, words
from segments.advice.recommendation import DETAILS, OPENING, PLACEHOLDER

if TYPE_CHECKING:
    from segments.advice.playbook import AdaptationForm, Framing, Playbook

FEWEST_FORMS, MOST_FORMS = 3, 5
LEVELS = ("easy", "medium", "hard")
LONGEST_TEXT = 5_000
# Checks of the main message that a form answers by its own measure.
MEASURED_BY_FORM = ("message_too_long", "hard_to_read", "office_word")
Variant = Literal["a", "b"]


class UnconfirmedError(ValueError):
    """A framing that nobody has answered for: grade D, or open gates; `gates` names them."""

    def __init__(self, framing: str, gates: tuple[str, ...]) -> None:
        self.framing = framing
        self.gates = gates
        super().__init__(f"Framing {framing!r} needs a person's confirmation first: {gates}.")


@dataclass(frozen=True)
class Adaptation:
    """One form of the main message; `edited` when a person changed the drafted text."""

    form: str
    text: str
    edited: bool = False


@dataclass(frozen=True)
class MessageSet:
    """The main message with everything that was made of it.

    Attributes
    ----------
    core
        The one main message, the same for every segment and form.
    details
        What the planner knows, by the names in `DETAILS`.
    framing
        Id of the framing that opens the message; "" for the message as it stands.
    variant
        Which of the two openings of the framing was taken.
    adaptations
        Three to five forms.
    confirmed_by
        Who answered for the framing, where it needs somebody.
    """

    core: str
    adaptations: tuple[Adaptation, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    framing: str = ""
    variant: Variant = "a"
    language: str = "id"
    confirmed_by: str = ""

    def text(self, form: str) -> str:
        """Give the text of a form; "" where the set does not have it."""
        return next((one.text for one in self.adaptations if one.form == form), "")

    def to_body(self) -> dict[str, Any]:
        """Give plain JSON for the store."""
        return asdict(self)

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> MessageSet:
        """Read a body back; what it lacks takes its default, what it holds besides is left out."""
        texts = {name: str(body[name]) for name in ("core", "framing", "language") if name in body}
        parts = body.get("adaptations", ())
        return cls(
            **{"core": "", **texts},
            adaptations=tuple(
                Adaptation(
                    str(part["form"]),
                    str(part["text"])[:LONGEST_TEXT],
                    bool(part.get("edited", False)),
                )
                for part in parts
                if isinstance(part, Mapping) and "form" in part and "text" in part
            ),
            details={
                name: str(value)
                for name, value in dict(body.get("details", {})).items()
                if name in DETAILS
            },
            variant="b" if body.get("variant") == "b" else "a",
            confirmed_by=str(body.get("confirmed_by", "")),
        )


def advise_forms(playbook: Playbook, channels: Sequence[str]) -> tuple[str, ...]:
    """Name the three to five forms that serve the channels in use, the most needed first.

    A form counts for every channel that it is made for, earlier channels for a little more. One
    form at least needs no phone.
    """
    weights = {channel: 1 - 0.01 * place for place, channel in enumerate(channels)}
    served = {
        form.id: sum(weights.get(channel, 0.0) for channel in form.channels)
        for form in playbook.forms.values()
    }
    ranked = sorted(served, key=lambda name: -served[name])
    needed = [name for name in ranked if served[name] > 0][:MOST_FORMS]
    taken = (needed + [name for name in ranked if name not in needed])[
        : max(FEWEST_FORMS, len(needed))
    ]
    if not any(playbook.forms[name].no_phone for name in taken):
        taken[-1] = next(name for name in ranked if playbook.forms[name].no_phone)
    return tuple(taken)


def draft_messages(
    messages: MessageSet,
    playbook: Playbook,
    forms: Sequence[str],
    *,
    confirmed_gates: Sequence[str] = (),
) -> MessageSet:
    """Draft the forms of a set anew from their templates; texts that a person edited stay.

    Raises
    ------
    UnconfirmedError
        When the framing is of grade D and nobody answers for it, or a gate is still open.
    """
    framing = playbook.framings[messages.framing] if messages.framing else None
    if framing:
        open_gates = tuple(gate for gate in framing.gates if gate not in confirmed_gates)
        unanswered = framing.grade == "D" and not messages.confirmed_by.strip()
        if open_gates or unanswered:
            raise UnconfirmedError(framing.id, open_gates)
    kept = {one.form: one for one in messages.adaptations if one.edited}
    return replace(
        messages,
        adaptations=tuple(
            kept.get(name) or Adaptation(name, draft_text(messages, playbook.forms[name], framing))
            for name in dict.fromkeys(forms)
        ),
    )


def draft_text(messages: MessageSet, form: AdaptationForm, framing: Framing | None) -> str:
    """Fill the template of a form; a detail that is not known stays in square brackets."""
    core = messages.core.strip()
    opening = core
    if framing:
        variants = opening_lines(framing, core, language=messages.language)
        opening = variants[0 if messages.variant == "a" else 1]
    values = {OPENING: opening, PLACEHOLDER.strip("{}"): core}
    for name in DETAILS:
        value = messages.details.get(name, "").strip().rstrip(".")
        values[name] = value or f"[{name}]"
    template = in_language(form, "template", messages.language)
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)


def edit_text(messages: MessageSet, form: str, text: str) -> MessageSet:
    """Take over what a person wrote for a form; an empty text means: draft it again."""
    text = text.strip()[:LONGEST_TEXT]
    return replace(
        messages,
        adaptations=tuple(
            replace(one, text=text, edited=bool(text)) if one.form == form else one
            for one in messages.adaptations
        ),
    )


def check_adaptation(
    messages: MessageSet,
    form: str,
    playbook: Playbook,
    *,
    norm_share: float | None = None,
    sources: tuple[str, ...] = (),
    election_period: bool = False,
) -> tuple[Finding, ...]:
    """List what to mend in one form: all that holds for a message, and what its form demands.

    The main message must stand in it word for word, or the forms no longer say one thing. A
    form may be as long and as hard as its channel bears.
    """
    wanted, text = playbook.forms[form], messages.text(form)
    source = messages.details.get("sumber", "").strip()
    found = [
        finding
        for finding in check_message(
            text,
            norm_share=norm_share,
            sources=(*sources, source) if source else sources,
            election_period=election_period,
        )
        if finding.code not in MEASURED_BY_FORM
    ]
    if _plain(messages.core) not in _plain(text):
        found.append(Finding("core_message_lost", "block", messages.core.strip()))
    if gaps := dict.fromkeys(re.findall(r"\[[^\]]+\]", text)):
        found.append(Finding("left_to_fill", "block", ", ".join(gaps)))
    if (count := len(words(text))) > wanted.max_words:
        found.append(Finding("form_too_long", "warn", f"{count}/{wanted.max_words}"))
    if LEVELS.index(measure_reading(text).level) > LEVELS.index(wanted.level):
        found.append(Finding("harder_than_form", "warn", ""))
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text).casefold().split())
