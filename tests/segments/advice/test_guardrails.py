"""Guardrails, and attempts to get round them."""

from __future__ import annotations

import pytest

from geodata import AreaTable
from segments.advice import (
    ForbiddenColumnError,
    Playbook,
    check_columns,
    check_message,
    is_forbidden_column,
    opening_lines,
)


def codes(text: str, **options: object) -> set[str]:
    return {found.code for found in check_message(text, **options)}  # type: ignore[arg-type]


class TestColumns:
    @pytest.mark.parametrize(
        "name",
        [
            "agama", "Agama Penduduk", "AGAMA_ISLAM", "n_islam", "share_muslim", "religion",
            "share_religious", "kristen", "Katolik %", "n_hindu", "budha", "konghucu", "suku",
            "suku_bangsa", "etnis", "ethnicity", "Ras", "share_sundanese", "n_betawi",
            "bahasa_ibu", "home language", "n_masjid", "jumlah_gereja", "keagamaan",
        ],
    )  # fmt: skip
    def test_of_religion_or_ethnicity_are_refused(self, name: str) -> None:
        with pytest.raises(ForbiddenColumnError, match="religion or ethnicity"):
            check_columns([name])

    @pytest.mark.parametrize(
        "name",
        [
            "a_g_a_m_a", "a.g.a.m.a", "a g a m a", "aga-ma", "4g4m4", "ag@ma", "pendudukAgama",
            "аgama", "agаmа", "aga\u200bma", "àgámà", "1sl4m", "m.u.s.l.i.m", "et-nis", "su_ku",
            "SUKU", "r_a_s", "m4sj1d", "kol_agama_2024", "ＡＧＡＭＡ",
        ],
    )  # fmt: skip
    def test_in_disguise_are_refused_too(self, name: str) -> None:
        assert is_forbidden_column(name)

    @pytest.mark.parametrize(
        "name",
        [
            "keragaman_usaha", "suku_bunga", "suku_dinas", "teras", "has_market", "n_rt",
            "kepercayaan_pada_pemerintah", "share_trust_tv", "harga_beras", "kelas",
            "jenis_kelamin",
        ],
    )  # fmt: skip
    def test_that_only_look_like_it_pass(self, name: str) -> None:
        check_columns([name])

    def test_all_refused_columns_are_named_at_once(self) -> None:
        with pytest.raises(ForbiddenColumnError) as caught:
            check_columns(["n_rt", "n_islam", "share_elderly", "suku"])
        assert caught.value.columns == ("n_islam", "suku")

    def test_the_table_of_places_has_none(self, areas: AreaTable) -> None:
        check_columns(areas.table.columns)


class TestThreats:
    @pytest.mark.parametrize(
        "text",
        [
            "Awas banjir!",
            "BAHAYA LONGSOR",
            "B.A.H.A.Y.A di sekitar kita",
            "b a n j i r mengintai",
            "b4njir mengintai",
            "ban\u200bjir mengintai",
            "Inilah wabah mematikan yang adalah masalah.",
        ],
    )
    def test_need_an_action(self, text: str) -> None:
        assert "threat_without_action" in codes(text)

    def test_need_a_place_or_time_as_well(self) -> None:
        assert codes("Awas banjir, segera mengungsi.") == {"threat_without_place_or_time"}

    def test_pass_with_action_and_place(self) -> None:
        assert not codes("Ada tanda longsor? Segera mengungsi ke balai desa.")


class TestNorms:
    @pytest.mark.parametrize(
        "text",
        [
            "Kebanyakan warga sudah memilah sampah.",
            "Tetangga Anda sudah ikut.",
            "Semua warga ikut.",
        ],
    )
    def test_need_a_known_share_above_half(self, text: str) -> None:
        assert "norm_not_verified" in codes(text)
        assert "norm_not_majority" in codes(text, norm_share=0.5)
        assert not codes(text, norm_share=0.51)

    def test_a_right_of_all_is_not_a_norm(self) -> None:
        assert not codes("Semua warga berhak ikut.")

    def test_saying_that_many_do_not_is_warned_of(self) -> None:
        assert "negative_norm" in codes("Masih banyak warga yang belum ikut.")


class TestClaims:
    @pytest.mark.parametrize(
        "text",
        [
            "Angka stunting turun menjadi 27 %.",
            "Kasus 27,4 persen tahun lalu.",
            "Terbukti ampuh.",
            "Pelayanan terbaik.",
            "9 dari 10 anak sehat menurut penelitian.",
        ],
    )
    def test_need_a_source(self, text: str) -> None:
        assert "claim_without_source" in codes(text, norm_share=0.9)
        assert "claim_without_source" not in codes(text, norm_share=0.9, sources=("SSGI 2024",))

    def test_take_a_source_in_the_text(self) -> None:
        assert not codes("Angka stunting turun menjadi 27 % (sumber: SSGI 2024).")
        assert "claim_without_source" in codes("Turun 27 % (sumber: )")

    def test_an_empty_source_is_none(self) -> None:
        assert "claim_without_source" in codes("Turun 27 %.", sources=(" ",))

    def test_hours_prices_and_dates_are_not_claims(self) -> None:
        assert not codes("Buka Senin, 3 Maret pukul 08.00. Harga Rp10.000.")


class TestElectionPeriod:
    @pytest.mark.parametrize(
        "text",
        [
            "Salam dari Budi Santoso.",
            "Salam dari BUDI  SANTOSO.",
            "Salam dari B.u.d.i S.a.n.t.o.s.o.",
            "Salam dari Bud1 Sant0so.",
            "Salam dari Budi\u200bSantoso.",
        ],
    )
    def test_listed_officials_are_not_named(self, text: str) -> None:
        assert "official_named" in codes(text, election_period=True, officials=("Budi Santoso",))
        assert not codes(text, officials=("Budi Santoso",))

    def test_a_title_with_a_name_is_caught_without_a_list(self) -> None:
        assert "official_named" in codes("Bupati Bogor Siti hadir.", election_period=True)
        assert not codes("Bupati Bogor hadir.", election_period=True)

    def test_a_title_with_a_place_is_only_worth_a_look(self) -> None:
        (found,) = check_message("Camat Cibinong hadir.", election_period=True)
        assert (found.code, found.severity) == ("official_perhaps_named", "warn")

    def test_portraits_are_refused(self) -> None:
        assert "official_portrait" in codes("Pasang foto resmi bupati.", election_period=True)


class TestGroups:
    @pytest.mark.parametrize(
        "text",
        [
            "Khusus warga Muslim, silakan daftar.",
            "Hanya untuk orang Sunda.",
            "Bukan untuk umat Kristen.",
            "KHUSUS U.M.A.T tertentu.",
            "Khusus musl1m.",
        ],
    )
    def test_messages_may_not_pick_people_by_them(self, text: str) -> None:
        assert "targets_religion_or_ethnicity" in codes(text)

    def test_a_greeting_is_only_warned_of(self) -> None:
        found = codes("Selamat Idulfitri bagi umat Islam.")
        assert found == {"names_religion_or_ethnicity"}

    def test_a_language_version_and_a_province_are_fine(self) -> None:
        assert not codes("Tersedia versi Sunda untuk warga Jawa Barat.")


class TestPersonalDataInMessages:
    def test_an_identity_number_is_refused_and_not_repeated(self) -> None:
        found = check_message("Bantuan untuk 3201-0101-0190-0001.")
        assert [(f.code, f.severity) for f in found] == [("personal_nik_or_kk", "block")]
        assert "0190" not in found[0].excerpt

    def test_a_phone_number_is_warned_of(self) -> None:
        (found,) = check_message("Tanya ke 0812 3456 7890.")
        assert (found.code, found.severity) == ("personal_phone", "warn")


class TestReading:
    def test_a_long_sentence_is_pointed_at(self) -> None:
        long = "Kami " + "ingin " * 20 + "maju."
        assert "sentence_too_long" in codes(f"Pendek saja. {long}")
        assert "sentence_too_long" not in codes(long, max_sentence_words=30)

    def test_office_words_are_told(self) -> None:
        assert "office_word" in codes("Dalam rangka sosialisasi, datanglah.")


def test_the_gravest_come_first() -> None:
    found = check_message("Dalam rangka bahaya banjir 50 %.")
    severities = [("block", "warn", "info").index(f.severity) for f in found]
    assert severities == sorted(severities)
    assert len(found) >= 3


def test_openings_of_the_playbook_pass_their_own_guardrails(playbook: Playbook) -> None:
    allowed = {  # what the gate of the framing asks a person to make sure of
        "positive_norm": {"norm_not_verified", "claim_without_source"},
    }
    for framing in playbook.framings.values():
        for text in opening_lines(framing, "Bawa balita ke posyandu hari Selasa."):
            blocked = {f.code for f in check_message(text) if f.severity == "block"}
            assert blocked <= allowed.get(framing.id, set()), (framing.id, text)
