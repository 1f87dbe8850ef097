"""The history of something saved: who saved what when, and the way back."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard import cached, state
from segments.i18n import Translator
from segments.store import Document

N_SHOWN = 30


def show_history(
    document: Document,
    describe: Callable[[Document], str],
    *,
    key: str,
    on_change: Callable[[Document], None],
) -> None:
    """List the revisions, and offer to undo the last one or to go back to an earlier one."""
    _ = state.translator()
    history = cached.store().history(document.id)
    st.dataframe(_table(history[:N_SHOWN], describe, _), hide_index=True, key=f"{key}_history")
    if not state.actor().may_plan or document.frozen or len(history) < 2:
        return
    earlier = {found.revision: found for found in history[1:N_SHOWN]}
    undo, which, back = st.columns([3, 5, 3], vertical_alignment="bottom")
    with undo:
        st.button(
            _("Urungkan simpanan terakhir"),
            icon=":material/undo:",
            on_click=_undo,
            args=(document, on_change),
            key=f"{key}_undo",
        )
    with which:
        chosen = st.selectbox(
            _("Kembali ke simpanan"),
            list(earlier),
            format_func=lambda n: f"{n} · {_.moment(earlier[n].saved_at)} · {earlier[n].actor}",
            key=f"{key}_revision",
        )
    with back:
        st.button(
            _("Pakai simpanan ini"),
            on_click=_back,
            args=(document, earlier[chosen], on_change),
            key=f"{key}_back",
        )
    st.caption(_("Setiap langkah menjadi simpanan baru, jadi tidak ada yang hilang."))


def _undo(document: Document, on_change: Callable[[Document], None]) -> None:
    on_change(cached.store().undo(document, actor=state.actor().signature))


def _back(document: Document, earlier: Document, on_change: Callable[[Document], None]) -> None:
    saved = cached.store().save(
        document,
        actor=state.actor().signature,
        body=earlier.body,
        name=earlier.name,
        note=f"revision {earlier.revision}",
    )
    on_change(saved)


def _table(
    history: Sequence[Document], describe: Callable[[Document], str], _: Translator
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Simpanan"): [found.revision for found in history],
            _("Waktu"): [_.moment(found.saved_at) for found in history],
            _("Oleh"): [found.actor for found in history],
            _("Isi"): [describe(found) for found in history],
        }
    )
