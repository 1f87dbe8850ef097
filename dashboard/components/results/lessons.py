"""What the campaign teaches: rates before and after, applied when a person accepts them."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import cached, results_view, state
from segments.campaign import ReturnOrder, ReturnSheet, accept_updates
from segments.i18n import Translator
from segments.store import ConflictError, MissingError


def show_lessons(
    order: ReturnOrder, updates: pd.DataFrame, returns: tuple[ReturnSheet, ...]
) -> None:
    """Show what would change, the remarks of the kecamatan, and the button that accepts it."""
    _ = state.translator()
    st.subheader(_("Angka kanal sebelum dan sesudah kampanye ini"), anchor=False)
    if updates.empty:
        st.markdown(
            _(
                "Belum ada yang dapat dipelajari: hanya jangkauan yang **dihitung** atau dari "
                "**statistik platform** yang dipakai, bukan perkiraan."
            )
        )
    else:
        names = cached.segment_names(_.language)
        st.dataframe(results_view.update_rows(updates, names, _), hide_index=True)
        st.caption(
            _(
                "Laporan sedikit desa hanya menggeser angka sedikit; laporan banyak desa yang "
                "seragam menggesernya lebih jauh. Setiap tahun bobot pelajaran lama berkurang "
                "seperlima. Angka baru dipakai di Saran dan Kampanye hanya setelah diterima."
            )
        )
        _show_acceptance(order, updates, _)
    _show_notes(order, returns, _)


def _show_acceptance(order: ReturnOrder, updates: pd.DataFrame, _: Translator) -> None:
    accepted = cached.lesson_of(order.plan_id)
    notes = st.text_area(
        _("Pelajaran untuk kampanye berikutnya (satu baris satu pelajaran)"),
        value="\n".join(accepted.body.get("notes", ())) if accepted else "",
        key=f"lesson_notes_{order.plan_id}",
        max_chars=2_000,
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Terima lagi dengan angka terbaru") if accepted else _("Terima angka baru"),
            type="primary",
            icon=":material/school:",
            key="accept_lessons",
            disabled=not state.actor().may_plan,
            on_click=_accept,
            args=(order, updates, tuple(notes.splitlines())),
        )
        if accepted:
            st.button(
                _("Batalkan pelajaran ini"),
                icon=":material/undo:",
                key="drop_lessons",
                on_click=_drop,
                args=(order.plan_id,),
            )
            st.caption(
                _("Diterima oleh {who}, {date}.").format(
                    who=accepted.actor, date=_.date(accepted.saved_at.date())
                )
            )


def _accept(order: ReturnOrder, updates: pd.DataFrame, notes: tuple[str, ...]) -> None:
    _ = state.translator()
    kept = [note.strip() for note in notes if note.strip()]
    try:
        accept_updates(
            cached.store(),
            updates,
            plan_id=order.plan_id,
            plan_name=order.plan_name,
            learnt=date.today(),
            notes=kept,
            actor=state.actor().signature,
        )
    except ConflictError:
        state.say(_("Rekan lain baru saja menyimpan pelajaran ini. Muat ulang, lalu coba lagi."))


def _drop(plan_id: str) -> None:
    _ = state.translator()
    found = cached.lesson_of(plan_id)
    if found is None:
        return
    try:
        cached.store().delete(found, actor=state.actor().signature)
    except (ConflictError, MissingError):
        state.say(_("Rekan lain baru saja menyimpan pelajaran ini. Muat ulang, lalu coba lagi."))


def _show_notes(order: ReturnOrder, returns: tuple[ReturnSheet, ...], _: Translator) -> None:
    remarks = [
        (order.districts[sheet.district_code], str(note))
        for sheet in returns
        for note in sheet.rows["note"].dropna()
    ]
    st.subheader(_("Catatan dari kecamatan"), anchor=False)
    if not remarks:
        st.markdown(_("Belum ada catatan."))
        return
    columns = [_("Kecamatan"), _("Catatan")]
    st.dataframe(pd.DataFrame(remarks, columns=columns), hide_index=True)
