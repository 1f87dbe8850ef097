"""A table of places checks itself and reports every fault at once."""

from __future__ import annotations

import dataclasses

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata import AreaTable, AreaTableError, load_areas, load_codebook
from geodata.codebook import CodebookError
from geodata.codebook import load_codebook as read_codebook

CODES = ["32.01.01.2001", "32.01.01.2002"]


def small_table(**changes):
    """Two villages with the columns that are always there; changes replace columns."""
    columns = {
        "name": ["Satu", "Dua"],
        "kind": ["desa", "desa"],
        "district_code": ["32.01.01", "32.01.01"],
        "population": [100, 300],
        "population_low": [100, 300],
        "population_high": [100, 300],
        "geographic_class": ["desa", "kota"],
    }
    index = pd.Index(changes.pop("index", CODES), name="village_code")
    return pd.DataFrame(columns | changes, index=index)


def make(table, outlines=None):
    if outlines is None:
        squares = [shapely.box(106 + place, -6, 107 + place, -5) for place in range(len(table))]
        outlines = gpd.GeoSeries(squares, index=table.index, crs="EPSG:4326")
    return AreaTable("village", table, outlines, load_codebook(), {})


def faults(table, outlines=None):
    with pytest.raises(AreaTableError) as caught:
        make(table, outlines)
    return set(caught.value.problems[["place", "column"]].itertuples(index=False, name=None))


def test_sound_table_is_accepted():
    assert make(small_table()).table["population"].sum() == 400


def test_every_fault_is_reported_at_once():
    table = small_table(
        index=["32.01.01.2001", "32.01.01.201"],
        population=[100.5, np.nan],
        geographic_class=["desa", "kampung"],
        share_internet=[0.5, 1.5],
        unheard_of=[1, 2],
    )
    assert faults(table) == {
        ("32.01.01.201", "village_code"),
        ("32.01.01.2001", "population"),
        ("32.01.01.201", "population"),
        ("32.01.01.201", "geographic_class"),
        ("32.01.01.201", "share_internet"),
        ("all", "unheard_of"),
        ("all", "share_internet_low"),
        ("all", "share_internet_high"),
    }


def test_message_names_place_column_value_and_rule():
    with pytest.raises(AreaTableError, match=r"32.01.01.2002, population: 0 - must be at least 1"):
        make(small_table(population=[5, 0]))


def test_required_columns_are_named():
    assert faults(small_table().drop(columns="kind")) == {("all", "kind")}


def test_code_that_appears_twice_is_named():
    table = small_table(index=[CODES[0], CODES[0]])
    squares = [shapely.box(106, -6, 107, -5), shapely.box(107, -6, 108, -5)]
    outlines = gpd.GeoSeries(squares, index=table.index, crs="EPSG:4326")
    assert (CODES[0], "village_code") in faults(table, outlines)


def test_numbers_outside_their_range_are_named():
    table = small_table(
        share_internet=[0.5, 0.5], share_internet_low=[0.4, 0.6], share_internet_high=[0.6, 0.7]
    )
    assert faults(table) == {(CODES[1], "share_internet")}


def test_text_where_numbers_belong_is_named():
    assert ("all", "population") in faults(small_table(population=["100", "300"]))


def test_outlines_must_belong_to_the_same_places():
    squares = [shapely.box(106, -6, 107, -5), shapely.Polygon()]
    outlines = gpd.GeoSeries(squares, index=[CODES[0], "32.01.01.2009"], crs="EPSG:4326")
    assert faults(small_table(), outlines) == {
        (CODES[1], "outline"),
        ("32.01.01.2009", "outline"),
    }


def test_outlines_in_metres_are_refused():
    outlines = make(small_table()).outlines.to_crs("EPSG:32748")
    assert faults(small_table(), outlines) == {("all", "outline")}


def test_contract_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        make(small_table()).level = "district"


def test_unknown_column_says_where_to_look():
    with pytest.raises(KeyError, match=r"codebook\.csv"):
        load_areas().column("share_of_happiness")


def test_codebook_reports_every_fault(tmp_path):
    from geodata.codebook import FOLDER

    text = (FOLDER / "codebook.csv").read_text(encoding="utf-8")
    wrong = text.replace(",measured,", ",guessed,", 1).replace("n_age_75_plus", "n_age_older", 1)
    path = tmp_path / "codebook.csv"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        read_codebook(path)
    assert any("evidence is 'guessed'" in line for line in caught.value.problems)
    assert any("'n_age_75_plus' is not a column" in line for line in caught.value.problems)


def test_codebook_with_other_headings_names_them(tmp_path):
    path = tmp_path / "codebook.csv"
    path.write_text("name,label_id\npopulation,Penduduk\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="label_en"):
        read_codebook(path)
