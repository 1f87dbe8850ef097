"""A target list in a message that a phone shows whole."""

import pytest

from segments.campaign import build_target_list
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
