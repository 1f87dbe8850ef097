"""Answers taken in, from a file or made up for practice; and the mark of those."""

import pandas as pd
import streamlit as st

from dashboard import cached, state, survey_data, survey_view
from dashboard.components import plain_rows
from geodata.uploads import UploadError, read_records
from segments.audience import (
    MARK,
    SurveyError,
    load_questionnaire,
    read_answers,
    simulated_answers,
)
from segments.i18n import Translator
from segments.store import ConflictError


def show_mark() -> None:
    """Say on every screen that the answers are made up."""
    _ = state.translator()
    found = cached.survey()
    if found is not None and found.simulated:
        st.warning(
            _("**{mark}.** Jawaban ini dibuat komputer dari asumsi untuk latihan; tidak ada warga "
              "yang ditanya.").format(mark=MARK),
            icon=":material/science:",
        )  # fmt: skip


def show_answers() -> None:
    """Take answers in, from a file or made up for practice."""
    _ = state.translator()
    found = cached.survey()
    if found is not None:
        st.markdown(
            _("Survei yang dipakai: **{name}**, {n} responden.").format(
                name=found.name, n=_.number(len(found.answers))
            )
        )
        st.button(
            _("Lepas survei ini"),
            icon=":material/undo:",
            key="stop_survey",
            disabled=not state.actor().may_plan,
            on_click=_stop,
        )
    uploaded = st.file_uploader(
        _("Ekspor Kobo atau ODK (Excel atau CSV)"), type=["xlsx", "csv"], key="survey_upload"
    )
    if uploaded is None:
        _show_simulated(_)
        return
    try:
        taken = read_answers(
            read_records(uploaded.getvalue(), uploaded.name),
            cached.areas("district").table["name"].to_dict(),
            cached.areas("village").table["name"].to_dict(),
        )
    except UploadError as fault:
        st.error(str(fault), icon=":material/block:")
        st.caption(_("Berkas ditolak sebelum disimpan. Tidak ada yang berubah."))
        return
    except SurveyError as fault:
        st.error(survey_view.refusal(fault, _), icon=":material/block:")
        if len(fault.problems):
            plain_rows.show_rows(survey_view.problem_rows(fault.problems.head(100), _))
        return
    st.success(
        _("Terbaca {n} responden.").format(n=_.number(len(taken.frame))), icon=":material/groups:"
    )
    if taken.absent:
        labels = {one.name: one.label(_.language) for one in load_questionnaire()}
        names = "; ".join(labels[name] for name in taken.absent)
        st.caption(_("Tidak ada di berkas: {names}.").format(names=names))
    if len(taken.problems):
        st.warning(
            _.plural(
                "{n} jawaban tidak diambil.", "{n} jawaban tidak diambil.", len(taken.problems)
            ),
            icon=":material/rule:",
        )
        plain_rows.show_rows(survey_view.problem_rows(taken.problems.head(200), _), height=220)
    name = st.text_input(_("Nama survei"), value=uploaded.name.rsplit(".", 1)[0], max_chars=80)
    needed = {"district", "sex", "age", "education"} - set(taken.frame)
    if needed:
        st.error(
            _("Kecamatan, jenis kelamin, umur, dan pendidikan harus ada di berkas."),
            icon=":material/error:",
        )
    st.button(
        _("Simpan dan pakai survei ini"),
        type="primary",
        icon=":material/save:",
        key="save_survey",
        disabled=bool(needed) or not state.actor().may_plan or not name.strip(),
        on_click=_save,
        args=(taken.frame, name.strip(), False),
    )


def _show_simulated(_: Translator) -> None:
    with st.container(border=True):
        st.markdown(
            _("Belum ada survei? Coba dengan 2.000 jawaban **buatan**. Semua layar akan bertanda "
              "*{mark}*.").format(mark=MARK)
        )  # fmt: skip
        st.button(
            _("Pakai data simulasi"),
            icon=":material/science:",
            key="use_simulated",
            disabled=not state.actor().may_plan,
            on_click=_simulate,
        )


def _simulate() -> None:
    _save(simulated_answers(cached.joint()), MARK, True)


def _save(answers: pd.DataFrame, name: str, simulated: bool) -> None:  # noqa: FBT001
    _ = state.translator()
    try:
        survey_data.save_survey(
            cached.store(), answers, name, simulated=simulated, actor=state.actor().signature
        )
    except ConflictError:
        state.say(_("Rekan lain baru saja mengganti pengaturan. Muat ulang, lalu coba lagi."))
        return
    state.say(_("Survei “{name}” tersimpan dan dipakai.").format(name=name))


def _stop() -> None:
    _ = state.translator()
    try:
        survey_data.stop_survey(cached.store(), actor=state.actor().signature)
    except ConflictError:
        state.say(_("Rekan lain baru saja mengganti pengaturan. Muat ulang, lalu coba lagi."))
        return
    state.say(_("Tidak ada survei yang dipakai. Simpanannya tetap ada."))
