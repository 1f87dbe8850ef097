"""Choose the columns and the settings of a recipe."""

import streamlit as st

from dashboard import cached, figures, grouping_words, state
from dashboard.components.recipe_sources import show_recipe_sources
from dashboard.components.refusal_words import column_words, show_refusals
from dashboard.recipe_draft import RecipeDraft, draft_of
from segments.i18n import Translator
from segments.typology import PLACES_PER_COLUMN, RefusedError

MOST_SEGMENTS = 12
MOST_STARTS = 1000
MOST_SEED = 9999


def show_recipe_head() -> None:
    """Say what the recipe is now, with a step back and a way to the published one."""
    _ = state.translator()
    draft = state.recipe_draft()
    published = draft_of(cached.segmentation().recipe)
    same = draft.complete and draft.recipe() == published.recipe()
    words, undo, reset, saved = st.columns([6, 2, 3, 3], vertical_alignment="center")
    method = grouping_words.method_words(_)[draft.method].split(" (")[0]
    words.markdown(
        _("**{n} ciri · {k} segmen · {method}.** {note}").format(
            n=_.number(len(draft.features)),
            k=_.number(draft.k),
            method=method,
            note=_("Sama dengan versi yang dipakai.")
            if same
            else _("Berbeda dari versi yang dipakai."),
        )
    )
    undo.button(
        _("Urungkan"),
        icon=":material/undo:",
        key="recipe_undo",
        on_click=state.undo_recipe_draft,
        disabled=not state.can_undo_recipe_draft(),
        width="stretch",
    )
    reset.button(
        _("Versi yang dipakai"),
        icon=":material/restart_alt:",
        key="recipe_reset",
        on_click=state.replace_recipe_draft,
        args=(published,),
        disabled=same and not draft.reasons,
        width="stretch",
    )
    with saved:
        show_recipe_sources()


def show_column_choice() -> None:
    """Ask for the columns, lens by lens."""
    _ = state.translator()
    known = cached.candidates()
    lost = tuple(name for name in state.recipe_draft().features if name not in known)
    for lens, place in zip(figures.LENS_WORDS, st.columns(3, gap="medium"), strict=True):
        column_of = cached.areas("village").column
        names = [name for name in known if column_of(name).lens == lens]
        # A column that the data lost stays in sight until the planner takes it out.
        names += [name for name in lost if lens == "demographic"]
        n_used = len(set(names) & set(state.recipe_draft().features))
        with place:
            st.multiselect(
                f"{_(figures.LENS_WORDS[lens])} · "
                + _("{n} dari {all} dipakai").format(n=_.number(n_used), all=_.number(len(names))),
                names,
                format_func=lambda name: column_words(name, _),
                placeholder=_("Pilih ciri"),
                **state.recipe_features(lens, names),
            )
    _show_number_of_columns(state.recipe_draft(), _)


def _show_number_of_columns(draft: RecipeDraft, _: Translator) -> None:
    n_places = len(cached.areas("village").table)
    most = n_places // PLACES_PER_COLUMN
    if not draft.features:
        st.warning(_("Pilih sedikitnya satu ciri."), icon=":material/playlist_add:")
    elif len(draft.features) > most:
        st.warning(
            _(
                "{n} ciri untuk {places} desa terlalu banyak; paling banyak {most}, supaya segmen "
                "tidak mengikuti kebetulan."
            ).format(
                n=_.number(len(draft.features)), places=_.number(n_places), most=_.number(most)
            ),
            icon=":material/filter_list:",
        )


def show_settings() -> None:
    """Ask for weights, transform, scale, method and number of segments."""
    _ = state.translator()
    weights, ways, numbers = st.columns(3, gap="large")
    with weights:
        st.markdown(f"**{_('Bobot sudut pandang')}**")
        for lens, word in figures.LENS_WORDS.items():
            st.slider(_(word), 0, 100, step=5, format="%d %%", **state.recipe_field(lens))
        for field, word in (
            ("inherited_cap", _("Batas bobot ciri turunan kecamatan")),
            ("modelled_cap", _("Batas bobot estimasi model")),
        ):
            st.slider(word, 0, 100, step=5, format="%d %%", **state.recipe_field(field))
    with ways:
        st.markdown(f"**{_('Cara segmen dihitung')}**")
        _show_choice(_("Perubahan nilai"), "transform", grouping_words.transform_words(_))
        _show_choice(_("Penyetaraan"), "standardise", grouping_words.standardise_words(_))
        _show_choice(_("Cara mengelompokkan"), "method", grouping_words.method_words(_))
        _show_weights(_)
    with numbers:
        st.markdown(f"**{_('Jumlah dan pengulangan')}**")
        # A recipe that was made elsewhere may lie outside what this form offers.
        draft = state.recipe_draft()
        st.number_input(
            _("Jumlah segmen"),
            min(2, draft.k),
            max(MOST_SEGMENTS, draft.k),
            **state.recipe_field("k"),
        )
        st.number_input(
            _("Banyaknya titik awal"),
            1,
            max(MOST_STARTS, draft.restarts),
            step=50,
            help=_("Pengelompokan diulang dari banyak titik awal acak; yang terbaik dipakai."),
            **state.recipe_field("restarts"),
        )
        st.number_input(
            _("Angka awal acak"),
            0,
            max(MOST_SEED, draft.seed),
            help=_("Angka yang sama selalu memberi hasil yang sama, di komputer mana pun."),
            **state.recipe_field("seed"),
        )


def _show_choice(label: str, field: str, words: dict[str, str]) -> None:
    st.selectbox(
        label,
        list(words),
        format_func=words.__getitem__,
        help=grouping_words.choice_help(state.translator())[field],
        **state.recipe_field(field),
    )


def _show_weights(_: Translator) -> None:
    """Say what the weights come to once the caps have taken their part."""
    draft = state.recipe_draft()
    if not draft.complete:
        st.warning(
            _("Pilih ciri dan beri bobot pada sedikitnya satu sudut pandang."),
            icon=":material/balance:",
        )
        return
    try:
        weights = cached.feature_weights(draft.recipe())
    except RefusedError as refused:
        show_refusals(refused.refusals)
        return
    column_of = cached.areas("village").column
    lenses = weights.groupby([column_of(name).lens for name in weights.index]).sum()
    parts = [
        f"{_(word).lower()} {_.percent(float(lenses.get(lens, 0.0)), 0)}"
        for lens, word in figures.LENS_WORDS.items()
    ]
    st.caption(
        _("Bobot setelah batas: {parts}. Ciri terberat: {column} ({share}).").format(
            parts=", ".join(parts),
            column=column_words(str(weights.idxmax()), _),
            share=_.percent(float(weights.max()), 0),
        )
    )
