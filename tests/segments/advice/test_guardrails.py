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
from segments.advice.guardrails import LONGEST_MESSAGE

HINT = "nothing_to_do"


def codes(text: str, **options: object) -> set[str]:
    """Codes of the findings, but for the hint that a sentence of a test calls for nothing."""
    found = check_message(text, **options)  # type: ignore[arg-type]
    return {finding.code for finding in found} - {HINT}


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


class TestManners:
    @pytest.mark.parametrize(
        "text",
        [
            "Warga miskin yang tidak ke posyandu akan dicabut bantuannya!",
            "Yang belum lapor akan didenda.",
            "Yang tidak datang tidak akan dilayani.",
            "Pelanggar ditangkap.",
            "Kami akan d1c4but izinnya.",
        ],
    )
    def test_a_threat_without_a_way_out_is_refused(self, text: str) -> None:
        assert {"threat_without_action", "threatens_with_sanction"} <= codes(text)

    def test_a_threat_beside_an_action_is_still_told(self) -> None:
        found = codes("Ayo ke posyandu hari Sabtu, kalau tidak bantuannya dihentikan.")
        assert found == {"threatens_with_sanction"}

    def test_relief_from_a_fine_is_no_threat(self) -> None:
        assert not codes("Ayo bayar PBB sebelum Senin, bebas denda.")
        assert not codes("Datang ke puskesmas. Gigi dicabut gratis.")

    @pytest.mark.parametrize(
        "words", ["warga miskin", "bodoh", "pemalas", "kampungan", "terbelakang", "ORANG GILA"]
    )
    def test_a_label_on_people_is_told(self, words: str) -> None:
        assert "stigma" in codes(f"Ayo ke posyandu, jangan seperti {words}.")

    @pytest.mark.parametrize(
        "text", ["Ayo ke posyandu!!", "Ayo ke posyandu! !", "SEMUA IBU WAJIB DATANG SABTU INI"]
    )
    def test_shouting_is_told(self, text: str) -> None:
        assert "shouting" in codes(text)

    def test_one_mark_and_short_names_are_no_shouting(self) -> None:
        assert not codes("Ayo ke posyandu PKK! Bawa KTP dan KK.")


class TestLength:
    def test_the_limit_is_the_last_length_that_passes(self) -> None:
        sentence = "Bawa anak ke posyandu. "
        text = (sentence * 40)[:LONGEST_MESSAGE]
        assert "message_too_long" not in codes(text)
        (found,) = [f for f in check_message(text + "xyz") if f.code == "message_too_long"]
        assert found.severity == "block"
        assert found.excerpt.endswith(f"/{LONGEST_MESSAGE}")

    def test_a_long_source_is_refused_too(self) -> None:
        assert codes("Bawa anak ke posyandu.", sources=("x" * 161,)) == {"source_too_long"}


class TestNothingToDo:
    def test_no_action_time_or_place_is_hinted_at(self) -> None:
        (found,) = check_message("Kesehatan itu penting.")
        assert (found.code, found.severity) == (HINT, "info")

    @pytest.mark.parametrize(
        "text", ["", "Cuci tangan pakai sabun.", "Imunisasi gratis.", "Sabtu pukul 08.00, gratis."]
    )
    def test_one_of_them_is_enough(self, text: str) -> None:
        assert check_message(text) == ()


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

    def test_the_whole_figure_is_shown(self) -> None:
        (found,) = check_message("Ayo vaksin: menurunkan kasus 80%.")
        assert found.excerpt == "menurunkan kasus 80%"

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
        (found,) = check_message("Camat Cibinong hadir di desa.", election_period=True)
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


class TestAddressees:
    @pytest.mark.parametrize(
        "text",
        [
            "Adik-adik, cuci tangan sebelum makan.",
            "Hai anak-anak, datang ke balai desa hari Sabtu.",
            "Halo siswa, ajak temanmu ke posyandu hari ini.",
            "H a l o siswa SD, ayo datang.",
            "4dik-adik, ayo cuci tangan.",
            "S\u200bobat cilik, ayo cuci tangan.",
            "Anak-anak, ayo datang hari Sabtu.",
        ],
    )
    def test_children_are_not_spoken_to_directly(self, text: str) -> None:
        assert "addresses_children" in codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Bawa anak Anda ke posyandu desa hari Sabtu.",
            "Ayo anak muda, tanam pohon di desa hari Minggu.",
            "Bapak/Ibu, ajak anak-anak cuci tangan di rumah.",
            "Layanan untuk anak-anak, ibu hamil, dan lansia hari Sabtu.",
        ],
    )
    def test_those_who_care_for_them_are(self, text: str) -> None:
        assert "addresses_children" not in codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            "Ayo coblos hari Rabu.",
            "C.o.b.l.o.s di TPS hari Rabu.",
            "Dukung calon kita di desa.",
            "Pilih nomor dua hari Rabu.",
            "Menangkan p4slon kita.",
        ],
    )
    def test_nobody_is_asked_for_a_vote_with_or_without_the_switch(self, text: str) -> None:
        for election in (True, False):
            found = check_message(text, election_period=election)
            assert "asks_for_votes" in {finding.code for finding in found}

    def test_choosing_a_service_is_no_vote(self) -> None:
        assert "asks_for_votes" not in codes("Pilih jadwal posyandu terdekat hari Sabtu.")


class TestPersonalDataInMessages:
    def test_an_identity_number_is_refused_and_not_repeated(self) -> None:
        found = check_message("Ambil bantuan untuk 3201-0101-0190-0001.")
        assert [(f.code, f.severity) for f in found] == [("personal_nik_or_kk", "block")]
        assert "0190" not in found[0].excerpt

    @pytest.mark.parametrize(
        "number",
        ["３２０１０１０１０１９００００１", "3２０１ 0101 0190 ０００１"],
    )
    def test_digits_of_other_scripts_do_not_hide_it(self, number: str) -> None:
        assert "personal_nik_or_kk" in codes(f"Ambil bantuan, NIK {number}.")

    def test_the_source_travels_with_the_message_and_is_searched_too(self) -> None:
        source = ("Budi, NIK 3201010101900001, lahir 12 Mei 1990",)
        found = codes("Bawa anak ke posyandu.", sources=source)
        assert found == {"personal_nik_or_kk", "personal_birth_date"}
        assert not codes("Bawa anak ke posyandu.", sources=("BNPB, Data Bencana 2024",))

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
