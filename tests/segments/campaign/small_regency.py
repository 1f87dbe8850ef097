"""A made-up regency of two kecamatan and five villages, for tests of lists and exports."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
from shapely import MultiPolygon, Polygon, box

from geodata import AreaTable, load_codebook
from segments.campaign import TargetList, build_target_list
from segments.typology import Recipe, Segmentation

CREATED = date(2026, 11, 23)
ADVICE = {
    "A": (
        ("Grup WhatsApp", "Ketua RT", "Cek jadwal posyandu; gratis."),
        ("Radio", "Penyiar", '=HYPERLINK("http://contoh.id","klik")'),
    ),
    "B": (("Posyandu", "Kader", "+62 bukan rumus, @juga bukan"),),
}


def small_areas() -> AreaTable:
    """Five villages; the last one is tiny, the first has two parts and a hole."""
    rows = [
        ("32.01.01.1001", "Hulu", "kelurahan", "32.01.01", "Awal", 1200, "kota"),
        ("32.01.01.2002", "Hilir", "desa", "32.01.01", "Awal", 800, "pinggiran_kota"),
        ("32.01.02.2001", "Kebon", "desa", "32.01.02", "Baru", 450, "desa"),
        ("32.01.02.2002", "=1+1", "desa", "32.01.02", "Baru", 300, "akses_terbatas"),
        ("32.01.02.2010", "Sawah", "desa", "32.01.02", "Baru", 7, "desa"),
    ]
    names = ["village_code", "name", "kind", "district_code", "district_name", "population"]
    table = pd.DataFrame(rows, columns=[*names, "geographic_class"]).set_index("village_code")
    table["population_low"] = table["population"]
    table["population_high"] = table["population"]
    holed = Polygon(
        [(106.0, -6.0), (106.0, -5.9), (106.1, -5.9), (106.1, -6.0)],
        [[(106.02, -5.98), (106.04, -5.98), (106.04, -5.96), (106.02, -5.96)]],
    )
    shapes = [MultiPolygon([holed, box(106.2, -6, 106.25, -5.9)])]
    shapes += [box(106.3 + i / 10, -6.0, 106.3123456789 + i / 10, -5.95) for i in range(4)]
    outlines = gpd.GeoSeries(shapes, index=table.index, crs="EPSG:4326")
    return AreaTable("village", table, outlines, load_codebook(), {})


def small_segmentation() -> Segmentation:
    """Two segments, A in the first three villages and B in the rest."""
    index = small_areas().table.index
    empty = pd.DataFrame()
    return Segmentation(
        recipe=Recipe(features=("population",), k=2),
        labels=pd.Series(["A", "A", "B", "A", "B"], index=index, name="segment"),
        names={"A": {"id": "Kota padat", "en": "Dense town"}, "B": {"id": "Tani", "en": "Farms"}},
        distances=empty,
        centroids=empty,
        scaling=empty,
        diagnostics={},
        data="0" * 16,
        version="1a2b3c4d5e6f",
    )


def small_list(**choices: object) -> TargetList:
    """Target list over the made-up regency."""
    options: dict = {"created": CREATED, "advice": ADVICE} | choices
    return build_target_list(small_areas(), small_segmentation(), **options)
