"""The words of a campaign: states, checks, faults."""

from segments.i18n import Translator


def state_words(_: Translator) -> dict[str, str]:
    """Name where a plan stands."""
    return {
        "draft": _("Konsep"),
        "checked": _("Diperiksa"),
        "approved": _("Disetujui"),
        "sent": _("Dikirim"),
        "closed": _("Selesai"),
    }


def stakeholder_words(_: Translator) -> dict[str, str]:
    """Name the kinds of stakeholders."""
    return {
        "community": _("Tokoh masyarakat"),
        "religious": _("Tokoh agama"),
        "academic": _("Akademisi"),
        "groups": _("Komunitas"),
        "media": _("Media"),
    }


def term_words(_: Translator) -> dict[str, str]:
    """Name the terms of the timeline."""
    return {
        "short": _("Jangka pendek"),
        "medium": _("Jangka menengah"),
        "long": _("Jangka panjang"),
    }


def stage_words(_: Translator) -> dict[str, str]:
    """Name the stages of evaluation."""
    return {"output": _("Keluaran"), "outtake": _("Tanggapan"), "outcome": _("Hasil")}


def check_words(_: Translator) -> dict[str, str]:
    """Say what a plan lacks, and what to do."""
    return {
        "no_issue": _("Tuliskan masalahnya."),
        "no_behaviour": _("Tuliskan satu tindakan yang diharapkan dari warga."),
        "vague_behaviour": _("Tindakannya terlalu umum: sebutkan apa, di mana, atau kapan."),
        "no_outcome": _("Belum ada hasil yang dihitung; tanpa itu keberhasilan sulit dinilai."),
        "no_target": _("Tulis angka tujuannya."),
        "no_baseline": _("Tulis angka sekarang, supaya perubahannya terlihat."),
        "target_is_baseline": _("Angka tujuan sama dengan angka sekarang."),
        "no_budget": _("Tulis anggaran lebih dari nol rupiah."),
        "budget_too_large": _("Anggaran melebihi Rp100 miliar: periksa jumlah nolnya."),
        "no_stakeholder": _("Belum ada tokoh atau lembaga yang diajak."),
        "no_deadline": _("Tentukan tanggal selesainya."),
        "deadline_past": _("Tanggal selesainya sudah lewat."),
        "deadline_before_start": _("Tanggal selesai mendahului tanggal mulai."),
        "little_time": _("Waktunya kurang dari dua minggu: kanal tatap muka mungkin tidak sempat."),
        "step_backwards": _("Ada kegiatan yang selesai sebelum mulai."),
        "step_after_deadline": _(
            "Ada kegiatan jangka pendek atau menengah sesudah tanggal selesai."
        ),
        "no_message": _("Tulis pesan utama di langkah Pesan."),
        "gaps_in_message": _("Masih ada bagian dalam kurung siku di langkah Pesan: isi dulu."),
        "no_spending": _("Hitung dan pilih pembagian anggaran di langkah Anggaran."),
        "no_measures": _("Tetapkan ukuran keberhasilan di langkah Ukuran."),
        "basis_for_aid": _(
            "Rencana komunikasi tidak boleh menjadi dasar menentukan penerima bantuan. Ubah "
            "kalimatnya."
        ),
        "electoral": _("Rencana ini menyinggung pemilihan, calon, atau partai. Hapus bagian itu."),
        "group_criterion": _(
            "Ada kalimat yang memilih atau mengecualikan warga menurut agama atau suku. Ubah "
            "kalimatnya."
        ),
        "official_in_election": _(
            "Masa pemilihan: nama atau foto pejabat tidak boleh ada dalam rencana."
        ),
        "personal_data": _("Ada data pribadi (NIK, tanggal lahir, atau surel). Hapus dulu."),
        "message_must_be_mended": _("Ada bagian pesan bertanda harus diperbaiki di langkah Pesan."),
        "too_few_people": _(
            "Sasarannya kurang dari 100 warga. Perluas segmen atau kecamatannya, supaya rencana "
            "tetap tentang wilayah."
        ),
        "no_answer_day": _("Tentukan tanggal laporan kecamatan di langkah Ukuran."),
    }


def move_fault_words(_: Translator) -> dict[str, str]:
    """Say why a plan may not move on."""
    return {
        "not_next": _("Langkah itu tidak dapat dilakukan dari keadaan sekarang. Muat ulang dulu."),
        "not_allowed": _("Hanya peran Penyetuju yang dapat menyetujui rencana."),
        "incomplete": _("Rencana belum lengkap: lihat daftar kekurangannya."),
        "version_gone": _("Versi segmentasi yang dikutip rencana ini sudah tidak ada."),
    }


def rupiah(value: float, _: Translator) -> str:
    """Write an amount of money."""
    return f"Rp{_.number(value)}"
