"""For whom, through which channels, with how much: variants A, B and C side by side."""

import streamlit as st

from dashboard import cached, plan_view, state
from dashboard.components.campaign import priorities, saving, spending_answer
from segments.campaign import (
    BudgetError,
    Plan,
    SolvingStoppedError,
    SpendingRules,
    Variant,
    learnt_rates,
    media_rates,
    plan_spending,
)
from segments.i18n import Translator
from segments.store import Document

NAMES = ("A", "B", "C")
MOST_MONTHS = 12


def show_spending(document: Document, plan: Plan) -> None:
    """Ask for whom and how; work a variant out; compare; choose."""
    _ = state.translator()
    saving.show_lock(document)
    locked = not saving.may_edit(document)
    priorities.show_priorities()
    wanted = _show_form(document, plan, locked, _)
    if wanted is not None:
        _work_out(document, plan, wanted, _)
    if not plan.variants:
        st.info(
            _("Belum ada pembagian anggaran. Isi pilihan di atas, lalu tekan Hitung."),
            icon=":material/calculate:",
        )
        return
    spending_answer.show_variants(document, plan, locked, _)


def _show_form(
    document: Document, plan: Plan, locked: bool, _: Translator
) -> plan_view.SpendingQuestion | None:
    names = cached.segment_names(_.language)
    districts = cached.areas("district").table["name"]
    channels = cached.inventory_channels(_.language)
    usual = plan.variant.channels if plan.variant else cached.default_channels("")
    audiences = audience_choices(plan, _)
    with st.form(f"spending_{document.id}_{document.revision}", border=False):
        who, where = st.columns(2)
        segments = who.multiselect(
            _("Segmen (kosong berarti semua)"), list(names), list(plan.segments),
            format_func=names.__getitem__, disabled=locked, placeholder=_("semua"),
        )  # fmt: skip
        chosen = where.multiselect(
            _("Kecamatan (kosong berarti semua)"), list(districts.index), list(plan.districts),
            format_func=districts.__getitem__, disabled=locked, placeholder=_("semua"),
        )  # fmt: skip
        audience = st.selectbox(
            _("Khalayak"), list(audiences), list(audiences).index(plan.audience),
            format_func=audiences.__getitem__, disabled=locked,
            help=_(
                "Yang tersimpan di halaman Khalayak, sejauh tinggal di segmen dan kecamatan ini."
            ),
        )  # fmt: skip
        used = st.multiselect(
            _("Kanal yang boleh dipakai"), list(channels), [c for c in usual if c in channels],
            format_func=channels.__getitem__, disabled=locked, placeholder=_("pilih kanal"),
        )  # fmt: skip
        must = st.multiselect(
            _("Kanal yang wajib dipakai"), list(channels),
            [c for c in (plan.variant.rules.obligatory if plan.variant else ()) if c in channels],
            format_func=channels.__getitem__, disabled=locked, placeholder=_("pilih kanal"),
        )  # fmt: skip
        money, months, floor, limited, name = st.columns(5)
        budget = money.number_input(
            _("Anggaran (rupiah)"), value=float(plan.brief.budget or 0), step=1e6, format="%.0f",
            disabled=locked,
        )  # fmt: skip
        long = months.number_input(_("Lama (bulan)"), 1, MOST_MONTHS, 1, disabled=locked)
        least = floor.number_input(
            _("Paling sedikit per kecamatan (%)"), 0, 90, 0, disabled=locked,
            help=_("Batas keadilan: bagian warga setiap kecamatan yang harus terjangkau."),
        )  # fmt: skip
        remote = limited.number_input(
            _("Paling sedikit di akses terbatas (%)"), 0, 90, 0, disabled=locked
        )
        variant = name.selectbox(_("Simpan sebagai rencana"), NAMES, disabled=locked)
        sent = st.form_submit_button(
            _("Hitung"), type="primary", icon=":material/calculate:", disabled=locked
        )
    if not sent:
        return None
    return plan_view.SpendingQuestion(
        variant, tuple(segments), tuple(chosen), tuple(dict.fromkeys((*used, *must))),
        SpendingRules(least / 100, remote / 100, tuple(must)), float(budget), int(long), audience,
    )  # fmt: skip


def audience_choices(plan: Plan, _: Translator) -> dict[str, str]:
    """Name everybody, the saved audiences as they are now, and the one that the plan cites."""
    words = {"": _("Semua penduduk terdaftar")} | cached.saved_audiences()
    if plan.audience and plan.audience not in words:
        name = cached.audience_name(plan.audience) or _("khalayak yang sudah tidak ada")
        words[plan.audience] = _("{name} (seperti saat rencana dibuat)").format(name=name)
    return words


def _work_out(
    document: Document, plan: Plan, wanted: plan_view.SpendingQuestion, _: Translator
) -> None:
    if not wanted.channels:
        st.error(_("Pilih paling sedikit satu kanal."), icon=":material/error:")
        return
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        # A click ends this run at the next word to the screen: nothing half-made is kept.
        st.button(_("Hentikan"), icon=":material/stop:", key="stop_spending")
        bar = st.progress(0.0, width="stretch", text=_("Menghitung pembagian anggaran..."))

    def going(done: float) -> bool:
        bar.progress(min(done, 1.0), text=_("Menghitung pembagian anggaran..."))
        return True

    areas = cached.areas("village")
    labels = cached.segmentation().labels
    rates = media_rates(
        areas,
        labels,
        wanted.channels,
        cached.playbook(),
        cached.placed_inventory(cached.inventory_key()),
        months=wanted.months,
        learnt=_learnt(),
    )
    counts = cached.cited_audience(wanted.audience)
    people = plan_view.people_meant(areas, labels, wanted.segments, wanted.districts, counts)
    places = areas.table[["district_code", "geographic_class"]]
    try:
        found = plan_spending(rates, people, places, wanted.budget, rules=wanted.rules, going=going)
    except BudgetError as fault:
        place.empty()
        words = plan_view.budget_fault(fault, cached.areas("district").table["name"], _)
        st.error(words, icon=":material/error:")
        return
    except SolvingStoppedError:
        return
    place.empty()
    bought = Variant.of(wanted.name, found, wanted.channels, wanted.months, wanted.rules)
    changed = plan_view.with_answer(plan, wanted, bought)
    if rates.left_out:
        names = cached.inventory_channels(_.language) | plan_view.all_channels(_.language)
        state.say(plan_view.left_out_words(rates.left_out, names, _))
    if saving.save_plan(document, changed, note=f"variant {wanted.name}"):
        st.rerun()


def _learnt() -> dict[tuple[str, str], tuple[float, float]]:
    """Give what was learnt by channel id; lessons name channels as they were printed."""
    from datetime import date

    found = learnt_rates(cached.store(), today=date.today())
    ids = {name: one for one, name in plan_view.all_channels("id").items()}
    return {(code, ids[name]): rate for (code, name), rate in found.items() if name in ids}
