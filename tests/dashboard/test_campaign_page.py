"""The campaign page: from an empty list to an approved plan, and what it refuses."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard import cached, plan_view
from segments.advice import MessageSet
from segments.audience import cite
from segments.campaign import (
    Brief,
    Plan,
    ReachRange,
    SpendingRules,
    Variant,
    default_measures,
    plan_from_body,
    plan_to_body,
)
from segments.i18n import Translator
from segments.store import FrozenError
from tests.dashboard.test_pages import open_page, words

PAGE = "app_pages/campaign.py"
TODAY = date.today()
VILLAGES = ("32.01.01.1001", "32.01.01.1002")


def whole_plan(**changes):
    lines = pd.DataFrame(
        {
            "channel": ["posyandu", "posyandu"],
            "village_code": list(VILLAGES),
            "cost": [1e6, 1e6],
            "low": [0.1, 0.1],
            "mid": [0.2, 0.2],
            "high": [0.3, 0.3],
            "people": [10_000.0, 5_000.0],
        }
    )
    variant = Variant(
        "A", 3e6, ("posyandu",), SpendingRules(), 1, lines, ReachRange(1_500, 3_000, 4_500), 2e6,
        0.0, "optimal", 0.0, 3_000.0, {}, ((1.5e6, 2_000.0), (3e6, 3_000.0)),
    )  # fmt: skip
    plan = Plan(
        brief=Brief(
            issue="Balita jarang ditimbang",
            behaviour="Membawa balita ke posyandu setiap bulan",
            deadline=TODAY + timedelta(days=90),
            budget=3_000_000,
        ),
        version=cached.segmentation().version,
        edition=cached.edition(),
        districts=("32.01.01",),
        messages=MessageSet("Bawa balita ke posyandu setiap bulan."),
        measures=default_measures("kunjungan balita", 40, 46, ("a", "b", "c")),
        answer_by=TODAY + timedelta(days=100),
    ).with_variant(variant)
    return replace(plan, **changes)


@pytest.fixture
def saved():
    """Save plans, and put them away afterwards."""
    made = []

    def save(plan, *, name="Ayo ke posyandu", state="draft"):
        document = cached.store().create("plan", name, plan_to_body(plan), actor="a", state=state)
        made.append(document.id)
        return document

    yield save
    for one in made:
        with suppress(FrozenError):  # what was approved stays
            cached.store().delete(cached.store().get(one), actor="test")


def button(app, key):
    return next(one for one in app.button if one.key == key)


def as_role(app, role):
    next(one for one in app.radio if one.key == "actor_role").set_value(role)
    return app.run()


def test_a_campaign_is_begun_with_a_name():
    app = open_page(PAGE)
    begin = next(one for one in app.button if one.label == "Buat kampanye")
    begin.click().run()
    assert "Beri nama dulu" in app.error[0].value
    app.text_input[1].set_value("Cuci tangan")
    next(one for one in app.button if one.label == "Buat kampanye").click().run()
    assert not app.exception
    assert "Cuci tangan" in words(app)
    assert "Tuliskan masalahnya." in words(app)
    made = cached.store().find("plan", text="Cuci tangan")
    assert app.query_params["plan"] == made[0].id
    cached.store().delete(made[0], actor="test")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("step", ["brief", "money", "message", "measures", "review"])
def test_every_step_of_a_plan_opens_and_survives_a_reload(saved, step, language):
    document = saved(whole_plan(holdout=(VILLAGES[0],)))
    app = open_page(PAGE, plan=document.id, step=step, lang=language)
    assert not app.exception
    assert not app.error
    assert document.id in words(app)


def test_a_plan_is_checked_and_approved_and_then_frozen(saved):
    document = saved(whole_plan())
    app = open_page(PAGE, plan=document.id, step="review")
    button(app, "move_checked").click().run()
    assert button(app, "move_approved").disabled
    app = as_role(app, "approver")
    button(app, "move_approved").click().run()
    stored = cached.store().get(document.id)
    assert (stored.state, stored.frozen) == ("approved", True)
    assert "Rencana kini: Disetujui." in words(app)
    links = {one.proto.label for one in app.get("page_link")}
    assert "Ke Paket kecamatan" in links
    app.query_params["step"] = "brief"
    app.run()
    assert "isinya beku" in words(app)


def test_of_two_who_approve_the_second_is_told_who_was_first(saved):
    document = saved(whole_plan(), state="checked")
    app = as_role(open_page(PAGE, plan=document.id, step="review"), "approver")
    cached.store().save(document, actor="Kabid IKP", state="approved", frozen=True)
    button(app, "move_approved").click().run()
    assert "Kabid IKP lebih dulu" in words(app)


def test_a_plan_whose_version_is_gone_is_not_approved_and_says_so(saved):
    document = saved(whole_plan(version="f" * 16), state="checked")
    app = as_role(open_page(PAGE, plan=document.id, step="review"), "approver")
    button(app, "move_approved").click().run()
    assert "sudah tidak ada" in words(app)
    assert cached.store().get(document.id).state == "checked"


def test_a_plan_that_oversteps_a_limit_cannot_be_handed_in(saved):
    plan = whole_plan()
    brief = replace(plan.brief, strategy="Dipakai menentukan penerima bansos")
    document = saved(replace(plan, brief=brief))
    app = open_page(PAGE, plan=document.id, step="review")
    assert "menentukan penerima bantuan" in app.warning[0].value
    assert button(app, "move_checked").disabled


def test_an_admin_of_a_kecamatan_sees_the_plans_of_that_kecamatan_only(saved):
    own = saved(whole_plan(districts=("32.01.02",)), name="Untuk Gunungputri")
    other = saved(whole_plan(), name="Untuk Cibinong")
    app = as_role(open_page(PAGE), "district")
    next(one for one in app.selectbox if one.key == "actor_district").set_value("32.01.02")
    app.run()
    offered = next(one for one in app.selectbox if one.key == "plan_to_open").options
    assert offered == [own.name]
    app.query_params["plan"] = other.id
    app.run()
    assert "untuk kecamatan lain" in app.warning[0].value
    assert other.id not in words(app)


def test_floors_that_cannot_be_met_are_a_sentence_and_keep_the_plan(saved):
    document = saved(whole_plan())
    app = open_page(PAGE, plan=document.id, step="money")
    floor = next(one for one in app.number_input if "per kecamatan" in one.label)
    floor.set_value(90)
    next(one for one in app.button if one.label == "Hitung").click().run()
    assert "Batas pemerataan tidak dapat dipenuhi" in app.error[0].value
    assert "Cibinong" in app.error[0].value
    assert cached.store().get(document.id).revision == document.revision


def test_a_budget_of_nothing_is_a_sentence(saved):
    document = saved(whole_plan())
    app = open_page(PAGE, plan=document.id, step="money")
    next(one for one in app.number_input if "Anggaran" in one.label).set_value(-5.0)
    next(one for one in app.button if one.label == "Hitung").click().run()
    assert "lebih dari nol rupiah" in app.error[0].value


def test_a_budget_is_worked_out_and_saved(saved):
    document = saved(replace(whole_plan(), variants=(), chosen=""))
    app = open_page(PAGE, plan=document.id, step="money")
    next(one for one in app.button if one.label == "Hitung").click().run()
    assert not app.exception
    assert not app.error
    found = plan_from_body(cached.store().get(document.id).body)
    assert found.variant.reach.mid > 0
    assert found.variant.cost <= 3_000_000
    assert found.version == cached.segmentation().version


def test_closed_campaigns_on_the_same_subject_are_offered(saved):
    old = saved(whole_plan(), name="Posyandu 2025", state="closed")
    document = saved(whole_plan())
    app = open_page(PAGE, plan=document.id)
    assert button(app, f"similar_{old.id}").label == "Posyandu 2025"
    strange = Plan(brief=Brief(issue="Pohon tumbang", behaviour="Laporkan jalan rusak"))
    assert plan_view.similar_plans(strange, cached.finished_plans()) == ()


def test_the_villages_to_compare_with_are_not_counted_as_reached():
    plan = whole_plan(holdout=(VILLAGES[0],))
    people = pd.Series([10_000.0, 5_000.0], index=list(VILLAGES))
    assert plan_view.people_after_holdout(plan, plan.variant, people).mid == pytest.approx(1_000)


def test_a_stored_plan_that_cannot_be_read_is_a_sentence():
    document = cached.store().create("plan", "Rusak", {"brief": 3}, actor="a")
    app = open_page(PAGE, plan=document.id)
    assert not app.exception
    assert "tidak dapat dibaca" in app.error[0].value
    cached.store().delete(document, actor="test")


def test_segments_are_sorted_by_size_and_need_with_lines_that_move(saved):
    app = open_page(PAGE, plan=saved(whole_plan()).id, step="money")
    next(one for one in app.toggle if one.key == "show_quadrants").set_value(True)
    app.run()
    assert not app.exception
    needs = next(one for one in app.selectbox if one.key == "need_column").options
    assert len(needs) > 20
    assert not [one for one in needs if "agama" in one.lower() or "islam" in one.lower()]
    next(one for one in app.number_input if one.key == "need_from").set_value(200)
    app.run()
    assert not app.exception
    advice = cached.quadrant_rows("share_elderly", True, 0.2, 1e9, "id")["advice"]
    assert set(advice) <= {
        "Kanal luas yang murah: banyak warga, kurang perlu",
        "Cukup informasi umum",
        "Angkanya tidak ada",
    }


def test_firm_are_only_kecamatan_that_are_in_the_plan():
    variant = replace(
        whole_plan().variant,
        firmness={"posyandu|32.01.01": 0.9, "posyandu|32.01.02": 1.0, "radio|32.01.01": 1.0},
    )
    districts = pd.Series("Cibinong", index=list(VILLAGES))
    rows = plan_view.line_rows(variant, {}, districts, Translator("id"))
    assert rows["Kecamatan yang kuat"].tolist() == ["1 dari 1"]


@pytest.fixture
def teachers():
    """Save an audience, and put it away afterwards."""
    document = cached.store().create(
        "audience", "Para guru", {"occupations": ["teacher"]}, actor="a", state=""
    )
    yield document
    found = cached.store().get(document.id)
    if not found.deleted:
        cached.store().delete(found, actor="test")


def test_a_plan_for_an_audience_counts_its_people_only(saved, teachers):
    document = saved(replace(whole_plan(), variants=(), chosen="", districts=()))
    app = open_page(PAGE, plan=document.id, step="money")
    audience = next(one for one in app.selectbox if one.label == "Khalayak")
    audience.set_value(cite(teachers.id, teachers.revision))
    next(one for one in app.button if one.label == "Hitung").click().run()
    assert not app.error
    changed = cached.store().get(document.id)
    plan = plan_from_body(changed.body)
    assert plan.audience == cite(teachers.id, teachers.revision)
    assert 0 < plan.variants[0].reach.mid <= 35_830


def test_a_plan_keeps_its_audience_when_that_is_changed_later(saved, teachers):
    plan = replace(whole_plan(), audience=cite(teachers.id, teachers.revision))
    document = saved(plan)
    cached.store().save(teachers, actor="b", body={"occupations": ["nurse"]})
    app = open_page(PAGE, plan=document.id, step="money")
    audience = next(one for one in app.selectbox if one.label == "Khalayak")
    assert audience.value == plan.audience
    assert "seperti saat rencana dibuat" in audience.options[audience.index]
    assert cached.cited_audience(plan.audience)["mid"].sum() == pytest.approx(35_830)


def test_a_plan_whose_audience_is_gone_says_so_and_counts_nobody_else(saved):
    document = saved(replace(whole_plan(), audience="nothere123@1"))
    for step in ("money", "measures", "review"):
        app = open_page(PAGE, plan=document.id, step=step)
        assert not app.exception
        assert "tidak dapat ditemukan" in app.error[0].value
    button(app, "drop_cited_audience").click().run()
    assert not app.error
    plan = plan_from_body(cached.store().get(document.id).body)
    assert (plan.audience, plan.variants) == ("", ())
