"""Made-up tables of options, and the best plan found by trying them all."""

import itertools
import math

import numpy as np
import pandas as pd
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**32 - 1)


def additive_options(seed: int, n: int = 8) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "area": generator.choice(["x", "y", "z"], n),
            "channel": [f"channel {i}" for i in range(n)],
            "cost": generator.integers(1, 40, n) * 25_000,
            "reach": generator.integers(0, 900, n),
        }
    )


def net_options(seed: int, areas: int = 3, channels: int = 3) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    n = areas * channels
    return pd.DataFrame(
        {
            "area": np.repeat([f"area {i}" for i in range(areas)], channels),
            "channel": np.tile([f"channel {i}" for i in range(channels)], areas),
            "cost": generator.integers(1, 40, n) * 25_000,
            "rate": generator.uniform(0, 0.9, n).round(3),
            "population": np.repeat(generator.integers(100, 9000, areas), channels),
            "group": np.repeat([f"group {i % 2}" for i in range(areas)], channels),
        }
    )


def reached(options: pd.DataFrame, plans: np.ndarray) -> dict[str, np.ndarray]:
    """People by area for every plan (one row a plan, one column an option)."""
    people = {}
    for area in options["area"].unique():
        rows = np.flatnonzero(options["area"] == area)
        if "population" in options:
            missed = (1 - options["rate"].to_numpy()[rows]) ** plans[:, rows]
            people[area] = options["population"].iloc[rows[0]] * (1 - missed.prod(axis=1))
        else:
            people[area] = plans[:, rows] @ options["reach"].to_numpy(dtype=float)[rows]
    return people


def people_of(options: pd.DataFrame, units: pd.Series) -> float:
    """People that one plan reaches."""
    people = reached(options, units.to_numpy()[None])
    return float(sum(people.values())[0])


def best_by_trying(
    options: pd.DataFrame, budget: float, floors: dict[str, float] | None = None
) -> float:
    """Objective of the best of all plans; -inf when there is none. Floors: area -> people."""
    least = options["min_units"] if "min_units" in options else [0] * len(options)
    most = options["max_units"] if "max_units" in options else [1] * len(options)
    choices = [range(a, b + 1) for a, b in zip(least, most, strict=True)]
    plans = np.array(list(itertools.product(*choices)))
    plans = plans[plans @ options["cost"].to_numpy() <= budget * (1 + 1e-12)]
    people = reached(options, plans)
    for area, wanted in (floors or {}).items():
        fits = people[area] >= wanted - 1e-6
        plans = plans[fits]
        people = {name: counts[fits] for name, counts in people.items()}
    weight = {row.area: getattr(row, "weight", 1.0) for row in options.itertuples()}
    objective = sum(counts * weight[area] for area, counts in people.items())
    return float(objective.max(initial=-math.inf))
