"""Kinds of places: features, clustering, stability, versions, profiles.

The names below load when they are used: scikit-learn and SciPy stay away from pages that only
show the published version.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.typology.agreement import adjusted_rand, agreement_table
    from segments.typology.certainty import (
        SegmentExplanation,
        SegmentReason,
        certainty_classes,
        district_entropy,
        explain_village,
        people_by_segment,
        soft_membership,
    )
    from segments.typology.choosing import (
        KS,
        PATTERN_JACCARD,
        SMALLEST_PEOPLE,
        SMALLEST_PLACES,
        STABLE_ARI,
        STABLE_JACCARD,
        WEAK_SILHOUETTE,
        Clustergram,
        KStep,
        ScanReading,
        clustergram,
        examine_k,
        read_scan,
        scan_table,
    )
    from segments.typology.clustering import ALL_METHODS, METHODS, Clustering, cluster
    from segments.typology.contrasts import (
        ComparableFigures,
        Contrast,
        comparable_figures,
        find_contrasts,
        pick_contrasts,
    )
    from segments.typology.decisions import Decision, decision_log, shipped_reasons
    from segments.typology.features import (
        STANDARDISERS,
        FeatureError,
        FeatureMatrix,
        build_features,
    )
    from segments.typology.hierarchy import GroupSplit, SubSegment, split_group
    from segments.typology.lookalikes import (
        find_lookalikes,
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
    from segments.typology.progress import Report
    from segments.typology.quality import KMeasure, Stability, measure_k, measure_stability, scan_k
    from segments.typology.recipe import DEFAULT_RECIPE, Recipe
    from segments.typology.refusals import Refusal, RefusedError
    from segments.typology.scan_files import load_scan, save_scan
    from segments.typology.screening import (
        MOST_ALIKE,
        PLACES_PER_COLUMN,
        Screen,
        candidate_columns,
        screen_columns,
    )
    from segments.typology.segmentation import (
        BORDERLINE,
        FEWEST_PLACES,
        Segmentation,
        assign,
        segment,
    )
    from segments.typology.sensitivity import (
        LevelComparison,
        Trial,
        TrialAnswer,
        compare_levels,
        plan_trials,
        try_change,
    )
    from segments.typology.territories import TERRITORY_METHODS, TOLERANCE, n_pieces
    from segments.typology.transforms import TRANSFORMS
    from segments.typology.version_diff import (
        MUCH_CHANGED,
        VersionDiff,
        diff_versions,
        would_move,
    )
    from segments.typology.version_documents import (
        PublishError,
        VersionEdit,
        VersionRecord,
        add_erratum,
        change_draft,
        errata_of,
        find_version,
        load_in_use,
        publish_draft,
        put_in_use,
        record_from_body,
        save_draft,
        stability_mark,
        unstable_segments,
        version_in_use,
    )
    from segments.typology.version_edits import (
        EditError,
        keep_letters,
        merge_segments,
        override_village,
        rename_segment,
    )
    from segments.typology.versions import (
        LabelMatch,
        VersionError,
        match_labels,
        publish,
        published_segmentation,
        read_version_body,
        version_body,
    )

# Module -> the names that it gives.
_HOMES = {
    "agreement": "adjusted_rand agreement_table",
    "choosing": (
        "KS PATTERN_JACCARD SMALLEST_PEOPLE SMALLEST_PLACES STABLE_ARI STABLE_JACCARD "
        "WEAK_SILHOUETTE Clustergram KStep ScanReading clustergram examine_k read_scan "
        "scan_table"
    ),
    "clustering": "ALL_METHODS METHODS Clustering cluster",
    "contrasts": "ComparableFigures Contrast comparable_figures find_contrasts pick_contrasts",
    "decisions": "Decision decision_log shipped_reasons",
    "features": "STANDARDISERS FeatureError FeatureMatrix build_features",
    "hierarchy": "GroupSplit SubSegment split_group",
    "place_facts": "GroupFacts ResidentPart district_facts segment_facts",
    "profiling": (
        "IndexEntry SegmentProfile district_composition index_scores profile_segments "
        "segment_values"
    ),
    "progress": "Report",
    "quality": "KMeasure Stability measure_k measure_stability scan_k",
    "recipe": "DEFAULT_RECIPE Recipe",
    "refusals": "Refusal RefusedError",
    "scan_files": "load_scan save_scan",
    "screening": "MOST_ALIKE PLACES_PER_COLUMN Screen candidate_columns screen_columns",
    "segmentation": "BORDERLINE FEWEST_PLACES Segmentation assign segment",
    "sensitivity": "LevelComparison Trial TrialAnswer compare_levels plan_trials try_change",
    "territories": "TERRITORY_METHODS TOLERANCE n_pieces",
    "transforms": "TRANSFORMS",
    "certainty": (
        "SegmentExplanation SegmentReason explain_village certainty_classes "
        "district_entropy people_by_segment soft_membership"
    ),
    "lookalikes": "find_lookalikes",
    "version_diff": "MUCH_CHANGED VersionDiff diff_versions would_move",
    "version_documents": (
        "PublishError VersionEdit VersionRecord add_erratum change_draft errata_of "
        "find_version load_in_use publish_draft put_in_use save_draft stability_mark "
        "unstable_segments version_in_use record_from_body"
    ),
    "version_edits": "EditError keep_letters merge_segments override_village rename_segment",
    "versions": (
        "LabelMatch VersionError match_labels publish published_segmentation "
        "read_version_body version_body"
    ),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "KS",
    "ALL_METHODS",
    "BORDERLINE",
    "Clustergram",
    "Clustering",
    "ComparableFigures",
    "Contrast",
    "DEFAULT_RECIPE",
    "Decision",
    "EditError",
    "FEWEST_PLACES",
    "FeatureError",
    "FeatureMatrix",
    "GroupFacts",
    "GroupSplit",
    "IndexEntry",
    "KMeasure",
    "KStep",
    "LabelMatch",
    "LevelComparison",
    "METHODS",
    "MOST_ALIKE",
    "MUCH_CHANGED",
    "PATTERN_JACCARD",
    "PLACES_PER_COLUMN",
    "PublishError",
    "Recipe",
    "Refusal",
    "RefusedError",
    "Report",
    "ResidentPart",
    "SMALLEST_PEOPLE",
    "SMALLEST_PLACES",
    "STABLE_ARI",
    "STABLE_JACCARD",
    "STANDARDISERS",
    "ScanReading",
    "Screen",
    "SegmentExplanation",
    "SegmentProfile",
    "SegmentReason",
    "Segmentation",
    "Stability",
    "SubSegment",
    "TERRITORY_METHODS",
    "TOLERANCE",
    "TRANSFORMS",
    "Trial",
    "TrialAnswer",
    "VersionDiff",
    "VersionEdit",
    "VersionError",
    "VersionRecord",
    "WEAK_SILHOUETTE",
    "add_erratum",
    "adjusted_rand",
    "agreement_table",
    "assign",
    "build_features",
    "candidate_columns",
    "certainty_classes",
    "change_draft",
    "cluster",
    "clustergram",
    "comparable_figures",
    "compare_levels",
    "decision_log",
    "diff_versions",
    "district_composition",
    "district_entropy",
    "district_facts",
    "errata_of",
    "examine_k",
    "explain_village",
    "find_contrasts",
    "find_lookalikes",
    "find_version",
    "index_scores",
    "load_scan",
    "keep_letters",
    "load_in_use",
    "match_labels",
    "measure_k",
    "measure_stability",
    "merge_segments",
    "n_pieces",
    "override_village",
    "people_by_segment",
    "pick_contrasts",
    "plan_trials",
    "profile_segments",
    "publish",
    "publish_draft",
    "published_segmentation",
    "put_in_use",
    "read_scan",
    "read_version_body",
    "save_scan",
    "record_from_body",
    "rename_segment",
    "save_draft",
    "scan_k",
    "scan_table",
    "screen_columns",
    "segment",
    "segment_facts",
    "segment_values",
    "shipped_reasons",
    "soft_membership",
    "split_group",
    "stability_mark",
    "try_change",
    "unstable_segments",
    "version_body",
    "version_in_use",
    "would_move",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
