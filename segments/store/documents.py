"""What the store hands out, and how it says no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class StoreError(Exception):
    """The store cannot do what was asked; the message says why."""


class MissingError(StoreError):
    """There is no such document, revision or file."""


class ConflictError(StoreError):
    """Somebody else saved the document in the meantime; `current` is what is there now."""

    def __init__(self, current: Document) -> None:
        self.current = current
        super().__init__(
            f"{current.name!r} was saved by {current.actor!r} as revision {current.revision}."
        )


class FrozenError(StoreError):
    """The document is frozen: its state may move on, its name and body may not change."""


@dataclass(frozen=True)
class Document:
    """One revision of something that the office made.

    Attributes
    ----------
    id
        Short and stable: fit for a link.
    kind
        Such as "plan", "audience", "segmentation"; what the body looks like.
    state
        Where in its life it stands, such as "draft" or "approved"; what the words mean is the
        business of the room that owns the kind.
    revision
        1, 2, 3 ...; every save is a revision, and none is ever lost.
    body
        Plain JSON: texts, numbers, lists, mappings.
    frozen
        Whether name and body can change no more.
    note
        Why this revision was saved.
    """

    id: str
    kind: str
    name: str
    state: str
    revision: int
    body: Mapping[str, Any]
    frozen: bool
    deleted: bool
    note: str
    actor: str
    created_at: datetime
    saved_at: datetime


@dataclass(frozen=True)
class StoredFile:
    """A file as it was put in; `digest` is its SHA-256."""

    digest: str
    name: str
    media_type: str
    content: bytes
    added_at: datetime


@dataclass(frozen=True)
class AuditEntry:
    """One line of the log, which nobody can change."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, Any]


def names_apart(documents: Iterable[Document]) -> dict[str, str]:
    """Give id to name; a name that several have is followed by the id, so each can be chosen."""
    given = tuple(documents)
    times = Counter(one.name for one in given)
    return {one.id: f"{one.name} · {one.id}" if times[one.name] > 1 else one.name for one in given}
