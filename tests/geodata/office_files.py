"""Files as offices make them, written by the tests themselves."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import xlsxwriter


def workbook(*sheets: tuple[str, list[list], list[str]]) -> bytes:
    """Write sheets of (name, rows, merged ranges) as xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows, merges in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def one_sheet(rows: list[list], merges: list[str] | None = None) -> bytes:
    """Write one sheet as xlsx."""
    return workbook(("Sheet1", rows, merges or []))


def percent_workbook() -> bytes:
    """Write a column of numbers that Excel shows as percentages."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Persen")
        shown = book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["Desa", "Pengguna internet"])
        for row, (name, share) in enumerate([("Malasari", 0.123), ("Bantarkaret", 1)], start=1):
            sheet.write(row, 0, name)
            sheet.write_number(row, 1, share, shown)
    return target.getvalue()


def changed_archive(
    content: bytes, *, add: dict[str, bytes] | None = None, drop: str = ""
) -> bytes:
    """Add parts to an archive, or replace or drop them."""
    add = add or {}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in {drop, *add}:
                new.writestr(part.filename, old.read(part.filename))
        for name, body in add.items():
            new.writestr(name, body)
    return target.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """Read one part of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


BPS_ROWS = [
    ["Tabel 3.1.1"],
    ["Jumlah Penduduk Menurut Kecamatan dan Jenis Kelamin di Kabupaten Bogor, 2023"],
    ["Number of Population by Subdistrict and Sex in Bogor Regency, 2023"],
    [],
    ["No", "Kecamatan\nSubdistrict", "Jumlah Penduduk (jiwa)", None, None, "Luas (km2)", "Persen"],
    [None, None, "Laki-laki", "Perempuan", "Jumlah", None, None],
    [-1, -2, -3, -4, -5, -6, -7],
    [None, "Kabupaten Bogor", "2.900.424", "2.764.113", "5.664.537", "2.991,78", "100"],
    [1, "Nanggung", "51.234", "49.000", "100.234", "159,8", "1,8"],
    [2, "Leuwiliang", "64.111", "...", "-", "91,2", "2,3"],
    [3, "Gunung Putri", "150.762", "148.284", "299.046", "61", "5,3"],
    [None, "Jumlah/Total", "2.900.424", "2.764.113", "5.664.537", "2.991,78", "100"],
    ["Catatan: angka sementara"],
    ["Sumber: BPS Kabupaten Bogor"],
    [],
    [None, None, None, None, "Cibinong, 12 Januari 2024"],
]
BPS_MERGES = ["A2:G2", "A3:G3", "A5:A6", "B5:B6", "C5:E5", "F5:F6", "G5:G6"]

PLAIN = one_sheet([["Desa", "Jumlah KK"], ["Malasari", 1200], ["Bantarkaret", 900]])
