import pytest

from segments.store import change_setting, open_store, read_settings


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'office.sqlite3'}")
    yield store
    store.engine.dispose()


def test_a_setting_holds_for_everybody_and_can_go_back(store):
    assert read_settings(store) == {}
    change_setting(store, "segmentation", "abc", actor="a")
    change_setting(store, "edition", "e1", actor="b")
    assert read_settings(store) == {"segmentation": "abc", "edition": "e1"}
    change_setting(store, "segmentation", "", actor="a")
    assert read_settings(store)["segmentation"] == ""


def test_the_same_again_is_no_new_revision(store):
    for _again in range(3):
        change_setting(store, "edition", "e1", actor="a")
    assert store.get("settings").revision == 1
