"""From separately drawn outlines to one clean, generalised coverage of the regency."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    Rings = Sequence[Sequence[Sequence[float]]]
    Fault = tuple[str, str, object, str]
    Polygons = npt.NDArray[np.object_]

DEGREES = "EPSG:4326"
METRES = "EPSG:32748"  # UTM zone 48 south, which holds the whole regency

# The raw outlines were generalised to about 40 m each on its own; a quarter of that joins the
# corners that were meant to be one without moving a boundary that was meant.
SNAP_METRES = 10.0
SIMPLIFY_METRES = 60.0
# Kota Bogor, 111.66 km2, is the only place inside the regency that is not part of it. The
# largest gap between two raw outlines is 0.07 km2.
KEPT_HOLE_KM2 = 1.0
# A piece that is cut off from its village and smaller than this share of it is a sliver.
SLIVER_SHARE = 0.05
# Crossing lines that enclose more than this share of an outline are a wrong outline, not a slip.
CROSSED_SHARE = 0.05
# Neighbours drawn apart overlap by 3 % at most; more than half is two outlines of one place.
OVERLAP_SHARE = 0.5
GRID_ROUNDS = 10


def check_outlines(
    outlines: Iterable[tuple[str, Rings]],
    *,
    codes: Iterable[str],
    bounds: tuple[float, float, float, float],
) -> list[Fault]:
    """List every fault of raw outlines, so that a build can stop with all of them at once.

    A ring that crosses itself by so little that the repair changes next to nothing is no fault.
    Whether places lie on one another is looked at once the rings are sound.

    Parameters
    ----------
    outlines
        Code and rings of each place; points are longitude and latitude.
    codes
        The places that must have an outline.
    bounds
        West, south, east and north limits in degrees.

    Returns
    -------
    list of tuple
        Code, "outline", the value that is wrong, and the rule that it breaks.
    """
    outlines, codes = list(outlines), list(codes)
    given = [code for code, _ in outlines]
    faults: list[Fault] = [
        (code, "outline", None, "the place has no outline") for code in codes if code not in given
    ]
    known = set(codes)
    for position, (code, rings) in enumerate(outlines):
        if code not in known:
            faults.append((code, "outline", None, "the outline belongs to no known place"))
        if code in given[:position]:
            faults.append((code, "outline", None, "the code appears twice"))
        faults += [(code, "outline", *fault) for fault in _ring_faults(rings, bounds)]
    return faults or _place_faults(outlines_from_rings(dict(outlines)))


def outlines_from_rings(rings: Mapping[str, Rings]) -> gpd.GeoSeries:
    """Make one valid outline a place from its rings.

    Rings follow the even-odd rule: a ring inside another cuts a hole, one beside it adds a part.
    """
    codes = pd.Index(sorted(rings), name="village_code")
    shapes = [
        functools.reduce(shapely.symmetric_difference, map(_repaired, rings[code]))
        for code in codes
    ]
    return gpd.GeoSeries(shapes, index=codes, crs=DEGREES, name="outlines")


def clean_coverage(
    raw: gpd.GeoSeries,
    *,
    keep_holes_over_km2: float = KEPT_HOLE_KM2,
    snap_metres: float = SNAP_METRES,
) -> gpd.GeoSeries:
    """Make outlines fit together: no overlap, no gap, neighbours share the very same boundary.

    An overlap goes to the place with which it shares the longest boundary, and so does a gap.
    Holes over `keep_holes_over_km2` stay: they belong to somebody else. A sliver that is cut off
    from its place goes to the place around it.
    """
    metric = raw.to_crs(METRES).to_numpy()
    holes = _holes(shapely.union_all(metric))
    kept = holes[shapely.area(holes) > keep_holes_over_km2 * 1e6]
    # A kept hole takes part as one more place, so that every gap that is left can be closed.
    cleaned = _fit_together(np.concatenate([metric, kept]), snap=snap_metres)
    return _as_degrees(cleaned[: len(raw)], raw)


def simplify_coverage(
    coverage: gpd.GeoSeries, *, tolerance_metres: float = SIMPLIFY_METRES
) -> gpd.GeoSeries:
    """Leave out corners that cannot be seen, the same ones on both sides of a boundary.

    Visvalingam-Whyatt on shared edges (Visvalingam and Whyatt 1993, Line generalisation by
    repeated elimination of points, Cartographic Journal 30(1)): a corner goes when the triangle
    that it makes with the corners beside it is smaller than the tolerance squared.
    """
    metric = coverage.to_crs(METRES).to_numpy()
    return _as_degrees(shapely.coverage_simplify(metric, tolerance_metres), coverage)


def snap_to_grid(
    coverage: gpd.GeoSeries, *, origin: tuple[float, float], step: float
) -> gpd.GeoSeries:
    """Move every corner to the nearest point of a grid, and mend what that breaks.

    Two corners that meet on one grid point can pinch a place or lay a corner on a boundary;
    such places are cleaned again until the coverage stands on grid points only. Corners are
    computed as `origin + step * whole number`, the sum that readers of TopoJSON make.
    """
    shapes = coverage.to_numpy()
    # Holes take part as places, so that mending cannot close them.
    members = np.concatenate([shapes, _holes(shapely.coverage_union_all(shapes))])
    for _ in range(GRID_ROUNDS):
        cells = to_cells(members, origin=origin, step=step)
        members = _to_degrees(cells, origin=origin, step=step)
        if is_coverage(members):
            placed = shapely.remove_repeated_points(members[: len(coverage)])
            return gpd.GeoSeries(placed, index=coverage.index, crs=DEGREES, name="outlines")
        mended = _fit_together(_polygons_only(shapely.make_valid(cells)), snap=0.0)
        members = _to_degrees(mended, origin=origin, step=step)
    raise ValueError(f"The outlines do not fit a grid of {step:g} degrees. Choose a finer step.")


def to_cells(shapes: Polygons, *, origin: tuple[float, float], step: float) -> Polygons:
    """Give the corners of shapes as whole numbers of grid steps from the origin."""
    return shapely.transform(shapes, lambda points: np.rint((points - origin) / step))


def is_coverage(polygons: Polygons) -> bool:
    """Tell whether polygons are valid, not empty, and share edges without gap or overlap."""
    sound = shapely.is_valid(polygons) & ~shapely.is_empty(polygons)
    return bool(sound.all()) and bool(shapely.coverage_is_valid(polygons))


def overlap_with_raw(outlines: gpd.GeoSeries, raw: gpd.GeoSeries) -> pd.Series:
    """Compare outlines with the raw ones: shared area over joint area, 1 is the same shape."""
    new = outlines.to_crs(METRES)
    old = raw.reindex(outlines.index).to_crs(METRES)
    shared = new.intersection(old).area / new.union(old).area
    return shared.rename("overlap")


def _to_degrees(cells: Polygons, *, origin: tuple[float, float], step: float) -> Polygons:
    return shapely.transform(cells, lambda cell: cell * step + origin)


def _holes(merged: shapely.Geometry) -> Polygons:
    parts = shapely.get_parts(merged)
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    return np.array(holes, dtype=object)


def _fit_together(polygons: Polygons, *, snap: float) -> Polygons:
    coverage_clean = shapely.coverage_clean  # pyright: ignore[reportAttributeAccessIssue]
    clean = functools.partial(coverage_clean, gap_width=np.inf, snapping_distance=snap)
    fitted = clean(polygons)
    whole = np.array([_without_slivers(place) for place in fitted], dtype=object)
    # The slivers left out are gaps now, and cleaning gives each to the place around it.
    return fitted if shapely.equals_exact(fitted, whole).all() else clean(whole)


def _without_slivers(place: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(place)
    kept = parts[shapely.area(parts) >= SLIVER_SHARE * shapely.area(place)]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(list(kept))


def _as_degrees(metric: Polygons, like: gpd.GeoSeries) -> gpd.GeoSeries:
    placed = gpd.GeoSeries(metric, index=like.index, crs=METRES, name="outlines").to_crs(DEGREES)
    if not is_coverage(placed.to_numpy()):
        raise ValueError("The outlines still overlap or gap. Check them with check_outlines.")
    return placed


def _polygons_only(shapes: Polygons) -> Polygons:
    """Drop the loose points and lines that a repair leaves beside the polygons."""
    parts = [shapely.get_parts(shapely.get_parts(shape)) for shape in shapes]
    areas = [part[shapely.get_dimensions(part) == 2] for part in parts]
    return np.array([shapely.MultiPolygon(list(part)) for part in areas], dtype=object)


def _repaired(ring: Sequence[Sequence[float]]) -> shapely.Geometry:
    return _polygons_only(np.array([shapely.make_valid(shapely.Polygon(ring))]))[0]


def _ring_faults(rings: Rings, bounds: tuple[float, ...]) -> list[tuple[object, str]]:
    if not rings:
        return [(None, "the outline is empty")]
    faults = [_ring_fault(ring, bounds) for ring in rings]
    return [
        (f"ring {number}: {fault[0]}", fault[1])
        for number, fault in enumerate(faults, start=1)
        if fault is not None
    ]


def _ring_fault(
    ring: Sequence[Sequence[float]], bounds: tuple[float, ...]
) -> tuple[object, str] | None:
    points = _points(ring)
    if points is None:
        return "not numbers", "a point must be a longitude and a latitude"
    if len(points) < 4:
        return f"{len(points)} points", "a ring needs at least 4 points, the last as the first"
    west, south, east, north = bounds
    low, high = points.min(axis=0), points.max(axis=0)
    if (low < (west, south)).any() or (high > (east, north)).any():
        found = f"{low[0]:g} to {high[0]:g}, {low[1]:g} to {high[1]:g}"
        return found, f"must lie within {west:g} to {east:g}, {south:g} to {north:g} degrees"
    areas = shapely.area(shapely.get_parts(_repaired(ring)))
    if not areas.sum():
        return "area 0", "the ring encloses no area"
    crossed = 1 - areas.max() / areas.sum()
    if crossed > CROSSED_SHARE:
        return f"{crossed:.0%} cut off", "the ring crosses itself and cannot be repaired"
    return None


def _points(ring: Sequence[Sequence[float]]) -> npt.NDArray[np.float64] | None:
    """Give the points of a ring, or None when they are not pairs of finite numbers."""
    try:
        points = np.array(ring)
    except ValueError:  # points of different length
        return None
    if points.size == 0:
        return np.empty((0, 2))
    numbers = points.dtype.kind in "if" and points.ndim == 2 and points.shape[1] == 2
    return points if numbers and np.isfinite(points).all() else None


def _place_faults(outlines: gpd.GeoSeries) -> list[Fault]:
    """List places that come out empty, or that lie for a large part on another place."""
    shapes, codes = outlines.to_crs(METRES).to_numpy(), outlines.index
    faults: list[Fault] = [
        (code, "outline", None, "the rings cancel each other out")
        for code, empty in zip(codes, shapely.is_empty(shapes), strict=True)
        if empty
    ]
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first, second = first[first != second], second[first != second]
    shared = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    for one, two, share in zip(first, second, shared / shapely.area(shapes[first]), strict=True):
        if share > OVERLAP_SHARE:
            found = f"{share:.0%} on {codes[two]}"
            faults.append((codes[one], "outline", found, "must not lie on another place"))
    return faults
