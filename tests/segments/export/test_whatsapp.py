"""A target list in a message that a phone shows whole."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segments.campaign import TargetList, build_target_list
from segments.export import whatsapp_text
from segments.export.whatsapp import LONGEST
from segments.i18n import Translator
from tests.segments.campaign.small_regency import CREATED, small_list

_ = Translator("id")
LONG = (("Papan pengumuman desa", "Aparat desa", "Bawa anak ke posyandu. " * 12),)


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_never_exceeds_its_length(areas, segmentation, language):
    advice = dict.fromkeys(segmentation.codes, LONG)
    whole = build_target_list(
        areas, segmentation, created=CREATED, advice=advice, language=language
    )
    for district in ("", *whole.metadata.districts):
        text = whatsapp_text(whole, Translator(language), district=district)
        assert len(text) <= LONGEST


NAMES = st.text(alphabet="abcdefg hij", min_size=1, max_size=70)
LINES = st.lists(st.tuples(NAMES, NAMES, st.text(max_size=900)), max_size=40).map(tuple)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lines=LINES,
    chosen=st.sets(st.sampled_from("ABCDEFGH"), min_size=1),
    audience=st.text(max_size=1_500),
    language=st.sampled_from(["id", "en"]),
    one_district=st.booleans(),
)
def test_no_choice_makes_it_longer(
    areas, segmentation, lines, chosen, audience, language, one_district
):
    known = [code for code in segmentation.codes if code in chosen] or list(segmentation.codes)
    whole = build_target_list(
        areas,
        segmentation,
        created=CREATED,
        advice=dict.fromkeys(known, lines),
        segments=known,
        audience=audience,
        language=language,
    )
    district = whole.table["district_code"].iloc[0] if one_district else ""
    assert len(whatsapp_text(whole, Translator(language), district=district)) <= LONGEST


def many(n: int, message: str) -> TargetList:
    """One segment with many channels."""
    lines = [(f"Kanal yang namanya agak panjang nomor {i}", "Kader", message) for i in range(n)]
    return small_list(advice={"A": lines})


def test_channels_give_way_first_and_are_counted():
    text = whatsapp_text(many(30, "Bawa anak ke posyandu."), _)
    left = int(re.search(r"- dan (\d+) kanal lain", text)[1])
    assert text.count("- Kanal yang") == 30 - left
    assert "Bawa anak ke posyandu." in text
    assert "Awal 2.000" in text
    assert LONGEST - 200 < len(text) <= LONGEST


def test_a_long_message_is_cut_and_says_where_the_rest_is():
    text = whatsapp_text(many(2, "Bawa anak ke posyandu. " * 30), _)
    assert re.search(r"Bawa anak ke .*…\nPesan lengkap", text)
    assert len(text) <= LONGEST


def test_what_does_not_fit_is_counted(areas, segmentation):
    whole = build_target_list(areas, segmentation, created=CREATED, advice={"A": LONG})
    assert "lagi." in whatsapp_text(whole, _)


def test_it_says_who_how_many_through_what_and_where():
    text = whatsapp_text(small_list(audience="perempuan"), _)
    assert text.startswith("*Daftar sasaran Kabupaten Bogor*\n23 November 2026, nomor daftar ")
    assert "5 desa/kelurahan, 2.750 jiwa: perempuan." in text
    assert "- Grup WhatsApp\n- Radio\n- Posyandu" in text
    assert "Awal 2.000; Baru 750." in text


def test_one_district_lists_its_villages_and_hides_small_counts():
    text = whatsapp_text(small_list(), _, district="32.01.02")
    assert "Kec. Baru" in text
    assert "Kebon 450" in text
    assert "Sawah <10" in text
    assert "Hulu" not in text


def test_several_messages_point_to_the_file():
    assert "Pesan lengkap untuk setiap kanal" in whatsapp_text(small_list(), _)


def test_an_unknown_district_is_an_error():
    with pytest.raises(ValueError, match=r"32\.01\.99"):
        whatsapp_text(small_list(), _, district="32.01.99")
