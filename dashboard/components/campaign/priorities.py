"""Which segments to think of first: size and need, with lines that the planner moves."""

import streamlit as st

from dashboard import cached, plan_charts, state
from dashboard.components import plain_rows
from segments.i18n import Translator

USUAL_NEED = "n_years_weak_signal"


def show_priorities() -> None:
    """Ask what need means, and sort the segments by it."""
    _ = state.translator()
    with st.expander(_("Segmen mana yang didahulukan?"), icon=":material/grid_view:"):
        if st.toggle(_("Bandingkan ukuran dan kebutuhan segmen"), key="show_quadrants"):
            _show_quadrants(_)


def _show_quadrants(_: Translator) -> None:
    words = cached.need_words(_.language)
    what, way, size, need = st.columns([5, 3, 2, 2], vertical_alignment="bottom")
    column = what.selectbox(
        _("Kebutuhan dibaca dari"),
        list(words),
        index=list(words).index(USUAL_NEED),
        format_func=words.__getitem__,
        key="need_column",
    )
    ways = {
        True: _("angka tinggi berarti lebih perlu"),
        False: _("angka rendah berarti lebih perlu"),
    }
    high = way.selectbox(_("Arah"), list(ways), format_func=ways.__getitem__, key="need_way")
    large = size.number_input(_("Besar mulai (% penduduk)"), 1, 60, 20, key="size_from")
    needy = need.number_input(_("Perlu mulai (indeks)"), 50, 200, 100, key="need_from")
    rows = cached.quadrant_rows(column, high, large / 100, float(needy), _.language)
    st.vega_lite_chart(plan_charts.quadrants(rows, large, needy, _), theme=None, key="quadrants")
    shown = rows[["segment", "people_text", "share_text", "need_text", "advice"]]
    shown.columns = [_("Segmen"), _("Penduduk"), _("Bagian"), _("Indeks kebutuhan"), _("Saran")]
    plain_rows.show_rows(shown, numbers=list(shown.columns[1:4]))
    st.caption(
        _(
            "Indeks 100 sama dengan kabupaten. Angka menggambarkan wilayah, bukan tiap warga; "
            "sumber dan tahunnya ada di Profil segmen."
        )
    )
