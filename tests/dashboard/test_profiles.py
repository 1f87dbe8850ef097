"""The page "Profil segmen": one segment, two side by side, one kecamatan."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
Open = Callable[..., AppTest]


@pytest.fixture
def open_profiles() -> Open:
    """Give a way to open the page by a link."""

    def open_link(**parameters: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run().switch_page("app_pages/profiles.py").run()
        assert not app.exception
        return app

    return open_link


def headings(app: AppTest) -> list[str]:
    """List the headings of the page."""
    return [heading.value for heading in app.subheader]


def words(app: AppTest) -> str:
    """Join all running text of the page."""
    return "\n".join(text.value for text in [*app.markdown, *app.caption])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("link", [{"segment": "B"}, {"compared": "D"}, {"district": "32.01.01"}])
def test_every_kind_of_profile_opens_in_both_languages(open_profiles, language, link):
    app = open_profiles(lang=language, **link)
    assert not app.error
    assert not app.warning
    assert len(app.subheader) >= 3


def test_a_segment_shows_its_counted_residents_and_their_range(open_profiles, areas, segmentation):
    from segments.i18n import Translator

    app = open_profiles(segment="D")
    people = areas.table["population"][segmentation.labels == "D"].sum()
    assert f"#### {Translator('id').number(int(people))}" in words(app)
    assert "tanpa atau dengan desa perbatasan" in words(app)


def test_a_profile_says_that_it_describes_places_and_not_persons(open_profiles):
    assert "bukan orang per orang" in words(open_profiles(segment="E"))
    assert "not persons" in words(open_profiles(district="32.01.05", lang="en"))


def test_the_reading_help_uses_a_figure_of_this_page(open_profiles):
    from dashboard import cached

    app = open_profiles(segment="D")
    strong = next(row for row in cached.profile_contrasts("D", "", "id") if not row.weak)
    assert f"Indeks **{strong.index_text}** pada *{strong.label}*: {strong.value}" in words(app)


def test_another_base_changes_what_the_indices_are_measured_against(open_profiles):
    app = open_profiles(segment="A")
    before = words(app)
    app.selectbox(key="profile_base").select("D").run()
    assert "Yang membedakan dari segmen D" in headings(app)
    assert words(app) != before


def test_two_segments_stand_side_by_side_with_their_differences_first(open_profiles):
    app = open_profiles(segment="A")
    app.selectbox(key="widget_compared").select("D").run()
    shown = headings(app)
    assert shown[0] == "Beda terbesar antara segmen A dan D"
    assert [title[0] for title in shown[1:]] == ["A", "D"]
    assert app.query_params["compared"] == "D"


def test_a_segment_is_not_compared_with_itself(open_profiles):
    assert headings(open_profiles(segment="C", compared="C"))[0].startswith("C · ")


def test_the_link_carries_the_kecamatan_and_forgets_it_with_the_segments(open_profiles):
    app = open_profiles(segment="B")
    app.segmented_control(key="profile_of_segment").select("district").run()
    assert headings(app)[0].startswith("Kec. ")
    assert app.query_params["district"]
    app.segmented_control(key="profile_of_district").select("segment").run()
    assert headings(app)[0].startswith("B · ")
    assert "district" not in app.query_params


def test_the_border_of_a_segment_lists_its_villages_with_their_second_segment(open_profiles):
    from dashboard import cached

    every = cached.village_segments()
    rows = every[(every["segment"] == "A") & (every["second"] != "")]
    app = open_profiles(segment="A")
    assert any(part.label == f"{len(rows)} desa di perbatasan segmen" for part in app.expander)
    assert "segmen kedua" not in words(app)
    app.session_state["border_A"] = True
    app.run()
    listed = [line for line in words(app).splitlines() if "segmen kedua " in line]
    assert sum(line.startswith("- ") for line in listed) == len(rows)


def test_religion_is_closed_context_with_the_reason_and_no_small_share(open_profiles):
    app = open_profiles(district="32.01.18")
    (context,) = [part for part in app.expander if "Agama" in part.label]
    text = "\n".join(part.value for part in context.markdown)
    assert "Tidak pernah dipakai" in text
    assert "di bawah 0,1 %" in text
    assert not re.search(r"\bagama\b", words(open_profiles(segment="D")).lower())


def test_every_segment_of_the_published_version_has_a_profile(open_profiles, segmentation):
    for code in segmentation.codes:
        assert headings(open_profiles(segment=code))[0].startswith(f"{code} · ")
