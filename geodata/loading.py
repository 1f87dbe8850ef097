"""The single way in: `load_areas` gives the table of villages or of districts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geodata.area_table import FAULT_COLUMNS, INDEX, AreaTable, AreaTableError, Fault
from geodata.boundaries import neighbours, read_topojson
from geodata.codebook import FOLDER, Column, describe, load_codebook
from geodata.geographic_class import GeographicRule, classify
from geodata.media_habits import estimate_habits, load_rates
from geodata.office_columns import laid_over, with_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.office_columns import OfficeColumn

DATA = FOLDER / "data"
TEXT = {
    "village_code": str,
    "district_code": str,
    "bps_code": str,
    "district_bps_code": str,
}


def data_edition(folder: Path = DATA) -> str:
    """Name the figures of a folder by their content: the same files have the same edition."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        # Line ends differ between systems; the figures do not.
        digest.update(path.name.encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return f"e{digest.hexdigest()[:8]}"


def load_areas(
    level: str = "village", *, folder: Path = DATA, office: Sequence[OfficeColumn] = ()
) -> AreaTable:
    """Load the places of the regency with everything that is known of them.

    Villages carry the figures of their district (`Column.inherited`); districts are pooled from
    their villages, so that one definition serves both levels.

    Parameters
    ----------
    level
        "village" (435 desa and kelurahan) or "district" (40 kecamatan).
    folder
        Where the built tables and outlines are.
    office
        Columns of the office, added to those of the files or in the place of some.

    Raises
    ------
    AreaTableError
        With every fault of the files at once.
    OfficeColumnError
        When a column of the office has fewer figures than the one that it replaces.

    Examples
    --------
    >>> int(load_areas("district").table["population"].sum())
    5664537
    """
    codebook = with_columns(load_codebook(), office)
    village_outlines, district_outlines = read_topojson((folder / "areas.topojson").read_bytes())
    districts = laid_over(_read(folder, "district", codebook), "district", office)
    own = laid_over(_read(folder, "village", codebook), "village", office)
    villages = _complete_villages(own, districts, codebook)
    if level == "district":
        table = pool_by_district(villages, districts, codebook)
        outlines = district_outlines
    else:
        table, outlines = villages, village_outlines
    _expect_every_column(villages, codebook)
    return AreaTable(level, table, outlines, codebook, neighbours(outlines))


def stored_columns(level: str, folder: Path = DATA) -> tuple[str, ...]:
    """Name the columns that the built table of a level holds, before others are derived."""
    name = "villages.csv" if level == "village" else "districts.csv"
    return tuple(pd.read_csv(folder / name, nrows=0).columns)


def load_regency_figures(folder: Path = DATA) -> pd.DataFrame:
    """Figures for the regency and the province: one row a variable, category and year."""
    return pd.read_csv(folder / "regency.csv", dtype={"year": str}, keep_default_na=False)


def load_context(folder: Path = DATA) -> pd.DataFrame:
    """Residents by religion per district: context for a profile, kept out of `AreaTable`.

    It is a table of its own so that no feature, filter, rank or export can reach it.
    """
    context = pd.read_csv(folder / "district_context.csv", dtype=TEXT)
    return context.set_index("district_code")


def derive_columns(table: pd.DataFrame, codebook: Mapping[str, Column]) -> pd.DataFrame:
    """Add every column that the codebook defines as numerator over denominator.

    Rows of the codebook are taken in order: a column may build on one that stands before it.
    """
    values = {name: table[name] for name in table.columns}
    for name, column in codebook.items():
        parts = (*column.numerators, *filter(None, [column.denominator]))
        if name in values or not column.numerators or not values.keys() >= set(parts):
            continue
        total = sum(values[part] for part in column.numerators)
        if column.kind != "count":
            base = values[column.denominator]
            total = column.scale * total / base.where(base > 0)
        values[name] = total
    return pd.DataFrame(values, index=table.index)


def pool_by_district(
    villages: pd.DataFrame, districts: pd.DataFrame, codebook: Mapping[str, Column]
) -> pd.DataFrame:
    """Pool villages into districts and add what is measured per district."""
    meaning = {name: describe(name, codebook) for name in villages if name not in districts}
    pooled = {name: column for name, column in meaning.items() if column and column.poolable}
    sums = [name for name, column in pooled.items() if column.extensive]
    means = [name for name, column in pooled.items() if not column.extensive]
    district = villages["district_code"]
    weights = pd.DataFrame({name: villages[pooled[name].denominator] for name in means})
    weights = weights.where(villages[means].notna())
    table = districts.join(villages.groupby(district)[sums].sum(min_count=1))
    table = table.join(
        (villages[means] * weights).groupby(district).sum(min_count=1)
        / weights.groupby(district).sum(min_count=1)
    )
    table["district_code"] = table.index
    table["district_name"] = table["name"]
    table["kind"] = "kecamatan"
    table["geographic_class"] = _class_of_most_residents(villages)
    return _ordered(derive_columns(table, codebook), codebook)


def _expect_every_column(villages: pd.DataFrame, codebook: Mapping[str, Column]) -> None:
    """Stop where a column of the codebook has no figures: it would vanish without a word."""
    rule = (
        "described in the codebook, but neither stored nor made from columns that stand before it"
    )
    faults = [("all", name, None, rule) for name in codebook if name not in villages]
    if faults:
        raise AreaTableError(pd.DataFrame(faults, columns=FAULT_COLUMNS, dtype=object))


def _read(folder: Path, level: str, codebook: Mapping[str, Column]) -> pd.DataFrame:
    """Read a built table; what would break the sums on the way is named first."""
    name, key = ("villages.csv" if level == "village" else "districts.csv"), INDEX[level]
    table = pd.read_csv(folder / name, dtype=TEXT)
    faults: list[Fault] = []
    if key not in table:
        rule = "the column is missing; cells are parted by commas"
        faults.append((name, key, None, rule))
    else:
        table = table.set_index(key).sort_index()
        repeated = table.index[table.index.duplicated()]
        faults += [(code, name, code, "the code appears twice") for code in repeated]
        for label in table:
            column = describe(str(label), codebook)
            if column is not None and column.numeric:
                broken = pd.to_numeric(table[label], errors="coerce").isna() & table[label].notna()
                faults += [
                    (code, str(label), value, "must be a number, decimals with a point")
                    for code, value in table.loc[broken, label].items()
                ]
    if faults:
        raise AreaTableError(pd.DataFrame(faults, columns=FAULT_COLUMNS, dtype=object))
    return table


def _complete_villages(
    villages: pd.DataFrame, districts: pd.DataFrame, codebook: Mapping[str, Column]
) -> pd.DataFrame:
    inherited = [name for name in districts if name in codebook and codebook[name].inherited]
    villages = villages.join(districts[inherited], on="district_code")
    villages["district_name"] = villages["district_code"].map(districts["name"])
    villages = derive_columns(villages, codebook)
    villages = villages.join(classify(villages, GeographicRule.load()))
    return _ordered(villages.join(estimate_habits(villages, load_rates())), codebook)


def _class_of_most_residents(villages: pd.DataFrame) -> pd.Series:
    residents = villages.pivot_table(
        index="district_code",
        columns="geographic_class",
        values="population",
        aggfunc="sum",
        fill_value=0,
    )
    return residents.idxmax(axis=1)


def _ordered(table: pd.DataFrame, codebook: Mapping[str, Column]) -> pd.DataFrame:
    names = [end for name in codebook for end in (name, f"{name}_low", f"{name}_high")]
    known = list(dict.fromkeys(name for name in names if name in table))
    rest = [name for name in table if name not in set(known)]
    return table[known + rest].copy()
