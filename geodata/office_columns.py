"""Columns that an office brings itself: described, checked, and laid over the built tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.codebook import EVIDENCES, LENSES, LEVELS, Column, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX = "office_"
KINDS = ("count", "amount", "share", "ratio")
UNITS = {"count": "jumlah", "amount": "jumlah", "share": "%", "ratio": "nilai"}
WEIGHT = "population"


class OfficeColumnError(ValueError):
    """A column that cannot be used.

    `rule` is one of "no_label", "no_source", "no_year", "bad_choice", "forbidden", "incomplete",
    "not_replaceable", "unreadable"; `detail` says what it concerns.
    """

    def __init__(self, rule: str, detail: str = "") -> None:
        self.rule, self.detail = rule, detail
        super().__init__(f"{rule}: {detail}" if detail else rule)


@dataclass(frozen=True)
class OfficeColumn:
    """One column as an office describes it, with its figures.

    Attributes
    ----------
    name
        Column name: that of the codebook when it replaces one, else `column_name` of the label.
    label, definition, unit, year, source, licence, caveat
        As the office writes them. `source` names who publishes the figures.
    level
        "village" or "district": where the figures were measured.
    kind
        "count" and "amount" add up over places; "share" (0 to 1) and "ratio" are averaged over
        places by residents.
    lens, evidence
        As in the codebook.
    replaces
        Whether it takes the place of a column of the codebook.
    values
        Code of a place -> figure. Places that are not in it are missing.
    """

    name: str
    label: str
    definition: str
    unit: str
    year: str
    source: str
    licence: str
    level: str
    kind: str
    lens: str
    evidence: str
    caveat: str = ""
    replaces: bool = False
    values: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, rule in (("label", "no_label"), ("source", "no_source"), ("year", "no_year")):
            if not getattr(self, name).strip():
                raise OfficeColumnError(rule)
        for name, allowed in (
            ("level", LEVELS),
            ("kind", KINDS),
            ("lens", LENSES[1:]),
            ("evidence", EVIDENCES),
        ):
            if getattr(self, name) not in allowed:
                raise OfficeColumnError("bad_choice", f"{name} {getattr(self, name)!r}")
        if not re.fullmatch(r"[a-z][a-z0-9_]{1,60}", self.name):
            raise OfficeColumnError("bad_choice", f"name {self.name!r}")
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    @property
    def source_id(self) -> str:
        """Id in the source register."""
        return f"K-{self.name}"

    def as_source(self) -> Source:
        """Describe where the figures come from, as the source register does."""
        return Source(
            source_id=self.source_id,
            title=self.label.strip(),
            publisher=self.source.strip(),
            year=self.year.strip(),
            address="",
            licence=self.licence.strip(),
            note_id="Diunggah kantor lewat halaman Data",
            note_en="Uploaded by the office on the page Data",
        )

    def column(self, old: Column | None = None) -> Column:
        """Describe it as the codebook does; `old` is the column that it replaces."""
        told = self.definition.strip() or self.label.strip()
        texts = {
            "label_id": self.label.strip(),
            "label_en": self.label.strip(),
            "definition_id": told,
            "definition_en": told,
            "caveat_id": self.caveat.strip(),
            "caveat_en": self.caveat.strip(),
            "unit": self.unit.strip() or UNITS[self.kind],
            "year": self.year.strip(),
            "evidence": self.evidence,
        }
        if old is not None:
            kept = asdict(old) | {"year": texts["year"], "evidence": self.evidence}
            return Column(**kept | {"source": self.source_id, "missing_allowed": True})
        return Column(
            name=self.name,
            **texts,
            lens=self.lens,
            theme="kantor",
            level=self.level,
            kind=self.kind,
            numerator="",
            denominator="" if self.kind in ("count", "amount") else WEIGHT,
            source=self.source_id,
            interval=False,
            minimum=None if self.kind in ("amount", "ratio") else 0.0,
            maximum=1.0 if self.kind == "share" else None,
            missing_allowed=True,
            categories=(),
        )

    def to_body(self) -> dict[str, Any]:
        """Give plain JSON."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        return plain | {"values": dict(self.values)}

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> OfficeColumn:
        """Read a body back; what else stands in it is left alone.

        Raises
        ------
        OfficeColumnError
            With the rule "unreadable" when it holds no such column.
        """
        names = {one.name for one in fields(cls)}
        try:
            plain = {name: value for name, value in body.items() if name in names}
            values = {str(code): float(value) for code, value in plain["values"].items()}
            return cls(**plain | {"values": values})
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            if isinstance(fault, OfficeColumnError):
                raise
            raise OfficeColumnError("unreadable", str(fault)) from fault


def column_name(label: str, taken: Iterable[str]) -> str:
    """Make a column name from a label: "Toko kelontong" -> "office_toko_kelontong"."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "column"
    known, number, name = set(taken), 2, f"{PREFIX}{slug}"
    while name in known:
        name, number = f"{PREFIX}{slug}_{number}", number + 1
    return name


def value_faults(values: pd.Series, kind: str) -> pd.Series:
    """Say which values break the rule of their kind: index of the value -> rule.

    Rules: "negative", "not_whole", "over_100" (a share above 1).
    """
    rules = pd.Series("", index=values.index, dtype="str", name="rule")
    if kind in ("count", "share"):
        rules[values < 0] = "negative"
    if kind == "count":
        rules[values.notna() & (values >= 0) & (values % 1 != 0)] = "not_whole"
    if kind == "share":
        rules[values > 1] = "over_100"
    return rules[rules != ""]


def replaceable(codebook: Mapping[str, Column], stored: Iterable[str], level: str) -> list[str]:
    """List the columns that an upload may replace: plain figures that nothing is summed from.

    Residents and their tables by sex, age, schooling, marriage and occupation are not among them:
    they must add up to each other.
    """
    parts = {part for column in codebook.values() for part in column.numerators}
    weights = {column.denominator for column in codebook.values()}
    known = set(stored)
    return [
        name
        for name, column in codebook.items()
        if name in known
        and column.numeric
        and column.kind in KINDS
        and column.lens != "identity"
        and column.level == level
        and not column.interval
        and not column.numerators
        and name not in parts
        and name not in weights
        and not name.startswith(("n_age_", "n_edu_", "n_work_", PREFIX))
        and name not in ("n_male", "n_female", "n_single", "n_married", "n_divorced", "n_widowed")
    ]


def with_columns(
    codebook: Mapping[str, Column], office: Sequence[OfficeColumn]
) -> Mapping[str, Column]:
    """Add the columns of an office to the codebook, or put them in the place of others."""
    added = {one.name: one.column(codebook.get(one.name)) for one in office}
    return MappingProxyType({**codebook, **added})


def laid_over(table: pd.DataFrame, level: str, office: Sequence[OfficeColumn]) -> pd.DataFrame:
    """Put the figures of one level into a built table; places without one are missing.

    Raises
    ------
    OfficeColumnError
        With the rule "incomplete" when a column would be replaced by fewer figures than it has.
    """
    columns = {}
    for one in office:
        if one.level != level:
            continue
        values = pd.Series(dict(one.values), dtype=float).reindex(table.index)
        if one.replaces and one.name in table:
            lost = table[one.name].notna() & values.isna()
            if lost.any():
                raise OfficeColumnError("incomplete", f"{one.name}: {int(lost.sum())}")
        columns[one.name] = values
    return table.assign(**columns) if columns else table
