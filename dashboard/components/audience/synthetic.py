"""Synthetic persons to take away, for those who simulate."""

from datetime import date

import streamlit as st

from dashboard import audience_view, cached, state
from dashboard.components import export_buttons, export_log
from dashboard.components.export_buttons import Export
from segments import export
from segments.audience import synthetic_persons


def show_synthetic() -> None:
    """Offer the synthetic persons of some kecamatan."""
    _ = state.translator()
    with st.expander(_("Orang sintetis untuk simulasi")):
        st.markdown(
            _(
                "**DATA SINTETIS.** Orang-orang ini tidak ada. Jumlahnya per desa sama dengan "
                "register, susunannya diundi dari estimasi model. Untuk simulasi dan latihan saja, "
                "bukan untuk laporan dan bukan untuk menyasar siapa pun."
            )
        )
        names = cached.areas("district").table["name"].sort_values().to_dict()
        chosen = st.multiselect(
            _("Kecamatan untuk berkas sintetis"),
            list(names),
            format_func=names.__getitem__,
            max_selections=5,
            placeholder=_("pilih paling banyak 5"),
            key="synthetic_districts",
        )
        if not chosen:
            return
        districts = tuple(sorted(chosen))

        def make() -> bytes:
            persons = synthetic_persons(cached.joint(), districts)
            return export.synthetic_csv(
                persons,
                cached.areas("village").table,
                audience_view.dimension_words(_),
                _,
            )

        name = export.safe_filename(
            f"{_('Data sintetis')} {' '.join(names[one] for one in districts)}",
            date.today(),
            cached.edition(),
            "csv",
        )
        logged = export_log.logged(make, "export.synthetic.csv", subject=" ".join(districts))
        label = _("Unduh orang sintetis (csv)")
        export_buttons.show_export_buttons(
            [Export(label, name, export_buttons.CSV, logged)], key="synthetic"
        )
