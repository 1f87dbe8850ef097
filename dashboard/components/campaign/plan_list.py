"""All campaigns: search, open, begin a new one, copy."""

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from dashboard.components.campaign.words import state_words
from segments.campaign import Plan, plan_to_body
from segments.i18n import Translator
from segments.store import Document, names_apart

KIND = "plan"


def show_plan_list() -> None:
    """List the campaigns and offer to begin one."""
    _ = state.translator()
    search, new = st.columns([6, 5], gap="large")
    with search:
        text = st.text_input(_("Cari kampanye"), key="plan_search", placeholder=_("nama atau isi"))
        actor = state.actor()
        documents = tuple(
            one
            for one in cached.store().find(KIND, text=text)
            if actor.may_see(one.body.get("districts", ()))
        )
        if documents:
            _show_documents(documents, _)
        elif text:
            st.markdown(_("Tidak ada kampanye yang cocok dengan “{text}”.").format(text=text))
        else:
            st.markdown(
                _(
                    "Belum ada kampanye. Mulai dari brief singkat: masalah, tindakan yang "
                    "diharapkan, tanggal, dan anggaran."
                )
            )
    with new:
        _show_new(documents, _)


def _show_documents(documents: tuple[Document, ...], _: Translator) -> None:
    words = state_words(_)
    rows = pd.DataFrame(
        {
            _("Kampanye"): [one.name for one in documents],
            _("Keadaan"): [words.get(one.state, one.state) for one in documents],
            _("Oleh"): [one.actor for one in documents],
            _("Disimpan"): [_.date(one.saved_at.date()) for one in documents],
        }
    )
    plain_rows.show_rows(rows)
    names = names_apart(documents)
    chosen = st.selectbox(
        _("Buka kampanye"), list(names), format_func=names.__getitem__, key="plan_to_open"
    )
    st.button(
        _("Buka"),
        type="primary",
        icon=":material/folder_open:",
        key="open_plan",
        on_click=state.update,
        kwargs={"plan": chosen, "step": "brief"},
    )


def _show_new(documents: tuple[Document, ...], _: Translator) -> None:
    st.subheader(_("Kampanye baru"), anchor=False)
    with st.form("new_plan", border=False):
        name = st.text_input(
            _("Nama kampanye"), max_chars=80, placeholder=_("misalnya Ayo ke posyandu 2027")
        )
        copies = {"": _("mulai dari kosong")} | names_apart(documents)
        source = st.selectbox(
            _("Mulai dari kampanye terdahulu"), list(copies), format_func=copies.__getitem__
        )
        sent = st.form_submit_button(
            _("Buat kampanye"), icon=":material/add:", disabled=not state.actor().may_plan
        )
    if not state.actor().may_plan:
        st.caption(_("Peran ini hanya dapat melihat. Ganti peran di bilah samping."))
    if not sent:
        return
    if not name.strip():
        st.error(_("Beri nama dulu, supaya mudah dicari."), icon=":material/error:")
        return
    store, who = cached.store(), state.actor().signature
    if source:
        document = store.clone(store.get(source), name, actor=who)
    else:
        document = store.create(KIND, name, plan_to_body(Plan()), actor=who)
    state.update(plan=document.id, step="brief")
    st.rerun()
