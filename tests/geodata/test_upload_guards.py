"""What must not be read is refused with the reason, and nothing makes the reader fail."""

from __future__ import annotations

import io
import zipfile

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geodata.office_files.sheet_grid import count_cells
from geodata.uploads import UploadError, read_table
from tests.geodata.office_files import PLAIN, changed_archive, one_sheet, part_of


def refusal(content: bytes, filename: str) -> UploadError:
    with pytest.raises(UploadError) as caught:
        read_table(content, filename)
    return caught.value


SHEET = "xl/worksheets/sheet1.xml"


def with_sheet(xml: bytes) -> bytes:
    return changed_archive(PLAIN, add={SHEET: xml})


def zip_bomb() -> bytes:
    return with_sheet(b"<worksheet>" + b" " * 40_000_000 + b"</worksheet>")


def encrypted_part() -> bytes:
    raw = bytearray(PLAIN)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(signature, at + 4)
    return bytes(raw)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "filename", "rule"),
    [
        (b"", "a.csv", "empty_file"),
        (b" \r\n ", "a.csv", "empty_file"),
        (b"x" * (50 * 1024 * 1024 + 1), "a.csv", "too_large"),
        (PLAIN, "../a.xlsx", "file_name"),
        (PLAIN, "C:\\data\\a.xlsx", "file_name"),
        (PLAIN, "a\x00.xlsx", "file_name"),
        (PLAIN, "", "file_name"),
        (b"{}", "a.json", "file_kind"),
        (b"MZ", "a.exe", "file_kind"),
        (PLAIN, "a.xlsm", "macros"),
        (changed_archive(PLAIN, add={"xl/vbaProject.bin": b"x"}), "a.xlsx", "macros"),
        (changed_archive(PLAIN, add={"xl/macrosheets/sheet1.xml": b"x"}), "a.xlsx", "macros"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "old_excel"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "a.xls", "macros"),
        (encrypted_part(), "a.xlsx", "password"),
        (zip_bomb(), "a.xlsx", "zip_bomb"),
        (changed_archive(PLAIN, add={"../../x.xml": b"x"}), "a.xlsx", "path_traversal"),
        (changed_archive(PLAIN, add={"/x.xml": b"x"}), "a.xlsx", "path_traversal"),
        (with_sheet(DTD + part_of(PLAIN, SHEET)), "a.xlsx", "xml_declarations"),
        (with_sheet(DTD.decode().encode("utf-16")), "a.xlsx", "xml_declarations"),
        (changed_archive(PLAIN, drop="xl/workbook.xml"), "a.xlsx", "not_a_workbook"),
        (b"desa;kk\nCuring;5\n", "a.xlsx", "not_a_workbook"),
        (b"<html><table></table></html>", "a.xlsx", "not_a_workbook"),
        (PLAIN[: len(PLAIN) // 2], "a.xlsx", "damaged_file"),
        (with_sheet(b"<worksheet><broken"), "a.xlsx", "damaged_file"),
        (b"%PDF-1.7 \x00", "a.csv", "not_a_table"),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", "xml_workbook"),
        (DTD + b"<html><table/></html>", "a.xls", "xml_declarations"),
        (b"<html><body>kosong</body></html>", "a.xls", "no_table"),
        (b"hanya satu baris", "a.csv", "no_table"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_or_must_not_be_read_is_refused(content, filename, rule):
    error = refusal(content, filename)
    assert error.rule == rule
    assert str(error).endswith(".")


@pytest.mark.parametrize(
    "title",
    [
        "Perolehan suara per TPS",
        "jumlah_suara",
        "DPT",
        "Pasangan calon 1",
        "Hasil Pilkada 2024",
        "Rekapitulasi Pemilu",
    ],
)
def test_election_data_is_refused(title):
    error = refusal(one_sheet([["Desa", title], ["Curing", 5]]), "a.xlsx")
    assert error.rule == "election_data"
    assert title in error.problems["value"].tolist()


def test_a_row_of_parties_is_refused_but_words_like_them_are_not():
    parties = one_sheet([["Desa", "PKB", "Golkar", "PDIP"], ["Curing", 5, 6, 7]])
    assert refusal(parties, "a.xlsx").rule == "election_data"
    innocent = one_sheet([["Desa", "TPS sampah", "Suara radio", "PAN"], ["Curing", 5, 6, 7]])
    assert read_table(innocent, "a.xlsx").frame["PAN"].tolist() == [7]


def test_a_file_with_too_many_cells_is_refused():
    with pytest.raises(UploadError, match="600.000 sel"):
        count_cells(599_999, 2)
    lines = "a;b;c\n" + "1;2;3\n" * 260_000
    assert refusal(lines.encode(), "a.csv").rule == "too_many_cells"


def test_the_guards_do_not_trust_the_sizes_that_an_archive_declares():
    content = bytearray(zip_bomb())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        large = archive.getinfo(SHEET)
    size = large.file_size.to_bytes(4, "little")
    small = (1000).to_bytes(4, "little")
    content = bytearray(bytes(content).replace(size, small))
    assert refusal(bytes(content), "a.xlsx").rule in {"zip_bomb", "damaged_file"}


class TestAnything:
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
    @given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xls", "a.xlsx", "a.html"]))
    @example(b'"' + b"x" * 140_000, "a.csv")
    @example(b"<table><tr><td rowspan=99999 colspan=99999>1<td>2</table>", "a.xls")
    def test_bytes_are_read_or_refused(self, content, filename):
        self.read(content, filename)

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
    @given(
        st.lists(
            st.lists(
                st.one_of(
                    st.sampled_from(
                        [
                            "Desa",
                            "Jumlah",
                            "Kecamatan",
                            "KEC. CIAWI",
                            "(1)",
                            "1.234",
                            "-",
                            "Sumber: x",
                        ]
                    ),
                    st.text(alphabet='abc 1.,-()%\n"', max_size=6),
                ),
                max_size=6,
            ),
            max_size=12,
        ),
        st.sampled_from([";", ",", "\t"]),
    )
    def test_any_grid_of_cells_is_read_or_refused(self, rows, separator):
        self.read("\n".join(separator.join(row) for row in rows).encode(), "a.csv")

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
    @given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255))
    def test_a_workbook_with_one_wrong_byte_is_read_or_refused(self, position, byte):
        content = bytearray(PLAIN)
        content[position] = byte
        self.read(bytes(content), "a.xlsx")

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
    @given(st.integers(0, 2_000), st.binary(min_size=1, max_size=8))
    def test_a_sheet_with_broken_xml_is_read_or_refused(self, position, noise):
        sheet = part_of(PLAIN, SHEET)
        at = position % len(sheet)
        self.read(with_sheet(sheet[:at] + noise + sheet[at:]), "a.xlsx")

    @staticmethod
    def read(content: bytes, filename: str) -> None:
        try:
            table = read_table(content, filename)
        except UploadError:
            return
        assert isinstance(table.frame, pd.DataFrame)
        assert table.frame.columns.is_unique
        assert set(table.problems["severity"]) <= {"error", "check", "info"}
