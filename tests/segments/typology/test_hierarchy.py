from dataclasses import replace

import numpy as np
import pytest

from segments.typology import Recipe, segment, split_group

SMALLEST_PLACES, SMALLEST_PEOPLE = 10, 0.02


@pytest.fixture(scope="module")
def splits(areas, segmentation):
    return {code: split_group(areas, segmentation, code) for code in segmentation.codes}


def test_every_village_keeps_its_group(segmentation, splits):
    for code, split in splits.items():
        members = segmentation.labels.index[segmentation.labels == code]
        assert split.labels.index.equals(members)
        assert all(label.startswith(code) for label in split.labels)


def test_parts_are_large_enough_and_count_everybody(areas, splits):
    everybody = areas.table["population"].sum()
    for split in splits.values():
        for part in split.parts:
            assert part.places >= SMALLEST_PLACES
            assert part.people >= SMALLEST_PEOPLE * everybody
        if split.parts:
            assert sum(part.places for part in split.parts) == len(split.labels)
            assert [part.people for part in split.parts] == sorted(
                (part.people for part in split.parts), reverse=True
            )


def test_the_verdict_follows_the_least_stable_part(splits):
    for split in splits.values():
        if split.verdict == "split":
            assert min(part.jaccard for part in split.parts) >= 0.75
            assert split.reason == ""
        elif split.verdict == "pattern":
            assert 0.6 <= split.jaccard_min < 0.75
            assert split.reason == "unstable"
        else:
            assert split.parts == ()
            assert set(split.labels) == {split.group}


def test_the_towns_are_split_and_the_commuter_belt_is_not(splits):
    assert splits["A"].verdict == "split"
    assert [part.code for part in splits["A"].parts] == ["A1", "A2"]
    assert splits["B"].verdict == "whole"
    assert splits["B"].reason == "unstable"


def test_marks_name_columns_of_the_recipe_in_opposite_directions(segmentation, splits):
    one, two = splits["A"].parts
    assert {name for name, _ in one.marks} <= set(segmentation.recipe.features)
    assert dict(one.marks) == {name: -sign for name, sign in two.marks}


def test_a_small_group_stays_whole_for_its_size(areas):
    few = np.arange(435) < 15
    crowded = replace(
        areas, table=areas.table.assign(density=areas.table["density"].where(~few, 900_000.0))
    )
    recipe = Recipe(("density",), transform="none", k=2, restarts=5)
    found = segment(crowded, recipe, bootstraps=0)
    small = found.labels.value_counts().idxmin()
    assert (found.labels[few] == small).all()
    split = split_group(crowded, found, small, bootstraps=5)
    assert (split.verdict, split.reason) == ("whole", "too_small")
    assert np.isnan(split.jaccard_min)
    assert len(split.labels) == 15
