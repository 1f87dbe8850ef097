"""GeoJSON, read back as a desktop GIS would."""

import io
import json

import geopandas as gpd
import pytest
import shapely

from segments.campaign import build_target_list
from segments.export import to_geojson
from segments.i18n import Translator
from tests.segments.campaign.small_regency import ADVICE, CREATED, small_areas, small_list


@pytest.fixture(scope="module")
def collection():
    return json.loads(to_geojson(small_list(), small_areas().outlines, Translator("id")))


def rings(geometry: dict) -> list[list[list]]:
    """Polygons as lists of rings."""
    many = geometry["type"] == "MultiPolygon"
    return geometry["coordinates"] if many else [geometry["coordinates"]]


def test_a_gis_reads_every_village_where_it_was():
    areas, target_list = small_areas(), small_list()
    content = to_geojson(target_list, areas.outlines, Translator("id"))
    found = gpd.read_file(io.BytesIO(content)).set_index("village_code")
    assert found.crs.to_epsg() == 4326
    assert found.index.tolist() == target_list.villages.index.tolist()
    before = areas.outlines.loc[found.index].to_numpy()
    difference = shapely.symmetric_difference(found.geometry.to_numpy(), before)
    assert shapely.area(difference).max() < 1e-6
    assert found["people"].dropna().tolist() == [1200, 800, 450, 300]


def test_outer_rings_run_anticlockwise_and_holes_clockwise(collection):
    for feature in collection["features"]:
        for outer, *holes in rings(feature["geometry"]):
            assert shapely.LinearRing(outer).is_ccw
            assert not any(shapely.LinearRing(hole).is_ccw for hole in holes)
            assert outer[0] == outer[-1]
    assert len(rings(collection["features"][0]["geometry"])[0]) == 2  # the hole is still there


def test_coordinates_have_at_most_six_decimals(collection):
    numbers = [
        number
        for feature in collection["features"]
        for polygon in rings(feature["geometry"])
        for ring in polygon
        for point in ring
        for number in point
    ]
    assert numbers == [round(number, 6) for number in numbers]
    assert 106.312346 in numbers


def test_channels_stand_together_in_their_village(collection):
    first = collection["features"][0]
    assert first["id"] == first["properties"]["village_code"] == "32.01.01.1001"
    assert first["properties"]["channels"] == "Grup WhatsApp; Radio"
    assert [tuple(action.values()) for action in first["properties"]["actions"]] == list(
        ADVICE["A"]
    )


def test_hidden_counts_are_null(collection):
    assert collection["features"][-1]["properties"]["people"] is None


def test_the_metadata_travel_with_the_map(collection):
    metadata = collection["metadata"]
    assert metadata["segmentation_version"] == small_list().metadata.version
    assert metadata["list_id"] == small_list().metadata.list_id
    assert metadata["created"] == "2026-11-23"
    assert metadata["people"]["mid"] == 2750
    assert any("bukan batas hukum" in limit for limit in metadata["limits"])


def test_no_reference_system_member_as_the_standard_asks(collection):
    assert "crs" not in collection
    assert collection["bbox"] == [106.0, -6.0, 106.612346, -5.9]


def test_the_same_list_gives_the_same_bytes():
    outlines = small_areas().outlines
    assert to_geojson(small_list(), outlines, Translator("en")) == to_geojson(
        small_list(), outlines, Translator("en")
    )


def test_an_empty_list_gives_an_empty_collection():
    empty = small_list(segments=["B"], districts=["32.01.01"])
    found = json.loads(to_geojson(empty, small_areas().outlines, Translator("id")))
    assert found["features"] == []
    assert "bbox" not in found


def test_outlines_must_be_there_and_in_degrees():
    outlines = small_areas().outlines
    with pytest.raises(ValueError, match="1 villages have no outline, such as 32.01.02.2010"):
        to_geojson(small_list(), outlines.drop("32.01.02.2010"), Translator("id"))
    with pytest.raises(ValueError, match="EPSG:4326"):
        to_geojson(small_list(), outlines.to_crs(3857), Translator("id"))


def test_the_whole_regency_keeps_its_area(areas, segmentation):
    target_list = build_target_list(areas, segmentation, created=CREATED)
    content = to_geojson(target_list, areas.outlines, Translator("id"))
    found = gpd.read_file(io.BytesIO(content)).set_index("village_code")
    assert len(found) == 435
    assert found.geometry.is_valid.all()
    before = areas.outlines.loc[found.index].to_crs(32748).area
    assert found.geometry.to_crs(32748).area.sum() == pytest.approx(before.sum(), rel=1e-5)
