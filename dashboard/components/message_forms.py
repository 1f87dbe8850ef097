"""The forms of the main message: drafted by rules, edited by hand, checked one by one."""

import datetime

import streamlit as st

from dashboard import cached, draft, state
from dashboard.components.export_buttons import XLSX, Export, show_export_buttons
from dashboard.components.export_log import logged
from dashboard.components.message_box import show_findings_list
from dashboard.components.plan_choices import used_channels, used_framings
from segments import export
from segments.advice import (
    MESSAGE_DETAILS,
    Finding,
    MessageSet,
    advise_forms,
    in_language,
    measure_reading,
)
from segments.i18n import Translator

PDF = "application/pdf"
TEXT = "text/plain"
HEIGHT = 250


def messages_of(segment: str) -> MessageSet:
    """Give the message set of a segment as it stands."""
    return draft.message_set(
        state.draft(),
        cached.playbook(),
        segment,
        channels=used_channels(segment),
        framings=used_framings(segment),
        language=state.selection().language,
    )


def show_forms(segment: str) -> None:
    """Show the forms of the main message for a segment."""
    _ = state.translator()
    if not state.draft().message.strip():
        st.caption(_("Tulis pesan utamanya dulu di atas; bentuk-bentuknya disusun dari situ."))
        return
    _show_details(_)
    messages, playbook = messages_of(segment), cached.playbook()
    names = {form.id: in_language(form, "name", _.language) for form in playbook.forms.values()}
    shown = tuple(one.form for one in messages.adaptations)
    st.multiselect(
        _("Bentuk yang dipakai, tiga sampai lima"),
        list(names),
        format_func=names.__getitem__,
        max_selections=5,
        help=_("Kosongkan untuk kembali ke bentuk yang cocok dengan kanal di atas."),
        **state.drafted_forms(segment, shown),
    )
    advised = advise_forms(playbook, used_channels(segment))
    if set(shown) != set(advised):
        left_out = [names[name] for name in advised if name not in shown]
        if left_out:
            st.caption(_("Disarankan juga: {forms}.").format(forms="; ".join(left_out)))
    written = state.draft()
    found = {name: draft.form_findings(written, messages, name, playbook) for name in shown}
    ready = [name for name in shown if all(one.severity != "block" for one in found[name])]
    form = st.segmented_control(
        _("Bentuk"),
        shown,
        # A form that is not ready is marked, so that it is found without opening it.
        format_func=lambda name: names[name] if name in ready else f"{names[name]} ●",
        default=shown[0],
        required=True,
        label_visibility="collapsed",
        key=f"form_{segment}_{'-'.join(shown)}",
    )
    opened = form or shown[0]
    _show_form(segment, messages, opened, found[opened], _)
    _show_text_file(messages, ready, _)
    _show_pretest(messages, _)


def _show_text_file(messages: MessageSet, ready: list[str], _: Translator) -> None:
    playbook = cached.playbook()
    if not ready:
        st.caption(_("● belum siap: masih ada yang harus diperbaiki sebelum bisa diunduh."))
        return
    make = logged(
        lambda: export.messages_text(messages, playbook, _, ready=ready),
        "export.messages.txt",
        subject=state.selection().draft,
    )
    label = _("Unduh naskah yang siap ({n})").format(n=_.number(len(ready)))
    show_export_buttons([Export(label, f"{_('naskah-pesan')}.txt", TEXT, make)], key="messages")


def _show_details(_: Translator) -> None:
    labels = {
        "lembaga": (_("Lembaga pengirim"), _("misalnya Dinas Kesehatan Kabupaten Bogor")),
        "waktu": (_("Waktu"), _("misalnya Sabtu 12 Desember pukul 08.00")),
        "tempat": (_("Tempat"), _("misalnya posyandu desa masing-masing")),
        "langkah": (_("Yang dilakukan warga"), _("misalnya bawa anak dan buku KIA")),
        "bukti": (_("Satu fakta pendukung"), _("misalnya imunisasi lengkap melindungi anak")),
        "sumber": (_("Sumber fakta"), _("lembaga dan tahun")),
        "tanya": (_("Tempat bertanya (jabatan)"), _("misalnya kader posyandu")),
    }
    columns = st.columns(4, gap="small")
    for position, name in enumerate(MESSAGE_DETAILS):
        label, example = labels[name]
        with columns[position % len(columns)]:
            st.text_input(label, placeholder=example, max_chars=160, **state.drafted_detail(name))


def _show_form(
    segment: str, messages: MessageSet, form: str, found: tuple[Finding, ...], _: Translator
) -> None:
    wanted = cached.playbook().forms[form]
    text = messages.text(form)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        st.text_area(
            _("Naskah, boleh diubah"),
            height=HEIGHT,
            max_chars=5000,
            **state.drafted_text(segment, form, text),
        )
        edited = any(one.edited for one in messages.adaptations if one.form == form)
        if edited:
            st.button(
                _("Susun ulang dari templat"),
                type="tertiary",
                icon=":material/refresh:",
                on_click=state.drop_text,
                args=(segment, form),
            )
    with right, st.container(gap="xsmall", key="findings_form"):
        st.markdown(f"**{_('Pemeriksaan bentuk ini')}**")
        if found:
            show_findings_list(found)
        else:
            st.markdown(f":primary[{_('Siap diuji pada beberapa warga.')}]")
        st.caption(_reading(text, _))
        st.caption(in_language(wanted, "how", _.language))


def _reading(text: str, _: Translator) -> str:
    reading = measure_reading(text)
    levels = {
        "easy": _("Mudah dibaca"),
        "medium": _("Cukup mudah dibaca"),
        "hard": _("Berat dibaca"),
    }
    return _(
        "{level}: {words} kata, rata-rata {n} kata setiap kalimat, {long} kata panjang."
    ).format(
        level=levels[reading.level],
        words=_.number(reading.n_words),
        n=_.number(reading.words_per_sentence),
        long=_.percent(reading.share_long_words, 0),
    )


def _show_pretest(messages: MessageSet, _: Translator) -> None:
    """Offer the form for a pretest of two openings."""
    st.markdown(
        _(
            "**Uji dulu pada 10 sampai 20 warga.** Lembar ini membandingkan dua kalimat "
            "pembuka, tanpa nama dan nomor warga. Yang dibandingkan adalah niat bertindak, bukan "
            "yang paling disukai."
        )
    )
    playbook = cached.playbook()
    pair = export.pretest_pair(messages, playbook)
    if pair is None:
        st.caption(
            _(
                "Pilih satu cara menyampaikan pesan di atas; dari situ ada dua kalimat pembuka "
                "yang bisa dibandingkan."
            )
        )
        return
    today = datetime.date.today()
    sheet = logged(
        lambda: export.pretest_workbook(pair, _, created=today), "export.pretest.xlsx", subject=""
    )
    page = logged(
        lambda: export.pretest_page(pair, _, created=today), "export.pretest.pdf", subject=""
    )
    name = _("lembar-uji-pesan")
    show_export_buttons(
        [
            Export(_("Lembar uji (Excel)"), f"{name}.xlsx", XLSX, sheet),
            Export(_("Lembar uji (PDF)"), f"{name}.pdf", PDF, page),
        ],
        key="pretest",
    )
