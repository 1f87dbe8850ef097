"""How hard an Indonesian text is to read, by sentence length and long words.

Indonesian has no readability formula in general use. The three levels here are a working rule
of this playbook, not a validated scale: long sentences and words of many syllables (mostly
stacked affixes and office terms) slow readers down in any language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MAX_SENTENCE_WORDS = 20
LONG_WORD_SYLLABLES = 5
SHORT_TEXT = 10
"""In a text of fewer words the share of long words says little: only its sentences count."""
EASY = (12, 0.10)
"""At most so many words a sentence and so large a share of long words."""
MEDIUM = (20, 0.25)

_VOWELS = re.compile(r"ai(?![a-z]*i)|au|oi|[aiueo]")


@dataclass(frozen=True)
class Reading:
    """What was counted in a text and the level that follows."""

    n_sentences: int
    n_words: int
    words_per_sentence: float
    share_long_words: float
    level: Literal["easy", "medium", "hard"]


def sentences(text: str) -> tuple[str, ...]:
    """Split at full stops, question and exclamation marks and line ends; figures stay whole."""
    parts = re.split(r"(?<=[.!?])\s+|[\n\r]+|(?<=[!?])", text)
    return tuple(part.strip() for part in parts if re.search(r"\w", part))


def words(text: str) -> tuple[str, ...]:
    """Words of a text; a figure, an address or a hyphenated word counts once."""
    return tuple(part for part in text.split() if re.search(r"\w", part))


def count_syllables(word: str) -> int:
    """Count the syllables of an Indonesian word by its vowels; ai, au and oi count once."""
    return max(1, len(_VOWELS.findall(word.casefold())))


def measure_reading(text: str) -> Reading:
    """Count sentences and long words, and say whether the text is easy, medium or hard.

    Examples
    --------
    >>> measure_reading("Bawa anak ke posyandu. Gratis.").level
    'easy'
    """
    found = sentences(text)
    listed = [word for sentence in found for word in words(sentence)]
    per_sentence = len(listed) / len(found) if found else 0.0
    long = [word for word in listed if count_syllables(word) >= LONG_WORD_SYLLABLES]
    share = len(long) / len(listed) if listed else 0.0
    judged = share if len(listed) >= SHORT_TEXT else 0.0
    level: Literal["easy", "medium", "hard"] = "hard"
    if per_sentence <= EASY[0] and judged <= EASY[1]:
        level = "easy"
    elif per_sentence <= MEDIUM[0] and judged <= MEDIUM[1]:
        level = "medium"
    return Reading(len(found), len(listed), per_sentence, share, level)
