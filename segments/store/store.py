"""Keep documents, files and the log."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from segments.store.database import connect, database_url
from segments.store.documents import (
    AuditEntry,
    ConflictError,
    Document,
    FrozenError,
    MissingError,
    StoredFile,
    StoreError,
)
from segments.store.schema import AUDIT, DOCUMENTS, FILES, REVISIONS

# Letters and digits that nobody confuses when reading an id aloud.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 10


def _now() -> datetime:
    return datetime.now(UTC)


def open_store(url: str | None = None, *, clock: Callable[[], datetime] = _now) -> Store:
    """Open the database and bring its tables up to date.

    Parameters
    ----------
    url
        SQLAlchemy URL; without one the environment variable KHALAYAK_DATABASE_URL, and without
        that the file khalayak.sqlite3 beside run.py.

    Raises
    ------
    StoreError
        When it cannot be opened.
    """
    return Store(connect(database_url(url)), clock)


class Store:
    """All that the office saved. Safe to share between threads; see `open_store`."""

    def __init__(self, engine: sa.Engine, clock: Callable[[], datetime] = _now) -> None:
        self.engine = engine
        self._clock = clock

    # ------------------------------------------------------------ documents

    def create(
        self,
        kind: str,
        name: str,
        body: Mapping[str, Any],
        *,
        actor: str,
        state: str = "draft",
        note: str = "",
        frozen: bool = False,
        id: str | None = None,  # noqa: A002 - its name
    ) -> Document:
        """Save something new and give it an id.

        What may exist only once, such as the return of a kecamatan, brings an `id` of its own.

        Raises
        ------
        ConflictError
            When there is a document of that id already.
        """
        at = self.now()
        head = {
            "id": id or "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH)),
            "kind": kind,
            "name": _checked(name),
            "state": state,
            "revision": 1,
            "frozen": frozen,
            "deleted": False,
            "created_at": at,
            "saved_at": at,
        }
        text = _dumped(body)
        try:
            with self.engine.begin() as connection:
                connection.execute(sa.insert(DOCUMENTS).values(head))
                self._add_revision(connection, head, text, actor, note)
                self._add_log(connection, f"{kind}.create", actor, head["id"], {"name": name})
        except IntegrityError as fault:
            raise ConflictError(self.get(head["id"])) from fault
        return self.get(head["id"], head["revision"])

    def save(
        self,
        document: Document,
        *,
        actor: str,
        name: str | None = None,
        body: Mapping[str, Any] | None = None,
        state: str | None = None,
        frozen: bool | None = None,
        deleted: bool | None = None,
        note: str = "",
        action: str = "save",
    ) -> Document:
        """Save a document that was read before, as its next revision.

        What is not given stays. `frozen=True` fixes name and body for good; afterwards only the
        state can move on.

        Raises
        ------
        ConflictError
            When somebody else saved in between: nothing is overwritten.
        FrozenError
            When name or body of a frozen document would change, or it would thaw.
        MissingError
            When the document is not there.
        """
        head = {
            "id": document.id,
            "kind": document.kind,
            "name": document.name if name is None else _checked(name),
            "state": document.state if state is None else state,
            "revision": document.revision + 1,
            "frozen": document.frozen if frozen is None else frozen,
            "deleted": document.deleted if deleted is None else deleted,
            "saved_at": self.now(),
        }
        text = _dumped(document.body if body is None else body)
        with self.engine.begin() as connection:
            stored = self._read(connection, document.id)
            if stored.revision != document.revision:
                raise ConflictError(stored)
            if stored.frozen:
                changed = head["name"] != stored.name or text != _dumped(stored.body)
                if changed or not head["frozen"] or head["deleted"]:
                    raise FrozenError(f"{stored.name!r} is frozen ({stored.state}).")
            updated = connection.execute(
                sa.update(DOCUMENTS)
                .where(DOCUMENTS.c.id == document.id, DOCUMENTS.c.revision == document.revision)
                .values({key: value for key, value in head.items() if key not in ("id", "kind")})
            )
            if updated.rowcount != 1:
                raise ConflictError(self._read(connection, document.id))
            self._add_revision(connection, head, text, actor, note)
            details = {"revision": head["revision"], "state": head["state"], "note": note}
            self._add_log(connection, f"{document.kind}.{action}", actor, document.id, details)
        # What was saved here: somebody may have saved again in the meantime.
        return self.get(document.id, head["revision"])

    def get(self, id: str, revision: int | None = None) -> Document:  # noqa: A002 - its name
        """Read a document as it is now, or as it was in a revision."""
        with self.engine.connect() as connection:
            return self._read(connection, id, revision)

    def find(
        self,
        kind: str | None = None,
        *,
        text: str = "",
        state: str | None = None,
        deleted: bool = False,
        limit: int = 200,
    ) -> tuple[Document, ...]:
        """List documents, the latest saved first; `text` is looked for in name and body."""
        query = _joined().where(DOCUMENTS.c.deleted == deleted)
        if kind is not None:
            query = query.where(DOCUMENTS.c.kind == kind)
        if state is not None:
            query = query.where(DOCUMENTS.c.state == state)
        for word in text.split():
            like = f"%{_escaped(word)}%"
            query = query.where(
                sa.or_(
                    DOCUMENTS.c.name.ilike(like, escape="\\"),
                    REVISIONS.c.body.ilike(like, escape="\\"),
                )
            )
        query = query.order_by(DOCUMENTS.c.saved_at.desc(), DOCUMENTS.c.id).limit(limit)
        with self.engine.connect() as connection:
            return tuple(_document(row) for row in connection.execute(query))

    def history(self, id: str) -> tuple[Document, ...]:  # noqa: A002 - its name
        """List all revisions, the latest first."""
        query = _joined(current=False).where(DOCUMENTS.c.id == id)
        query = query.order_by(REVISIONS.c.revision.desc())
        with self.engine.connect() as connection:
            found = tuple(_document(row) for row in connection.execute(query))
        if not found:
            raise MissingError(f"There is no document {id!r}.")
        return found

    def undo(self, document: Document, *, actor: str) -> Document:
        """Go back to name, body and state of the revision before, as a new revision."""
        if document.revision < 2:
            raise MissingError(f"{document.name!r} has no earlier revision.")
        before = self.get(document.id, document.revision - 1)
        return self.save(
            document,
            actor=actor,
            name=before.name,
            body=before.body,
            state=before.state,
            deleted=before.deleted,
            note=f"undo {document.revision}",
            action="undo",
        )

    def clone(self, document: Document, name: str, *, actor: str) -> Document:
        """Save a copy under another name, as a draft that can be changed."""
        note = f"clone {document.id}.{document.revision}"
        return self.create(document.kind, name, document.body, actor=actor, note=note)

    def delete(self, document: Document, *, actor: str) -> Document:
        """Put a document away; `undo` brings it back. A frozen one stays."""
        return self.save(document, actor=actor, deleted=True, action="delete")

    # ------------------------------------------------------------ files

    def put_file(self, content: bytes, *, name: str, media_type: str) -> str:
        """Keep a file once, whoever brings it; give its digest."""
        digest = hashlib.sha256(content).hexdigest()
        with self.engine.begin() as connection:
            there = connection.scalar(sa.select(FILES.c.digest).where(FILES.c.digest == digest))
            if there is None:
                connection.execute(
                    sa.insert(FILES).values(
                        digest=digest,
                        name=name,
                        media_type=media_type,
                        content=content,
                        added_at=self.now(),
                    )
                )
        return digest

    def file(self, digest: str) -> StoredFile:
        """Read a file back."""
        with self.engine.connect() as connection:
            row = connection.execute(sa.select(FILES).where(FILES.c.digest == digest)).first()
        if row is None:
            raise MissingError(f"There is no file {digest!r}.")
        added_at = datetime.fromisoformat(row.added_at)
        return StoredFile(row.digest, row.name, row.media_type, row.content, added_at)

    # ------------------------------------------------------------ the log

    def log(
        self,
        action: str,
        *,
        actor: str,
        subject: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Write a line that nobody can change: an export, a refusal, a look-up of a rule."""
        with self.engine.begin() as connection:
            self._add_log(connection, action, actor, subject, details or {})

    def audit(
        self, *, subject: str | None = None, action: str = "", text: str = "", limit: int = 500
    ) -> tuple[AuditEntry, ...]:
        """Read the log, the latest first.

        `action` is the beginning of the word; each word of `text` is looked for in all of a line.
        """
        query = sa.select(AUDIT).order_by(AUDIT.c.at.desc(), AUDIT.c.number.desc()).limit(limit)
        for word in text.split():
            like = f"%{_escaped(word)}%"
            columns = (AUDIT.c.actor, AUDIT.c.action, AUDIT.c.subject, AUDIT.c.details, AUDIT.c.at)
            query = query.where(sa.or_(*(column.ilike(like, escape="\\") for column in columns)))
        if subject is not None:
            query = query.where(AUDIT.c.subject == subject)
        if action:
            query = query.where(AUDIT.c.action.like(f"{_escaped(action)}%", escape="\\"))
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        return tuple(
            AuditEntry(
                row.number,
                datetime.fromisoformat(row.at),
                row.actor,
                row.action,
                row.subject,
                json.loads(row.details),
            )
            for row in rows
        )

    # ------------------------------------------------------------ one step each

    def now(self) -> str:
        """Give the time as the tables write it."""
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    def _read(self, connection: sa.Connection, id_: str, revision: int | None = None) -> Document:
        query = _joined(current=revision is None).where(DOCUMENTS.c.id == id_)
        if revision is not None:
            query = query.where(REVISIONS.c.revision == revision)
        row = connection.execute(query).first()
        if row is None:
            raise MissingError(f"There is no document {id_!r}.")
        return _document(row)

    def _add_revision(
        self,
        connection: sa.Connection,
        head: Mapping[str, Any],
        body: str,
        actor: str,
        note: str,
    ) -> None:
        kept = {key: head[key] for key in ("revision", "name", "state", "frozen", "deleted")}
        row = {"document_id": head["id"], "body": body, "actor": actor, "note": note}
        connection.execute(
            sa.insert(REVISIONS).values({**kept, **row, "saved_at": head["saved_at"]})
        )

    def _add_log(
        self,
        connection: sa.Connection,
        action: str,
        actor: str,
        subject: str,
        details: Mapping[str, Any],
    ) -> None:
        connection.execute(
            sa.insert(AUDIT).values(
                at=self.now(),
                actor=actor,
                action=action,
                subject=subject,
                details=_dumped(details),
            )
        )


def _joined(*, current: bool = True) -> sa.Select:
    on = REVISIONS.c.document_id == DOCUMENTS.c.id
    if current:
        on = sa.and_(on, REVISIONS.c.revision == DOCUMENTS.c.revision)
    return sa.select(
        DOCUMENTS.c.id, DOCUMENTS.c.kind, DOCUMENTS.c.created_at, *_revision_columns()
    ).join(REVISIONS, on)


def _revision_columns() -> list[sa.Column]:
    return [column for column in REVISIONS.c if column.name != "document_id"]


def _document(row: sa.Row) -> Document:
    fields: dict[str, Any] = dict(row._mapping)
    for key in ("created_at", "saved_at"):
        fields[key] = datetime.fromisoformat(fields[key])
    return Document(**fields | {"body": json.loads(fields["body"])})


def _checked(name: str) -> str:
    # PostgreSQL takes no zero character in a text.
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        raise StoreError("A document needs a name.")
    return name


def _dumped(body: Mapping[str, Any]) -> str:
    """Write plain JSON, the same text for the same content."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
