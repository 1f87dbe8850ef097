"""The words of exported files: headings, evidence, limits, safe cells, file names."""

import re
import unicodedata
from datetime import date

from segments.campaign import TargetList
from segments.i18n import Translator

# What Excel and LibreOffice take for the beginning of a formula, full-width forms included.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def headings(_: Translator) -> dict[str, str]:
    """Columns of a target list and their headings."""
    return {
        "village_code": _("Kode desa"),
        "village": _("Desa/kelurahan"),
        "district_code": _("Kode kecamatan"),
        "district": _("Kecamatan"),
        "segment": _("Segmen"),
        "segment_name": _("Nama segmen"),
        "geographic_class": _("Kelas wilayah"),
        "people_low": _("Jiwa, batas bawah"),
        "people": _("Jiwa"),
        "people_high": _("Jiwa, batas atas"),
        "evidence": _("Dasar angka"),
        "channel": _("Kanal"),
        "messenger": _("Penyampai"),
        "message": _("Pesan"),
    }


def class_labels(_: Translator) -> dict[str, str]:
    """Geographic classes in words."""
    return {
        "kota": _("Kota"),
        "pinggiran_kota": _("Pinggiran kota"),
        "desa": _("Desa"),
        "akses_terbatas": _("Akses terbatas"),
    }


def evidence_labels(_: Translator) -> dict[str, str]:
    """Kinds of evidence in words."""
    return {
        "measured": _("terukur"),
        "modelled": _("estimasi model"),
        "assumed": _("asumsi"),
    }


def evidence_meanings(_: Translator) -> dict[str, str]:
    """Explain each kind of evidence to a reader."""
    return {
        "measured": _("dihitung atau dicatat oleh sumbernya"),
        "modelled": _("dihitung dari angka lain; bacalah sebagai rentang batas bawah dan atas"),
        "assumed": _("ditetapkan dengan aturan atau anggapan yang dapat diubah"),
    }


def hidden_count(target_list: TargetList) -> str:
    """Give what stands in place of a suppressed count."""
    return f"<{target_list.metadata.minimum_cell}"


def who_is_counted(target_list: TargetList, _: Translator) -> str:
    """Say whose number the list gives."""
    return target_list.metadata.audience or _("semua penduduk terdaftar")


def limits(target_list: TargetList, _: Translator) -> list[str]:
    """List what a reader of the list must bear in mind."""
    sentences = [
        _(
            "Segmen menggambarkan wilayah, bukan orang per orang: suatu ciri lebih banyak dijumpai "
            "di wilayah itu, tetapi tidak berarti dimiliki setiap warganya."
        ),
        _("Setiap orang dihitung sekali per desa; jangan menjumlahkan jiwa antarkanal."),
        _(
            "Jumlah jiwa berasal dari penduduk terdaftar (Dukcapil), bukan orang yang sedang "
            "tinggal di sana."
        ),
        _(
            "Daftar ini untuk merencanakan komunikasi publik; tidak boleh menjadi dasar memberi "
            "atau menolak bantuan."
        ),
        _(
            "3T resmi: 0. Kabupaten Bogor tidak memiliki wilayah berstatus 3T; kelas “akses "
            "terbatas” adalah kelas kerja, bukan status resmi."
        ),
    ]
    if target_list.metadata.n_suppressed:
        sentences.append(
            _(
                "Angka di bawah {minimum} jiwa disembunyikan dan tidak ikut dijumlahkan "
                "({n} desa/kelurahan)."
            ).format(
                minimum=target_list.metadata.minimum_cell,
                n=_.number(target_list.metadata.n_suppressed),
            )
        )
    return sentences


def limits_of_places(_: Translator) -> list[str]:
    """List what a hall must bear in mind, in short sentences."""
    return [
        _("Segmen menggambarkan wilayah, bukan orang per orang."),
        _("Penduduk adalah penduduk terdaftar, bukan yang sedang tinggal di sana."),
        _("Kebiasaan media adalah estimasi, selalu dengan rentang."),
        _("3T resmi: 0. “Akses terbatas” adalah kelas kerja, bukan status."),
        _("Untuk komunikasi publik, bukan dasar memberi atau menolak bantuan."),
    ]


def outline_limit(_: Translator) -> str:
    """Say what the outlines are not."""
    return _("Garis batas bersifat indikatif (disederhanakan), bukan batas hukum.")


def starts_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run this text instead of showing it."""
    return text.lstrip(" \u00a0").startswith(FORMULA_STARTS)


def safe_cell(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet might take for a formula."""
    return f"'{text}" if starts_like_formula(text) else text


def safe_filename(name: str, created: date, version: str, extension: str) -> str:
    """Make a file name that every system takes and that says which edition it is.

    Examples
    --------
    >>> safe_filename("Daftar sasaran", date(2026, 11, 23), "1a2b3c4d5e6f", "xlsx")
    'daftar-sasaran_2026-11-23_v1a2b3c.xlsx'
    """
    parts = [_slug(name)[:60].strip("-") or "khalayak", created.isoformat()]
    edition = _slug(version).replace("-", "")[:6]
    if edition:
        parts.append(f"v{edition}")
    return f"{'_'.join(parts)}.{_slug(extension)}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
