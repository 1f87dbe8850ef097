"""The workbook, written and read back by others."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from geodata import load_sources
from segments.campaign import build_target_list
from segments.export import metadata_lines, to_xlsx
from segments.export.text import headings
from segments.i18n import Translator
from tests.segments.campaign.small_regency import ADVICE, CREATED, small_list

LANGUAGES = ["id", "en"]


def open_workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_rows(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(scope="module")
def workbook():
    return open_workbook(to_xlsx(small_list(sources=load_sources()), Translator("id")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_comes_back_as_it_was(language):
    target_list, _ = small_list(language=language), Translator(language)
    rows = sheet_rows(open_workbook(to_xlsx(target_list, _)).worksheets[0])
    names = headings(_)
    width = len(target_list.table.columns)
    assert rows[0][:width] == [names[column] for column in target_list.table]
    found = pd.DataFrame([row[:width] for row in rows[1:-1]], columns=list(target_list.table))
    same = ["village_code", "district_code", "segment", "segment_name", "channel", "message"]
    pd.testing.assert_frame_equal(found[same].astype("str"), target_list.table[same].astype("str"))
    people = target_list.table["people"].astype(object).where(lambda n: n.notna(), "<10")
    assert found["people"].tolist() == people.tolist()


@pytest.mark.parametrize(
    ("language", "names"),
    [("id", ["Petugas", "Tanggal", "Status"]), ("en", ["Officer", "Date", "Status"])],
)
def test_three_columns_at_the_right_are_left_empty_for_the_field(language, names):
    content = to_xlsx(small_list(language=language), Translator(language))
    rows = sheet_rows(open_workbook(content).worksheets[0])
    assert rows[0][-3:] == names
    assert {value for row in rows[1:] for value in row[-3:]} == {None}


def test_codes_are_text_and_people_are_numbers(workbook):
    first = list(workbook.worksheets[0].iter_rows(min_row=2, max_row=2))[0]
    assert (first[0].data_type, first[0].value) == ("s", "32.01.01.1001")
    assert first[0].number_format == "@"
    assert first[8].data_type == "n"
    assert first[8].number_format.startswith("#,##0")


def test_nothing_in_the_workbook_is_a_formula_or_a_link(workbook):
    messages = {row[13].value for row in workbook.worksheets[0].iter_rows(min_row=2)}
    assert '=HYPERLINK("http://contoh.id","klik")' in messages
    for sheet in workbook:
        for row in sheet.iter_rows():
            assert all(cell.data_type in ("s", "n") for cell in row)
            assert all(cell.hyperlink is None for cell in row)


def test_the_total_counts_everyone_once(workbook):
    last = sheet_rows(workbook.worksheets[0])[-1]
    assert last[0] == "Jumlah (setiap orang dihitung sekali, bukan sekali per kanal)"
    assert last[7:10] == [2750, 2750, 2750]


def test_the_sheet_is_ready_to_filter_and_to_print(workbook):
    sheet = workbook.worksheets[0]
    assert sheet.title == "Daftar sasaran"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:Q9"  # without the total
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage  # one page wide (the default),
    assert sheet.page_setup.fitToHeight == 0  # and as many as it takes high
    assert small_list().metadata.list_id in sheet.oddFooter.left.text
    assert sheet.oddHeader.right.text.strip() == "23 November 2026"


def test_long_messages_get_a_higher_row():
    advice = {"A": (("Radio", "Penyiar", "kata " * 60),), "B": (("Radio", "Penyiar", "pendek"),)}
    sheet = open_workbook(to_xlsx(small_list(advice=advice), Translator("id"))).worksheets[0]
    heights = {row: sheet.row_dimensions[row].height for row in (2, 4)}
    assert heights[2] > 5 * 13  # points a line
    assert heights[4] is None  # the default, of one line


def test_a_text_too_long_for_a_cell_is_cut_and_kept():
    advice = {"A": (("Radio", "Penyiar", "x" * 40_000),)}
    sheet = open_workbook(to_xlsx(small_list(advice=advice), Translator("id"))).worksheets[0]
    assert sheet["N2"].value == "x" * 32_767


def test_the_summary_adds_up_by_segment_district_and_channel(workbook):
    rows = sheet_rows(workbook["Ringkasan"])
    by_name = {(row[0], row[1]): row[2:] for row in rows if row[0]}
    assert by_name["A", "Kota padat"][:4] == [3, 2300, 2300, 2300]
    assert by_name["B", "Tani"][:4] == [2, 450, 450, 450]
    assert by_name["32.01.01", "Awal"][:6] == [2, 2000, 2000, 2000, 2000, "–"]
    assert by_name["32.01.02", "Baru"][:6] == [3, 750, 750, 750, 300, 450]
    assert by_name["2", "Radio"][:2] == [3, 2300]
    totals = [row[2:6] for row in rows if row[0] == "Jumlah"]
    assert totals == [[5, 2750, 2750, 2750]] * 2
    share = by_name["A", "Kota padat"][4]
    assert share == pytest.approx(2300 / 2757)


def test_a_group_that_is_wholly_hidden_shows_no_number():
    hidden = small_list(segments=["B"], minimum_cell=1000)
    rows = sheet_rows(open_workbook(to_xlsx(hidden, Translator("id")))["Ringkasan"])
    assert next(row for row in rows if row[0] == "B")[3:6] == ["*", "*", "*"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_metadata_sheet_holds_every_line(language):
    target_list, _ = small_list(sources=load_sources(), language=language), Translator(language)
    rows = sheet_rows(open_workbook(to_xlsx(target_list, _)).worksheets[2])
    found = {(row[0], row[1]) for row in rows}
    lines = metadata_lines(target_list, _)
    assert {(line.label, line.value) for line in lines} <= found
    assert {line.group for line in lines} <= {row[0] for row in rows}


def test_the_same_list_gives_the_same_bytes():
    assert to_xlsx(small_list(), Translator("id")) == to_xlsx(small_list(), Translator("id"))


def test_the_workbook_is_dated_by_the_list_and_not_by_the_clock(workbook):
    assert workbook.properties.created == datetime(2026, 11, 23)
    assert small_list().metadata.version in workbook.properties.keywords


@pytest.mark.parametrize(
    "choices", [{"advice": {}}, {"segments": ["B"], "districts": ["32.01.01"]}]
)
def test_lists_without_channels_or_villages_are_written_too(choices):
    target_list = small_list(**choices)
    rows = sheet_rows(open_workbook(to_xlsx(target_list, Translator("id"))).worksheets[0])
    assert len(rows) == len(target_list.table) + 2


def test_the_whole_regency_comes_back(areas, segmentation):
    advice = dict.fromkeys(segmentation.names, ADVICE["A"])
    target_list = build_target_list(
        areas, segmentation, created=CREATED, advice=advice, sources=load_sources()
    )
    rows = sheet_rows(open_workbook(to_xlsx(target_list, Translator("id"))).worksheets[0])
    assert len(rows) == 2 * 435 + 2
    assert rows[-1][8] == 5_664_537  # Dukcapil, semester I 2024
    codes = {row[0] for row in rows[1:-1]}
    assert codes == set(areas.table.index)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_office_program_reads_the_same(tmp_path: Path):
    (tmp_path / "list.xlsx").write_bytes(to_xlsx(small_list(), Translator("id")))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "list.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    rows = list(csv.reader((tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[1][0] == "32.01.01.1001"
    assert rows[2][13] == '=HYPERLINK("http://contoh.id","klik")'
    assert rows[6][1] == "=1+1"
