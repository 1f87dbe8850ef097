"""Opening a file: from bytes to plain rows of cells, one grid a sheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, cast

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from geodata.office_files.html_tables import read_html
from geodata.office_files.problems import UploadError
from geodata.office_files.sheet_grid import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Cell,
    PercentNumber,
    Range,
    Row,
    Sheet,
    count_cells,
    drop_tail,
    trim_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.cell.read_only import ReadOnlyCell

MOST_RAW_CELLS = 10_000_000
MOST_SHEETS = 60
SEPARATORS = (";", "\t", ",", "|")
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_NO_RESULT = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]{0,80}><f[^>]{0,200}(?:/>|>[^<]{0,8200}</f>)'
    rb"(?:<v\s*/>|<v></v>)?</c>"
)
_CHUNK = 1024 * 1024
_OVERLAP = 9_000


def read_sheets(content: bytes, kind: str) -> list[Sheet]:
    """Read every sheet of a file that `check_file` has let through.

    Raises
    ------
    UploadError
        If the file cannot be read or holds more than 600,000 cells.
    """
    if kind == "xlsx":
        return _read_workbook(content)
    text = decode(content)
    return read_html(text) if kind == "html" else [_read_text(text)]


def decode(content: bytes) -> str:
    """Decode text: by its byte order mark, else UTF-8, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_workbook(content: bytes) -> list[Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it skips
            return list(_sheets(content))
    except UploadError:
        raise
    except Exception as error:  # openpyxl raises whatever a malformed part leads to
        raise UploadError(
            "damaged_file",
            "Berkas Excel ini rusak dan tidak dapat dibaca. Buka di Excel, simpan ulang sebagai "
            ".xlsx, lalu unggah lagi.",
        ) from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    count = raw = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in book.worksheets[:MOST_SHEETS]:
            sheet.reset_dimensions()
            rows: list[Row] = []
            for cells in cast("Iterable[tuple[ReadOnlyCell, ...]]", sheet.rows):
                raw = count_cells(raw, len(cells), most=MOST_RAW_CELLS)
                row = trim_row(_cell(cell) for cell in cells[:MOST_COLUMNS])
                count = count_cells(count, len(row) + 1)
                rows.append(row)
            merges, no_result = _scan_part(archive, str(vars(sheet)["_worksheet_path"]))
            hidden = sheet.sheet_state != "visible"
            yield Sheet(sheet.title, drop_tail(rows), merges, hidden, no_result)
    book.close()


def _cell(cell: ReadOnlyCell) -> Cell:
    value = cell.value
    if value is None or isinstance(value, bool | int | str):
        if isinstance(value, int) and not isinstance(value, bool) and _is_percent(cell):
            return PercentNumber(value * 100)
        return value
    if isinstance(value, float):
        return PercentNumber(float(f"{value * 100:.12g}")) if _is_percent(cell) else value
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return str(value).removesuffix(" 00:00:00")
    return str(value)


def _is_percent(cell: ReadOnlyCell) -> bool:
    return "%" in (cell.number_format or "")


def _scan_part(archive: zipfile.ZipFile, part: str) -> tuple[tuple[Range, ...], tuple[str, ...]]:
    """Find merged ranges and formulas without a result, which openpyxl does not tell here."""
    merges: dict[Range, None] = {}
    no_result: dict[str, None] = {}
    tail = b""
    with archive.open(part.lstrip("/")) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            for found in _MERGE.findall(window):
                bounds = [bound or 1 for bound in range_boundaries(found.decode())]
                left, top, right, bottom = bounds
                merges[(top - 1, left - 1, bottom - 1, right - 1)] = None
            for found in _NO_RESULT.findall(window):
                no_result[found.decode()] = None
            tail = window[-_OVERLAP:]
    return tuple(merges), tuple(no_result)


def _read_text(text: str) -> Sheet:
    text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    if named := re.fullmatch(r"sep=([^\w\s\"]|\t)\r?", first, re.IGNORECASE):
        text, mark = rest, named.group(1)
    else:
        sample = "\n".join(text[:200_000].splitlines()[:60])
        mark = max(SEPARATORS, key=lambda mark: _fit(sample, mark))
    # A program that separates cells by commas writes decimals with a point.
    return Sheet("", _split(text, mark), decimal="." if mark == "," else ",")


def _fit(sample: str, mark: str) -> tuple[float, int]:
    """How well a separator cuts the sample: rows of the commonest width, times that width."""
    widths = [len(row) for row in _split(sample, mark, strict=False) if len(row) > 1]
    if not widths:
        return (0.0, 0)
    common = max(set(widths), key=lambda width: (widths.count(width), width))
    return (widths.count(common) * min(common, 4), common)


def _split(text: str, mark: str, *, strict: bool = True) -> list[Row]:
    rows: list[Row] = []
    count = 0
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            count = count_cells(count, len(cells) + 1)
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise csv.Error("cell too long")
            rows.append(trim_row(cell.strip() or None for cell in cells[:MOST_COLUMNS]))
    except csv.Error as error:
        if strict:
            raise UploadError(
                "damaged_file",
                f"Baris {len(rows) + 1} tidak dapat dibaca sebagai CSV. Periksa tanda kutip yang "
                "tidak ditutup, atau simpan sebagai .xlsx.",
            ) from error
    return drop_tail(rows)
