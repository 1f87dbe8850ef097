"""What is wrong with an uploaded file: errors that refuse it and problems that describe it."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

SEVERITIES = ("error", "check", "info")


class UploadError(ValueError):
    """A file that is refused, with the reason as an Indonesian sentence.

    Attributes
    ----------
    rule
        The reason as a code.
    problems
        Where in the file it is, in the columns of `UploadProblem`; may be empty.
    """

    def __init__(self, rule: str, message: str, problems: pd.DataFrame | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.problems = problem_table([]) if problems is None else problems


@dataclass(frozen=True)
class UploadProblem:
    """One thing to know about a cell, row or column, and how to mend it (in Indonesian).

    `row` is the row as the spreadsheet program counts it, 0 for a whole column or sheet.
    `severity`: "error" (the value was not taken over), "check" (look at it), "info" (done).
    """

    sheet: str
    row: int
    column: str
    value: str
    rule: str
    mend: str
    severity: str = "error"


def problem_table(problems: Iterable[UploadProblem]) -> pd.DataFrame:
    """Put problems in a table, one row each."""
    rows = [astuple(problem) for problem in problems]
    table = pd.DataFrame(rows, columns=[field.name for field in fields(UploadProblem)])
    return table.astype({"row": "int64"})


def written(value: object) -> str:
    """Give a cell as short text, for a report."""
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
