import io
import json
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from segments.store import (
    BackupError,
    ConflictError,
    open_store,
    read_archive,
    restore_backup,
    write_backup,
)
from segments.store.schema import AUDIT, DOCUMENTS, FILES, REVISIONS
from tests.segments.store.conftest import empty_database

LATER = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def full(store, plan):
    """Give a store with a history, a frozen plan, a deleted one, a file and a log."""
    changed = store.save(plan, actor="b", body={"budget": 12, "note": "garis\u2028baru"})
    store.save(changed, actor="ketua", state="approved", frozen=True)
    store.delete(store.create("audience", "Ibu muda", {"ages": [1]}, actor="a"), actor="a")
    store.create("return", "Laporan", {}, actor="a", id="les-2026_a.b")
    store.put_file(b"\x00\xff", name="a.bin", media_type="application/octet-stream")
    store.log("export.xlsx", actor="a", details={"rows": 3})
    return store


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """Give a second, empty store of either kind."""
    urls = iter([f"sqlite:///{tmp_path / 'other.sqlite3'}"])
    if request.param == "postgresql":
        urls = empty_database(request.getfixturevalue("postgres"))
    store = open_store(next(urls), clock=lambda: LATER)
    yield store
    store.engine.dispose()
    next(urls, None)


def content_of(store, table):
    with store.engine.connect() as connection:
        query = sa.select(table).order_by(*table.primary_key.columns)
        return [tuple(row) for row in connection.execute(query)]


def restored(store, content, copies=None):
    keep = copies.append if copies is not None else len
    return restore_backup(store, content, actor="ketua", keep=keep)


def test_an_empty_store_of_either_kind_becomes_what_the_archive_holds(full, other):
    report = restored(other, write_backup(full))
    for table in (DOCUMENTS, REVISIONS, FILES):
        assert content_of(other, table) == content_of(full, table)
    log = content_of(other, AUDIT)
    assert log[:-1] == content_of(full, AUDIT)
    assert log[-1][3] == "store.restore"
    assert (report.added, report.files, report.put_away) == (3, 1, 0)
    # The numbers of the log go on, and history is guarded as before.
    other.log("export.xlsx", actor="a")
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), other.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit"))


def test_nothing_saved_since_is_lost_when_an_archive_is_brought_back(store, plan):
    archive = write_backup(store)
    changed = store.save(plan, actor="b", body={"budget": 99})
    new = store.create("plan", "Baru", {"budget": 1}, actor="b")
    report = restored(store, archive)
    assert (report.brought_back, report.put_away) == (1, 1)
    assert [one.body["budget"] for one in store.history(plan.id)] == [10, 99, 10]
    assert [one.name for one in store.find("plan")] == ["Posyandu"]
    away = store.find("plan", deleted=True)[0]
    assert store.undo(away, actor="b").body == new.body
    # Whoever still holds the plan as it was before is told, and overwrites nothing.
    with pytest.raises(ConflictError):
        store.save(changed, actor="b", body={"budget": 5})


def test_what_was_approved_since_stays_approved(store, plan):
    archive = write_backup(store)
    approved = store.save(plan, actor="k", state="approved", frozen=True)
    assert restored(store, archive).kept_frozen == 1
    assert store.get(plan.id) == approved


def test_two_histories_that_parted_are_both_kept(store, plan, other):
    restored(other, write_backup(store))
    other.save(other.get(plan.id), actor="c", body={"budget": 7})
    store.save(plan, actor="b", body={"budget": 8})
    assert restored(store, write_backup(other)).brought_back == 1
    assert [one.body["budget"] for one in store.history(plan.id)] == [7, 8, 10]


def test_restoring_twice_changes_nothing_more(full):
    archive = write_backup(full)
    before = content_of(full, REVISIONS)
    assert restored(full, archive).unchanged == 3
    assert content_of(full, REVISIONS) == before


def test_the_log_only_grows(store, other, plan):
    archive = write_backup(store)
    other.log("export.pdf", actor="z", subject=plan.id)
    restored(other, archive)
    actions = {entry.action for entry in other.audit()}
    assert actions == {"export.pdf", "plan.create", "store.restore"}


def test_the_safety_copy_holds_what_was_there_and_without_it_nothing_happens(store, plan):
    archive = write_backup(store)
    store.save(plan, actor="b", body={"budget": 99})
    copies = []
    restored(store, archive, copies)
    assert read_archive(copies[0]).revisions[plan.id][-1]["body"] == '{"budget": 99}'

    def disk_is_full(_content):
        raise OSError("No space left")

    before = content_of(store, REVISIONS)
    with pytest.raises(OSError, match="No space"):
        restore_backup(store, copies[0], actor="k", keep=disk_is_full)
    assert content_of(store, REVISIONS) == before


def test_a_process_killed_while_restoring_changes_nothing(url, store, plan, root, tmp_path):
    archive = tmp_path / "archive.zip"
    archive.write_bytes(write_backup(store))
    store.save(plan, actor="b", body={"budget": 99})
    script = (
        "import os, pathlib, sys; import segments.store.backup as backup\n"
        "from segments.store import open_store\n"
        "backup._Merge._take_log = lambda self: os._exit(9)\n"
        "content = pathlib.Path(sys.argv[2]).read_bytes()\n"
        "backup.restore_backup(open_store(sys.argv[1]), content, actor='x', keep=len)\n"
    )
    command = [sys.executable, "-c", script, url, str(archive)]
    assert subprocess.run(command, cwd=root, check=False).returncode == 9
    assert store.get(plan.id).body == {"budget": 99}
    assert [entry.action for entry in store.audit()] == ["plan.save", "plan.create"]


def rewritten(archive, change):
    """Write an archive again with its parts changed and its manifest left as it was."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, part in parts.items():
            copy.writestr(name, part)
    return target.getvalue()


def lie(parts, name, content):
    """Change a part and make the manifest agree with it."""
    import hashlib

    manifest = json.loads(parts["manifest.json"])
    parts[name] = content
    manifest["parts"][name] = {
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    parts["manifest.json"] = json.dumps(manifest).encode()


def as_newer(parts):
    manifest = json.loads(parts["manifest.json"]) | {"version": 99}
    parts["manifest.json"] = json.dumps(manifest).encode()


def without_first_revision(parts):
    lie(parts, "revisions.jsonl", parts["revisions.jsonl"].split(b"\n", 1)[1])


BROKEN = {
    "no zip": (lambda _archive: b"halo", "not_backup"),
    "nothing": (lambda _archive: b"", "not_backup"),
    "cut off": (lambda archive: archive[:-200], "damaged"),
    "foreign zip": (lambda a: rewritten(a, lambda p: p.pop("manifest.json")), "not_backup"),
    "newer": (lambda a: rewritten(a, as_newer), "newer"),
    "part gone": (lambda a: rewritten(a, lambda p: p.pop("audit.jsonl")), "damaged"),
    "part added": (lambda a: rewritten(a, lambda p: p.update({"../x": b""})), "damaged"),
    "part changed": (lambda a: rewritten(a, lambda p: p.update({"audit.jsonl": b""})), "damaged"),
    "bomb": (
        lambda a: rewritten(a, lambda p: lie(p, "audit.jsonl", b" " * 30_000_000)),
        "bomb",
    ),
    "history with a hole": (lambda a: rewritten(a, without_first_revision), "damaged"),
    "row of another shape": (
        lambda a: rewritten(a, lambda p: lie(p, "audit.jsonl", b"{}\n")),
        "damaged",
    ),
    "no lines but text": (
        lambda a: rewritten(a, lambda p: lie(p, "audit.jsonl", b"x\n")),
        "damaged",
    ),
}


@pytest.mark.parametrize(("spoil", "rule"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_or_foreign_archive_is_refused_before_anything_changes(spoil, rule, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'office.sqlite3'}", clock=lambda: LATER)
    plan = store.create("plan", "Posyandu", {}, actor="a")
    with pytest.raises(BackupError) as told:
        restored(store, spoil(write_backup(store)))
    assert told.value.rule == rule
    assert content_of(store, DOCUMENTS) == [
        (
            plan.id,
            "plan",
            "Posyandu",
            "draft",
            1,
            False,
            False,
            *[LATER.isoformat(timespec="microseconds")] * 2,
        )
    ]
    store.engine.dispose()


def test_two_commands_carry_an_office_to_another_machine(tmp_path, root):
    urls = [f"sqlite:///{tmp_path / name}" for name in ("old.sqlite3", "new.sqlite3")]
    store = open_store(urls[0])
    plan = store.create("plan", "Posyandu", {"budget": 10}, actor="a")
    store.engine.dispose()
    archive = str(tmp_path / "cadangan.zip")

    def run(url, *words):
        return subprocess.run(
            [sys.executable, "-m", "segments.store", *words],
            cwd=root, env={"KHALAYAK_DATABASE_URL": url, "PATH": ""},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert "Cadangan ditulis" in run(urls[0], "backup", archive).stdout
    again = run(urls[0], "backup", archive)
    assert (again.returncode, "sudah ada" in again.stderr) == (1, True)
    done = run(urls[1], "restore", archive)
    assert "1 simpanan ditambahkan" in done.stdout
    assert len(list((tmp_path / "cadangan").glob("*.zip"))) == 1
    moved = open_store(urls[1])
    assert moved.get(plan.id) == plan
    moved.engine.dispose()
    refused = run(urls[1], "restore", str(root / "README.md"))
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "bukan cadangan Khalayak" in refused.stderr
    assert "Pemakaian" in run(urls[1], "restore").stderr


def test_the_log_is_searched_in_all_of_a_line(store, plan):
    store.log("export.xlsx", actor="Humas Muda", subject=plan.id, details={"rows": 3})
    assert [entry.action for entry in store.audit(text="muda xlsx")] == ["export.xlsx"]
    assert [entry.action for entry in store.audit(text=plan.id)] == ["export.xlsx", "plan.create"]
    assert store.audit(text="100%") == ()
    assert timedelta(0) == store.audit()[0].at - store.audit()[1].at


def test_who_saves_while_somebody_restores_loses_nothing(url, store, plan):
    archive = write_backup(store)
    saved, other = [], open_store(url)

    def write():
        for number in range(12):
            try:
                kept = other.save(other.get(plan.id), actor="b", body={"budget": number})
            except ConflictError:
                continue
            saved.append((kept.revision, number))

    writer = threading.Thread(target=write)
    writer.start()
    for _time in range(3):
        restored(store, archive)
    writer.join()
    other.engine.dispose()
    history = {one.revision: one.body["budget"] for one in store.history(plan.id)}
    assert saved
    assert all(history[revision] == number for revision, number in saved)
    assert sorted(history) == list(range(1, len(history) + 1))
