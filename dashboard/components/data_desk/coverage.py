"""How complete the columns are, village by village and district by district."""

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import plain_rows


def show_coverage() -> None:
    """Show for every column how many places have a figure, the emptiest first."""
    _ = state.translator()
    rows = cached.coverage_rows(_.language)
    gaps = rows[rows["missing"] > 0]
    whole, holes = st.columns(2)
    whole.metric(_("Kolom terisi penuh"), _.number(int((rows["missing"] == 0).sum())))
    holes.metric(_("Kolom dengan wilayah kosong"), _.number(len(gaps)))
    st.caption(
        _(
            "Kosong berarti tidak ada data, bukan nol. Yang diukur per kecamatan diwarisi semua "
            "desanya."
        )
    )
    only = st.toggle(_("Hanya kolom yang ada kosongnya"), value=True, key="only_gaps")
    shown = gaps if only else rows
    plain_rows.show_rows(
        pd.DataFrame(
            {
                _("Kolom"): shown["label"],
                _("Diukur per"): shown["level"],
                _("Desa/kelurahan terisi"): shown["villages"],
                _("Kecamatan terisi"): shown["districts"],
                _("Yang kosong"): shown["where"],
            }
        ),
        numbers=[_("Desa/kelurahan terisi"), _("Kecamatan terisi")],
        height=460,
    )
