"""The office's own work: one store for all sessions, and what all pages use of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from geodata.office_columns import OfficeColumn
    from segments.store import Document, Store
    from segments.typology import VersionRecord


@st.cache_resource(show_spinner=False)
def store() -> "Store":
    """Open the store once; it is safe to share, and its documents are never cached here."""
    from segments.store import open_store

    return open_store()


@st.cache_resource(show_spinner=False)
def _served_settings() -> tuple[tuple[str, str], ...]:
    return _settings()


def _settings() -> tuple[tuple[str, str], ...]:
    from segments.store import read_settings

    return tuple(sorted(read_settings(store()).items()))


def follow_settings() -> None:
    """Empty the caches when somebody, in whatever process, changed what the office uses.

    Everything that is cached here rests on the version, the edition and the survey in use; a
    change of one is rare, and reading a row tells of it.
    """
    if _served_settings() != _settings():
        st.cache_resource.clear()
        st.cache_data.clear()


@st.cache_resource(show_spinner=False)
def version_record() -> "tuple[VersionRecord, str]":
    """Load the version in use, and why it is not the chosen one; shared, never changed."""
    from segments.typology import load_in_use

    return load_in_use(store())


@st.cache_resource(show_spinner=False)
def office_columns() -> "tuple[tuple[OfficeColumn, ...], tuple[str, ...]]":
    """Load the uploaded columns in use, and the ids of those that cannot be; shared."""
    from dashboard.office_data import columns_in_use
    from geodata import AreaTableError, load_areas
    from geodata.office_columns import OfficeColumnError

    found, broken = columns_in_use(store())
    try:
        if found:
            load_areas("village", office=found)
    except (AreaTableError, OfficeColumnError):
        # The tables that ship always work: better without the office's columns than without pages.
        return (), (*broken, *(one.name for one in found))
    return found, broken


def lesson_of(plan_id: str) -> "Document | None":
    """Give what was learnt from a plan and accepted; read anew every time."""
    from segments.store import MissingError

    try:
        found = store().get(f"les-{plan_id}"[:16])
    except MissingError:
        return None
    return None if found.deleted else found


@dataclass(frozen=True)
class Known:
    """The ids of one kind of document, as a link may name them: asked of the store each time."""

    kind: str

    def __contains__(self, document_id: object) -> bool:
        """Whether there is such a document, or none is asked for."""
        from segments.store import MissingError

        if not document_id:
            return True
        try:
            found = store().get(str(document_id))
        except MissingError:
            return False
        return found.kind == self.kind and not found.deleted
