"""Finding the return sheet in a workbook, and its rows, after others have worked on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.codes import read_code
from geodata.names import is_total
from geodata.office_files.problems import UploadProblem, written
from geodata.office_files.sheet_grid import Cell, Sheet
from geodata.place_register import load_register, name_key
from segments.campaign.return_order import ReturnOrder
from segments.campaign.return_spellings import read_words

HEADER_ROWS = 40
LIKE = 82  # RapidFuzz ratio from which a changed heading is still the same
LIKE_CHANNEL = 85
MARGIN = 6
# In the order of the columns of the return sheet.
HEADINGS = read_words("heading")
FIELDS = tuple(name for name in HEADINGS if name not in ("code", "place", "channel"))


@dataclass(frozen=True)
class FoundTable:
    """A return sheet as it was found.

    `fields` is name -> column of the sheet, `keys` the same for code, place and channel; `body`
    are the rows below the heading, by their number in the sheet (from 1).
    """

    sheet: str
    fields: dict[str, int]
    keys: dict[str, int]
    headings: tuple[str, ...]
    body: Mapping[int, tuple[Cell, ...]]

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell of the row with this number in the sheet; None beyond its end."""
        cells = self.body[row]
        return cells[column] if column < len(cells) else None

    @property
    def is_blank(self) -> bool:
        """Whether no row has an answer."""
        return not any(_is_filled(cells, self) for cells in self.body.values())

    def problem(
        self, row: int, column: int, value: object, rule: str, mend: str, severity: str = "error"
    ) -> UploadProblem:
        """Describe a fault of a cell where the sender finds it."""
        heading = self.headings[column] if column < len(self.headings) else ""
        return UploadProblem(self.sheet, row, heading, written(value), rule, mend, severity)

    def districts(self, order: ReturnOrder) -> tuple[str, float] | None:
        """Tell the kecamatan that most rows lie in, and the share of the known rows that do."""
        column = self.keys.get("code")
        found: Counter[str] = Counter()
        if column is not None:
            register = load_register()
            for cells in self.body.values():
                reading = read_code(cells[column] if column < len(cells) else None, register)
                found.update({code[:8] for code in reading.codes if code[:8] in order.districts})
        if not found and "place" in self.keys:
            places = order.rows.drop_duplicates("place_code")
            keys = pd.Series(
                places["district_code"].to_numpy(), index=[name_key(n) for n in places["place"]]
            )
            for cells in self.body.values():
                cell = cells[self.keys["place"]] if self.keys["place"] < len(cells) else None
                key = name_key(str(cell or ""))
                if key in keys.index:
                    found.update(set(keys.loc[[key]]))
        if not found:
            return None
        district, count = found.most_common(1)[0]
        return district, count / sum(found.values())


def find_table(sheets: Sequence[Sheet], order: ReturnOrder) -> FoundTable | None:
    """Find the sheet and row whose headings are those of the return sheet.

    The best row wins, over all sheets, whatever they are called; a sheet whose headings were
    lost altogether is read by the position of its columns when its codes are those of the plan.
    """
    best: tuple[int, FoundTable] | None = None
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:HEADER_ROWS]):
            columns = _headings(row)
            score = len(columns)
            keyed = "code" in columns or "place" in columns
            enough = keyed and sum(name in columns for name in FIELDS) >= 2
            if enough and (best is None or score > best[0]):
                best = (score, _table(sheet, number, columns))
    return best[1] if best else _by_position(sheets, order)


def match_rows(
    table: FoundTable, expected: pd.DataFrame
) -> tuple[dict[int, int], list[UploadProblem]]:
    """Pair the rows of the order with rows of the sheet, by place and channel.

    Returns
    -------
    tuple
        Position in `expected` -> row number in the sheet; and a problem for each row that is
        about something else, or says the same thing twice.
    """
    known = {
        (row.place_code, row.channel): number
        for number, row in enumerate(expected.itertuples(index=False))
    }
    names = _place_names(expected)
    channels = sorted({channel for _place, channel in known if channel})
    matched: dict[int, int] = {}
    problems = []
    for row, cells in table.body.items():
        if not _is_filled(cells, table):
            continue
        place = _place(cells, table, names)
        channel = _channel(_text(cells, table.keys.get("channel")), channels)
        number = known.get((place, channel)) if place and channel is not None else None
        column = table.keys.get("code", table.keys.get("place", 0))
        if number is None:
            shown = " / ".join(
                filter(None, (_text(cells, table.keys.get(key)) for key in table.keys))
            )
            if not is_total(shown):
                problems.append(
                    table.problem(
                        row,
                        column,
                        shown,
                        "unknown_row",
                        "Desa atau kanal baris ini tidak ada dalam rencana, jadi tidak dihitung. "
                        "Pakai nama desa dan kanal seperti di lembar Laporan.",
                        "check",
                    )
                )
        elif number in matched:
            problems.append(
                table.problem(
                    row,
                    column,
                    place,
                    "repeated_row",
                    f"Desa dan kanal ini sudah ada di baris {matched[number]}. Baris yang kedua "
                    "tidak dihitung; satukan keduanya.",
                    "check",
                )
            )
        else:
            matched[number] = row
    return matched, problems


def _plain(cell: object) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", str(cell or "").lower()).split())


def _headings(row: Sequence[Cell]) -> dict[str, int]:
    """Say which column of a row carries which heading; the likest pair first."""
    from rapidfuzz.fuzz import ratio

    pairs = []
    for column, cell in enumerate(row):
        text = _plain(cell.split("(")[0]) if isinstance(cell, str) else ""
        if not isinstance(cell, str) or not 2 <= len(text) <= 60:
            continue
        for name, words in HEADINGS.items():
            likeness = max(ratio(text, word) for word in words)
            if likeness >= LIKE:
                pairs.append((-likeness, column, name))
    found: dict[str, int] = {}
    for _likeness, column, name in sorted(pairs):
        if name not in found and column not in found.values():
            found[name] = column
    return found


def _table(sheet: Sheet, header: int, columns: dict[str, int]) -> FoundTable:
    fields = {name: column for name, column in columns.items() if name in FIELDS}
    keys = {name: column for name, column in columns.items() if name not in FIELDS}
    headings = tuple(written(cell) for cell in sheet.rows[header])
    body = {
        number: tuple(row)
        for number, row in enumerate(sheet.rows[header + 1 :], start=header + 2)
        if any(cell not in (None, "") for cell in row)
    }
    return FoundTable(sheet.name, fields, keys, headings, body)


def _by_position(sheets: Sequence[Sheet], order: ReturnOrder) -> FoundTable | None:
    """Read a sheet without headings: codes first, then place, channel and the fields in order."""
    places = set(order.rows["place_code"])
    channels = sorted(set(order.rows["channel"]) - {""})
    register = load_register()
    for sheet in sheets:
        for start, row in enumerate(sheet.rows[:HEADER_ROWS]):
            reading = read_code(row[0] if row else None, register)
            named = len(row) > 2 and _channel(str(row[2] or ""), channels) is not None
            if len(row) > len(HEADINGS) or not named or not set(reading.codes) & places:
                continue
            columns = {name: column for column, name in enumerate(HEADINGS)}
            return _table(sheet, start - 1, columns) if start else _headless(sheet, columns)
    return None


def _headless(sheet: Sheet, columns: dict[str, int]) -> FoundTable:
    shifted = Sheet(sheet.name, [[], *sheet.rows])
    found = _table(shifted, 0, columns)
    body = {number - 1: cells for number, cells in found.body.items()}
    return FoundTable(found.sheet, found.fields, found.keys, (), body)


def _text(cells: Sequence[Cell], column: int | None) -> str:
    if column is None or column >= len(cells) or cells[column] is None:
        return ""
    return str(cells[column]).strip()


def _is_filled(cells: Sequence[Cell], table: FoundTable) -> bool:
    return any(_text(cells, column) not in ("", "–") for column in table.fields.values())


def _place_names(expected: pd.DataFrame) -> dict[str, str]:
    places = expected.drop_duplicates("place_code")
    return {
        name_key(name): code
        for code, name in zip(places["place_code"], places["place"], strict=True)
    }


def _place(cells: Sequence[Cell], table: FoundTable, names: dict[str, str]) -> str:
    """Tell the place of a row: by its whole code, else by its exact name in the kecamatan."""
    column = table.keys.get("code")
    cell = cells[column] if column is not None and column < len(cells) else None
    reading = read_code(cell, load_register())
    inside = [code for code in reading.codes if code in names.values()]
    if reading.certain and inside:
        return inside[0]
    by_name = names.get(name_key(_text(cells, table.keys.get("place"))), "")
    if by_name and (not reading.codes or by_name in reading.codes):
        return by_name
    # A code that lost its last zero means one place of the kecamatan, or none.
    return inside[0] if len(inside) == 1 and not by_name else ""


def _channel(text: str, channels: Sequence[str]) -> str | None:
    """Tell the channel of a row; "" for an outcome row, None where it is none of the plan's."""
    from rapidfuzz.fuzz import ratio

    plain = _plain(text)
    if plain.startswith(("angka hasil", "outcome figure")) or not plain:
        return "" if plain or len(channels) != 1 else channels[0]
    scores = sorted(((ratio(plain, _plain(name)), name) for name in channels), reverse=True)
    if not scores or scores[0][0] < LIKE_CHANNEL:
        return None
    exact = scores[0][0] == 100
    close = len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN
    return scores[0][1] if exact or not close else None
