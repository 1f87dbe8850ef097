"""Back the store up and bring it back: ``python -m segments.store backup|restore FILE``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from segments.store.archive import BackupError
from segments.store.backup import backup_name, restore_backup, write_backup
from segments.store.database import ROOT
from segments.store.documents import StoreError
from segments.store.safety import backup_folder, keep_safety_copy, write_whole
from segments.store.store import open_store

USAGE = "Pemakaian: python3 run.py backup [BERKAS]  atau  python3 run.py restore BERKAS"
REFUSED = {
    "not_backup": "berkas ini bukan cadangan Khalayak",
    "newer": "cadangan ini dibuat oleh versi Khalayak yang lebih baru; perbarui Khalayak dulu",
    "too_large": "berkasnya terlalu besar",
    "bomb": "isi berkas ini membengkak tidak wajar saat dibuka, jadi ditolak",
    "damaged": "berkas cadangan ini rusak atau tidak lengkap",
}


def main(arguments: Sequence[str]) -> int:
    """Do one of the two; say what was done, or in one line why not."""
    try:
        if arguments[:1] == ["backup"] and len(arguments) <= 2:
            return backup(Path(arguments[1]) if len(arguments) == 2 else None)
        if arguments[:1] == ["restore"] and len(arguments) == 2:
            return restore(Path(arguments[1]))
        raise StoreError(USAGE)
    except BackupError as fault:
        said = REFUSED[fault.rule] + (f" ({fault.detail})" if fault.detail else "")
    except StoreError as fault:
        said = str(fault)
    except OSError as fault:
        said = f"{fault.filename}: {fault.strerror}"
    sys.stderr.write(f"Gagal: {said}. Tidak ada yang diubah.\n")
    return 1


def backup(target: Path | None) -> int:
    """Write everything into one archive; an existing file is never overwritten."""
    now = datetime.now(UTC)
    path = target or ROOT / backup_name(now)
    if path.exists():
        raise StoreError(f"{path.name} sudah ada; pilih nama lain")
    store = open_store()
    try:
        content = write_backup(store)
        write_whole(path, content)
        store.log("store.backup", actor="run.py", details={"bytes": len(content)})
    finally:
        store.engine.dispose()
    sys.stdout.write(f"Cadangan ditulis: {path} ({len(content):,} bita)\n")
    return 0


def restore(source: Path) -> int:
    """Bring the store to what an archive holds, after a safety copy."""
    content = source.read_bytes()
    now = datetime.now(UTC)
    store = open_store()
    try:
        copies: list[Path] = []
        folder = backup_folder(store)
        report = restore_backup(
            store,
            content,
            actor="run.py",
            keep=lambda archive: copies.append(keep_safety_copy(archive, folder, now)),
        )
    finally:
        store.engine.dispose()
    sys.stdout.write(
        f"Pulih: {report.added} simpanan ditambahkan, {report.brought_back} dikembalikan, "
        f"{report.unchanged} sudah sama, {report.put_away} yang lebih baru disisihkan, "
        f"{report.kept_frozen} yang beku tetap.\nKeadaan sebelumnya: {copies[0]}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
