"""Rows that are not about one place of the regency: totals, Kota Bogor, other regions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.place_register import name_key

if TYPE_CHECKING:
    from geodata.place_register import PlaceRegister

# The six kecamatan of Kota Bogor, which is not part of the kabupaten.
KOTA_BOGOR_DISTRICTS = frozenset(
    {"BOGORSELATAN", "BOGORTIMUR", "BOGORUTARA", "BOGORTENGAH", "BOGORBARAT", "TANAHSAREAL"}
)
_KOTA_BOGOR = re.compile(r"\b(?:KOTA|KOTAMADYA|KODYA)\s+BOGOR\b")
_SUM = re.compile(r"^(?:(?:SUB|GRAND)[\s-]*)?(?:JUMLAH|TOTAL|JML|RATA[\s-]*RATA)\b")
_REGENCY = re.compile(r"^(?:KABUPATEN|KAB\.?)?\s*BOGOR$|^(?:3201|32\.01)$")
_PROVINCE = re.compile(r"^(?:PROVINSI\s+)?JAWA\s+BARAT$")
_REGENCY_SUFFIX = re.compile(r"[,;(]?\s*\bKAB(?:UPATEN|\.)?\s*BOGOR\b.*$", re.IGNORECASE)
_DISTRICT_PART = re.compile(
    r"^(.*?)[\s,;/(-]*\bKEC(?:AMATAN\b|\b\.?)\s*:?\s*([^)]+)\)?\s*$", re.IGNORECASE
)
_BRACKETED = re.compile(r"^(.+?)\s*\(([^)]+)\)\s*$")


def is_total(text: str) -> bool:
    """Say whether a cell names a sum of places: "Jumlah", "Sub total", "Kab. Bogor".

    Examples
    --------
    >>> is_total("JUMLAH KEC. CIBINONG"), is_total("Cibinong")
    (True, False)
    """
    return is_sum(text) or is_larger_area(text)


def is_sum(text: str) -> bool:
    """Say whether a cell begins with a word for a sum or mean."""
    return bool(_SUM.match(text.upper().strip()))


def is_larger_area(text: str) -> bool:
    """Say whether a cell names the whole regency or the province."""
    cell = text.upper().strip()
    return bool(_REGENCY.match(cell) or _PROVINCE.match(cell))


def set_aside(*, code: str, village: str, district: str, regency: str) -> str:
    """Say why a row is not about a place of the regency, or "" if it can be."""
    cells = [text.upper().strip() for text in (code, village, district, regency)]
    if not any(cells[:3]):
        return "blank"
    if any(_KOTA_BOGOR.search(cell) for cell in cells):
        return "kota_bogor"
    if name_key(district) in KOTA_BOGOR_DISTRICTS:
        return "kota_bogor"
    if any(_SUM.match(cell) for cell in cells) or is_total(village) or _REGENCY.match(cells[0]):
        return "total"
    if is_total(district) and not village:
        return "total"
    return "outside" if cells[3] and not _REGENCY.match(cells[3]) else ""


def split_cell(village: str, district: str, places: PlaceRegister) -> tuple[str, str]:
    """Take a district out of the village cell: "Pabuaran, Kec. Kemang", "Pabuaran (Kemang)"."""
    if is_total(district) and not _SUM.match(district.upper()):
        district = district if not village else ""
    if is_total(village):
        return village, district
    village = _REGENCY_SUFFIX.sub("", village).strip()
    if part := _DISTRICT_PART.match(village):
        return part.group(1).strip(), district or part.group(2)
    bracketed = _BRACKETED.match(village)
    if bracketed and name_key(bracketed.group(2)) in places.districts_of_key:
        return bracketed.group(1), district or bracketed.group(2)
    return village, district
