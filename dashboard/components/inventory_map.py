"""Where a channel of the inventory works: a map, its table, and whose channels they are."""

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components import area_map, area_table
from dashboard.components.inventory_files import describe_reach
from dashboard.components.source_note import SourceNote, show_source_note
from segments import export
from segments.advice import InventoryEntry, in_language
from segments.i18n import Translator

GROUP = "inventory_map"
MAP_HEIGHT = 380


@st.fragment
def show_coverage() -> None:
    """Ask for a channel and show where the stored list says that it works."""
    _ = state.translator()
    key = cached.inventory_key()
    placed = cached.placed_inventory(key)
    channels = cached.playbook().channels
    listed = [name for name in channels if name in placed.channels.index]
    if not listed:
        st.info(_("Belum ada baris yang lengkap, jadi belum ada yang bisa dipetakan."))
        return
    left, right = st.columns([11, 9], gap="medium")
    with left:
        channel = st.selectbox(
            _("Kanal pada peta"),
            listed,
            format_func=lambda name: in_language(channels[name], "name", _.language),
            key="inventory_channel",
        )
        layer = cached.coverage_layer(key, channel, _.language)
        area_map.show_area_map(layer, key=GROUP, group=GROUP, height=MAP_HEIGHT)
        entries = [one for one in cached.inventory(key).entries if one.channel == channel]
        show_source_note(_note(layer.title, entries, _), key=f"inventory_{channel}")
    with right:
        st.markdown(describe_reach(placed, channel))
        _show_entries(entries, _)
        area_table.show_layer_table(layer, layer.rows, key="inventory_table", group=GROUP)
    area_map.show_selection(GROUP, state.selection().shown_areas)


def _show_entries(entries: list[InventoryEntry], _: Translator) -> None:
    basis = export.inventory_choices(cached.playbook(), _)["basis"]
    table = pd.DataFrame(
        {
            _("Nama kanal"): [entry.name for entry in entries],
            _("Pemilik"): [entry.owner for entry in entries],
            _("Biaya"): [_cost(entry, _) for entry in entries],
            _("Dasar"): [basis[entry.basis] for entry in entries],
        }
    )
    height = min(38 * (len(table) + 1) + 2, 190)
    st.dataframe(table, hide_index=True, height=height, key="inventory_entries")


def _cost(entry: InventoryEntry, _: Translator) -> str:
    return f"Rp{_.range(entry.cost_low, entry.cost_high)}/{entry.cost_unit}"


def _note(title: str, entries: list[InventoryEntry], _: Translator) -> SourceNote:
    found = all(entry.basis == "found" for entry in entries)
    sources = list(dict.fromkeys(entry.source for entry in entries))
    years = sorted({entry.cost_date[:4] for entry in entries})
    remark = (
        _("Keberadaannya ditemukan di sumber; jangkauannya perkiraan kantor")
        if found
        else _("Keberadaan dan jangkauannya perkiraan kantor; ganti dengan data sendiri")
    )
    return SourceNote(
        title=title,
        definition=_(
            "Bagian warga desa yang dapat dicapai kanal ini menurut inventaris; nol di luar "
            "cakupannya"
        ),
        year="-".join(dict.fromkeys((years[0], years[-1]))),
        evidence="assumed",
        sources=(f"{_('Inventaris kanal')} — {'; '.join(sources[:3])}",),
        remark=remark,
    )
