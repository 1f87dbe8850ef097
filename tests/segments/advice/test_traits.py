"""What is pooled of a segment."""

from __future__ import annotations

import numpy as np
import pytest

from geodata import AreaTable
from segments.advice import audience_traits, regency_traits, traits_of


def test_classes_add_up_to_the_regency(areas: AreaTable) -> None:
    classes = areas.table["geographic_class"]
    parts = [traits_of(areas, classes, code) for code in classes.unique()]
    assert sum(part.population for part in parts) == areas.table["population"].sum()
    assert sum(part.n_villages for part in parts) == len(areas.table)
    assert sum(part.values["n_posyandu"] for part in parts) == areas.table["n_posyandu"].sum()


def test_a_share_is_pooled_over_its_own_denominator(areas: AreaTable) -> None:
    kota = areas.table[areas.table["geographic_class"] == "kota"]
    pooled = traits_of(areas, areas.table["geographic_class"], "kota").values[
        "share_upper_secondary"
    ]
    holders = kota[["n_edu_upper_secondary", "n_edu_diploma", "n_edu_university"]].sum().sum()
    assert pooled == pytest.approx(holders / kota["n_adults_20"].sum())
    assert pooled != pytest.approx(kota["share_upper_secondary"].mean(), abs=1e-4)


def test_the_regency_is_100_everywhere(areas: AreaTable) -> None:
    whole = regency_traits(areas)
    assert list(whole.indices.values()) == pytest.approx([100.0] * len(whole.indices))
    assert whole.values == whole.bases


def test_counts_are_compared_per_resident(areas: AreaTable) -> None:
    traits = traits_of(areas, areas.table["geographic_class"], "akses_terbatas")
    here = traits.values["n_posyandu"] / traits.population
    everywhere = traits.bases["n_posyandu"] / traits.regency_population
    assert traits.indices["n_posyandu"] == pytest.approx(100 * here / everywhere)


def test_modelled_columns_bring_their_range(areas: AreaTable) -> None:
    traits = traits_of(areas, areas.table["geographic_class"], "desa")
    low, high = traits.lows["share_internet"], traits.highs["share_internet"]
    assert low < traits.values["share_internet"] < high
    assert traits.evidence["share_internet"] == "modelled"
    assert "share_elderly" not in traits.lows


def test_places_without_a_record_do_not_count_as_zero(areas: AreaTable) -> None:
    kelurahan = areas.table["kind"].rename("segment")
    traits = traits_of(areas, kelurahan, "kelurahan")
    assert "share_farm_work" not in traits.values
    assert traits.known["share_farm_work"] == 0
    assert traits.known["share_elderly"] == 1
    assert traits.signal_shares == {}
    assert traits.share_weak_signal is None


def test_totals_of_a_district_are_not_added_once_for_every_village(areas: AreaTable) -> None:
    inherited = [
        name
        for name in areas.columns(numeric=True)
        if areas.column(name).extensive and areas.column(name).inherited
    ]
    assert inherited
    assert not set(inherited) & set(regency_traits(areas).values)


def test_presence_is_a_share_of_residents(areas: AreaTable) -> None:
    traits = traits_of(areas, areas.table["geographic_class"], "kota")
    assert traits.presence["n_rt"] == 1
    assert all(0 <= share <= 1 for share in traits.presence.values())
    assert sum(traits.class_shares.values()) == pytest.approx(1)


def test_districts_work_as_well(districts: AreaTable) -> None:
    labels = districts.table["geographic_class"]
    traits = traits_of(districts, labels, str(labels.iloc[0]))
    assert traits.n_villages == (labels == labels.iloc[0]).sum()
    assert np.isfinite(list(traits.values.values())).all()


def test_an_unknown_label_lists_the_known_ones(areas: AreaTable) -> None:
    with pytest.raises(ValueError, match="Choose one of: akses_terbatas, desa"):
        traits_of(areas, areas.table["geographic_class"], "bulan")


def test_labels_for_other_places_are_refused(areas: AreaTable) -> None:
    labels = areas.table["geographic_class"].rename(index={areas.table.index[0]: "99.99.99.9999"})
    with pytest.raises(ValueError, match="unknown places: 99.99.99.9999"):
        traits_of(areas, labels, "kota")


class TestAudience:
    def test_everybody_is_the_regency(self, areas):
        people = areas.table["population"].astype(float)
        whole, found = regency_traits(areas), audience_traits(areas, people, "all")
        for name in ("share_internet", "share_elderly", "n_rt", "share_farm_work"):
            assert found.values[name] == pytest.approx(whole.values[name], rel=0.02), name
            assert found.indices[name] == pytest.approx(100, rel=0.02), name
        assert found.class_shares == pytest.approx(dict(whole.class_shares))

    def test_media_habits_are_those_of_the_audience_itself(self, areas):
        from geodata.media_habits import estimate_habits, load_rates

        young, old = (
            audience_traits(
                areas,
                areas.table["population"] / 10,
                "x",
                habits=estimate_habits(areas.table, load_rates(), ages=ages),
            )
            for ages in (("15_19", "20_24"), ("65_69", "70_74"))
        )
        assert young.values["share_tiktok"] > 2 * old.values["share_tiktok"]
        assert young.values["share_internet"] > old.values["share_internet"]
        assert old.values["share_radio"] > young.values["share_radio"]
        low, high = young.lows["share_internet"], young.highs["share_internet"]
        assert low < young.values["share_internet"] < high

    def test_units_fall_to_an_audience_pro_rata(self, areas):
        people = areas.table["population"] / 4
        found = audience_traits(areas, people, "quarter")
        assert found.values["n_posyandu"] == pytest.approx(areas.table["n_posyandu"].sum() / 4)
        assert found.population == pytest.approx(people.sum())

    def test_nobody_is_no_audience(self, areas):
        with pytest.raises(ValueError, match="no people"):
            audience_traits(areas, areas.table["population"] * 0, "none")
