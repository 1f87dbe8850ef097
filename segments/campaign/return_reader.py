"""Reading returned workbooks, whatever happened to them on the way through forty offices."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import pandas as pd

from geodata.office_files.guards import check_file
from geodata.office_files.problems import UploadError, UploadProblem
from geodata.office_files.sheet_grid import Sheet
from geodata.office_files.sheet_readers import read_sheets
from segments.campaign.return_cells import read_cell
from segments.campaign.return_fields import RETURN_FIELDS
from segments.campaign.return_marks import DISTRICT_MARK, PLAN_MARK
from segments.campaign.return_order import ReturnOrder
from segments.campaign.return_table import FoundTable, find_table, match_rows

MOST_FILES = 400
LARGEST_TOTAL = 200 * 1024 * 1024


NOT_WORKBOOKS = re.compile(r"(^|/)(__MACOSX/|\.|~\$|Thumbs\.db|desktop\.ini)", re.IGNORECASE)
READABLE = (".xlsx", ".csv", ".ods", ".xls", ".xlsm", ".xlsb")
FIELD_NAMES = tuple(field.name for field in RETURN_FIELDS)


@dataclass(frozen=True)
class ReturnSheet:
    """What one kecamatan reported, cleaned.

    Attributes
    ----------
    rows
        One row a row of the order that was found: place_code, channel, kind and the fields of
        `RETURN_FIELDS`; a count that was not filled in is missing, never 0.
    problems
        What was not taken over, or deserves a look: row, column, value, rule and how to mend.
    n_expected, n_filled
        Rows that were asked for, and rows with an answer.
    """

    plan_id: str
    district_code: str
    filename: str
    digest: str
    received: date
    late: bool
    rows: pd.DataFrame
    problems: tuple[UploadProblem, ...]
    n_expected: int
    n_filled: int

    @property
    def partial(self) -> bool:
        """Whether rows are still without an answer."""
        return self.n_filled < self.n_expected


@dataclass(frozen=True)
class RefusedReturn:
    """A file that was not taken in: why, and what to ask the sender for (rule codes)."""

    filename: str
    rule: str
    reason: str
    district_code: str = ""


@dataclass(frozen=True)
class ReturnBatch:
    """A folder of files, read in one go."""

    sheets: tuple[ReturnSheet, ...]
    refused: tuple[RefusedReturn, ...]


def read_returns(
    files: Iterable[tuple[str, bytes]], order: ReturnOrder, *, received: date
) -> ReturnBatch:
    """Read returned files, zips among them, against what a plan asked for.

    A file that cannot be used does not stop the others: it is listed with the reason. Of two
    files of one kecamatan in a batch the fuller one counts; the other is listed as superseded.
    """
    sheets: list[ReturnSheet] = []
    refused: list[RefusedReturn] = []
    for name, content in _unpacked(files, refused):
        try:
            sheets.append(read_return(content, name, order, received=received))
        except UploadError as fault:
            refused.append(RefusedReturn(name, fault.rule, str(fault)))
    best: dict[str, ReturnSheet] = {}
    for sheet in sorted(sheets, key=lambda one: (-one.n_filled, one.filename)):
        kept = best.setdefault(sheet.district_code, sheet)
        if kept is not sheet:
            same = kept.digest == sheet.digest
            reason = (
                f"Isinya sama dengan {kept.filename}."
                if same
                else f"Kecamatan ini juga mengirim {kept.filename}, yang lebih lengkap atau sama "
                "lengkapnya. Berkas itu yang dipakai."
            )
            rule = "duplicate" if same else "second_file"
            refused.append(RefusedReturn(sheet.filename, rule, reason, sheet.district_code))
    ordered = sorted(best.values(), key=lambda one: one.district_code)
    return ReturnBatch(tuple(ordered), tuple(refused))


def read_return(
    content: bytes, filename: str, order: ReturnOrder, *, received: date
) -> ReturnSheet:
    """Read one returned workbook.

    Sheets may be renamed or reordered, headings changed, rows added, numbers written as text.

    Raises
    ------
    UploadError
        With the reason, in Indonesian, when the file is unsafe, of another plan, of no known
        kecamatan, or holds no table of the return sheet.
    """
    kind = check_file(content, filename)
    sheets = read_sheets(content, kind)
    _check_plan(sheets, filename, order)
    table = find_table(sheets, order)
    if table is None:
        raise UploadError(
            "no_return_table",
            "Lembar laporan tidak ditemukan: tidak ada baris judul yang memuat kode atau nama desa "
            "dan isian laporan. Minta kecamatan mengisi lembar Laporan dari paket aslinya.",
        )
    district = _district(sheets, table, order)
    expected = order.of_district(district)
    matched, problems = match_rows(table, expected)
    if not matched and not table.is_blank:
        raise UploadError(
            "no_known_rows",
            f"Tidak ada baris yang cocok dengan desa dan kanal Kecamatan "
            f"{order.districts[district]}. Minta kecamatan memakai lembar Laporan dari paketnya.",
        )
    rows, more = _cleaned(table, matched, expected)
    filled = rows.drop(columns=["place_code", "channel", "kind", "note"]).notna().any(axis=1)
    if not filled.any():
        raise UploadError(
            "nothing_filled",
            f"Laporan Kecamatan {order.districts[district]} masih kosong. Minta kecamatan mengisi "
            "kolom laporan, lalu mengirim lagi.",
        )
    return ReturnSheet(
        order.plan_id,
        district,
        filename,
        hashlib.sha256(content).hexdigest(),
        received,
        received > order.answer_by,
        rows,
        (*problems, *more),
        len(expected),
        int(filled.sum()),
    )


def _unpacked(
    files: Iterable[tuple[str, bytes]], refused: list[RefusedReturn]
) -> Iterable[tuple[str, bytes]]:
    """Give the workbooks of files and zips; whatever may not be opened is listed instead."""
    for name, content in files:
        if not name.lower().endswith(".zip"):
            yield PurePosixPath(name.replace("\\", "/")).name, content
            continue
        try:
            yield from _zip_parts(content, refused)
        except UploadError as fault:
            refused.append(RefusedReturn(name, fault.rule, str(fault)))


def _zip_parts(content: bytes, refused: list[RefusedReturn]) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST_TOTAL:
                raise UploadError(
                    "zip_bomb",
                    "Isi zip ini terlalu banyak atau terlalu besar (paling banyak 400 berkas, "
                    "200 MB). Kirim hanya buku kerja laporan.",
                )
            for part in parts:
                inner = part.filename.replace("\\", "/")
                if NOT_WORKBOOKS.search(inner):
                    continue
                name = PurePosixPath(inner).name
                if not name.lower().endswith(READABLE):
                    if name.lower().endswith(".zip"):
                        refused.append(_nested(name))
                    continue
                with archive.open(part) as stream:
                    read = stream.read(LARGEST_TOTAL - total + 1)
                total += len(read)
                if total > LARGEST_TOTAL:
                    raise UploadError(
                        "zip_bomb", "Isi zip ini lebih besar dari 200 MB. Kirim sebagian dahulu."
                    )
                found.append((name, read))
    except UploadError:
        raise
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, ValueError) as fault:
        raise UploadError(
            "damaged_zip",
            "Berkas zip rusak atau dikunci kata sandi. Buat zip baru tanpa kata sandi, lalu "
            "unggah lagi.",
        ) from fault
    return found


def _nested(name: str) -> RefusedReturn:
    return RefusedReturn(
        name, "nested_zip", "Zip di dalam zip tidak dibuka. Unggah zip bagian dalam itu langsung."
    )


def _texts(sheets: Sequence[Sheet]) -> Iterable[str]:
    for sheet in sheets:
        for row in sheet.rows[:400]:
            yield from (str(cell).strip() for cell in row if isinstance(cell, str))


def _marked(sheets: Sequence[Sheet], mark: str) -> str:
    """Find what stands behind a mark such as "khalayak-rencana: abc"."""
    for text in _texts(sheets):
        if found := re.search(rf"{mark}\s*[:=]\s*([\w.]+)", text):
            return found.group(1)
    return ""


def _check_plan(sheets: Sequence[Sheet], filename: str, order: ReturnOrder) -> None:
    marked = _marked(sheets, PLAN_MARK)
    if marked == order.plan_id:
        return
    if marked:
        raise UploadError(
            "other_plan",
            f"Berkas ini milik rencana lain (nomor {marked}), bukan {order.plan_name} (nomor "
            f"{order.plan_id}). Unggah pada halaman hasil rencana itu.",
        )
    named = any(order.plan_id in text for text in _texts(sheets)) or order.plan_id in filename
    if not named:
        raise UploadError(
            "no_plan",
            "Nomor rencana tidak ada di berkas ini. Minta kecamatan mengirim buku kerja dari "
            "paketnya, atau tulis nomor rencana pada nama berkas.",
        )


def _district(sheets: Sequence[Sheet], table: FoundTable, order: ReturnOrder) -> str:
    """Tell the kecamatan: by the places of the rows, which must agree with the mark."""
    counted = table.districts(order)
    marked = _marked(sheets, DISTRICT_MARK)
    if not counted:
        if marked in order.districts:
            return marked
        raise UploadError(
            "no_district",
            "Kecamatan berkas ini tidak dapat dikenali: kode dan nama desanya tidak ada dalam "
            "rencana. Minta kecamatan memakai buku kerja dari paketnya.",
        )
    district, share = counted
    if share < 0.5 or (marked in order.districts and marked != district):
        raise UploadError(
            "mixed_districts",
            "Desa di berkas ini berasal dari kecamatan yang berbeda dengan yang tertulis di "
            "dalamnya. Minta kecamatan memeriksa lembar Laporan, lalu mengirim lagi.",
        )
    return district


def _cleaned(
    table: FoundTable, matched: dict[int, int], expected: pd.DataFrame
) -> tuple[pd.DataFrame, list[UploadProblem]]:
    """Read the cells of the matched rows. `matched` is row of the order -> row of the sheet."""
    problems: list[UploadProblem] = []
    records = []
    for number, wanted in enumerate(expected.itertuples(index=False)):
        record = {"place_code": wanted.place_code, "channel": wanted.channel, "kind": wanted.kind}
        for field in RETURN_FIELDS:
            record[field.name] = None
            column = table.fields.get(field.name)
            if number not in matched or column is None or field.row != wanted.kind:
                continue
            cell = table.cell(matched[number], column)
            value, problem = read_cell(cell, field)
            record[field.name] = value
            if problem:
                problems.append(table.problem(matched[number], column, cell, *problem))
        records.append(record)
    rows = pd.DataFrame(records, columns=["place_code", "channel", "kind", *FIELD_NAMES])
    counts = [field.name for field in RETURN_FIELDS if field.kind == "count"]
    rows[counts] = rows[counts].astype("Float64")
    problems.extend(_contradictions(rows, matched, table))
    return rows, problems


def _contradictions(
    rows: pd.DataFrame, matched: dict[int, int], table: FoundTable
) -> Iterable[UploadProblem]:
    """Point at rows that say two things at once; nothing is changed."""
    for number, row in enumerate(rows.itertuples(index=False)):
        if number in matched and row.status == "not_done" and (row.reached or 0) > 0:
            yield table.problem(
                matched[number],
                table.fields["reached"],
                str(row.reached),
                "reached_but_not_done",
                "Tertulis tidak terlaksana, tetapi ada orang yang dijangkau. Tanyakan mana yang "
                "benar; angka ini belum dihitung.",
                "check",
            )
