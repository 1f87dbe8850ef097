import json
from dataclasses import replace

import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from segments.typology import (
    DEFAULT_RECIPE,
    KS,
    VersionError,
    examine_k,
    load_scan,
    read_scan,
    save_scan,
    scan_table,
)


@pytest.fixture
def steps(areas):
    return [examine_k(areas, replace(DEFAULT_RECIPE, restarts=5), k, bootstraps=3) for k in (2, 3)]


def test_a_scan_survives_saving_and_loading(steps, segmentation, tmp_path):
    save_scan(steps, segmentation, tmp_path)
    again = load_scan(segmentation, tmp_path)
    assert [step.k for step in again] == [2, 3]
    for one, other in zip(steps, again, strict=True):
        assert one.measures == pytest.approx(other.measures)
        assert_series_equal(one.labels, other.labels.reindex(one.labels.index))
        assert_frame_equal(one.segments, other.segments, rtol=1e-6)


def test_a_version_without_a_scan_has_none(segmentation, tmp_path):
    assert load_scan(segmentation, tmp_path) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content | {"version": "other"}, "scan of another version"),
        (lambda content: {"version": content["version"]}, "is no scan"),
    ],
)
def test_a_broken_scan_is_named(steps, segmentation, tmp_path, change, message):
    path = save_scan(steps, segmentation, tmp_path)
    path.write_text(json.dumps(change(json.loads(path.read_text()))), encoding="utf-8")
    with pytest.raises(VersionError, match=message):
        load_scan(segmentation, tmp_path)


def test_the_scan_that_ships_is_complete_and_advises_what_ships(segmentation):
    steps = load_scan(segmentation)
    assert tuple(step.k for step in steps) == KS
    assert read_scan(scan_table(steps)).advised == segmentation.recipe.k
    five = next(step for step in steps if step.k == segmentation.recipe.k)
    assert_series_equal(five.labels, segmentation.labels, check_names=False)


@pytest.mark.parametrize("k", [4, 6])
def test_the_scan_that_ships_is_that_of_a_run(areas, segmentation, k):
    shipped = next(step for step in load_scan(segmentation) if step.k == k)
    again = examine_k(areas, DEFAULT_RECIPE, k)
    assert_series_equal(again.labels, shipped.labels)
    assert again.measures == pytest.approx(shipped.measures, rel=0.02, abs=0.01)
