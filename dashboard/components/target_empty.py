"""What to do when a target list would be empty."""

import streamlit as st

from dashboard import cached, state, targets
from dashboard.components import segment_legend


def show_no_segment() -> None:
    """Say what to choose when no segment is chosen, with a button for each."""
    _ = state.translator()
    st.info(_("Belum ada segmen. Pilih satu untuk mulai, atau tambah beberapa di kotak Segmen."))
    with st.container(horizontal=True, key="start_segments"):
        for code in cached.segmentation().codes:
            st.button(
                segment_legend.segment_title(code),
                key=f"start_{code}",
                on_click=state.update,
                kwargs={"list_segments": (code,)},
            )


def show_no_village(question: targets.ListQuestion) -> None:
    """Say which segments the chosen districts do have."""
    _ = state.translator()
    districts = cached.areas("village").table["district_code"]
    labels = cached.segmentation().labels[districts.isin(question.districts)]
    there = [
        _("{segment} ({n} desa/kelurahan)").format(
            segment=segment_legend.segment_title(code), n=_.number(n)
        )
        for code, n in labels.value_counts().sort_index().items()
    ]
    st.info(_("Segmen yang dipilih tidak ada di kecamatan yang dipilih."))
    if there:
        lines = "\n".join(f"- {segment}" for segment in there)
        st.markdown(f"{_('Yang ada di sana:')}\n\n{lines}")
    st.button(
        _("Pakai semua kecamatan"),
        on_click=state.update,
        kwargs={"list_districts": ()},
        key="all_districts",
    )
