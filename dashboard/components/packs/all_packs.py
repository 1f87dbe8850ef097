"""All packs in one zip: made with progress, stopped at any time, offered when it is whole."""

from datetime import date

import streamlit as st

from dashboard import cached, state
from dashboard.components import export_buttons, export_log
from dashboard.components.export_buttons import Export
from segments import export
from segments.campaign import mark_sent, sent_days, unmark_sent
from segments.export import PackContent
from segments.i18n import Translator
from segments.store import ConflictError

SLOT = "packs"


def show_all_packs(content: PackContent, key: str) -> None:
    """Make the packs of every kecamatan; `key` names exactly this content."""
    _ = state.translator()
    st.subheader(_("Semua kecamatan"), anchor=False)
    packed = state.kept(SLOT, key)
    if packed is None:
        _show_making(content, key, _)
        return
    name = export.safe_filename(
        f"{_('Paket')} {content.order.plan_name}",
        content.target_list.metadata.created,
        content.order.plan_id,
        "zip",
    )
    make = export_log.logged(
        lambda: packed,
        f"{export_log.LIST_EXPORT}.packs",
        subject=content.order.plan_id,
        details=lambda: export.export_record(content.target_list, _),
    )
    n = len(content.order.districts)
    label = _.plural("Unduh {n} paket (zip)", "Unduh {n} paket (zip)", n)
    export_buttons.show_export_buttons([Export(label, name, "application/zip", make)], key="packs")
    st.caption(
        _("Satu folder per kecamatan: buku kerja Excel, satu halaman A4, satu teks WhatsApp.")
    )


def _show_making(content: PackContent, key: str, _: Translator) -> None:
    n = len(content.order.districts)
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        started = st.button(
            _.plural("Siapkan {n} paket", "Siapkan {n} paket", n),
            type="primary",
            icon=":material/package_2:",
            key="make_packs",
        )
        st.caption(_("Biasanya selesai dalam beberapa detik."), width="stretch")
    if not started:
        return
    with place.container(horizontal=True, vertical_alignment="center"):
        # A click ends this run at the next word to the screen: nothing half-made is kept.
        st.button(_("Hentikan"), icon=":material/stop:", key="stop_packs")
        bar = st.progress(0.0, width="stretch")

    def progress(done: int, every: int, name: str) -> bool:
        text = _("{done} dari {all}: {name}").format(
            done=_.number(done + 1), all=_.number(every), name=name
        )
        bar.progress(done / every, text=text)
        return True

    state.keep(SLOT, key, export.all_packs(content, _, progress=progress))
    st.rerun()


def show_sending(content: PackContent) -> None:
    """Note which kecamatan were sent their pack, which is what the board counts from."""
    _ = state.translator()
    order = content.order
    st.subheader(_("Sudah dikirim ke mana"), anchor=False)
    days = sent_days(cached.store(), order.plan_id)
    open_ = [code for code in order.districts if code not in days]
    st.markdown(
        _("{sent} dari {all} kecamatan tercatat sudah dikirimi paket.").format(
            sent=_.number(len(order.districts) - len(open_)), all=_.number(len(order.districts))
        )
    )
    if not state.actor().may_plan:
        st.caption(_("Peran ini hanya dapat melihat. Ganti peran di bilah samping."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            _("Kecamatan yang baru dikirimi (kosong berarti semua)"),
            open_,
            format_func=order.districts.__getitem__,
            placeholder=_("semua"),
            key="just_sent",
            disabled=not open_,
        )
        st.button(
            _("Catat sebagai terkirim"),
            icon=":material/send:",
            key="mark_sent",
            disabled=not open_,
            on_click=_mark,
            args=(order.plan_id, tuple(chosen or open_)),
        )
        if days:
            latest = max(days.values())
            last = tuple(code for code, day in days.items() if day == latest)
            st.button(
                _("Batalkan catatan {date}").format(date=_.date(latest)),
                icon=":material/undo:",
                key="unmark_sent",
                on_click=_unmark,
                args=(order.plan_id, last),
            )


def _mark(plan_id: str, districts: tuple[str, ...]) -> None:
    try:
        mark_sent(
            cached.store(), plan_id, districts, day=date.today(), actor=state.actor().signature
        )
    except ConflictError:
        _say_conflict()


def _unmark(plan_id: str, districts: tuple[str, ...]) -> None:
    try:
        unmark_sent(cached.store(), plan_id, districts, actor=state.actor().signature)
    except ConflictError:
        _say_conflict()


def _say_conflict() -> None:
    _ = state.translator()
    state.say(_("Rekan lain baru saja mengubah catatan ini. Periksa, lalu coba lagi."))
