"""A version is drafted, changed, frozen under its hash, corrected beside it, put in use."""

import json
from dataclasses import replace

import numpy as np
import pytest

from segments.store import ConflictError, FrozenError, open_store
from segments.typology import (
    DEFAULT_RECIPE,
    EditError,
    PublishError,
    VersionEdit,
    VersionError,
    VersionRecord,
    add_erratum,
    change_draft,
    errata_of,
    find_version,
    keep_letters,
    load_in_use,
    merge_segments,
    override_village,
    publish_draft,
    put_in_use,
    record_from_body,
    rename_segment,
    save_draft,
    segment,
    stability_mark,
    unstable_segments,
)


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    yield store
    store.engine.dispose()


@pytest.fixture
def draft(store, segmentation):
    return save_draft(store, VersionRecord(segmentation), name="Percobaan", actor="a")


def shaky(segmentation, **jaccard):
    found = {**segmentation.diagnostics["jaccard"], **jaccard}
    return replace(segmentation, diagnostics={**segmentation.diagnostics, "jaccard": found})


def test_a_draft_comes_back_as_it_was(draft, segmentation):
    again = record_from_body(json.loads(json.dumps(dict(draft.body)))).segmentation
    assert again.version == segmentation.version
    assert again.labels.equals(segmentation.labels)
    assert again.names == segmentation.names


def test_a_changed_body_is_found_out(draft):
    body = json.loads(json.dumps(dict(draft.body)))
    first = next(iter(body["segmentation"]["places"].values()))
    first["segment"] = "E" if first["segment"] != "E" else "A"
    with pytest.raises(VersionError, match="hash"):
        record_from_body(body)
    with pytest.raises(VersionError, match="lacks"):
        record_from_body({"segmentation": draft.body["segmentation"]})


class TestPublishing:
    def test_a_published_version_is_frozen_and_cites_its_hash(self, store, draft, segmentation):
        published = publish_draft(store, draft, description="Untuk 2027", reason="", actor="k")
        assert (published.state, published.note) == ("published", segmentation.version)
        with pytest.raises(FrozenError):
            change_draft(store, published, VersionRecord(segmentation, "lain"), actor="k", note="")
        found = find_version(store, segmentation.version)
        assert found.segmentation.version == segmentation.version

    def test_unstable_segments_need_a_written_reason(self, store, segmentation):
        record = VersionRecord(shaky(segmentation, B=0.7, D=0.5))
        draft = save_draft(store, record, name="Goyah", actor="a")
        with pytest.raises(PublishError) as refused:
            publish_draft(store, draft, description="", reason="  ", actor="k")
        assert refused.value.unstable == ("B", "D")
        published = publish_draft(store, draft, description="", reason="Diminta camat", actor="k")
        assert record_from_body(published.body).reason == "Diminta camat"

    def test_a_reason_that_is_not_needed_is_not_kept(self, store, draft):
        published = publish_draft(store, draft, description="", reason="asal", actor="k")
        assert record_from_body(published.body).reason == ""

    def test_of_two_who_publish_at_once_one_is_told(self, store, draft):
        publish_draft(store, draft, description="", reason="", actor="satu")
        with pytest.raises(ConflictError):
            publish_draft(store, draft, description="", reason="", actor="dua")

    def test_a_clustering_that_does_not_come_back_is_marked_as_a_whole(self, segmentation):
        assert unstable_segments(segmentation) == ()
        low = {**segmentation.diagnostics, "ari": 0.5}
        assert unstable_segments(replace(segmentation, diagnostics=low)) == ("*",)

    @pytest.mark.parametrize(
        ("jaccard", "mark"),
        [(0.9, "stable"), (0.75, "stable"), (0.7, "pattern"), (0.59, "no_group")],
    )
    def test_the_mark_follows_the_thresholds(self, segmentation, jaccard, mark):
        assert stability_mark(shaky(segmentation, C=jaccard), "C") == mark
        assert stability_mark(segmentation, "Z") == "unknown"


class TestInUse:
    def test_the_version_that_ships_is_in_use_until_somebody_chooses(self, store, segmentation):
        record, fault = load_in_use(store)
        assert (record.segmentation.version, fault) == (segmentation.version, "")

    def test_a_published_version_is_put_in_use_and_taken_back(self, store, areas, segmentation):
        merged = merge_segments(areas, segmentation, "A", "B")
        draft = save_draft(store, VersionRecord(merged), name="Empat", actor="a")
        with pytest.raises(VersionError, match="not published"):
            put_in_use(store, draft, actor="a")
        published = publish_draft(store, draft, description="", reason="ya", actor="a")
        put_in_use(store, published, actor="a")
        assert load_in_use(store)[0].segmentation.version == merged.version
        put_in_use(store, None, actor="a")
        assert load_in_use(store)[0].segmentation.version == segmentation.version

    def test_a_chosen_version_that_is_gone_gives_way_with_the_reason(self, store, draft):
        from segments.store import change_setting

        for chosen, fault in (("nothere", "gone"), (draft.id, "unpublished")):
            change_setting(store, "segmentation", chosen, actor="a")
            assert load_in_use(store)[1] == fault


def test_an_erratum_stands_beside_the_version(store, segmentation):
    add_erratum(store, segmentation.version, " Dua desa tertukar. ", actor="a")
    add_erratum(store, "other", "x", actor="a")
    (erratum,) = errata_of(store, segmentation.version)
    assert erratum.body["text"] == "Dua desa tertukar."


class TestEdits:
    def test_a_new_name_moves_nobody(self, segmentation):
        renamed = rename_segment(segmentation, "A", {"id": " Kota  padat ", "en": ""})
        assert renamed.names["A"]["id"] == "Kota padat"
        assert renamed.names["A"]["en"] == segmentation.names["A"]["en"]
        assert renamed.version == segmentation.version

    @pytest.mark.parametrize(
        ("name", "rule"), [("", "name_length"), ("x" * 61, "name_length"), ("taken", "name_taken")]
    )
    def test_an_empty_long_or_taken_name_is_refused(self, segmentation, name, rule):
        wanted = segmentation.names["B"]["id"].upper() if name == "taken" else name
        with pytest.raises(EditError) as refused:
            rename_segment(segmentation, "A", {"id": wanted})
        assert refused.value.rule == rule

    def test_a_merged_segment_has_the_villages_and_the_middle_of_both(self, areas, segmentation):
        merged = merge_segments(areas, segmentation, "A", "C")
        assert merged.codes == ("A", "B", "D", "E")
        both = segmentation.labels.isin(["A", "C"])
        assert (merged.labels[both] == "A").all()
        assert merged.labels[~both].equals(segmentation.labels[~both])
        sizes = segmentation.labels.value_counts()
        middle = (
            segmentation.centroids.loc["A"] * sizes["A"]
            + segmentation.centroids.loc["C"] * sizes["C"]
        ) / (sizes["A"] + sizes["C"])
        np.testing.assert_allclose(merged.centroids.loc["A"], middle, atol=1e-8)
        assert set(merged.diagnostics["jaccard"]) == set(merged.codes)
        assert merged.version != segmentation.version

    def test_a_village_put_elsewhere_changes_only_itself_and_the_hash(self, areas, segmentation):
        village = segmentation.labels.index[0]
        target = next(code for code in segmentation.codes if code != segmentation.labels[village])
        moved = override_village(areas, segmentation, village, target)
        assert moved.labels[village] == target
        assert moved.labels.drop(village).equals(segmentation.labels.drop(village))
        assert moved.version != segmentation.version
        back = override_village(areas, moved, village, segmentation.labels[village])
        assert back.version == segmentation.version
        np.testing.assert_allclose(back.distances["own"], segmentation.distances["own"], atol=1e-8)

    @pytest.mark.parametrize(
        ("edit", "rule"),
        [
            (lambda a, s: merge_segments(a, s, "A", "A"), "same_segment"),
            (lambda a, s: merge_segments(a, s, "A", "Z"), "unknown_segment"),
            (lambda a, s: override_village(a, s, "nowhere", "A"), "unknown_village"),
            (
                lambda a, s: override_village(a, s, s.labels.index[0], s.labels.iloc[0]),
                "same_segment",
            ),
        ],
    )
    def test_an_edit_without_sense_is_refused_with_its_rule(self, areas, segmentation, edit, rule):
        with pytest.raises(EditError) as refused:
            edit(areas, segmentation)
        assert refused.value.rule == rule

    def test_letters_stay_with_the_kind_of_place(self, areas, segmentation):
        more = segment(areas, replace(DEFAULT_RECIPE, k=6, restarts=30), bootstraps=0)
        kept = keep_letters(more, segmentation)
        shared = [code for code in kept.codes if code in segmentation.codes]
        assert len(shared) == 5
        agree = (kept.labels == segmentation.labels).mean()
        assert agree >= (more.labels == segmentation.labels).mean()
        assert agree > 0.6
        assert keep_letters(segmentation, segmentation) is segmentation

    def test_edits_are_kept_with_who_and_why(self, store, draft, segmentation):
        edit = VersionEdit("override", "32.01.01.1001", "B", "Kantor pindah", "humas")
        record = VersionRecord(segmentation, edits=(edit,))
        saved = change_draft(store, draft, record, actor="humas", note="override")
        assert record_from_body(saved.body).edits == (edit,)
        assert record_from_body(store.undo(saved, actor="humas").body).edits == ()
