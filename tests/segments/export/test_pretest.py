import io
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from segments.advice import MessageSet, draft_messages, edit_text, load_playbook
from segments.export import messages_text, pretest_page, pretest_pair, pretest_workbook
from segments.i18n import Translator

CORE = "Bawa anak ke posyandu desa. Imunisasi gratis."
DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def playbook():
    return load_playbook()


@pytest.fixture(scope="module")
def pair(playbook):
    return pretest_pair(MessageSet(CORE, framing="how_to_steps"), playbook)


def test_two_openings_carry_one_message(pair):
    assert pair.first != pair.second
    assert CORE in pair.first
    assert CORE in pair.second


def test_without_a_framing_or_a_message_there_is_nothing_to_compare(playbook):
    assert pretest_pair(MessageSet(CORE), playbook) is None
    assert pretest_pair(MessageSet(" ", framing="how_to_steps"), playbook) is None


def test_the_sheet_turns_the_order_and_asks_for_no_name(pair):
    book = load_workbook(io.BytesIO(pretest_workbook(pair, Translator("id"), created=DAY)))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[6]]
    assert not {"Nama", "NIK", "Telepon", "Alamat"} & set(headings)
    orders = [sheet.cell(row, 4).value for row in range(7, 27)]
    assert (orders.count("A dulu"), orders.count("B dulu")) == (10, 10)
    assert len(sheet.data_validations.dataValidation) == 6
    assert sheet["G28"].value == '=IFERROR(AVERAGE(G7:G26),"")'


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_prints_both_openings_on_one_sheet(pair, language):
    reader = PdfReader(io.BytesIO(pretest_page(pair, Translator(language), created=DAY)))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Imunisasi gratis" in text
    assert text.count("Bawa anak ke posyandu desa") == 2


def test_what_is_not_ready_is_named_but_not_printed(playbook):
    messages = draft_messages(MessageSet(CORE), playbook, ["outdoor", "whatsapp"])
    messages = edit_text(messages, "outdoor", CORE)
    text = messages_text(messages, playbook, Translator("id"), ready=["outdoor"]).decode(
        "utf-8-sig"
    )
    assert "Kalimat spanduk atau baliho" in text
    assert "[waktu]" not in text
    assert "Belum siap, jadi tidak dimuat: Pesan WhatsApp." in text
