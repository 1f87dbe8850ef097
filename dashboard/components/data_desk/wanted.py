"""Public tables worth fetching: what each would improve, and the page where it is."""

import pandas as pd
import streamlit as st

from dashboard import state
from geodata.wanted_tables import load_wanted


def show_wanted() -> None:
    """List the tables, the most useful first; a downloaded one is recognised by its file name."""
    _ = state.translator()
    st.markdown(
        _(
            "Tabel umum ini dapat menggantikan perkiraan. Unduh di halamannya (Excel atau CSV), "
            "lalu unggah di bagian *Unggah* tanpa mengganti nama berkas: keterangannya terisi "
            "sendiri."
        )
    )
    tables = load_wanted()
    st.dataframe(
        pd.DataFrame(
            {
                _("Tabel"): [one.title for one in tables],
                _("Yang menjadi lebih baik"): [one.improves for one in tables],
                _("Penerbit"): [one.publisher for one in tables],
                _("Tahun"): [one.years for one in tables],
                _("Halaman"): [one.address for one in tables],
            }
        ),
        hide_index=True,
        height=35 * (len(tables) + 1) + 3,
        column_config={
            _("Halaman"): st.column_config.LinkColumn(display_text=_("buka halaman")),
        },
    )
