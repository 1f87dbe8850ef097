"""Where the table is in a sheet: headers of every kind, blocks, totals and notes."""

from __future__ import annotations

import pytest

from geodata.names import match_places
from geodata.uploads import read_table
from tests.geodata.office_files import one_sheet


def rules(table) -> set[str]:
    return set(table.problems["rule"])


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
