"""How many segments: the measures of every k, the clustergram, and what they say together."""

import pandas as pd
import streamlit as st

from dashboard import cached, grouping_words, state
from dashboard.cached.grouping import BOOTSTRAPS
from dashboard.components.long_work import WorkStep, show_long_work
from dashboard.components.refusal_words import show_refusals
from segments.i18n import Translator
from segments.typology import (
    KS,
    TERRITORY_METHODS,
    KStep,
    Recipe,
    RefusedError,
    Report,
    examine_k,
    read_scan,
    scan_table,
)


def show_k_choice(recipe: Recipe) -> None:
    """Examine every k on request, and show what is known so far."""
    _ = state.translator()
    if recipe.method in TERRITORY_METHODS:
        st.info(
            _(
                "Banyaknya wilayah kerja ditentukan oleh banyaknya tim, bukan oleh data. Atur "
                "jumlahnya pada Susun resep."
            ),
            icon=":material/groups:",
        )
        return
    try:
        show_long_work(
            [_step(recipe, k, _) for k in KS],
            key="k_scan",
            button=_("Periksa 2 sampai {most} segmen").format(most=KS[-1]),
            hint=_(
                "Tiap jumlah dihitung dari {restarts} titik awal dan diuji dengan {n} undian "
                "ulang; sekitar 10 detik."
            ).format(restarts=_.number(recipe.restarts), n=_.number(BOOTSTRAPS)),
        )
    except RefusedError as refused:
        state.end_work("k_scan")
        show_refusals(refused.refusals)
        return
    steps = [found for k in KS if (found := cached.k_step(recipe, k)) is not None]
    if steps:
        _show_found(recipe, steps, _)


def _step(recipe: Recipe, k: int, _: Translator) -> WorkStep:
    def work(report: Report) -> None:
        cached.keep_k_step(
            recipe,
            examine_k(cached.areas("village"), recipe, k, bootstraps=BOOTSTRAPS, report=report),
        )

    name = _.plural("{n} segmen", "{n} segmen", k)
    return WorkStep(name, cached.k_step(recipe, k) is not None, work)


def _show_found(recipe: Recipe, steps: list[KStep], _: Translator) -> None:
    table = scan_table(steps)
    ks = tuple(step.k for step in steps)
    if len(steps) == len(KS):
        for sentence in grouping_words.scan_sentences(read_scan(table), table, _):
            st.markdown(f"- {sentence}")
    else:
        st.caption(_("Kesimpulan menyusul setelah semua jumlah diperiksa."))
    left, right = st.columns([7, 5], gap="large")
    with left:
        st.markdown(f"**{_('Bagaimana segmen terbelah')}**")
        st.vega_lite_chart(
            cached.clustergram(recipe, ks, _.language), theme=None, key="clustergram"
        )
        st.caption(
            _(
                "Tiap bulatan satu segmen; besarnya menurut banyaknya desa, letaknya menurut "
                "perbedaan utama antardesa. Hijau: kukuh; kuning: pola saja; merah: tidak kembali "
                "saat diundi ulang. Jalur kelabu: ke mana desa berpindah."
            )
        )
    with right:
        st.vega_lite_chart(cached.k_measures(recipe, ks, _.language), theme=None, key="measures")
        st.markdown(f"**{_('Kestabilan tiap segmen (Jaccard)')}**")
        st.vega_lite_chart(
            cached.segment_stability(recipe, ks, _.language), theme=None, key="jaccard"
        )
    st.dataframe(measure_rows(table, _), hide_index=True, key="scan")


def measure_rows(table: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Write every measure of every k as a table of finished text."""
    gaps = [
        f"{_.number(row.gap, 3)} ± {_.number(row.gap_se, 3)}" if row.gap == row.gap else "–"
        for row in table.itertuples()
    ]
    return pd.DataFrame(
        {
            _("Segmen"): [int(k) for k in table.index],
            "WSS": [_.number(value, 1) for value in table["inertia"]],
            "Silhouette": [_.number(value, 3) for value in table["silhouette"]],
            "Calinski-Harabasz": [_.number(value, 1) for value in table["calinski_harabasz"]],
            "Davies-Bouldin": [_.number(value, 2) for value in table["davies_bouldin"]],
            "Gap": gaps,
            "ARI": [_.number(value, 2) for value in table["ari"]],
            _("Jaccard terendah"): [_.number(value, 2) for value in table["jaccard_min"]],
            _("Terkecil, desa"): [_.percent(v) for v in table["smallest_share"]],
            _("Terkecil, penduduk"): [_.percent(v) for v in table["smallest_people"]],
            _("Titik awal"): [_.percent(v, 0) for v in table["best_share"]],
        }
    )
