"""Kinds of people by village: computed when asked, and off where the survey shows nothing."""

import pandas as pd
import streamlit as st

from dashboard import cached, layers, state, survey_view
from dashboard.components import area_map, plain_rows
from dashboard.components.survey.findings import needs_survey
from segments.audience import VillageClasses, class_names
from segments.i18n import Translator

MAP_HEIGHT = 400


def show_villages() -> None:
    """Carry the kinds of people to the villages, with ranges."""
    _ = state.translator()
    if needs_survey(_):
        return
    found = cached.survey()
    choice = cached.survey_classes(found.id)
    if choice is None or choice.k == 1:
        st.info(
            _("Cari dulu kelompok sikapnya di bagian *Kelompok sikap*."), icon=":material/groups:"
        )
        return
    projected = cached.village_classes(found.id) or _compute(found.id, _)
    if projected is None:
        return
    names, kinds = class_names(choice), survey_view.class_words(_)
    words = {n: f"{n} · {kinds[names[n]]}" for n in choice.result.sizes.index}
    chosen = st.selectbox(
        _("Kelompok"), list(words), format_func=words.__getitem__, key="projected_class"
    )
    everywhere, tells = st.columns(2)
    everywhere.metric(_("Seluruh kabupaten"), _.percent(float(projected.overall[chosen]), 0))
    tells.metric(_("Yang dijelaskan ciri orang dan wilayah"), _.percent(projected.explained, 0))
    if projected.off:
        st.warning(_reason(projected, _), icon=":material/location_off:")
        return
    _show_shares(projected, int(chosen), words[chosen], _)


def _compute(survey_id: str, _: Translator) -> VillageClasses | None:
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        started = st.button(
            _("Hitung per desa"),
            type="primary",
            icon=":material/map:",
            key="find_village_classes",
        )
        st.caption(_("Biasanya selesai dalam setengah menit."), width="stretch")
    if not started:
        return None
    with place.container(horizontal=True, vertical_alignment="center"):
        # A click ends this run at the next word to the screen: nothing half-made is kept.
        st.button(_("Hentikan"), icon=":material/stop:", key="stop_villages")
        bar = st.progress(0.0, width="stretch")
    text = _("Mengulang dengan responden lain untuk mendapat rentang...")
    projected = cached.find_village_classes(
        survey_id, lambda done, every: bar.progress(done / every, text=text)
    )
    place.empty()
    return projected


def _reason(projected: VillageClasses, _: Translator) -> str:
    return {
        "explains_little": _(
            "Survei ini tidak menunjukkan beda antardesa: jenis kelamin, umur, pendidikan, dan "
            "kelas wilayah hanya menjelaskan {share}. Pakai angka kabupaten; lapisan ini dimatikan."
        ),
        "mostly_flat": _(
            "Survei ini tidak menunjukkan beda antardesa: di lebih dari {most} desa, angka "
            "kabupaten ada di dalam rentang. Pakai angka kabupaten; lapisan ini dimatikan."
        ),
    }[projected.off].format(share=_.percent(projected.explained, 0), most=_.percent(0.8, 0))


def _show_shares(projected: VillageClasses, chosen: int, title: str, _: Translator) -> None:
    areas = cached.areas("village")
    shares = projected.mean[chosen].reindex(areas.table.index)
    low, high = projected.low[chosen], projected.high[chosen]
    apart = (projected.overall[chosen] < low) | (projected.overall[chosen] > high)
    left, right = st.columns([11, 9], gap="medium")
    with left:
        layer = layers.share_layer(areas, shares.rename("projected_class"), title, _)
        area_map.show_area_map(layer, key="projected_map", height=MAP_HEIGHT)
    with right:
        order = shares.sort_values(ascending=False, kind="stable").index
        places = areas.table.loc[order]
        rows = pd.DataFrame(
            {
                _("Desa/kelurahan"): places["name"].to_numpy(),
                _("Kecamatan"): places["district_name"].to_numpy(),
                _("Bagian"): [_.percent(shares[code], 0) for code in order],
                _("Rentang 90 %"): [
                    f"{_.percent(low[code], 0)}–{_.percent(high[code], 0)}" for code in order
                ],
                _("Berbeda"): [_("ya") if apart[code] else "–" for code in order],
            }
        )
        plain_rows.show_rows(rows, numbers=[_("Bagian"), _("Rentang 90 %")], height=MAP_HEIGHT + 60)
    st.caption(
        _(
            "Estimasi model untuk penduduk 15 tahun ke atas: peluang kelompok menurut jenis "
            "kelamin, umur, pendidikan, dan kelas wilayah, dirata-rata menurut susunan penduduk "
            "tiap desa. "
            "Bedakan desa hanya bila kolom terakhir menyebut ya: {n} dari {all}."
        ).format(n=_.number(int(apart.sum())), all=_.number(len(apart)))
    )
