"""A column becomes classes with clean edges, colours and words that all pictures share."""

import numpy as np
import pandas as pd
import pytest

from dashboard import layers
from dashboard.layers import clean_breaks, column_layer, segment_layer, share_layer
from segments.i18n import Translator

ID, EN = Translator("id"), Translator("en")


class TestCleanBreaks:
    def test_edges_are_round_and_classes_about_equal(self):
        values = pd.Series(np.linspace(1397, 51051, 435))
        edges = clean_breaks(values)
        assert edges == (10000, 20000, 30000, 40000)

    def test_few_distinct_values_get_a_class_each(self):
        assert clean_breaks(pd.Series([0, 0, 0, 1, 2, 2])) == (1, 2)

    def test_values_that_hardly_differ_stay_in_one_class(self):
        assert clean_breaks(pd.Series([86.94, 86.95, 86.96, 86.97] * 20), finest=0.5) == ()

    def test_many_equal_values_give_equally_wide_classes(self):
        values = pd.Series([100.0] * 300 + list(np.linspace(3.5, 99, 100)))
        assert clean_breaks(values) == (20, 40, 60, 80)

    def test_missing_values_do_not_count(self):
        assert clean_breaks(pd.Series([1.0, 2.0, np.nan])) == (2.0,)

    def test_one_value_needs_no_edge(self):
        assert clean_breaks(pd.Series([3.0, 3.0])) == ()

    def test_no_class_is_empty_and_no_edge_lies_outside(self):
        random = np.random.default_rng(0)
        for scale in (0.01, 1, 1e6):
            values = pd.Series(random.lognormal(size=435) * scale)
            edges = clean_breaks(values)
            sizes = np.bincount(np.searchsorted(edges, values, side="right"), minlength=5)
            assert len(edges) == 4
            assert sizes.min() > 0


class TestColumns:
    def test_every_column_can_be_mapped_at_both_levels(self, areas, districts):
        for places in (areas, districts):
            for name in layers.mappable(places):
                layer = column_layer(places, name, ID)
                assert 1 <= len(layer.classes) <= 8, name
                assert sum(found.n_areas for found in layer.classes) + layer.n_missing == len(
                    places.table
                ), name
                assert len({found.letter for found in layer.classes}) == len(layer.classes), name
                assert layer.rows["text"].str.len().min() > 0, name

    def test_names_ends_of_ranges_and_reasons_are_not_offered(self, areas):
        offered = layers.mappable(areas)
        assert {"name", "geographic_reason", "share_tv_low", "population_high"}.isdisjoint(offered)
        assert {"population", "geographic_class", "share_tv", "signal_2023"} <= set(offered)

    def test_the_19_kelurahan_have_no_figure_instead_of_zero(self, areas):
        layer = column_layer(areas, "score_idm", ID)
        missing = layer.rows[layer.rows["position"] == layers.MISSING_POSITION]
        assert layer.n_missing == 19
        assert set(missing["text"]) == {"data tidak tersedia"}
        assert missing["value"].isna().all()

    def test_a_modelled_figure_carries_its_range(self, areas):
        layer = column_layer(areas, "share_internet", ID)
        assert layer.rows["text"].str.fullmatch(r"\d+,\d % \(\d+,\d–\d+,\d %\)").all()

    def test_a_share_of_yes_and_no_is_shown_for_a_district(self, districts):
        layer = column_layer(districts, "has_market", ID)
        assert layer.title.endswith("(bagian penduduk)")
        assert layer.rows["text"].str.endswith("%").sum() == 39

    def test_classes_are_written_in_the_language_of_the_reader(self, areas):
        assert column_layer(areas, "population", ID).classes[0].label == "di bawah 8.000"
        assert column_layer(areas, "population", EN).classes[0].label == "under 8,000"

    def test_ordered_classes_grow_darker_so_that_a_grey_print_can_be_read(self, areas):
        colours = [found.colour for found in column_layer(areas, "density", ID).classes]
        brightness = [sum(int(c[start : start + 2], 16) for start in (1, 3, 5)) for c in colours]
        assert brightness == sorted(brightness, reverse=True)


class TestSegments:
    LABELS = ["A", "B", "A"]

    @pytest.fixture
    def layer(self, areas, segmentation):
        names = [segmentation.names[code]["id"] for code in segmentation.codes]
        return segment_layer(areas, segmentation.labels, names, ID)

    def test_letter_colour_and_name_go_together(self, layer, segmentation):
        letters = [found.letter for found in layer.classes]
        assert tuple(letters) == segmentation.codes
        code = segmentation.labels.index[0]
        letter = segmentation.labels.iloc[0]
        assert layer.rows.loc[code, "text"].startswith(f"{letter} · ")
        assert len({found.colour for found in layer.classes}) == len(letters)

    def test_classes_hold_all_residents(self, layer, areas):
        people = sum(found.population for found in layer.classes)
        assert people == areas.table["population"].sum()

    def test_a_letter_keeps_its_colour_where_another_is_missing(self, areas, segmentation):
        merged = segmentation.labels.replace({"C": "D"})
        names = [segmentation.names[code]["id"] for code in "ABDE"]
        layer = segment_layer(areas, merged, names, ID)
        assert [found.letter for found in layer.classes] == list("ABDE")
        assert layer.classes[2].colour == layers.NOMINAL_COLOURS[3]
        assert sum(found.n_areas for found in layer.classes) == 435
        assert layer.rows.loc[merged == "E", "text"].str.startswith("E · ").all()

    def test_one_segment_can_stand_out(self, areas, segmentation):
        names = [segmentation.names[code]["id"] for code in segmentation.codes]
        layer = segment_layer(areas, segmentation.labels, names, ID, only="B")
        loud = [f.letter for f in layer.classes if f.colour != layers.QUIET_COLOUR]
        assert loud == ["B"]

    def test_a_district_shows_one_share_at_a_time(self, districts):
        shares = pd.Series(np.linspace(0, 1, 40), index=districts.table.index, name="segment_A")
        layer = share_layer(districts, shares, "Penduduk di segmen A", ID)
        assert layer.rows["text"].iloc[-1] == "100,0 %"
        assert layers.fitting_column("segments", "district", "B") == "segment_B"
        assert layers.fitting_column("segment_B", "village", "A") == "segments"
