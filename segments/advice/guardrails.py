"""Say no: to columns that sort people by religion or ethnicity, and to careless messages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geodata.personal_text import find_personal_data
from segments.advice.reading_level import MAX_SENTENCE_WORDS, measure_reading, sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LOOKALIKES = str.maketrans("013457@$аеорсухіѕ", "oieastasaeopcyxis")
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

GROUP_STEMS = (
    *("agama", "religi", "islam", "muslim", "kristen", "kristian", "katolik", "protestan"),
    *("buddha", "budhis", "konghucu", "masjid", "mosque", "mushol", "musala", "gereja", "church"),
    *("vihara", "klenteng", "pesantren", "etnis", "etnik", "ethnic", "sundanese", "javanese"),
    *("betawi", "tionghoa", "sukubangsa", "bahasaibu", "homelanguage", "mothertongue"),
)
GROUP_WORDS = frozenset(
    ("suku", "ras", "race", "hindu", "budha", "sunda", "batak", "minang", "madura", "christian")
)
HARMLESS = re.compile(r"\w*ragaman\w*|suku (?:bunga|dinas|cadang)\b")
"""Words that only look like it: keragaman (variety), suku bunga (interest rate)."""

PEOPLES = (
    "sunda|jawa(?! barat| tengah| timur)|betawi|batak|minang|padang|madura|melayu|tionghoa|cina"
    "|arab|bugis|pribumi"
)
NAMED_GROUP = re.compile(
    r"\b(?:umat|muslim\w*|islam|kristen\w*|katolik|protestan|hindu|budd?ha|konghucu|kafir|pribumi"
    rf"|(?:orang|warga|suku|etnis|keturunan|masyarakat) (?:{PEOPLES}))\b"
)
SELECTS = re.compile(
    r"\b(?:khusus(?:nya)?|hanya|cuma|kecuali|selain|bukan|non|tidak untuk|terutama|diutamakan"
    r"|prioritas|sasaran|only|except)\b"
)

LONGEST_MESSAGE = 700
LONGEST_SOURCE = 160
CHECKED = 5_000
"""Of a text that is far too long, the rest is not read: it is refused in any case."""

SANCTION = re.compile(
    r"(?<!gigi )\b(?:dicabut|mencabut|pencabutan|sanksi|disanksi|denda|didenda|dihukum|hukuman"
    r"|penjara|dipenjara|pidana|dipidana|dipidanakan|ditangkap|ditahan|diusir|dicoret"
    r"|dikeluarkan dari|diblokir|diproses hukum|diberhentikan"
    r"|(?:bantuan|layanan)\w* (?:\w+ )?(?:dihentikan|distop|hilang|dibatalkan)"
    r"|(?:tidak|tak) (?:akan|boleh|bisa|dapat) (?:lagi )?"
    r"(?:dilayani|diberi|dibantu|diterima|menerima|mendapat\w*|dapat)|fined|punished|evicted)\b"
)
NO_SANCTION = re.compile(
    r"\b(?:bebas|tanpa|tidak ada|tidak dikenai|tidak dikenakan|penghapusan|pemutihan|keringanan)"
    r" (?:sanksi|denda|hukuman)\b"
)
STIGMA = re.compile(
    r"\b(?:(?:warga|orang|keluarga|rakyat|masyarakat|kaum|si) (?:miskin|cacat|gila)|bodoh|dungu"
    r"|tolol|goblok|idiot|(?:pe)?malas|kampungan|terbelakang|primitif|udik|jorok|gaptek"
    r"|tidak berpendidikan|tak berpendidikan|beban negara|penyandang cacat|biang kerok"
    r"|stupid|lazy|backward)\b"
)
SHOUT = re.compile(r"[!?]*!\s*[!?]+[!?]*|(?:\b[A-Z]{4,}\b[\s,.!]+){2,}[A-Z]{4,}")
THREAT = re.compile(
    r"\b(?:ber)?(?:bahaya|ancaman|mengancam|meninggal|mati|maut|tewas|kematian|korban|fatal|cacat"
    r"|lumpuh|wabah|longsor|banjir|bencana"
    r"|danger|deadly|death|flood|landslide|prison)\b"
)
ACTION = re.compile(
    r"\b(?:ayo|mari|segera|jauhi|hindari|hubungi|datang|datangi|kunjungi|lapor\w*|daftar\w*|bawa"
    r"|pakai|gunakan|cuci|siapkan|simpan|matikan|tutup|buang|pilah|minum|periksa\w*|mengungsi"
    r"|ungsi\w*|imunisasi\w*|ikuti|telepon|pindah\w*|cek|tanya\w*|bayar|ambil|urus|temui|hadiri"
    r"|call|bring|come|go to|move|report|wash|avoid)\b|\b\w{4,}lah\b"
)
LEFT_UNDONE = re.compile(
    r"\b(?:tidak|tak|nggak|gak|belum|enggan|malas|tanpa) (?:(?:mau|pernah|segera|juga|akan) )?\w+"
)
"""What people do not do ("yang tidak datang") is no call to do it."""
NOT_ACTION = re.compile(
    r"\b(?:adalah|jumlah|masalah|sebelah|setelah|sekolah|telah|salah|inilah|itulah|demikianlah"
    r"|seolah|kalah|celah|allah)\b"
)
WHERE_OR_WHEN = re.compile(
    r"\b(?:di|ke|at|to) \w{3,}|\b(?:pukul|jam|hari|tanggal|senin|selasa|rabu|kamis|jumat|sabtu"
    r"|minggu|besok|hari ini|malam|pagi|sore|today|tomorrow)\b|\d{1,2}[.:]\d{2}\b"
)
PEOPLE = "warga|orang|keluarga|rumah tangga|tetangga|ibu|bapak|desa|penduduk|residents|families"
NORM = re.compile(
    rf"\b(?:kebanyakan|sebagian besar|mayoritas|hampir semua) (?:{PEOPLE})\b"
    rf"|\b(?<!untuk )(?<!bagi )(?<!kepada )(?:semua|seluruh) (?:{PEOPLE})\b"
    r"(?! (?:berhak|boleh|bisa|dapat|wajib|perlu|diundang))"
    rf"|\b\d+ dari (?:setiap )?\d+ (?:{PEOPLE})\b|\d[\d.,]*\s*(?:%|persen) (?:{PEOPLE})\b"
    r"|\btetangga (?:anda|kita|kamu)? ?(?:sudah|juga)\b|\b(?:most|nearly all|all) residents\b"
)
NEGATIVE_NORM = re.compile(
    rf"\b(?:masih )?banyak (?:sekali )?(?:yang|{PEOPLE}) (?:yang )?(?:belum|tidak|enggan|malas)\b"
)
CLAIM = re.compile(
    r"\d[\d.,]*\s*(?:%|persen|percent)|\b\d+ dari \d+\b"
    r"|\b(?:naik|turun|meningkat|menurun)\w* (?:\w+ )?\d[\d.,]*(?:\s*(?:%|persen|percent))?"
    r"|\bkali lipat\b|\bterbukti\b|\b(?:tertinggi|terendah|terbaik|terbesar|nomor satu)\b"
)
SOURCE = re.compile(
    r"(?:sumber|source)\s*:\s*\w|https?://|\bmenurut (?!penelitian|para|ahli|survei|data\b|studi)\w"
)
LEADERS = "wakil bupati|bupati|wali ?kota|wakil gubernur|gubernur|menteri|presiden"
LOCAL_HEADS = "camat|lurah|kepala desa|kades|sekda|kepala dinas|ketua"
_NAME = (
    r"\s+(?:(?:Kabupaten\s+)?Bogor,?\s+)?(?:(?:[Bb]apak|[Ii]bu|H\.|Hj\.|Dr\.|Drs\.|Ir\.|Pak|Bu)\s+)*"
    r"(?!Bogor|Kabupaten|RT|RW|Desa|PKK|KIM)[A-Z][a-z]{2,}"
)
LEADER_AND_NAME = re.compile(rf"\b(?i:{LEADERS}){_NAME}")
HEAD_AND_NAME = re.compile(rf"\b(?i:{LOCAL_HEADS}){_NAME}")
"""A capital after camat or lurah may be a place (Camat Cibinong): worth a look, not a refusal."""
PORTRAIT = re.compile(rf"\b(?:foto|gambar|wajah|potret)\b[^.]*\b(?:{LEADERS}|{LOCAL_HEADS})\b")
_CALL = r"(?:hai|halo|hei|wahai|ayo|mari|untuk kamu)"
_NOT_A_CHILD = r"(?!(?:[- ]anak)? (?:muda|anda|kita|bapak|ibu|kami))"
CHILDREN = re.compile(
    r"\badik[- ]?adik\b|\b(?:sobat|kawan|teman(?:[- ]teman)?) cilik\b"
    r"|(?:^|[.!?\n] ?)anak[- ]anak(?:ku)?(?:,| sekalian| yang (?:baik|hebat|pintar))"
    rf"|\b{_CALL} (?:adik|siswa|murid|bocah|anak{_NOT_A_CHILD})\w*"
    r"|\b(?:hey|hi|dear) (?:kids|children)\b"
)
"""Words that speak to children themselves; they are reached through those who care for them."""
ELECTION = re.compile(
    r"\b(?:(?:di|men|ny)?coblos\w*|paslon|pasangan calon|nomor urut|caleg|cabup|cagub|capres"
    r"|(?:pilih|dukung|menangkan) (?:nomor|partai|calon)|vote for)\b"
)
OFFICE_WORDS = re.compile(
    r"\b(?:dalam rangka|sehubungan dengan|implementasi\w*|optimalisasi|sinergitas|diseminasi"
    r"|stakeholder|leading sector|akselerasi|dihimbau|pelaksanaan kegiatan|tupoksi|output|outcome"
    r"|evidence based|kolaboratif|komprehensif)\b"
)


SEVERITIES = ("block", "warn", "info")


class ForbiddenColumnError(ValueError):
    """A column sorts people by religion or ethnicity; `columns` names each of them."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        super().__init__(
            f"Columns on religion or ethnicity, or standing in for them, may not be used as "
            f"feature, filter, rank or export: {', '.join(columns)}."
        )


@dataclass(frozen=True)
class Finding:
    """Something in a message that must ("block"), should ("warn") or could ("info") be mended."""

    code: str
    severity: Literal["block", "warn", "info"]
    excerpt: str


def fold(text: str) -> str:
    """Undo disguises: lookalike letters and digits, hidden characters, accents, capitals."""
    plain = unicodedata.normalize("NFKD", HIDDEN.sub("", text)).translate(LOOKALIKES)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.casefold().translate(LOOKALIKES)


def is_forbidden_column(name: str) -> bool:
    """Tell whether a column is on religion or ethnicity, or stands in for them."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    tokens = " ".join(re.split(r"[^a-z]+", fold(split))).strip()
    tokens = " ".join(HARMLESS.sub(" ", tokens).split())
    parts = tokens.split()
    if any(stem in part for part in (*parts, "".join(parts)) for stem in GROUP_STEMS):
        return True
    joined = (
        "".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + 9, len(parts)) + 1)
    )
    return any(word in GROUP_WORDS for word in joined)


def check_columns(columns: Iterable[str]) -> None:
    """Refuse columns on religion or ethnicity.

    Raises
    ------
    ForbiddenColumnError
        With every such column at once.
    """
    refused = tuple(name for name in columns if is_forbidden_column(name))
    if refused:
        raise ForbiddenColumnError(refused)


def check_message(
    text: str,
    *,
    norm_share: float | None = None,
    sources: tuple[str, ...] = (),
    election_period: bool = False,
    officials: tuple[str, ...] = (),
    max_sentence_words: int = MAX_SENTENCE_WORDS,
) -> tuple[Finding, ...]:
    """List what to mend in a message before it goes out, the gravest first.

    Parameters
    ----------
    norm_share
        Share of local residents who do what a norm claim says, where it is known.
    sources
        Sources given beside the message; a claim in the text then counts as sourced. They are
        sent behind it, so they are searched as well.
    election_period, officials
        During an election period names and portraits of officials are refused.
    """
    whole = "\n".join((text[:CHECKED], *(source[:CHECKED] for source in sources)))
    findings = [
        *_too_long(text, sources),
        *_threats(text[:CHECKED]),
        *_sanctions(whole),
        *_manners(whole),
        *_norms(text[:CHECKED], norm_share),
        *_claims(text[:CHECKED], sources),
        *_groups(whole),
        *_addressees(whole),
        *(_officials(whole, officials) if election_period else ()),
        *_personal(whole),
        *_hard_to_read(text[:CHECKED], max_sentence_words),
        *_nothing_to_do(text[:CHECKED]),
    ]
    return tuple(
        sorted(findings, key=lambda found: ("block", "warn", "info").index(found.severity))
    )


def _plain(text: str) -> str:
    """Lower-case text in which letters spaced out ("b a h a y a", "b.a.n.j.i.r") are joined."""
    shown = HIDDEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    spaced = r"\b(?:[a-z][ .\-_*]){3,}[a-z]\b"
    return re.sub(spaced, lambda found: re.sub(r"[^a-z]", "", found[0]), shown)


def _readings(text: str) -> tuple[str, str]:
    """Give the text as it stands and with digits that stand for letters read as letters."""
    plain = _plain(text)
    disguised = re.sub(r"\b(?=\w*[a-z])\w*[01345]\w*\b", lambda found: fold(found[0]), plain)
    return plain, disguised


def _threats(text: str) -> Iterator[Finding]:
    plain, disguised = _readings(text)
    threat = THREAT.search(plain) or THREAT.search(disguised) or _sanction(text)
    if not threat:
        return
    if not _has_action(plain):
        yield Finding("threat_without_action", "block", threat[0])
    elif not WHERE_OR_WHEN.search(plain):
        yield Finding("threat_without_place_or_time", "warn", threat[0])


def _has_action(plain: str) -> bool:
    return bool(ACTION.search(NOT_ACTION.sub(" ", LEFT_UNDONE.sub(" ", plain))))


def _sanction(text: str) -> re.Match[str] | None:
    plain, disguised = (NO_SANCTION.sub(" ", reading) for reading in _readings(text))
    return SANCTION.search(plain) or SANCTION.search(disguised)


def _sanctions(text: str) -> Iterator[Finding]:
    if sanction := _sanction(text):
        yield Finding("threatens_with_sanction", "warn", sanction[0])


def _manners(text: str) -> Iterator[Finding]:
    plain, disguised = _readings(text)
    if stigma := STIGMA.search(plain) or STIGMA.search(disguised):
        yield Finding("stigma", "warn", stigma[0])
    if shout := SHOUT.search(HIDDEN.sub("", unicodedata.normalize("NFKC", text))):
        yield Finding("shouting", "warn", shout[0].strip())


def _nothing_to_do(text: str) -> Iterator[Finding]:
    plain = _plain(text)
    if plain.strip() and not _has_action(plain) and not WHERE_OR_WHEN.search(plain):
        yield Finding("nothing_to_do", "info", "")


def _too_long(text: str, sources: tuple[str, ...]) -> Iterator[Finding]:
    if (length := len(text.strip())) > LONGEST_MESSAGE:
        yield Finding("message_too_long", "block", f"{length}/{LONGEST_MESSAGE}")
    for source in sources:
        if (length := len(source.strip())) > LONGEST_SOURCE:
            yield Finding("source_too_long", "block", f"{length}/{LONGEST_SOURCE}")


def _norms(text: str, norm_share: float | None) -> Iterator[Finding]:
    plain = _plain(text)
    if claim := NORM.search(plain):
        if norm_share is None:
            yield Finding("norm_not_verified", "block", claim[0])
        elif norm_share <= 0.5:
            yield Finding("norm_not_majority", "block", claim[0])
    if negative := NEGATIVE_NORM.search(plain):
        yield Finding("negative_norm", "warn", negative[0])


def _claims(text: str, sources: tuple[str, ...]) -> Iterator[Finding]:
    plain = _plain(text)
    if any(source.strip() for source in sources) or SOURCE.search(plain):
        return
    for claim in CLAIM.finditer(plain):
        yield Finding("claim_without_source", "block", claim[0].strip(" .,"))
        return


def _groups(text: str) -> Iterator[Finding]:
    for sentence in sentences(text):
        plain, disguised = _readings(sentence)
        group = NAMED_GROUP.search(plain) or NAMED_GROUP.search(disguised)
        if group and SELECTS.search(plain):
            yield Finding("targets_religion_or_ethnicity", "block", group[0])
        elif group:
            yield Finding("names_religion_or_ethnicity", "warn", group[0])


def _addressees(text: str) -> Iterator[Finding]:
    """Children are not spoken to directly, and nobody is asked for a vote, ever."""
    for code, pattern in (("addresses_children", CHILDREN), ("asks_for_votes", ELECTION)):
        plain, disguised = _readings(text)
        if found := pattern.search(plain) or pattern.search(disguised):
            yield Finding(code, "block", found[0].strip(" ,"))


def _officials(text: str, officials: tuple[str, ...]) -> Iterator[Finding]:
    letters = re.sub(r"[^a-z]", "", fold(text))
    for name in officials:
        wanted = re.sub(r"[^a-z]", "", fold(name))
        if len(wanted) > 3 and wanted in letters:
            yield Finding("official_named", "block", name)
    shown = HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    if found := LEADER_AND_NAME.search(shown):
        yield Finding("official_named", "block", found[0])
    if found := HEAD_AND_NAME.search(shown):
        yield Finding("official_perhaps_named", "warn", found[0])
    if found := PORTRAIT.search(_plain(text)):
        yield Finding("official_portrait", "block", found[0])


def _personal(text: str) -> Iterator[Finding]:
    for found in find_personal_data(text):
        severity = "warn" if found.kind in ("phone", "email") else "block"
        yield Finding(f"personal_{found.kind}", severity, found.masked)


def _hard_to_read(text: str, max_sentence_words: int) -> Iterator[Finding]:
    for sentence in sentences(text):
        if len(words(sentence)) > max_sentence_words:
            yield Finding("sentence_too_long", "warn", sentence)
    for found in OFFICE_WORDS.finditer(_plain(text)):
        yield Finding("office_word", "info", found[0])
    if measure_reading(text).level == "hard":
        yield Finding("hard_to_read", "warn", "")
