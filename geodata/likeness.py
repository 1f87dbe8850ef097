"""How alike two names of places are, and when that is enough for a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCORE_MINIMUM = 78.0
SCORE_MARGIN = 8.0
CANDIDATES_SHOWN = 8


class Candidate(NamedTuple):
    """A place that a row can mean, with the likeness of the names (0 to 100)."""

    code: str
    score: float


def likeness(key: str, spellings: Iterable[str]) -> float:
    """Give the RapidFuzz ratio of a key and the most similar of a place's spellings."""
    return round(max((fuzz.ratio(key, one) for one in spellings), default=0.0), 1)


def rank(key: str, keys: Mapping[str, Iterable[str]]) -> tuple[Candidate, ...]:
    """Order places by likeness to a key; nothing for an empty key."""
    if not key:
        return ()
    return shown((Candidate(code, likeness(key, one)) for code, one in keys.items()), limit=None)


def same(codes: Iterable[str]) -> tuple[Candidate, ...]:
    """Give places that are spelt exactly so."""
    return tuple(Candidate(code, 100.0) for code in codes)


def shown(
    candidates: Iterable[Candidate], *, limit: int | None = CANDIDATES_SHOWN
) -> tuple[Candidate, ...]:
    """Put candidates in order, best first, each place once."""
    best: dict[str, Candidate] = {}
    for one in sorted(candidates, key=lambda one: (-one.score, one.code)):
        best.setdefault(one.code, one)
    return tuple(best.values())[:limit]


def stands_out(ranked: tuple[Candidate, ...]) -> bool:
    """Say whether the first candidate is near enough, and clearly nearer than the second."""
    if not ranked or ranked[0].score < SCORE_MINIMUM:
        return False
    return len(ranked) == 1 or ranked[0].score - ranked[1].score >= SCORE_MARGIN
