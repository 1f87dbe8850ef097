"""What a link may ask for, cached."""

from collections.abc import Container, Mapping

import streamlit as st

from dashboard import draft, targets
from dashboard.cached import office
from dashboard.cached.places import areas, map_columns, segmentation
from dashboard.cached.planning import playbook
from dashboard.grouping_words import K_PARTS, RECIPE_PARTS
from segments.advice import PlaybookError
from segments.i18n import LANGUAGES


@st.cache_resource(show_spinner=False)
def known_values() -> Mapping[str, Container[str]]:
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
        "plan": office.Known("plan"),
        "step": frozenset({"brief", "money", "message", "measures", "review"}),
        "results_view": frozenset({"take_in", "board", "score", "lessons"}),
        "version_id": office.Known("segmentation"),
        "recipe_id": office.Known("segmentation"),
        "view": frozenset({"overview", "certainty", "composition", "why", "method"}),
        "place": districts | frozenset(areas("village").table.index) | {""},
        "compared": segments | {""},
        "list_segments": segments | {""},
        "list_districts": districts | {""},
        "list_channels": _channels() | {""},
        "sex": frozenset(targets.SEXES) | {""},
        "youngest": frozenset(targets.AGES),
        "oldest": frozenset(targets.AGES),
        "recipe_part": frozenset(RECIPE_PARTS),
        "k_part": frozenset(K_PARTS),
        "draft": office.Known(draft.KIND),
        "audience": office.Known("audience"),
        "survey_part": frozenset(
            {"without", "form", "answers", "quality", "classes", "places", "villages"}
        ),
        "desk_view": frozenset({"upload", "saved", "dictionary", "coverage", "wanted"}),
    }


def _channels() -> frozenset[str]:
    try:
        return frozenset(playbook().channels)
    except PlaybookError:  # the pages that need the playbook say so; the others open
        return frozenset()
