"""The register of places: every code and every spelling by which a place is known."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FOLDER = Path(__file__).parent / "data"
COLUMNS = [
    "name",
    "name_bps",
    "kind",
    "district_code",
    "district_name",
    "district_name_bps",
    "bps_code",
]
KIND_WORDS = frozenset({"DESA", "DS", "DES", "KELURAHAN", "KEL"})
DISTRICT_WORDS = frozenset({"KECAMATAN", "KEC", "KCMTN"})
# Short forms that occur in office lists of the regency; only whole words are expanded.
SHORT_FORMS = {
    "BBK": "BABAKAN",
    "BBKN": "BABAKAN",
    "BJ": "BOJONG",
    "BJG": "BOJONG",
    "BR": "BARAT",
    "BRT": "BARAT",
    "GN": "GUNUNG",
    "GNG": "GUNUNG",
    "KR": "KARANG",
    "KRG": "KARANG",
    "PD": "PONDOK",
    "PDK": "PONDOK",
    "PRG": "PARUNG",
    "PSR": "PASIR",
    "SEL": "SELATAN",
    "SLT": "SELATAN",
    "SLTN": "SELATAN",
    "TENG": "TENGAH",
    "TGH": "TENGAH",
    "TGL": "TEGAL",
    "TIM": "TIMUR",
    "TJ": "TANJUNG",
    "TJG": "TANJUNG",
    "TMR": "TIMUR",
    "UT": "UTARA",
    "UTR": "UTARA",
}
NUMERALS = {
    **{roman: str(n) for n, roman in enumerate(("I", "II", "III", "IV", "V", "VI"), start=1)},
    "L": "1",  # "Cibatok l", "Cibatok ll": the letter L typed for a Roman I
    "LL": "2",
    **{word: str(n) for n, word in enumerate(("SATU", "DUA", "TIGA", "EMPAT", "LIMA"), start=1)},
}
_LIST_NUMBER = re.compile(r"^\s*(?:\(?\d{1,3}\s*[.)]|[a-zA-Z]\s*[.)])\s*(?=[^\W\d]{2})")


def name_key(text: object) -> str:
    """Reduce a spelling of a place to the letters and digits that tell places apart.

    Upper case, no accents, spaces, signs or list numbers; no "Desa", "Kel." or "Kec."; short
    forms written out; a final numeral always in digits.

    Examples
    --------
    >>> name_key("Ds. Cibatok I") == name_key("CIBATOK 1")
    True
    """
    plain = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Z]+|\d+", _LIST_NUMBER.sub("", plain).upper())
    while len(words) > 1 and words[0] in KIND_WORDS | DISTRICT_WORDS:
        words = words[1:]
    while len(words) > 1 and words[-1] in KIND_WORDS:
        words = words[:-1]
    if len(words) > 1:
        words = [SHORT_FORMS.get(word, word) for word in words]
        words[-1] = NUMERALS.get(words[-1], words[-1].lstrip("0"))
    return "".join(words)


@dataclass(frozen=True, eq=False)
class PlaceRegister:
    """The villages and districts of the regency with their codes and names.

    Attributes
    ----------
    villages
        Indexed by `village_code`: name, name_bps, kind, district_code, district_name,
        district_name_bps, bps_code. Kemendagri and BPS codes are two systems; the second is
        only ever looked up, never computed from the first.
    """

    villages: pd.DataFrame

    @cached_property
    def districts(self) -> pd.DataFrame:
        """The districts, indexed by `district_code`: name, name_bps, bps_code."""
        # Inside the BPS system a village code is the code of its kecamatan and three digits;
        # this holds for all 435 rows.
        first = self.villages.drop_duplicates("district_code").set_index("district_code")
        return pd.DataFrame(
            {
                "name": first["district_name"],
                "name_bps": first["district_name_bps"],
                "bps_code": first["bps_code"].str[:7],
            }
        )

    @cached_property
    def code_of_digits(self) -> Mapping[str, tuple[str, ...]]:
        """From the digits of a code, of either system, to the Kemendagri codes they stand for."""
        digits: dict[str, tuple[str, ...]] = {}
        for table in (self.villages, self.districts):
            for code, alias in zip(table.index, table["bps_code"], strict=True):
                for spelling in (code.replace(".", ""), alias):
                    digits[spelling] = tuple(dict.fromkeys((*digits.get(spelling, ()), code)))
        return digits

    @cached_property
    def village_keys(self) -> Mapping[str, tuple[str, ...]]:
        """From a village code to the keys of its official spellings."""
        return _keys(self.villages)

    @cached_property
    def district_keys(self) -> Mapping[str, tuple[str, ...]]:
        """From a district code to the keys of its official spellings."""
        return _keys(self.districts)

    @cached_property
    def villages_of_key(self) -> Mapping[str, tuple[str, ...]]:
        """From a key to every village that is spelt so."""
        return _reverse(self.village_keys)

    @cached_property
    def districts_of_key(self) -> Mapping[str, tuple[str, ...]]:
        """From a key to every district that is spelt so."""
        return _reverse(self.district_keys)

    @cached_property
    def district_of(self) -> Mapping[str, str]:
        """From a village code to the code of its district."""
        return self.villages["district_code"].to_dict()

    @cached_property
    def villages_in(self) -> Mapping[str, tuple[str, ...]]:
        """From a district code to the codes of its villages."""
        groups = self.villages.groupby("district_code").groups
        return {str(code): tuple(members) for code, members in groups.items()}


@cache
def load_register(folder: Path = FOLDER) -> PlaceRegister:
    """Read the register from the built tables of a folder; once per folder."""
    villages = pd.read_csv(folder / "villages.csv", dtype=str, keep_default_na=False)
    districts = pd.read_csv(folder / "districts.csv", dtype=str, keep_default_na=False)
    names = districts.set_index("district_code")["name"]
    villages = villages.assign(district_name=villages["district_code"].map(names))
    return PlaceRegister(villages.set_index("village_code")[COLUMNS].sort_index())


def _keys(table: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    spellings = zip(table.index, table["name"], table["name_bps"], strict=True)
    return {
        code: tuple(dict.fromkeys(key for name in names for key in _spellings(name)))
        for code, *names in spellings
    }


def _spellings(name: str) -> tuple[str, ...]:
    """Give the key of a name and, for "Cibatok I", that of the joined "CibatokI"."""
    return name_key(name), name_key(re.sub(r"\s+", "", name))


def _reverse(keys: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, spellings in keys.items():
        for key in spellings:
            found[key] = (*found.get(key, ()), code)
    return found
