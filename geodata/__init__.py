"""What is known about the places of Kabupaten Bogor: numbers, outlines, meaning, sources."""

from geodata.area_table import AreaTable, AreaTableError
from geodata.codebook import CodebookError, Column, Source, load_codebook, load_sources
from geodata.loading import load_areas, load_context, load_regency_figures

__all__ = [
    "AreaTable",
    "AreaTableError",
    "CodebookError",
    "Column",
    "Source",
    "load_areas",
    "load_codebook",
    "load_context",
    "load_regency_figures",
    "load_sources",
]
