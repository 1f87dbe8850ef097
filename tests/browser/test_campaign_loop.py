"""The loop in a real browser: brief, money, message, approval, packs out, reports back, lessons."""

from __future__ import annotations

import io
import re
import zipfile

from playwright.sync_api import expect

from tests.segments.campaign import return_files as files

NAME = "Ayo ke posyandu"  # as another campaign on this server may be called
MESSAGE = "Datang ke posyandu setiap bulan: balita ditimbang, gratis."


def fill(page, label, text):
    """Type into a field and leave it."""
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Tab")


def press(page, idle, name):
    """Press a button and wait for the answer."""
    page.get_by_role("button", name=name).click()
    idle(page)


def step(page, idle, name):
    """Go to a step of the campaign."""
    page.get_by_role("radio", name=name).click()
    idle(page)


def choose_role(page, idle, role):
    """Say who is at work."""
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text(re.compile("Perencana|Penyetuju")).first.click()
    sidebar.locator("label").filter(has_text=role).click()
    idle(page)
    expect(sidebar.get_by_test_id("stExpander").filter(has_text=role).first).to_be_attached()


def write_brief(page, idle):
    """Write a brief that is complete."""
    fill(page, "Masalah", "Balita jarang ditimbang")
    fill(page, "Satu tindakan yang diharapkan dari warga", "Datang ke posyandu setiap bulan")
    fill(page, "Hasil yang dihitung", "kunjungan balita")
    fill(page, "Angka sekarang", "40")
    fill(page, "Angka tujuan", "46")
    fill(page, "Anggaran (rupiah)", "60000000")
    fill(page, "Tokoh agama", "Majelis taklim")
    date = page.get_by_test_id("stDateInput").nth(1).locator("[role=spinbutton]")
    for place, text in zip(range(3), ("31", "03", "2031"), strict=True):
        date.nth(place).click()
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    press(page, idle, "Simpan brief")


def test_a_campaign_goes_out_and_comes_back(page, visit, idle, tmp_path):
    visit(page, "campaign")
    fill(page, "Nama kampanye", NAME)
    press(page, idle, "Buat kampanye")
    write_brief(page, idle)
    expect(page.get_by_text("Brief lengkap menurut SMART.")).to_be_visible()

    step(page, idle, "2 Sasaran dan anggaran")
    press(page, idle, "Hitung")
    expect(page.get_by_role("heading", name="Rencana berdampingan")).to_be_visible()

    step(page, idle, "3 Pesan")
    fill(page, "Pesan utama, sama untuk semua khalayak", MESSAGE)
    for label in page.locator("form, [data-testid=stForm]").first.locator("input[type=text]").all():
        label.fill("Puskesmas desa")
    press(page, idle, "Simpan dan susun versi siap pakai")
    expect(page.get_by_text("belum diisi")).to_have_count(0)

    step(page, idle, "4 Ukuran")
    press(page, idle, "Simpan ukuran")
    step(page, idle, "5 Tinjau dan setujui")
    press(page, idle, "Ajukan untuk diperiksa")
    expect(page.get_by_role("button", name="Setujui dan bekukan")).to_be_disabled()
    choose_role(page, idle, "Penyetuju")
    press(page, idle, "Setujui dan bekukan")
    expect(page.get_by_text("Rencana kini: Disetujui.")).to_be_visible()
    step(page, idle, "1 Brief")
    expect(page.get_by_label("Masalah", exact=True)).to_be_disabled()

    page.get_by_role("link", name="Paket kecamatan").click()
    idle(page)
    press(page, idle, re.compile("Siapkan 40 paket"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("Unduh 40 paket")).click()
    packs = zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))
    workbooks = [name for name in packs.namelist() if name.endswith(".xlsx")]
    assert len(workbooks) == 40
    texts = [packs.read(name).decode() for name in packs.namelist() if name.endswith(".txt")]
    assert max(map(len, texts)) <= 1_000
    assert MESSAGE in texts[0], texts[0]
    assert [text for text in texts if MESSAGE not in text] == []
    press(page, idle, "Catat sebagai terkirim")

    returned = tmp_path / "laporan.zip"
    with zipfile.ZipFile(returned, "w") as archive:
        for number, name in enumerate(workbooks):
            content = packs.read(name)
            if number >= 6:
                content = files.worked_on(content, files.unchanged)
            archive.writestr(name, content)
    page.get_by_role("link", name="Hasil", exact=True).click()
    idle(page)
    page.locator("input[type=file]").set_input_files(returned)
    expect(page.get_by_role("button", name="Simpan 34 laporan")).to_be_visible()
    press(page, idle, "Simpan 34 laporan")
    expect(page.get_by_text("Tersimpan: 34 laporan baru")).to_be_visible()
    step(page, idle, "Papan laporan")
    expect(page.get_by_text("Menunggu").first).to_be_visible()
    step(page, idle, "Nilai")
    expect(page.get_by_text(re.compile("baris laporan sudah masuk"))).to_be_visible()
    step(page, idle, "Pelajaran")
    press(page, idle, "Terima angka baru")
    expect(page.get_by_role("button", name="Batalkan pelajaran ini")).to_be_visible()


def test_a_nonsense_plan_in_a_link_opens_the_list(page, visit):
    visit(page, "campaign?plan=nothere&step=dance")
    expect(page.get_by_text("Sebagian isi tautan ini tidak dikenal")).to_be_visible()
    expect(page.get_by_label("Nama kampanye")).to_be_visible()
