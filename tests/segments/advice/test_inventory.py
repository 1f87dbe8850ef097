import pandas as pd
import pytest

from segments.advice import (
    INVENTORY_COLUMNS,
    covered,
    find_private,
    place_inventory,
    read_inventory,
    shipped_rows,
)

ROW = {
    "channel": "radio_teman",
    "name": "Radio Teman",
    "owner": "Diskominfo, UPT Radio",
    "coverage": "semua",
    "share": "70",
    "unit_of": "all",
    "n_units": "",
    "people_per_unit": "",
    "cost": "2.000.000",
    "cost_low": "",
    "cost_high": "",
    "cost_per": "month",
    "cost_unit": "bulan",
    "cost_source": "Kontrak",
    "cost_date": "2026-01",
    "lead_time_days": "3",
    "language": "Indonesia",
    "accessibility": "",
    "basis": "found",
    "source": "Diskominfo",
    "note": "",
}


@pytest.fixture
def read(playbook, areas):
    def read(*changes):
        return read_inventory([ROW | change for change in changes], playbook, areas)

    return read


def rules(inventory):
    return [(problem.row, problem.column, problem.rule) for problem in inventory.problems]


def test_the_list_that_ships_is_whole_and_each_row_has_its_basis(playbook, areas):
    inventory = read_inventory(shipped_rows(), playbook, areas)
    assert inventory.problems == ()
    assert {entry.channel for entry in inventory.entries} == set(playbook.channels)
    assert sum("Admin Kecamatan" in entry.name for entry in inventory.entries) == 40
    found = [entry for entry in inventory.entries if entry.basis == "found"]
    assert "Radio Teman (Radio Tegar Beriman)" in {entry.name for entry in found}
    assert all("Asumsi" not in entry.source for entry in found)
    assert all("sumsi" in entry.source for entry in inventory.entries if entry not in found)


def test_a_row_is_read_as_offices_type_it(read):
    (entry,) = read({"cost": "Rp 1.500.000,-", "share": "62,5 %", "cost_date": "2025"}).entries
    assert (entry.cost, entry.cost_low, entry.cost_high, entry.share) == (
        1_500_000, 1_500_000, 1_500_000, 0.625,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "column", "rule"),
    [
        ({"coverage": ""}, "coverage", "no_coverage"),
        ({"coverage": "32.01.99"}, "coverage", "unknown_code"),
        ({"coverage": "32.01.02.201"}, "coverage", "damaged_code"),
        ({"coverage": "Kecamatan Entah"}, "coverage", "unknown_place"),
        ({"coverage": "32.71.01"}, "coverage", "unknown_code"),
        ({"cost": ""}, "cost", "no_cost"),
        ({"cost": "-1"}, "cost", "too_small"),
        ({"cost": "murah"}, "cost", "not_number"),
        ({"cost": "10", "cost_low": "20"}, "cost", "order"),
        ({"cost_source": ""}, "cost_source", "empty"),
        ({"cost_date": "kemarin"}, "cost_date", "not_date"),
        ({"cost_per": "unit"}, "people_per_unit", "needs_people"),
        ({"unit_of": "rt"}, "n_units", "empty"),
        ({"channel": "merpati"}, "channel", "unknown_channel"),
        ({"basis": ""}, "basis", "empty"),
        ({"owner": "Ibu Ani 0812-3456-7890"}, "owner", "personal_data"),
        ({"note": "x" * 501}, "note", "too_long"),
    ],
)
def test_a_fault_is_named_by_row_column_and_rule(read, change, column, rule):
    inventory = read({"name": "Lain"}, change)
    assert (2, column, rule) in rules(inventory)
    assert [entry.name for entry in inventory.entries] == ["Lain"]


def test_a_name_stands_once_and_blank_rows_are_no_rows(read, playbook, areas):
    assert rules(read({}, {"name": "radio  TEMAN"})) == [(2, "name", "twice")]
    blank = dict.fromkeys(INVENTORY_COLUMNS, None)
    assert read_inventory([blank, blank], playbook, areas).problems == ()


def test_private_data_are_found_before_a_list_is_stored_however_they_are_written():
    written = [
        "hp 0812 3456 7890",
        "+62-812-3456-7890",
        "０８１２３４５６７８９０",
        "a\u200bni@mail.id",
    ]
    for text in written:
        assert [found.rule for found in find_private([ROW | {"note": text}])] == ["personal_data"]
    assert find_private([ROW]) == ()


def test_coverage_takes_codes_names_and_classes(read, areas):
    (entry,) = read({"coverage": "32.01.01.1001 32.01.01.1002; Kec. Cariu\nakses terbatas"}).entries
    villages = areas.table.loc[covered(entry, areas)]
    assert entry.coverage == ("32.01.01.1001", "32.01.01.1002", "32.01.08", "akses_terbatas")
    assert (villages["district_name"] == "Cariu").sum() == 10
    limited = (areas.table["geographic_class"] == "akses_terbatas").sum()
    assert (villages["geographic_class"] == "akses_terbatas").sum() == limited


class TestPlaced:
    def test_units_of_a_village_come_from_its_own_count(self, read, areas):
        change = {"channel": "posyandu", "unit_of": "posyandu", "n_units": 2, "people_per_unit": 40}
        placed = place_inventory(read(change | {"cost_per": "unit", "cost": 75_000}), areas)
        villages = placed.of("posyandu")
        counts = areas.table.loc[villages.index, "n_posyandu"]
        pd.testing.assert_series_equal(villages["units"], 2.0 * counts, check_names=False)
        assert (villages["capacity"] == 80.0 * counts).all()
        assert set(villages["unit_cost"]) == {75_000}
        assert villages["month_cost"].sum() == 0

    def test_what_is_paid_by_the_month_is_shared_out_whole(self, read, areas):
        placed = place_inventory(read({"coverage": "32.01.01"}), areas)
        villages = placed.of("radio_teman")
        assert set(areas.table.loc[villages.index, "district_name"]) == {"Cibinong"}
        assert villages["month_cost"].sum() == pytest.approx(2_000_000)
        assert placed.channels.loc["radio_teman", "month_cost"] == 2_000_000
        assert villages[["units", "capacity", "unit_cost"]].isna().all(axis=None)

    def test_two_entries_of_a_channel_add_up_but_their_reach_does_not(self, read, areas):
        by_use = {"cost_per": "unit", "people_per_unit": 10, "unit_of": "village", "n_units": 3}
        placed = place_inventory(
            read(
                by_use | {"cost": 500, "coverage": "Cariu"},
                by_use | {"cost": 400, "name": "Dua", "share": 90, "coverage": "Cariu"},
            ),
            areas,
        )
        village = placed.of("radio_teman").iloc[0]
        assert (village["share"], village["units"], village["capacity"]) == (0.9, 6, 60)
        assert village["unit_cost"] == 400

    def test_an_empty_list_places_nothing(self, areas, read):
        placed = place_inventory(read(), areas)
        assert placed.of("radio_teman").empty
        assert placed.channels.empty
