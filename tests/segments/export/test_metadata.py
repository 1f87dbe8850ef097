"""What every file says about itself."""

from geodata import load_sources
from segments.export import metadata_lines, metadata_object
from segments.i18n import Translator
from tests.segments.campaign.small_regency import small_list


def values(target_list, language="id"):
    lines = metadata_lines(target_list, Translator(language))
    return {(line.group, line.label): line.value for line in lines}


def test_version_choices_and_size_are_stated():
    target_list = small_list(audience="Ibu dengan anak balita")
    found = values(target_list)
    assert found["Identitas", "Nomor daftar"] == target_list.metadata.list_id
    assert found["Identitas", "Versi segmentasi"] == "1a2b3c4d5e6f"
    assert found["Identitas", "Tanggal dibuat"] == "23 November 2026"
    assert found["Pilihan", "Segmen"] == "A (Kota padat); B (Tani)"
    assert found["Pilihan", "Kanal"] == "Grup WhatsApp; Radio; Posyandu"
    assert found["Pilihan", "Siapa yang dihitung"] == "Ibu dengan anak balita"
    assert found["Isi", "Jiwa (setiap orang dihitung sekali)"] == "2.750"


def test_every_source_has_publisher_year_and_licence():
    target_list = small_list(sources=load_sources())
    found = values(target_list)
    assert target_list.metadata.sources
    for source in target_list.metadata.sources:
        text = found["Sumber", source.source_id]
        assert all(part in text for part in (source.publisher, source.year, source.licence))


def test_only_the_evidence_in_the_list_is_explained():
    found = values(small_list())
    assert ("Dasar angka", "terukur") in found
    assert ("Dasar angka", "estimasi model") not in found


def test_the_class_carries_the_evidence_of_the_codebook():
    assert values(small_list())["Dasar angka", "Kelas wilayah"].startswith("asumsi")


def test_many_districts_are_counted_and_few_are_named(areas, segmentation):
    from segments.campaign import build_target_list
    from tests.segments.campaign.small_regency import CREATED

    whole = build_target_list(areas, segmentation, created=CREATED)
    assert values(whole)["Pilihan", "Kecamatan"] == "40 kecamatan"
    assert values(small_list())["Pilihan", "Kecamatan"] == "Awal; Baru"


def test_the_machine_readable_form_says_the_same():
    target_list = small_list(sources=load_sources())
    plain = metadata_object(target_list, Translator("en"))
    assert plain["people"] == {"low": 2750, "mid": 2750, "high": 2750}
    assert plain["n_suppressed"] == 1
    assert plain["language"] == "en"
    assert [source["id"] for source in plain["sources"]] == [
        source.source_id for source in target_list.metadata.sources
    ]
