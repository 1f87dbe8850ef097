"""Every page opens in both languages, and each does its task."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
APP = str(ROOT / "dashboard" / "app.py")
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "app_pages").glob("*.py"))
MAP = "app_pages/audience_map.py"


def open_page(page: str, **link: str) -> AppTest:
    """Open a page as a reader does who follows a link to it."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.run().switch_page(page)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def payload(app: AppTest, module: str) -> dict:
    """Give what a script of static was sent."""
    (found,) = [
        element.proto
        for element in app.get("bidi_component")
        if element.proto.component_name == module
    ]
    return json.loads(found.bytes)


def words(app: AppTest) -> str:
    """Everything a reader finds in plain text."""
    kinds = ("title", "subheader", "markdown", "caption", "info")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def selected(app: AppTest) -> list[str]:
    """Give the places that map and table show as selected."""
    return payload(app, "area_selection")["codes"]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_opens(page, language):
    app = open_page(f"app_pages/{page}.py", lang=language)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert app.title


class TestHome:
    def test_it_counts_what_the_tables_hold(self):
        app = open_page("app_pages/home.py")
        assert "416 desa dan 19 kelurahan di 40 kecamatan" in words(app)
        assert "5.664.537 penduduk" in words(app)
        assert "3T resmi: 0" in words(app)

    def test_numbers_follow_the_language(self):
        app = open_page("app_pages/home.py", lang="en")
        assert "5,664,537 registered residents" in words(app)

    def test_ten_steps_of_which_only_those_with_a_page_are_links(self):
        app = open_page("app_pages/home.py")
        links = [element.proto.label for element in app.get("page_link")]
        assert any("3. Di mana" in label for label in links)
        assert words(app).count("menyusul") + len(links) == 10
        assert len(links) >= 4


class TestMap:
    def test_it_opens_full_with_the_segments_of_all_villages(self):
        app = open_page(MAP)
        sent = payload(app, "area_map")
        assert sent["object"] == "villages"
        assert len(sent["positions"]) == 435
        assert "-" not in sent["positions"]
        assert [found["letter"] for found in sent["classes"]][:2] == ["A", "B"]
        assert len(payload(app, "area_table")["codes"]) == 435

    def test_the_outlines_that_the_map_asks_for_are_there(self):
        address = payload(open_page(MAP), "area_map")["url"]
        topology = json.loads((ROOT / "dashboard" / "static" / Path(address).name).read_bytes())
        villages = topology["objects"]["villages"]["geometries"]
        assert len(villages) == 435
        assert {g["id"]: g["properties"]["name"] for g in villages}["32.01.01.1001"]

    def test_a_column_is_mapped_with_its_source_and_evidence(self):
        app = open_page(MAP, column="share_internet")
        assert payload(app, "area_map")["title"] == "Memakai internet"
        assert "estimasi model" in words(app)
        assert "Sumber:" in words(app)
        assert "rentang" in words(app)

    def test_villages_without_a_figure_are_hatched_and_said_not_to_be_zero(self):
        app = open_page(MAP, column="score_idm")
        assert payload(app, "area_map")["positions"].count("-") == 19
        assert payload(app, "area_map")["missing_note"] == "19 desa/kelurahan"
        assert "bukan nol" in words(app)

    def test_the_geographic_class_says_that_official_3t_is_zero(self):
        assert "3T resmi: 0" in words(open_page(MAP, column="geographic_class"))

    def test_a_district_has_shares_of_a_segment_and_not_one_segment(self):
        app = open_page(MAP, level="district", segment="B")
        sent = payload(app, "area_map")
        assert sent["object"] == "districts"
        assert sent["title"] == "Penduduk di segmen B"
        assert len(sent["positions"]) == 40

    def test_opening_a_district_shows_its_villages_and_the_way_back_keeps_the_selection(self):
        app = open_page(MAP, areas="32.01.06.2002")
        app.button(key="path_open").click().run()
        assert payload(app, "area_map")["focus"] == "32.01.06"
        codes = payload(app, "area_table")["codes"]
        assert {code[:8] for code in codes} == {"32.01.06"}
        app.button(key="path_back").click().run()
        assert payload(app, "area_map")["focus"] == ""
        assert selected(app) == ["32.01.06.2002"]

    def test_the_selection_stands_in_panel_chart_table_and_link_alike(self):
        app = open_page(MAP, areas="32.01.06.2002,32.01.18.2005")
        assert selected(app) == ["32.01.06.2002", "32.01.18.2005"]
        assert "2 wilayah terpilih" in words(app)
        app.button(key="clear_areas").click().run()
        assert selected(app) == []
        assert "areas" not in app.query_params

    @pytest.mark.parametrize("typed", ["kelapa nunggal", "Klapanunggal", "klapa nungal"])
    def test_search_takes_spelling_variants(self, typed):
        app = open_page(MAP)
        app.text_input(key="place_search").input(typed).run()
        labels = [button.label for button in app.button if button.key.startswith("place_32")]
        assert "Kec. Klapanunggal" in labels

    def test_a_place_that_was_found_is_opened_and_the_search_is_over(self):
        app = open_page(MAP)
        app.text_input(key="place_search").input("Klapanunggal").run()
        app.button(key="place_32.01.32").click().run()
        assert payload(app, "area_map")["focus"] == "32.01.32"
        assert app.text_input(key="place_search").value == ""

    def test_a_name_that_nobody_bears_is_answered_in_words(self):
        app = open_page(MAP)
        app.text_input(key="place_search").input("qqqqqqqq").run()
        assert "Tidak ada nama yang mirip" in words(app)

    def test_a_column_known_per_village_only_gives_way_at_the_level_of_districts(self):
        app = open_page(MAP, column="signal_2023", level="district")
        assert not app.exception
        assert payload(app, "area_map")["title"] == "Penduduk di segmen A"


class TestLinks:
    def test_nonsense_opens_the_default_view_with_a_notice(self):
        app = open_page(
            MAP, level="xyz", areas="99.99", column="<script>alert(1)</script>", lang="zz"
        )
        assert not app.exception
        (notice,) = app.info
        for part in ("bahasa", "tingkat wilayah", "data pada peta", "wilayah terpilih"):
            assert part in notice.value
        assert "script" not in notice.value
        assert payload(app, "area_map")["object"] == "villages"
        assert dict(app.query_params) == {}

    def test_a_link_shows_the_same_view_again(self):
        app = open_page(MAP, column="density", areas="32.01.01.1001", lang="en")
        assert (
            payload(app, "area_map")["title"] == "Density of registered residents (residents/km²)"
        )
        assert selected(app) == ["32.01.01.1001"]
        assert not app.info

    def test_the_language_switch_reaches_the_link_and_the_next_page(self):
        app = open_page(MAP, column="density")
        app.button_group(key="widget_language").set_value("en").run()
        assert app.query_params["lang"] == "en"
        app.switch_page("app_pages/home.py").run()
        assert "registered residents" in words(app)


class TestGeographicClass:
    def test_a_village_says_which_signs_led_to_its_class(self):
        app = open_page(MAP, column="geographic_class", areas="32.01.01.1001")
        assert "Tandanya: berstatus kelurahan, padat penduduk" in words(app)

    def test_signs_are_known_words(self, areas):
        from dashboard import figures

        signs = {sign for text in areas.table["geographic_reason"] for sign in text.split()}
        assert signs <= set(figures.SIGN_WORDS)
