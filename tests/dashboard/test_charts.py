"""Specifications are plain, draw what they say, and stay the same from click to click."""

import json

import pandas as pd
import pytest

from dashboard import charts
from dashboard.layers import Layer, LayerClass, column_layer
from geodata.loading import DATA
from segments.i18n import Translator

ID = Translator("id")


def make_layer(*, numeric: bool = True) -> Layer:
    rows = pd.DataFrame(
        {
            "name": ["Suka", "Maju", "Suka", "Jaya"],
            "district_code": ["1", "1", "2", "2"],
            "district_name": ["Utara", "Utara", "Selatan", "Selatan"],
            "population": [10, 20, 30, 40],
            "people": ["10", "20", "30", "40"],
            "value": [0.1, 0.4, 0.2, None],
            "position": [0, 1, 0, -1],
            "text": ["10 %", "40 %", "20 %", "data tidak tersedia"],
        },
        index=["a", "b", "c", "d"],
    )
    classes = (
        LayerClass("1", "rendah", "#eeeeee", 2, 40),
        LayerClass("2", "tinggi", "#111111", 1, 20),
    )
    return Layer("share", "village", "Bagian", numeric, classes, rows)


class TestRanking:
    def test_highest_first_without_places_that_have_no_figure(self):
        ranked = charts.ranking(make_layer(), make_layer().rows)
        assert list(ranked.index) == ["b", "c", "a"]
        assert list(ranked["colour"]) == ["#111111", "#eeeeee", "#eeeeee"]

    def test_a_name_that_recurs_is_followed_by_its_district(self):
        labels = charts.ranking(make_layer(), make_layer().rows)["label"]
        assert list(labels) == ["1. Maju", "2. Suka (Selatan)", "3. Suka (Utara)"]

    def test_classes_are_ranked_by_residents(self):
        layer = make_layer(numeric=False)
        assert list(charts.ranking(layer, layer.rows)["text"]) == ["20", "30", "10"]


class TestRankedBars:
    RANKED = charts.ranking(make_layer(), make_layer().rows)

    def shown(self, *selected, limit=2):
        spec = charts.ranked_bars(self.RANKED, selected, limit=limit, title="Bagian")
        return spec, spec["datasets"]["ranked"]

    def test_a_selected_place_is_shown_at_its_rank_however_low(self):
        _, rows = self.shown("a")
        assert list(rows.index) == ["b", "a"]
        assert list(rows["selected"]) == [False, True]
        assert list(rows["opacity"]) == [0.45, 1.0]

    def test_without_a_selection_no_bar_steps_back(self):
        _, rows = self.shown()
        assert list(rows.index) == ["b", "c"]
        assert set(rows["opacity"]) == {1.0}

    def test_a_large_selection_does_not_outgrow_the_chart(self):
        _, rows = self.shown("a", "b", "c")
        assert len(rows) == 2

    def test_a_selection_changes_only_the_rows_of_the_specification(self):
        before, after = self.shown()[0], self.shown("a")[0]
        assert before.pop("datasets")["ranked"] is not after.pop("datasets")["ranked"]
        assert json.dumps(before) == json.dumps(after)


class TestAreaMap:
    @pytest.fixture
    def drawn(self, areas):
        import vl_convert

        layer = column_layer(areas, "score_idm", ID)
        outlines = json.loads((DATA / "areas.topojson").read_bytes())
        spec = charts.area_map(layer, outlines)
        return layer, vl_convert.vegalite_to_svg(json.loads(json.dumps(spec)))

    def test_every_village_is_drawn_in_the_colour_of_its_class(self, drawn):
        layer, svg = drawn
        for found in layer.classes:
            # The legend shows each colour once more.
            assert svg.count(f'fill="{found.colour}"') == found.n_areas + 1
        assert svg.count(f'fill="{charts.MISSING_COLOUR}"') == layer.n_missing

    def test_the_legend_names_every_class_with_its_letter(self, drawn):
        layer, svg = drawn
        for found in layer.classes:
            assert f"{found.letter}  {found.label}" in svg

    def test_an_address_can_stand_for_the_outlines(self, areas):
        layer = column_layer(areas, "geographic_class", ID)
        spec = charts.area_map(layer, "app/static/areas-1.topojson")
        assert {part["data"]["url"] for part in spec["layer"]} == {"app/static/areas-1.topojson"}
