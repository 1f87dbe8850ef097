"""Who lives where and what sets them apart: one segment, two side by side, or one kecamatan."""

import streamlit as st

from dashboard import state
from dashboard.components import district_profile, segment_comparison, segment_profile
from dashboard.components.page_header import show_page_header
from dashboard.components.segment_legend import show_segment_picker

_ = state.translator()
show_page_header(
    _("Profil segmen"),
    _("Siapa khalayaknya, di mana, berapa orangnya, dan apa yang membedakannya."),
)

switch, first, second, third = st.columns([3, 4, 4, 4])
words = {"segment": _("Segmen"), "district": _("Kecamatan")}
# The link tells which: with a kecamatan it opens that profile, also on a step back.
linked = "district" if state.selection().district else "segment"
with switch:
    shown = st.segmented_control(
        _("Profil"),
        list(words),
        format_func=words.__getitem__,
        default=linked,
        required=True,
        key=f"profile_of_{linked}",
    )
if shown != linked:
    state.update(district=district_profile.first_district() if shown == "district" else "")
    st.rerun()

if shown == "district":
    with first:
        district = district_profile.show_district_picker()
    district_profile.show_district_profile(district)
else:
    with first:
        segment = show_segment_picker(_("Segmen"))
    with second:
        compared = show_segment_picker(_("Sandingkan dengan"), field="compared", optional=True)
    if compared in ("", segment):
        with third:
            base = segment_profile.show_base_picker(segment)
        segment_profile.show_segment_profile(segment, base)
    else:
        segment_comparison.show_segment_comparison(segment, compared)
