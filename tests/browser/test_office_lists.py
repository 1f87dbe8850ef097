"""The office's own work in a real browser: a grid that is typed in, a file that comes back."""

from __future__ import annotations

import io
import re

import openpyxl
from playwright.sync_api import expect

MESSAGE = "Bawa anak Anda ke posyandu desa, Sabtu pukul 08.00. Imunisasi gratis."
# The grid is drawn on a canvas: the first row of the column after the name, in pixels.
FIRST_NAME = {"x": 150, "y": 54}


def type_a_name(page, name):
    """Type over the name of the first channel, as somebody does with mouse and keyboard."""
    corner = page.get_by_test_id("stDataFrame").locator("canvas").first.bounding_box()
    page.mouse.dblclick(corner["x"] + FIRST_NAME["x"], corner["y"] + FIRST_NAME["y"])
    box = page.locator("#portal textarea, #portal input").first
    box.fill(name)
    box.press("Enter")


def test_the_inventory_is_typed_saved_taken_away_and_brought_back(page, visit, idle, tmp_path):
    visit(page, "inventory")
    page.get_by_text("Daftar bawaan, belum pernah diubah").wait_for()
    type_a_name(page, "Radio Teman 95,3")
    expect(page.get_by_text("Belum disimpan")).to_be_visible()
    page.get_by_text("Peta cakupan", exact=True).click()
    page.get_by_text("Kanal pada peta").wait_for()
    page.get_by_text("Daftar", exact=True).click()
    expect(page.get_by_text("Belum disimpan")).to_be_visible()
    page.get_by_role("button", name="Simpan daftar").click()
    expect(page.get_by_text("Tersimpan, simpanan ke-1")).to_be_visible()
    visit(page, "inventory")
    page.get_by_text("Unduh dan unggah", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Unduh daftar (Excel)").click()
    content = waiting.value.path().read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.worksheets[0]["B2"].value == "Radio Teman 95,3"
    book.worksheets[0]["D2"] = "32.01.99"
    path = tmp_path / "inventaris.xlsx"
    book.save(path)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("Kode ini bukan desa atau kecamatan")).to_be_visible()
    page.get_by_role("button", name="Ganti isi layar dengan berkas ini").click()
    idle(page)
    page.get_by_text("Daftar", exact=True).click()
    expect(page.get_by_text(re.compile("1 baris belum lengkap"))).to_be_visible()


def test_a_message_and_its_forms_survive_a_reload(page, visit, idle):
    visit(page, "advice?segment=D")
    box = page.get_by_label(re.compile("Pesan utama"))
    box.fill(MESSAGE)
    box.press("Control+Enter")
    place = page.get_by_label("Tempat", exact=True)
    place.fill("balai desa")
    place.press("Enter")
    idle(page)
    expect(page.get_by_label("Naskah, boleh diubah")).to_have_value(re.compile("balai desa"))
    page.reload()
    expect(page.get_by_label(re.compile("Pesan utama"))).to_have_value(MESSAGE)
    expect(page.get_by_label("Naskah, boleh diubah")).to_have_value(re.compile("balai desa"))
