"""What a kecamatan fills in after a campaign: at most eight cells a row.

A row of the return sheet is about one place and one channel, or about the outcome of one place.
The measures of a plan name the field that will carry them.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

FieldKind = Literal["choice", "count", "text"]
RowKind = Literal["activity", "outcome"]

DONE, PARTLY, NOT_DONE = "done", "partly", "not_done"
COUNTED, PLATFORM, GUESSED = "counted", "platform", "guessed"
ASKED = 10
"""So many people are asked what they remember, in each place."""


@dataclass(frozen=True)
class ReturnField:
    """One cell to fill in.

    Attributes
    ----------
    name
        Its name in code, and in `Measure.field` of a plan.
    kind
        "choice" (one of `choices`), "count" (0 to `most`, in whole numbers) or "text".
    row
        Whether it stands in the rows of activities or in those of outcomes.
    stage
        Of the evaluation: output, outtake or outcome ("" for what only explains).
    choices
        What a choice may hold.
    most
        Highest count that is possible; 0 for no limit.
    """

    name: str
    kind: FieldKind
    row: RowKind
    stage: str = ""
    choices: tuple[str, ...] = ()
    most: int = 0


RETURN_FIELDS: tuple[ReturnField, ...] = (
    ReturnField("status", "choice", "activity", "output", (DONE, PARTLY, NOT_DONE)),
    ReturnField("activities", "count", "activity", "output", most=10_000),
    ReturnField("reached", "count", "activity", "output", most=500_000),
    ReturnField("basis", "choice", "activity", "", (COUNTED, PLATFORM, GUESSED)),
    ReturnField("recalled", "count", "activity", "outtake", most=ASKED),
    ReturnField("note", "text", "activity"),
    ReturnField("before", "count", "outcome", "outcome", most=500_000),
    ReturnField("after", "count", "outcome", "outcome", most=500_000),
)
FIELD = MappingProxyType({field.name: field for field in RETURN_FIELDS})
