from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from segments.typology import (
    DEFAULT_RECIPE,
    TERRITORY_METHODS,
    TOLERANCE,
    FeatureMatrix,
    RefusedError,
    build_features,
    cluster,
    n_pieces,
    segment,
)
from segments.typology.territories import (
    Ground,
    balanced_ward,
    connected_neighbours,
    contiguous_ward,
    explained_share,
    people_spread,
)


def grid(width, height, people=None, gap_after=None):
    """Squares in rows; with `gap_after` the columns to the right of it lie apart."""
    squares, codes = [], []
    for row in range(height):
        for column in range(width):
            left = column + (3 if gap_after is not None and column > gap_after else 0)
            squares.append(box(left, row, left + 1, row + 1))
            codes.append(f"r{row}c{column}")
    outlines = gpd.GeoSeries(squares, index=codes, crs="EPSG:4326")
    from geodata.boundaries import neighbours

    residents = pd.Series(people if people is not None else 100, index=codes, dtype=float)
    return Ground(neighbours(outlines), residents, outlines)


def matrix_of(ground, values):
    frame = pd.DataFrame(values, index=ground.people.index)
    empty = pd.DataFrame(False, index=frame.index, columns=frame.columns)
    return FeatureMatrix(frame, pd.Series(dtype=str), empty, pd.DataFrame(), ground)


@pytest.fixture(scope="module")
def matrix(areas):
    return build_features(areas, DEFAULT_RECIPE)


@pytest.mark.parametrize("method", TERRITORY_METHODS)
class TestEveryTerritoryMethod:
    @pytest.mark.parametrize("k", [2, 5, 9])
    def test_every_territory_is_one_piece_with_villages(self, areas, matrix, method, k):
        labels = cluster(matrix, method=method, k=k).labels
        assert labels.index.equals(areas.table.index)
        assert labels.nunique() == k
        assert (n_pieces(labels, areas.neighbours) == 1).all()

    def test_gives_the_same_answer_in_any_order_of_the_rows(self, matrix, method):
        turned = replace(matrix, values=matrix.values.sample(frac=1, random_state=1).iloc[:, ::-1])
        first = cluster(matrix, method=method, k=6).labels
        assert cluster(turned, method=method, k=6).labels.reindex(first.index).equals(first)

    def test_columns_without_neighbours_are_refused(self, matrix, method):
        with pytest.raises(RefusedError, match="which places touch"):
            cluster(matrix.values, method=method, k=3)

    def test_a_recipe_of_it_says_what_contiguity_costs_and_is_not_resampled(self, areas, method):
        found = segment(areas, replace(DEFAULT_RECIPE, method=method, k=6)).diagnostics
        assert 0 < found["explained_share"] < found["explained_share_free"] < 1
        assert found["smallest_territory"] <= 1 <= found["largest_territory"]
        assert found["bootstraps"] == 0
        assert "ari" not in found


def test_without_limits_of_ground_contiguous_ward_is_ward(matrix):
    points = matrix.values.sort_index().to_numpy()
    everywhere = [[other for other in range(len(points)) if other != n] for n in range(len(points))]
    labels = pd.Series(contiguous_ward(points, 5, everywhere, np.ones(len(points))))
    free = cluster(matrix.values.sort_index(), method="ward", k=5).labels
    assert pd.crosstab(labels.to_numpy(), free.to_numpy()).gt(0).sum().sum() == 5


@pytest.mark.parametrize("k", [4, 6, 8, 12])
def test_balanced_territories_of_the_regency_stay_within_the_tolerance(areas, matrix, k):
    labels = cluster(matrix, method="ward_balanced", k=k).labels
    smallest, largest = people_spread(labels, areas.table["population"])
    assert 1 - TOLERANCE - 1e-9 <= smallest <= largest <= 1 + TOLERANCE + 1e-9


def test_balancing_costs_likeness_and_keeps_some(areas, matrix):
    balanced = cluster(matrix, method="ward_balanced", k=8).labels
    districts = areas.table["district_code"].str[-2:].astype(int) % 8
    assert explained_share(matrix.values, balanced) > 2 * explained_share(matrix.values, districts)


def test_two_halves_of_a_grid_are_even():
    ground = grid(6, 4)
    values = np.repeat([[0.0], [10.0]], [4, 20], axis=0)
    labels = cluster(matrix_of(ground, values), method="ward_balanced", k=2).labels
    assert people_spread(labels, ground.people)[0] >= 1 - TOLERANCE


def test_a_giant_village_is_not_cut_and_the_rest_share_evenly():
    people = [100.0] * 16
    people[0] = 5000.0
    ground = grid(4, 4, people)
    values = np.arange(16.0).reshape(-1, 1)
    labels = cluster(matrix_of(ground, values), method="ward_balanced", k=2).labels
    assert labels.value_counts().tolist() == [15, 1]
    assert (n_pieces(labels, ground.neighbours) == 1).all()


def test_an_island_is_joined_to_the_nearest_place():
    ground = grid(4, 2, gap_after=2)
    codes = list(ground.people.index)
    beside = connected_neighbours(ground, codes)
    island = codes.index("r0c3")
    assert (
        codes.index("r0c2") in beside[island] or codes.index("r1c2") in beside[codes.index("r1c3")]
    )
    labels = cluster(
        matrix_of(ground, np.arange(8.0).reshape(-1, 1)), method="ward_contiguous", k=2
    )
    assert labels.labels.nunique() == 2


def test_a_place_inside_a_hole_belongs_to_what_surrounds_it():
    ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    outlines = gpd.GeoSeries([ring, box(1, 1, 2, 2), box(3, 0, 6, 3)], index=["a", "b", "c"])
    from geodata.boundaries import neighbours

    ground = Ground(neighbours(outlines), pd.Series(1.0, index=outlines.index), outlines)
    values = np.array([[0.0], [9.0], [8.0]])
    found = cluster(matrix_of(ground, values), method="ward_contiguous", k=2).labels
    assert found["a"] == found["b"] or found["a"] == found["c"]
    assert (n_pieces(found, ground.neighbours) == 1).all()


def test_a_move_never_empties_or_tears_a_territory():
    ground = grid(7, 1, [900.0, 1, 1, 1, 1, 1, 1])
    beside = connected_neighbours(ground, list(ground.people.index))
    points = np.arange(7.0).reshape(-1, 1)
    labels = pd.Series(balanced_ward(points, 3, beside, ground.people.to_numpy()))
    labels.index = ground.people.index
    assert labels.nunique() == 3
    assert (n_pieces(labels, ground.neighbours) == 1).all()
