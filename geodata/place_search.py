"""Place search: what somebody types, to the villages and districts it can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from geodata.codes import REGENCY, code_text
from geodata.place_register import PlaceRegister, load_register, name_key

SHORTEST_FUZZY = 3
_DISTRICT_WORD = re.compile(r"\bkec(?:amatan|\b\.?)", re.IGNORECASE)
SCORE_FUZZY = 65.0


class Place(NamedTuple):
    """One answer of the search.

    `label` is ready to show ("Cibatok I (Kec. Cibungbulang)"); `level` is "village" or
    "district"; `score` is 100 for the very name or code, less for a part or a likeness.
    """

    code: str
    label: str
    level: str
    score: float


@dataclass(frozen=True)
class _Index:
    places: dict[str, Place]
    keys: tuple[str, ...]
    codes: tuple[str, ...]
    digits: tuple[tuple[str, str], ...]
    with_district: tuple[tuple[str, str], ...]


def search_places(
    text: str, *, limit: int = 8, register: PlaceRegister | None = None
) -> list[Place]:
    """Find villages and districts by name, part of a name, misspelling or code.

    The very name comes first, then names that begin with the text, names that contain it, and
    names that resemble it; among equals districts come before villages.

    Examples
    --------
    >>> search_places("cibatok 1")[0].code
    '32.01.16.2004'
    """
    index = _index(register or load_register())
    digits = "".join(char for char in code_text(text) if char.isdigit())
    key = name_key(_DISTRICT_WORD.sub(" ", text))
    if len(digits) >= 2 and not any(char.isalpha() for char in text):
        scores = _by_code(digits, index)
    else:
        scores = _by_name(key, index) if key else {}
    places = [index.places[code]._replace(score=score) for code, score in scores.items()]
    places.sort(key=lambda place: (-place.score, place.level, place.label, place.code))
    return places[:limit]


@cache
def _index(register: PlaceRegister) -> _Index:
    places = {
        str(code): Place(str(code), f"Kec. {name}", "district", 0.0)
        for code, name in register.districts["name"].items()
    }
    for code, row in register.villages.iterrows():
        label = f"{row['name']} (Kec. {row['district_name']})"
        places[str(code)] = Place(str(code), label, "village", 0.0)
    spellings = [
        (key, code)
        for keys in (register.district_keys, register.village_keys)
        for code, own in keys.items()
        for key in own
    ]
    digits = [(digits, code) for digits, codes in register.code_of_digits.items() for code in codes]
    with_district = [
        (village + district, code)
        for code, own in register.village_keys.items()
        for village in own
        for district in register.district_keys[register.district_of[code]]
    ]
    keys, codes = zip(*spellings, strict=True)
    return _Index(places, keys, codes, tuple(digits), tuple(with_district))


def _by_code(digits: str, index: _Index) -> dict[str, float]:
    if REGENCY.startswith(digits):
        return {}
    exact = {code: 100.0 for known, code in index.digits if known == digits}
    begun = {code: 90.0 for known, code in index.digits if known.startswith(digits)}
    return begun | exact


def _by_name(key: str, index: _Index) -> dict[str, float]:
    scores = {code: 100.0 for known, code in index.with_district if known == key}
    for known, code in zip(index.keys, index.codes, strict=True):
        if known == key:
            score = 100.0
        elif known.startswith(key):
            score = 95.0
        elif key in known:
            score = 90.0
        else:
            continue
        scores[code] = max(score, scores.get(code, 0.0))
    if len(key) >= SHORTEST_FUZZY:
        near = process.extract(
            key, index.keys, scorer=fuzz.ratio, limit=None, score_cutoff=SCORE_FUZZY
        )
        for _known, score, position in near:
            code = index.codes[position]
            scores[code] = max(round(0.89 * score, 1), scores.get(code, 0.0))
    return scores
