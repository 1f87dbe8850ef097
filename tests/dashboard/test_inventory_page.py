"""The inventory page: what is typed is checked, saved with its history, and never lost."""

import pytest

from dashboard import cached
from dashboard.components import inventory_grid
from segments.advice import INVENTORY_KIND
from tests.dashboard.test_pages import open_page, payload, words

PAGE = "app_pages/inventory.py"


@pytest.fixture(autouse=True)
def no_list():
    """Put away the lists of other tests: each begins with the one that ships."""
    yield
    if document := cached.inventory_document():
        cached.store().delete(document, actor="test")


def save(rows, actor="humas"):
    store, document = cached.store(), cached.inventory_document()
    if document is None:
        return inventory_grid._create({"rows": rows}, actor)
    return store.save(document, actor=actor, body={"rows": rows})


def shipped():
    return [dict(row) for row in cached.inventory_rows(cached.InventoryKey())]


def button(app, label):
    return next(found for found in app.button if found.label == label)


def grid(app):
    return app.session_state["inventory_desk"]


def test_it_starts_with_the_public_channels_and_says_what_is_assumed():
    text = words(open_page(PAGE))
    assert "73 kanal siap dipakai" in text
    assert "10 ditemukan di sumber terbuka, 63 masih asumsi" in text


def test_a_list_with_faults_names_row_column_and_rule_and_keeps_the_row():
    rows = shipped()
    rows[2]["coverage"], rows[4]["cost"] = "32.01.99", ""
    save(rows)
    app = open_page(PAGE)
    assert "71 kanal siap dipakai" in words(app)
    assert "2 baris belum lengkap" in app.warning[0].value
    told = app.table[0].value.astype(str).to_numpy().tolist()
    assert [row[0] for row in told] == ["3", "5"]
    assert "Kode ini bukan desa" in told[0][4]
    assert "Biaya belum diisi" in told[1][4]
    assert len(grid(app)["typed"]) == 73


def test_what_was_typed_is_saved_and_undone_as_revisions():
    app = open_page(PAGE)
    desk = dict(grid(app))
    typed = [dict(row) for row in desk["typed"]]
    typed[0]["share"] = "65"
    app.session_state["inventory_desk"] = desk | {"started": tuple(typed), "typed": tuple(typed)}
    button(app.run(), "Simpan daftar").click().run()
    document = cached.inventory_document()
    assert document.body["rows"][0]["share"] == "65"
    save([*typed[:-1]])
    app.segmented_control(key="inventory_view").set_value("history").run()
    button(app, "Urungkan simpanan terakhir").click().run()
    assert len(cached.inventory_document().body["rows"]) == 73
    assert len(cached.store().history(INVENTORY_KIND)) > 2
    assert not app.exception


def test_two_planners_at_once_the_second_is_asked_and_loses_nothing():
    save(shipped())
    app = open_page(PAGE)
    desk = dict(grid(app))
    typed = tuple(desk["typed"][:-1])
    app.session_state["inventory_desk"] = desk | {"started": typed, "typed": typed}
    save(shipped()[:-5], actor="Rekan")
    app.run()
    assert "Rekan menyimpan daftar ini" in app.warning[0].value
    button(app, "Simpan daftar").click().run()
    assert len(cached.inventory_document().body["rows"]) == 68
    button(app, "Simpan ketikan saya di atasnya").click().run()
    history = cached.store().history(INVENTORY_KIND)
    assert [len(one.body["rows"]) for one in history[:3]] == [72, 68, 73]


def test_a_phone_number_is_never_stored():
    app = open_page(PAGE)
    desk = dict(grid(app))
    typed = [dict(row) for row in desk["typed"]]
    typed[1]["owner"] = "Ibu Ani, 0812-3456-7890"
    app.session_state["inventory_desk"] = desk | {"started": tuple(typed), "typed": tuple(typed)}
    app.run()
    assert "baris 2" in app.error[0].value
    assert button(app, "Simpan daftar").disabled
    assert cached.inventory_document() is None


def test_the_map_shows_where_a_channel_works():
    app = open_page(PAGE)
    app.segmented_control(key="inventory_view").set_value("map").run()
    app.selectbox(key="inventory_channel").set_value("banner").run()
    sent = payload(app, "area_map")
    limited = cached.areas("village").table["geographic_class"] == "akses_terbatas"
    shares = cached.coverage_layer(cached.inventory_key(), "banner", "id").rows["value"]
    assert set(shares[limited]) == {0.0}
    assert set(shares[~limited]) == {0.9}
    assert len(sent["positions"]) == 435


def test_a_reader_sees_the_list_but_cannot_change_it():
    app = open_page(PAGE)
    app.session_state["actor_role"] = "viewer"
    app.run()
    assert all(found.label != "Simpan daftar" for found in app.button)
    assert "tidak mengubahnya" in words(app)
