"""The pages: file, address, title, icon and group, in the order of the working day."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from segments.i18n import Translator

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class PageEntry:
    """One page as the menu shows it."""

    path: str
    address: str
    title: str
    icon: str
    group: str


def page_entries(_: Translator) -> tuple[PageEntry, ...]:
    """List the pages whose file is there: an office that takes a page out leaves no dead link."""
    start, audience, plan = "", _("Kenali khalayak"), _("Susun rencana")
    grouping, office = _("Segmentasi"), _("Kelola")
    sending = _("Kirim dan terima")
    entries = (
        PageEntry("app_pages/home.py", "", _("Beranda"), "home", start),
        PageEntry("app_pages/audience_map.py", "map", _("Peta khalayak"), "map", audience),
        PageEntry("app_pages/audience.py", "audience", _("Khalayak"), "person_search", audience),
        PageEntry("app_pages/survey.py", "survey", _("Survei"), "ballot", audience),
        PageEntry("app_pages/profiles.py", "profiles", _("Profil segmen"), "groups", audience),
        PageEntry("app_pages/segmentation.py", "segmentation", _("Segmentasi"), "hub", grouping),
        PageEntry("app_pages/versions.py", "versions", _("Versi segmentasi"), "history", grouping),
        PageEntry("app_pages/recipe.py", "recipe", _("Susun resep"), "tune", grouping),
        PageEntry("app_pages/k_choice.py", "k", _("Jumlah segmen"), "account_tree", grouping),
        PageEntry("app_pages/inventory.py", "inventory", _("Inventaris kanal"), "cell_tower", plan),
        PageEntry("app_pages/advice.py", "advice", _("Saran"), "campaign", plan),
        PageEntry("app_pages/target_list.py", "targets", _("Daftar sasaran"), "checklist", plan),
        PageEntry("app_pages/campaign.py", "campaign", _("Kampanye"), "flag", plan),
        PageEntry("app_pages/slides.py", "slides", _("Bahan forum"), "slideshow", sending),
        PageEntry("app_pages/forum.py", "forum", _("Mode forum"), "present_to_all", sending),
        PageEntry("app_pages/packs.py", "packs", _("Paket kecamatan"), "package_2", sending),
        PageEntry("app_pages/results.py", "results", _("Hasil"), "monitoring", sending),
        PageEntry("app_pages/data.py", "data", _("Data"), "database", office),
        PageEntry("app_pages/backup.py", "backup", _("Cadangan dan catatan"), "save", office),
    )
    return tuple(entry for entry in entries if (FOLDER / entry.path).exists())


def menu(_: Translator) -> dict[str, list[st.Page]]:
    """Group the pages for `st.navigation`; the first one is where the dashboard opens."""
    groups: dict[str, list[st.Page]] = {}
    for entry in page_entries(_):
        groups.setdefault(entry.group, []).append(_page(entry))
    return groups


def _page(entry: PageEntry) -> st.Page:
    icon = f":material/{entry.icon}:"
    if not entry.address:
        return st.Page(entry.path, title=entry.title, icon=icon, default=True)
    return st.Page(entry.path, title=entry.title, icon=icon, url_path=entry.address)
