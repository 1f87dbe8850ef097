"""One archive with everything in the store, and the way back from it, whatever the database."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from segments.store.archive import (
    FILE_FOLDER,
    FORMAT,
    MANIFEST,
    TABLES,
    VERSION,
    BackupArchive,
    read_archive,
)
from segments.store.schema import AUDIT, DOCUMENTS, FILES, REVISIONS
from segments.store.store import Store

# A fixed date in the archive: the same content gives the same bytes.
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)
KEPT = ("name", "state", "body", "deleted")


@dataclass(frozen=True)
class RestoreReport:
    """What a restore did, in documents; nothing that was saved before is lost.

    Attributes
    ----------
    added
        Were not here: they came with their whole history.
    brought_back
        Stood otherwise: what the archive holds is now their newest revision.
    unchanged
        Stood as in the archive.
    put_away
        Were made after the archive: they are among the deleted ones, from where `undo` brings
        them back.
    kept_frozen
        Are frozen, so they stay as they are.
    files, log_lines
        Files and lines of the log that came with the archive.
    """

    added: int = 0
    brought_back: int = 0
    unchanged: int = 0
    put_away: int = 0
    kept_frozen: int = 0
    files: int = 0
    log_lines: int = 0


def write_backup(store: Store) -> bytes:
    """Put everything in one archive, as it stood at one moment."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "postgresql":
            connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        return _archive(connection, store.now())


def restore_backup(
    store: Store,
    content: bytes,
    *,
    actor: str,
    keep: Callable[[bytes], object],
    note: str = "restore",
) -> RestoreReport:
    """Bring the store to what an archive holds, without losing what was saved since.

    In an empty store everything becomes as it was, number by number. Otherwise history goes on:
    a document that stands otherwise gets the archive's content as its newest revision, one that
    was made since is put away, a frozen one stays. All of it happens, or nothing.

    Parameters
    ----------
    keep
        Is handed an archive of the store as it stands, before anything changes; when it fails,
        nothing changes.

    Raises
    ------
    BackupError
        When the archive is broken, foreign or of a newer version.
    """
    archive = read_archive(content)
    with store.engine.begin() as connection:
        _lock(connection)
        keep(_archive(connection, store.now()))
        report = _Merge(connection, archive, store.now(), note).run()
        details = {"digest": hashlib.sha256(content).hexdigest(), **vars(report)}
        row = {"actor": actor, "action": "store.restore", "subject": ""}
        row |= {"at": store.now(), "details": json.dumps(details, sort_keys=True)}
        connection.execute(sa.insert(AUDIT).values(row))
    return report


def _lock(connection: sa.Connection) -> None:
    """Keep other writers out for the moment; SQLite does so from the start of a transaction."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.name for table in (DOCUMENTS, REVISIONS, FILES, AUDIT))
        connection.execute(sa.text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def _archive(connection: sa.Connection, at: str) -> bytes:
    parts: dict[str, bytes] = {}
    for name, table in TABLES.items():
        columns = [column for column in table.c if column.name != "content"]
        query = sa.select(*columns).order_by(*table.primary_key.columns)
        parts[f"{name}.jsonl"] = _lines(row._asdict() for row in connection.execute(query))
    for row in connection.execute(sa.select(FILES.c.digest, FILES.c.content)):
        parts[f"{FILE_FOLDER}{row.digest}"] = row.content
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at,
        "parts": {
            name: {"size": len(part), "sha256": hashlib.sha256(part).hexdigest()}
            for name, part in parts.items()
        },
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        written = {MANIFEST: json.dumps(manifest, indent=1).encode(), **parts}
        for name, part in written.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            # What is packed already, such as xlsx, would only cost time.
            packed = name.startswith(FILE_FOLDER)
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return target.getvalue()


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    texts = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return "".join(f"{text}\n" for text in texts).encode()


class _Merge:
    """One restore inside one transaction."""

    def __init__(
        self, connection: sa.Connection, archive: BackupArchive, at: str, note: str
    ) -> None:
        self.connection = connection
        self.archive = archive
        self.at = at
        self.note = note
        self.counts: dict[str, int] = {}

    def run(self) -> RestoreReport:
        """Take over files, documents and log."""
        self._take_files()
        here = self._rows(REVISIONS, "document_id")
        heads = {row["id"]: row for row in self._all(DOCUMENTS)}
        for head in self.archive.documents:
            theirs = self.archive.revisions[head["id"]]
            if head["id"] not in heads:
                self._insert(DOCUMENTS, [head])
                self._insert(REVISIONS, theirs)
                self._count("added")
            else:
                self._bring_back(heads[head["id"]], here[head["id"]], theirs)
        known = {head["id"] for head in self.archive.documents}
        for id_, head in heads.items():
            if id_ not in known:
                self._put_away(head, here[id_][-1])
        self._take_log()
        return RestoreReport(**self.counts)

    def _bring_back(self, head: dict, ours: list[dict], theirs: list[dict]) -> None:
        same = 0
        while same < min(len(ours), len(theirs)) and ours[same] == theirs[same]:
            same += 1
        tail = theirs[same:]
        if all(ours[-1][name] == theirs[-1][name] for name in (*KEPT, "frozen")):
            self._count("unchanged")
        elif head["frozen"]:
            self._count("kept_frozen")
        elif tail:
            self._append(head, tail)
            self._count("brought_back")
        else:
            back = theirs[-1] | {"note": self.note, "saved_at": self.at}
            self._append(head, [back])
            self._count("brought_back")

    def _put_away(self, head: dict, last: dict) -> None:
        if head["deleted"]:
            self._count("unchanged")
        elif head["frozen"]:
            self._count("kept_frozen")
        else:
            away = last | {"deleted": True, "note": self.note, "saved_at": self.at}
            self._append(head, [away])
            self._count("put_away")

    def _append(self, head: dict, revisions: list[dict]) -> None:
        """Go on from the newest revision: numbers that other sessions hold stay true."""
        first = head["revision"] + 1
        rows = [row | {"revision": first + n} for n, row in enumerate(revisions)]
        self._insert(REVISIONS, rows)
        kept = {name: rows[-1][name] for name in ("revision", "name", "state", "frozen", "deleted")}
        self.connection.execute(
            sa.update(DOCUMENTS)
            .where(DOCUMENTS.c.id == head["id"])
            .values(**kept, saved_at=self.at)
        )

    def _take_files(self) -> None:
        there = set(self.connection.scalars(sa.select(FILES.c.digest)))
        new = [row for row in self.archive.files if row["digest"] not in there]
        self._insert(FILES, new)
        self._count("files", len(new))

    def _take_log(self) -> None:
        ours = self._all(AUDIT)
        there = {_line_key(row) for row in ours}
        new = [row for row in self.archive.audit if _line_key(row) not in there]
        if ours:  # numbers go on from here
            new = [{k: v for k, v in row.items() if k != "number"} for row in new]
        self._insert(AUDIT, new)
        if not ours and self.connection.dialect.name == "postgresql":
            sequence = "pg_get_serial_sequence('audit', 'number')"
            highest = "(SELECT coalesce(max(number), 1) FROM audit)"
            self.connection.execute(sa.text(f"SELECT setval({sequence}, {highest})"))
        self._count("log_lines", len(new))

    def _insert(self, table: sa.Table, rows: list[dict]) -> None:
        if rows:
            self.connection.execute(sa.insert(table), rows)

    def _all(self, table: sa.Table) -> list[dict]:
        query = sa.select(table).order_by(*table.primary_key.columns)
        return [dict(row._mapping) for row in self.connection.execute(query)]

    def _rows(self, table: sa.Table, key: str) -> dict[str, list[dict]]:
        found: dict[str, list[dict]] = {}
        for row in self._all(table):
            found.setdefault(row[key], []).append(row)
        return found

    def _count(self, what: str, n: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + n


def _line_key(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("at", "actor", "action", "subject", "details"))


def backup_name(at: datetime) -> str:
    """Name an archive by its moment, in UTC."""
    return f"khalayak-{at.astimezone(UTC):%Y%m%d-%H%M%S}.zip"
