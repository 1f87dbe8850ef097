"""The channel inventory as a file: taken away, filled in elsewhere, brought back."""

from collections.abc import Sequence

import streamlit as st

from dashboard import cached, state
from dashboard.components.export_buttons import XLSX, Export, show_export_buttons
from dashboard.components.export_log import logged
from dashboard.components.inventory_grid import problems_of, show_problems
from geodata.uploads import UploadError
from segments import export
from segments.advice import PlacedInventory

KEY = "inventory_upload"


def show_files(desk: state.InventoryDesk) -> None:
    """Offer the list as a workbook, and take one back."""
    _ = state.translator()
    rows, playbook, areas = desk.typed, cached.playbook(), cached.areas("village")
    make = logged(
        lambda: export.inventory_workbook(rows, playbook, areas, _),
        "export.inventory.xlsx",
        subject="inventory",
        details=lambda: {"rows": len(rows)},
    )
    name = f"{_('inventaris-kanal')}.xlsx"
    show_export_buttons([Export(_("Unduh daftar (Excel)"), name, XLSX, make)], key="inventory")
    if not state.actor().may_plan:
        return
    uploaded = st.file_uploader(
        _("Unggah daftar yang sudah diisi (Excel atau CSV)"), type=["xlsx", "csv"], key=KEY
    )
    if uploaded is None:
        return
    try:
        found = export.read_inventory_file(uploaded.getvalue(), uploaded.name, playbook)
    except UploadError as fault:
        st.error(str(fault), icon=":material/error:")
        return
    _show_found(found, desk)


def _show_found(found: export.InventoryFile, desk: state.InventoryDesk) -> None:
    """Say what the file holds and ask before it takes the place of the grid."""
    _ = state.translator()
    rows = [dict(row) for row in found.rows]
    st.markdown(
        _("Terbaca {n} baris; daftar di layar berisi {m} baris.").format(
            n=_.number(len(rows)), m=_.number(len(desk.typed))
        )
    )
    problems = [found.in_file(problem) for problem in problems_of(rows)]
    by_file = dict(zip(found.numbers, rows, strict=True))
    last = max(by_file, default=0)
    blank = dict.fromkeys(rows[0], "") if rows else {}
    show_problems([*found.problems, *problems], [by_file.get(n, blank) for n in range(1, last + 1)])
    st.button(
        _("Ganti isi layar dengan berkas ini"),
        type="primary",
        disabled=not rows,
        on_click=_take,
        args=(rows,),
        help=_("Daftar tersimpan belum berubah sampai Anda menekan Simpan daftar."),
    )


def _take(rows: Sequence[dict[str, str]]) -> None:
    state.lay_inventory(rows)


def describe_reach(placed: PlacedInventory, channel: str) -> str:
    """Say how many villages and residents a channel can reach, and what a month can hold."""
    _ = state.translator()
    villages = placed.of(channel)
    residents = cached.areas("village").table["population"].reindex(villages.index)
    reached = float((residents * villages["share"]).sum())
    text = _("{villages} desa/kelurahan; {people} dalam jangkauan.").format(
        villages=_.number(len(villages)), people=_.people(reached)
    )
    capacity = villages["capacity"].sum(skipna=False)
    if capacity == capacity:
        text += " " + _("Sebulan paling banyak bertemu {people}.").format(
            people=_.people(float(capacity))
        )
    return text
