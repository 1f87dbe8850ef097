"""Reading one filled-in cell: a choice, a count or a remark, as offices write them."""

from __future__ import annotations

import math
import re

from geodata.office_files.number_formats import is_missing, parse_number
from geodata.personal_data import find_personal_cells
from segments.campaign.return_fields import ReturnField
from segments.campaign.return_spellings import read_words

LONGEST_NOTE = 500
SYNONYMS = read_words("choice")
_UNIT = re.compile(
    r"\s*(?:orang|org|jiwa|warga|peserta|kali|x|kegiatan|tayangan|/\s*10|dari\s*10)\.?$", re.I
)
# (rule, how to mend, severity)
Fault = tuple[str, str, str]


def read_cell(cell: object, field: ReturnField) -> tuple[object, Fault | None]:
    """Give the value of a cell, None where it is empty or cannot be used, and what is wrong."""
    text = "" if cell is None else str(cell).strip()
    if not text or text in ("–", "—"):
        return None, None
    if field.kind == "choice":
        return _choice(text, field)
    if field.kind == "text":
        return _note(text)
    return _count(cell, text, field)


def _choice(text: str, field: ReturnField) -> tuple[object, Fault | None]:
    plain = re.sub(r"\s+", " ", text.lower()).strip(" .!")
    for choice in field.choices:
        if plain == choice or plain in SYNONYMS[choice]:
            return choice, None
    words = ", ".join(f"“{SYNONYMS[choice][0]}”" for choice in field.choices)
    return None, ("unknown_choice", f"Pilih salah satu dari daftar: {words}.", "error")


def _count(cell: object, text: str, field: ReturnField) -> tuple[object, Fault | None]:
    if isinstance(cell, bool):
        return None, ("not_a_number", "Tulis angka saja, misalnya 45.", "error")
    if isinstance(cell, int | float):
        number = float(cell)
    else:
        bare = _UNIT.sub("", text)
        if is_missing(bare):
            return None, None
        try:
            number = parse_number(bare, decimal=",")
        except ValueError:
            mend = "Tulis angka saja tanpa kata, misalnya 45. Isi kosong bila tidak tahu."
            return None, ("not_a_number", mend, "error")
    if not math.isfinite(number):
        return None, None
    if number < 0:
        return None, ("negative", "Jumlah tidak boleh kurang dari nol.", "error")
    if number != int(number):
        return None, ("not_whole", "Jumlah harus bilangan bulat.", "error")
    if field.most and number > field.most:
        mend = f"Angka ini lebih besar dari yang mungkin (paling banyak {field.most})."
        return None, ("too_large", mend, "error")
    return int(number), None


def _note(text: str) -> tuple[object, Fault | None]:
    if len(find_personal_cells([[text]], sheet="")):
        return None, (
            "personal_data",
            "Catatan memuat data pribadi (nomor telepon, NIK, atau surel), jadi tidak disimpan. "
            "Tulis ulang tanpa data itu.",
            "error",
        )
    return text[:LONGEST_NOTE], None
