"""The versions of the office: which there are, and which one all pages use."""

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows
from segments.i18n import Translator
from segments.store import ConflictError, Document, names_apart
from segments.typology import VersionError, published_segmentation, put_in_use, version_in_use

KIND = "segmentation"
SHIPPED = ""


def show_version_list() -> str:
    """List drafts and published versions; give the id of the one to look at ("" for shipped)."""
    _ = state.translator()
    documents = cached.store().find(KIND)
    in_use = version_in_use(cached.store())
    plain_rows.show_rows(_rows(documents, in_use, _), numbers=[_("Segmen")])
    words = {SHIPPED: _("Versi bawaan")} | names_apart(documents)
    return st.selectbox(
        _("Lihat versi"),
        list(words),
        format_func=words.__getitem__,
        **state.bound("version_id", allowed=list(words)),
    )


def _rows(documents: tuple[Document, ...], in_use: str, _: Translator) -> pd.DataFrame:
    states = {"draft": _("Konsep"), "published": _("Terbit")}
    used = {True: _("dipakai semua halaman"), False: ""}
    shipped = published_segmentation()
    lines = [
        (
            _("Versi bawaan"),
            states["published"],
            shipped.version[:8],
            _.number(len(shipped.codes)),
            "–",
            "–",
            used[in_use == SHIPPED],
        )
    ]
    for one in documents:
        body = one.body.get("segmentation", {})
        lines.append(
            (
                one.name,
                states.get(one.state, one.state),
                str(body.get("version", ""))[:8],
                _.number(len(body.get("centroids", ()))),
                one.actor,
                _.date(one.saved_at.date()),
                used[in_use == one.id],
            )
        )
    columns = [_("Nama"), _("Keadaan"), _("Nomor versi"), _("Segmen"), _("Oleh"), _("Disimpan")]
    return pd.DataFrame(lines, columns=[*columns, _("Dipakai")])


def show_use(document: Document | None) -> None:
    """Offer to let all pages use this version."""
    _ = state.translator()
    wanted = document.id if document else SHIPPED
    if version_in_use(cached.store()) == wanted:
        st.success(_("Versi ini dipakai semua halaman."), icon=":material/check_circle:")
        return
    if document is not None and document.state != "published":
        st.caption(_("Terbitkan dulu konsep ini sebelum dapat dipakai semua halaman."))
        return
    st.button(
        _("Pakai di semua halaman"),
        icon=":material/published_with_changes:",
        key="use_version",
        disabled=not state.actor().may_approve,
        help=None if state.actor().may_approve else _("Hanya untuk peran Penyetuju."),
        on_click=_use,
        args=(document,),
    )
    if not state.actor().may_approve:
        st.caption(_("Mengganti versi yang dipakai hanya untuk peran Penyetuju (bilah samping)."))


def _use(document: Document | None) -> None:
    _ = state.translator()
    try:
        put_in_use(cached.store(), document, actor=state.actor().signature)
    except ConflictError:
        state.say(_("Rekan lain baru saja mengganti pengaturan. Muat ulang, lalu coba lagi."))
    except VersionError:
        state.say(_("Versi ini belum diterbitkan, jadi belum dapat dipakai."))
    else:
        state.say(_("Semua halaman kini memakai versi ini. Rencana lama tetap mengutip versinya."))
