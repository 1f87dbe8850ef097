"""Numbers as offices write them, one by one and by column."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.uploads import parse_number, read_table
from tests.geodata.office_files import one_sheet, percent_workbook


def rules(table) -> set[str]:
    return set(table.problems["rule"])


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
    assert table.frame["Nilai"].fillna(-1).tolist() == [1234.5, 2345.5, 3456.5, -1]
    assert table.problems["rule"].tolist() == ["other_format", "mixed_format"]
    assert table.problems["severity"].tolist() == ["check", "error"]
    assert table.problems["row"].tolist() == [4, 5]
    assert table.problems["value"].tolist() == ["3,456.5", "7.000"]


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
