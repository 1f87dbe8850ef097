"""The words of advice: terms, grades, reasons, sources and findings as sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geodata import load_codebook, load_sources
from segments.advice import in_language
from segments.export.text import class_labels, evidence_labels

if TYPE_CHECKING:
    from segments.advice import Condition, Finding, Framing, Playbook, Reason
    from segments.i18n import Translator

TERM_REASONS = ("strong_term", "weak_term", "missing_term", "assumed_term", "loses_on")
PERCENT_REASONS = ("needs_signal", "works_without_signal", "outside_area", "low_reach")
PERCENT_REASONS += ("partly_known", "outside_coverage")
COLUMN = "column:"
LONGEST_EXCERPT = 60


def term_names(_: Translator) -> dict[str, str]:
    """Terms of the score of a channel."""
    return {
        "access": _("Akses"),
        "habit": _("Kebiasaan"),
        "coverage": _("Cakupan"),
        "trust": _("Kepercayaan"),
        "cost": _("Biaya"),
        "inclusivity": _("Inklusif"),
    }


def term_meanings(playbook: Playbook, _: Translator) -> dict[str, str]:
    """Say what each term measures and how a figure becomes a value from 0 to 1."""
    best, worst = (rupiah(playbook.scales[name], _) for name in ("cost_best", "cost_worst"))
    floor = _.percent(playbook.scales["trust_floor"], 0)
    return {
        "access": _("bagian warga yang bisa memakainya: ada gawai, sinyal, atau tempatnya"),
        "habit": _("bagian dari mereka yang memang biasa memakainya"),
        "coverage": _(
            "bagian warga yang ditemui dalam sebulan; nilainya akar dari bagian itu, supaya "
            "bagian yang kecil tetap terbedakan"
        ),
        "trust": _(
            "bagian warga yang percaya pada penyampainya; {floor} bernilai 0, semua bernilai 1"
        ).format(floor=floor),
        "cost": _(
            "rupiah untuk setiap orang yang ditemui; {best} atau kurang bernilai 1, {worst} ke "
            "atas bernilai 0, di antaranya menurut skala logaritma"
        ).format(best=best, worst=worst),
        "inclusivity": _(
            "sedikitnya syarat bagi warga: tanpa ponsel, tanpa membaca, pendengaran atau "
            "penglihatan terbatas, terbuka bagi semua"
        ),
    }


def channel_grade_meanings(_: Translator) -> dict[str, str]:
    """Say how good the figures behind the score of a channel are, by grade."""
    return {
        "A": _("paling sedikit separuh bobotnya bersandar pada hasil kampanye sendiri"),
        "B": _("paling sedikit separuh bobotnya bersandar pada angka terukur atau estimasi"),
        "C": _("paling sedikit seperempat bobotnya bersandar pada angka terukur atau estimasi"),
        "D": _("di bawah seperempat bobotnya bersandar pada angka terukur; sisanya asumsi"),
    }


def framing_grade_meanings(_: Translator) -> dict[str, str]:
    """Say what kind of evidence stands behind a framing, by grade."""
    return {
        "A": _("uji acak sendiri di kabupaten ini"),
        "B": _("gabungan banyak penelitian, atau beberapa uji acak di tempat yang mirip"),
        "C": _("satu penelitian, dari negara lain, atau hasil yang bertentangan"),
        "D": _("pertimbangan praktisi, belum diuji"),
    }


def severity_names(_: Translator) -> dict[str, str]:
    """How urgent a finding in a message is."""
    return {
        "block": _("Harus diperbaiki"),
        "warn": _("Sebaiknya diperbaiki"),
        "info": _("Pertimbangkan"),
    }


def finding_sentence(finding: Finding, _: Translator) -> str:
    """Say what was found in a message and how to mend it. The excerpt is the writer's own text."""
    excerpt = finding.excerpt
    if len(excerpt) > LONGEST_EXCERPT:
        excerpt = excerpt[: LONGEST_EXCERPT - 1].rstrip() + "…"
    return _finding_templates(_)[finding.code].replace("{excerpt}", excerpt)


def _finding_templates(_: Translator) -> dict[str, str]:
    return {
        "threat_without_action": _(
            "Ada bahaya (“{excerpt}”) tanpa tindakan yang bisa dilakukan warga. Tambahkan satu "
            "ajakan yang jelas."
        ),
        "threat_without_place_or_time": _(
            "Ada bahaya (“{excerpt}”), tetapi tempat atau waktu bertindak belum disebut."
        ),
        "threatens_with_sanction": _(
            "“{excerpt}” terasa mengancam. Ceritakan manfaatnya dan cara mendapatkannya; aturan "
            "dan sanksi punya jalur resminya sendiri."
        ),
        "stigma": _(
            "“{excerpt}” bisa merendahkan orang. Sebut layanan atau keadaannya, bukan cap bagi "
            "warganya."
        ),
        "shouting": _("“{excerpt}” terbaca seperti berteriak. Pakai huruf dan tanda biasa."),
        "nothing_to_do": _(
            "Belum ada ajakan, waktu, atau tempat. Warga perlu tahu apa yang bisa dilakukan, "
            "kapan, dan di mana."
        ),
        "message_too_long": _(
            "Pesan terlalu panjang ({excerpt} huruf). Pendekkan dulu; tulisannya tetap tersimpan."
        ),
        "source_too_long": _("Sumbernya terlalu panjang ({excerpt} huruf). Cukup nama dan tahun."),
        "norm_not_verified": _(
            "“{excerpt}” berbicara tentang kebiasaan banyak warga. Isi angka setempatnya di bawah, "
            "atau ubah kalimatnya."
        ),
        "norm_not_majority": _(
            "“{excerpt}” hanya boleh dipakai bila lebih dari separuh warga setempat memang begitu."
        ),
        "negative_norm": _(
            "“{excerpt}” membuat yang belum ikut terasa wajar. Ceritakan yang sudah melakukannya."
        ),
        "claim_without_source": _("“{excerpt}” perlu sumber. Isi sumbernya di bawah."),
        "targets_religion_or_ethnicity": _(
            "Pesan memilah warga menurut agama atau suku (“{excerpt}”). Hapus bagian itu."
        ),
        "names_religion_or_ethnicity": _(
            "“{excerpt}” menyebut kelompok agama atau suku. Pastikan tidak ada yang merasa "
            "dikecualikan."
        ),
        "addresses_children": _(
            "“{excerpt}” berbicara langsung kepada anak. Sampaikan lewat orang tua, guru, atau "
            "pengasuhnya."
        ),
        "asks_for_votes": _(
            "“{excerpt}” berbau pemilihan. Pesan layanan tidak mengajak memilih siapa pun; hapus."
        ),
        "official_named": _(
            "“{excerpt}” menonjolkan pejabat. Sebut jabatannya saja; pada masa pemilihan nama "
            "tidak boleh dipakai."
        ),
        "official_perhaps_named": _(
            "“{excerpt}” mungkin nama pejabat. Bila benar, sebut jabatannya saja."
        ),
        "official_portrait": _(
            "“{excerpt}” menampilkan gambar pejabat; pada masa pemilihan itu tidak boleh."
        ),
        "personal_nik_or_kk": _(
            "Ada nomor yang mirip NIK atau nomor KK ({excerpt}). Hapus: pesan tidak memuat data "
            "pribadi."
        ),
        "personal_phone": _(
            "Ada nomor telepon ({excerpt}). Pakai nomor layanan, bukan nomor perorangan."
        ),
        "personal_email": _(
            "Ada alamat surel ({excerpt}). Pakai alamat layanan, bukan milik perorangan."
        ),
        "personal_birth_date": _("Ada tanggal lahir ({excerpt}). Hapus: itu data pribadi."),
        "sentence_too_long": _("Kalimat ini panjang: “{excerpt}”. Pecah menjadi dua."),
        "office_word": _("“{excerpt}” istilah kantor. Pakai kata sehari-hari."),
        "core_message_lost": _(
            "Pesan utama (“{excerpt}”) tidak lagi ada di sini kata demi kata. Semua bentuk "
            "membawa pesan yang sama."
        ),
        "left_to_fill": _("{excerpt} belum diisi."),
        "form_too_long": _("Terlalu panjang untuk bentuk ini: {excerpt} kata."),
        "harder_than_form": _("Terlalu berat untuk bentuk ini. Pecah kalimatnya."),
        "hard_to_read": _("Pesan ini berat dibaca. Pendekkan kalimat, sederhanakan kata."),
    }


def reason_sentence(
    reason: Reason, playbook: Playbook, _: Translator, *, framing: Framing | None = None
) -> str:
    """Phrase a reason; `framing` tells in which measure its conditions are."""
    number, threshold = _numbers(reason, framing, _)
    return playbook.reason_text(reason.code, _.language).format(
        subject=_subject(reason, playbook, framing, _), number=number, threshold=threshold
    )


def _subject(reason: Reason, playbook: Playbook, framing: Framing | None, _: Translator) -> str:
    code, subject = reason.code, reason.subject
    if code in TERM_REASONS:
        return term_names(_)[subject]
    for records, field in ((playbook.channels, "name"), (playbook.gates, "question")):
        if subject in records:
            return in_language(records[subject], field, _.language)
    condition = _condition(reason, framing)
    if code == "outside_area" or (condition and condition.measure == "class_share"):
        names = [class_labels(_)[name] for name in subject.split()]
        return " / ".join(names)
    columns = load_codebook()
    return columns[subject].label(_.language) if subject in columns else subject


def _numbers(reason: Reason, framing: Framing | None, _: Translator) -> tuple[str, str]:
    code, number = reason.code, reason.number
    condition = _condition(reason, framing)
    if condition and condition.measure == "index":
        index = _("indeks {number}").format(number=_.number(number))
        return index, _.number(reason.threshold)
    if condition or code in PERCENT_REASONS:
        small = number is not None and number < 0.1
        return _.percent(number, 1 if small else 0), _.percent(reason.threshold, 0)
    if code == "rank":
        return _.number(number), _.number(reason.threshold)
    return _.number(number, 2), _.number(reason.threshold, 2)


def _condition(reason: Reason, framing: Framing | None) -> Condition | None:
    conditions = framing.conditions if framing else ()
    return next((c for c in conditions if c.subject == reason.subject and c.subject), None)


def source_sentences(ids: str, playbook: Playbook, _: Translator) -> tuple[str, ...]:
    """Name the sources behind a figure: publications, marked assumptions, columns of the table."""
    return tuple(_source(source, playbook, _) for source in dict.fromkeys(ids.split()))


def _source(source: str, playbook: Playbook, _: Translator) -> str:
    if source.startswith(COLUMN):
        column = load_codebook()[source.removeprefix(COLUMN)]
        register = load_sources()
        publishers = [register[name].publisher for name in column.sources if name in register]
        evidence = evidence_labels(_)[column.evidence]
        parts = [*dict.fromkeys(publishers), column.year, evidence]
        return f"{column.label(_.language)} ({', '.join(parts)})"
    if source == "inventory":
        return _("inventaris kanal kantor, sebagian masih asumsi")
    found = playbook.evidence[source]
    if found.kind == "assumption":
        return _("asumsi kerja, bukan hasil pengukuran")
    if found.kind == "judgement":
        return _("pertimbangan praktisi, belum diuji")
    text = f"{found.citation} ({found.year})" if str(found.year) not in found.citation else ""
    unread = _("sumber asli belum dibaca")
    note = f"; {unread}" if found.confidence == "unverified" else ""
    return f"{text or found.citation}{note}"


def signed(number: float, _: Translator) -> str:
    """Write a difference with its sign."""
    return ("+" if number > 0 else "−") + _.number(abs(number), 2)


def rupiah(amount: float | None, _: Translator) -> str:
    """Write an amount of money; without end it is said so."""
    if amount is not None and math.isinf(amount):
        return _("tak terhingga")
    digits = 1 if amount is not None and 0 < amount < 10 else 0
    return f"Rp{_.number(amount, digits)}"


def rupiah_range(low: float, high: float, _: Translator) -> str:
    """Write two amounts as a range."""
    first, last = rupiah(low, _), rupiah(high, _)
    return first if first == last else f"{first}–{last}"


def rough(number: float) -> float:
    """Round to two significant digits: all that a modelled number of people can bear."""
    if number <= 0:
        return 0.0
    return round(number, 1 - math.floor(math.log10(number)))
