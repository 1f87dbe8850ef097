"""The channel inventory on this user's desk: what the grid started from and what was typed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import streamlit as st

_DESK = "inventory_desk"

Rows = tuple[dict[str, str], ...]


@dataclass(frozen=True)
class InventoryDesk:
    """The rows in the grid.

    Attributes
    ----------
    started
        Rows that the grid was opened with; it adds the typing to them by itself.
    typed
        Rows as they stand now.
    saved
        Rows as the store has them; what differs is not saved yet.
    revision
        Revision of the stored list that the rows rest on; 0 for the list that ships.
    edition
        Counts how often the grid was opened anew: part of its key.
    """

    started: Rows
    typed: Rows
    saved: Rows
    revision: int
    edition: int = 0

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.typed != self.saved

    @property
    def grid(self) -> str:
        """Key of the grid; another key makes it start over."""
        return f"inventory_grid_{self.edition}"


def inventory_desk(saved: Sequence[dict[str, str]], revision: int) -> InventoryDesk:
    """Give what is on the desk; the stored list where nothing unsaved lies there.

    A grid that was away on another page has forgotten its typing: it opens with the rows as
    they were typed.
    """
    desk = _desk()
    if desk is None:
        return _lay(InventoryDesk(tuple(saved), tuple(saved), tuple(saved), revision))
    if desk.revision != revision and not desk.changed:
        return lay_inventory(saved, saved=saved, revision=revision)
    if desk.started != desk.typed and desk.grid not in st.session_state:
        return lay_inventory(desk.typed)
    return desk


def lay_inventory(
    rows: Sequence[dict[str, str]],
    *,
    saved: Sequence[dict[str, str]] | None = None,
    revision: int | None = None,
) -> InventoryDesk:
    """Put other rows on the desk and open the grid anew."""
    desk = _desk() or InventoryDesk((), (), (), 0)
    return _lay(
        InventoryDesk(
            tuple(rows),
            tuple(rows),
            desk.saved if saved is None else tuple(saved),
            desk.revision if revision is None else revision,
            desk.edition + 1,
        )
    )


def note_inventory(desk: InventoryDesk, rows: Sequence[dict[str, str]]) -> InventoryDesk:
    """Take note of what the grid shows, without opening it anew."""
    return _lay(replace(desk, typed=tuple(rows)))


def _desk() -> InventoryDesk | None:
    kept: dict[str, Any] | None = st.session_state.get(_DESK)
    return InventoryDesk(**kept) if kept else None


def _lay(desk: InventoryDesk) -> InventoryDesk:
    st.session_state[_DESK] = asdict(desk)
    return desk
