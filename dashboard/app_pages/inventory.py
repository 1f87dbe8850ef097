"""Which channels the office can use: whose, where, how many people, at what cost."""

import streamlit as st

from dashboard import cached, state
from dashboard.components import inventory_files, inventory_grid, inventory_map, revision_list
from dashboard.components.page_header import show_page_header

_ = state.translator()
show_page_header(
    _("Inventaris kanal"),
    _("Kanal apa saja yang bisa dipakai, milik siapa, menjangkau desa mana, dan berapa biayanya."),
)

key = cached.inventory_key()
inventory = cached.inventory(key)
found = sum(entry.basis == "found" for entry in inventory.entries)
st.markdown(
    _(
        "{n} kanal siap dipakai dalam saran dan rencana: {found} ditemukan di sumber terbuka, "
        "{assumed} masih asumsi yang perlu Anda ganti dengan data kantor."
    ).format(
        n=_.number(len(inventory.entries)),
        found=_.number(found),
        assumed=_.number(len(inventory.entries) - found),
    )
)

views = {"list": _("Daftar"), "files": _("Unduh dan unggah"), "map": _("Peta cakupan")}
document = cached.inventory_document()
if document is not None:
    views["history"] = _("Riwayat")
view = st.segmented_control(
    _("Tampilan"),
    list(views),
    format_func=views.__getitem__,
    default="list",
    required=True,
    label_visibility="collapsed",
    key="inventory_view",
)

desk = state.inventory_desk(cached.inventory_rows(key), key.revision)
if view == "list":
    inventory_grid.show_newer(desk)
    desk = inventory_grid.show_grid(desk)
    inventory_grid.show_saving(desk)
    inventory_grid.show_problems(inventory_grid.problems_of(desk.typed), desk.typed)
    st.caption(
        _(
            "Ketik langsung di tabel; baris baru di bawah sendiri, hapus dengan mencentang nomor "
            "baris. Jangan isi nama orang, nomor telepon, atau surel."
        )
    )
elif view == "files":
    inventory_files.show_files(desk)
elif view == "map":
    inventory_map.show_coverage()
elif document is not None:
    revision_list.show_history(
        document,
        lambda one: _("{n} baris").format(n=_.number(len(one.body.get("rows", ())))),
        key="inventory",
        on_change=inventory_grid.take_saved,
    )
