"""Kinds of places: features, clustering, stability, versions, profiles.

The names below load when they are used: scikit-learn and SciPy stay away from pages that only
show the published version.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.typology.clustering import METHODS, Clustering, cluster
    from segments.typology.contrasts import (
        ComparableFigures,
        Contrast,
        comparable_figures,
        find_contrasts,
        pick_contrasts,
    )
    from segments.typology.features import (
        STANDARDISERS,
        TRANSFORMS,
        FeatureError,
        FeatureMatrix,
        build_features,
    )
    from segments.typology.place_facts import (
        GroupFacts,
        ResidentPart,
        district_facts,
        segment_facts,
    )
    from segments.typology.profiling import (
        IndexEntry,
        SegmentProfile,
        district_composition,
        index_scores,
        profile_segments,
        segment_values,
    )
    from segments.typology.quality import Stability, measure_stability, scan_k
    from segments.typology.recipe import DEFAULT_RECIPE, Recipe
    from segments.typology.segmentation import BORDERLINE, Segmentation, assign, segment
    from segments.typology.versions import (
        LabelMatch,
        VersionError,
        match_labels,
        publish,
        published_segmentation,
    )

_HOMES = {
    "clustering": ("METHODS", "Clustering", "cluster"),
    "contrasts": (
        "ComparableFigures",
        "Contrast",
        "comparable_figures",
        "find_contrasts",
        "pick_contrasts",
    ),
    "features": (
        "STANDARDISERS",
        "TRANSFORMS",
        "FeatureError",
        "FeatureMatrix",
        "build_features",
    ),
    "place_facts": ("GroupFacts", "ResidentPart", "district_facts", "segment_facts"),
    "profiling": (
        "IndexEntry",
        "SegmentProfile",
        "district_composition",
        "index_scores",
        "profile_segments",
        "segment_values",
    ),
    "quality": ("Stability", "measure_stability", "scan_k"),
    "recipe": ("DEFAULT_RECIPE", "Recipe"),
    "segmentation": ("BORDERLINE", "Segmentation", "assign", "segment"),
    "versions": (
        "LabelMatch",
        "VersionError",
        "match_labels",
        "publish",
        "published_segmentation",
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BORDERLINE",
    "ComparableFigures",
    "Contrast",
    "comparable_figures",
    "find_contrasts",
    "pick_contrasts",
    "GroupFacts",
    "ResidentPart",
    "district_facts",
    "segment_facts",
    "DEFAULT_RECIPE",
    "METHODS",
    "STANDARDISERS",
    "TRANSFORMS",
    "Clustering",
    "FeatureError",
    "FeatureMatrix",
    "IndexEntry",
    "LabelMatch",
    "Recipe",
    "SegmentProfile",
    "Segmentation",
    "Stability",
    "VersionError",
    "assign",
    "build_features",
    "cluster",
    "district_composition",
    "index_scores",
    "match_labels",
    "measure_stability",
    "profile_segments",
    "publish",
    "published_segmentation",
    "scan_k",
    "segment",
    "segment_values",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
