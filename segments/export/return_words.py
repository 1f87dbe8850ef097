"""The words of the return sheet, printed in the packs and shown on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segments.campaign import ReturnOrder
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


def return_rows_words(order: ReturnOrder, district: str, _: Translator) -> str:
    """Say how much a kecamatan is asked to fill in."""
    kinds = order.of_district(district)["kind"].value_counts()
    activities, outcomes = int(kinds.get("activity", 0)), int(kinds.get("outcome", 0))
    if not outcomes:
        return _("Lembar Laporan meminta {n} baris kegiatan, kembali paling lambat {date}.").format(
            n=_.number(activities), date=_.date(order.answer_by)
        )
    return _(
        "Lembar Laporan meminta {n} baris kegiatan dan {more} baris angka hasil, kembali paling "
        "lambat {date}."
    ).format(n=_.number(activities), more=_.number(outcomes), date=_.date(order.answer_by))
