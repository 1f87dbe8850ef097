"""Tables in HTML, which many systems save under the name .xls."""

from __future__ import annotations

from html.parser import HTMLParser

from geodata.sheet_grid import MOST_COLUMNS, Row, Sheet, count_cells, drop_tail, trim_row
from geodata.upload_problems import UploadError


def read_html(text: str) -> list[Sheet]:
    """Read the outermost tables of a page, one sheet a table.

    Raises
    ------
    UploadError
        If there is none.
    """
    parser = _Tables()
    parser.feed(text)
    parser.close()
    sheets = [_lay_out(table, f"Tabel {n}") for n, table in enumerate(parser.tables, start=1)]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise UploadError("no_table", "Berkas ini tidak memuat tabel. Simpan sebagai .xlsx.")
    return sheets


class _Tables(HTMLParser):
    """Collects the cells of every table, outermost tables only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[tuple[str, int, int]]]] = []
        self._depth = 0
        self._words: list[str] | None = None
        self._span = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._close_cell()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in {"td", "th"}:
            self._close_cell()
            spans = dict(attrs)
            self._span = (_span(spans.get("rowspan")), _span(spans.get("colspan")))
            self._words = []
        elif tag == "br" and self._words is not None:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._close_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._words is not None and not self._silent:
            self._words.append(data)

    def _close_cell(self) -> None:
        if self._words is not None:
            text = " ".join("".join(self._words).split())
            if not self.tables[-1]:
                self.tables[-1].append([])
            self.tables[-1][-1].append((text, self._span[0], self._span[1]))
        self._words = None


def _span(text: str | None) -> int:
    return min(int(text), MOST_COLUMNS) if text and text.isascii() and text.isdigit() else 1


def _lay_out(table: list[list[tuple[str, int, int]]], name: str) -> Sheet:
    rows: list[Row] = []
    merges = []
    taken: set[tuple[int, int]] = set()
    count = 0
    for top, cells in enumerate(table):
        row: Row = []
        for text, height, width in cells:
            height = min(max(height, 1), len(table) - top)
            width = max(width, 1)
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
