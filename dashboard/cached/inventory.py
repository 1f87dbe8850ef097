"""The channel inventory of the office: read, checked and spread over the villages, cached."""

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from dashboard import layers
from dashboard.cached.office import store
from dashboard.cached.places import areas
from dashboard.cached.playbook import playbook
from segments import advice
from segments.advice import INVENTORY_KIND, Inventory, PlacedInventory, tidy_row
from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.store import Document

Row = tuple[tuple[str, str], ...]


class InventoryKey(NamedTuple):
    """Which inventory: the document and its revision; nothing for the list that ships."""

    document: str = ""
    revision: int = 0


def inventory_document() -> "Document | None":
    """Give the stored inventory; None as long as nobody saved any."""
    from segments.store import MissingError

    try:
        found = store().get(INVENTORY_KIND)  # there is one: its id is its kind
    except MissingError:
        return None
    return None if found.deleted else found


def inventory_key() -> InventoryKey:
    """Tell which inventory is in use now."""
    document = inventory_document()
    return InventoryKey(document.id, document.revision) if document else InventoryKey()


@st.cache_resource(show_spinner=False, max_entries=20)
def inventory_rows(key: InventoryKey) -> tuple[dict[str, str], ...]:
    """Give the rows of an inventory as they stand, faults included; shared, never changed."""
    if not key.document:
        return tuple(tidy_row(row) for row in advice.shipped_rows())
    body = store().get(key.document, key.revision).body
    return tuple(tidy_row(row) for row in body.get("rows", ()) if isinstance(row, dict))


@st.cache_resource(show_spinner=False, max_entries=20)
def inventory(key: InventoryKey) -> Inventory:
    """Read and check an inventory; shared, never changed."""
    return advice.read_inventory(inventory_rows(key), playbook(), areas("village"))


@st.cache_resource(show_spinner=False, max_entries=10)
def placed_inventory(key: InventoryKey) -> PlacedInventory:
    """Spread an inventory over the villages; shared, never changed."""
    return advice.place_inventory(inventory(key), areas("village"))


@st.cache_resource(show_spinner=False, max_entries=10)
def checked_rows(rows: tuple[Row, ...]) -> Inventory:
    """Check rows that are being typed; shared, never changed."""
    return advice.read_inventory([dict(row) for row in rows], playbook(), areas("village"))


@st.cache_resource(show_spinner=False, max_entries=60)
def coverage_layer(key: InventoryKey, channel: str, language: str) -> layers.Layer:
    """Map the share of residents whom a channel can reach, by village; shared."""
    _ = Translator(language)
    places = areas("village")
    shares = placed_inventory(key).of(channel)["share"].reindex(places.table.index).fillna(0.0)
    title = _("Warga dalam jangkauan")
    return layers.share_layer(places, shares.rename(f"inventory:{channel}"), title, _)
