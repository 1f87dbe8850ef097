"""The message of a campaign: one core, three to five forms, checked before it goes out."""

from dataclasses import replace

import streamlit as st

from dashboard import cached, state
from dashboard.components.campaign import saving
from dashboard.components.message_box import show_findings_list
from segments.advice import (
    MESSAGE_DETAILS,
    MessageSet,
    advise_forms,
    check_adaptation,
    check_message,
    draft_messages,
    edit_text,
    in_language,
)
from segments.campaign import Plan
from segments.i18n import Translator
from segments.store import Document

LONGEST = 400


def show_message(document: Document, plan: Plan) -> None:
    """Ask for the core message, draft its forms, let a person edit them."""
    _ = state.translator()
    saving.show_lock(document)
    locked = not saving.may_edit(document)
    _show_core(document, plan, locked, _)
    saving.show_unsaved_hint(document)
    if plan.messages.core:
        found = check_message(
            plan.messages.core,
            sources=_sources(plan.messages),
            election_period=plan.election,
        )
        show_findings_list(found)
    if plan.messages.adaptations:
        _show_forms(document, plan, locked, _)


def _sources(messages: MessageSet) -> tuple[str, ...]:
    source = messages.details.get("sumber", "").strip()
    return (source,) if source else ()


def detail_words(_: Translator) -> dict[str, str]:
    """Name what every form needs besides the message."""
    words = {
        "lembaga": _("Lembaga pengirim"),
        "tempat": _("Tempat"),
        "waktu": _("Waktu"),
        "langkah": _("Caranya"),
        "bukti": _("Bukti atau fakta"),
        "tanya": _("Tempat bertanya"),
        "sumber": _("Sumber fakta"),
    }
    return {name: words.get(name, name.replace("_", " ").capitalize()) for name in MESSAGE_DETAILS}


def _show_core(document: Document, plan: Plan, locked: bool, _: Translator) -> None:
    messages, drafted = plan.messages, state.draft().message.strip()
    with st.form(f"core_{document.id}_{document.revision}", border=False):
        core = st.text_area(
            _("Pesan utama, sama untuk semua khalayak"),
            messages.core or drafted,
            max_chars=LONGEST,
            height=80,
            disabled=locked,
            help=_("Diisi dari halaman Saran bila sudah ditulis di sana."),
        )
        words = detail_words(_)
        places = st.columns(len(words))
        details = {
            name: place.text_input(label, messages.details.get(name, ""), disabled=locked)
            for place, (name, label) in zip(places, words.items(), strict=True)
        }
        election = st.checkbox(
            _("Masa pemilihan: tanpa nama dan foto pejabat"), plan.election, disabled=locked
        )
        sent = st.form_submit_button(
            _("Simpan dan susun versi siap pakai"),
            type="primary",
            icon=":material/edit_note:",
            disabled=locked,
        )
    if not sent:
        return
    if not core.strip():
        st.error(_("Tulis pesan utamanya dulu."), icon=":material/error:")
        return
    channels = plan.variant.channels if plan.variant else cached.default_channels("")
    playbook = cached.playbook()
    started = replace(messages, core=core.strip(), details=details, language="id")
    found = draft_messages(started, playbook, advise_forms(playbook, channels))
    changed = replace(plan, messages=found, election=election)
    if saving.save_plan(document, changed, note="message"):
        st.rerun()


def _show_forms(document: Document, plan: Plan, locked: bool, _: Translator) -> None:
    st.subheader(_("Versi siap pakai"), anchor=False)
    st.caption(
        _(
            "Disusun dari pesan utama; semuanya memuat pesan utama yang sama. Sunting bila perlu, "
            "lalu simpan. Bagian dalam kurung siku harus diisi dulu."
        )
    )
    playbook = cached.playbook()
    with st.form(f"forms_{document.id}_{document.revision}", border=False):
        texts = {}
        for one in plan.messages.adaptations:
            form = playbook.forms[one.form]
            texts[one.form] = st.text_area(
                in_language(form, "name", _.language), one.text, height=150, disabled=locked
            )
            found = check_adaptation(
                plan.messages, one.form, playbook, election_period=plan.election
            )
            if found:
                show_findings_list(found)
        sent = st.form_submit_button(_("Simpan suntingan"), icon=":material/save:", disabled=locked)
    if sent:
        messages = plan.messages
        for form, text in texts.items():
            if text.strip() != messages.text(form):
                messages = edit_text(messages, form, text)
        if saving.save_plan(document, replace(plan, messages=messages), note="forms"):
            st.rerun()
