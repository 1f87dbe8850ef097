"""Outlines drawn apart from each other become one coverage without gap or overlap."""

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas import GeoSeries
from shapely import box

from geodata.coverage import (
    METRES,
    check_outlines,
    clean_coverage,
    is_coverage,
    outlines_from_rings,
    overlap_with_raw,
    simplify_coverage,
    snap_to_grid,
)
from tests.geodata.drawn_regency import BOUNDS, VILLAGES, drawn_rings, square_ring

SLIP_METRES = 17


def holes(outlines):
    merged = shapely.get_parts(outlines.union_all())
    return [hole for part in merged for hole in part.interiors]


def faults(rings):
    return check_outlines(list(rings.items()), codes=VILLAGES, bounds=BOUNDS)


def two_places(first, second):
    return outlines_from_rings({"99.01.01.2001": first, "99.01.01.2002": second})


class TestChecking:
    def test_sound_outlines_have_no_fault(self):
        assert faults(drawn_rings()) == []

    @pytest.mark.parametrize(
        ("rings", "rule"),
        [
            ([], "the outline is empty"),
            (None, "the outline is empty"),
            ([[]], "at least 4 points"),
            ([[[106.5, -6.7], [106.52, -6.7], [106.5, -6.7]]], "at least 4 points"),
            ([[[106.5, -6.7], [106.52, "-6.7"], [106.5, -6.6], [106.5, -6.7]]], "a longitude"),
            ([[[106.5, -6.7], [106.52], [106.5, -6.6], [106.5, -6.7]]], "a longitude"),
            ([[[106.5, -6.7], [None, -6.7], [106.5, -6.6], [106.5, -6.7]]], "a longitude"),
            ([[[106.5, -6.7], [np.nan, -6.7], [106.5, -6.6], [106.5, -6.7]]], "a longitude"),
            ([[[106.5, -6.7, 9.0]] * 4], "a longitude"),
            ([[[106.5, -6.7], [106.52, -6.7], [106.54, -6.7], [106.5, -6.7]]], "no area"),
            ([square_ring(-6.7, 106.5, 0.02)], "must lie within"),
            ([square_ring(700_000, 9_250_000, 2_000)], "must lie within"),
            (
                [[[106.5, -6.7], [106.54, -6.66], [106.54, -6.7], [106.5, -6.66], [106.5, -6.7]]],
                "crosses itself",
            ),
            ([square_ring(106.5, -6.7, 0.02)] * 2, "cancel each other out"),
        ],
    )
    def test_a_broken_outline_is_named_with_its_rule(self, rings, rule):
        found = faults(drawn_rings() | {VILLAGES[3]: rings})
        assert [(fault[0], fault[1]) for fault in found] == [(VILLAGES[3], "outline")]
        assert rule in found[0][3]

    def test_all_faults_come_at_once(self):
        rings = drawn_rings()
        missing = VILLAGES[0]
        pairs = [*rings.items(), (VILLAGES[1], rings[VILLAGES[1]]), ("99.01.01.2999", [])]
        found = check_outlines(pairs[1:], codes=VILLAGES, bounds=BOUNDS)
        assert [(fault[0], fault[3]) for fault in found] == [
            (missing, "the place has no outline"),
            (VILLAGES[1], "the code appears twice"),
            ("99.01.01.2999", "the outline belongs to no known place"),
            ("99.01.01.2999", "the outline is empty"),
        ]

    def test_the_broken_ring_of_several_is_named(self):
        rings = drawn_rings()
        rings[VILLAGES[3]].append([[106.5, -6.7]])
        assert [fault[2] for fault in faults(rings)] == ["ring 2: 1 points"]

    def test_two_places_with_one_outline_are_both_named(self):
        rings = drawn_rings()
        rings[VILLAGES[1]] = rings[VILLAGES[0]]
        assert [(fault[0], fault[3]) for fault in faults(rings)] == [
            (code, "must not lie on another place") for code in sorted(VILLAGES[:2])
        ]

    def test_a_slip_of_the_pen_is_no_fault_and_is_mended(self):
        rings = drawn_rings()
        ring = rings[VILLAGES[0]][0]
        ring[5], ring[6] = ring[6], ring[5]
        assert not shapely.Polygon(ring).is_valid
        assert faults(rings) == []
        assert outlines_from_rings(rings).is_valid.all()


def test_a_ring_inside_another_is_a_hole_and_one_beside_it_a_part():
    rings = [square_ring(106.5, -6.7, 3), square_ring(107, -6, 1), square_ring(110, -6, 1)]
    outline = outlines_from_rings({"99.01.01.2001": rings}).iloc[0]
    assert outline.area == pytest.approx(9 - 1 + 1)


@pytest.mark.parametrize("seed", range(4))
class TestCleaning:
    def test_drawn_outlines_overlap_and_gap_and_clean_ones_do_not(self, seed):
        raw = outlines_from_rings(drawn_rings(seed=seed))
        clean = clean_coverage(raw)
        metric = clean.to_crs(METRES)
        assert not is_coverage(raw.to_numpy())
        assert len(holes(raw)) > 10
        assert is_coverage(clean.to_numpy())
        assert len(holes(clean)) == 1
        assert metric.area.sum() == pytest.approx(metric.union_all().area, rel=1e-12)
        assert clean.index.equals(raw.index)
        assert clean.crs == "EPSG:4326"

    def test_places_stay_what_was_drawn(self, seed):
        raw = outlines_from_rings(drawn_rings(seed=seed))
        clean = clean_coverage(raw)
        true = outlines_from_rings(drawn_rings(slip=0.0)).to_crs(METRES)
        assert (overlap_with_raw(clean, raw) > 0.95).all()
        assert (clean.geom_type == "Polygon").all()
        assert clean.to_crs(METRES).area.sum() == pytest.approx(true.area.sum(), rel=0.002)
        strayed = clean.to_crs(METRES).boundary.difference(true.boundary.buffer(3 * SLIP_METRES))
        assert strayed.length.sum() == 0

    def test_a_generalised_coverage_has_fewer_corners_and_still_fits(self, seed):
        clean = clean_coverage(outlines_from_rings(drawn_rings(seed=seed)))
        simple = simplify_coverage(clean, tolerance_metres=100)
        assert simple.count_coordinates().sum() < 0.9 * clean.count_coordinates().sum()
        assert is_coverage(simple.to_numpy())
        assert len(holes(simple)) == 1
        assert (overlap_with_raw(simple, clean) > 0.95).all()

    @pytest.mark.parametrize("step", [0.00001, 0.0002, 0.001, 0.002])
    def test_corners_on_a_grid_still_make_a_coverage(self, seed, step):
        clean = clean_coverage(outlines_from_rings(drawn_rings(seed=seed)))
        placed = snap_to_grid(clean, origin=(106.4, -6.8), step=step)
        cells = (shapely.get_coordinates(placed) - (106.4, -6.8)) / step
        assert np.abs(cells - np.rint(cells)).max() < 1e-6
        assert is_coverage(placed.to_numpy())
        assert len(holes(placed)) == 1
        assert placed.index.equals(clean.index)


def test_the_limit_decides_which_holes_are_kept():
    raw = outlines_from_rings(drawn_rings())
    assert len(holes(clean_coverage(raw, keep_holes_over_km2=15))) == 1
    assert len(holes(clean_coverage(raw, keep_holes_over_km2=25))) == 0


def test_a_sliver_cut_off_from_its_place_goes_to_the_place_around_it():
    raw = two_places(
        [square_ring(106.5, -6.7, 0.02), square_ring(106.53, -6.69, 0.001)],
        [square_ring(106.52, -6.7, 0.02), square_ring(106.53, -6.69, 0.001)],
    )
    clean = clean_coverage(raw)
    assert list(clean.geom_type) == ["Polygon", "Polygon"]
    assert not holes(clean)
    assert len(clean.iloc[1].interiors) == 0


def test_a_second_part_of_some_size_stays_with_its_place():
    raw = two_places(
        [square_ring(106.5, -6.7, 0.02), square_ring(106.53, -6.69, 0.008)],
        [square_ring(106.52, -6.7, 0.02), square_ring(106.53, -6.69, 0.008)],
    )
    clean = clean_coverage(raw)
    assert list(clean.geom_type) == ["MultiPolygon", "Polygon"]
    assert len(clean.iloc[1].interiors) == 1


def test_a_grid_too_coarse_for_the_places_is_refused():
    clean = clean_coverage(outlines_from_rings(drawn_rings()))
    with pytest.raises(ValueError, match="grid of 0.1 degrees. Choose a finer step"):
        snap_to_grid(clean, origin=(106.4, -6.8), step=0.1)


def test_overlap_is_shared_area_over_joint_area():
    codes = pd.Index(["a", "b", "c"])
    shapes = [box(0, 0, 100, 100), box(0, 0, 100, 100), box(0, 0, 100, 100)]
    moved = [box(0, 0, 100, 100), box(50, 0, 150, 100), box(500, 0, 600, 100)]
    overlap = overlap_with_raw(GeoSeries(shapes, codes, METRES), GeoSeries(moved, codes, METRES))
    assert overlap.round(6).to_dict() == {"a": 1.0, "b": 0.333333, "c": 0.0}
