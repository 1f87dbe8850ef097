"""Turn target lists into files that people can use."""

from segments.export.geo import to_geojson
from segments.export.metadata import metadata_lines, metadata_object
from segments.export.tabular import to_csv
from segments.export.text import safe_cell, safe_filename
from segments.export.xlsx import to_xlsx

__all__ = [
    "metadata_lines",
    "metadata_object",
    "safe_cell",
    "safe_filename",
    "to_csv",
    "to_geojson",
    "to_xlsx",
]
