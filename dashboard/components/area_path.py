"""Where on the map one is: regency or an opened district, and the way back."""

import streamlit as st

from dashboard import cached, state


def show_area_path() -> None:
    """Show the path to the opened district, with steps back and further in."""
    _ = state.translator()
    chosen = state.selection()
    names = cached.areas("district").table["name"]
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="area_path"):
        if chosen.district:
            st.button(
                _("Kabupaten Bogor"),
                key="path_back",
                type="tertiary",
                icon=":material/arrow_back:",
                on_click=state.update,
                kwargs={"district": ""},
            )
            st.markdown(f"› **{_('Kec.')} {names[chosen.district]}**", width="content")
            return
        st.markdown(f"**{_('Kabupaten Bogor')}**", width="content")
        districts = dict.fromkeys(code[: state.DISTRICT_CODE_LENGTH] for code in chosen.shown_areas)
        if len(districts) == 1:
            (district,) = districts
            st.button(
                _("Buka desa di Kec. {name}").format(name=names[district]),
                key="path_open",
                type="tertiary",
                icon=":material/zoom_in:",
                on_click=state.update,
                kwargs={"district": district},
            )
