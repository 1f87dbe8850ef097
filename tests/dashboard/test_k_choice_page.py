"""How many segments: the page answers in words, and says where the measures disagree."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import grouping_charts, grouping_words
from geodata import load_codebook
from segments.i18n import Translator
from segments.typology import (
    DEFAULT_RECIPE,
    agreement_table,
    load_scan,
    plan_trials,
    read_scan,
    scan_table,
)
from tests.dashboard.test_pages import open_page, words

PAGE = "app_pages/k_choice.py"


@pytest.fixture(scope="module")
def scan(segmentation):
    return scan_table(load_scan(segmentation))


class TestChoice:
    def test_the_recipe_in_use_is_answered_at_once_in_plain_words(self):
        text = words(open_page(PAGE))
        assert "5 segmen adalah jumlah terbanyak yang masih kukuh" in text
        assert "tidak sepakat" in text
        assert "gap → 5" in text
        assert "Dengan 6 segmen" in text
        assert "bukan jurang" in text

    def test_every_measure_of_every_k_stands_in_the_table(self):
        table = open_page(PAGE).dataframe[0].value
        assert list(table["Segmen"]) == list(range(2, 11))
        assert table["Gap"].str.contains("±").all()
        assert not table.isna().any(axis=None)

    def test_another_recipe_is_examined_on_request_and_its_answer_kept(self):
        app = small_recipe()
        app.switch_page(PAGE).run()
        assert "kukuh" not in words(app)
        app.button(key="go_k_scan").click().run()
        assert not app.exception
        assert len(app.dataframe[0].value) == 9
        assert "silhouette" in words(app)
        again = small_recipe().switch_page(PAGE).run()
        assert len(again.dataframe[0].value) == 9

    def test_territories_are_not_chosen_by_data(self):
        app = open_page("app_pages/recipe.py", recipe_part="settings")
        app.selectbox(key="recipe_method").set_value("ward_contiguous").run()
        app.switch_page(PAGE).run()
        assert "banyaknya tim" in words(app)


class TestMethods:
    def test_the_method_in_use_is_known_and_the_others_are_computed_on_request(self):
        app = open_page(PAGE, k_part="methods")
        button = app.button(key="go_methods")
        assert button.label == "Bandingkan semua cara"


class TestHierarchy:
    def test_a_split_segment_a_pattern_and_a_whole_one(self):
        app = open_page(PAGE, k_part="hierarchy")
        app.button(key="go_splits").click().run()
        text = words(app)
        assert "A · Permukiman padat perkotaan" in text
        assert ":green-badge[dibelah]" in text
        assert ":orange-badge[pola]" in text
        assert ":gray-badge[utuh]" in text
        assert "**A2**" in text


class TestSensitivity:
    def test_a_small_recipe_is_tried_in_every_way(self):
        app = small_recipe()
        app.query_params["k_part"] = "sensitivity"
        app.switch_page(PAGE).run()
        app.query_params["k_part"] = "sensitivity"
        app.run()
        app.button(key="go_trials").click().run()
        text = words(app)
        assert not app.exception
        assert "Separuh perubahan" in text
        assert "40 kecamatan dikelompokkan sendiri" in text
        assert len(app.dataframe[0].value) == 40


def small_recipe() -> AppTest:
    """Compute a recipe of two columns in a session."""
    app = open_page("app_pages/recipe.py", recipe_part="columns")
    app.multiselect(key="recipe_features_demographic").set_value(["share_elderly"]).run()
    app.multiselect(key="recipe_features_geographic").set_value(["density"]).run()
    app.multiselect(key="recipe_features_psychographic").set_value([]).run()
    app.query_params["recipe_part"] = "answer"
    app.run()
    # Another test may have computed it: answers are kept for everybody.
    waiting = [button for button in app.button if str(button.key).startswith("go_")]
    return waiting[0].click().run() if waiting else app


@pytest.mark.parametrize("language", ["id", "en"])
class TestWords:
    def test_a_scan_without_a_stable_k_does_not_advise_one(self, scan, language):
        weak = scan.assign(ari=0.5)
        sentences = grouping_words.scan_sentences(read_scan(weak), weak, Translator(language))
        assert not any("5" in sentence.split("**")[1] for sentence in sentences)
        assert all("{" not in sentence for sentence in sentences)

    def test_measures_that_agree_are_said_to_agree(self, scan, language):
        one = scan.copy()
        for name in ("silhouette", "calinski_harabasz"):
            one.loc[5, name] = one[name].max() + 1
        one.loc[5, "davies_bouldin"] = 0.1
        sentences = grouping_words.scan_sentences(read_scan(one), one, Translator(language))
        agreeing = {"id": "Ukuran bentuk sepakat", "en": "The measures of shape agree"}
        assert any(agreeing[language] in sentence for sentence in sentences)
        assert any("→ 5" in sentence for sentence in sentences)

    def test_the_next_number_fails_for_its_own_reason(self, scan, language):
        holds = {"ari": 0.9, "jaccard_min": 0.9, "smallest_share": 0.2, "smallest_people": 0.2}
        good = scan.loc[:6].assign(**holds)
        reasons = []
        for change in (
            {"jaccard_min": 0.5},
            {"ari": 0.7},
            {"smallest_share": 0.01, "smallest_people": 0.01},
        ):
            table = good.copy()
            table.loc[6, list(change)] = list(change.values())
            sentences = grouping_words.scan_sentences(read_scan(table), table, Translator(language))
            reasons += [one for one in sentences if one.startswith(("**Dengan 6", "**With 6"))]
        assert len(set(reasons)) == 3

    def test_a_gap_that_was_not_measured_is_not_said_to_grow(self, scan, language):
        words_of = {"id": "Gap terus naik", "en": "The gap grows"}
        for gap, said in ((range(9), True), (float("nan"), False)):
            table = scan.assign(gap=gap, gap_se=0.0)
            sentences = grouping_words.scan_sentences(read_scan(table), table, Translator(language))
            assert any(words_of[language] in one for one in sentences) is said

    def test_every_change_of_a_recipe_has_a_name(self, language):
        names = [
            grouping_words.trial_words(trial, load_codebook(), Translator(language))
            for trial in plan_trials(DEFAULT_RECIPE)
        ]
        assert len(set(names)) == len(names)
        assert not any("_" in name for name in names)


def test_the_agreement_chart_writes_every_pair(segmentation):
    table = agreement_table({"one": segmentation.labels, "two": segmentation.labels})
    spec = grouping_charts.agreement(table, Translator("id"))
    assert [row["text"] for row in spec["data"]["values"]] == ["–", "1,00", "1,00", "–"]


def test_stability_has_three_colours():
    colours = [grouping_charts.stability_colour(value) for value in (0.9, 0.75, 0.7, 0.6, 0.5)]
    assert colours[0] == colours[1]
    assert colours[2] == colours[3]
    assert len(set(colours)) == 3
