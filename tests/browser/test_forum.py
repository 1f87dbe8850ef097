"""Forum mode in a real browser, without any other machine: keys, size of letters, two clicks."""

from datetime import date

import pytest
from playwright.sync_api import expect

from segments.export import SegmentText, to_html
from segments.i18n import Translator

SIZES = [(1024, 768), (1366, 768), (1920, 1080)]
READABLE = 24  # pixels: from the back of a room


@pytest.fixture
def forum(offline_page, visit):
    visit(offline_page, "forum")
    expect(offline_page.locator(".forum h1")).to_be_visible()
    return offline_page


def title(page):
    return page.locator(".forum h1").inner_text()


def test_keys_of_a_clicker_change_the_screen(forum):
    first = title(forum)
    forum.keyboard.press("PageDown")
    second = title(forum)
    assert second != first
    forum.keyboard.press("ArrowLeft")
    assert title(forum) == first
    forum.keyboard.press("End")
    forum.keyboard.press("PageDown")
    last = title(forum)
    forum.keyboard.press("Home")
    assert title(forum) == first != last
    forum.keyboard.press("n")
    expect(forum.locator(".forum .notes")).to_be_visible()


def test_a_kecamatan_is_answered_in_two_clicks(forum, segmentation, areas):
    for _screen in range(5):
        forum.keyboard.press("PageDown")
    forum.get_by_label("Pilih kecamatan").select_option("Nanggung")
    answer = forum.locator(".forum .answer")
    inside = areas.table.query("district_name == 'Nanggung'").index
    for code in set(segmentation.labels[inside]):
        expect(answer).to_contain_text(segmentation.names[code]["id"])
    expect(answer).to_contain_text("Malasari")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_screen_fits_and_can_be_read(forum, width, height):
    forum.set_viewport_size({"width": width, "height": height})
    for _screen in range(7):
        texts = forum.locator(".forum :is(h1, p, li, td, th, .bar, .legend, .districts, select)")
        sizes = texts.evaluate_all(
            "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize))"
        )
        assert min(sizes) >= READABLE
        fits = forum.locator(".forum").evaluate(
            "node => node.scrollHeight <= innerHeight + 1 && node.scrollWidth <= innerWidth + 1"
        )
        assert fits
        forum.keyboard.press("PageDown")


def test_the_html_file_opens_by_itself(offline_page, areas, segmentation, tmp_path):
    texts = [
        SegmentText(code, f"Segmen {code}", "#77aadd", (f"Kalimat tentang {code}.",))
        for code in segmentation.codes
    ]
    file = tmp_path / "khalayak.html"
    made = date(2026, 11, 26)
    file.write_bytes(to_html(areas, segmentation, texts, Translator("id"), edition="e", made=made))
    offline_page.goto(file.as_uri())
    expect(offline_page.locator("svg path")).to_have_count(435)
    offline_page.get_by_role("searchbox").fill("malasari")
    expect(offline_page.locator("tbody tr:visible")).to_have_count(1)
    offline_page.locator("tbody tr:visible").press("Enter")
    own = segmentation.labels["32.01.21.2001"]
    expect(offline_page.locator("#card")).to_contain_text("Malasari, Nanggung")
    expect(offline_page.locator("#profile")).to_contain_text(f"Kalimat tentang {own}.")
