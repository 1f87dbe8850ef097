"""Audiences under a name: saved, opened, copied, put away."""

import streamlit as st

from dashboard import cached, state
from segments.audience import Audience, AudienceError
from segments.store import ConflictError, Document, MissingError, StoreError, names_apart

KIND = "audience"


def show_saved() -> None:
    """Offer to open a saved audience and to save this one."""
    _ = state.translator()
    if said := state.said():
        st.info(said, icon=":material/info:")
    documents = {one.id: one for one in cached.store().find(KIND)}
    opened, name_place, save_place, more = st.columns([4, 4, 2, 2], vertical_alignment="bottom")
    with opened:
        names = {"": _("– khalayak baru –")} | names_apart(documents.values())
        st.selectbox(
            _("Khalayak tersimpan"),
            list(names),
            format_func=names.__getitem__,
            key="saved_audience",
            on_change=_open,
        )
    chosen = documents.get(state.opened_audience())
    name = name_place.text_input(
        _("Nama"),
        value=chosen.name if chosen else "",
        max_chars=80,
        key=f"name_{state.opened_audience()}",
    )
    allowed = state.actor().may_plan and bool(name.strip())
    save_place.button(
        _("Simpan"),
        icon=":material/save:",
        key="save_audience",
        disabled=not allowed,
        on_click=_save,
        args=(chosen, name),
        width="stretch",
    )
    with more:
        st.button(
            _("Hapus"),
            icon=":material/delete:",
            key="drop_audience",
            disabled=chosen is None or not state.actor().may_plan,
            on_click=_drop,
            args=(chosen,),
            width="stretch",
        )


def _open() -> None:
    _ = state.translator()
    chosen = state.opened_audience()
    if not chosen:
        state.set_audience(Audience())
        return
    try:
        state.set_audience(Audience.from_body(cached.store().get(chosen).body))
    except (AudienceError, MissingError):
        state.say(_("Khalayak ini tidak dapat dibaca. Buat lagi dari awal, lalu simpan."))


def _save(chosen: Document | None, name: str) -> None:
    _ = state.translator()
    store, who, body = cached.store(), state.actor().signature, state.audience().to_body()
    try:
        if chosen is not None and chosen.name == name.strip():
            document = store.save(chosen, actor=who, body=body)
        else:
            document = store.create(KIND, name, body, actor=who, state="")
    except ConflictError as told:
        state.say(_("{who} baru saja menyimpan khalayak ini. Buka lagi, lalu ulangi.").format(
            who=told.current.actor
        ))  # fmt: skip
        return
    state.open_audience(document.id)
    state.say(_("Khalayak “{name}” tersimpan.").format(name=document.name))


def _drop(chosen: Document) -> None:
    _ = state.translator()
    try:
        cached.store().delete(chosen, actor=state.actor().signature)
    except StoreError:
        state.say(_("Khalayak ini baru saja berubah. Buka lagi, lalu ulangi."))
        return
    state.open_audience("")
    state.set_audience(Audience())
    state.say(_("Khalayak “{name}” dihapus. Riwayatnya tetap ada di catatan.").format(
        name=chosen.name
    ))  # fmt: skip
