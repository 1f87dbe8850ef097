"""Connected territories for field teams: Ward's method under contiguity, and balanced by people.

A kind of place may lie scattered over the map; a territory may not. The price is that its
villages are less alike, see `explained_share`.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import geopandas as gpd

    from geodata.area_table import AreaTable

# A balanced territory has the mean number of people, give or take this share.
TOLERANCE = 0.2
MOST_MOVES = 5000

Beside = list[list[int]]


@dataclass(frozen=True)
class Ground:
    """What a territory needs to know of the places besides their figures.

    Attributes
    ----------
    neighbours
        Code -> codes of the places that touch it (queen contiguity).
    people
        Residents of each place.
    outlines
        To find the nearest place for one that touches none.
    """

    neighbours: Mapping[str, tuple[str, ...]]
    people: pd.Series
    outlines: gpd.GeoSeries

    @classmethod
    def of(cls, areas: AreaTable) -> Ground:
        """Take what is needed from a table of places."""
        return cls(areas.neighbours, areas.table["population"], areas.outlines)


def connected_neighbours(ground: Ground, codes: Sequence[str]) -> Beside:
    """Give the neighbours of every place by position, in one piece.

    Places or groups of places that touch no other, such as islands, are joined to the place
    whose inner point is nearest, until all hang together. Places outside `codes` do not count.
    """
    position = {code: number for number, code in enumerate(codes)}
    beside = [
        sorted(position[other] for other in ground.neighbours.get(code, ()) if other in position)
        for code in codes
    ]
    parts = _parts(beside)
    if len(parts) == 1:
        return beside
    inner = ground.outlines.loc[list(codes)].representative_point()
    points = np.column_stack([inner.x.to_numpy(), inner.y.to_numpy()])
    # Degrees of longitude are shorter than those of latitude, by the cosine of the latitude.
    points[:, 0] *= np.cos(np.deg2rad(points[:, 1].mean()))
    while len(parts) > 1:
        part = min(parts, key=lambda found: (len(found), found[0]))
        others = np.setdiff1d(np.arange(len(codes)), part)
        apart = ((points[part][:, None] - points[others]) ** 2).sum(axis=2)
        one, other = np.unravel_index(apart.argmin(), apart.shape)
        one, other = part[int(one)], int(others[int(other)])
        beside[one] = sorted({*beside[one], other})
        beside[other] = sorted({*beside[other], one})
        parts = _parts(beside)
    return beside


def contiguous_ward(points: np.ndarray, k: int, beside: Beside, people: np.ndarray) -> np.ndarray:
    """Merge neighbours only, each time the two whose union adds the least inertia.

    Ward (1963, J. Am. Stat. Assoc. 58) under a contiguity constraint; the same as spopt's
    `WardSpatial` and GeoDa's SCHC.
    """
    del people
    from scipy.sparse import csr_matrix
    from sklearn.cluster import AgglomerativeClustering

    rows = np.repeat(np.arange(len(beside)), [len(found) for found in beside])
    columns = np.fromiter((other for found in beside for other in found), dtype=int)
    touching = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(points),) * 2)
    model = AgglomerativeClustering(k, linkage="ward", connectivity=touching)
    return model.fit_predict(points)


def balanced_ward(points: np.ndarray, k: int, beside: Beside, people: np.ndarray) -> np.ndarray:
    """Even out the residents of contiguous Ward territories by moving villages at their edges.

    A village may move to a territory that it touches when the territory it leaves stays in one
    piece and keeps at least one village.

    1. *Balance.* While some territory is further than 20 % from the mean number of people: of
       the moves into a territory with fewer people that lower the sum of squared differences
       from the mean, take the one that costs least inertia for what it evens out.
    2. *Likeness.* Then take the move that lowers the inertia most and leaves every territory
       within 20 %, or, where that could not be reached, no further off than it is.

    Both end when no such move is left. The result may stay outside 20 %: a village is never
    cut, and `people_spread` says how far it came.
    """
    state = _Territories(points, contiguous_ward(points, k, beside, people), beside, people)
    for _ in range(MOST_MOVES):
        if state.furthest() <= TOLERANCE or not state.make_even():
            break
    limit = max(TOLERANCE, state.furthest())
    for _ in range(MOST_MOVES):
        if not state.make_alike(limit):
            break
    return state.labels


def people_spread(labels: pd.Series, people: pd.Series) -> tuple[float, float]:
    """Give the residents of the smallest and the largest territory, 1 being the mean."""
    totals = people.groupby(labels).sum()
    return float(totals.min() / totals.mean()), float(totals.max() / totals.mean())


def explained_share(values: pd.DataFrame, labels: pd.Series) -> float:
    """Give the share of all squared distances to the mean that lies between the groups."""
    total = float(((values - values.mean()) ** 2).to_numpy().sum())
    within = float(((values - values.groupby(labels).transform("mean")) ** 2).to_numpy().sum())
    return 1 - within / total if total else 0.0


def n_pieces(labels: pd.Series, neighbours: Mapping[str, tuple[str, ...]]) -> pd.Series:
    """Count the pieces on the map that each group falls into."""
    pieces = {}
    for label, codes in labels.groupby(labels).groups.items():
        position = {code: number for number, code in enumerate(codes)}
        beside = [
            [position[other] for other in neighbours.get(code, ()) if other in position]
            for code in codes
        ]
        pieces[label] = len(_parts(beside))
    return pd.Series(pieces, name="pieces").rename_axis("segment")


class _Territories:
    """Labels under change, with the sums that tell what a move would do."""

    def __init__(
        self, points: np.ndarray, labels: np.ndarray, beside: Beside, people: np.ndarray
    ) -> None:
        self.labels = labels.copy()
        self._points, self._beside = points, beside
        # By their mean, so that a difference of 1 is a whole territory.
        k = int(labels.max()) + 1
        self._people = people / (people.sum() / k)
        self._load = np.bincount(labels, weights=self._people, minlength=k)
        self._size = np.bincount(labels, minlength=k).astype(float)
        self._sums = np.stack([points[labels == number].sum(axis=0) for number in range(k)])

    def furthest(self) -> float:
        return float(np.abs(self._load - 1).max())

    def make_even(self) -> bool:
        """Move one village towards an even number of people; False when none may."""
        found = [
            (cost / gain, village, target)
            for village, target, cost, gain in self._moves()
            if gain > 1e-9 and self._load[target] < self._load[self.labels[village]]
        ]
        return self._move_first(sorted(found))

    def make_alike(self, limit: float) -> bool:
        """Move one village to a territory that it resembles more; False when none may."""
        found = []
        for village, target, cost, _ in self._moves():
            home, load = self.labels[village], self._people[village]
            off = max(abs(self._load[home] - load - 1), abs(self._load[target] + load - 1))
            if cost < -1e-9 and off <= limit + 1e-12:
                found.append((cost, village, target))
        return self._move_first(sorted(found))

    def _moves(self) -> list[tuple[int, int, float, float]]:
        """List every move at an edge: village, target, inertia that it costs, what it evens out.

        The last is by how much the sum of squared differences from the mean number of people
        falls.
        """
        centroids = self._sums / self._size[:, None]
        moves = []
        for village, beside in enumerate(self._beside):
            home = self.labels[village]
            if self._size[home] < 2:
                continue
            load = self._people[village]
            left = self._size[home] / (self._size[home] - 1)
            saved = left * ((self._points[village] - centroids[home]) ** 2).sum()
            for target in sorted({int(self.labels[other]) for other in beside} - {int(home)}):
                joined = self._size[target] / (self._size[target] + 1)
                cost = joined * ((self._points[village] - centroids[target]) ** 2).sum() - saved
                gain = 2 * load * (self._load[home] - self._load[target] - load)
                moves.append((village, target, float(cost), float(gain)))
        return moves

    def _move_first(self, ranked: list[tuple[float, int, int]]) -> bool:
        for _, village, target in ranked:
            if self._stays_whole(village):
                self._move(village, target)
                return True
        return False

    def _stays_whole(self, village: int) -> bool:
        home = self.labels[village]
        rest = [other for other in self._beside[village] if self.labels[other] == home]
        if not rest:
            return False
        seen, waiting = {rest[0], village}, deque([rest[0]])
        while waiting:
            for other in self._beside[waiting.popleft()]:
                if other not in seen and self.labels[other] == home:
                    seen.add(other)
                    waiting.append(other)
        return all(other in seen for other in rest)

    def _move(self, village: int, target: int) -> None:
        home = self.labels[village]
        for number, sign in ((home, -1.0), (target, 1.0)):
            self._load[number] += sign * self._people[village]
            self._size[number] += sign
            self._sums[number] += sign * self._points[village]
        self.labels[village] = target


def _parts(beside: Beside) -> list[list[int]]:
    """Positions of the places that hang together, part by part."""
    part_of, parts = [-1] * len(beside), []
    for start in range(len(beside)):
        if part_of[start] >= 0:
            continue
        part_of[start] = len(parts)
        members = deque([start])
        found = []
        while members:
            place = members.popleft()
            found.append(place)
            for other in beside[place]:
                if part_of[other] < 0:
                    part_of[other] = len(parts)
                    members.append(other)
        parts.append(sorted(found))
    return parts


TERRITORY_METHODS: dict[str, Callable[[np.ndarray, int, Beside, np.ndarray], np.ndarray]] = {
    "ward_contiguous": contiguous_ward,
    "ward_balanced": balanced_ward,
}
