"""Whether the segments would be the same if the question were put a little differently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.agreement import adjusted_rand
from segments.typology.features import MOST_MISSING, STANDARDISERS
from segments.typology.recipe import LENSES, Recipe
from segments.typology.refusals import Refusal, RefusedError
from segments.typology.segmentation import segment
from segments.typology.transforms import TRANSFORMS
from segments.typology.versions import match_labels

if TYPE_CHECKING:
    from geodata.area_table import AreaTable

N_SEEDS = 3
# Equal lenses, then each in turn with half of the weight.
LENS_TRIALS = (
    (1 / 3, 1 / 3, 1 / 3),
    (0.5, 0.25, 0.25),
    (0.25, 0.5, 0.25),
    (0.25, 0.25, 0.5),
)


@dataclass(frozen=True)
class Trial:
    """One change of a recipe.

    `kind` is "column" (left out), "lenses", "seed", "transform" or "standardise"; `change` names
    the column, the weights ("0.5 0.25 0.25"), the seed or the choice.
    """

    kind: str
    change: str
    recipe: Recipe


@dataclass(frozen=True)
class TrialAnswer:
    """How far the answer to a changed recipe agrees with the one it is compared with.

    `moved` counts the places in another segment, after the labels were matched. A change that
    cannot be computed has refusals instead.
    """

    trial: Trial
    ari: float
    moved: int
    refusals: tuple[Refusal, ...] = ()


def plan_trials(recipe: Recipe) -> tuple[Trial, ...]:
    """List the changes to try: each column left out, lenses, seeds, transforms and scales."""
    trials = [
        Trial("column", name, replace(recipe, features=tuple(set(recipe.features) - {name})))
        for name in recipe.features
        if len(recipe.features) > 1
    ]
    for weights in LENS_TRIALS:
        lenses = tuple(zip(LENSES, weights, strict=True))
        change = " ".join(f"{weight:.3g}" for weight in weights)
        trials.append(Trial("lenses", change, replace(recipe, lens_weights=lenses)))
    trials += [
        Trial("seed", str(recipe.seed + n), replace(recipe, seed=recipe.seed + n))
        for n in range(1, N_SEEDS + 1)
    ]
    trials += [
        Trial("transform", name, replace(recipe, transform=name))
        for name in TRANSFORMS
        if name != recipe.transform
    ]
    trials += [
        Trial("standardise", name, replace(recipe, standardise=name))
        for name in STANDARDISERS
        if name != recipe.standardise
    ]
    return tuple(trials)


def try_change(areas: AreaTable, trial: Trial, base: pd.Series) -> TrialAnswer:
    """Group by the changed recipe and compare with the labels `base`."""
    try:
        labels = segment(areas, trial.recipe, bootstraps=0).labels
    except RefusedError as refused:
        return TrialAnswer(trial, float("nan"), 0, refused.refusals)
    renamed = labels.map(match_labels(labels, base).mapping)
    return TrialAnswer(trial, adjusted_rand(labels, base), int((renamed != base).sum()))


@dataclass(frozen=True)
class LevelComparison:
    """The kecamatan grouped by themselves, beside the segments of their villages.

    Attributes
    ----------
    ari
        Between the two groupings of the kecamatan.
    labels
        District -> segment of its own, in the letters of the villages' segments where they
        can be matched.
    majority
        District -> segment in which most of its residents live.
    majority_share
        District -> share of the residents in that segment.
    entropy
        District -> -sum p ln p / ln k over the segments of its residents: 0 where all live in
        one segment, 1 where they are spread evenly over all.
    left_out
        Columns of the recipe that the level of the kecamatan does not have.
    """

    ari: float
    labels: pd.Series
    majority: pd.Series
    majority_share: pd.Series
    entropy: pd.Series
    left_out: tuple[str, ...]


def compare_levels(
    villages: AreaTable, districts: AreaTable, recipe: Recipe, labels: pd.Series
) -> LevelComparison:
    """Ask the same of the kecamatan: the modifiable areal unit problem (Openshaw 1984).

    Raises
    ------
    RefusedError
        When the kecamatan do not allow it.
    """
    table = districts.table
    known = tuple(
        name
        for name in recipe.features
        if name in table and table[name].isna().mean() <= MOST_MISSING and table[name].nunique() > 1
    )
    left_out = tuple(sorted(set(recipe.features) - set(known)))
    own = segment(districts, replace(recipe, features=known, level="district"), bootstraps=0).labels
    people = villages.table["population"].groupby([villages.table["district_code"], labels]).sum()
    shares = people.unstack(fill_value=0)
    shares = shares.div(shares.sum(axis=1), axis=0).reindex(table.index)
    majority = shares.idxmax(axis=1).rename("majority")
    logs = np.log(shares.where(shares > 0, 1.0))
    most = np.log(shares.shape[1]) if shares.shape[1] > 1 else 1.0
    entropy = (-(shares * logs).sum(axis=1) / most + 0.0).rename("entropy")
    mapping = match_labels(own, majority).mapping
    renamed = own.map(lambda label: mapping.get(label, "–")).astype("str").rename("segment")
    return LevelComparison(
        adjusted_rand(own, majority),
        renamed,
        majority,
        shares.max(axis=1).rename("majority_share"),
        entropy,
        left_out,
    )
