from dataclasses import replace

import pytest

from segments.typology import (
    DEFAULT_RECIPE,
    candidate_columns,
    decision_log,
    shipped_reasons,
)


@pytest.fixture(scope="module")
def log(areas):
    found = decision_log(areas, DEFAULT_RECIPE, candidate_columns(areas))
    return {decision.column: decision for decision in found}


def test_every_candidate_is_in_the_log_once_the_kept_ones_first(areas, log):
    assert set(log) == set(candidate_columns(areas))
    kept = [decision.kept for decision in log.values()]
    assert kept == sorted(kept, reverse=True)
    assert sum(kept) == len(DEFAULT_RECIPE.features)


def test_every_column_that_ships_has_a_written_reason_in_both_languages(log):
    for name in DEFAULT_RECIPE.features:
        assert log[name].rule == "written"
        assert len(log[name].text["id"]) > 20
        assert len(log[name].text["en"]) > 20


def test_written_reasons_speak_of_columns_that_exist(areas):
    assert set(shipped_reasons()) <= set(candidate_columns(areas))


def test_a_column_that_another_stands_for_says_which_and_how_far(log):
    decision = log["share_tertiary"]
    assert decision.rule == "correlated"
    assert decision.partner == "share_upper_secondary"
    assert abs(decision.r) > 0.6


def test_no_column_is_left_without_a_reason(log):
    assert not [name for name, decision in log.items() if decision.rule == "unsaid"]


def test_own_words_go_before_everything(areas):
    found = decision_log(areas, DEFAULT_RECIPE, ("share_elderly",), {"density": "Tes."})
    by_name = {decision.column: decision for decision in found}
    assert by_name["density"].text == {"id": "Tes.", "en": "Tes."}


def test_a_shipped_reason_does_not_serve_the_opposite_decision(areas):
    without = tuple(name for name in DEFAULT_RECIPE.features if name != "density")
    recipe = replace(DEFAULT_RECIPE, features=(*without, "has_market"))
    by_name = {
        decision.column: decision
        for decision in decision_log(areas, recipe, candidate_columns(areas))
    }
    assert by_name["has_market"].rule == "unsaid"
    assert by_name["density"].rule == "correlated"


def test_a_column_that_the_data_lost_is_told(areas):
    less = replace(areas, table=areas.table.drop(columns="share_elderly"))
    found = decision_log(less, DEFAULT_RECIPE, candidate_columns(less))
    assert {d.column: d.rule for d in found}["share_elderly"] == "absent"
