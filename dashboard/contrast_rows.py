"""What sets a group of places apart, in words: one row a fact, for chart and table alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import figures
from geodata import Column
from segments.i18n import MISSING, Translator

if TYPE_CHECKING:
    from segments.typology import Contrast

MINUS = "−"


@dataclass(frozen=True)
class ContrastRow:
    """One fact as it is shown: `title` is the label with its unit.

    `remark` says why a weak one proves little.
    """

    column: str
    label: str
    title: str
    value: str
    base: str
    index: float
    index_text: str
    difference: float
    difference_text: str
    places: str
    evidence: str
    remark: str

    @property
    def weak(self) -> bool:
        """Whether the difference proves little."""
        return bool(self.remark)


def contrast_row(
    found: "Contrast", column: Column, values: pd.Series, _: Translator
) -> ContrastRow:
    """Put one contrast in words; `values` are those of all places, for the decimals."""
    label, unit = column.label(_.language), figures.unit_words(column, _)
    title = label if unit.lower() in label.lower() else f"{label} ({unit})"
    if column.kind == "flag":
        column = replace(column, kind="share")
        title = _("{label} (bagian penduduk)").format(label=label)
    digits = figures.digits_of(column, values)
    evidence = figures.evidence_words(column.evidence, _)
    if column.inherited:
        evidence = _("{evidence} per kecamatan").format(evidence=evidence)
    ends = (found.low, found.high) if column.interval else (None, None)
    return ContrastRow(
        column=found.column,
        label=label,
        title=title,
        value=figures.figure(column, found.value, _, digits=digits, low=ends[0], high=ends[1]),
        base=figures.figure(column, found.base, _, digits=digits),
        index=found.index,
        index_text=_.number(found.index),
        difference=found.difference,
        difference_text=_difference(found, column, digits, _),
        places=_places(found, column, _),
        evidence=evidence,
        remark=weakness_words(found.weakness, _),
    )


def contrast_rows(
    found: Sequence["Contrast"], codebook: Mapping[str, Column], table: pd.DataFrame, _: Translator
) -> tuple[ContrastRow, ...]:
    """Put several contrasts in words, in their order."""
    return tuple(
        contrast_row(contrast, codebook[contrast.column], table[contrast.column], _)
        for contrast in found
    )


def weakness_words(weakness: str, _: Translator) -> str:
    """Say why a difference proves little; empty when it holds."""
    return {
        "": "",
        "few": _("terlalu sedikit wilayah yang punya angka"),
        "spread": _("bedanya kecil dibanding beda antardesa"),
        "range": _("rentang estimasinya bertumpang tindih dengan pembanding"),
    }[weakness]


def _places(found: "Contrast", column: Column, _: Translator) -> str:
    if found.n_places < 2:
        return MISSING
    text = _("{n} dari {all} kecamatan") if column.inherited else _("{n} dari {all}")
    return text.format(n=_.number(found.n_same_side), all=_.number(found.n_places))


def _difference(found: "Contrast", column: Column, digits: int, _: Translator) -> str:
    scale = 100 if column.kind == "share" else 1
    size = _.number(abs(found.difference) * scale, digits)
    sign = "+" if found.difference > 0 else MINUS
    return f"{sign}{size} {_('poin')}" if column.kind == "share" else f"{sign}{size}"
