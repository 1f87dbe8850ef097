"""Frozen versions: a content hash, files in plain JSON, and the labels of two versions matched."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from segments.typology.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from segments.typology.segmentation import Segmentation

PUBLISHED = Path(__file__).parent / "published"
CURRENT = "current.json"
HASH_LENGTH = 16
# Significant digits that enter the hash: fewer than those in which machines agree.
HASH_DIGITS = 6


class VersionError(ValueError):
    """A version file is missing, unreadable, or its content is not what its hash says."""


@dataclass(frozen=True)
class LabelMatch:
    """New labels in the names of the old.

    `mapping` is new -> old, without the new labels that have no partner; `agreement` is the
    share of the common places that keep their label under it.
    """

    mapping: dict[str, str]
    agreement: float


def match_labels(new: pd.Series, old: pd.Series) -> LabelMatch:
    """Pair the labels of two answers so that as many places as possible agree.

    Hungarian assignment on the table of counts (Kuhn 1955, Nav. Res. Logist. Q. 2).

    Raises
    ------
    ValueError
        When the two have no place in common.
    """
    from scipy.optimize import linear_sum_assignment

    common = new.index.intersection(old.index)
    if len(common) == 0:
        raise ValueError("The two answers have no place in common.")
    counts = pd.crosstab(new.loc[common], old.loc[common])
    rows, columns = linear_sum_assignment(-counts.to_numpy())
    pairs = zip(rows, columns, strict=True)
    mapping = {counts.index[row]: counts.columns[column] for row, column in pairs}
    agreed = counts.to_numpy()[rows, columns].sum() / len(common)
    return LabelMatch(mapping, float(agreed))


def published_segmentation(folder: Path = PUBLISHED) -> Segmentation:
    """Load the version that is current in a folder of published versions.

    Raises
    ------
    VersionError
        When a file is missing or its content does not match its hash.
    """
    current = _read(folder / CURRENT)
    if "version" not in current:
        raise VersionError(f"{CURRENT} names no version.")
    return load_version(folder / f"{current['version']}.json")


def publish(segmentation: Segmentation, folder: Path = PUBLISHED) -> Path:
    """Freeze a segmentation in a folder and make it the current one.

    A version that is there already is left as it is: the same hash means the same content.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{segmentation.version}.json"
    if not path.exists():
        path.write_text(_lines(version_body(segmentation)), encoding="utf-8")
    (folder / CURRENT).write_text(_lines({"version": segmentation.version}), encoding="utf-8")
    return path


def load_version(path: Path) -> Segmentation:
    """Load one frozen version and check its hash."""
    segmentation = read_version_body(_read(path), path.name)
    if path.stem != segmentation.version:
        raise VersionError(f"{path.name} holds the version {segmentation.version}.")
    return segmentation


def read_version_body(body: Mapping[str, Any], origin: str) -> Segmentation:
    """Rebuild a segmentation from `version_body` and check its hash; `origin` names it in errors.

    Raises
    ------
    VersionError
        When a part is missing or the content does not match the hash.
    """
    from segments.typology.segmentation import Segmentation

    try:
        index_name = f"{body['recipe']['level']}_code"
        segmentation = Segmentation(
            recipe=Recipe.from_dict(body["recipe"]),
            labels=_labels(body["places"], index_name),
            names=body["names"],
            distances=_distances(body["places"], index_name),
            centroids=_frame(body["centroids"], "segment"),
            scaling=_frame(body["scaling"], "feature"),
            diagnostics=body["diagnostics"],
            data=body["data"],
            version=body["version"],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise VersionError(f"{origin} lacks {fault} or holds it in another shape.") from fault
    if content_version(segmentation) != segmentation.version:
        raise VersionError(
            f"{origin} does not match its hash: the file was changed after it was published."
        )
    return segmentation


def content_version(segmentation: Segmentation) -> str:
    """Hash of recipe, labels, centroids, scaling and data.

    Independent of the order of rows and columns; numbers count to six significant digits.
    """
    content = {
        "recipe": segmentation.recipe.to_dict(),
        "labels": segmentation.labels.to_dict(),
        "centroids": _rounded(segmentation.centroids),
        "scaling": _rounded(segmentation.scaling),
        "data": segmentation.data,
    }
    return _digest(content)


def data_digest(table: pd.DataFrame) -> str:
    """Hash of a table of numbers, to six significant digits."""
    return _digest(_rounded(table))


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:HASH_LENGTH]


def _rounded(table: pd.DataFrame) -> dict[str, dict[str, str]]:
    return {
        str(name): {str(row): _text(value) for row, value in column.items()}
        for name, column in table.items()
    }


def _text(value: float) -> str:
    """Write a number in six significant digits; what is only rounding noise is 0."""
    if pd.isna(value):
        return "missing"
    return "0" if abs(value) < 1e-9 else f"{value:.{HASH_DIGITS}g}"


def version_body(segmentation: Segmentation) -> dict[str, Any]:
    """Give a segmentation in plain values that JSON can hold."""
    places = segmentation.distances.assign(segment=segmentation.labels).sort_index()
    return {
        "version": segmentation.version,
        "recipe": segmentation.recipe.to_dict(),
        "names": segmentation.names,
        "diagnostics": _shortened(segmentation.diagnostics),
        # In full: the hash is made from them.
        "centroids": segmentation.centroids.T.to_dict(),
        "scaling": segmentation.scaling.T.to_dict(),
        "data": segmentation.data,
        "places": _rows(places),
    }


def _rows(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {str(row): _shortened(values.to_dict()) for row, values in table.iterrows()}


def _shortened(value: Any) -> Any:
    """Python values with floats of ten significant digits, missing ones as null."""
    if isinstance(value, dict):
        return {str(key): _shortened(part) for key, part in value.items()}
    if isinstance(value, (float, np.floating)):
        return None if np.isnan(value) else float(f"{value:.10g}")
    return value.item() if isinstance(value, np.generic) else value


def _lines(content: dict[str, Any]) -> str:
    """JSON with one line a place, segment or feature: short, and differences can be read."""
    parts = []
    for key, value in content.items():
        if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
            rows = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
            parts.append(f" {json.dumps(key)}: {{\n{rows}\n }}")
        else:
            parts.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _read(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise VersionError(f"There is no published file {path.name}.") from fault
    except ValueError as fault:
        raise VersionError(f"{path.name} is not JSON: {fault}") from fault
    if not isinstance(stored, dict):
        raise VersionError(f"{path.name} holds no version.")
    return stored


def _frame(rows: dict[str, dict[str, float]], index_name: str) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index_name).astype(float)


def _labels(places: dict[str, dict[str, Any]], index_name: str) -> pd.Series:
    labels = {code: place["segment"] for code, place in places.items()}
    return pd.Series(labels, name="segment", dtype="str").rename_axis(index_name)


def _distances(places: dict[str, dict[str, Any]], index_name: str) -> pd.DataFrame:
    names = ("own", "second", "second_label", "ratio")
    columns = {name: {code: place[name] for code, place in places.items()} for name in names}
    frame = pd.DataFrame(columns).rename_axis(index_name)
    return frame.astype({"own": float, "second": float, "ratio": float, "second_label": "str"})


def main() -> None:
    """Segment the villages by the default recipe and make the answer the published version.

    Its scan of k is saved beside it.
    """
    from geodata.loading import load_areas
    from segments.typology.choosing import KS, examine_k
    from segments.typology.recipe import DEFAULT_RECIPE
    from segments.typology.scan_files import save_scan
    from segments.typology.segmentation import segment

    areas = load_areas()
    answer = segment(areas, DEFAULT_RECIPE)
    path = publish(answer)
    save_scan([examine_k(areas, DEFAULT_RECIPE, k) for k in KS], answer)
    sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
