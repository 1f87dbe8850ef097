"""Outlines as TopoJSON, written and read, and who lies beside whom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.coverage import DEGREES, snap_to_grid, to_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    Cell = tuple[int, int]
    Line = tuple[Cell, ...]

# About 5.5 m on the ground: half a pixel when one district fills a screen.
GRID_DEGREES = 0.00005
LAYERS = ("villages", "districts")


def to_topojson(
    villages: gpd.GeoSeries, *, district_of: pd.Series, grid_degrees: float = GRID_DEGREES
) -> bytes:
    """Write villages and districts as TopoJSON: every boundary once, districts from the same.

    Arcs run from one corner where three boundaries meet to the next. Outer rings run clockwise
    on the map, as d3-geo wants them: the other way round it paints the rest of the globe.
    The same outlines give the same bytes.

    Parameters
    ----------
    villages
        A clean coverage in EPSG:4326, indexed by village code.
    district_of
        District code by village code.
    grid_degrees
        Corners are moved to a grid with this step.

    References
    ----------
    The TopoJSON Format Specification 1.0, https://github.com/topojson/topojson-specification
    """
    west, south, *_ = villages.total_bounds
    origin = (_floor(west), _floor(south))
    placed = snap_to_grid(
        villages.loc[villages.index.sort_values()], origin=origin, step=grid_degrees
    )
    cells = to_cells(placed.to_numpy(), origin=origin, step=grid_degrees)
    groups = district_of.reindex(placed.index).to_numpy()
    names = sorted(set(groups))
    merged = np.array([shapely.coverage_union_all(cells[groups == name]) for name in names])
    arcs = _Arcs(cells)
    topology = {
        "type": "Topology",
        "transform": {"scale": [grid_degrees] * 2, "translate": list(origin)},
        "objects": {
            "villages": arcs.collect(placed.index, cells),
            "districts": arcs.collect(names, merged),
        },
        "arcs": arcs.encoded(),
    }
    return json.dumps(topology, separators=(",", ":")).encode()


def read_topojson(content: bytes) -> tuple[gpd.GeoSeries, gpd.GeoSeries]:
    """Read villages and districts from the TopoJSON that `to_topojson` writes."""
    topology = json.loads(content)
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + translate for arc in topology["arcs"]]
    villages, districts = (topology["objects"][name]["geometries"] for name in LAYERS)
    return _decoded(villages, arcs, "village_code"), _decoded(districts, arcs, "district_code")


def neighbours(outlines: gpd.GeoSeries) -> dict[str, tuple[str, ...]]:
    """List for each place the places that share a boundary or a single point with it (queen).

    Exact for a coverage, where neighbours have the very same corners. A place without
    neighbours has an empty tuple.
    """
    shapes, codes = outlines.to_numpy(), list(outlines.index)
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    beside: dict[str, list[str]] = {code: [] for code in codes}
    for one, two in pairs.T.tolist():
        if one != two:
            beside[codes[one]].append(codes[two])
    return {code: tuple(sorted(found)) for code, found in beside.items()}


class _Arcs:
    """The boundaries of a coverage, cut where three or more meet; each is kept once."""

    def __init__(self, cells: np.ndarray) -> None:
        beside: dict[Cell, set[Cell]] = {}
        for ring in _rings(cells):
            for one, two in zip(ring, ring[1:], strict=False):
                beside.setdefault(one, set()).add(two)
                beside.setdefault(two, set()).add(one)
        self._nodes = {cell for cell, others in beside.items() if len(others) > 2}
        self._numbers: dict[Line, int] = {}

    def collect(self, codes: pd.Index | list[str], cells: np.ndarray) -> dict[str, object]:
        """Give the TopoJSON geometry collection of some places."""
        pairs = zip(codes, cells, strict=True)
        shapes = [self._geometry(code, place) for code, place in pairs]
        return {"type": "GeometryCollection", "geometries": shapes}

    def encoded(self) -> list[list[list[int]]]:
        """Give every arc as its first point and the steps from each point to the next."""
        lines = (np.array(line) for line in self._numbers)
        return [np.diff(line, axis=0, prepend=[[0, 0]]).tolist() for line in lines]

    def _geometry(self, code: str, place: shapely.Geometry) -> dict[str, object]:
        polygons = [
            [self._pieces(ring) for ring in _rings(np.array([part]))]
            for part in shapely.get_parts(place)
        ]
        if len(polygons) == 1:
            return {"type": "Polygon", "id": code, "arcs": polygons[0]}
        return {"type": "MultiPolygon", "id": code, "arcs": polygons}

    def _pieces(self, ring: Line) -> list[int]:
        open_ring = ring[:-1]
        cuts = [place for place, cell in enumerate(open_ring) if cell in self._nodes]
        start = cuts[0] if cuts else open_ring.index(min(open_ring))
        turned = (*open_ring[start:], *open_ring[: start + 1])
        ends = [cut - start for cut in cuts[1:]] + [len(open_ring)]
        starts = [0, *ends[:-1]]
        return [self._number(turned[a : b + 1]) for a, b in zip(starts, ends, strict=True)]

    def _number(self, line: Line) -> int:
        reverse = line[::-1]
        if reverse in self._numbers:
            return ~self._numbers[reverse]
        return self._numbers.setdefault(line, len(self._numbers))


def _rings(cells: np.ndarray) -> Iterator[Line]:
    """Give the rings of polygons as whole numbers, outer ones clockwise, holes the other way."""
    for ring in shapely.get_rings(shapely.orient_polygons(cells, exterior_cw=True)):
        yield tuple((int(x), int(y)) for x, y in shapely.get_coordinates(ring))


def _decoded(shapes: list[dict], arcs: list[np.ndarray], index: str) -> gpd.GeoSeries:
    codes = pd.Index([shape["id"] for shape in shapes], name=index)
    places = [_place(shape, arcs) for shape in shapes]
    return gpd.GeoSeries(places, index=codes, crs=DEGREES, name="outlines")


def _place(shape: dict, arcs: list[np.ndarray]) -> shapely.Geometry:
    several = shape["type"] == "MultiPolygon"
    parts = []
    for numbers in shape["arcs"] if several else [shape["arcs"]]:
        outer, *inner = (_ring(ring, arcs) for ring in numbers)
        parts.append(shapely.Polygon(outer, inner))
    return shapely.MultiPolygon(parts) if several else parts[0]


def _ring(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    lines = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])


def _floor(degrees: float) -> float:
    return float(np.floor(degrees * 10) / 10)
