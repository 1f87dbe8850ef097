"""How one figure reads: its digits, unit, class and range, in the language of the reader."""

import math
from types import MappingProxyType

import pandas as pd

from geodata import Column
from segments.i18n import Translator

CATEGORY_WORDS = MappingProxyType(
    {
        "kota": "Kota",
        "pinggiran_kota": "Pinggiran kota",
        "desa": "Desa",
        "akses_terbatas": "Akses terbatas (bukan status 3T resmi)",
        "mandiri": "Mandiri",
        "maju": "Maju",
        "berkembang": "Berkembang",
        "tertinggal": "Tertinggal",
        "sangat_tertinggal": "Sangat tertinggal",
        "kuat": "Kuat",
        "lemah": "Lemah",
        "tidak_ada": "Tidak ada",
        "inti": "Inti",
        "periferi": "Periferi",
        "luar": "Di luar wilayah metropolitan",
        "dataran_rendah": "Dataran rendah",
        "dataran": "Dataran",
        "campuran": "Campuran",
        "perbukitan": "Perbukitan",
        "pegunungan": "Pegunungan",
        "kelurahan": "Kelurahan",
        "kecamatan": "Kecamatan",
    }
)
EVIDENCE_WORDS = MappingProxyType(
    {"measured": "terukur", "modelled": "estimasi model", "assumed": "asumsi"}
)
# Signs behind the geographic class, see geodata.geographic_class.
SIGN_WORDS = MappingProxyType(
    {
        "kelurahan": "berstatus kelurahan",
        "dense": "padat penduduk",
        "very_dense": "sangat padat penduduk",
        "lit": "terang pada malam hari",
        "bright": "sangat terang pada malam hari",
        "few_farms": "sedikit pekerjaan tani",
        "weak_signal": "sinyal lemah",
        "sparse": "jarang penduduk",
        "dark": "redup pada malam hari",
        "low_economy": "ketahanan ekonomi (IKE) rendah",
    }
)
LENS_WORDS = MappingProxyType(
    {
        "demographic": "Demografi",
        "geographic": "Geografi",
        "psychographic": "Psikografi",
    }
)


def category_words(category: str, _: Translator) -> str:
    """Name a class on screen."""
    return _(CATEGORY_WORDS.get(category, category))


def sign_words(reason: str, _: Translator) -> str:
    """Write the signs that led to a geographic class, or that there are none."""
    signs = [_(SIGN_WORDS[sign]) for sign in reason.split()]
    return ", ".join(signs) or _("tidak ada tanda kota maupun akses terbatas")


def evidence_words(evidence: str, _: Translator) -> str:
    """Name a kind of evidence on screen: measured, modelled or assumed."""
    return _(EVIDENCE_WORDS[evidence])


def unit_words(column: Column, _: Translator) -> str:
    """Name the unit of a column on screen; empty where the figure says it: "12 %", "Ya"."""
    if column.kind in ("share", "flag", "category", "text"):
        return ""
    return _(column.unit.replace("km2", "km²").replace("m3", "m³"))


def title_words(column: Column, _: Translator) -> str:
    """Write the label of a column with its unit."""
    unit = unit_words(column, _)
    label = column.label(_.language)
    return f"{label} ({unit})" if unit else label


def digits_of(column: Column, values: pd.Series) -> int:
    """Count the decimals that every figure of a column is written with."""
    if column.kind == "share":
        return 1
    whole = bool((values.dropna() % 1 == 0).all())
    if column.kind == "count" or whole:
        return 0
    top = float(values.abs().max())
    return 3 if top <= 1 else 2 if top < 10 else 1 if top < 1000 else 0


def figure(
    column: Column,
    value: object,
    _: Translator,
    *,
    digits: int,
    low: float | None = None,
    high: float | None = None,
) -> str:
    """Write one figure; a modelled one is followed by its range."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return _("data tidak tersedia")
    if column.kind in ("category", "text"):
        return category_words(str(value), _)
    number = float(value)  # pyright: ignore[reportArgumentType]
    if column.kind == "flag":
        return _("Ya") if number else _("Tidak")
    if column.kind == "share":
        text, span = _.percent(number, digits), _.percent_range(low, high, digits)
    else:
        text, span = _.number(number, digits), _.range(low, high, digits)
    return text if low is None else f"{text} ({span})"
