"""The words of the return sheet, printed in the packs and shown on the screen."""

from segments.i18n import Translator


def field_words(_: Translator) -> dict[str, str]:
    """Give the headings of the fields to fill in."""
    return {
        "status": _("Status"),
        "activities": _("Jumlah kegiatan atau tayangan"),
        "reached": _("Orang yang dijangkau"),
        "basis": _("Cara menghitung"),
        "recalled": _("Ingat pesan (dari 10 orang)"),
        "note": _("Catatan"),
        "before": _("Angka hasil sebelum"),
        "after": _("Angka hasil sesudah"),
    }


def field_help(_: Translator) -> dict[str, str]:
    """Say how to fill each field in, in one sentence."""
    return {
        "status": _("Pilih dari daftar."),
        "activities": _("Berapa kali dilakukan atau ditayangkan."),
        "reached": _("Berapa orang berbeda yang bertemu pesan ini; kosongkan bila tidak tahu."),
        "basis": _("Pilih dari daftar: dihitung, statistik platform, atau perkiraan."),
        "recalled": _("Tanyai 10 orang: berapa yang ingat isi pesan."),
        "note": _("Kendala atau pelajaran; tanpa nama orang dan nomor telepon."),
        "before": _("Angka hasil sebelum kampanye; hanya di baris angka hasil."),
        "after": _("Angka hasil sesudah kampanye; hanya di baris angka hasil."),
    }


def choice_words(_: Translator) -> dict[str, str]:
    """Give the choices of the drop-downs."""
    return {
        "done": _("Terlaksana"),
        "partly": _("Sebagian"),
        "not_done": _("Tidak terlaksana"),
        "counted": _("Dihitung"),
        "platform": _("Statistik platform"),
        "guessed": _("Perkiraan"),
    }


def outcome_row(_: Translator) -> str:
    """Name what stands in place of a channel in a row of outcomes."""
    return _("Angka hasil")
