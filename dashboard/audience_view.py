"""An audience in words, as map layer and as rows to show."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from dashboard import figures, targets
from dashboard.layers import QUIET_COLOUR, Layer, LayerClass, number_layer, share_layer
from geodata import AreaTable
from segments.audience import Audience, suppress_small
from segments.i18n import Translator

SMALLEST = 10
FIGURES = ("people", "row", "column", "index")


def dimension_words(_: Translator) -> dict[str, dict[str, str]]:
    """Name the categories of the traits of people."""
    ages = {
        group: f"{group[:2].lstrip('0') or '0'}–{group[3:].lstrip('0')}"
        if group[3:].isdecimal()
        else "75+"
        for group in targets.AGES
    }
    return {
        "sex": {"male": _("Laki-laki"), "female": _("Perempuan")},
        "age": ages,
        "education": {
            "none": _("Tidak/belum sekolah"),
            "some_primary": _("Belum tamat SD"),
            "primary": _("Tamat SD"),
            "lower_secondary": _("SLTP"),
            "upper_secondary": _("SLTA"),
            "diploma": _("Diploma"),
            "university": _("Sarjana ke atas"),
        },
        "marital": {
            "single": _("Belum kawin"),
            "married": _("Kawin"),
            "divorced": _("Cerai hidup"),
            "widowed": _("Cerai mati"),
        },
        "occupation": {
            "none": _("Belum/tidak bekerja"),
            "student": _("Pelajar/mahasiswa"),
            "homemaker": _("Mengurus rumah tangga"),
            "self_employed": _("Wiraswasta"),
            "trade": _("Perdagangan"),
            "retired": _("Pensiunan"),
            "teacher": _("Guru"),
            "nurse": _("Perawat"),
            "other": _("Pekerjaan lain"),
        },
    }


# Stages of life by age and marriage: the register knows no households, so a stage is read from
# the person alone.
STAGES = {
    "teenager": (("10_14", "15_19"), ("single",)),
    "young_single": (("20_24", "25_29", "30_34"), ("single",)),
    "young_family": (("20_24", "25_29", "30_34"), ("married",)),
    "grown_family": (("35_39", "40_44", "45_49", "50_54"), ("married",)),
    "alone": (targets.AGES[4:12], ("divorced", "widowed")),
    "elder": (targets.AGES[12:], ()),
}


def stage_words(_: Translator) -> dict[str, str]:
    """Name the stages of life."""
    return {
        "teenager": _("Remaja (10–19, belum kawin)"),
        "young_single": _("Lajang muda (20–34)"),
        "young_family": _("Keluarga muda (kawin, 20–34)"),
        "grown_family": _("Keluarga matang (kawin, 35–54)"),
        "alone": _("Pernah kawin, kini sendiri (20–59)"),
        "elder": _("Lansia (60 ke atas)"),
    }


def stage_of(audience: Audience) -> str:
    """Say which stage of life an audience asks for; "" for none of them."""
    asked = (audience.ages, audience.marital)
    return next((name for name, stage in STAGES.items() if stage == asked), "")


def signal_words(_: Translator) -> dict[str, str]:
    """Name the kinds of mobile signal."""
    return {one: figures.category_words(one, _) for one in ("kuat", "lemah", "tidak_ada")}


def audience_sentence(
    audience: Audience, segments: Mapping[str, str], districts: Mapping[str, str], _: Translator
) -> str:
    """Read an audience aloud."""
    words = dimension_words(_)
    people = [words["sex"][one].lower() for one in audience.sexes] or [_("penduduk")]
    parts = [_(" atau ").join(people)]
    if audience.ages:
        parts.append(_("berumur {ages} tahun").format(ages=_ages(audience.ages, words["age"])))
    for values, known in (
        (audience.educations, "education"),
        (audience.marital, "marital"),
        (audience.occupations, "occupation"),
    ):
        if values:
            parts.append(_(" atau ").join(words[known][one].lower() for one in values))
    where = []
    if audience.segments:
        where.append(_("di segmen {names}").format(names=_join(audience.segments, segments)))
    if audience.districts:
        where.append(_("di Kecamatan {names}").format(names=_join(audience.districts, districts)))
    if audience.classes:
        classes = {one: figures.category_words(one, _) for one in audience.classes}
        where.append(_("di wilayah {names}").format(names=_join(audience.classes, classes)))
    if audience.signals:
        where.append(
            _("dengan sinyal {names} (2023)").format(
                names=_join(audience.signals, signal_words(_)).lower()
            )
        )
    if audience.except_segments:
        names = _join(audience.except_segments, segments)
        where.append(_("kecuali segmen {names}").format(names=names))
    if audience.except_districts:
        names = _join(audience.except_districts, districts)
        where.append(_("kecuali Kecamatan {names}").format(names=names))
    sentence = ", ".join([*parts, *where])
    return sentence[0].upper() + sentence[1:] + "."


def _ages(ages: tuple[str, ...], words: Mapping[str, str]) -> str:
    places = [targets.AGES.index(one) for one in ages]
    if places == list(range(places[0], places[-1] + 1)) and len(places) > 1:
        last = words[ages[-1]].split("–")[-1]
        return f"{words[ages[0]].split('–')[0]}–{last}"
    return ", ".join(words[one] for one in ages)


def _join(codes: tuple[str, ...], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one, one) for one in codes)


def audience_layer(areas: AreaTable, counts: pd.DataFrame, measure: str, _: Translator) -> Layer:
    """Map people or their share of the residents; villages without the audience stay pale."""
    people = areas.table["population"].astype(float)
    found = counts["mid"].where(counts["mid"].round() > 0)
    hidden = suppress_small(counts, areas.table["district_code"])
    if measure == "share":
        shares = (found / people).mask(hidden).rename("audience_share")
        layer = share_layer(areas, shares, _("Bagian penduduk desa"), _)
    else:
        layer = _people_layer(areas, found.mask(hidden), hidden, _)
    outside = found.isna()
    if not outside.any():
        return layer
    rest = LayerClass(
        "–",
        _("Di luar khalayak ini"),
        QUIET_COLOUR,
        int(outside.sum()),
        int(people[outside].sum()),
    )
    position = layer.rows["position"].mask(outside, len(layer.classes))
    return replace(layer, classes=(*layer.classes, rest), rows=layer.rows.assign(position=position))


def _people_layer(areas: AreaTable, found: pd.Series, hidden: pd.Series, _: Translator) -> Layer:
    texts = [
        _("di bawah {n}").format(n=SMALLEST)
        if hidden[code]
        else _.number(value)
        if value == value
        else "–"
        for code, value in found.items()
    ]
    return number_layer(areas, found.rename("audience"), _("Orang dalam khalayak ini"), texts, _)


def village_rows(areas: AreaTable, counts: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """List the villages with the audience, most people first; small counts are not shown."""
    inside = counts[counts["mid"].round() > 0].sort_values("mid", ascending=False)
    hidden = suppress_small(counts, areas.table["district_code"])
    places = areas.table.loc[inside.index]
    shares = inside["mid"] / places["population"]

    def write(code: Any, text: str) -> str:
        return f"<{SMALLEST}" if hidden[code] else text

    return pd.DataFrame(
        {
            _("Desa/kelurahan"): places["name"].to_numpy(),
            _("Kecamatan"): places["district_name"].to_numpy(),
            _("Orang"): [write(code, _.number(value)) for code, value in inside["mid"].items()],
            _("Rentang"): [
                write(row.Index, _.range(np.floor(row.low), np.ceil(row.high)))
                for row in inside.itertuples()
            ],
            _("Bagian desa"): [write(code, _.percent(share)) for code, share in shares.items()],
        }
    )


def segment_rows(
    areas: AreaTable,
    counts: pd.DataFrame,
    labels: pd.Series,
    names: Mapping[str, str],
    _: Translator,
) -> pd.DataFrame:
    """Give the audience by segment: people, range, share of the segment, index."""
    people = areas.table["population"].groupby(labels).sum()
    sums = counts[["low", "mid", "high"]].groupby(labels).sum()
    everywhere = counts["mid"].sum() / people.sum()
    shares = sums["mid"] / people
    return pd.DataFrame(
        {
            _("Segmen"): [names.get(str(code), str(code)) for code in sums.index],
            _("Orang"): [_small(value, _) for value in sums["mid"]],
            _("Rentang"): [
                _.range(np.floor(row.low), np.ceil(row.high)) if row.mid >= SMALLEST else "–"
                for row in sums.itertuples()
            ],
            _("Bagian penduduk segmen"): [_.percent(share) for share in shares],
            _("Indeks (kabupaten = 100)"): [
                _.number(100 * share / everywhere) if everywhere else "–" for share in shares
            ],
        }
    )


def crosstab_rows(
    table: pd.DataFrame,
    everyone: pd.DataFrame,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    figure: str,
    _: Translator,
) -> pd.DataFrame:
    """Write a crosstab as people, per cents or index; cells under 10 people are not shown."""
    reference = everyone.reindex(index=table.index, columns=table.columns)
    base = reference / reference.to_numpy().sum()
    own = table / max(table.to_numpy().sum(), 1.0)
    values = {
        "people": table,
        "row": table.div(table.sum(axis=1).replace(0, np.nan), axis=0),
        "column": table.div(table.sum(axis=0).replace(0, np.nan), axis=1),
        "index": 100 * own / base.where(base > 0),
    }[figure]
    write = _.percent if figure in ("row", "column") else _.number
    shown = {
        columns.get(str(name), str(name)): [
            f"<{SMALLEST}" if 0 < people < SMALLEST else write(value) if value == value else "–"
            for value, people in zip(values[name], table[name], strict=True)
        ]
        for name in table.columns
    }
    head = [rows.get(str(name), str(name)) for name in table.index]
    return pd.DataFrame({"": head, **shown})


def _small(value: float, _: Translator) -> str:
    return f"<{SMALLEST}" if 0 < value < SMALLEST else _.number(value)
