"""What is to be known of the columns of a recipe, and why each is kept or not."""

import pandas as pd
import streamlit as st

from dashboard import cached, grouping_words, state
from dashboard.components.plain_text import as_typed
from dashboard.components.refusal_words import column_words
from segments.i18n import Translator
from segments.typology import MOST_ALIKE

TABLE_HEIGHT = 380
_ORDER = {"drop": 0, "choose": 1, "know": 2, "fine": 3}


def show_column_screen() -> None:
    """Show the screen of the chosen columns, or of all of them, the gravest advice first."""
    _ = state.translator()
    draft = state.recipe_draft()
    known = cached.candidates()
    head, switch = st.columns([7, 3], vertical_alignment="bottom")
    head.markdown(f"**{_('Pemeriksaan ciri')}**")
    everything = switch.toggle(_("Tampilkan juga yang tidak dipakai"), key="screen_everything")
    names = known if everything else tuple(name for name in draft.features if name in known)
    if not names:
        return
    found = cached.screen(names, draft.transform)
    rows = found.columns.sort_values(
        "verdict", key=lambda verdicts: verdicts.map(_ORDER), kind="stable"
    )
    table = screen_rows(rows, draft.features if everything else (), _)
    with st.container(height=TABLE_HEIGHT, border=False, key="screen"):
        st.table(table.set_index(_("Ciri")), border="horizontal")
    st.caption(
        _(
            "{n} pasang ciri searah kuat (r di atas {most}). Pakai keduanya hanya bila memang "
            "menyatakan hal berbeda, dan tulis alasannya. Condong: 0 berarti setimbang, di atas 1 "
            "berarti beberapa desa sangat jauh dari yang lain. VIF di atas 10: ciri itu hampir "
            "terbaca dari ciri lain."
        ).format(n=_.number(len(found.pairs)), most=_.number(MOST_ALIKE, 1))
    )


def screen_rows(rows: pd.DataFrame, used: tuple[str, ...], _: Translator) -> pd.DataFrame:
    """Write the screen as a table of finished text; `used` marks the columns of the recipe."""
    verdicts = grouping_words.verdict_words(_)
    marks = {_("Dipakai"): [_("ya") if name in used else "" for name in rows.index]}
    return pd.DataFrame(
        {
            _("Ciri"): [column_words(str(name), _) for name in rows.index],
            **(marks if used else {}),
            _("Saran"): [verdicts[verdict] for verdict in rows["verdict"]],
            _("Catatan"): [
                grouping_words.advice_sentence(row, cached.codebook(), _)
                for _code, row in rows.iterrows()
            ],
            _("Condong semula"): [_.number(skew, 1) for skew in rows["skew_before"]],
            _("Setelah diubah"): [_.number(skew, 1) for skew in rows["skew_after"]],
            "VIF": [grouping_words.vif_words(vif, _) for vif in rows["vif"]],
        }
    )


def show_decision_log() -> None:
    """Show the reason for every column, and let the planner write their own."""
    _ = state.translator()
    draft = state.recipe_draft()
    if not draft.complete:
        st.warning(_("Pilih sedikitnya satu ciri."), icon=":material/playlist_add:")
        return
    log = cached.decisions(draft.recipe(), draft.reasons)
    unsaid = [decision.column for decision in log if decision.rule == "unsaid"]
    kept = [decision for decision in log if decision.kept]
    st.markdown(
        _("{kept} ciri dipakai, {left} tidak. {note}").format(
            kept=_.number(len(kept)),
            left=_.number(len(log) - len(kept)),
            note=_("Semua yang dipakai punya alasan.")
            if not unsaid
            else _("{n} ciri yang dipakai belum punya alasan.").format(n=_.number(len(unsaid))),
        )
    )
    table = pd.DataFrame(
        {
            _("Ciri"): [column_words(decision.column, _) for decision in log],
            _("Keputusan"): [_("dipakai") if one.kept else _("tidak dipakai") for one in log],
            _("Alasan"): [
                as_typed(grouping_words.decision_sentence(one, cached.codebook(), _)) for one in log
            ],
        }
    )
    with st.container(height=TABLE_HEIGHT, border=False, key="decisions"):
        st.table(table.set_index(_("Ciri")), border="horizontal")
    _show_reason_form([*unsaid, *(one.column for one in log if one.column not in unsaid)], _)
    st.caption(
        _(
            "Jumlah orang dan luas tidak ditawarkan sebagai ciri: keduanya mengukur besarnya desa, "
            "bukan jenisnya. Agama dan suku tidak pernah dipakai."
        )
    )


def _show_reason_form(columns: list[str], _: Translator) -> None:
    which, text = st.columns([4, 8], vertical_alignment="bottom")
    column = which.selectbox(
        _("Tulis alasan untuk"),
        columns,
        format_func=lambda name: column_words(name, _),
        key="reason_column",
    )
    if column:
        text.text_input(
            _("Alasan Anda"),
            max_chars=300,
            placeholder=_("Misalnya: menentukan apakah pesan lewat ponsel sampai"),
            **state.recipe_reason(column),
        )
