"""The page of versions says what newer figures would change, without changing it."""

from contextlib import suppress
from dataclasses import replace

import pytest

from dashboard import cached
from segments.store import StoreError
from segments.typology import (
    DEFAULT_RECIPE,
    VersionEdit,
    VersionRecord,
    override_village,
    published_segmentation,
    save_draft,
    segment,
    would_move,
)
from tests.dashboard.test_pages import open_page, words

PAGE = "app_pages/versions.py"


@pytest.fixture
def drafted():
    """Save drafts of versions, and put them away afterwards."""
    made = []

    def draft(record):
        document = save_draft(cached.store(), record, name="Percobaan", actor="a")
        made.append(document)
        return document

    yield draft
    for document in made:
        with suppress(StoreError):
            cached.store().delete(cached.store().get(document.id), actor="test")


def test_a_version_of_todays_data_says_so(drafted):
    document = drafted(VersionRecord(published_segmentation(), edition=cached.edition()))
    app = open_page(PAGE, version_id=document.id)
    assert not app.exception
    assert "dibuat dari data yang dipakai kini" in words(app)


def test_villages_that_newer_figures_put_elsewhere_are_listed_and_not_moved(drafted):
    areas = cached.areas("village")
    darker = areas.table.assign(mean_radiance=areas.table["mean_radiance"] / 3)
    then = segment(replace(areas, table=darker), DEFAULT_RECIPE, bootstraps=0)
    expected = would_move(areas, then)
    document = drafted(VersionRecord(then, edition="data-lama"))
    app = open_page(PAGE, version_id=document.id)
    assert not app.exception
    assert f"{len(expected)} desa kini lebih dekat ke segmen lain" in words(app)
    (rows,) = (one.value for one in app.dataframe if "Kini lebih dekat ke" in one.value)
    assert rows["Desa/kelurahan"].tolist() == expected["name"].tolist()
    assert not cached.store().get(document.id).frozen


def test_a_village_that_the_office_moved_bears_its_reason(drafted):
    found = published_segmentation()
    village = found.labels.index[0]
    other = next(code for code in found.codes if code != found.labels[village])
    moved = override_village(cached.areas("village"), found, village, other)
    edit = VersionEdit("override", village, other, "Kegiatannya bersama desa tetangga", "a")
    document = drafted(VersionRecord(moved, edits=(edit,), edition=cached.edition()))
    app = open_page(PAGE, version_id=document.id)
    assert not app.exception
    (rows,) = (one.value for one in app.dataframe if "Dulu" in one.value)
    assert rows["Sebab"].tolist() == ["Keputusan kantor: Kegiatannya bersama desa tetangga"]
    assert rows["Kini"].tolist() == [other]
