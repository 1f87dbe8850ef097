"""Columns of an office: described, checked, laid over the tables, and never half a replacement."""

from dataclasses import replace

import pandas as pd
import pytest

from geodata import load_areas, load_codebook
from geodata.loading import stored_columns
from geodata.office_columns import (
    OfficeColumn,
    OfficeColumnError,
    column_name,
    replaceable,
    value_faults,
)


@pytest.fixture(scope="module")
def villages():
    return load_areas("village")


def shops(villages, **changes):
    column = OfficeColumn(
        name="office_warung",
        label="Warung kelontong",
        definition="Warung yang buka setiap hari",
        unit="warung",
        year="2025",
        source="BPS, Kabupaten Bogor Dalam Angka 2025",
        licence="",
        level="village",
        kind="count",
        lens="demographic",
        evidence="measured",
        values=dict.fromkeys(villages.table.index, 3.0),
    )
    return replace(column, **changes)


def test_a_new_count_is_in_the_village_table_and_adds_up_in_the_district(villages):
    office = (shops(villages),)
    there = load_areas("village", office=office)
    assert there.table["office_warung"].eq(3).all()
    (source,) = there.column("office_warung").sources
    assert office[0].as_source().source_id == source
    assert office[0].as_source().publisher == "BPS, Kabupaten Bogor Dalam Angka 2025"
    districts = load_areas("district", office=office).table
    n_villages = villages.table.groupby("district_code").size()
    pd.testing.assert_series_equal(
        districts["office_warung"], 3.0 * n_villages, check_names=False, check_index_type=False
    )


def test_a_share_is_averaged_by_residents(villages):
    first = villages.table.index[:13]  # the villages of one district
    values = {code: float(number % 2) for number, code in enumerate(first)}
    office = (shops(villages, kind="share", values=values),)
    people = villages.table.loc[first, "population"]
    expected = people[[code for code, value in values.items() if value]].sum() / people.sum()
    found = load_areas("district", office=office).table["office_warung"]
    assert found.loc[first[0][:8]] == pytest.approx(expected)


def test_a_district_column_is_inherited_by_its_villages(villages):
    districts = load_areas("district").table
    values = {code: float(number) for number, code in enumerate(districts.index)}
    office = (shops(villages, level="district", kind="ratio", values=values),)
    there = load_areas("village", office=office)
    assert there.column("office_warung").inherited
    expected = villages.table["district_code"].map(values)
    assert there.table["office_warung"].tolist() == expected.tolist()


def test_places_that_are_not_in_the_file_are_missing_and_not_zero(villages):
    values = {villages.table.index[0]: 5.0}
    there = load_areas("village", office=(shops(villages, values=values),)).table["office_warung"]
    assert there.iloc[0] == 5
    assert there.iloc[1:].isna().all()


def test_a_column_is_replaced_whole_or_not_at_all(villages):
    values = (villages.table["n_rw"].dropna() + 1).to_dict()
    column = shops(villages, name="n_rw", replaces=True, values=values)
    there = load_areas("village", office=(column,))
    assert (there.table["n_rw"].dropna() == pd.Series(values)).all()
    assert there.column("n_rw").year == "2025"
    assert there.column("n_rw").source == "K-n_rw"
    some = dict(list(values.items())[:100])
    with pytest.raises(OfficeColumnError, match="incomplete: n_rw"):
        load_areas("village", office=(replace(column, values=some),))


def test_residents_and_their_tables_cannot_be_replaced():
    may = replaceable(load_codebook(), stored_columns("village"), "village")
    assert "n_rw" in may
    forbidden = {"population", "n_households", "n_male", "n_age_00_04", "n_edu_none", "n_single"}
    assert not forbidden & set(may)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"label": " "}, "no_label"),
        ({"source": ""}, "no_source"),
        ({"year": ""}, "no_year"),
        ({"kind": "guess"}, "bad_choice"),
        ({"lens": "identity"}, "bad_choice"),
        ({"name": "Warung; DROP"}, "bad_choice"),
    ],
)
def test_what_is_not_said_is_asked_for(villages, changes, rule):
    with pytest.raises(OfficeColumnError) as told:
        shops(villages, **changes)
    assert told.value.rule == rule


def test_a_body_can_be_read_back_and_another_one_is_refused(villages):
    column = shops(villages)
    assert OfficeColumn.from_body({**column.to_body(), "file": "abc"}) == column
    for body in ({}, {**column.to_body(), "values": {"a": "b"}}, {"values": None}):
        with pytest.raises(OfficeColumnError):
            OfficeColumn.from_body(body)


def test_names_are_made_of_the_label_and_never_taken_twice():
    assert column_name("Jumlah Warung (unit)", ()) == "office_jumlah_warung_unit"
    assert column_name("Warung", {"office_warung"}) == "office_warung_2"
    assert column_name("???", ()) == "office_column"


def test_figures_that_break_their_rule_are_named():
    figures = pd.Series([1.0, -1.0, 1.5, None])
    assert value_faults(figures, "count").to_dict() == {1: "negative", 2: "not_whole"}
    assert value_faults(figures, "share").to_dict() == {1: "negative", 2: "over_100"}
    assert value_faults(figures, "ratio").empty
