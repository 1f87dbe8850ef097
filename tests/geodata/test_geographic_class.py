"""The rule of the geographic classes: each village has a class and the signs behind it."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata import load_areas
from geodata.codebook import FOLDER
from geodata.geographic_class import CLASSES, OFFICIAL_3T, GeographicRule, classify

RULE = GeographicRule.load()


def village(**changes):
    """One village in the open country with a strong signal; changes replace figures."""
    figures = {
        "kind": "desa",
        "density": 500.0,
        "mean_radiance": 1.0,
        "share_farm_work": 0.6,
        "score_idm_economic": 0.8,
        **{f"signal_{year}": "kuat" for year in range(2019, 2024)},
    }
    return pd.DataFrame([figures | changes], index=pd.Index(["32.01.01.2001"]))


def label(**changes):
    return classify(village(**changes), RULE)["geographic_class"].iloc[0]


def test_quiet_farm_village_is_desa():
    assert label() == "desa"


def test_dense_village_with_light_or_few_farms_is_a_town_fringe():
    assert label(density=2000.0, mean_radiance=4.0) == "pinggiran_kota"
    assert label(density=2000.0, share_farm_work=0.1) == "pinggiran_kota"
    assert label(density=2000.0) == "desa"


def test_lit_village_without_farms_in_open_country_is_no_town_fringe():
    assert label(density=450.0, mean_radiance=4.0, share_farm_work=0.1) == "desa"


def test_decimal_comma_in_a_threshold_is_refused(tmp_path):
    text = (FOLDER / "geographic_rule.csv").read_text(encoding="utf-8")
    path = tmp_path / "rule.csv"
    path.write_text(
        text.replace("urban_farm_share,0.3,", "urban_farm_share,0,3,"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"urban_farm_share.*decimals with a point"):
        GeographicRule.load(path)
    path.write_text(
        text.replace("urban_farm_share,0.3,", "urban_farm_share,few,"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="'few', which is not a number"):
        GeographicRule.load(path)


def test_dense_and_bright_village_is_kota_and_dense_alone_is_not():
    assert label(density=5000.0, mean_radiance=10.0) == "kota"
    assert label(density=5000.0, mean_radiance=4.0) == "pinggiran_kota"


def test_urban_kelurahan_is_kota():
    assert label(kind="kelurahan", density=2000.0, mean_radiance=4.0) == "kota"


def test_limited_access_needs_weak_signal_and_two_hardships():
    hardships = {"density": 100.0, "mean_radiance": 0.5}
    assert label(**hardships) == "desa"
    assert label(**hardships, signal_2023="lemah") == "akses_terbatas"
    assert label(density=100.0, mean_radiance=3.5, signal_2023="lemah") == "desa"


def test_signal_that_was_weak_in_most_years_counts():
    weak = {f"signal_{year}": "lemah" for year in (2019, 2020, 2021)}
    found = classify(village(density=100.0, mean_radiance=0.5, **weak), RULE)
    assert found["geographic_class"].iloc[0] == "akses_terbatas"
    assert found["n_years_weak_signal"].iloc[0] == 3


def test_kelurahan_without_signal_record_stays_unknown():
    signals = {f"signal_{year}": None for year in range(2019, 2024)}
    found = classify(village(kind="kelurahan", **signals), RULE)
    assert found["weak_signal_2023"].isna().all()
    assert found["n_years_weak_signal"].isna().all()


def test_every_real_village_has_a_class_and_most_have_a_reason():
    table = load_areas().table
    assert set(table["geographic_class"]) == set(CLASSES)
    counts = table["geographic_class"].value_counts()
    assert counts.to_dict() == {
        "pinggiran_kota": 168,
        "kota": 125,
        "desa": 119,
        "akses_terbatas": 23,
    }
    limited = table[table["geographic_class"] == "akses_terbatas"]
    assert limited["geographic_reason"].str.contains("weak_signal").all()


def test_classes_agree_with_the_urban_share_that_bps_publishes():
    villages = load_areas().table
    districts = load_areas("district").table
    urban = villages["area_km2"].where(
        villages["geographic_class"].isin(["kota", "pinggiran_kota"]), 0
    )
    share = urban.groupby(villages["district_code"]).sum() / districts["area_km2"]
    assert share.corr(districts["share_urban_area"]) > 0.9


def test_nothing_in_the_regency_is_official_3t():
    assert OFFICIAL_3T == 0


def test_wrong_thresholds_are_named(tmp_path):
    path = tmp_path / "rule.csv"
    path.write_text("threshold,value\nurban_density,1250\nmagic,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"magic.*urban_farm_share"):
        GeographicRule.load(path)
