"""Whether other methods find the same segments."""

from dataclasses import replace

import streamlit as st

from dashboard import cached, grouping_charts, grouping_words, state
from dashboard.components.long_work import WorkStep, show_long_work
from dashboard.components.refusal_words import show_refusals
from segments.i18n import Translator
from segments.typology import (
    ALL_METHODS,
    Recipe,
    RefusedError,
    Report,
    Segmentation,
    agreement_table,
    segment,
)

# Enough to compare with; a mixture takes a hundred times as long as k-means.
MOST_RESTARTS = 20
BOOTSTRAPS = 20


def show_method_agreement(recipe: Recipe) -> None:
    """Group by every method on request, and compare them pair by pair."""
    _ = state.translator()
    recipes = {method: _with_method(recipe, method) for method in ALL_METHODS}
    try:
        show_long_work(
            [_step(one, recipe, _) for one in recipes.values()],
            key="methods",
            button=_("Bandingkan semua cara"),
            hint=_("Lima cara dengan ciri dan jumlah segmen yang sama; sekitar 15 detik."),
        )
    except RefusedError as refused:
        state.end_work("methods")
        show_refusals(refused.refusals)
        return
    names = {
        method: words.split(" (")[0] for method, words in grouping_words.method_words(_).items()
    }
    names |= {"ward_contiguous": _("Menyambung"), "ward_balanced": _("Seimbang")}
    found = {method: _known(one, recipe) for method, one in recipes.items()}
    done = {method: one for method, one in found.items() if one is not None}
    if len(done) < 2:
        return
    table = agreement_table({names[method]: one.labels for method, one in done.items()})
    left, right = st.columns([7, 5], gap="large")
    with left:
        st.vega_lite_chart(grouping_charts.agreement(table, _), theme=None, key="agreement")
    with right:
        st.markdown(
            _(
                "Kesepakatan (ARI) antarcara: 1 berarti sama persis, 0 berarti tidak lebih dari "
                "kebetulan. Yang paling kukuh saat desa diundi ulang: {method}."
            ).format(method=_most_stable(done, names))
        )
        lines = [
            _line(names[method], one.diagnostics.get("ari"), _) for method, one in done.items()
        ]
        st.markdown("\n".join(lines))
        st.caption(
            _(
                "Wilayah menyambung dan wilayah seimbang adalah wilayah kerja, bukan jenis tempat; "
                "kesepakatannya memang rendah."
            )
        )


def _with_method(recipe: Recipe, method: str) -> Recipe:
    if method == recipe.method:
        return recipe
    return replace(recipe, method=method, restarts=min(recipe.restarts, MOST_RESTARTS))


def _step(recipe: Recipe, own: Recipe, _: Translator) -> WorkStep:
    def work(report: Report) -> None:
        if recipe == own:
            cached.compute_grouping(recipe, report)
        else:
            places = cached.areas("village")
            found = segment(places, recipe, bootstraps=BOOTSTRAPS, report=report)
            cached.keep_compared(recipe, found)

    words = grouping_words.method_words(_)[recipe.method].split(" (")[0]
    return WorkStep(words, _known(recipe, own) is not None, work, given=recipe == own)


def _known(recipe: Recipe, own: Recipe) -> Segmentation | None:
    return cached.grouping(recipe) if recipe == own else cached.compared(recipe)


def _most_stable(done: dict[str, Segmentation], names: dict[str, str]) -> str:
    tested = {
        method: one.diagnostics["ari"] for method, one in done.items() if "ari" in one.diagnostics
    }
    return names[max(tested, key=lambda method: tested[method])] if tested else "–"


def _line(name: str, ari: float | None, _: Translator) -> str:
    if ari is None:
        return f"- {name}: " + _("wilayah tidak diundi ulang")
    return f"- {name}: " + _("kembali {ari} saat diundi ulang").format(ari=_.number(ari, 2))
