"""The page of backups and of the log."""

from dashboard import cached
from segments.store import open_store, write_backup
from tests.dashboard.test_pages import open_page, words

PAGE = "app_pages/backup.py"


def as_approver():
    app = open_page(PAGE)
    app.session_state["actor_role"] = "approver"
    return app.run()


def labels(app):
    return [found.label for found in app.button]


def test_a_backup_is_brought_back_after_saying_what_it_holds(tmp_path, monkeypatch):
    monkeypatch.setenv("KHALAYAK_BACKUP_FOLDER", str(tmp_path / "cadangan"))
    other = open_store(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    plan = other.create("plan", "Dari komputer lain", {}, actor="a")
    archive = write_backup(other)
    other.engine.dispose()
    app = as_approver()
    app.file_uploader(key="restore_upload").upload("khalayak.zip", archive, "application/zip").run()
    assert "1 simpanan, 1 riwayat simpanan, 0 berkas, 1 baris catatan" in words(app)
    next(b for b in app.button if b.label == "Pulihkan dari cadangan ini").click().run()
    assert "1 simpanan ditambahkan" in app.success[0].value
    assert cached.store().get(plan.id).name == "Dari komputer lain"
    assert len(list((tmp_path / "cadangan").glob("*.zip"))) == 1


def test_a_file_that_is_no_backup_is_refused_in_words():
    app = as_approver()
    app.file_uploader(key="restore_upload").upload("x.zip", b"PK not really", "application/zip")
    app.run()
    assert "rusak" in app.error[0].value
    assert "Pulihkan dari cadangan ini" not in labels(app)


def test_only_an_approver_restores():
    assert "hanya untuk peran Penyetuju" in words(open_page(PAGE))


def test_the_log_is_searched_and_says_actions_in_words():
    cached.store().log("export.list.xlsx", actor="Humas Muda", subject="abc", details={"rows": 3})
    app = open_page(PAGE)
    app.text_input(key="audit_text").set_value("muda").run()
    rows = app.dataframe[0].value
    assert set(rows["Oleh"]) == {"Humas Muda"}
    assert rows["Kegiatan"][0] == "daftar diunduh xlsx"
    app.text_input(key="audit_text").set_value("tidak ada yang begini").run()
    assert "Tidak ada catatan yang cocok" in app.info[0].value
