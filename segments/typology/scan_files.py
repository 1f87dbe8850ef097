"""The scan of the published recipe as a file: choosing k opens with its answer at hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from segments.typology.choosing import KStep
from segments.typology.versions import PUBLISHED, VersionError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from segments.typology.segmentation import Segmentation

SUFFIX = ".scan.json"


def save_scan(steps: Sequence[KStep], segmentation: Segmentation, folder: Path = PUBLISHED) -> Path:
    """Write a scan beside the version whose recipe was scanned."""
    codes = sorted(segmentation.labels.index)
    content = {
        "version": segmentation.version,
        "places": codes,
        "steps": {str(step.k): _plain(step, codes) for step in steps},
    }
    path = folder / f"{segmentation.version}{SUFFIX}"
    path.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")
    return path


def load_scan(segmentation: Segmentation, folder: Path = PUBLISHED) -> tuple[KStep, ...]:
    """Read the scan of a version; none where it was not saved.

    Raises
    ------
    VersionError
        When the file is not what `save_scan` wrote for this version.
    """
    path = folder / f"{segmentation.version}{SUFFIX}"
    if not path.exists():
        return ()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != segmentation.version:
            raise VersionError(f"{path.name} is the scan of another version.")
        index = pd.Index(content["places"], name=segmentation.labels.index.name)
        found = [_step(int(k), step, index) for k, step in content["steps"].items()]
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as fault:
        raise VersionError(f"{path.name} is no scan of a version: {fault}") from fault
    return tuple(sorted(found, key=lambda step: step.k))


def _plain(step: KStep, codes: Sequence[str]) -> dict[str, Any]:
    return {
        "measures": {name: _short(value) for name, value in step.measures.items()},
        "labels": "".join(step.labels.loc[list(codes)]),
        "places": [int(n) for n in step.segments["places"]],
        "people": [int(n) for n in step.segments["people"]],
        "jaccard": [_short(value) for value in step.segments["jaccard"]],
    }


def _step(k: int, plain: dict[str, Any], index: pd.Index) -> KStep:
    labels = pd.Series(list(plain["labels"]), index=index, name="segment", dtype="str")
    segments = pd.DataFrame(
        {name: plain[name] for name in ("places", "people", "jaccard")},
        index=pd.Index(sorted(set(plain["labels"])), name="segment"),
    )
    return KStep(k, plain["measures"], labels, segments)


def _short(value: float) -> float:
    return float(f"{value:.8g}")
