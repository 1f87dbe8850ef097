"""Matching the places of a table: by code, by exact name, or as a proposal to confirm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from geodata.codes import CodeReading, code_text, read_code
from geodata.likeness import (
    SCORE_MINIMUM,
    Candidate,
    likeness,
    rank,
    same,
    shown,
    stands_out,
)
from geodata.place_register import PlaceRegister, load_register, name_key
from geodata.place_search import Place, search_places
from geodata.set_aside import is_total, set_aside, split_cell

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

__all__ = [
    "Candidate",
    "Place",
    "is_total",
    "match_districts",
    "match_places",
    "name_key",
    "search_places",
]

HOW = ("code", "exact", "fuzzy", "ambiguous", "none")


@dataclass(frozen=True)
class _Match:
    code: str | None
    how: str
    candidates: tuple[Candidate, ...] = ()
    level: str = ""
    note: str = ""

    @property
    def score(self) -> float:
        return self.candidates[0].score if self.candidates else float("nan")


@dataclass(frozen=True)
class _Scope:
    """The districts in which a village name is looked for, and how surely."""

    districts: tuple[str, ...] = ()
    status: str = "absent"


def match_places(
    frame: pd.DataFrame,
    *,
    code: Hashable | None = None,
    village: Hashable | None = None,
    district: Hashable | None = None,
    regency: Hashable | None = None,
    register: PlaceRegister | None = None,
) -> pd.DataFrame:
    """Say which place each row of a table is about.

    A code is tried first, then the name inside its district, then the name in the whole
    regency. Only a whole code or an exact spelling (Kemendagri or BPS, see `name_key`) is
    applied; a code that contradicts the name is not. Likeness of names is the RapidFuzz ratio:
    at least 78, and 8 above the runner-up, makes a proposal.

    Parameters
    ----------
    frame
        Any table; its index is kept.
    code, village, district, regency
        Names of the columns of `frame` that hold them, if there are any.
    register
        The places to match with; by default those of Kabupaten Bogor.

    Returns
    -------
    DataFrame
        One row an input row. `code`: the place that was applied, or missing. `how`: "code",
        "exact", "fuzzy" (one proposal), "ambiguous" (several), "none". `candidates`: tuple of
        (code, score), best first. `score`: that of the first. `level`: of `code`. `note`: why
        a row was set aside or needs a look: "blank", "total", "kota_bogor", "outside",
        "district_row", "unknown_code", "repaired_code", "code_differs", "name_differs",
        "district_differs", "unknown_district", "unknown_name".

    Examples
    --------
    >>> rows = pd.DataFrame({"desa": ["Cibatok 1"], "kec": ["Cibungbulang"]})
    >>> match_places(rows, village="desa", district="kec")["code"].tolist()
    ['32.01.16.2004']
    """
    places = register or load_register()
    columns = [code, village, district, regency]
    cells = [frame[name].tolist() if name is not None else [None] * len(frame) for name in columns]
    known: dict[tuple[str, ...], _Match] = {}
    matches = []
    for row in zip(*cells, strict=True):
        key = tuple(code_text(cell) for cell in row)
        if key not in known:
            known[key] = _match_row(key, places, has_village=village is not None)
        matches.append(known[key])
    return pd.DataFrame(
        {
            "code": pd.Series([match.code for match in matches], index=frame.index, dtype="str"),
            "how": [match.how for match in matches],
            "candidates": [match.candidates for match in matches],
            "score": [match.score for match in matches],
            "level": [match.level for match in matches],
            "note": [match.note for match in matches],
        },
        index=frame.index,
    )


def match_districts(
    frame: pd.DataFrame,
    *,
    code: Hashable | None = None,
    district: Hashable | None = None,
    regency: Hashable | None = None,
    register: PlaceRegister | None = None,
) -> pd.DataFrame:
    """Say which district each row is about; as `match_places`, for tables of kecamatan."""
    return match_places(frame, code=code, district=district, regency=regency, register=register)


def _match_row(cells: tuple[str, ...], places: PlaceRegister, *, has_village: bool) -> _Match:
    code, village, district, regency = cells
    village, district = split_cell(village, district, places)
    note = set_aside(code=code, village=village, district=district, regency=regency)
    if note:
        return _Match(None, "none", note=note)
    reading = read_code(code, places)
    if reading.note in {"regency", "kota_bogor", "outside"}:
        return _Match(None, "none", note=reading.note.replace("regency", "total"))
    scope = _scope(district, places)
    if has_village:
        reading, scope = _narrow(reading, scope, places)
    if has_village and not village and not reading.codes:
        candidates = same(scope.districts)
        note = "district_row" if candidates else reading.note or "blank"
        return _Match(None, "none", candidates, note=note)
    named = _match_name(village, scope, places) if has_village else _match_district(scope)
    if reading.codes:
        return _with_code(reading, named, scope, village if has_village else district, places)
    if reading.note == "unknown_code":
        return _with_unknown_code(reading, named, places)
    return named


def _narrow(
    reading: CodeReading, scope: _Scope, places: PlaceRegister
) -> tuple[CodeReading, _Scope]:
    """In a table of villages the code of a district only says where to look."""
    districts = tuple(code for code in reading.codes if code in places.district_keys)
    if not districts:
        return reading, scope
    if not reading.certain:
        return CodeReading(), scope
    if scope.status == "exact" and not set(scope.districts) & set(districts):
        return CodeReading(), _Scope((*scope.districts, *districts), "unknown")
    return CodeReading(), _Scope(districts, "exact")


def _scope(district: str, places: PlaceRegister) -> _Scope:
    if not district:
        return _Scope()
    exact = places.districts_of_key.get(name_key(district), ())
    if not exact:
        reading = read_code(district, places)
        exact = tuple(code for code in reading.codes if code in places.district_keys)
    if exact:
        return _Scope(exact, "exact")
    ranked = rank(name_key(district), places.district_keys)
    return _Scope((ranked[0].code,), "fuzzy") if stands_out(ranked) else _Scope((), "unknown")


def _match_district(scope: _Scope) -> _Match:
    if scope.status == "exact":
        return _decide(scope.districts, "district")
    if scope.status == "fuzzy":
        return _Match(None, "fuzzy", same(scope.districts))
    return _Match(None, "none", note="unknown_district" if scope.status == "unknown" else "")


def _match_name(village: str, scope: _Scope, places: PlaceRegister) -> _Match:
    key = name_key(village)
    hits = places.villages_of_key.get(key, ()) if key else ()
    inside = tuple(code for code in hits if places.district_of[code] in scope.districts)
    if scope.status == "absent":
        return _decide(hits) if hits else _propose(rank(key, places.village_keys))
    if inside and scope.status == "exact":
        return _decide(inside)
    if inside and scope.status == "fuzzy" and len(hits) == 1:
        # Two cells that agree: the name occurs once in the regency, in the very district that
        # the other cell resembles.
        return _decide(inside)
    if inside:
        return _propose(same(inside), "unknown_district")
    local = {
        code: places.village_keys[code]
        for one in scope.districts
        for code in places.villages_in.get(one, ())
    }
    near = rank(key, local)
    note = "unknown_district" if scope.status == "unknown" else "district_differs"
    if hits:
        rivals = [one for one in near if one.score >= SCORE_MINIMUM and one.code not in hits]
        proposal = _propose([*same(hits), *rivals], note)
        return replace(proposal, how="ambiguous") if rivals else proposal
    if near and near[0].score >= SCORE_MINIMUM:
        return _propose(near)
    return _propose(rank(key, places.village_keys), note)


def _with_code(
    reading: CodeReading, named: _Match, scope: _Scope, name: str, places: PlaceRegister
) -> _Match:
    """Put the reading of the code and the reading of the names together."""
    if reading.certain and len(reading.codes) == 1:
        return _with_whole_code(reading.codes[0], named, scope, name, places)
    agreed = set(reading.codes)
    if named.code:
        agreed &= {named.code}
    elif named.how == "ambiguous":
        agreed &= {one.code for one in named.candidates if one.score == 100.0}
    elif name:
        alone = len(reading.codes) == 1 and named.how == "fuzzy" and not named.note
        agreed &= {one.code for one in named.candidates[:1]} if alone else set()
    elif not _in_scope(reading.codes[0], scope, places):
        agreed = set()
    if len(agreed) == 1:
        return _coded(agreed.pop(), places, "repaired_code")
    both = shown([*same(reading.codes), *named.candidates])
    return _Match(None, "fuzzy" if len(both) == 1 else "ambiguous", both, note="repaired_code")


def _with_whole_code(
    code: str, named: _Match, scope: _Scope, name: str, places: PlaceRegister
) -> _Match:
    keys = places.village_keys.get(code) or places.district_keys[code]
    differs = _Match(
        None, "ambiguous", shown([*same([code]), *named.candidates]), note="code_differs"
    )
    if named.code == code:
        return _coded(code, places)
    if not name or (named.level == "district" and code in places.village_keys):
        return _coded(code, places) if _in_scope(code, scope, places) else differs
    if named.code:
        return differs
    if name_key(name) in keys:
        inside = _in_scope(code, scope, places)
        return _coded(code, places, "" if inside else "district_differs")
    alike = likeness(name_key(name), keys)
    if any(one.score > alike for one in named.candidates):
        return differs
    return _coded(code, places, "name_differs" if alike < SCORE_MINIMUM else "")


def _with_unknown_code(reading: CodeReading, named: _Match, places: PlaceRegister) -> _Match:
    """Keep a name although its code is not known, unless the code speaks of another district."""
    home = places.district_of.get(named.code or "", named.code)
    if named.code and reading.districts and home not in reading.districts:
        return _Match(None, "fuzzy", named.candidates, note="code_differs")
    note = named.note or "unknown_code"
    return _Match(named.code, named.how, named.candidates, named.level, note)


def _in_scope(code: str, scope: _Scope, places: PlaceRegister) -> bool:
    home = places.district_of.get(code, code)
    return scope.status in {"absent", "unknown"} or home in scope.districts


def _coded(code: str, places: PlaceRegister, note: str = "") -> _Match:
    level = "village" if code in places.village_keys else "district"
    return _Match(code, "code", same([code]), level, note)


def _decide(codes: tuple[str, ...], level: str = "village") -> _Match:
    if len(codes) == 1:
        return _Match(codes[0], "exact", same(codes), level)
    return _Match(None, "ambiguous", same(codes))


def _propose(candidates: Iterable[Candidate], note: str = "") -> _Match:
    ranked = shown(candidates, limit=None)
    near = shown(one for one in ranked if one.score >= SCORE_MINIMUM)
    if not near:
        return _Match(None, "none", note="unknown_name")
    return _Match(None, "fuzzy" if stands_out(ranked) else "ambiguous", near, note=note)
