"""The data desk in a real browser: a real workbook goes in and is still there after a reload."""

import openpyxl
import pytest
from playwright.sync_api import expect

from geodata import load_areas

LABEL = "Warung kelontong uji"


@pytest.fixture
def workbook(tmp_path):
    """Write a sheet as offices do: a title, a spelling slip, numbers as text, a total, a source."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Jumlah warung kelontong menurut desa, 2025"])
    sheet.append([])
    sheet.append(["No", "Kecamatan", "Desa/Kelurahan", "Jumlah warung"])
    villages = load_areas("village").table
    for number, (_code, row) in enumerate(villages.iterrows(), start=1):
        name = f"{row['name']}h" if number == 5 else row["name"]
        sheet.append([number, row["district_name"], name, str(number * 3)])
    sheet.append(["", "", "Jumlah", 284_490])
    sheet.append(["Sumber: dinas"])
    path = tmp_path / "warung.xlsx"
    book.save(path)
    return path


def fill(page, idle, label, text):
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Tab")
    idle(page)


def test_a_workbook_goes_in_and_comes_out(page, visit, idle, workbook):
    visit(page, "data")
    page.locator("input[type=file]").set_input_files(workbook)
    expect(page.get_by_text("Terbaca 435 baris dan 4 kolom")).to_be_visible()
    metric = page.get_by_test_id("stMetric")
    expect(metric.filter(has_text="Langsung cocok")).to_contain_text("434")
    expect(metric.filter(has_text="Perlu Anda putuskan")).to_contain_text("1")
    fill(page, idle, "Nama kolom di layar", LABEL)
    fill(page, idle, "Penerbit dan judul sumber", "BPS, Kabupaten Bogor Dalam Angka 2025")
    fill(page, idle, "Tahun", "2025")
    expect(metric.filter(has_text="Wilayah terisi")).to_contain_text("434 dari 435")
    page.get_by_role("button", name="Simpan dan pakai di semua halaman").click()
    expect(page.get_by_text(f"Kolom “{LABEL}” tersimpan")).to_be_visible()
    try:
        visit(page, "map?column=office_warung_kelontong_uji")
        expect(page.get_by_text("BPS, Kabupaten Bogor Dalam Angka 2025").first).to_be_visible()
        visit(page, "data?desk_view=saved")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Unduh berkas asli").click()
        assert waiting.value.path().read_bytes() == workbook.read_bytes()
    finally:
        visit(page, "data?desk_view=saved")
        page.get_by_role("button", name="Lepas dari semua halaman").click()
        expect(page.get_by_text("Simpanannya tetap ada")).to_be_visible()
