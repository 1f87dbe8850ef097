"""Golden numbers of the shipped tables, and how figures of places are pooled."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geodata import load_areas, load_codebook, load_context, load_regency_figures, load_sources


@pytest.fixture(scope="module")
def villages():
    return load_areas()


@pytest.fixture(scope="module")
def districts():
    return load_areas("district")


def test_all_places_are_there(villages, districts):
    assert len(villages.table) == 435
    assert villages.table["kind"].value_counts().to_dict() == {"desa": 416, "kelurahan": 19}
    assert len(districts.table) == 40
    assert villages.table.index.name == "village_code"
    assert districts.table.index.name == "district_code"


def test_residents_are_those_of_the_register(villages, districts):
    assert villages.table["population"].sum() == 5_664_537
    assert districts.table["population"].sum() == 5_664_537
    summed = villages.table.groupby("district_code")["population"].sum()
    pd.testing.assert_series_equal(
        summed, districts.table["population"], check_names=False, check_dtype=False
    )


def test_measured_residents_have_no_range(villages):
    for end in ("population_low", "population_high"):
        assert (villages.table[end] == villages.table["population"]).all()


def test_kelurahan_are_missing_where_nobody_asked_them(villages):
    kelurahan = villages.table[villages.table["kind"] == "kelurahan"]
    for name in ("score_idm", "signal_2023", "share_farm_work", "weak_signal_2023"):
        assert kelurahan[name].isna().all(), name
        assert villages.table[name].notna().sum() == 416, name


def test_idm_is_the_mean_of_its_parts(villages):
    parts = villages.table[["score_idm_social", "score_idm_economic", "score_idm_environment"]]
    difference = (parts.mean(axis=1, skipna=False) - villages.table["score_idm"]).abs()
    assert difference.max() < 0.0006


def test_district_share_is_pooled_not_averaged(villages, districts):
    table = villages.table
    cibinong = table[table["district_code"] == "32.01.01"]
    expected = cibinong["n_male"].sum() / cibinong["population"].sum()
    assert 1 - districts.table.at["32.01.01", "share_female"] == pytest.approx(expected)
    assert villages.pooled("share_female") == pytest.approx(2_764_113 / 5_664_537)


def test_rates_per_thousand_keep_their_scale(villages):
    table = villages.table
    expected = 1000 * table["n_posyandu"].sum() / table["n_age_00_04"].sum()
    assert villages.pooled("posyandu_per_1000_under5") == pytest.approx(expected)


def test_pooling_leaves_out_places_without_a_value(villages):
    table = villages.table
    known = table[table["score_idm"].notna()]
    expected = np.average(known["score_idm"], weights=known["population"])
    assert villages.pooled("score_idm") == pytest.approx(expected)


def test_inherited_figures_pool_to_about_what_the_districts_give(villages, districts):
    for name in ("density_actual", "share_commuters", "mean_slope"):
        assert villages.pooled(name) == pytest.approx(districts.pooled(name), rel=0.02), name
    assert np.isnan(villages.pooled("n_residents_bps"))
    assert districts.pooled("n_residents_bps") == 5_682_303


def test_villages_inherit_what_is_measured_per_district(villages, districts):
    inherited = villages.table["district_code"].map(districts.table["mean_slope"])
    assert (villages.table["mean_slope"] == inherited).all()
    assert villages.column("mean_slope").inherited


def test_modelled_columns_have_a_range_around_them(villages, districts):
    modelled = [
        name
        for name, column in load_codebook().items()
        if column.evidence == "modelled" and column.interval
    ]
    assert len(modelled) >= 9
    for areas in (villages, districts):
        for name in modelled:
            assert (areas.table[f"{name}_low"] < areas.table[name]).all(), name
            assert (areas.table[name] < areas.table[f"{name}_high"]).all(), name
            assert areas.column(f"{name}_low") is areas.column(name)


def test_every_column_of_the_tables_is_explained(villages, districts):
    sources = load_sources()
    for areas in (villages, districts):
        for name in areas.table:
            column = areas.column(name)
            assert column.label("id")
            assert column.label("en")
            assert set(column.sources) <= set(sources), name


def test_religion_is_out_of_reach_of_every_table(villages, districts):
    words = ("agama", "religi", "islam", "kristen", "etnis", "ethnic", "suku")
    for areas in (villages, districts):
        assert not [name for name in areas.table if any(word in name for word in words)]
    context = load_context()
    assert context.to_numpy().sum() == 5_664_537


def test_regency_figures_keep_their_year_and_unit():
    figures = load_regency_figures()
    poverty = figures[
        (figures["variable"] == "penduduk_miskin") & (figures["category"] == "persen")
    ]
    assert poverty.set_index("year").loc["2024", "value"] == 7.05
    assert (figures["unit"] != "").all()


def test_unknown_level_says_what_is_allowed():
    with pytest.raises(ValueError, match="village, district"):
        load_areas("rt")


def test_column_of_the_codebook_that_nobody_fills_stops_the_loading(monkeypatch):
    import dataclasses

    from geodata import AreaTableError, loading

    known = dict(load_codebook())
    known["n_libraries"] = dataclasses.replace(known["n_rt"], name="n_libraries")
    monkeypatch.setattr(loading, "load_codebook", lambda: known)
    with pytest.raises(AreaTableError, match="n_libraries"):
        load_areas()


def test_cells_and_rows_that_cannot_be_added_up_are_all_named(tmp_path):
    import shutil

    from geodata import AreaTableError
    from geodata.loading import DATA

    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "villages.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    heading = lines[0].split(",")
    cells = lines[1].split(",")
    cells[heading.index("n_male")] = "9.210 jiwa"
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:], lines[5]]), encoding="utf-8")
    with pytest.raises(AreaTableError) as caught:
        load_areas(folder=folder)
    said = {(row.place, row.column, row.value) for row in caught.value.problems.itertuples()}
    assert (cells[0], "n_male", "9.210 jiwa") in said
    assert any("appears twice" in rule for rule in caught.value.problems["rule"])
    path.write_text("\n".join(lines).replace(",", ";"), encoding="utf-8")
    with pytest.raises(AreaTableError, match="parted by commas"):
        load_areas(folder=folder)
