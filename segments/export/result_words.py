"""Returned results in words: board, reminders, conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from segments.i18n import Translator

if TYPE_CHECKING:
    from segments.campaign import Conclusion, ReturnOrder, ReturnSheet


def board_words(_: Translator) -> dict[str, str]:
    """Name where a kecamatan stands."""
    return {
        "not_sent": _("Belum dikirimi"),
        "waiting": _("Menunggu"),
        "late": _("Terlambat"),
        "partial": _("Masuk sebagian"),
        "received": _("Masuk lengkap"),
    }


def reminder_text(
    order: ReturnOrder, district: str, state: str, _: Translator, *, sheet: ReturnSheet | None
) -> str:
    """Write a friendly reminder for a kecamatan, ready to copy; "" where none is due."""
    name = order.districts[district]
    plan = f"{order.plan_name} ({order.plan_id})"
    date = _.date(order.answer_by)
    if state == "partial" and sheet is not None:
        left = _.number(sheet.n_expected - sheet.n_filled)
        return _(
            "Yth. Kecamatan {name}, terima kasih atas laporan {plan}. Masih ada {left} baris yang "
            "kosong. Mohon dilengkapi di lembar Laporan, lalu kirim kembali berkas yang sama."
        ).format(name=name, plan=plan, left=left)
    if state == "late":
        return _(
            "Yth. Kecamatan {name}, laporan {plan} kami tunggu sampai {date} dan belum kami "
            "terima. Mohon kirim buku kerja Excel dari paket; bila ada kendala, isi kolom Catatan."
        ).format(name=name, plan=plan, date=date)
    if state == "waiting":
        return _(
            "Yth. Kecamatan {name}, kami ingatkan laporan {plan} paling lambat {date}. Isi lembar "
            "Laporan di buku kerja Excel dari paket, lalu kirim kembali."
        ).format(name=name, plan=plan, date=date)
    return ""


def conclusion_sentences(
    conclusions: Sequence[Conclusion], _: Translator, *, outcome: str
) -> list[str]:
    """Say what the returns allow to say, one sentence each."""
    return [conclusion_sentence(one, _, outcome=outcome) for one in conclusions]


def conclusion_sentence(conclusion: Conclusion, _: Translator, *, outcome: str) -> str:
    """Say one conclusion with its numbers."""
    values = conclusion.values
    share = _.percent(values.get("share"), 0)
    if conclusion.code in ("effect_seen", "effect_not_seen", "before_after_only", "few_villages"):
        return _effect_sentence(conclusion, _, outcome=outcome)
    interval = _.percent_range(values.get("low"), values.get("high"), 0)
    templates = {
        "too_few_returns": _(
            "Baru {share} baris laporan yang masuk: terlalu sedikit untuk menilai seluruh kampanye."
        ),
        "returns": _("{share} baris laporan sudah masuk."),
        "done": _("Dari yang dilaporkan, {share} kegiatan terlaksana seluruhnya atau sebagian."),
        "plan_held": _(
            "{share} jangkauan yang dilaporkan berada di dalam rentang rencana: perkiraan rencana "
            "cukup tepat."
        ),
        "plan_off": _(
            "Hanya {share} jangkauan yang dilaporkan berada di dalam rentang rencana: perkiraan "
            "rencana perlu diperbaiki, lihat bagian Pelajaran."
        ),
        "mostly_guessed": _(
            "{share} angka jangkauan berupa perkiraan petugas, bukan hitungan: bacalah dengan "
            "hati-hati."
        ),
        "recall": _(
            "{share} warga yang ditanya ingat isi pesan (rentang {interval}). Mereka yang ditanya "
            "dipilih petugas, jadi angka ini bukan gambaran seluruh warga."
        ),
    }
    return templates[conclusion.code].format(share=share, interval=interval)


def _effect_sentence(conclusion: Conclusion, _: Translator, *, outcome: str) -> str:
    values = conclusion.values
    if conclusion.code == "few_villages":
        return _(
            "Pembandingan ini memakai {n} desa saja, sehingga rentangnya mungkin terlalu sempit."
        ).format(n=_.number(values["n"]))
    if conclusion.code == "before_after_only":
        return _(
            "{outcome}: berubah {change} di {n} desa. Tanpa desa pembanding, perubahan ini tidak "
            "dapat dikatakan akibat kampanye."
        ).format(outcome=outcome, change=_signed(values["change"], _), n=_.number(values["n"]))
    numbers = {
        "outcome": outcome,
        "estimate": _signed(values["estimate"], _, 1),
        "low": _signed(values["low"], _, 1),
        "high": _signed(values["high"], _, 1),
    }
    if conclusion.code == "effect_seen":
        return _(
            "{outcome}: dibanding desa pembanding, berubah {estimate} per desa (rentang {low} "
            "sampai {high}). Perbedaan ini lebih besar daripada yang lazim karena kebetulan."
        ).format(**numbers)
    return _(
        "{outcome}: dibanding desa pembanding, berubah {estimate} per desa (rentang {low} sampai "
        "{high}). Rentang ini mencakup nol: pengaruh kampanye belum terlihat."
    ).format(**numbers)


def _signed(value: float, _: Translator, digits: int = 0) -> str:
    number = _.number(abs(value), digits)
    return f"+{number}" if value > 0 else f"−{number}" if value < 0 else number
