"""Finding data on persons, and attempts to hide them."""

from __future__ import annotations

import pytest

from geodata.personal_text import find_personal_data


def kinds(text: str) -> list[str]:
    return [found.kind for found in find_personal_data(text)]


class TestIdentityNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            "3201010101900001",
            "NIK:3201010101900001.",
            "3201 0101 0190 0001",
            "3201.0101.0190.0001",
            "3201-0101-0190-0001",
            "32-01-01-41-01-90-00-01",
            "32.01.01.010190.0001",
            "3 2 0 1 0 1 0 1 0 1 9 0 0 0 0 1",
            "3201/0101/0190/0001",
            "3201 - 0101 - 0190 - 0001",
            "3201_0101_0190_0001",
            "3201,0101,0190,0001",
            "(3201) 0101-0190 0001",
            "3201\u200b0101\u200b0190\u200b0001",
            "3201\u00a00101\u00a00190\u00a00001",
            "３２０１０１０１０１９００００１",
            "32O1OlO1O19OOOO1",
            "nik3201010101900001nik",
            "0000000000000000",
        ],
    )
    def test_are_found_however_they_are_written(self, text: str) -> None:
        assert kinds(text) == ["nik_or_kk"]

    def test_are_found_side_by_side(self) -> None:
        assert kinds("3201010101900001 3201010101900002") == ["nik_or_kk"] * 2
        assert kinds("3201 0101 0190 0001, 3201 0101 0190 0002") == ["nik_or_kk"] * 2

    @pytest.mark.parametrize(
        "text",
        [
            "32.01.01.2001 32.01.01.2002 32.01.01.2003",
            "Kode BPS 3201212001",
            "5.664.537 jiwa, 1.234.567 keluarga, 890.123 rumah",
            "0.4117647058823529,0.2941176470588235",
            "75.41176470588235 12.0812345678",
            "Rp1.500.000.000",
            "12345678901234567890",
            "2019 2020 2021 2022 2023",
            "3201,0101,0190,0001,0002,0003",
        ],
    )
    def test_are_not_seen_in_codes_and_figures(self, text: str) -> None:
        assert kinds(text) == []

    def test_are_masked_in_the_report(self) -> None:
        (found,) = find_personal_data("3201010101900001")
        assert found.masked == "32…01"


class TestContacts:
    @pytest.mark.parametrize(
        "text",
        [
            "081234567890", "0812-3456-7890", "0812 3456 7890", "0812.3456.7890",
            "+6281234567890", "+62 812-3456-7890", "(+62) 812 3456 7890", "6281234567890",
            "0 8 1 2 3 4 5 6 7 8 9 0", "0812_3456_7890", "08\u200b1234567890", "WA0812 3456 7890",
        ],
    )  # fmt: skip
    def test_mobile_numbers_are_found(self, text: str) -> None:
        assert kinds(text) == ["phone"]

    @pytest.mark.parametrize("text", ["(0251) 8321075", "Rp 8.123.456", "0.81234567890", "2008"])
    def test_other_numbers_are_not(self, text: str) -> None:
        assert kinds(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "budi@mail.com", "budi.s+kab@mail.co.id", "budi (at) mail (dot) com",
            "budi[at]mail.com", "budi @ mail . com", "budi at mail dot com", "budi＠mail.com",
            "budi (at) mail titik com".replace(" titik ", " (titik) "),
        ],
    )  # fmt: skip
    def test_addresses_are_found(self, text: str) -> None:
        assert kinds(text) == ["email"]


class TestBirthDates:
    @pytest.mark.parametrize(
        "text",
        [
            "lahir 12-03-1990", "Tanggal lahir: 12/03/90", "TTL: Bogor, 12 Maret 1990",
            "tgl lahir 1990-03-12", "kelahiran Bogor 1 Agustus 1975", "born 12.03.1990",
        ],
    )  # fmt: skip
    def test_are_found_by_their_context(self, text: str) -> None:
        assert kinds(text) == ["birth_date"]

    def test_the_day_of_an_event_is_not_one(self) -> None:
        assert kinds("Posyandu 12 Maret 2024 pukul 08.00") == []


class TestDisguises:
    @pytest.mark.parametrize(
        "text",
        [
            "Hubungi O8l2-3456-789O",
            "O8I2 34S6 7890 atau 08I23456789O",
            "wa: nol delapan satu dua tiga empat lima enam tujuh delapan",
            "nol 8 satu 2 tiga 4 lima 6 tujuh 8",
            "zero eight one two three four five six seven eight",
            "0812, 3456, 7890",
            "(O812) 3456 7890",
        ],
    )
    def test_a_phone_number_in_letters_or_words_is_found(self, text: str) -> None:
        assert set(kinds(text)) == {"phone"}

    @pytest.mark.parametrize(
        "text",
        [
            "Pukul delapan sampai dua belas di RW tiga",
            "satu dua tiga empat lima enam tujuh",
            "Ibu I dan Olo di RT 01/02, 10.000 jiwa, 32.01.01.2001",
            "Loooool Illlll OOOOOOOOOO",
            "08.00, 09.30, 10.15",
            "1.234, 5.678, 9.012",
        ],
    )
    def test_words_and_figures_that_only_look_like_one_are_not(self, text: str) -> None:
        assert kinds(text) == []
