"""Two versions side by side: which villages moved, and which columns moved them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.agreement import adjusted_rand
from segments.typology.features import build_features
from segments.typology.versions import match_labels

if TYPE_CHECKING:
    from geodata.area_table import AreaTable
    from segments.typology.segmentation import Segmentation

N_REASONS = 3
MUCH_CHANGED = 0.15
"""Share of villages beyond which new data deserve a new segmentation, not an assignment."""


@dataclass(frozen=True)
class VersionDiff:
    """What changed from an old version to a new one.

    Attributes
    ----------
    letters
        New letter -> old letter of the same kind of places, by Hungarian assignment.
    moved
        One row a village that changed its segment: name, district_name, population, old, new
        (letters of the new version; `old` is the new letter of its former kind, or its old letter
        with a star where that kind is gone), reasons (columns, the strongest first).
    agreement
        Adjusted Rand index of the two.
    added, dropped
        Columns of the recipe that are new, and those that are gone.
    """

    letters: dict[str, str]
    moved: pd.DataFrame
    agreement: float
    n_places: int
    share_people: float
    added: tuple[str, ...]
    dropped: tuple[str, ...]


def diff_versions(areas: AreaTable, old: Segmentation, new: Segmentation) -> VersionDiff:
    """Compare two versions village by village.

    A village moved when its new segment is not the partner of its old one. Column j speaks for
    the move by (z_j - c_old,j)^2 - (z_j - c_new,j)^2: how much nearer, in that column, it lies to
    the centroid of its new segment than to that of its former kind, both in the new version.
    """
    match = match_labels(new.labels, old.labels)
    back = {former: letter for letter, former in match.mapping.items()}
    common = new.labels.index.intersection(old.labels.index).intersection(areas.table.index)
    former = old.labels.loc[common].map(lambda letter: back.get(letter, f"{letter}*"))
    now = new.labels.loc[common]
    codes = common[(former != now).to_numpy()]
    values = build_features(areas, new.recipe, scaling=new.scaling).values
    moved = areas.table.loc[codes, ["name", "district_name", "population"]].assign(
        old=former.loc[codes],
        new=now.loc[codes],
        reasons=[
            _reasons(values.loc[code], new.centroids, former[code], now[code]) for code in codes
        ],
    )
    people = areas.table["population"]
    return VersionDiff(
        letters=dict(match.mapping),
        moved=moved.sort_values("population", ascending=False),
        agreement=adjusted_rand(old.labels.loc[common], new.labels.loc[common]),
        n_places=len(common),
        share_people=float(people.loc[codes].sum() / people.loc[common].sum()),
        added=tuple(sorted(set(new.recipe.features) - set(old.recipe.features))),
        dropped=tuple(sorted(set(old.recipe.features) - set(new.recipe.features))),
    )


def would_move(areas: AreaTable, segmentation: Segmentation) -> pd.DataFrame:
    """List the villages that new figures would put nearer to another segment.

    New figures are measured with the stored scaling and assigned to the stored centroids; nothing
    is clustered again. Where more than 15 % of the villages would move (`MUCH_CHANGED`), it is
    time for a new version.
    """
    from segments.typology.segmentation import assign

    found = assign(areas, segmentation)
    before = segmentation.labels.reindex(found.index)
    rows = areas.table.loc[found.index, ["name", "district_name", "population"]].assign(
        old=before, new=found["label"], ratio=found["ratio"]
    )
    return rows[before.notna() & (found["label"] != before)]


def _reasons(point: pd.Series, centroids: pd.DataFrame, old: str, new: str) -> tuple[str, ...]:
    if old not in centroids.index or new not in centroids.index:
        return ()
    features = centroids.columns
    nearer = (point[features] - centroids.loc[old]) ** 2 - (
        point[features] - centroids.loc[new]
    ) ** 2
    strongest = nearer.sort_values(ascending=False, kind="stable").head(N_REASONS)
    return tuple(str(name) for name in strongest.index[np.asarray(strongest) > 0])
