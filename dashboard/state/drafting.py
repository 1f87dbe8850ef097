"""What this user has decided on the way to a target list: in the session, the store, the link."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.cached.office import store
from dashboard.draft import KIND, Draft, Kind, may_be_stored, with_choice
from dashboard.state.actor import actor
from dashboard.state.view import selection, update
from segments.advice import DEFAULT_WEIGHTS
from segments.store import ConflictError, MissingError, StoreError

_DRAFT, _OPENED = "draft", "draft_opened"
NAME_LENGTH = 60
TRIES = 5


def draft() -> Draft:
    """Give what was decided; where the link names a saved draft, that one."""
    asked = selection().draft
    if asked and st.session_state.get(_OPENED) != asked:
        try:
            st.session_state[_DRAFT] = dict(store().get(asked).body)
        except MissingError:
            st.session_state.pop(_DRAFT, None)
        st.session_state[_OPENED] = asked
    return Draft.from_body(st.session_state.get(_DRAFT, {}))


def drafted(field: str) -> dict[str, Any]:
    """Give key and callback that tie a widget to a field of the draft."""
    return _tied(f"draft_{field}", getattr(draft(), field), _take_field, field)


def drafted_detail(name: str) -> dict[str, Any]:
    """Give key and callback that tie a widget to one detail of the messages."""
    return _tied(f"draft_detail_{name}", draft().details.get(name, ""), _take_detail, name)


def drafted_text(segment: str, form: str, shown: str) -> dict[str, Any]:
    """Give key and callback that tie a widget to the text of a form; `shown` is what stands."""
    return _tied(f"draft_text_{segment}_{form}", shown, _take_text, segment, form, shown)


def drafted_forms(segment: str, shown: tuple[str, ...]) -> dict[str, Any]:
    """Give key and callback that tie a widget to the forms of a segment."""
    return _tied(f"draft_forms_{segment}", list(shown), _take_forms, segment)


def choosing(
    kind: Kind, segment: str, current: tuple[str, ...], item: str, *, answered: bool = False
) -> dict[str, Any]:
    """Give key and callback that tie a switch to the use of a channel or framing.

    `answered`: with the switch a person answers for it, and the log keeps who did.
    """
    key = f"use_{kind}_{segment}_{item}"
    return _tied(key, item in current, _take_choice, kind, segment, current, item, answered)


def weighing(term: str, shown: float) -> dict[str, Any]:
    """Give key and callback that tie a slider to the weight of a term, in hundredths."""
    return _tied(f"draft_weight_{term}", round(100 * shown), _take_weight, term)


def drop_weights() -> None:
    """Go back to the weights that ship, as a callback."""
    _change(lambda old: replace(old, weights={}))


def drop_text(segment: str, form: str) -> None:
    """Take the drafted text of a form again, as a callback."""
    _change(lambda old: _with_text(old, segment, form, ""))


def _tied(key: str, value: object, take: Callable[..., None], *args: object) -> dict[str, Any]:
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": take, "args": args}


def _take_field(field: str) -> None:
    value = st.session_state[f"draft_{field}"]
    _change(lambda old: replace(old, **{field: value}))


def _take_detail(name: str) -> None:
    value = st.session_state[f"draft_detail_{name}"].strip()
    _change(lambda old: replace(old, details={**old.details, name: value}))


def _take_text(segment: str, form: str, shown: str) -> None:
    text = st.session_state[f"draft_text_{segment}_{form}"].strip()
    if text != shown.strip():
        _change(lambda old: _with_text(old, segment, form, text))


def _with_text(old: Draft, segment: str, form: str, text: str) -> Draft:
    texts: dict[str, Mapping[str, str]] = dict(old.texts)
    texts[segment] = {**texts.get(segment, {}), form: text}
    return replace(old, texts=texts)


def _take_weight(term: str) -> None:
    weight = st.session_state[f"draft_weight_{term}"] / 100

    def change(old: Draft) -> Draft:
        weights = {**(old.weights or DEFAULT_WEIGHTS), term: weight}
        return replace(old, weights=weights if any(weights.values()) else {})

    _change(change)


def _take_forms(segment: str) -> None:
    forms = tuple(st.session_state[f"draft_forms_{segment}"])
    _change(lambda old: replace(old, forms={**old.forms, segment: forms}))


def _take_choice(
    kind: Kind, segment: str, current: tuple[str, ...], item: str, answered: bool
) -> None:
    used = bool(st.session_state[f"use_{kind}_{segment}_{item}"])
    who = actor().signature
    if used and answered:
        store().log("framing.confirm", actor=who, subject=item, details={"segment": segment})

    def change(old: Draft) -> Draft:
        changed = with_choice(old, kind, segment, current, item, used=used)
        if answered and used:
            changed = replace(changed, confirmed={**changed.confirmed, item: who})
        return changed

    _change(change)


def _change(change: Callable[[Draft], Draft]) -> None:
    """Change the draft, and save it: a reload or the link brings it back.

    A draft with data on a person stays in the session until they are gone, and a reader's always
    does.
    """
    changed = change(draft())
    st.session_state[_DRAFT] = changed.to_body()
    if not actor().may_plan or not may_be_stored(changed):
        return
    try:
        _save(change, changed)
    except StoreError:
        return  # the session still has it, and the next change tries again


def _save(change: Callable[[Draft], Draft], changed: Draft) -> None:
    who = actor().signature
    # A step back to the bare address does not begin a second draft.
    asked = selection().draft or st.session_state.get(_OPENED, "")
    if asked and not selection().draft:
        update(draft=asked)
    if not asked:
        saved = store().create(KIND, _name(changed), changed.to_body(), actor=who)
        st.session_state[_OPENED] = saved.id
        update(draft=saved.id)
        return
    for _try in range(TRIES):
        document = store().get(asked)
        # Others may work on the same draft: what they changed elsewhere in it stays.
        merged = change(Draft.from_body(document.body))
        if not may_be_stored(merged):
            return
        try:
            store().save(document, actor=who, name=_name(merged), body=merged.to_body())
        except ConflictError:
            continue
        st.session_state[_DRAFT] = merged.to_body()
        return


def _name(changed: Draft) -> str:
    words = " ".join(changed.message.split())
    return f"{words[:NAME_LENGTH]}…" if len(words) > NAME_LENGTH else words or "Tanpa pesan"
