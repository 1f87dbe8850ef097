"""Returns set against the plan: nobody twice, no more said than was seen."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from segments.campaign.learning import accept_updates, learnt_rates, propose_updates
from segments.campaign.return_fields import RETURN_FIELDS
from segments.campaign.return_order import ORDER_COLUMNS, ReturnOrder
from segments.campaign.return_reader import ReturnBatch, ReturnSheet
from segments.campaign.return_register import from_body, stored_returns, take_in, to_body
from segments.campaign.scoring import score_campaign
from segments.store import open_store

FIELDS = [field.name for field in RETURN_FIELDS]
DISTRICT = "32.01.01"


def activity(place, channel="Radio", **cells):
    return {"place_code": place, "channel": channel, "kind": "activity", **cells}


def outcome(place, before, after):
    return {"place_code": place, "channel": "", "kind": "outcome", "before": before, "after": after}


def sheet_of(*rows, digest="x", received=date(2027, 1, 1)):
    table = pd.DataFrame(rows, columns=["place_code", "channel", "kind", *FIELDS])
    counts = [field.name for field in RETURN_FIELDS if field.kind == "count"]
    table[counts] = table[counts].astype("Float64")
    table = table.astype(dict.fromkeys(("status", "basis", "note"), object))
    table = table.where(table.notna(), None)
    table[counts] = table[counts].astype("Float64")
    return ReturnSheet(
        "plan", DISTRICT, "a.xlsx", digest, received, False, table, (), len(rows), len(rows)
    )


def order_of(*rows, holdout=(), outcome_words="kunjungan"):
    table = pd.DataFrame(
        [
            (DISTRICT, "Satu", r["place_code"], r["place_code"], "A", r["channel"], r["kind"],
             r["place_code"] in holdout)
            for r in rows
        ],
        columns=list(ORDER_COLUMNS),
    )  # fmt: skip
    return ReturnOrder("plan", "Rencana", "v", date(2027, 1, 31), outcome_words, table)


def planned_of(*rows):
    return pd.DataFrame(rows, columns=["place_code", "channel", "people", "low", "mid", "high"])


TWO = (
    activity("d1", status="done", activities=2, reached=100, basis="counted", recalled=8),
    activity("d1", "WA", status="done", activities=1, reached=80, basis="platform"),
    activity("d2", status="not_done"),
)
PLANNED_TWO = planned_of(
    ("d1", "Radio", 150, 60, 90, 120), ("d1", "WA", 150, 10, 20, 30), ("d2", "Radio", 90, 5, 9, 20)
)


def test_people_met_by_two_channels_are_a_range_and_never_more_than_live_there():
    result = score_campaign(PLANNED_TWO, order_of(*TWO), [sheet_of(*TWO)])
    segment = result.by_segment.loc["A"]
    assert (segment["reported_low"], segment["reported_high"]) == (100, 150)
    channel = result.by_channel.loc["WA"]
    assert (channel["reported_low"], channel["reported_high"]) == (80, 80)


def test_the_plan_is_compared_on_the_rows_that_came_back():
    result = score_campaign(PLANNED_TWO, order_of(*TWO), [sheet_of(*TWO)])
    assert result.n_compared == 2
    assert result.calibration == pytest.approx(0.5)
    assert result.mean_error == pytest.approx((10 / 100 + 60 / 80) / 2)
    assert result.by_channel["inside"].tolist() == [True, False]
    assert result.funnel.n_done == 2
    assert result.by_channel.loc["Radio", "share_done"] == pytest.approx(0.5)


def test_recall_has_the_interval_of_those_who_were_asked():
    funnel = score_campaign(PLANNED_TWO, order_of(*TWO), [sheet_of(*TWO)]).funnel
    assert (funnel.n_asked, funnel.recall) == (10, pytest.approx(0.8))
    draws = np.random.default_rng(1).beta(8.5, 2.5, 100_000)
    inside = (draws > funnel.recall_low) & (draws < funnel.recall_high)
    assert inside.mean() == pytest.approx(0.9, abs=0.005)
    assert (draws < funnel.recall_low).mean() == pytest.approx(0.05, abs=0.005)


def test_nothing_returned_says_so_and_claims_nothing():
    result = score_campaign(PLANNED_TWO, order_of(*TWO), [])
    assert [one.code for one in result.conclusions] == ["too_few_returns"]
    assert np.isnan(result.calibration)
    assert result.effect is None
    assert result.by_segment["reported_high"].isna().all()


def test_not_done_but_reached_counts_as_neither():
    rows = (activity("d1", status="not_done", reached=50, basis="counted"),)
    funnel = score_campaign(PLANNED_TWO, order_of(*rows), [sheet_of(*rows)]).funnel
    assert (funnel.n_done, funnel.n_reported, funnel.reached_high) == (0, 0, 0)


def campaign_with_holdout(effect):
    villages = [f"d{number:02d}" for number in range(40)]
    holdout = villages[::4]
    noise = np.random.default_rng(3).normal(0, 2, 40)
    rows = [
        outcome(village, 40, round(42 + noise[n] + (0 if village in holdout else effect)))
        for n, village in enumerate(villages)
    ]
    planned = planned_of(*[(village, "", 100, 0, 0, 0) for village in villages])
    return planned, order_of(*rows, holdout=holdout), [sheet_of(*rows)]


@pytest.mark.parametrize(("effect", "code"), [(8, "effect_seen"), (0, "effect_not_seen")])
def test_an_effect_is_claimed_only_where_the_comparison_shows_it(effect, code):
    result = score_campaign(*campaign_with_holdout(effect))
    assert code in [one.code for one in result.conclusions]
    assert result.effect.low < effect < result.effect.high


def test_without_a_comparison_there_is_only_before_and_after():
    rows = tuple(outcome(f"d{number}", 40, 48) for number in range(5))
    result = score_campaign(planned_of(), order_of(*rows), [sheet_of(*rows)])
    assert result.effect is None
    last = result.conclusions[-1]
    assert (last.code, last.values["change"]) == ("before_after_only", 40)


def many_villages(rate, n=20, basis="counted"):
    rows = [
        activity(f"d{i:02d}", status="done", reached=rate * 1000 + (i % 3 - 1) * 60, basis=basis)
        for i in range(n)
    ]
    planned = planned_of(*[(f"d{i:02d}", "Radio", 1000, 50, 100, 200) for i in range(n)])
    return planned, order_of(*rows), [sheet_of(*rows)]


def test_many_villages_move_a_rate_further_than_few():
    few, many = (propose_updates(*many_villages(0.3, n)).iloc[0] for n in (3, 20))
    assert 0.1 < few["after"] < many["after"] < 0.3
    assert few["after_low"] < few["after"] < few["after_high"]
    assert many["after_high"] - many["after_low"] < few["after_high"] - few["after_low"]


def test_estimates_teach_nothing():
    assert propose_updates(*many_villages(0.3, basis="guessed")).empty


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    yield store
    store.engine.dispose()


def accept(store, rate, learnt, plan="plan-1"):
    updates = propose_updates(*many_villages(rate))
    return accept_updates(
        store, updates, plan_id=plan, plan_name="Posyandu", learnt=learnt, notes=["x"], actor="a"
    )


def test_what_was_learnt_counts_once_a_plan_and_fades(store):
    assert learnt_rates(store, today=date(2027, 1, 1)) == {}
    accept(store, 0.5, date(2027, 1, 1))
    accept(store, 0.3, date(2027, 1, 1))
    mean, now = learnt_rates(store, today=date(2027, 1, 1))["A", "Radio"]
    again, later = learnt_rates(store, today=date(2030, 1, 1))["A", "Radio"]
    assert mean == again == pytest.approx(propose_updates(*many_villages(0.3))["after"][0])
    assert later / now == pytest.approx(0.8**3, rel=1e-3)


def test_a_lesson_that_is_put_away_teaches_no_more(store):
    document = accept(store, 0.3, date(2027, 1, 1))
    store.delete(document, actor="a")
    assert learnt_rates(store, today=date(2027, 1, 1)) == {}


def test_a_return_is_taken_in_once_and_a_correction_keeps_the_history(store):
    first = ReturnBatch((sheet_of(*TWO, digest="1"),), ())
    assert take_in(store, first, actor="a").new == (DISTRICT,)
    assert take_in(store, first, actor="a").unchanged == (DISTRICT,)
    better = ReturnBatch((sheet_of(*TWO[:2], digest="2"),), ())
    assert take_in(store, better, actor="b").corrected == (DISTRICT,)
    (stored,) = stored_returns(store, "plan")
    assert (stored.digest, len(stored.rows)) == ("2", 2)
    (document,) = store.find("return")
    assert [one.body["digest"] for one in store.history(document.id)] == ["2", "1"]


def test_a_return_survives_being_stored():
    sheet = sheet_of(*TWO)
    again = from_body(to_body(sheet))
    pd.testing.assert_frame_equal(again.rows, sheet.rows, check_dtype=False)
    assert (again.received, again.n_filled) == (sheet.received, sheet.n_filled)
