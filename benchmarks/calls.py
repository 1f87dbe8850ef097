"""How a call is measured: its time, and the most memory that it holds."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from typing import Any

MEGABYTE = 1e6


def timed(call: Callable[[], Any], repeats: int = 1) -> tuple[Any, float]:
    """Give the answer and the median seconds of some calls."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        answer = call()
        times.append(time.perf_counter() - began)
    return answer, median(times)


def peak_megabytes(call: Callable[[], Any]) -> float:
    """Give the most memory that a call holds at one moment."""
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()
