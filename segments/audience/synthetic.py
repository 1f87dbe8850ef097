"""Synthetic persons: whole people drawn from the joint population, for simulation only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.audience.raking import integerise

if TYPE_CHECKING:
    from segments.audience.population import JointPopulation

SEED = 2026
PERSONS = "n_persons"


def synthetic_persons(
    joint: JointPopulation, districts: tuple[str, ...], *, seed: int = SEED
) -> pd.DataFrame:
    """Draw whole persons for every village of some districts; nobody in it exists.

    Each village is integerised on its own (`integerise`), so its number of persons is that of the
    register and the same seed gives the same persons whatever else is asked for.

    Returns
    -------
    DataFrame
        One row a kind of person in a village: village_code, the name of each dimension, and
        n_persons, how many such persons were drawn (1 or more).

    Raises
    ------
    ValueError
        When a district is unknown or none is named.
    """
    known = joint.places["district_code"]
    if not districts or (unknown := sorted(set(districts) - set(known))):
        raise ValueError(f"Unknown districts: {', '.join(unknown) if districts else 'none named'}.")
    frames = []
    for row in np.flatnonzero(known.isin(districts)):
        counts = integerise(joint.weights[row], seed=seed)
        cells = np.nonzero(counts)
        columns = {"village_code": joint.places.index[row]}
        for part, positions in zip(joint.dimensions, cells, strict=True):
            columns[part.name] = np.array(part.categories)[positions]
        frames.append(pd.DataFrame({**columns, PERSONS: counts[cells]}))
    return pd.concat(frames, ignore_index=True)
