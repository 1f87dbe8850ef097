"""Columns that the office uploaded: saved with their file, put to use, taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.office_columns import OfficeColumn, OfficeColumnError

if TYPE_CHECKING:
    from segments.store import Document, Store

KIND = "office_column"
SETTING = "office_columns"


@dataclass(frozen=True)
class UploadedFile:
    """The file that a column came from."""

    content: bytes
    name: str
    sheet: str
    heading: str


def cited_columns(settings: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    """Read from the settings which columns all pages use: id and revision."""
    parts = (part.partition("@") for part in settings.get(SETTING, "").split())
    return tuple((name, int(number)) for name, _sign, number in parts if number.isdecimal())


def columns_in_use(store: Store) -> tuple[tuple[OfficeColumn, ...], tuple[str, ...]]:
    """Load the columns that all pages use; and the names of those that cannot be read."""
    from segments.store import MissingError, read_settings

    found, broken = [], []
    for document, revision in cited_columns(read_settings(store)):
        try:
            found.append(OfficeColumn.from_body(store.get(document, revision).body))
        except (MissingError, OfficeColumnError):
            broken.append(document)
    return tuple(found), tuple(broken)


def office_edition(base: str, columns: tuple[OfficeColumn, ...]) -> str:
    """Name the edition of the data with the columns of the office: by content, in any order."""
    if not columns:
        return base
    digest = hashlib.sha256(base.encode())
    for body in sorted(str(sorted(one.to_body().items())) for one in columns):
        digest.update(body.encode())
    return f"e{digest.hexdigest()[:8]}"


def save_column(store: Store, column: OfficeColumn, file: UploadedFile, *, actor: str) -> Document:
    """Save a column with the file that it came from, and let all pages use it.

    A column of the same name that is in use gives way; its document stays.

    Raises
    ------
    ConflictError
        When somebody else changed a setting at the same moment: the column is saved, not used.
    """
    digest = store.put_file(file.content, name=file.name, media_type="application/octet-stream")
    body = column.to_body() | {
        "file": digest,
        "file_name": file.name,
        "sheet": file.sheet,
        "heading": file.heading,
    }
    document = store.create(KIND, column.label, body, actor=actor, state="", note=file.name)
    use_column(store, document, actor=actor)
    return document


def use_column(store: Store, document: Document, *, actor: str) -> None:
    """Let all pages use a saved column, in the place of one of the same name."""
    from segments.store import read_settings

    name = document.body.get("name")
    kept = [
        (other, revision)
        for other, revision in cited_columns(read_settings(store))
        if other != document.id and store.get(other, revision).body.get("name") != name
    ]
    _set(store, [*kept, (document.id, document.revision)], actor, f"+ {document.name}")


def stop_using(store: Store, document: Document, *, actor: str) -> None:
    """Take a column out of all pages; it stays saved and can be used again."""
    from segments.store import read_settings

    kept = [one for one in cited_columns(read_settings(store)) if one[0] != document.id]
    _set(store, kept, actor, f"- {document.name}")


def _set(store: Store, cited: list[tuple[str, int]], actor: str, note: str) -> None:
    from segments.store import change_setting

    value = " ".join(f"{document}@{revision}" for document, revision in cited)
    change_setting(store, SETTING, value, actor=actor, note=note)
