"""Tables in HTML, which many systems save under the name .xls."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from geodata.office_files.problems import UploadError
from geodata.office_files.sheet_grid import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Row,
    Sheet,
    count_cells,
    drop_tail,
    trim_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tags are found by patterns that cannot cross the next "<", so that the time is in proportion to
# the size of the file whatever is in it.
_TAG = re.compile(r"<(?:(/?)(table|tr|td|th|br|script|style)\b([^<>]{0,2000})>|!--)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]{0,2000}>")
_SPAN = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)

HtmlCell = tuple[str, int, int]


def read_html(text: str) -> list[Sheet]:
    """Read the outermost tables of a page, one sheet a table.

    Raises
    ------
    UploadError
        If there is none.
    """
    sheets = [_lay_out(table, f"Tabel {n}") for n, table in enumerate(_tables(text), start=1)]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise UploadError("no_table", "Berkas ini tidak memuat tabel. Simpan sebagai .xlsx.")
    return sheets


def _tables(text: str) -> list[list[list[HtmlCell]]]:
    """Collect the cells (text, rows spanned, columns spanned) of every outermost table."""
    tables: list[list[list[HtmlCell]]] = []
    depth = count = 0
    start, spans = -1, (1, 1)
    for closing, tag, attributes, begin, end in _tags(text):
        is_edge = tag in {"tr", "td", "th"} or (tag == "table" and closing)
        if depth == 1 and is_edge and start >= 0:
            tables[-1][-1].append((_plain(text[start:begin])[:LONGEST_CELL], *spans))
            count = count_cells(count, 1)
            start = -1
        if tag == "table":
            depth = max(0, depth - 1) if closing else depth + 1
            if depth == 1 and not closing:
                tables.append([])
        elif depth == 1 and tag == "tr" and not closing:
            tables[-1].append([])
        elif depth == 1 and tag in {"td", "th"} and not closing:
            if not tables[-1]:
                tables[-1].append([])
            start, spans = end, _spans(attributes)
    if depth and start >= 0:
        tables[-1][-1].append((_plain(text[start:])[:LONGEST_CELL], *spans))
    return tables


def _tags(text: str) -> Iterator[tuple[bool, str, str, int, int]]:
    """Go through the tags that matter, passing over comments, scripts and styles."""
    at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        tag = (found.group(2) or "").lower()
        if not tag or (tag in {"script", "style"} and not found.group(1)):
            end = text.find("-->" if not tag else f"</{tag}", at)
            if end < 0:
                return
            at = end
            continue
        yield bool(found.group(1)), tag, found.group(3), found.start(), found.end()


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_ANY_TAG.sub(" ", markup)).split())


def _spans(attributes: str) -> tuple[int, int]:
    found = {name.lower(): int(size) for name, size in _SPAN.findall(attributes)}
    return max(found.get("rowspan", 1), 1), min(max(found.get("colspan", 1), 1), MOST_COLUMNS)


def _lay_out(table: list[list[HtmlCell]], name: str) -> Sheet:
    rows: list[Row] = []
    merges = []
    taken: set[tuple[int, int]] = set()
    count = 0
    for top, cells in enumerate(table):
        row: Row = []
        for text, tall, width in cells:
            height = min(tall, len(table) - top)
            while (top, len(row)) in taken:
                row.append(None)
            left = len(row)
            count = count_cells(count, height * width)
            row.extend([text or None, *[None] * (width - 1)])
            if height * width > 1:
                merges.append((top, left, top + height - 1, left + width - 1))
                area = ((top + r, left + c) for r in range(1, height) for c in range(width))
                taken.update(area)
        rows.append(trim_row(row[:MOST_COLUMNS]))
    return Sheet(name, drop_tail(rows), tuple(merges))
