"""Saving a plan: as the next revision, or with a sentence why not."""

from dataclasses import replace

import streamlit as st

from dashboard import cached, state
from segments.campaign import Plan, plan_to_body
from segments.store import ConflictError, Document, FrozenError


def save_plan(document: Document, plan: Plan, *, note: str = "") -> bool:
    """Save the next revision; a draft cites the version that is in use."""
    _ = state.translator()
    cited = replace(plan, version=cached.segmentation().version, edition=cached.edition())
    try:
        cached.store().save(
            document, actor=state.actor().signature, body=plan_to_body(cited), note=note
        )
    except ConflictError as told:
        st.error(
            _(
                "{who} menyimpan rencana ini lebih dulu. Yang Anda tulis masih ada di layar: muat "
                "ulang di jendela lain, bandingkan, lalu simpan lagi."
            ).format(who=told.current.actor),
            icon=":material/sync_problem:",
        )
        return False
    except FrozenError:
        st.error(_("Rencana ini sudah disetujui dan tidak dapat diubah."), icon=":material/lock:")
        return False
    state.say(_("Tersimpan."))
    return True


def may_edit(document: Document) -> bool:
    """Whether this session may change a plan."""
    return document.state == "draft" and not document.frozen and state.actor().may_plan


def show_unsaved_hint(document: Document) -> None:
    """Say that what is typed is kept by the button only."""
    _ = state.translator()
    if may_edit(document):
        st.caption(_("Yang diketik baru tersimpan setelah tombol simpan ditekan."))


def show_lock(document: Document) -> None:
    """Say why a step cannot be changed."""
    _ = state.translator()
    if may_edit(document):
        return
    if not state.actor().may_plan:
        st.caption(_("Peran ini hanya dapat melihat. Ganti peran di bilah samping."))
    elif document.state == "checked":
        st.caption(_("Rencana sedang diperiksa. Kembalikan ke konsep di langkah Tinjau dulu."))
    else:
        st.caption(_("Rencana ini sudah disetujui: isinya beku. Salin untuk membuat yang baru."))
