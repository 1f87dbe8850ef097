"""Whom to think of first: segments by how many they are and how much they need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from geodata import AreaTable

FIRST, FOCUSED, BROAD, LATER = "first", "focused", "broad", "later"
QUADRANTS = (FIRST, FOCUSED, BROAD, LATER)


def action_quadrants(
    areas: AreaTable,
    labels: pd.Series,
    column: str,
    *,
    high_is_need: bool = True,
    size_from: float = 0.2,
    need_from: float = 100.0,
) -> pd.DataFrame:
    """Sort segments into four by size and need.

    Need is 100 times the pooled figure of the segment over that of the regency or, where a low
    figure is the need, the regency's over the segment's: above 100 the segment needs it more.

    Parameters
    ----------
    size_from
        Share of the regency's residents from which a segment counts as large.
    need_from
        Need from which a segment counts as needing it more.

    Returns
    -------
    DataFrame
        By segment: people, share, value, need, and quadrant: "first" (large, more need), "focused"
        (small, more need), "broad" (large, less need), "later"; missing where need is not known.
    """
    people = areas.table["population"].groupby(labels).sum()
    base = areas.pooled(column)
    rows = {}
    for code, codes in labels.groupby(labels).groups.items():
        value = areas.pooled(column, pd.Index(codes))
        above, below = (value, base) if high_is_need else (base, value)
        need = 100 * above / below if below else np.nan
        share = people[code] / people.sum()
        large, needy = share >= size_from, need >= need_from
        quadrant = (FIRST if large else FOCUSED) if needy else (BROAD if large else LATER)
        rows[str(code)] = (people[code], share, value, need, quadrant if need == need else None)
    names = ["people", "share", "value", "need", "quadrant"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names).sort_index()
