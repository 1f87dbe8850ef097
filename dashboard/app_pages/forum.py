"""Full screens for the coordination forum."""

from dashboard import cached, state
from dashboard.components import forum
from dashboard.components.page_header import show_page_header

_ = state.translator()
chosen = state.selection().plan
show_page_header(
    _("Mode forum"),
    _("Panah atau tombol alat presentasi berpindah layar; N catatan; Esc menutup."),
)
forum.show_forum(cached.store().get(chosen) if chosen else None)
