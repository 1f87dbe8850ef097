"""Which villages moved between two versions, and why."""

from dataclasses import replace

import pandas as pd
import pytest

from segments.typology import (
    DEFAULT_RECIPE,
    MUCH_CHANGED,
    diff_versions,
    override_village,
    segment,
    would_move,
)


def test_a_version_does_not_differ_from_itself(areas, segmentation):
    diff = diff_versions(areas, segmentation, segmentation)
    assert (len(diff.moved), diff.agreement, diff.share_people) == (0, pytest.approx(1.0), 0.0)


def test_one_village_moved_by_hand_is_the_difference(areas, segmentation):
    village = segmentation.distances["ratio"].idxmax()
    target = segmentation.distances.at[village, "second_label"]
    moved = override_village(areas, segmentation, village, target)
    diff = diff_versions(areas, segmentation, moved)
    assert diff.moved.index.tolist() == [village]
    assert diff.moved.loc[village, ["old", "new"]].tolist() == [
        segmentation.labels[village],
        target,
    ]


def test_the_reasons_are_the_columns_that_bring_a_village_nearer(areas, segmentation):
    fewer = tuple(name for name in DEFAULT_RECIPE.features if name != "density")
    recipe = replace(DEFAULT_RECIPE, features=fewer, restarts=30)
    diff = diff_versions(areas, segmentation, segment(areas, recipe, bootstraps=0))
    assert (diff.added, diff.dropped) == ((), ("density",))
    assert 0 < len(diff.moved) < diff.n_places
    told = diff.moved[diff.moved["reasons"].map(len) > 0]
    assert len(told) >= 0.9 * len(diff.moved)
    assert {name for reasons in told["reasons"] for name in reasons} <= set(fewer)


def test_a_kind_that_is_gone_is_starred(areas, segmentation):
    fewer = segment(areas, replace(DEFAULT_RECIPE, k=4, restarts=30), bootstraps=0)
    diff = diff_versions(areas, segmentation, fewer)
    gone = set(segmentation.codes) - set(diff.letters.values())
    assert len(gone) == 1
    starred = diff.moved[diff.moved["old"].str.endswith("*")]
    assert set(starred["old"]) == {f"{letter}*" for letter in gone}
    assert len(starred) == (segmentation.labels == gone.pop()).sum()


def test_today_s_figures_move_nobody_and_other_figures_some(areas, segmentation):
    assert would_move(areas, segmentation).empty
    brighter = areas.table.assign(mean_radiance=areas.table["mean_radiance"] * 3)
    moved = would_move(replace(areas, table=brighter), segmentation)
    assert 0 < len(moved) < len(areas.table)
    assert (moved["old"] != moved["new"]).all()
    assert 0 < MUCH_CHANGED < 1
    assert isinstance(moved, pd.DataFrame)
