"""Segments by size and need, checked by hand on the real regency."""

import pandas as pd
import pytest

from segments.campaign import QUADRANTS, action_quadrants


@pytest.fixture(scope="module")
def column(areas):
    return next(name for name in areas.table if name.startswith("share_") and areas.column(name))


def test_size_and_need_are_pooled_and_every_segment_has_its_place(areas, segmentation, column):
    found = action_quadrants(areas, segmentation.labels, column)
    assert found["share"].sum() == pytest.approx(1)
    assert set(found["quadrant"].dropna()) <= set(QUADRANTS)
    members = segmentation.labels.index[segmentation.labels == "A"]
    expected = 100 * areas.pooled(column, members) / areas.pooled(column)
    assert found.loc["A", "need"] == pytest.approx(expected)


def test_thresholds_move_the_lines(areas, segmentation, column):
    labels = segmentation.labels
    everything = action_quadrants(areas, labels, column, size_from=0, need_from=0)
    assert set(everything["quadrant"]) == {"first"}
    nothing = action_quadrants(areas, labels, column, size_from=1.1, need_from=1e9)
    assert set(nothing["quadrant"]) == {"later"}


def test_where_little_is_the_need_the_order_turns_round(areas, segmentation, column):
    labels = segmentation.labels
    high = action_quadrants(areas, labels, column)["need"]
    low = action_quadrants(areas, labels, column, high_is_need=False)["need"]
    pd.testing.assert_series_equal(low, 10_000 / high, check_names=False)
