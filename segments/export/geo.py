"""Target lists on the map: GeoJSON for a desktop GIS."""

import json
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from segments.campaign import TargetList
from segments.export.metadata import metadata_object
from segments.export.text import class_labels, evidence_labels
from segments.i18n import Translator

# Six decimals are 11 cm on the ground: finer than any outline here.
DECIMALS = 6
ACTION = ("channel", "messenger", "message")


def to_geojson(target_list: TargetList, outlines: gpd.GeoSeries, translator: Translator) -> bytes:
    """Write the villages of a target list as a FeatureCollection (RFC 7946).

    One feature a village, with its channels together; WGS 84, outer rings anticlockwise, 6
    decimals. The metadata are a member of the collection. Suppressed counts are null.

    Parameters
    ----------
    outlines
        Outlines by `village_code`, in EPSG:4326 (`AreaTable.outlines`).

    Raises
    ------
    ValueError
        When a village has no outline, or the outlines are in another reference system.
    """
    if outlines.crs is None or outlines.crs.to_epsg() != 4326:
        raise ValueError(f"Outlines must be in EPSG:4326, not {outlines.crs}.")
    codes = target_list.villages.index
    absent = codes.difference(outlines.index)
    if len(absent):
        raise ValueError(f"{len(absent)} villages have no outline, such as {absent[0]}.")
    shapes = shapely.orient_polygons(outlines.loc[codes].to_numpy(), exterior_cw=False)
    rows: dict[str, list[dict[str, Any]]] = {code: [] for code in codes}
    for row in target_list.table.to_dict("records"):
        rows[row["village_code"]].append(row)
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "metadata": metadata_object(target_list, translator),
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": _properties(rows[code], translator),
                "geometry": _geometry(shape),
            }
            for code, shape in zip(codes, shapes, strict=True)
        ],
    }
    if len(shapes):
        bounds = shapely.total_bounds(shapes)
        collection["bbox"] = [round(float(edge), DECIMALS) for edge in bounds]
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def _properties(rows: list[dict[str, Any]], translator: Translator) -> dict[str, Any]:
    """Describe one village, from its rows of the list (one a channel)."""
    village = {name: value for name, value in rows[0].items() if name not in ACTION}
    for name in ("people_low", "people", "people_high"):
        village[name] = _count(village[name])
    for name, words in (
        ("geographic_class", class_labels(translator)),
        ("evidence", evidence_labels(translator)),
    ):
        village[name] = words.get(village[name], village[name])
    actions = [{name: row[name] for name in ACTION} for row in rows if row["channel"]]
    village["channels"] = "; ".join(action["channel"] for action in actions)
    return village | {"actions": actions}


def _count(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _geometry(shape: shapely.Geometry) -> dict[str, Any]:
    parts = [_rings(part) for part in shapely.get_parts(shape)]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _rings(polygon: shapely.Polygon) -> list[list[list[float]]]:
    return [
        shapely.get_coordinates(ring).round(DECIMALS).tolist()
        for ring in (polygon.exterior, *polygon.interiors)
    ]
