"""Where which audience lives: one column on a map, a ranked chart and a table."""

import streamlit as st

from dashboard import cached, layers, state
from dashboard.components import (
    area_map,
    area_path,
    area_table,
    place_search,
    segment_legend,
    selection_panel,
    source_note,
)
from dashboard.components.page_header import show_page_header

GROUP = "audience_map"

_ = state.translator()
show_page_header(
    _("Peta khalayak"),
    _("Di mana khalayak tinggal dan berapa orangnya, dari kabupaten sampai satu desa."),
)

columns = cached.map_columns(state.selection().level)
words = cached.map_column_words(_.language)
what, where, search = st.columns([5, 3.4, 4], vertical_alignment="top")
with what:
    column = st.selectbox(
        _("Data pada peta (ketik untuk mencari)"),
        columns,
        format_func=words.__getitem__,
        **state.bound("column", allowed=columns),
    )
with where:
    st.segmented_control(
        _("Tingkat wilayah"),
        ["village", "district"],
        format_func={"village": _("Desa/kelurahan"), "district": _("Kecamatan")}.__getitem__,
        required=True,
        **state.bound("level"),
    )
with search:
    text = place_search.show_search_box()
place_search.show_found_places(text)


@st.fragment
def show_explorer(column: str) -> None:
    """Map, chart and table of one selection; a click runs only this part again."""
    chosen = state.selection()
    level = chosen.shown_level
    left, right = st.columns([11, 9], gap="medium")
    with left:
        area_path.show_area_path()
        if column == layers.SEGMENTS and level == "district":
            segment_legend.show_segment_picker(_("Segmen yang ditampilkan"))
    name = layers.fitting_column(column, level, state.selection().segment)
    layer = cached.layer(name, level, _.language)
    rows = layers.in_district(layer, chosen.district)
    with right:
        adding = selection_panel.show_selection_panel(layer)
        ranked = cached.ranked_bars(name, level, chosen.district, chosen.shown_areas, _.language)
        st.vega_lite_chart(ranked, theme=None, key="ranked")
        area_table.show_layer_table(layer, rows, key="area_table", group=GROUP)
    with left:
        area_map.show_area_map(
            layer, key="area_map", group=GROUP, focus=chosen.district, adding=adding
        )
        source_note.show_layer_note(name, level, layer.n_missing)
    area_map.show_selection(GROUP, chosen.shown_areas)


show_explorer(column)
