"""Personal data are recognised wherever they stand, and figures are not taken for them."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.personal_data import find_personal_data
from geodata.uploads import UploadError, read_table


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("nik", "3201012301900001", "nik_kk"),
        ("nomor", 3201012301900001, "nik_kk"),
        ("nomor", 3201012301900001.0, "nik_kk"),
        ("nomor", "3201-0123-0190-0001", "nik_kk"),
        ("nomor", "32.01.01.230190.0001", "nik_kk"),
        ("ket", "KK 3201012301900001 atas nama Budi", "nik_kk"),
        ("No KK", "320101230190", "nik_kk"),
        ("ket", "081234567890", "phone"),
        ("ket", "0812-3456-7890", "phone"),
        ("ket", "+62 812 3456 7890", "phone"),
        ("ket", "hubungi 0857 1234 567 ya", "phone"),
        ("No. HP", 81234567890, "phone"),
        ("Kontak", "021-8754321", "phone"),
        ("ket", "budi.santoso@gmail.com", "email"),
        ("Tanggal Lahir", "12-03-1999", "birth_date"),
        ("tgl_lahir", "1999-03-12 00:00:00", "birth_date"),
        ("Tempat, tanggal lahir", "Bogor, 12 Maret 1999", "birth_date"),
    ],
)
def test_personal_data_are_found_and_shown_masked(column, value, rule):
    frame = pd.DataFrame({"desa": ["Curing", "Curug"], column: ["", value]}, index=[4, 5])
    found = find_personal_data(frame)
    assert found["rule"].tolist() == [rule]
    assert found[["row", "column"]].values.tolist() == [[5, column]]
    assert "•" in found["value"][0]
    assert str(value)[4:] not in found["value"][0]
    assert found["mend"].str.startswith("Hapus").all()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Jumlah KK", 117276),
        ("Anggaran", 6281234567890),
        ("Anggaran", "Rp 81.234.567.890"),
        ("Kode", "32.01.01.1001"),
        ("Kode", "3201210008"),
        ("Pengguna telepon", 4512),
        ("Persen memiliki HP", 81.5),
        ("Rasio", 0.1234567890123456),
        ("Rasio", "0,1234567890123456"),
        ("Kelahiran", 512),
        ("Tahun lahir", 2023),
        ("Tautan", "https://bogorkab.go.id/data/2023"),
        ("Alamat kantor", "Jl. Raya Tegar Beriman"),
    ],
)
def test_figures_are_not_taken_for_personal_data(column, value):
    frame = pd.DataFrame({"Desa": ["Curing", "Curug", "Ciawi"], column: [value, None, None]})
    assert len(find_personal_data(frame)) == 0


def test_a_whole_column_of_bare_mobile_numbers_is_found():
    numbers = [81234567890 + n for n in range(5)]
    found = find_personal_data(pd.DataFrame({"desa": list("abcde"), "isian": numbers}))
    assert found["rule"].tolist() == ["phone"] * 5


def test_names_of_persons_with_addresses_are_found_but_not_of_places():
    persons = pd.DataFrame({"Nama Kepala Keluarga": ["Budi"], "Alamat": ["Kp. Sawah RT 1"]})
    unnamed = pd.DataFrame({"Nama": ["Budi"], "Umur": [40], "Alamat": ["Kp. Sawah"]})
    schools = pd.DataFrame({"Nama Sekolah": ["SDN 1"], "Alamat": ["Jl. Raya"]})
    assert find_personal_data(persons)["rule"].tolist() == ["name_address"]
    assert find_personal_data(unnamed)["rule"].tolist() == ["name_address"]
    assert len(find_personal_data(schools)) == 0


def test_the_address_of_an_office_in_a_footnote_is_no_personal_data():
    content = "desa;kk\nCuring;5\nCurug;6\nSumber: bps3201@bps.go.id\n"
    assert read_table(content.encode(), "a.csv").frame["kk"].tolist() == [5, 6]
    with pytest.raises(UploadError, match="alamat surel"):
        read_table(b"desa;kontak\nCuring;bps3201@bps.go.id\n", "a.csv")


def test_a_refused_file_says_where_but_not_what():
    with pytest.raises(UploadError) as caught:
        read_table(b"desa;ket\nCuring;081234567890\n", "a.csv")
    assert "baris 2, kolom B" in str(caught.value)
    assert "081234567890" not in str(caught.value) + caught.value.problems.to_string()


@given(
    st.integers(110101, 949999),
    st.integers(1, 31),
    st.booleans(),
    st.integers(1, 12),
    st.integers(0, 99),
    st.integers(1, 9999),
    st.text(alphabet="abc (:", max_size=5),
)
def test_every_nik_is_found_inside_any_text(region, day, female, month, year, serial, before):
    nik = f"{region:06d}{day + 40 * female:02d}{month:02d}{year:02d}{serial:04d}"
    frame = pd.DataFrame({"ket": [f"{before}{nik}"]})
    assert find_personal_data(frame)["rule"].tolist() == ["nik_kk"]
