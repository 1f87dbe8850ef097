"""What the office made: documents with their history, files, and the log of who did what.

A document is a name, a kind, a state and a plain JSON body; a room turns its own frozen
dataclasses into bodies and back. Embedded SQLite by default, PostgreSQL by one URL.

The names below load when they are used: a page that saves nothing needs no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from segments.store.roles import ROLES

if TYPE_CHECKING:
    from segments.store.archive import BackupArchive, BackupError, read_archive
    from segments.store.backup import RestoreReport, backup_name, restore_backup, write_backup
    from segments.store.documents import (
        AuditEntry,
        ConflictError,
        Document,
        FrozenError,
        MissingError,
        StoredFile,
        StoreError,
        names_apart,
    )
    from segments.store.safety import backup_folder, keep_safety_copy
    from segments.store.settings import change_setting, read_settings
    from segments.store.store import Store, open_store

_HOMES = {
    "archive": ("BackupArchive", "BackupError", "read_archive"),
    "backup": ("RestoreReport", "backup_name", "restore_backup", "write_backup"),
    "safety": ("backup_folder", "keep_safety_copy"),
    "documents": (
        "AuditEntry",
        "ConflictError",
        "Document",
        "FrozenError",
        "MissingError",
        "StoreError",
        "StoredFile",
        "names_apart",
    ),
    "settings": ("change_setting", "read_settings"),
    "store": ("Store", "open_store"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AuditEntry",
    "BackupArchive",
    "BackupError",
    "ConflictError",
    "Document",
    "FrozenError",
    "MissingError",
    "ROLES",
    "RestoreReport",
    "Store",
    "StoreError",
    "StoredFile",
    "backup_folder",
    "backup_name",
    "change_setting",
    "keep_safety_copy",
    "names_apart",
    "open_store",
    "read_archive",
    "read_settings",
    "restore_backup",
    "write_backup",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
