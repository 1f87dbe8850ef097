"""A campaign in a real browser: from the brief to a plan that is approved and frozen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def fill_date(page: Page, label: str, digits: str) -> None:
    """Type a date as a planner does, digit by digit."""
    page.get_by_role("group", name=label).get_by_role("spinbutton").first.click()
    page.keyboard.type(digits)
    page.keyboard.press("Escape")


def test_from_a_brief_to_an_approved_plan(page, visit, idle):
    visit(page, "campaign")
    page.get_by_label("Nama kampanye").fill("Ayo ke posyandu")
    page.get_by_role("button", name="Buat kampanye").click()

    page.get_by_label("Masalah").fill("Balita jarang ditimbang di desa yang sinyalnya lemah")
    page.get_by_label("Satu tindakan").fill("Membawa balita ke posyandu setiap bulan")
    page.get_by_label("Anggaran (rupiah)").fill("60000000")
    fill_date(page, "Tanggal selesai", "31122035")
    page.get_by_role("button", name="Simpan brief").click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()

    page.get_by_text("2 Sasaran dan anggaran").click()
    page.get_by_role("button", name="Hitung").click()
    expect(page.get_by_text("Rencana berdampingan")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("paling sedikit 1 kali").first).to_be_attached()

    page.get_by_text("3 Pesan").click()
    core = page.get_by_role("textbox", name="Pesan utama, sama")
    core.fill("Bawa balita ke posyandu setiap bulan.")
    for label, text in (
        ("Lembaga pengirim", "Diskominfo Kabupaten Bogor"),
        ("Waktu", "setiap bulan pukul 08.00"),
        ("Tempat", "posyandu terdekat"),
        ("Caranya", "bawa buku KIA"),
        ("Bukti atau fakta", "Penimbangan membantu melihat tumbuh kembang"),
        ("Sumber fakta", "Dinas Kesehatan 2024"),
        ("Tempat bertanya", "kader posyandu"),
    ):
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    page.get_by_role("button", name="Simpan dan susun").click()
    expect(page.get_by_text("Versi siap pakai", exact=True)).to_be_visible()
    expect(page.get_by_text("Harus diperbaiki")).to_have_count(0)

    page.get_by_text("4 Ukuran").click()
    page.get_by_role("button", name="Simpan ukuran").click()
    page.get_by_role("button", name=re.compile("Undi desa pembanding")).click()
    expect(page.get_by_text("tidak dapat dibedakan dari kebetulan")).to_be_visible()

    page.get_by_text("5 Tinjau dan setujui").click()
    page.get_by_role("button", name="Ajukan untuk diperiksa").click()
    expect(page.get_by_text("Rencana kini: Diperiksa.")).to_be_visible()
    expect(page.get_by_role("button", name="Setujui dan bekukan")).to_be_disabled()
    idle(page)
    page.get_by_text("Perencana", exact=True).first.click()
    page.locator("label").filter(has_text="Penyetuju").click()
    idle(page)
    page.get_by_role("button", name="Setujui dan bekukan").click()
    expect(page.get_by_text("Rencana kini: Disetujui.")).to_be_visible()

    # The document stands in the address: a reload brings the frozen plan back.
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_role("link", name="Ke Paket kecamatan")).to_be_visible()
    page.get_by_text("1 Brief").click()
    expect(page.get_by_role("button", name="Simpan brief")).to_be_disabled()
