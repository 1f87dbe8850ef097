import io

import pytest
from openpyxl import load_workbook

from geodata.office_files.problems import UploadError
from segments.advice import load_playbook, read_inventory, shipped_rows, tidy_row
from segments.export import (
    inventory_headings,
    inventory_problem_sentence,
    inventory_workbook,
    read_inventory_file,
)
from segments.i18n import Translator


@pytest.fixture(scope="module")
def playbook():
    return load_playbook()


@pytest.fixture(scope="module")
def workbook(playbook, areas):
    return inventory_workbook(shipped_rows(), playbook, areas, Translator("id"))


def changed(workbook, changes):
    """Write into cells of the list, as somebody does in Excel."""
    book = load_workbook(io.BytesIO(workbook))
    for cell, value in changes.items():
        book.worksheets[0][cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_written_comes_back_as_it_was(playbook, areas, language):
    content = inventory_workbook(shipped_rows(), playbook, areas, Translator(language))
    found = read_inventory_file(content, "inventaris.xlsx", playbook)
    assert list(found.rows) == [tidy_row(row) for row in shipped_rows()]
    assert found.numbers[0] == 2
    assert found.problems == ()


def test_codes_are_text_numbers_are_numbers_and_choices_drop_down(workbook):
    book = load_workbook(io.BytesIO(workbook))
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    column = names.index("Cakupan wilayah") + 1
    codes = [sheet.cell(row, column) for row in range(2, sheet.max_row + 1)]
    assert any(cell.value == "32.01.01" for cell in codes)
    assert {cell.data_type for cell in codes if cell.value} == {"s"}
    assert {cell.number_format for cell in codes} == {"@"}
    assert isinstance(sheet.cell(2, names.index("Biaya (Rp)") + 1).value, int)
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 4
    assert book["pilihan"].sheet_state == "hidden"
    assert book["Kode wilayah"].max_row == 436


def test_faults_come_with_the_row_of_the_sheet_and_nothing_is_lost(workbook, playbook, areas):
    names = list(inventory_headings(Translator("id")))
    letter = {name: chr(ord("A") + n) for n, name in enumerate(names)}
    content = changed(
        workbook,
        {
            f"{letter['coverage']}3": 32.01,
            f"{letter['cost']}4": None,
            f"{letter['channel']}5": "Merpati pos",
            f"{letter['cost']}6": "murah",
        },
    )
    found = read_inventory_file(content, "inventaris.xlsx", playbook)
    inventory = read_inventory(found.rows, playbook, areas)
    assert len(found.rows) == len(shipped_rows())
    told = {(p.row, p.column, p.rule) for p in map(found.in_file, inventory.problems)}
    assert told == {
        (3, "coverage", "unknown_code"),
        (4, "cost", "no_cost"),
        (5, "channel", "unknown_channel"),
        (6, "cost", "not_number"),
    }
    assert found.rows[3]["channel"] == "Merpati pos"
    assert found.rows[4]["cost"] == "murah"
    for problem in inventory.problems:
        assert inventory_problem_sentence(problem, playbook, Translator("id")).endswith(".")


def test_a_column_that_is_missing_is_named(workbook, playbook):
    book = load_workbook(io.BytesIO(workbook))
    book.worksheets[0].delete_cols(list(inventory_headings(Translator("id"))).index("cost") + 1)
    buffer = io.BytesIO()
    book.save(buffer)
    found = read_inventory_file(buffer.getvalue(), "inventaris.xlsx", playbook)
    assert [(p.column, p.rule) for p in found.problems] == [("cost", "no_column")]


def test_a_list_with_a_phone_number_is_refused_whole(workbook, playbook):
    content = changed(workbook, {"C4": "Bu Ani, 0812-3456-7890"})
    with pytest.raises(UploadError, match="baris 4") as told:
        read_inventory_file(content, "inventaris.xlsx", playbook)
    assert "0812-3456-7890" not in str(told.value)


@pytest.mark.parametrize("content", [b"desa;jiwa\nNanggung;1\n", b"bukan tabel"])
def test_another_file_is_told_from_a_list(content, playbook):
    with pytest.raises(UploadError, match="Baris judul"):
        read_inventory_file(content, "lain.csv", playbook)


def test_text_that_looks_like_a_formula_stays_text(playbook, areas):
    row = dict(shipped_rows()[0]) | {"note": "=HYPERLINK(1)", "name": "@SUM(A1)"}
    content = inventory_workbook([row], playbook, areas, Translator("id"))
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for cell in sheet[2] if str(cell.value)[:1] in "=@"} == {"s"}
    assert read_inventory_file(content, "x.xlsx", playbook).rows[0]["note"] == "=HYPERLINK(1)"
