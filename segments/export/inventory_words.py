"""The words of a channel inventory: its columns, its choices, and what is wrong with a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segments.advice import INVENTORY_CHOICES, in_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from segments.advice import InventoryProblem, Playbook
    from segments.i18n import Translator


def inventory_headings(_: Translator) -> dict[str, str]:
    """Name the columns, in their order."""
    return {
        "channel": _("Jenis kanal"),
        "name": _("Nama kanal"),
        "owner": _("Pemilik (lembaga dan jabatan)"),
        "coverage": _("Cakupan wilayah"),
        "share": _("Warga terjangkau (%)"),
        "unit_of": _("Satuan dihitung"),
        "n_units": _("Banyak satuan sebulan"),
        "people_per_unit": _("Orang per satuan"),
        "cost": _("Biaya (Rp)"),
        "cost_low": _("Biaya terendah (Rp)"),
        "cost_high": _("Biaya tertinggi (Rp)"),
        "cost_per": _("Biaya dibayar"),
        "cost_unit": _("Nama satuan biaya"),
        "cost_source": _("Sumber biaya"),
        "cost_date": _("Tanggal biaya"),
        "lead_time_days": _("Waktu persiapan (hari)"),
        "language": _("Bahasa"),
        "accessibility": _("Aksesibilitas"),
        "basis": _("Dasar"),
        "source": _("Sumber"),
        "note": _("Catatan"),
    }


def inventory_help(_: Translator) -> dict[str, str]:
    """Say what belongs in a column, where its name does not."""
    return {
        "name": _("Satu nama untuk satu baris; nama yang sama dua kali ditolak."),
        "owner": _("Lembaga dan jabatannya. Jangan isi nama orang, nomor telepon, atau surel."),
        "coverage": _(
            "Isi semua, kode kecamatan atau desa (32.01.01; 32.01.02.2001), nama kecamatan, atau "
            "kelas wilayah: kota, pinggiran kota, desa, akses terbatas. Pisahkan dengan titik koma."
        ),
        "share": _("Dari warga di wilayah cakupan, berapa persen yang bisa dicapai kanal ini."),
        "unit_of": _("Cara menghitung satuan: jumlah seluruhnya, atau per desa, RT, RW, posyandu."),
        "n_units": _(
            "Berapa kali bisa dipakai dalam sebulan menurut cara hitung di kolom sebelumnya; "
            "kosongkan bila tidak ada batasnya."
        ),
        "people_per_unit": _("Berapa orang yang ditemui satu kali pakai; kosongkan untuk siaran."),
        "cost": _("Rupiah, menurut cara bayar. Isi 0 bila memang tanpa biaya."),
        "cost_low": _("Kosongkan bila sama dengan biayanya."),
        "cost_high": _("Kosongkan bila sama dengan biayanya."),
        "cost_date": _("Tahun, tahun-bulan, atau tanggal: 2026, 2026-03, 2026-03-15."),
        "basis": _("Ditemukan: ada sumbernya. Asumsi: perkiraan kerja yang perlu diganti."),
    }


def inventory_choices(playbook: Playbook, _: Translator) -> dict[str, dict[str, str]]:
    """Name what can be chosen in a column, by code."""
    channels = {
        channel.id: in_language(channel, "name", _.language)
        for channel in playbook.channels.values()
    }
    words = {
        "all": _("seluruhnya"),
        "village": _("per desa/kelurahan"),
        "rt": _("per RT"),
        "rw": _("per RW"),
        "posyandu": _("per posyandu"),
        "pupil": _("per murid"),
        "unit": _("per satuan"),
        "month": _("sebulan, seluruhnya"),
        "found": _("ditemukan"),
        "assumed": _("asumsi"),
    }
    named = {
        column: {code: words[code] for code in codes} for column, codes in INVENTORY_CHOICES.items()
    }
    return {"channel": channels, **named}


def inventory_problem_sentence(problem: InventoryProblem, playbook: Playbook, _: Translator) -> str:
    """Say which rule a cell breaks and what to do."""
    rules = _rules(_)
    limit = problem.limit
    if problem.rule == "not_choice":
        words = inventory_choices(playbook, _).get(problem.column, {})
        limit = ", ".join(words.get(code, code) for code in limit.split())
    elif problem.rule in ("too_small", "too_large", "too_many"):
        limit = _.number(float(limit), 0 if float(limit) >= 1 else 2)
    elif problem.rule == "personal_data":
        limit = _kinds(_).get(limit, limit)
    return rules[problem.rule].format(limit=limit)


def _rules(_: Translator) -> Mapping[str, str]:
    return {
        "empty": _("Belum diisi."),
        "no_coverage": _("Cakupan belum diisi. Tulis semua, kode, atau nama kecamatan."),
        "no_cost": _("Biaya belum diisi. Tulis 0 bila memang tanpa biaya."),
        "too_long": _("Terlalu panjang; paling banyak {limit} huruf."),
        "unknown_channel": _("Jenis kanal tidak dikenal. Pilih dari daftar."),
        "not_choice": _("Pilih salah satu: {limit}."),
        "not_number": _("Bukan angka. Tulis misalnya 75.000 atau 0,5."),
        "too_small": _("Paling kecil {limit}."),
        "too_large": _("Paling besar {limit}."),
        "not_date": _("Tulis tahun, tahun-bulan, atau tanggal: 2026, 2026-03, 2026-03-15."),
        "damaged_code": _(
            "Kode tidak utuh, mungkin diubah Excel. Tulis lengkap sebagai teks, misalnya "
            "32.01.02.2010."
        ),
        "unknown_code": _("Kode ini bukan desa atau kecamatan di Kabupaten Bogor."),
        "unknown_place": _(
            "Nama ini bukan kecamatan di Kabupaten Bogor. Untuk desa pakai kodenya."
        ),
        "order": _("Urutannya harus: terendah, biaya, tertinggi."),
        "needs_people": _("Biaya per satuan memerlukan jumlah orang per satuan."),
        "twice": _("Nama ini sudah ada di baris {limit}."),
        "too_many": _("Paling banyak {limit} baris."),
        "personal_data": _("Memuat {limit}. Hapus: daftar ini hanya untuk lembaga dan jabatan."),
        "no_column": _("Kolom ini tidak ada di berkas. Pakai berkas unduhan sebagai contoh."),
    }


def _kinds(_: Translator) -> dict[str, str]:
    return {
        "nik_or_kk": _("nomor NIK atau KK"),
        "phone": _("nomor telepon"),
        "email": _("alamat surel"),
        "birth_date": _("tanggal lahir"),
        "person": _("data orang"),
    }
