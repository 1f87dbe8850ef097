"""How many to ask, and where."""

from __future__ import annotations

import numpy as np
import pandas as pd

Z_95 = 1.96
USUAL_DESIGN_EFFECT = 1.5


def sample_plan(
    adults: pd.Series, total: int, *, fewest: int = 30, design_effect: float = USUAL_DESIGN_EFFECT
) -> pd.DataFrame:
    """Share a sample out over kecamatan, and say how exact each answer will be.

    Power allocation: in proportion to the root of the adults, a compromise between the regency and
    the small kecamatan; nowhere fewer than `fewest` while the total allows it. The margin is that
    of a share of one half, 95 %: 1.96 sqrt(deff / 4 n (1 - n/N)).

    Parameters
    ----------
    adults
        Residents of 15 and over by kecamatan.
    total
        Respondents in all.

    Returns
    -------
    DataFrame
        By kecamatan: adults, n, margin (a share).

    References
    ----------
    Bankier, M. D. (1988). Power allocations: determining sample sizes for subnational areas. The
    American Statistician 42, 174-177.
    """
    if total < len(adults):
        raise ValueError(f"{total} respondents are fewer than the {len(adults)} kecamatan.")
    floor = min(fewest, total // len(adults))
    roots = np.sqrt(adults.astype(float))
    spare = total - floor * len(adults)
    exact = spare * roots / roots.sum()
    n = np.floor(exact).astype(int)
    rest = spare - int(n.sum())
    n[(exact - n).sort_values(ascending=False, kind="stable").index[:rest]] += 1
    n = n + floor
    return pd.DataFrame(
        {"adults": adults, "n": n, "margin": margin_of_error(n, adults, design_effect)}
    )


def margin_of_error(
    n: pd.Series | float, residents: pd.Series | float, design_effect: float = USUAL_DESIGN_EFFECT
) -> pd.Series | float:
    """Return the 95 % margin of a share of one half."""
    return Z_95 * np.sqrt(design_effect * 0.25 / n * (1 - n / residents))
