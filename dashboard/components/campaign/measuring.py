"""What will be measured, by when the kecamatan report, and which villages are compared with."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from dashboard import cached, plan_view, state
from dashboard.components.campaign import saving
from dashboard.components.campaign.words import stage_words
from segments.campaign import (
    RETURN_FIELDS,
    Measure,
    Plan,
    choose_holdout,
    default_measures,
    smallest_effect,
)
from segments.export import field_words
from segments.i18n import Translator
from segments.store import Document

DAYS_TO_ANSWER = 14
USUAL_SPREAD = 20


def show_measuring(document: Document, plan: Plan) -> None:
    """Ask for measures, the day of the report and the holdout."""
    _ = state.translator()
    saving.show_lock(document)
    locked = not saving.may_edit(document)
    offered = plan.measures or _default(plan, _)
    if not plan.measures:
        st.info(
            _("Usulan ukuran sudah diisikan dari brief. Periksa, ubah bila perlu, lalu simpan."),
            icon=":material/checklist:",
        )
    key = f"{document.id}_{document.revision}"
    with st.form(f"measures_{key}", border=False):
        measures = _measures(offered, locked, key, _)
        day, villages = st.columns(2, vertical_alignment="bottom")
        usual = (plan.brief.deadline or date.today()) + timedelta(days=DAYS_TO_ANSWER)
        answer_by = day.date_input(
            _("Laporan kecamatan paling lambat"),
            plan.answer_by or usual,
            format="DD/MM/YYYY",
            disabled=locked,
        )
        with_villages = villages.checkbox(
            _("Paket memuat daftar desa (bila tidak, hanya jumlah per kecamatan)"),
            plan.with_villages,
            disabled=locked,
        )
        sent = st.form_submit_button(
            _("Simpan ukuran"), type="primary", icon=":material/save:", disabled=locked
        )
    if sent:
        changed = replace(
            plan,
            measures=measures,
            answer_by=answer_by if isinstance(answer_by, date) else None,
            with_villages=with_villages,
        )
        if saving.save_plan(document, changed, note="measures"):
            st.rerun()
    saving.show_unsaved_hint(document)
    _show_holdout(document, plan, locked, _)


def _default(plan: Plan, _: Translator) -> tuple[Measure, ...]:
    labels = (_("Kegiatan terlaksana"), _("Warga terjangkau"), _("Warga ingat pesan (dari 10)"))
    brief = plan.brief
    return default_measures(brief.outcome, brief.baseline, brief.target, labels)


def _measures(
    offered: tuple[Measure, ...], locked: bool, key: str, _: Translator
) -> tuple[Measure, ...]:
    stages, fields = stage_words(_), field_words(_)
    countable = [one.name for one in RETURN_FIELDS if one.kind == "count"]
    names = (
        _("Tahap"), _("Ukuran"), _("Angka sekarang"), _("Angka tujuan"), _("Isian laporan"),
    )  # fmt: skip
    table = pd.DataFrame(
        [
            (stages[one.stage], one.name, one.baseline, one.target, fields[one.field])
            for one in offered
        ],
        columns=list(names),
    )
    edited = st.data_editor(
        table,
        num_rows="fixed" if locked else "dynamic",
        disabled=locked,
        hide_index=True,
        placeholder="–",
        column_config={
            names[0]: st.column_config.SelectboxColumn(options=list(stages.values())),
            names[1]: st.column_config.TextColumn(width="large", max_chars=120),
            names[2]: st.column_config.NumberColumn(min_value=0),
            names[3]: st.column_config.NumberColumn(min_value=0),
            names[4]: st.column_config.SelectboxColumn(options=[fields[one] for one in countable]),
        },
        key=f"measure_rows_{key}",
    )
    stage_of = {label: stage for stage, label in stages.items()}
    field_of = {label: field for field, label in fields.items()}
    found = []
    for row in edited.itertuples(index=False):
        if isinstance(row[1], str) and row[1].strip() and row[0] in stage_of and row[4] in field_of:
            numbers = [None if pd.isna(value) else float(value) for value in row[2:4]]
            found.append(Measure(stage_of[row[0]], row[1].strip(), field_of[row[4]], *numbers))
    return tuple(found)


def _show_holdout(document: Document, plan: Plan, locked: bool, _: Translator) -> None:
    st.subheader(_("Desa pembanding"), anchor=False)
    st.markdown(
        _(
            "Sebagian desa ditunda dulu supaya perubahan di desa kampanye dapat dibandingkan. "
            "Tanpa pembanding, laporan hanya dapat berkata sebelum dan sesudah."
        )
    )
    labels = cached.segmentation().labels
    areas = cached.areas("village")
    counts = cached.cited_audience(plan.audience)
    people = plan_view.people_meant(areas, labels, plan.segments, plan.districts, counts)
    villages = areas.table.loc[people.index[people > 0], ["district_code"]]
    villages = villages.assign(segment=labels.reindex(villages.index))
    if plan.holdout:
        treated = len(villages) - len(plan.holdout)
        spread = st.number_input(
            _("Beda perubahan antardesa yang biasa (± %, asumsi)"), 1, 200, USUAL_SPREAD,
            key="usual_spread",
            help=_(
                "Berapa persen perubahan satu desa biasanya berbeda dari rata-rata desa, misalnya "
                "dari catatan posyandu tahun lalu."
            ),
        )  # fmt: skip
        effect = smallest_effect(treated, len(plan.holdout), float(spread))
        st.markdown(
            _(
                "**{held} desa pembanding**, {treated} desa kampanye. Perubahan di bawah sekitar "
                "**{effect} %** tidak dapat dibedakan dari kebetulan (peluang 80 % terlihat, taraf "
                "5 %)."
            ).format(
                held=_.number(len(plan.holdout)),
                treated=_.number(treated),
                effect=_.number(effect, 1),
            )
        )
        names = areas.table.loc[list(plan.holdout), "name"]
        with st.expander(_("Desa pembandingnya")):
            st.markdown(", ".join(names))
    with st.container(horizontal=True):
        st.button(
            _("Undi desa pembanding (15 %)") if not plan.holdout else _("Undi ulang"),
            icon=":material/casino:",
            key="draw_holdout",
            disabled=locked,
            on_click=_draw,
            args=(document, plan, villages),
        )
        if plan.holdout:
            st.button(
                _("Tanpa desa pembanding"),
                key="drop_holdout",
                disabled=locked,
                on_click=_keep,
                args=(document, replace(plan, holdout=())),
            )


def _draw(document: Document, plan: Plan, villages: pd.DataFrame) -> None:
    seed = plan.holdout_seed + 1
    held = choose_holdout(villages, seed=seed)
    _ = state.translator()
    if not held:
        state.say(_("Desanya terlalu sedikit untuk menyisihkan pembanding."))
        return
    _keep(document, replace(plan, holdout=held, holdout_seed=seed))


def _keep(document: Document, plan: Plan) -> None:
    saving.save_plan(document, plan, note="holdout")
