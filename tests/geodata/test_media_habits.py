"""Media habits reproduce the published level and follow who lives in a place."""

from __future__ import annotations

import numpy as np
import pytest

from geodata import load_areas
from geodata.media_habits import AGES, estimate_habits, load_rates


@pytest.fixture(scope="module")
def table():
    return load_areas().table


@pytest.fixture(scope="module")
def rates():
    return load_rates()


def over_five(table):
    return table["population"] - table["n_age_00_04"]


def test_towns_and_countryside_reproduce_the_published_level(table):
    urban = table["geographic_class"].isin(["kota", "pinggiran_kota"])
    for members, published in ((urban, 0.763), (~urban, 0.5933)):
        estimate = np.average(
            table.loc[members, "share_internet"], weights=table.loc[members, "population"]
        )
        assert estimate == pytest.approx(published, abs=0.002)


def test_radio_reproduces_its_national_level(table):
    assert np.average(table["share_radio"], weights=table["population"]) == pytest.approx(
        0.0985, abs=0.001
    )


def test_younger_village_uses_more_internet(table, rates):
    older = table.copy()
    ages = [f"n_age_{age}" for age in AGES]
    code = table.index[0]
    older.loc[code, ages] = older.loc[code, ages].to_numpy()[::-1].copy()
    before = estimate_habits(table, rates).at[code, "share_internet"]
    assert estimate_habits(older, rates).at[code, "share_internet"] < before - 0.02


def test_those_who_cannot_use_it_are_part_of_those_offline(table):
    offline = 1 - table["share_internet"]
    assert (table["share_low_digital_skill"] < offline).all()
    assert (table["share_low_digital_skill"] / offline).mean() == pytest.approx(0.41, abs=0.02)


def test_main_platforms_stay_within_internet_users(table):
    platforms = ["share_tiktok", "share_youtube", "share_facebook", "share_instagram"]
    assert (table[platforms].sum(axis=1) < table["share_internet"]).all()


def test_order_of_villages_does_not_matter(table, rates):
    shuffled = table.sample(frac=1, random_state=0)
    again = estimate_habits(shuffled, rates).reindex(table.index)
    assert np.allclose(again["share_tiktok"], table["share_tiktok"], atol=1e-12)


def test_rates_out_of_order_are_named(tmp_path):
    from geodata.codebook import FOLDER

    text = (FOLDER / "published_rates.csv").read_text(encoding="utf-8")
    path = tmp_path / "rates.csv"
    path.write_text(text.replace(",76.3,71.3,", ",76.3,91.3,"), encoding="utf-8")
    with pytest.raises(ValueError, match="rows 2"):
        load_rates(path)


def test_habits_of_parts_make_up_those_of_the_whole(table, rates):
    whole = estimate_habits(table, rates)["share_internet"]
    parts = {"": AGES[1:8], "rest": AGES[8:]}
    weighted = sum(
        estimate_habits(table, rates, ages=ages)["share_internet"]
        * table[[f"n_age_{age}" for age in ages]].sum(axis=1)
        for ages in parts.values()
    )
    np.testing.assert_allclose(weighted / over_five(table), whole)


def test_those_under_five_have_no_habits(table, rates):
    assert estimate_habits(table, rates, ages=["00_04"]).isna().all(axis=None)
