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
        return {str(name): str(value) for name, value in store.get(SETTINGS).body.items()}
    except MissingError:
        return {}


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
    if document.body.get(name, "") != value:
        body = {**document.body, name: value}
        store.save(document, actor=actor, body=body, note=note, action=name)
