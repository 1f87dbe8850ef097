"""Limits of a plan, and attempts to get round them."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from segments.advice import Adaptation, MessageSet
from segments.campaign import (
    Brief,
    Measure,
    MoveError,
    Plan,
    Step,
    check_plan,
    missing_parts,
    move_plan,
    plan_to_body,
)
from segments.store import open_store

DAY = date(2026, 12, 1)
MESSAGE = "Bawa balita ke posyandu setiap bulan."


def plan_with(where: str, text: str) -> Plan:
    """Write a text into one of the places that somebody can type in."""
    if where == "step":
        return Plan(brief=Brief(steps=(Step(text, "", DAY, DAY),)))
    if where == "owner":
        return Plan(brief=Brief(steps=(Step("Siaran", text, DAY, DAY),)))
    if where == "stakeholder":
        return Plan(brief=Brief(stakeholders={"groups": text}))
    if where == "measure":
        return Plan(measures=(Measure("outcome", text, "after"),))
    if where == "core":
        return Plan(messages=MessageSet(text))
    if where == "form":
        return Plan(messages=MessageSet(MESSAGE, (Adaptation("whatsapp", text, edited=True),)))
    if where == "detail":
        return Plan(messages=MessageSet(MESSAGE, details={"langkah": text}))
    return Plan(brief=Brief(**{where: text}))


PLACES = (
    *("issue", "behaviour", "outcome", "must_include", "strategy", "stakeholder", "step", "owner"),
    *("measure", "core", "form", "detail"),
)


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dipakai untuk menentukan penerima bansos di desa", "basis_for_aid"),
        ("Dukung paslon nomor urut satu", "electoral"),
        ("Kegiatan ini khusus untuk umat Islam saja", "group_criterion"),
    ],
)
def test_a_limit_holds_wherever_it_is_typed(where, text, code):
    assert code in check_plan(plan_with(where, text))


@pytest.mark.parametrize(
    "text",
    [
        "Daftar penerima bantuan langsung dari segmen D",
        "Kriteria bansos: tinggal di segmen E",
        "MENENTUKAN siapa yang dapat B4NSOS",
        "menentukan penerima b a n s o s",
        "menentukan penerima ban\u200bsos",
        "Warga segmen B: bantuan mereka dicabut",
        "Seleksi kelayakan keluarga untuk PKH",
    ],
)
def test_a_plan_is_never_a_basis_for_aid(text):
    assert "basis_for_aid" in check_plan(plan_with("strategy", text))


@pytest.mark.parametrize(
    "text",
    ["P1LKADA damai bersama petahana", "naikkan elektabilitas", "c.o.b.l.o.s nomor dua", "Cаleg"],
)
def test_a_plan_serves_no_election(text):
    assert "electoral" in check_plan(plan_with("strategy", text))


@pytest.mark.parametrize(
    "text",
    [
        "Cara mengurus bantuan hukum di kantor desa",
        "Jelaskan jadwal penyaluran bansos dan tempat bertanya",
        "Periksa nama Anda di daftar pemilih di kantor desa sebelum pemilu",
        "Majelis taklim dan pengajian menjadi tempat bertemu",
        "Pemilihan waktu siaran mengikuti jadwal posyandu",
    ],
)
def test_ordinary_service_stays_possible(text):
    assert check_plan(plan_with("strategy", text)) == ()


def test_names_of_officials_are_refused_in_the_election_period_only():
    plan = plan_with("strategy", "Sambutan Bupati Rahmat di balai desa")
    assert "official_in_election" not in check_plan(plan)
    assert "official_in_election" in check_plan(replace(plan, election=True))


def test_personal_numbers_stay_out():
    assert "personal_data" in check_plan(plan_with("issue", "Warga 3201014107900001 tidak datang"))


def test_a_message_that_must_be_mended_keeps_the_plan_back():
    assert "message_must_be_mended" in check_plan(
        plan_with("core", "Terbukti menurunkan 40 persen.")
    )


@pytest.mark.parametrize(("people", "refused"), [([60, 39], True), ([60, 40], False)])
def test_a_plan_for_too_few_is_refused(people, refused):
    found = check_plan(Plan(), people=pd.Series(people))
    assert ("too_few_people" in found) is refused


def test_what_oversteps_a_limit_cannot_be_checked_nor_approved(tmp_path):
    plan = plan_with("strategy", "Dasar penetapan penerima bansos")
    assert "basis_for_aid" in missing_parts(plan, today=DAY)
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    for state, to in (("draft", "checked"), ("checked", "approved")):
        # Written past the page, straight into the store.
        document = store.create("plan", "x", plan_to_body(plan), actor="a", state=state)
        with pytest.raises(MoveError) as refused:
            move_plan(store, document, to, actor="a", may_approve=True, today=DAY)
        assert refused.value.rule == "incomplete"
    store.engine.dispose()
