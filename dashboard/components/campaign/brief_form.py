"""The brief: what is wrong, what residents should do, by when, with how much."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import cached, plan_charts, plan_view, state
from dashboard.components.campaign import saving
from dashboard.components.campaign.words import check_words, stakeholder_words, term_words
from segments.campaign import Brief, Plan, Step, check_brief
from segments.i18n import Translator
from segments.store import Document

SMART = ("S", "M", "A", "R", "T")


def show_brief(document: Document, plan: Plan) -> None:
    """Ask for the brief, check it, and draw its timeline."""
    _ = state.translator()
    saving.show_lock(document)
    _show_earlier(document, plan, _)
    brief, locked = plan.brief, not saving.may_edit(document)
    key = f"{document.id}_{document.revision}"
    with st.form(f"brief_{key}", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            changed = _why(brief, locked, _)
        with right:
            changed |= _how_much(brief, locked, _)
        st.markdown(f"**{_('Tokoh dan lembaga yang diajak')}**")
        stakeholders = _stakeholders(brief, locked, _)
        st.markdown(f"**{_('Linimasa')}**")
        steps = _steps(brief, locked, key, _)
        sent = st.form_submit_button(
            _("Simpan brief"), type="primary", icon=":material/save:", disabled=locked
        )
    if sent:
        found = Brief(**changed, stakeholders=stakeholders, steps=steps)
        if saving.save_plan(document, replace(plan, brief=found), note="brief"):
            st.rerun()
    saving.show_unsaved_hint(document)
    _show_checks(brief, _)
    if brief.steps:
        st.vega_lite_chart(
            plan_charts.timeline(brief.steps, term_words(_), _), theme=None, key="timeline"
        )


def _why(brief: Brief, locked: bool, _: Translator) -> dict[str, Any]:
    area = {"disabled": locked, "max_chars": 1_000, "height": 80}
    return {
        "issue": st.text_area(_("Masalah"), brief.issue, **area),
        "behaviour": st.text_area(
            _("Satu tindakan yang diharapkan dari warga"), brief.behaviour, **area
        ),
        "must_include": st.text_area(
            _("Yang wajib disebut dalam pesan"), brief.must_include, **area
        ),
        "strategy": st.text_area(_("Cara kerja yang dipilih"), brief.strategy, **area),
    }


def _how_much(brief: Brief, locked: bool, _: Translator) -> dict[str, Any]:
    outcome = st.text_input(
        _("Hasil yang dihitung"),
        brief.outcome,
        placeholder=_("misalnya kunjungan balita ke posyandu"),
        disabled=locked,
    )
    now, goal, unit = st.columns(3)
    baseline = now.number_input(
        _("Angka sekarang"), value=brief.baseline, min_value=0.0, disabled=locked, format="%g"
    )
    target = goal.number_input(
        _("Angka tujuan"), value=brief.target, min_value=0.0, disabled=locked, format="%g"
    )
    measured = unit.text_input(_("Satuan"), brief.unit, disabled=locked)
    first, last = st.columns(2)
    start = first.date_input(_("Mulai"), brief.start, format="DD/MM/YYYY", disabled=locked)
    end = last.date_input(_("Tanggal selesai"), brief.deadline, format="DD/MM/YYYY",
                          disabled=locked)  # fmt: skip
    budget = st.number_input(
        _("Anggaran (rupiah)"),
        value=brief.budget or None,
        step=1_000_000,
        disabled=locked,
        placeholder="50000000",
    )
    return {
        "outcome": outcome,
        "unit": measured,
        "baseline": baseline,
        "target": target,
        "start": start if isinstance(start, date) else None,
        "deadline": end if isinstance(end, date) else None,
        "budget": int(budget or 0),
    }


def _stakeholders(brief: Brief, locked: bool, _: Translator) -> dict[str, str]:
    words = stakeholder_words(_)
    found = {}
    for place, (kind, label) in zip(st.columns(len(words)), words.items(), strict=True):
        found[kind] = place.text_input(
            label,
            brief.stakeholders.get(kind, ""),
            placeholder=_("lembaga atau jabatan"),
            max_chars=120,
            disabled=locked,
        )
    return found


def _steps(brief: Brief, locked: bool, key: str, _: Translator) -> tuple[Step, ...]:
    words = term_words(_)
    terms = {label: term for term, label in words.items()}
    task, owner, start, end, term = (
        _("Kegiatan"), _("Pelaksana"), _("Mulai"), _("Selesai"), _("Jangka"),
    )  # fmt: skip
    table = pd.DataFrame(
        [(one.task, one.owner, one.start, one.end, words[one.term]) for one in brief.steps],
        columns=[task, owner, start, end, term],
    )
    edited = st.data_editor(
        table,
        num_rows="fixed" if locked else "dynamic",
        disabled=locked,
        hide_index=True,
        placeholder="–",
        column_config={
            task: st.column_config.TextColumn(width="large", max_chars=160),
            owner: st.column_config.TextColumn(max_chars=80),
            start: st.column_config.DateColumn(format="DD/MM/YYYY"),
            end: st.column_config.DateColumn(format="DD/MM/YYYY"),
            term: st.column_config.SelectboxColumn(options=list(terms)),
        },
        key=f"steps_{key}",
    )
    found = []
    for row in edited.itertuples(index=False):
        if not isinstance(row[0], str) or not row[0].strip() or pd.isna(row[2]) or pd.isna(row[3]):
            continue
        first, last = (pd.Timestamp(day).date() for day in row[2:4])
        who = row[1] if isinstance(row[1], str) else ""
        found.append(Step(row[0].strip(), who, first, last, terms.get(row[4], "short")))
    return tuple(found)


def _show_checks(brief: Brief, _: Translator) -> None:
    checks = check_brief(brief, today=date.today())
    if not checks:
        st.success(_("Brief lengkap menurut SMART."), icon=":material/task_alt:")
        return
    words = check_words(_)
    names = {
        "S": _("Spesifik"),
        "M": _("Terukur"),
        "A": _("Dapat dicapai"),
        "R": _("Relevan"),
        "T": _("Berbatas waktu"),
    }
    st.markdown(f"**{_('Pemeriksaan SMART')}**")
    lines = [
        f"* **{names[check.part]}**{' (' + _('wajib') + ')' if check.blocks else ''}: "
        f"{words[check.code]}"
        for part in SMART
        for check in checks
        if check.part == part
    ]
    st.markdown("\n".join(lines))


def _show_earlier(document: Document, plan: Plan, _: Translator) -> None:
    """Offer campaigns on something similar, and what was learnt from all."""
    lessons = cached.store().find("lesson", state="accepted", limit=5)
    notes = [(one.name, note) for one in lessons for note in one.body.get("notes", ())]
    similar = plan_view.similar_plans(
        plan, [row for row in cached.finished_plans() if row[0] != document.id]
    )
    if not notes and not similar:
        return
    with st.expander(_("Kampanye serupa dan pelajarannya"), icon=":material/school:"):
        for one, name in similar:
            st.button(
                name,
                type="tertiary",
                icon=":material/flag:",
                key=f"similar_{one}",
                on_click=state.update,
                kwargs={"plan": one, "step": "review"},
            )
        for name, note in notes:
            st.markdown(f"* {note} ({name})".replace("$", "\\$"))
