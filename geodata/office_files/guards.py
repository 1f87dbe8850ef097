"""What is refused before a file is opened: wrong kind, too large, macros, traps."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from pathlib import PurePosixPath

from geodata.office_files.problems import UploadError
from geodata.office_files.sheet_grid import count_cells

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_CONTENT = 300 * MEGABYTE
LARGEST_RATIO = 200
MOST_PARTS = 2_000
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
EXTENSIONS = ("xlsx", "csv", "tsv", "txt", "xls", "html", "htm")
_MACROS = re.compile(r"vbaproject|xl/macrosheets/|xl/activex/|\.bin\.vba", re.IGNORECASE)
_ENCODINGS = ("ascii", "utf-16-le", "utf-16-be")
_DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in _ENCODINGS
)
_CHUNK = MEGABYTE
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_SAVE_AS = "Buka berkas di Excel atau LibreOffice, simpan sebagai .xlsx, lalu unggah lagi."


def check_file(content: bytes, filename: str) -> str:
    """Refuse what must not be opened and say what the file really is.

    Returns
    -------
    str
        "xlsx", "html" or "text", by the content, not by the name.

    Raises
    ------
    UploadError
        With the reason and what to do.
    """
    _check_name(filename)
    extension = PurePosixPath(filename).suffix.lower().removeprefix(".")
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UploadError("empty_file", "Berkas ini kosong. Periksa kembali isinya.")
    if len(content) > LARGEST_FILE:
        raise UploadError(
            "too_large",
            "Berkas lebih besar dari 50 MB. Pisahkan per tahun atau per kecamatan, lalu unggah "
            "satu per satu.",
        )
    if extension in {"xlsm", "xltm", "xlam", "xlsb"}:
        raise UploadError("macros", f"Berkas .{extension} dapat memuat makro. {_SAVE_AS}")
    if content.startswith(OLE):
        _refuse_ole(content)
    if content.startswith(ZIP):
        _check_archive(content)
        return "xlsx"
    return _check_text(content, extension)


def _check_name(filename: str) -> None:
    if re.search(r"[/\\\x00-\x1f]|^\.|\.\.", filename) or not filename.strip():
        raise UploadError(
            "file_name",
            "Nama berkas tidak boleh memuat alamat folder. Beri nama sederhana, misalnya "
            "data-desa.xlsx.",
        )
    extension = PurePosixPath(filename).suffix.lower().removeprefix(".")
    if extension not in EXTENSIONS and extension not in {"xlsm", "xltm", "xlam", "xlsb"}:
        raise UploadError(
            "file_kind",
            f"Jenis berkas .{extension or '?'} belum dapat dibaca. {_SAVE_AS} Berkas .csv juga "
            "diterima.",
        )


def _refuse_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UploadError(
            "password",
            "Berkas ini dikunci dengan kata sandi. Buka kuncinya di Excel, simpan tanpa kata "
            "sandi, lalu unggah lagi.",
        )
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise UploadError("macros", f"Berkas ini memuat makro. {_SAVE_AS}")
    raise UploadError("old_excel", f"Berkas Excel lama (.xls) belum dapat dibaca. {_SAVE_AS}")


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(
                name.startswith("xl/workbook") for name in names
            ):
                raise UploadError(
                    "not_a_workbook", f"Isi berkas ini bukan buku kerja Excel. {_SAVE_AS}"
                )
            total = cells = 0
            for part in parts:
                size, found = _check_part(archive, part, total)
                total += size
                cells = count_cells(cells, found)
    except UploadError:
        raise
    except _DAMAGED as error:
        raise UploadError("damaged_file", f"Berkas rusak atau terpotong. {_SAVE_AS}") from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = part.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or re.match(r"^[A-Za-z]:", name):
            raise UploadError(
                "path_traversal", f"Berkas ini memuat alamat folder yang berbahaya. {_SAVE_AS}"
            )
        if _MACROS.search(name):
            raise UploadError("macros", f"Berkas ini memuat makro. {_SAVE_AS}")
        if part.flag_bits & 1:
            raise UploadError(
                "password",
                "Berkas ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
            )
    declared = sum(part.file_size for part in parts)
    if declared > LARGEST_CONTENT or len(parts) > MOST_PARTS:
        raise _zip_bomb()


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, total: int) -> tuple[int, int]:
    """Unpack a part once, in pieces; give its real size and its number of cells with a value."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_sheet = is_xml and part.filename.startswith("xl/worksheets/")
    size = cells = 0
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if total + size > LARGEST_CONTENT:
                raise _zip_bomb()
            if size > 10 * MEGABYTE and size > LARGEST_RATIO * max(part.compress_size, 1):
                raise _zip_bomb()
            if is_xml and any(word in tail + chunk for word in _DECLARATIONS):
                raise UploadError(
                    "xml_declarations",
                    f"Berkas ini memuat deklarasi XML yang tidak aman. {_SAVE_AS}",
                )
            if is_sheet:
                cells += chunk.count(b"<v>") + chunk.count(b"<is>")
            tail = chunk[-32:]
    return size, cells


def _zip_bomb() -> UploadError:
    return UploadError(
        "zip_bomb",
        "Isi berkas ini jauh lebih besar dari ukurannya. Hapus lembar dan format yang tidak "
        "dipakai, lalu simpan kembali.",
    )


def _check_text(content: bytes, extension: str) -> str:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if extension == "xlsx":
        raise UploadError(
            "not_a_workbook",
            f"Berkas ini bernama .xlsx tetapi isinya bukan buku kerja Excel. {_SAVE_AS}",
        )
    if b"<!entity" in content.lower():
        raise UploadError(
            "xml_declarations", f"Berkas ini memuat deklarasi XML yang tidak aman. {_SAVE_AS}"
        )
    if start.startswith(b"<?xml") and b"<html" not in start:
        raise UploadError("xml_workbook", f"Berkas XML belum dapat dibaca. {_SAVE_AS}")
    if re.search(rb"<(?:!doctype html|html|table|body|meta|head)\b", start):
        return "html"
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and (b"\x00" in content or start.startswith((b"%pdf", b"\x89png", b"\xff\xd8"))):
        raise UploadError("not_a_table", f"Isi berkas ini bukan tabel. {_SAVE_AS}")
    return "text"
