"""What would change if the question were put differently."""

import pandas as pd
import streamlit as st

from dashboard import cached, grouping_charts, grouping_words, state
from dashboard.components.long_work import WorkStep, show_long_work
from dashboard.components.refusal_words import column_words, show_refusals
from segments.i18n import Translator
from segments.typology import (
    LevelComparison,
    Recipe,
    RefusedError,
    Report,
    Segmentation,
    Trial,
    compare_levels,
    plan_trials,
    try_change,
)


def show_sensitivity(recipe: Recipe) -> None:
    """Change the recipe one thing at a time on request, and count what moves."""
    _ = state.translator()
    found = cached.grouping(recipe)
    if found is None:
        st.info(_("Hitung dulu resep ini pada Susun resep, bagian Hasil."), icon=":material/tune:")
        return
    trials = plan_trials(recipe)
    steps = [_trial_step(found, trial, _) for trial in trials] + [_level_step(found, _)]
    try:
        show_long_work(
            steps,
            key="trials",
            button=_("Uji {n} perubahan").format(n=_.number(len(steps))),
            hint=_(
                "Tiap ciri dikeluarkan sekali, bobot sudut pandang, angka awal, dan cara hitung "
                "diganti, lalu kecamatan dikelompokkan sendiri; sekitar setengah menit."
            ),
        )
    except RefusedError as refused:
        state.end_work("trials")
        show_refusals(refused.refusals)
    answers = [cached.trial(recipe, trial.recipe) for trial in trials]
    done = [answer for answer in answers if answer is not None]
    if done:
        names = [grouping_words.trial_words(answer.trial, cached.codebook(), _) for answer in done]
        _show_summary(done, names, _)
        st.vega_lite_chart(grouping_charts.trials(done, names, _), theme=None, key="trials_chart")
    levels = cached.levels(recipe)
    if levels is not None:
        _show_levels(levels, _)


def _trial_step(found: Segmentation, trial: Trial, _: Translator) -> WorkStep:
    def work(report: Report) -> None:
        report(0.0)
        made = try_change(cached.areas("village"), trial, found.labels)
        cached.keep_trial(found.recipe, made)

    done = cached.trial(found.recipe, trial.recipe) is not None
    return WorkStep(grouping_words.trial_words(trial, cached.codebook(), _), done, work)


def _level_step(found: Segmentation, _: Translator) -> WorkStep:
    def work(report: Report) -> None:
        report(0.0)
        made = compare_levels(
            cached.areas("village"), cached.areas("district"), found.recipe, found.labels
        )
        cached.keep_levels(found.recipe, made)

    name = _("kecamatan dikelompokkan sendiri")
    return WorkStep(name, cached.levels(found.recipe) is not None, work)


def _show_summary(answers: list, names: list[str], _: Translator) -> None:
    known = pd.Series([answer.ari for answer in answers], index=names).dropna()
    if known.empty:
        return
    st.markdown(
        _(
            "**Separuh perubahan menyisakan kesepakatan {median} atau lebih.** Yang paling "
            "mengubah hasil: {worst} ({ari}). Kesepakatan di bawah 0,60 berarti pertanyaannya "
            "menjadi lain, bukan hasilnya salah."
        ).format(
            median=_.number(known.median(), 2), worst=known.idxmin(), ari=_.number(known.min(), 2)
        )
    )


def _show_levels(levels: LevelComparison, _: Translator) -> None:
    st.subheader(_("Kecamatan dibandingkan dengan desanya"), anchor=False)
    same = int((levels.labels == levels.majority).sum())
    st.markdown(
        _(
            "Bila 40 kecamatan dikelompokkan sendiri dengan resep yang sama, kesepakatannya dengan "
            "segmen mayoritas penduduk desanya {ari}; {same} kecamatan jatuh di segmen yang sama. "
            "Rata-rata {share} penduduk kecamatan tinggal di segmen mayoritasnya, jadi satu label "
            "untuk satu kecamatan menyembunyikan sisanya. Karena itu aplikasi ini mengelompokkan "
            "desa, bukan kecamatan."
        ).format(
            ari=_.number(levels.ari, 2),
            same=_.number(same),
            share=_.percent(levels.majority_share.mean(), 0),
        )
    )
    if levels.left_out:
        names = ", ".join(column_words(name, _) for name in levels.left_out)
        st.caption(_("Tidak tersedia per kecamatan: {names}.").format(names=names))
    districts = cached.areas("district").table
    rows = pd.DataFrame(
        {
            _("Kecamatan"): districts["name"].reindex(levels.labels.index),
            _("Segmen kecamatan"): levels.labels,
            _("Segmen mayoritas desa"): levels.majority,
            _("Penduduk di segmen mayoritas"): [_.percent(v, 0) for v in levels.majority_share],
            _("Keragaman (0–1)"): [_.number(value, 2) for value in levels.entropy],
        }
    )
    st.dataframe(rows, hide_index=True, height=300, key="levels")
