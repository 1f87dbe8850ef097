"""Which kecamatan were sent their pack, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.store import Document, Store

KIND = "pack"


def sent_days(store: Store, plan_id: str) -> dict[str, date]:
    """Give the day on which each kecamatan was sent its pack: district code -> day."""
    found = _stored(store, plan_id)
    days = found.body.get("sent", {}) if found else {}
    return {str(code): date.fromisoformat(day) for code, day in days.items()}


def mark_sent(
    store: Store, plan_id: str, districts: Collection[str], *, day: date, actor: str
) -> None:
    """Note that packs went out; whoever was sent one before keeps the first day.

    Raises
    ------
    ConflictError
        When somebody else noted something at the same moment.
    """
    found = _stored(store, plan_id)
    days = dict(found.body.get("sent", {})) if found else {}
    for code in districts:
        days.setdefault(code, day.isoformat())
    _save(store, plan_id, found, days, actor)


def unmark_sent(store: Store, plan_id: str, districts: Collection[str], *, actor: str) -> None:
    """Take the note back.

    Raises
    ------
    ConflictError
        When somebody else noted something at the same moment.
    """
    found = _stored(store, plan_id)
    if found:
        kept = {c: day for c, day in found.body.get("sent", {}).items() if c not in districts}
        _save(store, plan_id, found, kept, actor)


def _stored(store: Store, plan_id: str) -> Document | None:
    from segments.store import MissingError

    try:
        return store.get(_id(plan_id))
    except MissingError:
        return None


def _save(
    store: Store, plan_id: str, found: Document | None, days: dict[str, str], actor: str
) -> None:
    body = {"plan_id": plan_id, "sent": days}
    if found:
        store.save(found, actor=actor, body=body)
    else:
        store.create(KIND, plan_id, body, actor=actor, state="open", id=_id(plan_id))


def _id(plan_id: str) -> str:
    return f"pak-{plan_id}"[:16]
