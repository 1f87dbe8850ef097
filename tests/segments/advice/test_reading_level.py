"""Counting words and syllables of Indonesian."""

from __future__ import annotations

import pytest

from segments.advice import measure_reading
from segments.advice.reading_level import count_syllables, sentences


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("desa", 2),
        ("pantai", 2),
        ("pulau", 2),
        ("menyelenggarakan", 6),
        ("RT", 1),
        ("kesehatan", 4),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_figures_and_times_do_not_end_a_sentence() -> None:
    assert sentences("Buka pukul 08.00. Bayar Rp1.500.000!\nGratis?") == (
        "Buka pukul 08.00.",
        "Bayar Rp1.500.000!",
        "Gratis?",
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Bawa anak ke posyandu hari Selasa. Gratis.", "easy"),
        (
            "Warga dapat mengurus kartu keluarga di kantor kecamatan pada hari kerja tanpa biaya.",
            "medium",
        ),
        (
            "Pemerintah daerah menyelenggarakan optimalisasi pengimplementasian kebijakan "
            "pemberdayaan kemasyarakatan secara berkesinambungan di wilayah.",
            "hard",
        ),
        ("", "easy"),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert measure_reading(text).level == level
