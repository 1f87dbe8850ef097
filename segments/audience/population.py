"""How many people of which kind live in each village: the joint population.

Measured per village are five separate tables (sex, age, education, marital status, occupation).
How they go together is not, so their cross-table is raked from a seed and is `modelled` throughout.
The first four are raked together; occupation then splits what they give.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.audience.occupation import split_by_occupation
from segments.audience.population_seed import (
    AGE,
    DIMENSIONS,
    OCCUPATION,
    RAKED,
    Dimension,
    population_seed,
)
from segments.audience.raking import AreaRakeResult, rake_areas

if TYPE_CHECKING:
    from geodata import AreaTable

TOLERANCE = 1e-8

# Added to the zeros of the seed, relative to its mean, in villages whose tables cannot be met
# with them: enough to give the raking a way out, too little to be used where it is not needed.
LOOSENING = 1e-6

# Sex and age come last: they are the most trusted tables, and the last margin is met exactly.
RAKING_ORDER = (3, 2, 0, 1)


@dataclass(frozen=True)
class JointPopulation:
    """Residents of every village by sex, age, education, marital status and occupation together.

    Attributes
    ----------
    weights
        Modelled residents: villages, then one axis for each of ``dimensions``. Not whole numbers.
    dimensions
        Name, categories and measured columns of each axis.
    margins
        The measured table of each dimension (villages x categories) that the weights add up to.
    places
        One row a village, in the order of ``weights``: district_code, geographic_class.
    converged, max_error
        Whether raking met the measured tables of the village, and its largest relative error.
    margin_gap
        How far the village's tables were apart before they were scaled to the number of its age
        table: the largest difference between two totals as a share of that number. 0 is agreement.
    loosened
        Whether what cannot be (see `population_seed`) had to be allowed, because the village's
        tables contradict it, such as more people with a degree than people above 20.
    """

    weights: NDArray[np.float64]
    dimensions: tuple[Dimension, ...]
    margins: tuple[NDArray[np.float64], ...]
    places: pd.DataFrame
    converged: pd.Series
    max_error: pd.Series
    margin_gap: pd.Series
    loosened: pd.Series

    @property
    def residents(self) -> NDArray[np.float64]:
        """Residents of each village: the total of its age table."""
        return self.margins[DIMENSIONS.index(AGE)].sum(axis=1)


def joint_population(areas: AreaTable) -> JointPopulation:
    """Rake the five measured tables of every village into one cross-table.

    The seed is the same for all villages (`population_seed`). Tables whose totals differ from the
    age table are scaled to it, and the gap is reported. The same tables are raked only once in a
    process; results are shared and read-only.

    Raises
    ------
    ValueError
        When the table is not of villages (cells of a district are the sums of its villages), or
        when columns or counts are missing.

    References
    ----------
    Lovelace, R. and Dumont, M. (2016). Spatial microsimulation with R. CRC Press, chapter 5.
    """
    if areas.level != "village":
        raise ValueError("The joint population is made from villages. Pass the village table.")
    margins, gap = _measured_margins(areas.table)
    raked, loosened = _raked(np.concatenate(margins, axis=1).tobytes(), len(areas.table))
    index = areas.table.index
    return JointPopulation(
        weights=raked.weights,
        dimensions=DIMENSIONS,
        margins=margins,
        places=pd.DataFrame(areas.table, columns=["district_code", "geographic_class"]),
        converged=pd.Series(raked.converged, index=index, name="converged"),
        max_error=pd.Series(raked.max_error, index=index, name="max_error"),
        margin_gap=pd.Series(gap, index=index, name="margin_gap"),
        loosened=pd.Series(loosened, index=index, name="loosened"),
    )


def _measured_margins(
    villages: pd.DataFrame,
) -> tuple[tuple[NDArray[np.float64], ...], NDArray[np.float64]]:
    """Return the tables, scaled to the total of the age table, and the gap before that."""
    columns = [column for dimension in DIMENSIONS for column in dimension.columns]
    if absent := [column for column in columns if column not in villages]:
        raise ValueError(f"The village table lacks {', '.join(absent)}.")
    # The register leaves an occupation out where nobody has it: the kecamatan totals say so.
    villages = villages.fillna(dict.fromkeys(OCCUPATION.columns, 0.0))
    counts = villages[columns].to_numpy(dtype=float)
    unusable = np.isnan(counts) | (counts < 0)
    if unusable.any():
        names = ", ".join(columns[column] for column in np.unique(np.nonzero(unusable)[1]))
        rows = [villages.index[row] for row in np.unique(np.nonzero(unusable)[0])]
        raise ValueError(
            f"Counts are missing or negative in {names} for {len(rows)} villages: "
            f"{', '.join(map(str, rows[:5]))}."
        )
    tables = [villages[list(part.columns)].to_numpy(dtype=float) for part in DIMENSIONS]
    everyone = tables[DIMENSIONS.index(AGE)].sum(axis=1)
    tables = [
        _with_the_rest(table, everyone) if len(part.categories) > len(part.columns) else table
        for part, table in zip(DIMENSIONS, tables, strict=True)
    ]
    totals = np.stack([table.sum(axis=1) for table in tables])
    residents = totals[DIMENSIONS.index(AGE)]
    gap = np.ptp(totals, axis=0) / np.maximum(residents, 1.0)
    scale = np.divide(residents, totals, out=np.ones_like(totals), where=totals > 0)
    scaled = tuple(
        table * factor[:, np.newaxis] for table, factor in zip(tables, scale, strict=True)
    )
    for table in scaled:
        table.flags.writeable = False
    return scaled, gap


def _with_the_rest(
    table: NDArray[np.float64], everyone: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Add the category of those whom the table does not list; none where it lists too many."""
    rest = np.maximum(0.0, everyone - table.sum(axis=1))
    return np.column_stack([table, rest])


@lru_cache(maxsize=4)
def _raked(content: bytes, n_villages: int) -> tuple[AreaRakeResult, NDArray[np.bool_]]:
    """Rake tables given as bytes, so that equal tables are recognised and raked once.

    Occupation comes second and alone: it then takes two small matrix products an iteration instead
    of a table of 8,064 cells a village, and the first four tables stay exactly met.
    """
    tables = np.frombuffer(content).reshape(n_villages, -1)
    ends = np.cumsum([len(dimension.categories) for dimension in DIMENSIONS])
    parts = np.split(tables, ends[:-1], axis=1)
    margins = [(axis, parts[axis]) for axis in RAKING_ORDER]
    seed = population_seed()
    result = rake_areas(
        np.broadcast_to(seed, (n_villages, *seed.shape)), margins, tolerance=TOLERANCE
    )
    failed = np.flatnonzero(~result.converged)
    if len(failed):
        loose = np.where(seed > 0, seed, LOOSENING * seed.mean())
        again = rake_areas(
            np.broadcast_to(loose, (len(failed), *seed.shape)),
            [(axis, target[failed]) for axis, target in margins],
            tolerance=TOLERANCE,
            max_iterations=2000,
        )
        for old, new in (
            (result.weights, again.weights),
            (result.converged, again.converged),
            (result.iterations, again.iterations),
            (result.max_error, again.max_error),
        ):
            old[failed] = new
    weights, error = split_by_occupation(result.weights, parts[len(RAKED)])
    weights.flags.writeable = False
    whole = replace(
        result,
        weights=weights,
        converged=result.converged & (error <= TOLERANCE),
        max_error=np.maximum(result.max_error, error),
    )
    return whole, np.isin(np.arange(n_villages), failed)
