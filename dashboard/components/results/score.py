"""The campaign against its plan: conclusions first, then the figures behind them."""

import streamlit as st

from dashboard import cached, results_view, state
from segments.campaign import CampaignResult, ReturnOrder
from segments.export import conclusion_sentences


def show_score(result: CampaignResult, order: ReturnOrder) -> None:
    """Show conclusions, funnel, and planned against reported by channel, segment, kecamatan."""
    _ = state.translator()
    st.subheader(_("Yang dapat dikatakan dari laporan"), anchor=False)
    sentences = conclusion_sentences(result.conclusions, _, outcome=order.outcome)
    st.markdown("\n".join(f"* {sentence}" for sentence in sentences))
    steps = results_view.funnel_steps(result, _)
    for place, (stage, figure, words) in zip(st.columns(len(steps)), steps, strict=True):
        place.metric(stage, figure)
        place.caption(words)
    names = {"channel": {}, "segment": cached.segment_names(_.language)}
    names["district"] = order.districts
    tables = {
        "channel": (_("Kanal"), result.by_channel),
        "segment": (_("Segmen"), result.by_segment),
        "district": (_("Kecamatan"), result.by_district),
    }
    by = st.segmented_control(
        _("Menurut"),
        list(tables),
        format_func=lambda name: tables[name][0],
        default="channel",
        required=True,
        key="score_by",
    )
    rows = results_view.score_rows(tables[by][1], names[by], _)
    st.dataframe(rows.rename(columns={_("Kelompok"): tables[by][0]}), hide_index=True)
    st.caption(
        _(
            "Rencana adalah estimasi model dengan rentang; yang dilaporkan adalah isian kecamatan, "
            "hanya untuk baris yang sudah masuk. Bila beberapa kanal menjangkau satu desa, jumlah "
            "orang berupa rentang supaya tidak ada yang dihitung dua kali."
        )
    )
