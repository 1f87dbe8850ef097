"""What the whole office uses: one document of settings, with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.store.store import Store

SETTINGS = "settings"
"""Id of the document; its kind is "setting"."""


def read_settings(store: Store) -> dict[str, str]:
    """Give every setting that somebody made: name -> value."""
    from segments.store.documents import MissingError

    try:
        document = store.get(SETTINGS)
    except MissingError:
        return {}
    # A restored archive may be from a time without any.
    body = {} if document.deleted else document.body
    return {str(name): str(value) for name, value in body.items()}


def change_setting(store: Store, name: str, value: str, *, actor: str, note: str = "") -> None:
    """Change one setting for everybody; an empty value goes back to what ships.

    Raises
    ------
    ConflictError
        When somebody else changed a setting at the same moment.
    """
    from segments.store.documents import MissingError

    try:
        document = store.get(SETTINGS)
    except MissingError:
        body = {name: value}
        store.create("setting", SETTINGS, body, actor=actor, state="", id=SETTINGS, note=note)
        return
    kept = {} if document.deleted else document.body
    if kept.get(name, "") != value:
        body = {**kept, name: value}
        store.save(document, actor=actor, body=body, deleted=False, note=note, action=name)
