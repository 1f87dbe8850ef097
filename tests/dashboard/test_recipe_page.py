"""A recipe is put together, computed and handed on as a draft."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components import recipe_sources
from dashboard.recipe_draft import draft_of
from segments.store import Document, open_store
from segments.typology import DEFAULT_RECIPE, Refusal
from segments.typology.refusals import RULES
from tests.dashboard.test_pages import open_page, payload, words

RECIPE = "app_pages/recipe.py"


def open_part(part: str) -> AppTest:
    return open_page(RECIPE, recipe_part=part)


def to_part(app: AppTest, part: str) -> AppTest:
    app.query_params["recipe_part"] = part
    return app.run()


def warned(app: AppTest) -> str:
    return "\n".join(element.value for element in [*app.warning, *app.error])


class TestColumns:
    def test_it_opens_with_the_recipe_in_use(self):
        app = open_part("columns")
        assert "18 ciri · 5 segmen · k-means" in words(app)
        assert "Sama dengan versi yang dipakai" in words(app)
        chosen = [name for box in app.multiselect for name in box.value]
        assert sorted(chosen) == sorted(DEFAULT_RECIPE.features)

    def test_the_screen_names_what_goes_together_without_raw_names(self):
        table = open_part("columns").table[0].value
        notes = " ".join(table["Catatan"])
        assert "searah dengan Cahaya malam" in notes
        assert "bobotnya dibatasi" in notes
        assert "_" not in notes + " ".join(table.index)

    def test_leaving_a_column_out_changes_the_recipe_and_can_be_undone(self):
        app = open_part("columns")
        box = app.multiselect(key="recipe_features_geographic")
        box.unselect("density").run()
        assert "17 ciri" in words(app)
        assert "Berbeda dari versi yang dipakai" in words(app)
        app.button(key="recipe_undo").click().run()
        assert "18 ciri" in words(app)

    def test_no_column_at_all_is_said_and_nothing_breaks(self):
        app = open_part("columns")
        for lens in ("demographic", "geographic", "psychographic"):
            app.multiselect(key=f"recipe_features_{lens}").set_value([]).run()
        assert "Pilih sedikitnya satu ciri" in warned(app)
        for part in ("settings", "log", "answer"):
            assert not to_part(app, part).exception
        app.button(key="recipe_reset").click().run()
        assert "Sama dengan versi yang dipakai" in words(app)


class TestSettings:
    def test_lenses_without_weight_are_said(self):
        app = open_part("settings")
        for lens in ("demographic", "geographic", "psychographic"):
            app.slider(key=f"recipe_{lens}").set_value(0).run()
        assert "beri bobot pada sedikitnya satu sudut pandang" in warned(app)
        assert not to_part(app, "answer").exception

    def test_a_recipe_of_capped_columns_says_what_to_do(self):
        app = open_part("columns")
        for lens in ("demographic", "geographic"):
            app.multiselect(key=f"recipe_features_{lens}").set_value([]).run()
        app.multiselect(key="recipe_features_psychographic").set_value(["share_tiktok"]).run()
        assert "Tambahkan ciri yang diukur per desa" in warned(to_part(app, "settings"))
        to_part(app, "answer").button[-1].click().run()
        assert "Resep Anda tetap tersimpan" in warned(app)
        assert not app.exception


class TestDecisions:
    def test_every_column_in_use_has_its_reason(self):
        app = open_part("log")
        assert "Semua yang dipakai punya alasan" in words(app)
        log = app.table[0].value
        assert (log["Alasan"].str.len() > 10).all()
        assert (log["Keputusan"] == "dipakai").sum() == 18

    def test_a_new_column_asks_for_a_reason_and_takes_it(self):
        app = open_part("columns")
        app.multiselect(key="recipe_features_demographic").select("has_market").run()
        to_part(app, "log")
        assert "1 ciri yang dipakai belum punya alasan" in words(app)
        app.text_input(key="recipe_reason_has_market").set_value("Pasar ada saluran.").run()
        assert "Semua yang dipakai punya alasan" in words(app)
        assert r"Pasar ada saluran\." in set(app.table[0].value["Alasan"])


class TestAnswer:
    def test_the_recipe_in_use_is_there_at_once(self):
        app = open_part("answer")
        assert payload(app, "area_map")["positions"]
        assert "Ini versi yang dipakai" in words(app)

    def test_a_changed_recipe_is_computed_compared_and_saved_as_a_draft(self):
        app = open_part("settings")
        app.number_input(key="recipe_k").set_value(4).run()
        compute(to_part(app, "answer"))
        assert not app.exception
        assert len(payload(app, "area_map")["classes"]) == 4
        assert "Dibandingkan versi yang dipakai" in words(app)
        before = len(open_store().find("segmentation", state="draft"))
        app.button(key="save_draft_version").click().run()
        assert "Tersimpan sebagai konsep" in app.success[0].value
        assert len(open_store().find("segmentation", state="draft")) == before + 1

    def test_territories_are_said_to_be_working_areas(self):
        app = open_part("settings")
        app.selectbox(key="recipe_method").set_value("ward_balanced").run()
        compute(to_part(app, "answer"))
        assert "Wilayah kerja, bukan jenis tempat" in words(app)
        assert "Dibandingkan" not in words(app)

    def test_more_segments_than_colours_still_have_their_table(self):
        app = open_part("settings")
        app.number_input(key="recipe_k").set_value(9).run()
        compute(to_part(app, "answer"))
        assert "paling banyak 8 segmen" in words(app)
        assert "**I** " in words(app)


class TestSavedRecipes:
    def test_a_saved_recipe_is_opened_with_its_reasons(self):
        draft = draft_of(replace(DEFAULT_RECIPE, k=4), (("density", "Alasan kantor."),))
        saved = document({"recipe": draft.recipe().to_dict()}, dict(draft.reasons))
        assert recipe_sources._draft(saved) == draft

    @pytest.mark.parametrize(
        "recipe",
        [
            {},
            {"features": ["density"], "flavour": "sweet"},
            {"features": ["density"], "method": "magic"},
            {"features": ["density"], "level": "district"},
        ],
    )
    def test_a_recipe_of_another_release_is_told_apart(self, recipe):
        assert recipe_sources._draft(document({"recipe": recipe}, {})) is None

    def test_a_link_opens_a_saved_recipe_until_it_is_changed(self):
        app = open_part("settings")
        app.number_input(key="recipe_k").set_value(3).run()
        app = compute(to_part(app, "answer"))
        app.button(key="save_draft_version").click().run()
        saved = open_store().find("segmentation")[0]
        assert saved.name.startswith("Konsep 3 segmen")
        assert app.query_params["recipe_id"] == saved.id
        shared = open_page(RECIPE, recipe_id=saved.id, recipe_part="settings")
        assert "3 segmen" in words(shared)
        shared.number_input(key="recipe_k").set_value(6).run()
        assert "6 segmen" in words(shared)
        assert "recipe_id" not in shared.query_params


def document(segmentation: dict, reasons: dict) -> Document:
    at = datetime(2025, 6, 1, tzinfo=UTC)
    body = {"segmentation": segmentation, "reasons": reasons}
    head = ("abc", "segmentation", "Uji", "draft", 1, body, False, False, "", "uji")
    return Document(*head, created_at=at, saved_at=at)


def compute(app: AppTest) -> AppTest:
    """Compute the recipe, unless another test has: answers are kept for everybody."""
    waiting = [button for button in app.button if str(button.key).startswith("go_")]
    return waiting[0].click().run() if waiting else app


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_every_reason_not_to_group_can_be_said(rule, language):
    from dashboard.components.refusal_words import refusal_sentence
    from segments.i18n import Translator

    sentence = refusal_sentence(Refusal(rule, "density", 0.5, 0.2), Translator(language))
    assert sentence
    assert "{" not in sentence
    assert "density" not in sentence
