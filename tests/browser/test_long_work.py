"""A long computation shows how far it is, stops when asked, and keeps what was done."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_computation_shows_progress_and_stops_when_asked(page, visit, idle):
    visit(page, "recipe?recipe_part=settings")
    page.get_by_role("combobox", name="Cara mengelompokkan").click()
    page.get_by_role("option", name="Campuran Gauss").click()
    idle(page)
    page.get_by_text("4 Hasil").click()
    idle(page)
    # The mixture of 200 starts and 100 resamples would take half a minute.
    page.get_by_role("button", name="Hitung segmen").click()
    expect(page.get_by_text(re.compile("Langkah 1 dari 1"))).to_be_visible()
    page.get_by_role("button", name="Hentikan").click()
    expect(page.get_by_role("button", name="Hitung segmen")).to_be_visible(timeout=5000)
    idle(page)
    expect(page.get_by_text(re.compile("Campuran Gauss"))).to_be_visible()


def test_steps_that_were_done_before_the_stop_are_kept(page, visit, idle):
    visit(page, "k?k_part=sensitivity")
    page.get_by_role("button", name=re.compile("perubahan")).click()
    expect(page.get_by_text(re.compile(r"Langkah [3-9] dari 31"))).to_be_visible()
    page.get_by_role("button", name="Hentikan").click()
    expect(page.get_by_role("button", name="Lanjutkan")).to_be_visible(timeout=5000)
    idle(page)
    expect(page.get_by_text(re.compile(r"\d+ dari 31 langkah sudah selesai"))).to_be_visible()
