"""Outlines survive the way into TopoJSON and back, and neighbours are found in them."""

import gzip
import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import Geod
from shapely import Point, box

from geodata.boundaries import neighbours, read_topojson, to_topojson
from geodata.coverage import (
    clean_coverage,
    is_coverage,
    outlines_from_rings,
    overlap_with_raw,
    simplify_coverage,
)
from geodata.loading import DATA
from tests.geodata.drawn_regency import VILLAGES, district_of, drawn_rings

SHIPPED = DATA / "areas.topojson"
OFFICIAL_KM2 = 2991.78  # area of the regency, BIG 1:10,000 village boundaries, 2023
KOTA_BOGOR = Point(106.797, -6.597)  # near Bogor Palace, the middle of the city


@pytest.fixture(scope="module")
def drawn():
    return simplify_coverage(clean_coverage(outlines_from_rings(drawn_rings())))


@pytest.fixture(scope="module")
def content(drawn):
    return to_topojson(drawn, district_of=district_of())


@pytest.fixture(scope="module")
def shipped():
    return read_topojson(SHIPPED.read_bytes())


def coverage(**shapes):
    """Outlines of made-up places, whose names take the part of codes."""
    index = pd.Index(shapes, name="village_code")
    return gpd.GeoSeries(list(shapes.values()), index=index, crs="EPSG:4326", name="outlines")


def unions(villages):
    groups = pd.Series(villages.index.str[:8], index=villages.index)
    return {
        code: shapely.coverage_union_all(villages[groups == code].to_numpy())
        for code in groups.unique()
    }


def outer_rings_run_clockwise(outlines):
    parts = shapely.get_parts(outlines.to_numpy())
    inner = [ring for part in parts for ring in part.interiors]
    outer = shapely.get_exterior_ring(parts)
    return not shapely.is_ccw(outer).any() and bool(shapely.is_ccw(inner).all())


class TestTopoJSON:
    def test_outlines_come_back_where_they_were(self, drawn, content):
        villages, districts = read_topojson(content)
        assert list(villages.index) == sorted(VILLAGES)
        assert list(districts.index) == ["99.01.01", "99.01.02", "99.01.03"]
        assert (villages.index.name, districts.index.name) == ("village_code", "district_code")
        assert (villages.name, districts.name) == ("outlines", "outlines")
        assert villages.crs == districts.crs == "EPSG:4326"
        assert is_coverage(villages.to_numpy())
        assert is_coverage(districts.to_numpy())
        assert (overlap_with_raw(villages, drawn) > 0.99).all()

    def test_districts_are_exactly_their_villages(self, content):
        villages, districts = read_topojson(content)
        for code, union in unions(villages).items():
            assert shapely.equals(union, districts[code])

    def test_same_outlines_give_the_same_bytes_in_any_order(self, drawn, content):
        turned = drawn.iloc[::-1]
        assert to_topojson(turned, district_of=district_of().iloc[::-1]) == content

    def test_reading_and_writing_again_changes_nothing(self, content):
        villages, _ = read_topojson(content)
        assert to_topojson(villages, district_of=district_of()) == content

    def test_every_boundary_is_written_once(self, content):
        steps = []
        for arc in json.loads(content)["arcs"]:
            x, y = zip(*arc, strict=True)
            points = [(sum(x[: end + 1]), sum(y[: end + 1])) for end in range(len(arc))]
            steps += [frozenset(step) for step in zip(points, points[1:], strict=False)]
        assert len(steps) == len(set(steps))

    def test_both_objects_are_made_of_all_arcs(self, content):
        topology = json.loads(content)
        used = {
            number if number >= 0 else ~number
            for shape in topology["objects"]["villages"]["geometries"]
            for ring in shape["arcs"]
            for number in ring
        }
        assert used == set(range(len(topology["arcs"])))

    def test_outer_rings_run_clockwise_so_that_d3_paints_the_inside(self, content):
        villages, districts = read_topojson(content)
        assert outer_rings_run_clockwise(villages)
        assert outer_rings_run_clockwise(districts)

    @pytest.mark.parametrize(("layer", "which"), [("villages", 0), ("districts", 1)])
    def test_another_reader_sees_the_same(self, content, tmp_path, layer, which):
        (tmp_path / "areas.topojson").write_bytes(content)
        theirs = gpd.read_file(tmp_path / "areas.topojson", layer=layer).set_index("id")
        ours = read_topojson(content)[which]
        assert list(theirs.index) == list(ours.index)
        assert shapely.equals_exact(theirs.geometry.to_numpy(), ours.to_numpy(), 1e-9).all()

    def test_a_place_inside_a_place_and_a_place_in_two_parts(self):
        shapes = coverage(
            around=box(0, 0, 9, 9).difference(box(3, 3, 6, 6)),
            inside=box(3, 3, 6, 6),
            split=shapely.MultiPolygon([box(9, 0, 12, 9), box(20, 0, 22, 2)]),
        )
        district = pd.Series({"around": "1", "inside": "1", "split": "2"})
        content = to_topojson(shapes, district_of=district, grid_degrees=0.5)
        villages, districts = read_topojson(content)
        assert shapely.equals(villages.to_numpy(), shapes.to_numpy()).all()
        assert shapely.equals(districts["1"], box(0, 0, 9, 9))
        assert shapely.equals(districts["2"], shapes["split"])
        assert outer_rings_run_clockwise(villages)


class TestNeighbours:
    def test_a_boundary_or_a_corner_makes_a_neighbour(self):
        squares = {f"{x}{y}": box(x, y, x + 1, y + 1) for x in range(3) for y in range(3)}
        beside = neighbours(coverage(**squares))
        assert beside["11"] == ("00", "01", "02", "10", "12", "20", "21", "22")
        assert beside["00"] == ("01", "10", "11")

    def test_a_place_alone_has_none(self):
        beside = neighbours(coverage(a=box(0, 0, 1, 1), b=box(1, 0, 2, 1), c=box(5, 5, 6, 6)))
        assert beside == {"a": ("b",), "b": ("a",), "c": ()}

    def test_drawn_villages_meet_along_the_ring_around_the_hole(self, content):
        beside = neighbours(read_topojson(content)[0])
        squares = {code: (int(code[-1]), int(code[-2])) for code in VILLAGES}
        for code, (column, row) in squares.items():
            apart = {
                other: (abs(column - x), abs(row - y))
                for other, (x, y) in squares.items()
                if other != code
            }
            side = {other for other, steps in apart.items() if sum(steps) == 1}
            corner = {other for other, steps in apart.items() if steps == (1, 1)}
            assert side <= set(beside[code]) <= side | corner


class TestShippedOutlines:
    def test_villages_and_districts_are_complete_and_sound(self, shipped):
        villages, districts = shipped
        assert (len(villages), len(districts)) == (435, 40)
        assert is_coverage(villages.to_numpy())
        assert is_coverage(districts.to_numpy())
        assert set(villages.geom_type) == {"Polygon"}
        assert outer_rings_run_clockwise(villages)
        assert outer_rings_run_clockwise(districts)

    def test_districts_nest_exactly(self, shipped):
        villages, districts = shipped
        merged = unions(villages)
        assert sorted(merged) == list(districts.index)
        assert all(shapely.equals(merged[code], districts[code]) for code in merged)

    def test_kota_bogor_is_the_only_hole(self, shipped):
        regency = shipped[0].union_all()
        assert regency.geom_type == "Polygon"
        assert len(regency.interiors) == 1
        assert shapely.Polygon(regency.interiors[0]).contains(KOTA_BOGOR)

    def test_the_area_is_the_official_one_within_two_in_a_thousand(self, shipped):
        geod = Geod(ellps="WGS84")
        areas = [abs(geod.geometry_area_perimeter(place)[0]) / 1e6 for place in shipped[0]]
        assert sum(areas) == pytest.approx(OFFICIAL_KM2, rel=0.002)

    def test_the_file_is_small(self):
        content = SHIPPED.read_bytes()
        assert len(content) <= 150_000
        assert len(gzip.compress(content)) <= 60_000

    def test_the_file_writes_itself_again_byte_for_byte(self, shipped):
        villages = shipped[0]
        district = pd.Series(villages.index.str[:8], index=villages.index)
        assert to_topojson(villages, district_of=district) == SHIPPED.read_bytes()

    @pytest.mark.parametrize("level", [0, 1])
    def test_every_place_can_be_reached_from_every_other(self, shipped, level):
        beside = neighbours(shipped[level])
        found, waiting = set(), [next(iter(beside))]
        while waiting:
            code = waiting.pop()
            if code not in found:
                found.add(code)
                waiting += beside[code]
        assert found == set(beside)
        assert all(code in beside[other] for code in beside for other in beside[code])
