import json
import shutil
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from segments.typology import (
    DEFAULT_RECIPE,
    Recipe,
    VersionError,
    match_labels,
    publish,
    published_segmentation,
    segment,
)
from segments.typology.versions import (
    PUBLISHED,
    content_version,
    data_digest,
    load_version,
)


@pytest.fixture(scope="module")
def recomputed(areas):
    return segment(areas, DEFAULT_RECIPE)


@pytest.fixture(scope="module")
def quick(areas):
    return segment(areas, Recipe(("density", "share_elderly"), k=3, restarts=5), bootstraps=0)


def test_the_default_recipe_gives_the_version_that_ships(recomputed, segmentation):
    assert recomputed.version == segmentation.version
    assert recomputed.recipe == segmentation.recipe
    assert recomputed.names == segmentation.names
    assert_series_equal(recomputed.labels, segmentation.labels)
    assert_frame_equal(recomputed.distances, segmentation.distances)
    assert_frame_equal(recomputed.centroids, segmentation.centroids)
    assert_frame_equal(recomputed.scaling, segmentation.scaling)


def test_the_diagnostics_that_ship_are_those_of_the_run(recomputed, segmentation):
    jaccard = recomputed.diagnostics["jaccard"]
    assert segmentation.diagnostics["jaccard"] == pytest.approx(jaccard, abs=0.01)
    plain = {key: value for key, value in recomputed.diagnostics.items() if key != "jaccard"}
    shipped = {key: segmentation.diagnostics[key] for key in plain}
    assert shipped == pytest.approx(plain, abs=0.01)


def test_only_the_current_version_ships():
    names = {path.name for path in PUBLISHED.iterdir()}
    version = published_segmentation().version
    assert names == {"current.json", f"{version}.json", f"{version}.scan.json"}


def test_a_version_survives_publishing_and_loading(quick, tmp_path):
    path = publish(quick, tmp_path)
    again = published_segmentation(tmp_path)
    assert path.stem == again.version == quick.version
    assert again.recipe == quick.recipe
    assert_series_equal(again.labels, quick.labels)
    assert_frame_equal(again.distances, quick.distances)
    assert_frame_equal(again.centroids, quick.centroids, check_exact=True)


def test_publishing_twice_writes_the_same_bytes(quick, tmp_path):
    first = publish(quick, tmp_path / "a").read_bytes()
    assert publish(quick, tmp_path / "b").read_bytes() == first


def test_the_last_published_version_is_current(quick, segmentation, tmp_path):
    publish(segmentation, tmp_path)
    publish(quick, tmp_path)
    assert published_segmentation(tmp_path).version == quick.version
    assert load_version(tmp_path / f"{segmentation.version}.json").version == segmentation.version


def test_the_hash_does_not_depend_on_the_order_of_rows_or_columns(areas, quick):
    turned = replace(areas, table=areas.table.iloc[::-1], outlines=areas.outlines.iloc[::-1])
    recipe = replace(quick.recipe, features=quick.recipe.features[::-1])
    assert segment(turned, recipe, bootstraps=0).version == quick.version


def test_the_hash_ignores_the_last_bits_of_numbers(quick):
    nudged = replace(quick, centroids=quick.centroids * (1 + 1e-14))
    assert content_version(nudged) == quick.version


def _moved(segmentation):
    labels = segmentation.labels.copy()
    labels.iloc[0] = next(code for code in segmentation.codes if code != labels.iloc[0])
    return labels


@pytest.mark.parametrize(
    "change",
    [
        lambda found: {"labels": _moved(found)},
        lambda found: {"centroids": found.centroids * 1.001},
        lambda found: {"scaling": found.scaling * 1.001},
        lambda found: {"recipe": replace(found.recipe, seed=1)},
        lambda found: {"data": data_digest(found.centroids)},
    ],
    ids=["labels", "centroids", "scaling", "recipe", "data"],
)
def test_every_part_of_the_content_changes_the_hash(quick, change):
    assert content_version(replace(quick, **change(quick))) != quick.version


def test_new_figures_give_a_new_version_even_where_no_label_changes(areas, quick):
    other = replace(areas, table=areas.table.assign(density=areas.table["density"] * 1.0001))
    again = segment(other, quick.recipe, bootstraps=0)
    assert_series_equal(again.labels, quick.labels)
    assert again.version != quick.version


def test_a_changed_file_is_not_loaded(segmentation, tmp_path):
    folder = tmp_path / "published"
    shutil.copytree(PUBLISHED, folder)
    path = folder / f"{segmentation.version}.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    code = next(code for code, place in stored["places"].items() if place["segment"] == "A")
    stored["places"][code]["segment"] = "B"
    path.write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(VersionError, match="changed after it was published"):
        published_segmentation(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no published file current.json"),
        ("{", "current.json is not JSON"),
        ("[1]", "holds no version"),
        ("{}", "names no version"),
        ('{"version": "ffff"}', "no published file ffff.json"),
    ],
)
def test_a_broken_folder_is_refused_in_words(content, message, tmp_path):
    if content is not None:
        (tmp_path / "current.json").write_text(content, encoding="utf-8")
    with pytest.raises(VersionError, match=message):
        published_segmentation(tmp_path)


def test_a_file_that_lacks_a_part_is_refused(tmp_path):
    path = tmp_path / "abc.json"
    path.write_text('{"version": "abc", "recipe": {"level": "village"}}', encoding="utf-8")
    with pytest.raises(VersionError, match="abc.json lacks"):
        load_version(path)


def test_the_published_version_loads_without_the_clustering_libraries(root):
    script = (
        "import sys\n"
        "from segments.typology import DEFAULT_RECIPE, published_segmentation\n"
        "assert published_segmentation().recipe == DEFAULT_RECIPE\n"
        "heavy = {'sklearn', 'scipy', 'libpysal', 'geopandas'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_labels_that_were_only_renamed_are_matched():
    old = pd.Series(list("AABBC"))
    match = match_labels(old.map({"A": "C", "B": "A", "C": "B"}), old)
    assert match.mapping == {"C": "A", "A": "B", "B": "C"}
    assert match.agreement == 1


def test_matching_is_the_best_of_all_pairings_not_the_greedy_one():
    """The largest cell (10) belongs to no best pairing: 9 + 8 beats 10 + 1."""
    counts = {("x", "A"): 10, ("x", "B"): 9, ("y", "A"): 8, ("y", "B"): 1}
    pairs = [pair for pair, count in counts.items() for _ in range(count)]
    new, old = (pd.Series(values) for values in zip(*pairs, strict=True))
    match = match_labels(new, old)
    assert match.mapping == {"x": "B", "y": "A"}
    assert match.agreement == pytest.approx(17 / 28)


def test_only_places_in_both_answers_count():
    old = pd.Series(list("AAB"), index=["p", "q", "r"])
    new = pd.Series(list("XYY"), index=["q", "r", "s"])
    match = match_labels(new, old)
    assert match.mapping == {"X": "A", "Y": "B"}
    assert match.agreement == 1


def test_a_label_more_than_before_has_no_partner():
    old = pd.Series(list("AAABBB"))
    new = pd.Series(list("XXZYYY"))
    assert match_labels(new, old).mapping == {"X": "A", "Y": "B"}


def test_answers_without_a_common_place_cannot_be_matched():
    with pytest.raises(ValueError, match="no place in common"):
        match_labels(pd.Series(["A"], index=["p"]), pd.Series(["A"], index=["q"]))


def test_missing_numbers_have_a_digest_of_their_own():
    known = pd.DataFrame({"x": [0.0, 1.0]}, index=["p", "q"])
    assert data_digest(known) != data_digest(known.replace(0.0, np.nan))
    assert data_digest(known) == data_digest(known.iloc[::-1])
