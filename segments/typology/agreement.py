"""How far two groupings of the same places agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping


def adjusted_rand(left: pd.Series, right: pd.Series) -> float:
    """Compare two groupings of the places that both have; their numbers of groups may differ.

    The adjusted Rand index (Hubert & Arabie 1985, J. Classif. 2): 1 where every pair of places is
    together in both or apart in both, 0 on average where one grouping is shuffled.
    """
    common = left.index.intersection(right.index)
    one, _ = pd.factorize(left.loc[common], sort=True)
    two, _ = pd.factorize(right.loc[common], sort=True)
    width = int(two.max(initial=0)) + 1
    height = int(one.max(initial=0)) + 1
    counts = np.bincount(one * width + two, minlength=height * width)
    return rand_of_table(counts.reshape(height, width))


def rand_of_table(table: np.ndarray) -> float:
    """Return the adjusted Rand index of a table of counts, group by group."""
    pairs = float((table * (table - 1)).sum()) / 2
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    row_pairs = float((rows * (rows - 1)).sum()) / 2
    column_pairs = float((columns * (columns - 1)).sum()) / 2
    total = table.sum() * (table.sum() - 1) / 2
    chance = row_pairs * column_pairs / total if total else 0.0
    most = (row_pairs + column_pairs) / 2
    return 1.0 if most == chance else (pairs - chance) / (most - chance)


def agreement_table(groupings: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Compare every grouping with every other: adjusted Rand indices, names on both sides."""
    names = list(groupings)
    table = pd.DataFrame(1.0, index=names, columns=names)
    for position, one in enumerate(names):
        for other in names[position + 1 :]:
            table.loc[one, other] = table.loc[other, one] = adjusted_rand(
                groupings[one], groupings[other]
            )
    return table
