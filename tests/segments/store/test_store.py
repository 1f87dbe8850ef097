import subprocess
import sys
import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from segments.store import (
    ConflictError,
    FrozenError,
    MissingError,
    StoreError,
    names_apart,
    open_store,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_new_document_can_be_read_back(store, plan):
    assert store.get(plan.id) == plan
    assert (plan.revision, plan.state, plan.body, plan.saved_at) == (
        1,
        "draft",
        {"budget": 10},
        NOON,
    )


def test_every_save_is_a_revision_and_none_is_lost(store, plan):
    saved = store.save(plan, actor="ketua", body={"budget": 12}, note="naik")
    assert saved.body == {"budget": 12}
    assert [one.body["budget"] for one in store.history(plan.id)] == [12, 10]
    assert store.get(plan.id, 1).body == {"budget": 10}


def test_undo_goes_one_step_back_and_is_itself_a_revision(store, plan):
    saved = store.save(plan, actor="a", body={"budget": 12}, state="checked")
    undone = store.undo(saved, actor="a")
    assert (undone.body, undone.state, undone.revision) == ({"budget": 10}, "draft", 3)


def test_the_second_of_two_writers_is_told_and_overwrites_nothing(store, plan):
    store.save(plan, actor="satu", body={"budget": 1})
    with pytest.raises(ConflictError) as told:
        store.save(plan, actor="dua", body={"budget": 2})
    assert told.value.current.actor == "satu"
    assert store.get(plan.id).body == {"budget": 1}


def test_of_many_at_once_exactly_one_wins(store, plan):
    outcomes = []

    def write(number):
        try:
            store.save(plan, actor=str(number), body={"budget": number})
            outcomes.append("saved")
        except ConflictError:
            outcomes.append("told")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["told"] * 7


def test_a_frozen_document_moves_on_but_does_not_change(store, plan):
    approved = store.save(plan, actor="k", state="approved", frozen=True)
    for change in (
        {"body": {"budget": 99}},
        {"name": "Lain"},
        {"frozen": False},
        {"deleted": True},
    ):
        with pytest.raises(FrozenError):
            store.save(approved, actor="k", **change)
    assert store.save(approved, actor="k", state="sent").state == "sent"


@pytest.mark.usefixtures("plan")
def test_search_looks_at_name_and_body_and_takes_signs_as_they_are(store):
    store.create("plan", "Sampah 100%", {"message": "Pilah"}, actor="a")
    assert [one.name for one in store.find("plan", text="pilah")] == ["Sampah 100%"]
    assert [one.name for one in store.find(text="100%")] == ["Sampah 100%"]
    assert store.find(text="1%0") == ()


def test_a_deleted_document_is_out_of_the_list_and_comes_back(store, plan):
    gone = store.delete(plan, actor="a")
    assert store.find("plan") == ()
    assert store.find("plan", deleted=True)[0].id == plan.id
    store.undo(gone, actor="a")
    assert store.find("plan")[0].id == plan.id


def test_a_clone_is_a_draft_of_its_own(store, plan):
    frozen = store.save(plan, actor="a", state="approved", frozen=True)
    copy = store.clone(frozen, "Posyandu 2", actor="b")
    assert (copy.state, copy.frozen, copy.body, copy.id != plan.id) == (
        "draft",
        False,
        plan.body,
        True,
    )


def test_what_may_exist_once_is_made_once(store):
    first = store.create("return", "Nanggung", {"n": 1}, actor="a", id="once")
    with pytest.raises(ConflictError) as told:
        store.create("return", "Nanggung", {"n": 2}, actor="b", id="once")
    assert told.value.current == first == store.get("once")


def test_what_is_not_there_is_said(store, plan):
    for ask in (lambda: store.get("x"), lambda: store.history("x"), lambda: store.file("x")):
        with pytest.raises(MissingError):
            ask()
    with pytest.raises(MissingError):
        store.undo(plan, actor="a")
    with pytest.raises(StoreError, match="name"):
        store.create("plan", "  ", {}, actor="a")


def test_a_body_that_is_no_json_is_refused_and_nothing_is_written(store):
    with pytest.raises(ValueError, match="JSON"):
        store.create("plan", "x", {"n": float("nan")}, actor="a")
    assert store.find() == ()


def test_a_file_is_kept_once_and_comes_back_as_it_was(store):
    first = store.put_file(b"\x00\xff", name="a.bin", media_type="application/octet-stream")
    assert store.put_file(b"\x00\xff", name="b.bin", media_type="x") == first
    assert (store.file(first).content, store.file(first).name) == (b"\x00\xff", "a.bin")


def test_the_log_tells_who_did_what(store, plan):
    store.save(plan, actor="ketua", state="checked")
    store.log("export.xlsx", actor="humas", subject=plan.id, details={"rows": 3})
    assert [entry.action for entry in store.audit(subject=plan.id)] == [
        "export.xlsx", "plan.save", "plan.create",
    ]  # fmt: skip
    assert store.audit(action="export")[0].details == {"rows": 3}


@pytest.mark.parametrize("table", ["revisions", "audit"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET actor = 'x'", "DELETE FROM {}"])
def test_history_cannot_be_changed_even_by_hand(store, plan, table, verb):
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store.engine.begin() as connection:
        connection.execute(sa.text(verb.format(table)))
    assert store.get(plan.id) == plan


def test_opening_again_keeps_everything(url, plan):
    again = open_store(url)
    assert again.get(plan.id) == plan
    again.engine.dispose()


def test_a_process_killed_while_writing_loses_nothing_that_was_saved(url, store, plan, root):
    script = (
        "import os, sys; from segments.store import open_store\n"
        "store = open_store(sys.argv[1]); plan = store.get(sys.argv[2])\n"
        "plan = store.save(plan, actor='x', body={'budget': 11})\n"
        "connection = store.engine.connect(); connection.begin()\n"
        "connection.exec_driver_sql(\"UPDATE documents SET name = 'half'\")\n"
        "os._exit(9)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, url, plan.id], cwd=root, check=False)
    assert killed.returncode == 9
    assert (store.get(plan.id).body, store.get(plan.id).name) == ({"budget": 11}, "Posyandu")
    assert store.save(store.get(plan.id), actor="y", state="checked").revision == 3


def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path):
    path = tmp_path / "office.sqlite3"
    path.write_bytes(b"this is no database, but it is long enough to look like a file" * 20)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"this is no database")


def test_tables_of_a_newer_version_are_refused(url, store):
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="another version"):
        open_store(url)


def test_documents_of_one_name_can_be_told_apart(store):
    first, second, other = (
        store.create("plan", name, {}, actor="Rina") for name in ("Posyandu", "Posyandu", "Sampah")
    )
    assert names_apart(store.find("plan")) == {
        first.id: f"Posyandu · {first.id}",
        second.id: f"Posyandu · {second.id}",
        other.id: "Sampah",
    }
