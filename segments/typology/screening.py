"""Which columns say the same twice, say next to nothing, or need care: advice before grouping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segments.typology.features import MOST_MISSING, fill_missing
from segments.typology.transforms import fit_transform, transformed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.area_table import AreaTable

# The Output Area Classification looks at pairs beyond +-0.6 (Gale et al. 2016, JOSIS 12).
MOST_ALIKE = 0.6
IDENTICAL = 0.9999
MOST_EQUAL = 0.9
# Variance inflation: nine tenths of the column can be told from the others.
MOST_INFLATION = 10.0
MOST_SKEW = 1.0
# At most one column for ten places, a rule of thumb.
PLACES_PER_COLUMN = 10

# Advice, the gravest first: what leads a column out, what asks for a choice, what to know.
DROP = ("too_many_missing", "constant", "near_constant")
CHOOSE = ("identical", "correlated", "inflated")
KNOW = ("skewed", "inherited", "modelled", "filled")
KINDS = ("share", "ratio", "score", "flag")


@dataclass(frozen=True)
class Screen:
    """What is to be known of columns before they are used.

    Attributes
    ----------
    columns
        By column: lens, inherited, modelled, missing (share), most_common (share of the most
        frequent value), skew_before and skew_after the transform, vif, partner (the most alike
        of the others) with its r, advice (codes, the gravest first) and verdict ("drop",
        "choose", "know" or "fine").
    pairs
        Pairs with |r| over 0.6: first, second, r; the most alike first.
    """

    columns: pd.DataFrame
    pairs: pd.DataFrame


def candidate_columns(areas: AreaTable) -> tuple[str, ...]:
    """List the columns that may be grouped by: figures that do not grow with the place.

    Counts and amounts are left out: they measure how big a village is, and the share or ratio
    made of them stands in the codebook too.
    """
    return tuple(
        name
        for name in areas.columns(numeric=True)
        if areas.column(name).lens != "identity"
        and areas.column(name).kind in KINDS
        and name == areas.column(name).name
    )


def screen_columns(areas: AreaTable, names: Sequence[str], *, transform: str = "asinh") -> Screen:
    """Look at columns before they are used.

    Skewness is g1 = m3 / m2^1.5; r is Pearson's, after the transform, over the places that have
    both; the variance inflation factor is the diagonal of the inverse correlation matrix, after
    missing values were filled.
    """
    names = sorted(names)
    measured = _percentages(areas, names)
    usable = [name for name in names if measured[name].nunique() > 1]
    fitted = fit_transform(transform, measured[usable])
    bent = transformed(transform, measured[usable], fitted)
    r = bent.corr().reindex(index=names, columns=names)
    filled = transformed(transform, fill_missing(measured[usable], areas.table), fitted)
    rows = pd.DataFrame(
        {
            "lens": [areas.column(name).lens for name in names],
            "inherited": [
                areas.column(name).inherited and areas.level == "village" for name in names
            ],
            "modelled": [areas.column(name).evidence != "measured" for name in names],
            "missing": measured.isna().mean(),
            "most_common": [_most_common(measured[name]) for name in names],
            "spread": measured.quantile(0.75) - measured.quantile(0.25),
            "skew_before": measured.apply(_skewness),
            "skew_after": bent.apply(_skewness).reindex(names),
            "vif": _inflation(filled).reindex(names),
        },
        index=pd.Index(names, name="column"),
    )
    others = r.abs().mask(np.eye(len(names), dtype=bool))
    rows["partner"] = [_partner(others[name]) for name in names]
    rows["r"] = [r.at[name, other] if other else np.nan for name, other in rows["partner"].items()]
    rows["advice"] = [_advice(row) for _, row in rows.iterrows()]
    rows["verdict"] = [_verdict(advice) for advice in rows["advice"]]
    return Screen(rows.drop(columns="spread"), _pairs(r))


def correlations(
    areas: AreaTable, names: Sequence[str], *, transform: str = "asinh"
) -> pd.DataFrame:
    """Correlate columns after the transform, pair by pair; missing for a constant column."""
    measured = _percentages(areas, names)
    usable = [name for name in names if measured[name].nunique() > 1]
    bent = transformed(transform, measured[usable], fit_transform(transform, measured[usable]))
    return bent.corr().reindex(index=list(names), columns=list(names))


def _percentages(areas: AreaTable, names: Sequence[str]) -> pd.DataFrame:
    shares = [areas.column(name).kind == "share" for name in names]
    return areas.table[list(names)].astype(float) * np.where(shares, 100.0, 1.0)


def _most_common(values: pd.Series) -> float:
    counts = values.value_counts()
    return float(counts.iloc[0] / counts.sum()) if len(counts) else 1.0


def _skewness(values: pd.Series) -> float:
    known = values.dropna().to_numpy(float)
    apart = known - known.mean() if len(known) else known
    second = (apart**2).mean() if len(known) else 0.0
    return float((apart**3).mean() / second**1.5) if second > 0 else float("nan")


def _inflation(values: pd.DataFrame) -> pd.Series:
    """Diagonal of the inverse correlation matrix; infinite where a column is a sum of others."""
    known = values.loc[:, values.std(ddof=0) > 0]
    if known.shape[1] < 2:
        return pd.Series(1.0, index=known.columns)
    lengths, axes = np.linalg.eigh(known.corr().to_numpy())
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(axes**2 > 1e-9, axes**2, 0.0) / np.where(lengths > 1e-10, lengths, 0.0)
    return pd.Series(np.nan_to_num(parts, nan=0.0, posinf=np.inf).sum(axis=1), known.columns)


def _partner(likeness: pd.Series) -> str:
    known = likeness.dropna()
    return str(known.idxmax()) if len(known) else ""


def _advice(row: pd.Series) -> tuple[str, ...]:
    constant = row["most_common"] >= 1.0
    likeness = abs(row["r"]) if row["partner"] else 0.0
    found = {
        "too_many_missing": row["missing"] > MOST_MISSING,
        "constant": constant,
        "near_constant": not constant and (row["most_common"] > MOST_EQUAL or row["spread"] == 0),
        "identical": likeness >= IDENTICAL,
        "correlated": MOST_ALIKE < likeness < IDENTICAL,
        "inflated": row["vif"] > MOST_INFLATION,
        "skewed": abs(row["skew_after"]) > MOST_SKEW,
        "inherited": row["inherited"],
        "modelled": row["modelled"],
        "filled": 0 < row["missing"] <= MOST_MISSING,
    }
    return tuple(code for code in (*DROP, *CHOOSE, *KNOW) if found[code])


def _verdict(advice: tuple[str, ...]) -> str:
    for verdict, codes in (("drop", DROP), ("choose", CHOOSE), ("know", KNOW)):
        if set(advice) & set(codes):
            return verdict
    return "fine"


def _pairs(r: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (first, second, float(r.at[first, second]))
        for position, first in enumerate(r.index)
        for second in r.index[position + 1 :]
        if abs(r.at[first, second]) > MOST_ALIKE
    ]
    pairs = pd.DataFrame(rows, columns=["first", "second", "r"])
    return pairs.sort_values("r", key=lambda found: -found.abs(), ignore_index=True)
