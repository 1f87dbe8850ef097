"""The map in a real browser: a click reaches chart, table and link, and links come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

VILLAGE = "32.01.20.2001"
MAP = "svg.map"


def shape(page, code):
    """Find the outline of a place on the map."""
    return page.locator(f"{MAP} path.place[data-code='{code}']")


def click_place(page, code, **options):
    """Click a point that lies inside the outline of a place, as the eye would."""
    place = shape(page, code)
    place.wait_for()
    point = place.evaluate(
        """(path) => {
          const box = path.getBBox(), matrix = path.getScreenCTM();
          for (let row = 1; row < 20; row++) for (let column = 1; column < 20; column++) {
            const x = box.x + box.width * column / 20, y = box.y + box.height * row / 20;
            const point = new DOMPoint(x, y);
            if (!path.isPointInFill(point)) continue;
            const seen = point.matrixTransform(matrix);
            const top = path.getRootNode().elementFromPoint(seen.x, seen.y);
            if (top === path) return [seen.x, seen.y];
          }
          return null;
        }"""
    )
    assert point, f"no visible point of {code}"
    modifiers = options.get("modifiers", [])
    for key in modifiers:
        page.keyboard.down(key)
    page.mouse.click(*point)
    for key in modifiers:
        page.keyboard.up(key)


def selected_rows(page):
    """Names in the selected rows of the table."""
    return page.locator("tbody tr[aria-selected='true']")


@pytest.fixture
def area_map(page, visit):
    visit(page, "map")
    page.locator(f"{MAP} path.place").nth(434).wait_for()
    return page


def test_every_village_is_drawn(area_map):
    assert area_map.locator(f"{MAP} path.place").count() == 435
    expect(area_map.locator("tbody tr")).to_have_count(435)


def test_click_on_a_village_changes_table_and_link(area_map):
    click_place(area_map, VILLAGE)
    expect(shape(area_map, VILLAGE)).to_have_attribute("aria-selected", "true")
    expect(selected_rows(area_map)).to_have_count(1)
    name = shape(area_map, VILLAGE).get_attribute("aria-label").split(",")[0]
    expect(selected_rows(area_map)).to_contain_text(name)
    expect(area_map).to_have_url(re.compile(f"areas={VILLAGE}"))


def test_shift_click_adds_a_second_village(area_map):
    click_place(area_map, VILLAGE)
    expect(selected_rows(area_map)).to_have_count(1)
    click_place(area_map, "32.01.40.2001", modifiers=["Shift"])
    expect(selected_rows(area_map)).to_have_count(2)


def test_row_picked_by_keyboard_is_selected_on_the_map(area_map):
    box = area_map.locator("tbody tr input[type='checkbox']").first
    box.focus()
    area_map.keyboard.press("Space")
    expect(area_map.locator(f"{MAP} path.place[aria-selected='true']")).to_have_count(1)


def test_link_brings_the_same_view_back(page, visit):
    visit(page, f"map?column=share_internet&areas={VILLAGE}")
    expect(shape(page, VILLAGE)).to_have_attribute("aria-selected", "true")
    expect(selected_rows(page)).to_have_count(1)
    expect(page.get_by_text("estimasi model").first).to_be_visible()


def test_nonsense_in_a_link_opens_the_default_view_with_a_notice(page, visit):
    visit(page, "map?level=galaxy&column=%3Cscript%3E&areas=99.99&district=x&lang=zz&segment=Q")
    page.locator(f"{MAP} path.place").nth(434).wait_for()
    expect(page.get_by_role("heading", name="Peta khalayak")).to_be_visible()
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    expect(selected_rows(page)).to_have_count(0)
    assert "galaxy" not in page.url


def test_search_finds_another_spelling_and_goes_there(area_map):
    box = area_map.get_by_placeholder("misalnya Klapanunggal")
    box.fill("Gunungputri")
    box.press("Enter")
    area_map.get_by_role("button", name=re.compile("Gunung Putri")).first.click()
    expect(area_map).to_have_url(re.compile(r"district=32\.01\.02"))


def test_english_is_a_switch(area_map):
    area_map.get_by_text("English", exact=True).click()
    expect(area_map).to_have_url(re.compile("lang=en"))
    expect(area_map.get_by_role("heading", name="Audience map")).to_be_visible()


def test_works_with_every_outside_host_blocked(offline_page, visit):
    visit(offline_page, "map")
    offline_page.locator(f"{MAP} path.place").nth(434).wait_for()
    click_place(offline_page, VILLAGE)
    expect(selected_rows(offline_page)).to_have_count(1)
