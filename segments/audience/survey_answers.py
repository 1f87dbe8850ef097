"""Answers that came back: read from an export of KoboToolbox or ODK, checked, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from segments.audience.questionnaire import OLDEST, YOUNGEST, Question, load_questionnaire

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 100
"""Fewer respondents say nothing about forty kecamatan, whatever is computed."""

IDS = ("_uuid", "_id", "instanceid", "meta_instanceid", "id", "uuid")
PROBLEM_COLUMNS = ["row", "question", "value", "rule"]


class SurveyError(ValueError):
    """Answers that cannot be taken.

    `rule` is "too_few", "no_answers", "duplicate_ids" or "unknown_places"; `problems` lists where.
    """

    def __init__(self, rule: str, problems: pd.DataFrame | None = None, n: int = 0) -> None:
        self.rule, self.n = rule, n
        empty = pd.DataFrame(columns=PROBLEM_COLUMNS)
        self.problems = empty if problems is None else problems
        super().__init__(f"{rule} ({n})")


@dataclass(frozen=True)
class SurveyAnswers:
    """Checked answers.

    Attributes
    ----------
    frame
        One row a respondent, one column a question: codes of the choices, age and scales as
        numbers, several choices as codes parted by spaces; missing where nothing usable is said.
    problems
        One row an answer that was not taken: row, question, value, rule ("unknown_choice",
        "out_of_scale", "not_a_number").
    absent
        Questions that the file does not have.
    """

    frame: pd.DataFrame
    problems: pd.DataFrame
    absent: tuple[str, ...]


def read_answers(
    table: pd.DataFrame,
    districts: Mapping[str, str],
    villages: Mapping[str, str],
    *,
    questions: Sequence[Question] | None = None,
) -> SurveyAnswers:
    """Check an export against the questionnaire.

    Columns may carry the names of groups ("attitude/trust_rt", "attitude-trust_rt"), the labels of
    the questions, and several choices either in one cell or in one column each
    ("media_yesterday/tv"); choices may be codes or labels. Index `row` is kept for messages.

    Parameters
    ----------
    table
        Cells as text, as they came.
    districts, villages
        Code -> name, for the two questions on places.

    Raises
    ------
    SurveyError
        When there are under 100 respondents, no question is recognised, an id repeats, or a
        kecamatan is unknown.
    """
    asked = tuple(questions or load_questionnaire())
    if len(table) < FEWEST:
        raise SurveyError("too_few", n=len(table))
    _check_ids(table)
    columns = _columns(table, asked)
    if len(columns) < 3:
        raise SurveyError("no_answers", n=len(columns))
    problems: list[tuple[object, str, str, str]] = []
    answers = {}
    for question in asked:
        if question.name not in columns:
            continue
        known = {"districts": districts, "villages": villages}.get(question.places)
        cells = _cells(table, columns[question.name], question)
        answers[question.name] = _checked(cells, question, known or question.choices, problems)
    found = pd.DataFrame(problems, columns=PROBLEM_COLUMNS)
    wrong_places = found[(found["question"] == "district") & (found["rule"] == "unknown_choice")]
    if len(wrong_places):
        raise SurveyError("unknown_places", wrong_places, n=len(wrong_places))
    absent = tuple(question.name for question in asked if question.name not in answers)
    return SurveyAnswers(pd.DataFrame(answers, index=table.index), found, absent)


def _check_ids(table: pd.DataFrame) -> None:
    for column in table.columns:
        if _key(str(column)) in {_key(name) for name in IDS}:
            ids = table[column].dropna().astype(str)
            twice = ids[ids.duplicated(keep=False)]
            if len(twice):
                rows = [(row, str(column), value, "duplicate_id") for row, value in twice.items()]
                raise SurveyError(
                    "duplicate_ids", pd.DataFrame(rows, columns=PROBLEM_COLUMNS), n=len(twice)
                )


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _columns(table: pd.DataFrame, questions: Iterable[Question]) -> dict[str, dict[str, str]]:
    """Find the columns of each question: "" is the cell itself, else one column a choice."""
    found: dict[str, dict[str, str]] = {}
    for question in questions:
        names = {_key(question.name), _key(question.label_id), _key(question.label_en)}
        choices = {_key(code): code for code in question.choices}
        choices |= {_key(words): code for code, words in question.choices.items()}
        for column in map(str, table.columns):
            parts = [_key(part) for part in re.split(r"[/:]|(?<=\w)-(?=\w)|\.", column)]
            whole = _key(column)
            if whole in names or parts[-1] in names:
                found.setdefault(question.name, {})[""] = column
            elif (
                question.kind == "select_multiple"
                and len(parts) > 1
                and parts[-2] in names
                and parts[-1] in choices
            ):
                found.setdefault(question.name, {})[choices[parts[-1]]] = column
    return found


def _cells(table: pd.DataFrame, columns: dict[str, str], question: Question) -> pd.Series:
    if "" in columns:
        return table[columns[""]]
    yes = {"1", "1.0", "true", "ya", "yes"}
    texts = pd.Series("", index=table.index, name=question.name)
    answered = pd.Series(False, index=table.index)
    for code, column in columns.items():
        cells = table[column].fillna("").astype(str).str.strip().str.lower()
        texts = texts.where(~cells.isin(yes), texts + " " + code)
        answered |= cells != ""
    return texts.str.strip().where(answered)


def _checked(
    cells: pd.Series,
    question: Question,
    choices: Mapping[str, str],
    problems: list[tuple[object, str, str, str]],
) -> pd.Series:
    codes = {_key(code): code for code in choices}
    codes |= {_key(words): code for code, words in choices.items() if _key(words) not in codes}
    numeric = question.kind in ("integer", "scale")
    low, high = (1, 5) if question.kind == "scale" else (YOUNGEST, OLDEST)
    found: list[object] = []
    for row, cell in cells.items():
        text = "" if pd.isna(cell) else str(cell).strip()
        if not text:
            found.append(None)
            continue
        value, rule = _one(text, question.kind, codes, low, high)
        if rule:
            problems.append((row, question.name, text[:60], rule))
        found.append(value)
    dtype = "float64" if numeric else "str"
    return pd.Series(found, index=cells.index, dtype=dtype, name=question.name)


def _one(text: str, kind: str, codes: Mapping[str, str], low: int, high: int) -> tuple[object, str]:
    if kind in ("integer", "scale"):
        if kind == "scale" and _key(text) in codes:
            return float(codes[_key(text)]), ""
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            return None, "not_a_number"
        if number % 1 or not low <= number <= high:
            return None, "out_of_scale"
        return number, ""
    if kind == "select_multiple":
        parts = re.split(r"\s*[;,|]\s*", text) if re.search(r"[;,|]", text) else text.split()
        if _key(text) in codes:
            parts = [text]
        known = [codes[_key(part)] for part in parts if _key(part) in codes]
        return (" ".join(known) or None), "" if len(known) == len(parts) else "unknown_choice"
    code = codes.get(_key(text))
    return code, "" if code is not None else "unknown_choice"
