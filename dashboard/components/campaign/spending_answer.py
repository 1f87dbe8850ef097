"""What a budget buys: variants side by side, the map, the contacts, the price of fairness."""

from dataclasses import replace

import streamlit as st

from dashboard import cached, plan_charts, plan_view
from dashboard.components import area_map, plain_rows
from dashboard.components.campaign import saving
from dashboard.components.campaign.words import rupiah
from segments.campaign import Plan, Variant
from segments.i18n import Translator
from segments.store import Document


def show_variants(document: Document, plan: Plan, locked: bool, _: Translator) -> None:
    """Put the variants side by side, and show the chosen one closely."""
    st.subheader(_("Rencana berdampingan"), anchor=False)
    names = plan_view.all_channels(_.language)
    table = plan_view.variant_rows(plan, names, _)
    st.table(table, border="horizontal")
    st.caption(
        _(
            "Jangkauan: warga yang bertemu pesan lewat paling sedikit satu kanal dalam sebulan, "
            "setiap orang dihitung sekali. Estimasi model dari kebiasaan media provinsi dan "
            "nasional serta isi inventaris; rentang dari angka rendah dan tinggi. Selisih terbaik: "
            "paling banyak sebesar itu hasil dapat lebih baik."
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = [one.name for one in plan.variants]
        chosen = st.segmented_control(
            _("Yang dijalankan"), options, default=plan.chosen, key="chosen_variant",
            disabled=locked, required=True,
        )  # fmt: skip
        if chosen != plan.chosen and not locked:
            st.button(
                _("Pilih rencana {name}").format(name=chosen), icon=":material/check:",
                key="choose_variant", on_click=_choose, args=(document, plan, chosen),
            )  # fmt: skip
    _show_chosen(plan, str(chosen or plan.chosen), names, _)


def _choose(document: Document, plan: Plan, name: str) -> None:
    saving.save_plan(document, replace(plan, chosen=name), note=f"choose {name}")


def _show_chosen(plan: Plan, name: str, names: dict[str, str], _: Translator) -> None:
    variant = next(one for one in plan.variants if one.name == name)
    areas = cached.areas("village")
    left, right = st.columns(2, gap="medium")
    with left:
        layer = plan_view.reach_layer(areas, plan, variant, _)
        area_map.show_area_map(layer, key=f"reach_map_{name}", height=330)
    with right:
        _show_contacts(variant, _)
    rows = plan_view.line_rows(variant, names, areas.table["district_name"], _)
    plain_rows.show_rows(rows, numbers=list(rows.columns[1:]))
    st.caption(
        _(
            "Kuat: tetap terpilih di kecamatan itu dalam paling sedikit 80 % percobaan dengan "
            "angka jangkauan yang digeser di dalam rentangnya."
        )
    )
    by = plan_view.reach_rows(plan, variant, areas, cached.segmentation().labels,
                              cached.segment_names(_.language), _,
                              cached.cited_audience(plan.audience))  # fmt: skip
    plain_rows.show_rows(by, numbers=list(by.columns[1:]))
    _show_price(variant, _)


def _show_price(variant: Variant, _: Translator) -> None:
    lines = [
        _("Langkah demi langkah (kanal termurah per orang baru dulu) menjangkau {people}.").format(
            people=_.people(variant.greedy_people)
        )
    ]
    if variant.rules.floor or variant.rules.limited_floor:
        lines.append(
            _("Harga keadilan: {people} lebih sedikit daripada tanpa batas pemerataan.").format(
                people=_.people(variant.fairness_price)
            )
        )
    left = variant.budget - variant.cost
    lines.append(_("Sisa anggaran {rest}.").format(rest=rupiah(left, _)))
    st.markdown("  \n".join(lines).replace("$", "\\$"))


def _show_contacts(variant: Variant, _: Translator) -> None:
    st.markdown(f"**{_('Berapa kali warga bertemu pesan')}**")
    rows = plan_view.contact_rows(variant, _)
    plain_rows.show_rows(rows, numbers=list(rows.columns[1:]))
    st.caption(
        _(
            "Estimasi model selama {months} bulan. Asumsi: separuh khalayak sebuah kanal sama "
            "setiap bulan, dan kanal tidak saling bergantung."
        ).format(months=_.number(variant.months))
    )
    if variant.curve:
        st.markdown(f"**{_('Bila anggaran ditambah atau dikurangi')}**")
        st.vega_lite_chart(
            plan_charts.budget_curve(variant.curve, variant.budget, _),
            theme=None,
            key=f"curve_{variant.name}",
        )
