"""Which kecamatan were sent their pack."""

from datetime import date

import pytest

from segments.campaign.pack_register import mark_sent, sent_days, unmark_sent
from segments.store import open_store

FIRST, SECOND = date(2027, 1, 5), date(2027, 1, 9)


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    yield store
    store.engine.dispose()


def test_the_first_day_stays_and_others_are_added(store):
    assert sent_days(store, "plan") == {}
    mark_sent(store, "plan", ["32.01.01"], day=FIRST, actor="a")
    mark_sent(store, "plan", ["32.01.01", "32.01.02"], day=SECOND, actor="a")
    assert sent_days(store, "plan") == {"32.01.01": FIRST, "32.01.02": SECOND}
    assert sent_days(store, "other") == {}


def test_a_note_can_be_taken_back(store):
    unmark_sent(store, "plan", ["32.01.01"], actor="a")
    mark_sent(store, "plan", ["32.01.01", "32.01.02"], day=FIRST, actor="a")
    unmark_sent(store, "plan", ["32.01.01"], actor="a")
    assert sent_days(store, "plan") == {"32.01.02": FIRST}
