"""An uploaded table before anything is saved: which places, which figures, what would change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from geodata.names import match_places
from geodata.office_columns import value_faults

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geodata.area_table import AreaTable
    from geodata.codebook import Column
    from geodata.uploads import UploadedTable

APPLIED = ("code", "exact")
ASKED = ("fuzzy", "ambiguous")
SET_ASIDE = ("blank", "total", "kota_bogor", "outside")
LIKE_ENOUGH = 60
YES = ("ya", "ada", "yes", "punya", "tersedia", "memiliki")
NO = ("tidak", "tidak ada", "no", "belum", "belum ada", "tidak punya", "tidak tersedia")
N_SUGGESTED = 5
# Words of a heading, without signs, that say what a column holds.
HEADINGS = {
    "code": re.compile(r"^(kode|kd|code|id)\b.*|.*\bkode\b.*(wilayah|desa|kel|kemendagri|bps)?"),
    "village": re.compile(r".*\b(desa|kelurahan|kel|village|nagari)\b.*"),
    "district": re.compile(r".*\b(kecamatan|kec|district)\b.*"),
    "regency": re.compile(r".*\b(kabupaten|kab|kota|regency)\b.*"),
}


@dataclass(frozen=True)
class PlaceColumns:
    """Which columns of a table name the place of a row; "" where there is none."""

    code: str = ""
    village: str = ""
    district: str = ""
    regency: str = ""

    @property
    def found(self) -> bool:
        """Whether a place can be told at all."""
        return bool(self.code or self.village or self.district)

    @property
    def level(self) -> str:
        """Level of the rows when only the headings are known."""
        return "village" if self.village or self.code else "district"


def find_place_columns(table: UploadedTable) -> PlaceColumns:
    """Tell from the headings, and from the codes in them, which columns name the place."""
    found: dict[str, str] = {}
    for name in table.frame.columns:
        words = " ".join(re.split(r"[^a-z]+", str(name).lower())).strip()
        kind = table.kinds.get(name, "text")
        if kind == "code" or (HEADINGS["code"].fullmatch(words) and "kode" in words):
            # Of several codes, the finest is that of the village.
            finer = _code_length(table.frame[name]) > _code_length(
                table.frame[found["code"]] if "code" in found else pd.Series(dtype=str)
            )
            if "code" not in found or finer:
                found["code"] = name
            continue
        if kind == "number":
            continue
        for part in ("village", "district", "regency"):
            if part not in found and HEADINGS[part].fullmatch(words):
                found[part] = name
                break
    return PlaceColumns(**found)


def _code_length(values: pd.Series) -> float:
    digits = values.dropna().astype(str).str.replace(r"\D", "", regex=True).str.len()
    return float(digits.median()) if len(digits) else 0.0


def find_years(table: UploadedTable) -> tuple[str, tuple[int, ...]]:
    """Find the column of years in a table that holds several, the latest first; ("", ()) if none.

    Portals publish all years in one table: then every place appears once a year.
    """
    for name in table.frame.columns:
        words = re.sub(r"[^a-z]", "", str(name).lower())
        if words not in ("tahun", "year", "tahundata"):
            continue
        years = pd.to_numeric(table.frame[name], errors="coerce").dropna()
        if len(years) and years.between(1990, 2100).all():
            return str(name), tuple(sorted({int(year) for year in years}, reverse=True))
    return "", ()


def of_year(table: UploadedTable, column: str, year: int) -> UploadedTable:
    """Keep the rows of one year."""
    years = pd.to_numeric(table.frame[column], errors="coerce")
    kept = table.frame[years == year].drop(columns=column)
    return replace(table, frame=kept)


def with_yes_no(table: UploadedTable) -> UploadedTable:
    """Turn columns that only say yes or no ("ADA", "TIDAK ADA") into numbers of 1 and 0."""
    frame, kinds = table.frame.copy(), dict(table.kinds)
    for name in frame.columns:
        if kinds.get(name) != "text":
            continue
        words = frame[name].dropna().astype(str).str.strip().str.lower()
        if len(words) and words.isin([*YES, *NO]).all():
            said = frame[name].astype("object").where(frame[name].notna(), "")
            folded = said.astype(str).str.strip().str.lower()
            frame[name] = folded.map({**dict.fromkeys(YES, 1.0), **dict.fromkeys(NO, 0.0)})
            kinds[name] = "number"
    return replace(table, frame=frame, kinds=kinds)


def match_upload(table: UploadedTable, columns: PlaceColumns) -> pd.DataFrame:
    """Match the rows of a table; as `match_places`, with what is written as `written`."""
    named = {
        part: getattr(columns, part)
        for part in ("code", "village", "district", "regency")
        if getattr(columns, part)
    }
    matches = match_places(table.frame, **named)
    texts = table.frame[list(named.values())].fillna("").astype(str)
    return matches.assign(written=texts.agg(" · ".join, axis=1).str.strip(" ·"))


def level_of_codes(codes: pd.Series) -> str:
    """Say whether rows are about villages or districts: what most of their codes are."""
    lengths = codes.dropna().str.len()
    return "district" if len(lengths) and (lengths == len("32.01.01")).mean() > 0.5 else "village"


def rows_to_ask(matches: pd.DataFrame) -> pd.DataFrame:
    """Rows that a person must decide: proposals and ambiguous names, not those set aside."""
    open_ = matches["code"].isna() & ~matches["note"].isin(SET_ASIDE)
    return matches[open_]


def decided_codes(matches: pd.DataFrame, decisions: Mapping[int, str]) -> pd.Series:
    """Give the place of each row: the applied ones and what a person decided ("" skips)."""
    codes = matches["code"].copy()
    for row, code in decisions.items():
        if row in codes.index and code:
            codes[row] = code
    return codes


@dataclass(frozen=True)
class ColumnReview:
    """The figures of one column by place, and what is wrong with them.

    Attributes
    ----------
    values
        Code -> figure, those without a fault only.
    faults
        One row a figure that was not taken: row, code, value, rule ("negative", "not_whole",
        "over_100", "twice").
    n_missing
        Places that the table does not have or where its cell is empty.
    """

    values: pd.Series
    faults: pd.DataFrame
    n_missing: int


def review_column(
    table: UploadedTable, name: str, codes: pd.Series, kind: str, places: Sequence[str]
) -> ColumnReview:
    """Take the figures of a column over to places; a share in per cent becomes one of 0 to 1."""
    numbers = pd.to_numeric(table.frame[name], errors="coerce")
    if kind == "share" and (table.units.get(name) == "%" or numbers.max() > 1):
        numbers = numbers / 100
    here = codes[codes.isin(list(places)) & numbers.notna()]
    figures = numbers[here.index]
    rules = value_faults(figures, kind).reindex(figures.index, fill_value="")
    repeated = here.duplicated(keep=False) & (rules == "")
    rules[repeated.to_numpy()] = "twice"
    wrong = rules != ""
    faults = pd.DataFrame(
        {
            "row": figures.index[wrong],
            "code": here[wrong].to_numpy(),
            "value": table.frame[name][figures.index[wrong]].to_numpy(),
            "rule": rules[wrong].to_numpy(),
        }
    )
    good = pd.Series(figures[~wrong].to_numpy(), index=here[~wrong].to_numpy(), dtype=float)
    return ColumnReview(good, faults, len(set(places) - set(good.index)))


@dataclass(frozen=True)
class Suggestion:
    """A column of the codebook that an upload may be: how like its name, and its figures."""

    name: str
    score: float
    correlation: float
    n_common: int


def suggest_columns(
    heading: str, values: pd.Series, areas: AreaTable, candidates: Sequence[str]
) -> tuple[Suggestion, ...]:
    """Rank columns of the codebook by likeness of name and of figures.

    The score is the mean of the RapidFuzz token set ratio of heading and label (0 to 100) and 100
    times Spearman's rank correlation over the places that both have (30 at least, else the name
    alone counts, halved). Only scores of 60 and more are given, five at most.
    """
    found = []
    for name in candidates:
        column = areas.column(name)
        like = float(fuzz.token_set_ratio(heading.lower(), column.label_id.lower()))
        both = pd.concat([values, areas.table[name]], axis=1, join="inner").dropna()
        n = len(both)
        correlation = float("nan")
        if n >= 30 and both.nunique().min() > 1:
            ranks = both.rank()
            correlation = float(np.corrcoef(ranks.iloc[:, 0], ranks.iloc[:, 1])[0, 1])
        score = like / 2 + (50 * max(0.0, correlation) if correlation == correlation else 0.0)
        if score >= LIKE_ENOUGH:
            found.append(Suggestion(name, score, correlation, n))
    return tuple(sorted(found, key=lambda one: -one.score)[:N_SUGGESTED])


@dataclass(frozen=True)
class ColumnDiff:
    """What saving would change, place by place.

    `rows`: old, new, change by code, for the places whose figure changes, largest change first.
    `before`, `after`: the figure of all places together (sum or weighted mean).
    """

    rows: pd.DataFrame
    n_same: int
    n_new: int
    n_lost: int
    before: float
    after: float


def diff_column(areas: AreaTable, name: str, values: pd.Series, column: Column) -> ColumnDiff:
    """Compare the figures of an upload with those that are there (none for a new column)."""
    index = areas.table.index
    new = values.reindex(index)
    old = areas.table[name] if name in areas.table else pd.Series(np.nan, index=index)
    both = old.notna() & new.notna()
    changed = both & ~np.isclose(old.fillna(0), new.fillna(0), rtol=1e-9, atol=1e-12)
    rows = pd.DataFrame({"old": old[changed], "new": new[changed]})
    rows["change"] = rows["new"] - rows["old"]
    order = rows["change"].abs().sort_values(ascending=False, kind="stable").index
    weights = areas.table[column.denominator] if column.denominator else None

    def together(figures: pd.Series) -> float:
        known = figures.dropna()
        if known.empty:
            return float("nan")
        if weights is None:
            return float(known.sum())
        return float((known * weights[known.index]).sum() / weights[known.index].sum())

    return ColumnDiff(
        rows=rows.loc[order],
        n_same=int((both & ~changed).sum()),
        n_new=int((old.isna() & new.notna()).sum()),
        n_lost=int((old.notna() & new.isna()).sum()),
        before=together(old),
        after=together(new),
    )
