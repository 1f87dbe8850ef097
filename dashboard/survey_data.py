"""The office's survey: its answers saved as a file, one survey in use at a time."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from segments.audience import load_questionnaire

if TYPE_CHECKING:
    from segments.store import Document, Store

KIND = "survey"
SETTING = "survey"


@dataclass(frozen=True)
class SavedSurvey:
    """A survey in use: its document, name and checked answers."""

    id: str
    name: str
    simulated: bool
    answers: pd.DataFrame


def save_survey(
    store: Store, answers: pd.DataFrame, name: str, *, simulated: bool, actor: str
) -> Document:
    """Save checked answers and let all pages use them."""
    from segments.store import change_setting

    content = answers.to_csv().encode()
    digest = store.put_file(content, name=f"{name}.csv", media_type="text/csv")
    body = {"file": digest, "simulated": simulated, "n": len(answers)}
    document = store.create(KIND, name, body, actor=actor, state="")
    change_setting(store, SETTING, document.id, actor=actor, note=name)
    return document


def survey_in_use(store: Store) -> SavedSurvey | None:
    """Load the survey in use; None where there is none or its file is gone."""
    from segments.store import MissingError, read_settings

    chosen = read_settings(store).get(SETTING, "")
    if not chosen:
        return None
    try:
        document = store.get(chosen)
        content = store.file(str(document.body.get("file", ""))).content
    except MissingError:
        return None
    numeric = {q.name for q in load_questionnaire() if q.kind in ("integer", "scale")}
    answers = pd.read_csv(io.BytesIO(content), dtype=str, index_col="row")
    for name in numeric & set(answers):
        answers[name] = answers[name].astype(float)
    return SavedSurvey(document.id, document.name, bool(document.body.get("simulated")), answers)


def stop_survey(store: Store, *, actor: str) -> None:
    """Use no survey; the saved ones stay."""
    from segments.store import change_setting

    change_setting(store, SETTING, "", actor=actor)
