"""What cannot be grouped, and by which rule: codes and numbers that the screen puts in words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Rule -> the English sentence; {subject} is a column, a choice or a field, {value} what was
# found and {limit} what is allowed.
RULES: Mapping[str, str] = MappingProxyType(
    {
        "no_column": "{subject}: the table has no such column",
        "no_number": "{subject}: names and classes have no distance; use numbers",
        "too_many_missing": "{subject}: {value:.0%} of the values are missing; at most {limit:.0%}",
        "constant": "{subject}: every place has the same value",
        "no_spread": "{subject}: no spread by {value!r}",
        "no_weight": "The lenses of these features all weigh nothing.",
        "only_capped": "All features are {subject} or weigh nothing: the cap cannot be kept.",
        "wrong_level": "The recipe is for level {subject!r}, the table is {value!r}.",
        "unknown_choice": "Unknown {subject} {value!r}. Choose one of: {limit}.",
        "k_beyond_rows": "k is {value}; it must lie between 1 and the {limit} distinct rows.",
        "k_beyond_letters": "k is {value}; at most {limit} segments have a letter.",
        "k_beyond_places": "k is {value}; so few places allow at most {limit} segments.",
        "too_few_places": "There are {value} places; a grouping needs at least {limit}.",
        "no_neighbours": "The method {subject!r} needs to know which places touch.",
        "not_filled": "No Gaussian mixture with {value} filled clusters was found.",
    }
)


@dataclass(frozen=True)
class Refusal:
    """One reason not to group: the rule, what it concerns, what was found, what is allowed."""

    rule: str
    subject: str = ""
    value: float | str = ""
    limit: float | str = ""

    def __str__(self) -> str:
        return RULES[self.rule].format(subject=self.subject, value=self.value, limit=self.limit)


class RefusedError(ValueError):
    """Places that cannot be grouped as asked; `refusals` has every reason."""

    def __init__(self, refusals: Iterable[Refusal], *, heading: str = "") -> None:
        self.refusals = tuple(refusals)
        lines = [str(refusal) for refusal in self.refusals]
        super().__init__("\n".join([heading, *lines] if heading else lines))

    @property
    def problems(self) -> tuple[str, ...]:
        """One English line a reason."""
        return tuple(str(refusal) for refusal in self.refusals)


def refuse(
    rule: str, subject: str = "", value: float | str = "", limit: float | str = ""
) -> NoReturn:
    """Raise `RefusedError` for a single reason."""
    raise RefusedError([Refusal(rule, subject, value, limit)])
