"""What is selected: names, residents, figure; clear it or select several."""

import streamlit as st

from dashboard import cached, figures, state
from dashboard.layers import Layer


def show_selection_panel(layer: Layer) -> bool:
    """Show what is selected on the map; tell whether clicks add to it."""
    _ = state.translator()
    rows = layer.rows.loc[list(state.selection().shown_areas)]
    with st.container(border=True, gap="xsmall", key="selection_panel"):
        if rows.empty:
            st.markdown(f"**{_('Belum ada wilayah terpilih')}**")
            st.caption(_("Klik wilayah pada peta atau baris pada tabel."))
        elif len(rows) == 1:
            row = rows.iloc[0]
            place = _("Kec. {name}") if layer.level == "district" else "{name}"
            st.markdown(f"**{place.format(name=row['name'])}** · {_.people(row['population'])}")
            st.caption(f"{layer.title}: {row['text']}")
            if layer.name == "geographic_class" and layer.level == "village":
                reason = cached.areas("village").table.at[row.name, "geographic_reason"]
                st.caption(_("Tandanya: {signs}.").format(signs=figures.sign_words(reason, _)))
        else:
            people = _.people(rows["population"].sum())
            count = _.plural("{n} wilayah terpilih", "{n} wilayah terpilih", len(rows))
            st.markdown(f"**{count}** · {people}")
            st.caption(", ".join(rows["name"].head(6)) + (", …" if len(rows) > 6 else ""))
        with st.container(horizontal=True, vertical_alignment="center"):
            adding = st.toggle(_("Pilih beberapa wilayah"), key="adding")
            st.button(
                _("Bersihkan pilihan"),
                key="clear_areas",
                type="tertiary",
                disabled=rows.empty,
                on_click=state.clear_areas,
            )
    return adding
