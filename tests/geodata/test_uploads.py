"""Reading office files: the table that was meant comes out, with every oddity reported."""

from __future__ import annotations

import math

import pytest

from geodata.names import match_places
from geodata.uploads import UploadError, read_table
from tests.geodata.office_files import (
    BPS_MERGES,
    BPS_ROWS,
    PLAIN,
    one_sheet,
    workbook,
)


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
