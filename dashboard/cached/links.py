"""What a link may ask for, cached."""

from collections.abc import Collection, Iterator, Mapping

import streamlit as st

from dashboard import draft, targets
from dashboard.cached.office import store
from dashboard.cached.places import areas, map_columns, segmentation
from dashboard.cached.planning import playbook
from dashboard.grouping_words import K_PARTS, RECIPE_PARTS
from segments.advice import PlaybookError
from segments.i18n import LANGUAGES
from segments.store import MissingError


class SavedDocuments(Collection[str]):
    """The ids of what was saved of one kind, asked of the store each time; "" is none."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __contains__(self, id_: object) -> bool:
        """Whether there is such a document."""
        if not id_:
            return True
        try:
            return store().get(str(id_)).kind == self.kind
        except MissingError:
            return False

    def __iter__(self) -> Iterator[str]:
        """List the newest."""
        return (document.id for document in store().find(self.kind))

    def __len__(self) -> int:
        """Count the newest."""
        return len(store().find(self.kind))


@st.cache_resource(show_spinner=False)
def known_values() -> Mapping[str, Collection[str]]:
    """List what each field of a link may hold."""
    columns = {name for level in ("village", "district") for name in map_columns(level)}
    districts = frozenset(areas("district").table.index)
    segments = frozenset(segmentation().codes)
    return {
        "language": frozenset(LANGUAGES),
        "level": frozenset({"village", "district"}),
        "column": frozenset(columns),
        "district": districts | {""},
        "areas": districts | frozenset(areas("village").table.index),
        "segment": segments,
        "compared": segments | {""},
        "list_segments": segments | {""},
        "list_districts": districts | {""},
        "list_channels": _channels() | {""},
        "sex": frozenset(targets.SEXES) | {""},
        "youngest": frozenset(targets.AGES),
        "oldest": frozenset(targets.AGES),
        "recipe_part": frozenset(RECIPE_PARTS),
        "k_part": frozenset(K_PARTS),
        "draft": SavedDocuments(draft.KIND),
    }


def _channels() -> frozenset[str]:
    try:
        return frozenset(playbook().channels)
    except PlaybookError:  # the pages that need the playbook say so; the others open
        return frozenset()
