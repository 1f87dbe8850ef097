"""What an archive of the store must look like; anything else is refused before it is used."""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from segments.store.documents import StoreError
from segments.store.schema import AUDIT, DOCUMENTS, FILES, REVISIONS

FORMAT = "khalayak-backup"
VERSION = 1
MANIFEST = "manifest.json"
FILE_FOLDER = "files/"
TABLES: Mapping[str, sa.Table] = {
    "documents": DOCUMENTS,
    "revisions": REVISIONS,
    "files": FILES,
    "audit": AUDIT,
}
MEGABYTE = 1024 * 1024
LARGEST_ARCHIVE = 500 * MEGABYTE
LARGEST_CONTENT = 2_000 * MEGABYTE
LARGEST_RATIO = 300
MOST_PARTS = 50_000
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError),
    *(EOFError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError),
)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[\w.\-]{1,16}")


class BackupError(StoreError):
    """An archive that is not taken; `rule` says why, `detail` where."""

    def __init__(self, rule: str, detail: str = "") -> None:
        self.rule = rule
        self.detail = detail
        super().__init__(f"The archive is refused ({rule}){': ' + detail if detail else ''}.")


@dataclass(frozen=True)
class BackupArchive:
    """The content of an archive, checked: rows as they stand in the tables."""

    made_at: datetime
    documents: tuple[dict[str, Any], ...]
    revisions: Mapping[str, list[dict[str, Any]]]
    files: tuple[dict[str, Any], ...]
    audit: tuple[dict[str, Any], ...]


def read_archive(content: bytes) -> BackupArchive:
    """Check an archive whole and give its rows.

    Raises
    ------
    BackupError
        `rule` is "not_backup", "newer", "too_large", "bomb" or "damaged".
    """
    if len(content) > LARGEST_ARCHIVE:
        raise BackupError("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive)
    except BackupError:
        raise
    except _DAMAGED as fault:
        rule = "damaged" if content.startswith(b"PK") else "not_backup"
        raise BackupError(rule, type(fault).__name__) from fault


def _read(archive: zipfile.ZipFile) -> BackupArchive:
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if MANIFEST not in names:
        raise BackupError("not_backup")
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_CONTENT:
        raise BackupError("bomb")
    manifest = json.loads(_part(archive, MANIFEST, 20 * MEGABYTE))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupError("not_backup")
    if manifest["version"] > VERSION:
        raise BackupError("newer", str(manifest["version"]))
    listed = manifest["parts"]
    if len(names) != len(set(names)) or set(names) != {MANIFEST, *listed}:
        raise BackupError("damaged", "parts")
    parts = {}
    for name, told in listed.items():
        parts[name] = _part(archive, name, told["size"])
        if hashlib.sha256(parts[name]).hexdigest() != told["sha256"]:
            raise BackupError("damaged", name)
    return _checked(parts, manifest["made_at"])


def _part(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    """Unpack one part, never more than it is said to hold."""
    info = archive.getinfo(name)
    packed = max(info.compress_size, 1)
    if info.file_size > 10 * MEGABYTE and info.file_size > LARGEST_RATIO * packed:
        raise BackupError("bomb", name)
    with archive.open(info) as part:
        content = part.read(size + 1)
    if len(content) > size:
        raise BackupError("damaged", name)
    return content


def _checked(parts: Mapping[str, bytes], made_at: str) -> BackupArchive:
    rows = {name: _rows(parts[f"{name}.jsonl"], name) for name in TABLES}
    for row in rows["files"]:
        digest = row["digest"]
        row["content"] = parts[f"{FILE_FOLDER}{digest}"]
        if hashlib.sha256(row["content"]).hexdigest() != digest:
            raise BackupError("damaged", digest)
    if len(parts) != len(TABLES) + len(rows["files"]):
        raise BackupError("damaged", "files")
    revisions: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in rows["documents"]}
    for row in rows["revisions"]:
        revisions[row["document_id"]].append(row)
    for head in rows["documents"]:
        history = revisions[head["id"]]
        numbers = [row["revision"] for row in history]
        last = history[-1] if history else {}
        same = all(head[key] == last.get(key) for key in ("name", "state", "frozen", "deleted"))
        if numbers != list(range(1, head["revision"] + 1)) or not same:
            raise BackupError("damaged", head["id"])
    at = datetime.fromisoformat(made_at)
    rest = {name: tuple(rows[name]) for name in ("documents", "files", "audit")}
    return BackupArchive(at, revisions=revisions, **rest)


def _rows(part: bytes, name: str) -> list[dict[str, Any]]:
    found = []
    # Not splitlines: texts may hold the other line ends of Unicode.
    for number, line in enumerate(part.decode().split("\n")[:-1], start=1):
        row = json.loads(line)
        expected = {column.name for column in TABLES[name].c} - {"content"}
        if not isinstance(row, dict) or set(row) != expected:
            raise BackupError("damaged", f"{name} {number}")
        for column, value in row.items():
            if not _fits(TABLES[name].c[column], value):
                raise BackupError("damaged", f"{name} {number} {column}")
        found.append(row)
    return found


def _fits(column: sa.Column, value: object) -> bool:
    kind: type = column.type.python_type
    if type(value) is not kind:
        return False
    length = getattr(column.type, "length", None)
    if length and len(str(value)) > length:
        return False
    return _SHAPES.get(column.name, lambda _value: True)(value)


def _is_json(value: Any) -> bool:
    return isinstance(json.loads(value), dict)


def _is_time(value: Any) -> bool:
    return datetime.fromisoformat(value).tzinfo is not None


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "id": lambda value: bool(_ID.fullmatch(value)),
    "digest": lambda value: bool(_DIGEST.fullmatch(value)),
    "body": _is_json,
    "details": _is_json,
    **dict.fromkeys(("at", "created_at", "saved_at", "added_at"), _is_time),
}
