"""The main job in a real browser: from the first page to a target list that opens in Excel."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import openpyxl
import pytest
from playwright.sync_api import expect

VILLAGE_CODE = r"32\.\d\d\.\d\d\.\d{4}"
MESSAGE = "Bawa anak Anda ke posyandu desa, Sabtu pukul 08.00. Imunisasi gratis."


@pytest.fixture
def target_page(page, visit):
    visit(page, "targets?segment=D")
    page.get_by_role("button", name="Unduh Excel").wait_for()
    return page


def download(page, name):
    """Press a download button and give the name and the bytes of the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    saved = waiting.value
    return saved.suggested_filename, saved.path().read_bytes()


def test_tiles_of_the_working_day_lead_to_pages(page, visit):
    visit(page)
    expect(page.get_by_role("heading", name="Khalayak Kabupaten Bogor")).to_be_visible()
    page.get_by_role("link", name=re.compile("3. Di mana")).click()
    expect(page.get_by_role("heading", name="Peta khalayak")).to_be_visible()


def test_profile_follows_the_segment_that_is_chosen(page, visit, segmentation):
    for code in ("A", "D"):
        visit(page, f"profiles?segment={code}")
        name = segmentation.names[code]["id"]
        expect(page.get_by_role("heading", name=f"{code} · {name}")).to_be_visible()
        people = page.locator("svg.map").first
        expect(people).to_be_visible()


def test_message_typed_once_reaches_framings_and_the_list(page, visit, idle):
    visit(page, "advice?segment=D")
    box = page.get_by_label(re.compile("Pesan utama"))
    box.fill(MESSAGE)
    box.press("Control+Enter")
    idle(page)
    expect(page.get_by_text(MESSAGE[:-1]).nth(1)).to_be_visible()
    page.get_by_test_id("stPageLink-NavLink").filter(has_text="Daftar sasaran").click()
    page.get_by_role("button", name="Unduh Excel").wait_for()
    _, content = download(page, "Unduh Excel")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    words = {cell for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert any(MESSAGE[:-1] in str(word) for word in words)


def test_workbook_holds_the_villages_of_the_segment(target_page, segmentation):
    name, content = download(target_page, "Unduh Excel")
    assert name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    cells = [cell for row in rows for cell in row]
    codes = {cell for cell in cells if re.fullmatch(VILLAGE_CODE, str(cell))}
    assert codes == set(segmentation.labels.index[segmentation.labels == "D"])
    words = " ".join(
        str(cell)
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )
    assert segmentation.version in words
    assert "Dukcapil" in words
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_other_files_carry_the_same_villages(target_page):
    _, table = download(target_page, "Unduh CSV")
    _, shapes = download(target_page, "Unduh GeoJSON")
    text = table.decode("utf-8-sig")
    codes = set(re.findall(VILLAGE_CODE, text))
    collection = json.loads(shapes)
    assert len(collection["features"]) == len(codes) > 40
    assert next(csv.reader(io.StringIO(text), delimiter=";"))


def test_link_with_nonsense_still_opens_every_page(page, visit):
    for address in ("", "map", "profiles", "advice", "targets"):
        visit(page, f"{address}?segment=ZZ&areas=1,2,3&lang=klingon&x=%00")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_test_id("stAlert").first).to_be_visible()


@pytest.mark.parametrize("address", ["", "map", "profiles", "advice", "targets"])
def test_every_page_works_with_outside_hosts_blocked(offline_page, visit, address):
    visit(offline_page, f"{address}?lang=en")
    expect(offline_page.get_by_role("heading", level=1)).to_be_visible()
