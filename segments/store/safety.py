"""Where safety copies go: written whole or not at all, and never over another file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from segments.store.backup import backup_name
from segments.store.database import ROOT

if TYPE_CHECKING:
    from datetime import datetime

    from segments.store.store import Store

FOLDER = "cadangan"
FOLDER_VARIABLE = "KHALAYAK_BACKUP_FOLDER"


def backup_folder(store: Store) -> Path:
    """Tell where safety copies of this store go: beside an SQLite file, else beside run.py."""
    asked = os.environ.get(FOLDER_VARIABLE)
    if asked:
        return Path(asked)
    file = store.engine.url.database if store.engine.dialect.name == "sqlite" else None
    return (Path(file).resolve().parent if file else ROOT) / FOLDER


def keep_safety_copy(content: bytes, folder: Path, at: datetime) -> Path:
    """Write an archive under a name of its own; give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = Path(backup_name(at)).stem
    path = folder / f"sebelum-pulih-{stem}.zip"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"sebelum-pulih-{stem}-{number}.zip"
    write_whole(path, content)
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash leaves the old state or the new one, never half of it."""
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
