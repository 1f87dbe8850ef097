"""How sure a segment is; who is like whom."""

import numpy as np
import pandas as pd
import pytest

from segments.typology import (
    certainty_classes,
    district_composition,
    district_entropy,
    find_lookalikes,
    people_by_segment,
    soft_membership,
)


@pytest.fixture(scope="module")
def shares(areas, segmentation):
    return soft_membership(areas, segmentation)


def test_membership_is_shared_out_whole_and_mostly_to_the_own_segment(shares, segmentation):
    np.testing.assert_allclose(shares.sum(axis=1), 1.0)
    assert (shares.idxmax(axis=1) == segmentation.labels).mean() > 0.97


def test_membership_follows_the_stored_distances(shares, segmentation):
    village = segmentation.distances["ratio"].idxmin()
    row = segmentation.distances.loc[village]
    own, second = segmentation.labels[village], row["second_label"]
    ratio = shares.at[village, second] / shares.at[village, own]
    assert ratio == pytest.approx(row["ratio"], rel=1e-4)


def test_people_are_the_same_in_both_counts(areas, segmentation):
    people = people_by_segment(areas, segmentation)
    total = areas.table["population"].sum()
    assert people["hard"].sum() == total
    assert people["soft"].sum() == pytest.approx(total)
    assert people.index.tolist() == list(segmentation.codes)


def test_classes_follow_the_ratio(segmentation):
    classes = certainty_classes(segmentation)
    assert (classes == "borderline").sum() == segmentation.diagnostics["n_borderline"]
    ratio = segmentation.distances["ratio"]
    assert ratio[classes == "firm"].max() <= 0.5 < ratio[classes == "fair"].min()


def test_entropy_is_0_for_one_segment_and_1_for_all_alike():
    table = pd.DataFrame([[1.0, 0.0], [0.5, 0.5], [0.9, 0.1]], index=["one", "even", "most"])
    entropy = district_entropy(table)
    assert entropy["one"] == 0
    assert entropy["even"] == pytest.approx(1)
    assert entropy["most"] == pytest.approx(0.468996, abs=1e-6)  # -(.9 log2 .9 + .1 log2 .1)


def test_real_districts_lie_between(areas, segmentation):
    entropy = district_entropy(district_composition(areas, segmentation))
    assert entropy.between(0, 1).all()
    assert (entropy > 0).sum() == segmentation.diagnostics["n_districts_mixed"]


@pytest.mark.parametrize("code", ["32.01.20.2001", "32.01.20"])
def test_lookalikes_are_ordered_and_told(areas, segmentation, code):
    found = find_lookalikes(areas, segmentation, code, n=8)
    assert len(found) == 8
    assert code not in found.index
    assert {len(other) for other in found.index} == {len(code)}
    assert found["distance"].is_monotonic_increasing
    assert found["likeness"].is_monotonic_decreasing
    assert found["likeness"].iloc[0] > 0.8
    assert found["alike"].map(len).sum() > 0
    assert not any(set(row.alike) & set(row.unlike) for row in found.itertuples())


def test_the_nearest_is_mutual_where_two_are_twins(areas, segmentation):
    nearest = {code: find_lookalikes(areas, segmentation, code, n=1).index[0] for code in
               segmentation.labels.index[:40]}  # fmt: skip
    mutual = [code for code, other in nearest.items() if nearest.get(other) == code]
    assert mutual


def test_an_unknown_place_is_said(areas, segmentation):
    with pytest.raises(KeyError):
        find_lookalikes(areas, segmentation, "nowhere")
