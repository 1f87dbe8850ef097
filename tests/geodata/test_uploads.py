"""Reading office files: the table that was meant comes out, with every oddity reported."""

from __future__ import annotations

import io
import math
import zipfile

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geodata.names import match_places
from geodata.sheet_grid import count_cells
from geodata.uploads import UploadError, parse_number, read_table
from tests.geodata.office_files import (
    BPS_MERGES,
    BPS_ROWS,
    changed_archive,
    one_sheet,
    part_of,
    percent_workbook,
    workbook,
)

PLAIN = one_sheet([["Desa", "Jumlah KK"], ["Malasari", 1200], ["Bantarkaret", 900]])


def rules(table) -> set[str]:
    return set(table.problems["rule"])


def refusal(content: bytes, filename: str) -> UploadError:
    with pytest.raises(UploadError) as caught:
        read_table(content, filename)
    return caught.value


class TestTheBpsTable:
    @pytest.fixture(params=["merged", "not merged", "csv", "html"])
    def table(self, request):
        if request.param == "csv":
            lines = [
                ";".join("" if cell is None else str(cell).replace("\n", " ") for cell in row)
                for row in BPS_ROWS
            ]
            return read_table("\r\n".join(lines).encode("cp1252"), "tabel.csv")
        if request.param == "html":
            return read_table(as_html(BPS_ROWS, BPS_MERGES).encode(), "tabel.xls")
        merges = BPS_MERGES if request.param == "merged" else []
        return read_table(one_sheet(BPS_ROWS, merges), "tabel.xlsx")

    def test_has_one_header_made_of_all_header_rows(self, table):
        assert table.frame.columns.tolist() == [
            "No",
            "Kecamatan Subdistrict",
            "Jumlah Penduduk - Laki-laki",
            "Jumlah Penduduk - Perempuan",
            "Jumlah Penduduk - Jumlah",
            "Luas",
            "Persen",
        ]
        assert table.units["Luas"] == "km2"
        assert table.units["Persen"] == "%"
        assert table.units["Jumlah Penduduk - Laki-laki"] == "jiwa"

    def test_has_the_data_rows_and_no_others(self, table):
        names = table.frame["Kecamatan Subdistrict"].tolist()
        assert names == ["Nanggung", "Leuwiliang", "Gunung Putri"]
        assert table.frame.index.tolist() == [9, 10, 11]

    def test_has_numbers(self, table):
        assert table.frame["Jumlah Penduduk - Laki-laki"].tolist() == [51234, 64111, 150762]
        assert table.frame["Luas"].tolist() == [159.8, 91.2, 61]
        assert table.frame["Persen"].tolist() == [1.8, 2.3, 5.3]

    def test_tells_zero_from_missing(self, table):
        assert table.frame.loc[10, "Jumlah Penduduk - Jumlah"] == 0
        assert math.isnan(table.frame.loc[10, "Jumlah Penduduk - Perempuan"])
        assert "dash_as_zero" in rules(table)

    def test_reports_what_was_left_out_and_where(self, table):
        problems = table.problems
        where = problems.groupby("rule")["row"].agg(list).to_dict()
        assert where["title_row"] == [1, 2, 3]
        assert where["column_numbers"] == [7]
        assert where["total_row"] == [8, 12]
        assert where["footer"] == [13, 14, 16]
        assert (problems["severity"] != "error").all()
        assert problems["mend"].str.endswith(".").all()

    def test_finds_its_places(self, table):
        matches = match_places(table.frame, district="Kecamatan Subdistrict")
        assert matches["code"].tolist() == ["32.01.21", "32.01.14", "32.01.02"]


def as_html(rows: list[list], merges: list[str]) -> str:
    from openpyxl.utils import range_boundaries

    spans, hidden = {}, set()
    for merge in merges:
        left, top, right, bottom = range_boundaries(merge)
        spans[(top - 1, left - 1)] = (bottom - top + 1, right - left + 1)
        area = {(r, c) for r in range(top - 1, bottom) for c in range(left - 1, right)}
        hidden |= area - {(top - 1, left - 1)}
    lines = []
    for r, row in enumerate(rows):
        width = max(len(row), 7)
        cells = []
        for c in range(width):
            if (r, c) in hidden:
                continue
            value = row[c] if c < len(row) and row[c] is not None else ""
            high, wide = spans.get((r, c), (1, 1))
            cells.append(f"<td rowspan={high} colspan='{wide}'>{value}</td>".replace("\n", "<br>"))
        lines.append(f"<tr>{''.join(cells)}</tr>")
    style = "<style>td {mso-number-format: '0'}</style>"
    return f"<!DOCTYPE html><html><head>{style}</head><body><table>{''.join(lines)}</table></html>"


def test_the_answer_unpacks_as_frame_and_problems():
    frame, problems = read_table(PLAIN, "kk.xlsx")
    assert frame["Jumlah KK"].tolist() == [1200, 900]
    assert problems.columns.tolist() == [
        "sheet",
        "row",
        "column",
        "value",
        "rule",
        "mend",
        "severity",
    ]
    assert len(problems) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_read_in_any_encoding_and_with_any_separator(encoding, separator):
    rows = [["desa", "kepala désa", "jumlah"], ["Malasari", "ada", "12"], ["Curug", "tidak", "7"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    frame, problems = read_table(content, "data.csv")
    assert frame.columns.tolist() == rows[0]
    assert frame["jumlah"].tolist() == [12, 7]
    assert len(problems) == 0


def test_the_separator_that_excel_names_in_the_first_line_is_used():
    frame, _ = read_table(b"sep=;\r\ndesa;nilai\r\nMalasari;1,5\r\n", "data.csv")
    assert frame["nilai"].tolist() == [1.5]


def test_quoted_separators_stay_in_their_cell():
    frame, _ = read_table(
        b'desa,jumlah\n"Malasari, Nanggung","1,234"\nCuring,"2,345,678"\n', "a.csv"
    )
    assert frame["desa"].tolist() == ["Malasari, Nanggung", "Curing"]
    assert frame["jumlah"].tolist() == [1234, 2345678]


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1.234,56", "12,5", "7"], [1234.56, 12.5, 7]),
        (["1,234.56", "12.5", "7"], [1234.56, 12.5, 7]),
        (["351.600.000", "1.234", "5"], [351600000, 1234, 5]),
        (["351,600,000", "1,234", "5"], [351600000, 1234, 5]),
        (["1.234", "0,5", "12"], [1234, 0.5, 12]),
        (["1.234", "0.5", "12"], [1.234, 0.5, 12]),
        (["12,3 %", "45 %", "0,1%"], [12.3, 45, 0.1]),
        (["Rp 1.500.000,-", "Rp250.000", "Rp0"], [1500000, 250000, 0]),
        (["1 234 567", "12\u00a0000", "5"], [1234567, 12000, 5]),
        (["1.234*", "5.678 r)", "9.000.000"], [1234, 5678, 9000000]),
        (["(5,2)", "-3,1", "\u22124,0"], [-5.2, -3.1, -4]),
        (["'1.234", "'12", "1.000.000"], [1234, 12, 1000000]),
    ],
)
def test_the_notation_of_numbers_is_decided_by_the_whole_column(texts, values):
    rows = [["Desa", "Nilai"], *[[f"Desa {text}", text] for text in texts]]
    frame, problems = read_table(one_sheet(rows), "a.xlsx")
    assert frame["Nilai"].tolist() == pytest.approx(values)
    assert not set(problems["severity"]) & {"error"}


def test_two_columns_may_have_two_notations():
    rows = [["Desa", "A", "B"], ["Malasari", "1.234,5", "1,234.5"], ["Curing", "2,5", "2.5"]]
    frame, _ = read_table(one_sheet(rows), "a.xlsx")
    assert frame["A"].tolist() == frame["B"].tolist() == [1234.5, 2.5]


def test_a_notation_that_nothing_settles_is_pointed_at():
    rows = [["Desa", "Luas"], ["Malasari", "1.234"], ["Curing", "2.345"]]
    table = read_table(one_sheet(rows), "a.xlsx")
    assert table.frame["Luas"].tolist() == [1234, 2345]
    assert table.problems["rule"].tolist() == ["ambiguous_numbers"]
    assert "dibaca sebagai ribuan" in table.problems["mend"][0]


def test_cells_that_contradict_the_notation_of_their_column_are_not_guessed():
    rows = [["Desa", "Nilai"], ["A", "1.234,5"], ["B", "2.345,5"], ["C", "3,456.5"], ["D", "7.000"]]
    table = read_table(one_sheet(rows), "a.xlsx")
    assert table.frame["Nilai"].fillna(-1).tolist() == [1234.5, 2345.5, -1, -1]
    errors = table.problems[table.problems["severity"] == "error"]
    assert errors["rule"].tolist() == ["mixed_format", "mixed_format"]
    assert errors["row"].tolist() == [4, 5]
    assert errors["value"].tolist() == ["3,456.5", "7.000"]


def test_thousands_that_excel_took_for_decimals_are_pointed_at():
    rows = [["Desa", "Jumlah penduduk"], ["A", 12.345], ["B", 987], ["C", "1.234.567"]]
    table = read_table(one_sheet(rows), "a.xlsx")
    assert table.problems["rule"].tolist() == ["thousands_lost"]
    assert table.problems["row"].tolist() == [2]


@pytest.mark.parametrize("sign", ["...", "tad", "TAD", "n.a.", "NA", "N/A", "", "x", "#N/A"])
def test_signs_for_missing_are_missing_and_never_zero(sign):
    rows = [["Desa", "Nilai"], ["A", 1], ["B", 2], ["C", sign]]
    frame, problems = read_table(one_sheet(rows), "a.xlsx")
    assert frame["Nilai"].isna().tolist() == [False, False, True]
    assert len(problems) == 0


@pytest.mark.parametrize("dash", ["-", "\u2013", "\u2014", " - "])
def test_a_dash_is_zero_and_says_so(dash):
    frame, problems = read_table(
        one_sheet([["Desa", "Nilai"], ["A", 5], ["B", 3], ["C", dash]]), "a.xlsx"
    )
    assert frame["Nilai"].tolist() == [5, 3, 0]
    assert problems["rule"].tolist() == ["dash_as_zero"]


def test_words_among_numbers_are_reported_with_their_place():
    rows = [["Desa", "Nilai"], ["A", 5], ["B", 3], ["C", "banyak"], ["D", "#DIV/0!"], ["E", 1]]
    table = read_table(one_sheet(rows), "a.xlsx")
    assert table.frame["Nilai"].isna().sum() == 2
    found = table.problems.set_index("rule")
    assert found.loc["not_a_number", ["row", "column", "value"]].tolist() == [4, "Nilai", "banyak"]
    assert found.loc["formula_error", "row"] == 5


def test_percentages_in_three_spellings_come_on_one_scale():
    rows = [["Desa", "Sinyal (%)", "Listrik"], ["A", 12.3, "12,3 %"], ["B", 100, "100%"]]
    table = read_table(one_sheet(rows), "a.xlsx")
    formatted = read_table(percent_workbook(), "a.xlsx")
    assert table.frame["Sinyal"].tolist() == table.frame["Listrik"].tolist() == [12.3, 100]
    assert formatted.frame["Pengguna internet"].tolist() == [12.3, 100]
    assert table.units == {"Sinyal": "%", "Listrik": "%"}
    assert formatted.units == {"Pengguna internet": "%"}


def test_percentages_written_as_fractions_are_pointed_at():
    table = read_table(one_sheet([["Desa", "Persentase"], ["A", 0.123], ["B", 0.5]]), "a.xlsx")
    assert table.frame["Persentase"].tolist() == [0.123, 0.5]
    assert rules(table) == {"share_scale"}


class TestCodes:
    def test_stay_text_however_excel_stored_them(self):
        rows = [["Kode", "Nilai"], [3201012010, 1], ["32.01.01.2010", 2], ["'3201012010", 3]]
        frame, _ = read_table(one_sheet(rows), "a.xlsx")
        assert frame["Kode"].tolist() == ["3201012010", "32.01.01.2010", "3201012010"]

    def test_as_numbers_with_a_gap_keep_no_decimals(self):
        rows = [["Kode BPS", "Nilai"], [3201210008.0, 1], [None, 2], [3201210001.0, 3]]
        frame, _ = read_table(one_sheet(rows), "a.xlsx")
        assert frame["Kode BPS"].fillna("").tolist() == ["3201210008", "", "3201210001"]

    def test_are_recognised_without_a_telling_header(self):
        rows = [["Wilayah", "Nilai"], ["32.01.01.1001", 1], ["32.01.01.1002", 2]]
        table = read_table(one_sheet(rows), "a.xlsx")
        assert table.kinds == {"Wilayah": "code", "Nilai": "number"}

    def test_damaged_by_excel_are_reported(self):
        table = read_table(b"kode;nilai\n3,20121E+09;5\n3201210001;6\n", "a.csv")
        assert table.frame["kode"].tolist() == ["3,20121E+09", "3201210001"]
        assert table.problems["rule"].tolist() == ["damaged_code"]
        assert table.problems["row"].tolist() == [2]


class TestLayouts:
    def test_years_as_headers_are_no_data(self):
        rows = [["Kecamatan", 2021, 2022, "2023"], ["Ciawi", 5, 6, 7], ["Cariu", 8, 9, 10]]
        table = read_table(one_sheet(rows), "a.xlsx")
        assert table.frame.columns.tolist() == ["Kecamatan", "2021", "2022", "2023"]
        assert table.frame["2023"].tolist() == [7, 10]

    def test_a_column_of_years_is_data(self):
        frame, _ = read_table(b"desa,tahun,sinyal\nCuring,2023,KUAT\nCurug,2023,LEMAH\n", "a.csv")
        assert frame["tahun"].tolist() == [2023, 2023]

    def test_years_above_a_second_header_row_are_joined(self):
        rows = [
            ["Desa", 2022, None, 2023, None],
            [None, "L", "P", "L", "P"],
            ["Curing", 1, 2, 3, 4],
            ["Curug", 5, 6, 7, 8],
        ]
        table = read_table(one_sheet(rows, ["A1:A2", "B1:C1", "D1:E1"]), "a.xlsx")
        expected = ["Desa", "2022 - L", "2022 - P", "2023 - L", "2023 - P"]
        assert table.frame.columns.tolist() == expected

    def test_three_header_rows_are_joined(self):
        rows = [
            ["No", "Desa", "Penduduk", None, None],
            [None, None, "Laki-laki", None, "Perempuan"],
            [None, None, "Anak", "Dewasa", "Anak"],
            [1, "Curing", 1, 2, 3],
            [2, "Curug", 4, 5, 6],
        ]
        merges = ["A1:A3", "B1:B3", "C1:E1", "C2:D2"]
        table = read_table(one_sheet(rows, merges), "a.xlsx")
        assert table.frame.columns.tolist()[2:] == [
            "Penduduk - Laki-laki - Anak",
            "Penduduk - Laki-laki - Dewasa",
            "Penduduk - Perempuan - Anak",
        ]

    @pytest.mark.parametrize(
        "numbers", [["(1)", "(2)", "(3)"], [1, 2, 3], [-1, -2, -3], ["1", "2", "3"]]
    )
    def test_units_and_column_numbers_are_no_data(self, numbers):
        rows = [
            ["Desa", "Penduduk", "Luas"],
            [None, "(jiwa)", "(km²)"],
            numbers,
            ["Curing", 5000, 3.5],
            ["Curug", 4000, 2.5],
        ]
        table = read_table(one_sheet(rows), "a.xlsx")
        assert table.frame["Penduduk"].tolist() == [5000, 4000]
        assert table.units == {"Penduduk": "jiwa", "Luas": "km²"}
        assert {"units_row", "column_numbers"} <= rules(table)

    def test_key_and_value_lines_above_the_table_are_titles(self):
        rows = [
            ["Provinsi", ": Jawa Barat"],
            ["Kabupaten", ": Bogor"],
            ["Tahun", 2023],
            ["No", "Desa", "KK", "RT", "RW"],
            [1, "Curing", 900, 12, 3],
            [2, "Curug", 800, 10, 4],
        ]
        table = read_table(one_sheet(rows), "a.xlsx")
        assert table.frame.columns.tolist() == ["No", "Desa", "KK", "RT", "RW"]
        assert table.problems["row"].tolist() == [1, 2, 3]

    def test_the_district_of_a_block_is_filled_down(self):
        rows = [
            ["Kecamatan", "Desa", "KK"],
            ["Ciawi", "Ciawi", 10],
            [None, "Pandansari", 20],
            [None, "Jumlah", 30],
            ["Cariu", "Cariu", 5],
            [None, "Kutamekar", 6],
        ]
        table = read_table(one_sheet(rows, ["A2:A4", "A5:A6"]), "a.xlsx")
        assert table.frame["Kecamatan"].tolist() == ["Ciawi", "Ciawi", "Cariu", "Cariu"]
        assert {"filled_down", "total_row"} == rules(table)
        matches = match_places(table.frame, village="Desa", district="Kecamatan")
        assert matches["how"].tolist() == ["exact"] * 4

    def test_block_headings_become_a_column(self):
        rows = [
            ["Desa/Kelurahan", "Sinyal", "KK"],
            ["KECAMATAN CIBINONG"],
            ["Pabuaran", "Kuat", 1200],
            ["Cibinong", "Lemah", 2100],
            ["KEC. CIAWI"],
            ["Ciawi", "Kuat", 900],
            ["Pandansari", "Kuat", 800],
        ]
        table = read_table(one_sheet(rows), "a.xlsx")
        matches = match_places(table.frame, village="Desa/Kelurahan", district="Kecamatan")
        assert matches["code"].str[:8].tolist() == ["32.01.01"] * 2 + ["32.01.24"] * 2

    def test_a_table_of_districts_is_not_a_list_of_blocks(self):
        rows = [["Kecamatan", "KK"], ["KECAMATAN CIAWI", 10], ["KECAMATAN CARIU", 20]]
        frame, _ = read_table(one_sheet(rows), "a.xlsx")
        assert frame["Kecamatan"].tolist() == ["KECAMATAN CIAWI", "KECAMATAN CARIU"]

    def test_the_regency_repeated_in_every_row_is_no_total(self):
        content = (
            b"nama_provinsi,nama_kabupaten,nama_desa,jumlah\n"
            b"JAWA BARAT,KABUPATEN BOGOR,MALASARI,4\nJAWA BARAT,KABUPATEN BOGOR,CURING,6\n"
        )
        frame, problems = read_table(content, "od.csv")
        assert frame["jumlah"].tolist() == [4, 6]
        assert len(problems) == 0

    def test_the_regency_among_regencies_is_no_total(self):
        rows = [["Kabupaten/Kota", "Nilai"], ["Bogor", 1], ["Sukabumi", 2]]
        rows += [[f"Kota {name}", 3] for name in ("Bogor", "Sukabumi", "Depok")]
        frame, _ = read_table(one_sheet([*rows, ["Jawa Barat", 9]]), "a.xlsx")
        assert "Bogor" in frame["Kabupaten/Kota"].tolist()
        assert "Kota Bogor" in frame["Kabupaten/Kota"].tolist()

    def test_rows_that_count_something_are_no_totals(self):
        rows = [
            ["Indikator", "2022", "2023"],
            ["Jumlah penduduk", 5, 6],
            ["Total fertilitas", 2, 3],
        ]
        frame, _ = read_table(one_sheet(rows), "a.xlsx")
        assert frame["Indikator"].tolist() == ["Jumlah penduduk", "Total fertilitas"]

    def test_a_header_repeated_on_the_next_page_is_left_out(self):
        header = ["No", "Desa", "KK"]
        rows = [header, [1, "Curing", 5], ["Lanjutan tabel 3"], header, [2, "Curug", 6]]
        table = read_table(one_sheet(rows), "a.xlsx")
        assert table.frame["KK"].tolist() == [5, 6]
        assert table.problems["rule"].tolist() == ["note_row", "repeated_header"]
        assert table.problems["severity"].tolist() == ["check", "info"]

    def test_a_village_without_numbers_stays(self):
        rows = [
            ["No", "Kecamatan", "Desa", "KK"],
            [1, "Ciawi", "Ciawi", 5],
            [2, "Ciawi", "Teluk", None],
        ]
        frame, _ = read_table(one_sheet(rows), "a.xlsx")
        assert len(frame) == 2

    def test_a_table_without_numbers_is_read(self):
        frame, _ = read_table(b"Desa;Status\nMalasari;Mandiri\nCuring;Maju\n", "a.csv")
        assert frame["Status"].tolist() == ["Mandiri", "Maju"]

    def test_columns_without_or_with_the_same_name_get_one(self):
        rows = [["Desa", "KK", "KK", None], ["Curing", 1, 2, 3], ["Curug", 4, 5, 6]]
        table = read_table(one_sheet(rows), "a.xlsx")
        assert table.frame.columns.tolist() == ["Desa", "KK", "KK (2)", "Kolom D"]
        assert {"same_header", "no_header"} == rules(table)

    def test_formulas_saved_without_a_result_are_reported(self):
        rows = [["Desa", "KK"], ["Curing", 5], ["Curug", "=1+1"], ["Ciawi", 7]]
        table = read_table(one_sheet(rows), "a.xlsx")
        found = table.problems[table.problems["rule"] == "formula_without_result"]
        assert found[["row", "column"]].values.tolist() == [[3, "B"]]
        assert table.frame["KK"].isna().tolist() == [False, True, False]


class TestSheets:
    BOOK = workbook(
        ("Sampul", [["Kabupaten Bogor Dalam Angka"]], []),
        ("Kecil", [["Desa", "KK"], ["Curing", 5]], []),
        ("Besar", [["Desa", "RT"], ["Curing", 5], ["Curug", 6]], []),
    )

    def test_the_one_with_the_most_data_is_read_and_the_others_named(self):
        table = read_table(self.BOOK, "a.xlsx")
        assert table.sheet == "Besar"
        assert table.sheets == ("Sampul", "Kecil", "Besar")
        assert rules(table) == {"other_sheets"}

    def test_another_can_be_asked_for(self):
        assert read_table(self.BOOK, "a.xlsx", sheet="Kecil").frame["KK"].tolist() == [5]

    def test_one_that_does_not_exist_is_refused_with_the_names(self):
        with pytest.raises(UploadError, match="Sampul, Kecil, Besar"):
            read_table(self.BOOK, "a.xlsx", sheet="Tidak ada")

    def test_personal_data_on_any_of_them_refuses_the_file(self):
        book = workbook(
            ("Data", [["Desa", "KK"], ["Curing", 5]], []),
            ("Kontak", [["Kader", "0812-3456-7890"]], []),
        )
        error = refusal(book, "a.xlsx")
        assert error.rule == "personal_data"
        assert error.problems[["sheet", "row", "column"]].values.tolist() == [["Kontak", 1, "B"]]


SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(xml: bytes) -> bytes:
    return changed_archive(PLAIN, add={SHEET: xml})


def zip_bomb() -> bytes:
    return with_sheet(b"<worksheet>" + b" " * 40_000_000 + b"</worksheet>")


def encrypted_part() -> bytes:
    raw = bytearray(PLAIN)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(signature, at + 4)
    return bytes(raw)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "filename", "rule"),
    [
        (b"", "a.csv", "empty_file"),
        (b" \r\n ", "a.csv", "empty_file"),
        (b"x" * (50 * 1024 * 1024 + 1), "a.csv", "too_large"),
        (PLAIN, "../a.xlsx", "file_name"),
        (PLAIN, "C:\\data\\a.xlsx", "file_name"),
        (PLAIN, "a\x00.xlsx", "file_name"),
        (PLAIN, "", "file_name"),
        (b"{}", "a.json", "file_kind"),
        (b"MZ", "a.exe", "file_kind"),
        (PLAIN, "a.xlsm", "macros"),
        (changed_archive(PLAIN, add={"xl/vbaProject.bin": b"x"}), "a.xlsx", "macros"),
        (changed_archive(PLAIN, add={"xl/macrosheets/sheet1.xml": b"x"}), "a.xlsx", "macros"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "old_excel"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "a.xls", "macros"),
        (encrypted_part(), "a.xlsx", "password"),
        (zip_bomb(), "a.xlsx", "zip_bomb"),
        (changed_archive(PLAIN, add={"../../x.xml": b"x"}), "a.xlsx", "path_traversal"),
        (changed_archive(PLAIN, add={"/x.xml": b"x"}), "a.xlsx", "path_traversal"),
        (with_sheet(DTD + part_of(PLAIN, SHEET)), "a.xlsx", "xml_declarations"),
        (with_sheet(DTD.decode().encode("utf-16")), "a.xlsx", "xml_declarations"),
        (changed_archive(PLAIN, drop="xl/workbook.xml"), "a.xlsx", "not_a_workbook"),
        (b"desa;kk\nCuring;5\n", "a.xlsx", "not_a_workbook"),
        (b"<html><table></table></html>", "a.xlsx", "not_a_workbook"),
        (PLAIN[: len(PLAIN) // 2], "a.xlsx", "damaged_file"),
        (with_sheet(b"<worksheet><broken"), "a.xlsx", "damaged_file"),
        (b"%PDF-1.7 \x00", "a.csv", "not_a_table"),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", "xml_workbook"),
        (DTD + b"<html><table/></html>", "a.xls", "xml_declarations"),
        (b"<html><body>kosong</body></html>", "a.xls", "no_table"),
        (b"hanya satu baris", "a.csv", "no_table"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_or_must_not_be_read_is_refused(content, filename, rule):
    error = refusal(content, filename)
    assert error.rule == rule
    assert str(error).endswith(".")


@pytest.mark.parametrize(
    "title",
    [
        "Perolehan suara per TPS",
        "jumlah_suara",
        "DPT",
        "Pasangan calon 1",
        "Hasil Pilkada 2024",
        "Rekapitulasi Pemilu",
    ],
)
def test_election_data_is_refused(title):
    error = refusal(one_sheet([["Desa", title], ["Curing", 5]]), "a.xlsx")
    assert error.rule == "election_data"
    assert title in error.problems["value"].tolist()


def test_a_row_of_parties_is_refused_but_words_like_them_are_not():
    parties = one_sheet([["Desa", "PKB", "Golkar", "PDIP"], ["Curing", 5, 6, 7]])
    assert refusal(parties, "a.xlsx").rule == "election_data"
    innocent = one_sheet([["Desa", "TPS sampah", "Suara radio", "PAN"], ["Curing", 5, 6, 7]])
    assert read_table(innocent, "a.xlsx").frame["PAN"].tolist() == [7]


def test_a_file_with_too_many_cells_is_refused():
    with pytest.raises(UploadError, match="satu juta sel"):
        count_cells(999_999, 2)
    lines = "a;b;c\n" + "1;2;3\n" * 260_000
    assert refusal(lines.encode(), "a.csv").rule == "too_many_cells"


class TestParseNumber:
    @given(st.integers(-(10**15), 10**15), st.sampled_from([",", "."]))
    def test_reads_back_whole_numbers_with_thousands(self, number, decimal):
        thousands = "." if decimal == "," else ","
        text = f"{number:,}".replace(",", thousands)
        assert parse_number(text, decimal=decimal) == number

    @given(
        st.decimals(-(10**9), 10**9, places=4, allow_nan=False),
        st.sampled_from([",", "."]),
        st.booleans(),
    )
    def test_reads_back_fractions(self, number, decimal, grouped):
        text = f"{number:,.4f}" if grouped else f"{number:.4f}"
        if decimal == ",":
            text = text.translate(str.maketrans(",.", ".,"))
        assert parse_number(text, decimal=decimal) == pytest.approx(float(number))

    @given(st.integers(0, 10**9), st.sampled_from([" ", "\u00a0", "'", "\u202f"]))
    def test_reads_back_spaced_thousands(self, number, mark):
        assert parse_number(f"{number:,}".replace(",", mark), decimal=",") == number

    @given(st.integers(0, 10**6), st.sampled_from(["%", " %", " persen", "*", " **", " 1)"]))
    def test_looks_past_what_follows_a_number(self, number, mark):
        assert parse_number(f"{number}{mark}", decimal=",") == number

    @pytest.mark.parametrize(
        "text", ["1.23.456", "1,2,3", "12.01.2024", "0-4", "abc", "1..2", ",", "."]
    )
    @pytest.mark.parametrize("decimal", [",", "."])
    def test_refuses_what_is_no_number(self, text, decimal):
        with pytest.raises(ValueError, match="Not a number"):
            parse_number(text, decimal=decimal)

    def test_refuses_the_other_notation(self):
        with pytest.raises(ValueError, match="Not a number"):
            parse_number("1,234.5", decimal=",")
        with pytest.raises(ValueError, match="Choose one of"):
            parse_number("1", decimal=";")

    @pytest.mark.parametrize(
        ("text", "value"), [("-", 0), ("\u2013", 0), ("1e3", 1000), ("(2,5)", -2.5)]
    )
    def test_knows_signs(self, text, value):
        assert parse_number(text, decimal=",") == value

    @given(st.text(max_size=80), st.sampled_from([",", "."]))
    @example("9" * 400, ",")
    @example("1e999", ".")
    def test_gives_a_finite_number_or_says_no(self, text, decimal):
        try:
            number = parse_number(text, decimal=decimal)
        except ValueError:
            return
        assert not math.isinf(number)


class TestAnything:
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
    @given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xls", "a.xlsx", "a.html"]))
    @example(b'"' + b"x" * 140_000, "a.csv")
    @example(b"<table><tr><td rowspan=99999 colspan=99999>1<td>2</table>", "a.xls")
    def test_bytes_are_read_or_refused(self, content, filename):
        self.read(content, filename)

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
    @given(
        st.lists(
            st.lists(
                st.one_of(
                    st.sampled_from(
                        [
                            "Desa",
                            "Jumlah",
                            "Kecamatan",
                            "KEC. CIAWI",
                            "(1)",
                            "1.234",
                            "-",
                            "Sumber: x",
                        ]
                    ),
                    st.text(alphabet='abc 1.,-()%\n"', max_size=6),
                ),
                max_size=6,
            ),
            max_size=12,
        ),
        st.sampled_from([";", ",", "\t"]),
    )
    def test_any_grid_of_cells_is_read_or_refused(self, rows, separator):
        self.read("\n".join(separator.join(row) for row in rows).encode(), "a.csv")

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
    @given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255))
    def test_a_workbook_with_one_wrong_byte_is_read_or_refused(self, position, byte):
        content = bytearray(PLAIN)
        content[position] = byte
        self.read(bytes(content), "a.xlsx")

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
    @given(st.integers(0, 2_000), st.binary(min_size=1, max_size=8))
    def test_a_sheet_with_broken_xml_is_read_or_refused(self, position, noise):
        sheet = part_of(PLAIN, SHEET)
        at = position % len(sheet)
        self.read(with_sheet(sheet[:at] + noise + sheet[at:]), "a.xlsx")

    @staticmethod
    def read(content: bytes, filename: str) -> None:
        try:
            table = read_table(content, filename)
        except UploadError:
            return
        assert isinstance(table.frame, pd.DataFrame)
        assert table.frame.columns.is_unique
        assert set(table.problems["severity"]) <= {"error", "check", "info"}


def test_the_guards_do_not_trust_the_sizes_that_an_archive_declares():
    content = bytearray(zip_bomb())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        large = archive.getinfo(SHEET)
    size = large.file_size.to_bytes(4, "little")
    small = (1000).to_bytes(4, "little")
    content = bytearray(bytes(content).replace(size, small))
    assert refusal(bytes(content), "a.xlsx").rule in {"zip_bomb", "damaged_file"}
