"""What people may change before a version is frozen: names, two segments in one, a village.

Every edit gives a new `Segmentation` with distances, diagnostics and hash to match.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from segments.typology.features import build_features
from segments.typology.segmentation import BORDERLINE, LETTERS, measure_distances
from segments.typology.versions import content_version, match_labels

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.segmentation import Segmentation

LONGEST_NAME = 60


class EditError(ValueError):
    """An edit that makes no sense; `rule` is its code."""

    def __init__(self, rule: str, message: str) -> None:
        self.rule = rule
        super().__init__(message)


def rename_segment(segmentation: Segmentation, code: str, names: Mapping[str, str]) -> Segmentation:
    """Give a segment other names, by language. The hash stays: places have not moved."""
    _check_code(segmentation, code)
    clean = {language: " ".join(name.split()) for language, name in names.items()}
    taken = {found["id"].lower() for other, found in segmentation.names.items() if other != code}
    if not clean.get("id") or any(len(name) > LONGEST_NAME for name in clean.values()):
        raise EditError("name_length", f"A name has 1 to {LONGEST_NAME} letters.")
    if clean["id"].lower() in taken:
        raise EditError("name_taken", f"Another segment is called {clean['id']!r}.")
    merged = {**segmentation.names[code], **{key: name for key, name in clean.items() if name}}
    return replace(segmentation, names={**segmentation.names, code: merged})


def merge_segments(
    areas: AreaTable, segmentation: Segmentation, kept: str, given: str
) -> Segmentation:
    """Put the villages of the segment `given` into the segment `kept`.

    The centroid of the joined segment is the mean of its villages; its stability is measured
    anew, against clusterings with one segment fewer.
    """
    _check_code(segmentation, kept)
    _check_code(segmentation, given)
    if kept == given:
        raise EditError("same_segment", "A segment cannot be merged with itself.")
    if len(segmentation.codes) <= 2:
        raise EditError("last_segments", "Two segments cannot become one: nothing would be told.")
    labels = segmentation.labels.where(segmentation.labels != given, kept)
    names = {code: name for code, name in segmentation.names.items() if code != given}
    return _renewed(areas, replace(segmentation, names=names), labels)


def override_village(
    areas: AreaTable, segmentation: Segmentation, village: str, code: str
) -> Segmentation:
    """Put one village into another segment by decision; centroids and stability stay."""
    _check_code(segmentation, code)
    if village not in segmentation.labels.index:
        raise EditError("unknown_village", f"There is no village {village!r}.")
    if segmentation.labels[village] == code:
        raise EditError("same_segment", f"{village} is in segment {code} already.")
    if (segmentation.labels == segmentation.labels[village]).sum() == 1:
        raise EditError("last_village", "The last village of a segment cannot leave it.")
    labels = segmentation.labels.copy()
    labels[village] = code
    values = build_features(areas, segmentation.recipe, scaling=segmentation.scaling).values
    labels = labels.reindex(values.index)
    distances = measure_distances(values, labels, segmentation.centroids)
    changed = replace(segmentation, labels=labels, distances=distances)
    return replace(changed, version=content_version(changed))


def keep_letters(segmentation: Segmentation, old: Segmentation) -> Segmentation:
    """Give the segments the letters, and where places agree the names, of an earlier version.

    Letters are matched by Hungarian assignment (`match_labels`); a segment without a partner
    takes the first letter that is free.
    """
    match = match_labels(segmentation.labels, old.labels)
    letters = dict(match.mapping)
    free = [letter for letter in LETTERS if letter not in {*old.codes, *letters.values()}]
    for code in segmentation.codes:
        if code not in letters:
            letters[code] = free.pop(0)
    if all(code == letter for code, letter in letters.items()):
        return segmentation
    labels = segmentation.labels.map(letters).astype("str").rename("segment")
    distances = segmentation.distances.assign(
        second_label=segmentation.distances["second_label"].map(letters).fillna("").astype("str")
    )
    centroids = segmentation.centroids.rename(index=letters).sort_index().rename_axis("segment")
    names = {letters[code]: name for code, name in segmentation.names.items()}
    jaccard = segmentation.diagnostics.get("jaccard", {})
    diagnostics = {
        **segmentation.diagnostics,
        "jaccard": {letters[code]: share for code, share in jaccard.items()},
    }
    renamed = replace(
        segmentation,
        labels=labels,
        names=dict(sorted(names.items())),
        distances=distances,
        centroids=centroids,
        diagnostics=diagnostics,
    )
    return replace(renamed, version=content_version(renamed))


def _renewed(areas: AreaTable, segmentation: Segmentation, labels: pd.Series) -> Segmentation:
    """Work out centroids, distances, stability and hash for other labels."""
    from segments.typology.quality import mean_silhouette, measure_stability

    recipe = segmentation.recipe
    matrix = build_features(areas, recipe, scaling=segmentation.scaling)
    labels = labels.reindex(matrix.values.index).astype("str").rename("segment")
    centroids = matrix.values.groupby(labels).mean().rename_axis("segment")
    distances = measure_distances(matrix.values, labels, centroids)
    diagnostics = {
        **segmentation.diagnostics,
        "n_borderline": int((distances["ratio"] > BORDERLINE).sum()),
        "silhouette": mean_silhouette(matrix.values.to_numpy(), labels.to_numpy()),
    }
    bootstraps = int(segmentation.diagnostics.get("bootstraps", 0))
    if bootstraps:
        found = measure_stability(matrix, labels, seed=recipe.seed, bootstraps=bootstraps)
        diagnostics |= {
            "ari": found.ari,
            "ari_sd": found.ari_sd,
            "jaccard": {str(code): float(share) for code, share in found.jaccard.items()},
        }
    changed = replace(
        segmentation,
        labels=labels,
        centroids=centroids,
        distances=distances,
        diagnostics=diagnostics,
    )
    return replace(changed, version=content_version(changed))


def _check_code(segmentation: Segmentation, code: str) -> None:
    if code not in segmentation.codes:
        known = ", ".join(segmentation.codes)
        raise EditError("unknown_segment", f"There is no segment {code!r}. Known: {known}.")
