"""From brief to approved plan: checked, spent, measured, frozen."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from segments import advice
from segments.advice import MessageSet
from segments.campaign import (
    Brief,
    BudgetError,
    Measure,
    MoveError,
    Plan,
    PlanError,
    SolvingStoppedError,
    SpendingRules,
    Step,
    Variant,
    build_return_order,
    check_brief,
    choose_holdout,
    default_measures,
    media_rates,
    missing_parts,
    move_plan,
    plan_from_body,
    plan_spending,
    plan_target_list,
    plan_to_body,
    planned_reach,
    reach_by,
    smallest_effect,
    without_holdout,
)
from segments.store import ConflictError, FrozenError, open_store

TODAY = date(2026, 12, 1)
CHANNELS = ("radio_teman", "whatsapp_cascade", "posyandu", "banner", "neighbourhood_relay")
BRIEF = Brief(
    issue="Balita jarang ditimbang",
    behaviour="Datang ke posyandu setiap bulan",
    outcome="kunjungan balita",
    unit="kunjungan",
    baseline=40,
    target=46,
    start=TODAY,
    deadline=date(2027, 3, 31),
    budget=60_000_000,
    stakeholders={"religious": "Majelis taklim"},
    steps=(Step("Siaran", "UPT Radio", TODAY, date(2027, 1, 31)),),
)


def codes(brief, today=TODAY):
    return [check.code for check in check_brief(brief, today=today)]


class TestBrief:
    def test_a_whole_brief_has_nothing_to_mend(self):
        assert codes(BRIEF) == []

    def test_an_empty_brief_names_what_blocks_first(self):
        checks = check_brief(Brief(), today=TODAY)
        blocking = [check.code for check in checks if check.blocks]
        assert blocking == ["no_issue", "no_behaviour", "no_budget", "no_deadline"]
        assert [check.blocks for check in checks] == sorted(
            (check.blocks for check in checks), reverse=True
        )

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"budget": -5}, "no_budget"),
            ({"budget": 10**12}, "budget_too_large"),
            ({"behaviour": "peduli"}, "vague_behaviour"),
            ({"target": None}, "no_target"),
            ({"baseline": None}, "no_baseline"),
            ({"target": 40}, "target_is_baseline"),
            ({"deadline": date(2026, 1, 1)}, "deadline_past"),
            ({"deadline": date(2026, 12, 5)}, "little_time"),
            ({"stakeholders": {}}, "no_stakeholder"),
            ({"steps": (Step("x", "y", TODAY, date(2026, 1, 1)),)}, "step_backwards"),
            ({"steps": (Step("x", "y", TODAY, date(2028, 1, 1)),)}, "step_after_deadline"),
        ],
    )
    def test_each_fault_is_named(self, changes, code):
        assert code in codes(replace(BRIEF, **changes))


@pytest.fixture(scope="module")
def playbook():
    return advice.load_playbook()


@pytest.fixture(scope="module")
def rates(areas, segmentation, playbook):
    inventory = advice.read_inventory(advice.shipped_rows(), playbook, areas)
    placed = advice.place_inventory(inventory, areas)
    return media_rates(areas, segmentation.labels, CHANNELS, playbook, placed)


@pytest.fixture(scope="module")
def people(areas):
    return areas.table["population"]


@pytest.fixture(scope="module")
def places(areas):
    return areas.table[["district_code", "geographic_class"]]


@pytest.fixture(scope="module")
def spending(rates, people, places):
    return plan_spending(rates, people, places, 60e6, draws=5)


class TestRates:
    def test_every_rate_is_a_share_in_order_and_every_price_is_real(self, rates):
        table = rates.table
        assert table[["low", "mid", "high"]].stack().between(0, 1).all()
        assert (table["low"] <= table["mid"] + 1e-12).all()
        assert (table["mid"] <= table["high"] + 1e-12).all()
        assert (table["cost"] >= 0).all()
        assert np.isfinite(table["cost"]).all()

    def test_what_is_not_in_the_inventory_is_named(self, areas, segmentation, playbook):
        empty = advice.place_inventory(advice.read_inventory((), playbook, areas), areas)
        found = media_rates(areas, segmentation.labels, ["radio_teman"], playbook, empty)
        assert (found.left_out, len(found.table)) == ({"radio_teman": "not_in_inventory"}, 0)

    def test_what_was_learnt_moves_the_rate(self, areas, segmentation, playbook, rates):
        inventory = advice.read_inventory(advice.shipped_rows(), playbook, areas)
        placed = advice.place_inventory(inventory, areas)
        learnt = {("A", "radio_teman"): (0.5, 60.0)}
        found = media_rates(
            areas, segmentation.labels, ["radio_teman"], playbook, placed, learnt=learnt
        )
        before = rates.table[rates.table["channel"] == "radio_teman"].set_index("village_code")
        after = found.table.set_index("village_code")
        in_a = segmentation.labels.reindex(after.index) == "A"
        expected = before["mid"] + 60 / 80 * (0.5 - before["mid"])
        np.testing.assert_allclose(after["mid"][in_a], expected[after.index][in_a])
        np.testing.assert_allclose(after["mid"][~in_a], before["mid"][after.index][~in_a])


class TestSpending:
    def test_the_money_is_kept_and_people_count_once(self, spending, people):
        assert 0 < spending.cost <= 60e6
        assert 0 < spending.reach.low <= spending.reach.mid <= spending.reach.high <= people.sum()
        assert spending.gap <= 0.01
        assert spending.reach.mid >= spending.greedy_people

    def test_more_money_meets_more_people_but_ever_fewer_for_a_rupiah(self, spending):
        money, met = np.array(spending.curve).T
        assert (money / 60e6).tolist() == [0.25, 0.5, 0.75, 1.0, 1.5, 2.0]
        gains = np.diff(met) / np.diff(money)
        assert (gains >= 0).all()
        assert gains[-1] < gains[0]

    def test_more_money_never_reaches_fewer(self, rates, people, places, spending):
        more = plan_spending(rates, people, places, 120e6, draws=0)
        assert more.reach.mid > spending.reach.mid

    def test_channels_paid_as_a_whole_cost_their_whole_price(self, spending, rates):
        bought = set(spending.lines["channel"]) & set(rates.whole_costs)
        single = spending.lines[~spending.lines["channel"].isin(rates.whole_costs)]["cost"].sum()
        whole = sum(rates.whole_costs[channel] for channel in bought)
        assert spending.cost == pytest.approx(single + whole)

    def test_floors_are_kept_and_their_price_is_told(self, rates, people, places):
        rules = SpendingRules(floor=0.18, limited_floor=0.25)
        fair = plan_spending(rates, people, places, 60e6, rules=rules, draws=0)
        by = reach_by(fair.lines, people, places["district_code"])
        assert (by["mid"] / by["people"]).min() >= 0.18 - 1e-6
        limited = reach_by(fair.lines, people, places["geographic_class"]).loc["akses_terbatas"]
        assert limited["mid"] / limited["people"] >= 0.25 - 1e-6
        assert fair.fairness_price > 0

    def test_floors_that_cannot_be_met_are_named_with_what_they_lack(self, rates, people, places):
        with pytest.raises(BudgetError) as told:
            plan_spending(rates, people, places, 5e6, rules=SpendingRules(floor=0.6), draws=0)
        assert told.value.rule == "floors"
        assert told.value.short
        assert min(told.value.short.values()) > 0

    @pytest.mark.parametrize("budget", [0, -1, float("nan")])
    def test_no_money_is_said(self, rates, people, places, budget):
        with pytest.raises(BudgetError) as told:
            plan_spending(rates, people, places, budget)
        assert told.value.rule == "no_budget"

    def test_an_obligatory_channel_is_bought_or_too_dear(self, rates, people, places):
        rules = SpendingRules(obligatory=("whatsapp_cascade",))
        found = plan_spending(rates, people, places, 3.5e6, rules=rules, draws=0)
        assert "whatsapp_cascade" in set(found.lines["channel"])
        with pytest.raises(BudgetError) as told:
            plan_spending(rates, people, places, 1e6, rules=rules, draws=0)
        assert told.value.rule == "obligatory_too_dear"

    def test_nobody_to_reach_is_said(self, rates, people, places):
        with pytest.raises(BudgetError) as told:
            plan_spending(rates, people * 0, places, 1e6)
        assert told.value.rule == "nothing_to_buy"

    def test_it_can_be_stopped(self, rates, people, places):
        with pytest.raises(SolvingStoppedError):
            plan_spending(rates, people, places, 60e6, going=lambda done: done < 0.3)

    def test_firmness_is_a_share_and_the_cheap_lines_are_firm(self, spending):
        shares = list(spending.firmness.values())
        assert 0 < min(shares) <= max(shares) == 1.0


class TestMeasures:
    def test_a_measure_needs_a_stage_and_a_field_of_the_sheet(self):
        for stage, field in (("impact", "after"), ("output", "likes")):
            with pytest.raises(ValueError, match="stage|field"):
                Measure(stage, "x", field)
        assert [one.stage for one in default_measures("kunjungan", 40, 46, ("a", "b", "c"))] == [
            "output", "output", "outtake", "outcome",
        ]  # fmt: skip

    def test_the_holdout_is_spread_and_repeats_with_its_seed(self, areas, segmentation):
        villages = areas.table[["district_code"]].assign(segment=segmentation.labels)
        held = choose_holdout(villages, seed=3)
        assert held == choose_holdout(villages.sample(frac=1, random_state=1), seed=3)
        assert held != choose_holdout(villages, seed=4)
        assert len(held) == round(435 * 0.15)
        shares = (
            villages.loc[list(held), "segment"].value_counts() / villages["segment"].value_counts()
        )
        assert shares.between(0.1, 0.2).all()
        assert choose_holdout(villages.iloc[:3]) == ()

    def test_the_smallest_effect_is_the_textbook_one(self):
        # 2.8 standard errors: 2.8 x 10 x sqrt(1/50 + 1/50) = 5.6.
        assert smallest_effect(50, 50, 10) == pytest.approx(5.603, abs=1e-3)
        assert smallest_effect(50, 1, 10) == float("inf")


@pytest.fixture(scope="module")
def plan(spending, segmentation):
    variant = Variant.of("A", spending, CHANNELS, 1, SpendingRules())
    return Plan(
        brief=BRIEF,
        version=segmentation.version,
        edition="data-0",
        messages=MessageSet("Datang ke posyandu setiap bulan."),
        measures=default_measures("kunjungan balita", 40, 46, ("a", "b", "c")),
        answer_by=date(2027, 4, 15),
    ).with_variant(variant)


class TestPlan:
    def test_a_plan_survives_being_stored(self, plan):
        again = plan_from_body(json.loads(json.dumps(plan_to_body(plan))))
        assert replace(again, variants=()) == replace(plan, variants=())
        pd.testing.assert_frame_equal(
            again.variant.lines, plan.variant.lines, check_dtype=False, atol=1e-5
        )

    @pytest.mark.parametrize("gone", ["brief", "variants", "version"])
    def test_a_body_that_lacks_a_part_is_refused(self, plan, gone):
        body = plan_to_body(plan)
        del body[gone]
        with pytest.raises(PlanError):
            plan_from_body(body)

    def test_what_is_missing_is_listed(self, plan):
        assert missing_parts(plan, today=TODAY) == ()
        assert missing_parts(Plan(), today=TODAY)[-4:] == (
            "no_message", "no_spending", "no_measures", "no_answer_day",
        )  # fmt: skip

    def test_the_target_list_has_what_was_bought_and_the_packs_leave_the_holdout_out(
        self, plan, areas, segmentation, playbook
    ):
        held = ("32.01.01.1001", "32.01.21.2004")
        tested = replace(plan, holdout=held)
        full = plan_target_list(tested, areas, segmentation, playbook, created=TODAY)
        packed = without_holdout(full, tested)
        assert set(held) <= set(full.villages.index)
        assert not set(held) & set(packed.villages.index)
        lines = plan.variant.lines
        bought = lines[~lines["village_code"].isin(held)]
        assert len(packed.table) == len(bought)
        order = build_return_order(
            full, plan_id="p", plan_name="x", answer_by=TODAY, outcome="k", holdout=held
        )
        expected = planned_reach(tested, playbook)
        activities = order.rows[order.rows["kind"] == "activity"]
        keys = ["place_code", "channel"]
        assert set(map(tuple, activities[keys].to_numpy())) == set(
            map(tuple, expected[keys].to_numpy())
        )


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    yield store
    store.engine.dispose()


class TestWorkflow:
    @pytest.fixture
    def document(self, store, plan):
        return store.create("plan", "Posyandu", plan_to_body(plan), actor="a")

    def move(self, store, document, to, **changes):
        options = {"actor": "k", "may_approve": True, "today": TODAY} | changes
        return move_plan(store, document, to, **options)

    def test_a_plan_goes_its_way_and_is_frozen_when_approved(self, store, document):
        for to in ("checked", "approved", "sent", "closed"):
            document = self.move(store, document, to)
            assert document.state == to
        with pytest.raises(FrozenError):
            store.save(document, actor="a", body={})
        assert [one.actor for one in store.history(document.id)] == ["k", "k", "k", "k", "a"]

    @pytest.mark.parametrize(
        ("start", "to", "changes", "rule"),
        [
            ("draft", "approved", {}, "not_next"),
            ("draft", "sent", {}, "not_next"),
            ("checked", "approved", {"may_approve": False}, "not_allowed"),
            ("checked", "approved", {"known_version": False}, "version_gone"),
            ("draft", "checked", {"today": date(2030, 1, 1)}, "incomplete"),
        ],
    )
    def test_a_step_that_is_not_right_is_refused(self, store, document, start, to, changes, rule):
        if start == "checked":
            document = self.move(store, document, "checked")
        with pytest.raises(MoveError) as refused:
            self.move(store, document, to, **changes)
        assert refused.value.rule == rule

    def test_of_two_who_approve_at_once_one_is_told(self, store, document):
        checked = self.move(store, document, "checked")
        self.move(store, checked, "approved", actor="satu")
        with pytest.raises(ConflictError) as told:
            self.move(store, checked, "approved", actor="dua")
        assert told.value.current.actor == "satu"

    def test_a_checked_plan_can_go_back(self, store, document):
        back = self.move(store, self.move(store, document, "checked"), "draft")
        assert store.save(back, actor="a", name="Lain").name == "Lain"
