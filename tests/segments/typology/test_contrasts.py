"""What sets a group of places apart: the same index everywhere, and doubt where it is due."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from segments.typology import (
    ComparableFigures,
    Contrast,
    comparable_figures,
    find_contrasts,
    index_scores,
    pick_contrasts,
)

CODES = [f"32.01.01.20{number:02}" for number in range(1, 13)]


@pytest.fixture(scope="module")
def figures(areas) -> ComparableFigures:
    """Give the figures of the 435 villages."""
    return comparable_figures(areas)


def column(name="x", *, kind="share", theme="x", inherited=False, interval=False):
    """Make what a contrast needs to know of a column."""
    return SimpleNamespace(
        name=name, kind=kind, theme=theme, inherited=inherited, interval=interval, denominator="n"
    )


def drawn(values, *, people=1000.0, low=None, high=None, districts=None, **meaning):
    """Make comparable figures of one column over twelve villages of equal size."""
    values = np.array(values, dtype=float)
    below = np.where(np.isnan(values), 0.0, people)

    def ends(shares):
        shape = np.full(len(values), np.nan) if shares is None else np.array(shares)
        return (shape * people)[:, None]

    return ComparableFigures(
        columns=(column(interval=low is not None, **meaning),),
        per_person=(True,),
        places=pd.Index(CODES),
        districts=np.zeros(12, int) if districts is None else np.array(districts),
        above=np.nan_to_num(values * people)[:, None],
        below=below[:, None],
        low=ends(low),
        high=ends(high),
    )


def contrast(name, index, *, weakness=""):
    """Make a contrast with a given index."""
    nan = float("nan")
    return Contrast(name, index / 100, nan, nan, 1.0, index, index / 100 - 1, 9, 9, weakness)


class TestTheIndex:
    def test_agrees_with_the_index_scores_of_the_segments(self, areas, segmentation, figures):
        scores = index_scores(areas, segmentation)
        for code in segmentation.codes:
            members = segmentation.labels.index[segmentation.labels == code]
            found = find_contrasts(figures, list(members))
            assert len(found) > 30
            expected = scores.loc[code, list(found)].to_numpy(float)
            assert [c.index for c in found.values()] == pytest.approx(list(expected))

    def test_turns_round_when_group_and_base_change_places(self, figures, segmentation):
        one, other = (list(segmentation.labels.index[segmentation.labels == code]) for code in "AD")
        there, back = find_contrasts(figures, one, other), find_contrasts(figures, other, one)
        for name in there.keys() & back.keys():
            if there[name].value:
                assert there[name].index * back[name].index == pytest.approx(10_000)
                assert there[name].difference == pytest.approx(-back[name].difference)

    def test_is_100_for_all_places_against_all(self, figures, areas):
        found = find_contrasts(figures, list(areas.table.index))
        assert {round(c.index, 6) for c in found.values()} == {100.0}

    def test_is_left_out_where_the_share_is_rare_or_the_people_few(self):
        rare = drawn([0.005] * 12)
        few = drawn([0.2] * 6 + [0.4] * 6, people=10.0)
        assert find_contrasts(rare, CODES[:6]) == {}
        assert find_contrasts(few, CODES[:6]) == {}

    def test_skips_villages_without_a_figure_instead_of_counting_zero(self):
        gaps = drawn([0.4] * 5 + [np.nan] + [0.2] * 6)
        found = find_contrasts(gaps, CODES[:6])["x"]
        assert found.value == pytest.approx(0.4)
        assert found.n_places == 5


class TestDoubt:
    def test_there_is_none_when_the_villages_agree(self):
        found = find_contrasts(drawn([0.40, 0.42, 0.38, 0.41, 0.39, 0.40] + [0.2] * 6), CODES[:6])
        assert found["x"].weakness == ""
        assert (found["x"].n_same_side, found["x"].n_places) == (6, 6)

    def test_one_village_of_six_does_not_make_a_difference(self):
        found = find_contrasts(drawn([0.9] + [0.2] * 5 + [0.2] * 6), CODES[:6])
        assert found["x"].index > 120
        assert found["x"].weakness == "spread"
        assert found["x"].n_same_side == 1

    def test_a_handful_of_villages_is_too_few(self):
        found = find_contrasts(drawn([0.4] * 4 + [np.nan] * 2 + [0.2] * 6), CODES[:6])
        assert found["x"].weakness == "few"

    @pytest.mark.parametrize(("half_width", "weakness"), [(0.02, ""), (0.2, "range")])
    def test_modelled_ranges_that_overlap_show_no_difference(self, half_width, weakness):
        values = np.array([0.6] * 6 + [0.3] * 6)
        modelled = drawn(values, low=values - half_width, high=values + half_width)
        found = find_contrasts(modelled, CODES[:6], CODES[6:])["x"]
        assert (found.low, found.high) == pytest.approx((0.6 - half_width, 0.6 + half_width))
        assert found.weakness == weakness

    def test_a_figure_of_the_kecamatan_counts_once_and_not_once_a_village(self):
        inherited = drawn([0.4] * 6 + [0.2] * 6, inherited=True, districts=[0] * 6 + [1] * 6)
        assert find_contrasts(inherited, CODES[:6])["x"].n_places == 1
        assert find_contrasts(inherited, CODES[:6])["x"].weakness == ""
        assert find_contrasts(inherited, CODES[:7], CODES[7:])["x"].weakness == "few"


class TestTheChoice:
    def test_takes_one_column_a_theme_the_farthest_from_100(self):
        book = {"a": column("a"), "b": column("b"), "c": column("c", theme="y")}
        high, low = pick_contrasts(
            [contrast("a", 150), contrast("b", 300), contrast("c", 50)], book
        )
        assert [c.column for c in high] == ["b"]
        assert [c.column for c in low] == ["c"]

    def test_leaves_out_what_is_like_the_base(self):
        book = {name: column(name, theme=name) for name in "abc"}
        found = [contrast("a", 119), contrast("b", 81), contrast("c", 120)]
        assert pick_contrasts(found, book) == ((found[2],), ())

    def test_prefers_what_holds_and_what_is_measured_per_village(self):
        book = {
            "weak": column("weak"),
            "inherited": column("inherited", inherited=True),
            "village": column("village"),
        }
        found = [
            contrast("weak", 400, weakness="spread"),
            contrast("inherited", 300),
            contrast("village", 130),
        ]
        assert [c.column for c in pick_contrasts(found, book)[0]] == ["village"]
        assert [c.column for c in pick_contrasts(found[:2], book)[0]] == ["inherited"]

    def test_tells_a_theme_from_one_side_unless_it_has_many_sides(self):
        found = [contrast("a", 200), contrast("b", 40)]
        plain = {"a": column("a"), "b": column("b")}
        jobs = {name: replace_theme(known, "pekerjaan") for name, known in plain.items()}
        assert [len(side) for side in pick_contrasts(found, plain)] == [0, 1]
        assert [len(side) for side in pick_contrasts(found, jobs)] == [1, 1]

    def test_orders_both_sides_from_the_strongest_and_keeps_the_limit(self):
        book = {name: column(name, theme=name) for name in "abcdef"}
        found = [
            contrast(name, index)
            for name, index in zip("abcdef", (130, 200, 150, 70, 10, 50), strict=True)
        ]
        high, low = pick_contrasts(found, book, limit=2)
        assert [c.index for c in high] == [200, 150]
        assert [c.index for c in low] == [10, 50]

    def test_sets_every_published_segment_apart_on_the_real_figures(
        self, areas, figures, segmentation
    ):
        for code in segmentation.codes:
            members = segmentation.labels.index[segmentation.labels == code]
            found = find_contrasts(figures, list(members))
            high, low = pick_contrasts(found.values(), areas.codebook)
            themes = [areas.column(c.column).theme for c in (*high, *low)]
            assert len(high) + len(low) >= 4
            assert all(c.index >= 120 for c in high)
            assert all(c.index <= 80 for c in low)
            assert len(set(themes)) >= len(themes) - 2


def replace_theme(known: SimpleNamespace, theme: str) -> SimpleNamespace:
    """Give a column another theme."""
    return SimpleNamespace(**{**vars(known), "theme": theme})


def test_figures_keep_the_order_of_the_villages_and_are_never_changed(areas, figures):
    assert list(figures.places) == list(areas.table.index)
    again = comparable_figures(areas)
    find_contrasts(figures, list(areas.table.index[:20]))
    assert np.array_equal(figures.above, again.above)
    assert replace(again, low=figures.low).columns == figures.columns
