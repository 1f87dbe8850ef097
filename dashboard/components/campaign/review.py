"""The whole plan on one page, what it lacks, and the step to approval."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import cached, plan_view, state
from dashboard.components import export_buttons, export_log, plain_rows
from dashboard.components.campaign.saving import may_edit
from dashboard.components.campaign.words import (
    check_words,
    move_fault_words,
    rupiah,
    stage_words,
    state_words,
)
from dashboard.components.export_buttons import Export
from segments import export
from segments.campaign import MoveError, Plan, missing_parts, move_plan
from segments.i18n import Translator
from segments.store import ConflictError, Document, MissingError
from segments.typology import find_version


def show_review(document: Document, plan: Plan) -> None:
    """Sum the plan up and offer the next step."""
    _ = state.translator()
    people = plan_view.people_meant(
        cached.areas("village"), cached.cited_segmentation(plan.version).labels, plan.segments,
        plan.districts, cached.cited_audience(plan.audience, plan.version),
    )  # fmt: skip
    open_state = document.state in ("draft", "checked")
    missing = missing_parts(plan, today=date.today(), people=people) if open_state else ()
    if missing:
        words = check_words(_)
        st.warning(
            _("Belum dapat diperiksa. Yang kurang:")
            + "\n\n"
            + "\n".join(f"* {words[code]}" for code in missing),
            icon=":material/checklist:",
        )
    _show_summary(document, plan, people, _)
    _show_nota(document, plan, _)
    _show_moves(document, plan, people, missing, _)
    _show_history(document, _)


def _show_summary(document: Document, plan: Plan, people: pd.Series, _: Translator) -> None:
    brief, variant = plan.brief, plan.variant
    names, districts = cached.segment_names(_.language), cached.areas("district").table["name"]
    channels = plan_view.all_channels(_.language)
    everything = _("semua")
    rows = [
        (_("Nomor rencana"), document.id),
        (_("Masalah"), brief.issue or "–"),
        (_("Tindakan yang diharapkan"), brief.behaviour or "–"),
        (_("Segmen"), "; ".join(names[s] for s in plan.segments if s in names) or everything),
        (_("Kecamatan"), ", ".join(districts[d] for d in plan.districts) or everything),
        (_("Khalayak"), cached.audience_name(plan.audience) or _("Semua penduduk terdaftar")),
        (_("Pesan utama"), plan.messages.core or "–"),
    ]
    if variant:
        used = sorted(channels.get(c, c) for c in set(map(str, variant.lines["channel"])))
        rows += [
            (_("Kanal"), ", ".join(used)),
            (
                _("Jangkauan (estimasi model)"),
                f"{_.people(variant.reach.mid)} ({_.range(variant.reach.low, variant.reach.high)})",
            ),
            (_("Biaya"), f"{rupiah(variant.cost, _)} / {rupiah(variant.budget, _)}"),
        ]
    if variant and plan.holdout:
        left = plan_view.people_after_holdout(plan, variant, people)
        met = f"{_.people(left.mid)} ({_.range(left.low, left.high)})"
        rows.append((_("Jangkauan tanpa desa pembanding"), met))
    rows += [
        (_("Desa pembanding"), _.number(len(plan.holdout))),
        (_("Laporan paling lambat"), _.date(plan.answer_by) if plan.answer_by else "–"),
        (_("Versi segmentasi"), plan.version or "–"),
        (_("Edisi data"), plan.edition or "–"),
    ]
    st.table(pd.DataFrame(rows, columns=[_("Bagian"), _("Isi")]), border="horizontal")
    if plan.measures:
        stages = stage_words(_)
        table = pd.DataFrame(
            {
                _("Tahap"): [stages[one.stage] for one in plan.measures],
                _("Ukuran"): [one.name for one in plan.measures],
                _("Angka sekarang"): [_.number(one.baseline) for one in plan.measures],
                _("Angka tujuan"): [_.number(one.target) for one in plan.measures],
            }
        )
        plain_rows.show_rows(table, numbers=(_("Angka sekarang"), _("Angka tujuan")))
    st.caption(
        _(
            "Rencana ini untuk komunikasi publik; tidak boleh menjadi dasar memberi atau menolak "
            "bantuan. Segmen menggambarkan wilayah, bukan orang per orang."
        )
    )


def _show_nota(document: Document, plan: Plan, _: Translator) -> None:
    """Offer the nota that a superior signs."""
    districts = cached.areas("district").table["name"].to_dict()
    sections = export.nota_sections(
        plan,
        _,
        segments=cached.segment_names(_.language),
        districts=districts,
        channels=plan_view.all_channels(_.language),
        audience=cached.audience_name(plan.audience),
    )
    make = export_log.logged(
        lambda: export.nota_pdf(
            sections,
            _,
            name=document.name,
            plan_id=document.id,
            plan=plan,
            state=state_words(_)[document.state],
            made=document.saved_at.date(),
        ),
        "export.nota.pdf",
        subject=document.id,
    )
    file = export.safe_filename(
        f"nota {document.name}", document.saved_at.date(), document.id, "pdf"
    )
    buttons = [Export(_("Unduh nota (PDF)"), file, "application/pdf", make)]
    export_buttons.show_export_buttons(buttons, key="nota")


def _show_moves(
    document: Document, plan: Plan, people: pd.Series, missing: tuple[str, ...], _: Translator
) -> None:
    actor = state.actor()
    moves = {
        "draft": [("checked", _("Ajukan untuk diperiksa"), not missing and actor.may_plan)],
        "checked": [
            ("approved", _("Setujui dan bekukan"), not missing and actor.may_approve),
            ("draft", _("Kembalikan ke konsep"), actor.may_plan),
        ],
        "approved": [("sent", _("Tandai sudah dikirim"), actor.may_plan)],
        "sent": [("closed", _("Tutup kampanye"), actor.may_plan)],
    }.get(document.state, [])
    note = ""
    if moves:
        note = st.text_input(_("Catatan (boleh kosong)"), max_chars=200, key="move_note")
    with st.container(horizontal=True, vertical_alignment="center"):
        for number, (to, label, allowed) in enumerate(moves):
            st.button(
                label,
                type="primary" if number == 0 else "secondary",
                icon=":material/arrow_forward:" if to != "draft" else ":material/undo:",
                key=f"move_{to}",
                disabled=not allowed,
                on_click=_move,
                args=(document, plan, people, to, note),
            )
        if document.state == "checked" and not actor.may_approve:
            st.caption(_("Menyetujui hanya untuk peran Penyetuju (bilah samping)."))
        if document.state in ("approved", "sent", "closed"):
            for path, label, icon in (
                ("app_pages/packs.py", _("Ke Paket kecamatan"), ":material/package_2:"),
                ("app_pages/results.py", _("Ke Hasil"), ":material/monitoring:"),
            ):
                st.page_link(path, label=label, icon=icon, query_params=state.link())


def _move(document: Document, plan: Plan, people: pd.Series, to: str, note: str) -> None:
    _ = state.translator()
    actor = state.actor()
    try:
        moved = move_plan(
            cached.store(),
            document,
            to,
            actor=actor.signature,
            may_approve=actor.may_approve,
            today=date.today(),
            note=note,
            known_version=find_version(cached.store(), plan.version) is not None,
            people=people,
        )
    except MoveError as fault:
        state.say(move_fault_words(_)[fault.rule])
    except ConflictError as told:
        state.say(
            _("{who} lebih dulu mengubah rencana ini menjadi {state}. Periksa lagi.").format(
                who=told.current.actor,
                state=state_words(_).get(told.current.state, told.current.state),
            )
        )
    else:
        state.say(_("Rencana kini: {state}.").format(state=state_words(_)[moved.state]))


def _show_history(document: Document, _: Translator) -> None:
    words = state_words(_)
    with st.expander(_("Riwayat"), icon=":material/history:"):
        history = cached.store().history(document.id)
        rows = pd.DataFrame(
            {
                _("Simpanan"): [_.number(one.revision) for one in history],
                _("Keadaan"): [words.get(one.state, one.state) for one in history],
                _("Oleh"): [one.actor for one in history],
                _("Tanggal"): [_.date(one.saved_at.date()) for one in history],
                _("Catatan"): [one.note for one in history],
            }
        )
        plain_rows.show_rows(rows)
        if may_edit(document) and document.revision > 1:
            st.button(
                _("Batalkan simpanan terakhir"),
                icon=":material/undo:",
                key="undo_plan",
                on_click=_undo,
                args=(document,),
            )


def _undo(document: Document) -> None:
    _ = state.translator()
    try:
        cached.store().undo(document, actor=state.actor().signature)
    except (ConflictError, MissingError):
        state.say(_("Rencana ini baru saja berubah. Periksa lagi sebelum membatalkan."))
    else:
        state.say(_("Simpanan terakhir dibatalkan."))
