"""Returned workbooks are read whatever happened to them, or refused with what to ask for."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from geodata.office_files.problems import UploadError
from segments.campaign import build_target_list, read_return, read_returns
from tests.segments.campaign import return_files as files

IN_TIME = date(2027, 1, 20)


@pytest.fixture(scope="module")
def target_list(areas, segmentation):
    advice = dict.fromkeys(segmentation.codes, files.LINES)
    return build_target_list(areas, segmentation, created=files.CREATED, advice=advice)


@pytest.fixture(scope="module")
def order(target_list):
    return files.make_order(target_list, holdout=["32.01.21.2004"])


@pytest.fixture(scope="module")
def content(order, target_list):
    return files.make_content(order, target_list)


@pytest.fixture(scope="module")
def district(order):
    return next(code for code, name in order.districts.items() if name == "Nanggung")


@pytest.fixture(scope="module")
def blank(content, district):
    return files.blank_return(content, district)


@pytest.fixture
def read(order):
    def reading(content, name="laporan.xlsx", received=IN_TIME):
        return read_return(content, name, order, received=received)

    return reading


def test_a_return_as_it_was_asked_for_is_complete(read, blank, district, order):
    sheet = read(files.worked_on(blank, files.unchanged))
    assert (sheet.district_code, sheet.problems, sheet.partial, sheet.late) == (
        district, (), False, False,
    )  # fmt: skip
    assert sheet.n_expected == len(order.of_district(district))
    activities = sheet.rows[sheet.rows["kind"] == "activity"]
    assert set(activities["status"]) == {"done"}
    assert activities["reached"].tolist() == [120.0] * len(activities)
    outcomes = sheet.rows[sheet.rows["kind"] == "outcome"]
    assert set(zip(outcomes["before"], outcomes["after"], strict=True)) == {(40.0, 46.0)}


def rename_and_reorder(book):
    sheet = book["Laporan"]
    sheet.title = "Sheet1 (2)"
    book.move_sheet(sheet, -4)
    del book["Kalender"]


def change_headings(book):
    sheet = book["Laporan"]
    files.write(
        sheet,
        6,
        {
            2: "NAMA DESA",
            3: "Saluran",
            4: "status pelaksanaan",
            5: "Jml kegiatan/tayangan",
            6: "Jumlah orang dijangkau",
            10: "SEBELUM",
            11: "Sesudah",
        },
    )


def add_stray_rows(book):
    sheet = book["Laporan"]
    sheet.insert_rows(7)
    sheet.cell(7, 2).value = "contoh pengisian"
    last = sheet.max_row + 1
    files.write(sheet, last, {2: "JUMLAH", files.REACHED: 2400})
    files.write(sheet, last + 2, {2: "Mengetahui, Camat"})


def numbers_as_text(book):
    sheet = book["Laporan"]
    for row in files.rows_of(book):
        if sheet.cell(row, files.REACHED).value == 120:
            files.write(sheet, row, {files.REACHED: "120 orang", files.RECALLED: " 7/10 "})


def codes_without_zeros(book):
    sheet = book["Laporan"]
    for row in files.rows_of(book):
        text = str(sheet.cell(row, 1).value)
        sheet.cell(row, 1).value = float(text.replace(".", ""))


def names_instead_of_codes(book):
    sheet = book["Laporan"]
    for row in files.rows_of(book):
        sheet.cell(row, 1).value = None
        sheet.cell(row, 2).value = f"DESA {str(sheet.cell(row, 2).value).upper()}"


def lose_the_headings(book):
    book["Laporan"].delete_rows(6)


def sort_upside_down(book):
    sheet = book["Laporan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7)]
    for number, values in enumerate(reversed(rows), start=7):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value


@pytest.mark.parametrize(
    "work",
    [
        rename_and_reorder,
        change_headings,
        numbers_as_text,
        codes_without_zeros,
        names_instead_of_codes,
        lose_the_headings,
        sort_upside_down,
    ],
)
def test_what_offices_do_to_a_workbook_changes_nothing(read, blank, work):
    plain = read(files.worked_on(blank, files.unchanged))
    found = read(files.worked_on(blank, work))
    assert found.problems == ()
    assert found.rows.equals(plain.rows)


def test_stray_rows_are_named_and_not_counted(read, blank):
    plain = read(files.worked_on(blank, files.unchanged))
    found = read(files.worked_on(blank, add_stray_rows))
    assert found.rows.equals(plain.rows)
    assert {problem.rule for problem in found.problems} <= {"unknown_row"}


def test_a_cell_that_makes_no_sense_is_named_and_left_out(read, blank):
    wrong = {
        files.STATUS: ("mungkin", "unknown_choice"),
        files.ACTIVITIES: (-2, "negative"),
        files.REACHED: ("banyak sekali", "not_a_number"),
        files.RECALLED: (11, "too_large"),
        files.NOTE: ("hubungi 0812-3456-7890", "personal_data"),
    }

    def spoil(book):
        for column, (value, _rule) in wrong.items():
            book["Laporan"].cell(8, column).value = value

    sheet = read(files.worked_on(blank, spoil))
    assert {problem.rule for problem in sheet.problems} == {rule for _v, rule in wrong.values()}
    assert {problem.row for problem in sheet.problems} == {8}
    assert all(problem.mend for problem in sheet.problems)
    spoiled = sheet.rows.iloc[1]
    assert spoiled[["status", "activities", "reached", "recalled", "note"]].isna().all()
    assert spoiled["basis"] == "counted"


def test_an_empty_cell_is_missing_and_never_zero(read, blank):
    def empty(book):
        book["Laporan"].cell(7, files.REACHED).value = None

    assert read(files.worked_on(blank, empty)).rows["reached"].isna().iloc[0]


def test_rows_left_empty_make_it_partial_and_a_day_makes_it_late(read, blank):
    def half(book):
        for row in list(files.rows_of(book))[::2]:
            files.write(book["Laporan"], row, dict.fromkeys(range(files.STATUS, files.AFTER + 1)))

    sheet = read(files.worked_on(blank, half), received=date(2027, 2, 1))
    assert sheet.partial
    assert sheet.late
    assert 0 < sheet.n_filled < sheet.n_expected


def test_not_done_but_reached_is_asked_about(read, blank):
    def contradict(book):
        book["Laporan"].cell(7, files.STATUS).value = "Tidak terlaksana"

    rules = [problem.rule for problem in read(files.worked_on(blank, contradict)).problems]
    assert rules == ["reached_but_not_done"]


def test_a_row_that_stands_twice_counts_once(read, blank):
    def repeat(book):
        sheet = book["Laporan"]
        for column in range(1, files.AFTER + 1):
            sheet.cell(sheet.max_row + (column == 1), column).value = sheet.cell(7, column).value

    sheet = read(files.worked_on(blank, repeat))
    assert [problem.rule for problem in sheet.problems] == ["repeated_row"]


@pytest.fixture(scope="module")
def unsafe(blank, district, target_list):
    """Make files that must not be taken in, with the rule that each breaks."""
    other = files.make_content(files.make_order(target_list, plan_id="zzzzzzzzzz"), target_list)

    def unmark(book):
        book["Laporan"].cell(4, 1).value = None
        book["Baca dulu"].cell(4, 2).value = None
        for sheet in book:
            sheet.oddFooter.left.text = ""

    def mix(book):
        sheet = book["Laporan"]
        for row in files.rows_of(book):
            text = str(sheet.cell(row, 1).value)
            sheet.cell(row, 1).value = text.replace("32.01.21", "32.01.20")

    def wipe(book):
        book["Laporan"].delete_rows(1, 200)
        book["Laporan"].cell(1, 1).value = f"khalayak-rencana: {files.PLAN}"

    macro = io.BytesIO(blank)
    with zipfile.ZipFile(macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return {
        "other_plan": files.worked_on(files.blank_return(other, district), files.unchanged),
        "nothing_filled": blank,
        "no_plan": files.worked_on(blank, unmark),
        "no_return_table": files.worked_on(blank, wipe, filled=False),
        "mixed_districts": files.worked_on(blank, mix),
        "macros": macro.getvalue(),
        "not_a_workbook": b"this is no workbook",
        "damaged_file": blank[: len(blank) // 2],
        "empty_file": b"",
    }


@pytest.mark.parametrize(
    "rule",
    [
        "other_plan",
        "nothing_filled",
        "no_plan",
        "no_return_table",
        "mixed_districts",
        "macros",
        "not_a_workbook",
        "damaged_file",
        "empty_file",
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(read, unsafe, rule):
    with pytest.raises(UploadError) as refused:
        read(unsafe[rule])
    assert refused.value.rule == rule
    assert str(refused.value).endswith(".")


def test_of_forty_returns_with_six_broken_ones_thirty_four_count(content, order, unsafe):
    returned = []
    for code, name in order.districts.items():
        returned.append(
            (f"{name}.xlsx", files.worked_on(files.blank_return(content, code), files.unchanged))
        )
    broken = [
        "other_plan",
        "nothing_filled",
        "no_return_table",
        "macros",
        "not_a_workbook",
        "damaged_file",
    ]
    for number, rule in enumerate(broken):
        returned[number * 6] = (returned[number * 6][0], unsafe[rule])
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w") as archive:
        for name, data in returned:
            archive.writestr(f"laporan/{name}", data)
        archive.writestr("__MACOSX/laporan/._x.xlsx", b"junk")
        archive.writestr("laporan/foto.jpg", b"\xff\xd8")
    batch = read_returns([("semua.zip", folder.getvalue())], order, received=IN_TIME)
    assert len(batch.sheets) == 34
    assert sorted(one.rule for one in batch.refused) == sorted(broken)
    assert all(one.reason for one in batch.refused)


def test_of_two_files_of_one_kecamatan_the_fuller_counts(order, blank):
    def half(book):
        for row in list(files.rows_of(book))[::2]:
            files.write(book["Laporan"], row, dict.fromkeys(range(files.STATUS, files.AFTER + 1)))

    full, less = files.worked_on(blank, files.unchanged), files.worked_on(blank, half)
    batch = read_returns(
        [("a.xlsx", less), ("b.xlsx", full), ("c.xlsx", full)], order, received=IN_TIME
    )
    assert [one.filename for one in batch.sheets] == ["b.xlsx"]
    assert {one.filename: one.rule for one in batch.refused} == {
        "a.xlsx": "second_file", "c.xlsx": "duplicate",
    }  # fmt: skip


def test_a_zip_that_swells_is_refused_and_the_others_are_read(order, blank):
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.xlsx", b"\x00" * 90_000_000)
    locked = b"PK\x03\x04 not really a zip"
    good = files.worked_on(blank, files.unchanged)
    batch = read_returns(
        [("bom.zip", swollen.getvalue()), ("rusak.zip", locked), ("baik.xlsx", good)],
        order,
        received=IN_TIME,
    )
    assert [one.filename for one in batch.sheets] == ["baik.xlsx"]
    assert {one.rule for one in batch.refused} == {"zip_bomb", "damaged_zip"}


def test_a_pack_opened_again_keeps_text_as_text_and_opens_only_the_cells_to_fill_in(blank):
    book = openpyxl.load_workbook(io.BytesIO(blank))
    assert book["Pesan"].cell(5, 2).value == "=HYPERLINK(1)"
    assert book["Pesan"].cell(5, 2).data_type == "s"
    sheet = book["Laporan"]
    assert all(page.protection.sheet for page in book)
    unlocked = {
        cell.column
        for row in sheet.iter_rows(min_row=files.FIRST_ROW)
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == set(range(files.STATUS, files.AFTER + 1))
    assert len(sheet.data_validations.dataValidation) == 7


def test_a_pack_in_english_is_read_as_well(read, content, district, blank):
    english = files.blank_return(content, district, language="en")
    found = read(files.worked_on(english, files.unchanged))
    assert found.rows.equals(read(files.worked_on(blank, files.unchanged)).rows)


def test_a_plan_without_villages_asks_the_kecamatan_once_a_channel(target_list, district):
    order = files.make_order(target_list, outcome="", with_villages=False)
    content = files.make_content(order, target_list, with_villages=False)
    blank = files.blank_return(content, district)
    sheet = read_return(files.worked_on(blank, files.unchanged), "x.xlsx", order, received=IN_TIME)
    assert (sheet.n_expected, sheet.partial, sheet.problems) == (len(files.LINES), False, ())
    book = openpyxl.load_workbook(io.BytesIO(blank))
    text = "".join(str(cell.value) for page in book for row in page for cell in row)
    villages = target_list.villages.query("district_code == @district")["village"]
    own_name = order.districts[district]
    assert [name for name in villages if name != own_name and name in text] == []
