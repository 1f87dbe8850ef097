"""The pen portrait of a segment or a kecamatan: short sentences, made of its numbers by rules.

Every sentence names the columns it rests on. A rule that lacks a figure says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segments.export.text import class_labels

if TYPE_CHECKING:
    from geodata import Column
    from segments.i18n import Translator
    from segments.typology import Contrast, GroupFacts, ResidentPart

# An index this near to 100 is "about the same" in words.
SAME_LOW, SAME_HIGH = 90.0, 110.0
AGES = ("share_children", "share_youth", "share_young_adults", "share_middle_age", "share_elderly")
JOBS = ("share_farm_work", "share_factory_work", "share_civil_work", "share_employee_work")
N_NAMED_DISTRICTS = 3
# Smaller parts of the residents are left out of a sentence, and more than this is "all".
SMALLEST_NAMED, WHOLE = 0.1, 0.9995


@dataclass(frozen=True)
class PortraitSentence:
    """One sentence: what it is about, its words, the columns behind it, and their evidence.

    `evidence` is "" for a sentence that claims no figure.
    """

    topic: str
    text: str
    columns: tuple[str, ...] = ()
    evidence: str = ""


def write_portrait(
    facts: GroupFacts,
    codebook: Mapping[str, Column],
    district_names: Mapping[str, str],
    _: Translator,
) -> tuple[PortraitSentence, ...]:
    """Write the portrait of a segment or a kecamatan; the last sentence warns of its limits.

    Examples
    --------
    >>> write_portrait(facts, codebook, district_names, Translator("id"))[0].text
    'Di 92 desa ini tinggal 871.126 jiwa (15,4 % penduduk kabupaten). ...'
    """
    spread = _spread(facts, district_names, _) if facts.kind == "segment" else ""
    people = " ".join(filter(None, (_opening(facts, _), spread, _crowding(facts, _))))
    work, work_columns = _work(facts, codebook, _)
    sentences = (
        PortraitSentence(_("Penduduk"), people, ("population", "density"), "measured"),
        PortraitSentence(_("Segmen"), _split(facts, _), (), "modelled"),
        PortraitSentence(_("Tempat"), _classes(facts.classes, _), ("geographic_class",), "assumed"),
        PortraitSentence(_("Umur"), _ages(facts, codebook, _), AGES, "measured"),
        PortraitSentence(_("Pendidikan dan kerja"), work, work_columns, "measured"),
        PortraitSentence(_("Sinyal"), _signal(facts, _), ("weak_signal_2023",), "measured"),
        PortraitSentence(_("Media"), _media(facts, _), ("share_internet",), "modelled"),
        PortraitSentence(_("Belum diketahui"), _unknown(facts, _)),
        PortraitSentence(_("Ingat"), _limit(_)),
    )
    return tuple(sentence for sentence in sentences if sentence.text)


def portrait_text(sentences: tuple[PortraitSentence, ...]) -> str:
    """Join a portrait for a slide or a document, one sentence a line."""
    return "\n".join(f"{sentence.topic}: {sentence.text}" for sentence in sentences)


def stability_words(jaccard: float, _: Translator) -> str:
    """Say in words how stable a segment is; empty when it was not measured.

    Bounds: Hennig 2007 (Comput. Stat. Data Anal. 52) and the manual of R's fpc::clusterboot.
    """
    grades = (
        (0.85, _("Sangat stabil")),
        (0.75, _("Stabil")),
        (0.6, _("Hanya pola")),
        (0.0, _("Belum dapat dipercaya")),
    )
    return next((words for least, words in grades if jaccard >= least), "")


def count_places(n_villages: int, n_urban_villages: int, _: Translator) -> str:
    """Write a number of desa and kelurahan, leaving out the kind that is not there."""
    villages = _.plural("{n} desa", "{n} desa", n_villages)
    urban = _.plural("{n} kelurahan", "{n} kelurahan", n_urban_villages)
    return _listed([villages] * bool(n_villages) + [urban] * bool(n_urban_villages), _)


def _opening(facts: GroupFacts, _: Translator) -> str:
    return _("Di {places} ini tinggal {people} ({share} penduduk kabupaten).").format(
        places=count_places(facts.n_villages, facts.n_urban_villages, _),
        people=_.people(facts.population),
        share=_.percent(facts.share_population),
    )


def _spread(facts: GroupFacts, district_names: Mapping[str, str], _: Translator) -> str:
    named = [
        f"{district_names[part.code]} ({_.number(part.people)})"
        for part in facts.districts[:N_NAMED_DISTRICTS]
    ]
    return _("Tersebar di {n} kecamatan, terbanyak di {names}.").format(
        n=_.number(len(facts.districts)), names=_listed(named, _)
    )


def _crowding(facts: GroupFacts, _: Translator) -> str:
    density = facts.contrasts.get("density")
    if density is None:
        return ""
    return _("Kepadatannya {value} jiwa per km² (kabupaten {base}).").format(
        value=_.number(density.value), base=_.number(density.base)
    )


def _split(facts: GroupFacts, _: Translator) -> str:
    if facts.kind != "district":
        return ""
    parts = [
        _("{share} di segmen {code}").format(share=_.percent(part.share_of_group), code=part.code)
        for part in facts.segments
    ]
    if len(parts) == 1:
        return _("Semuanya di segmen {code}.").format(code=facts.segments[0].code)
    return _("Menurut segmen: {parts}.").format(parts=_listed(parts, _))


def _classes(classes: tuple[ResidentPart, ...], _: Translator) -> str:
    labels = class_labels(_)
    if classes[0].share_of_group >= WHOLE:
        only = labels[classes[0].code].lower()
        return _("Semua penduduknya tinggal di wilayah kelas {name}.").format(name=only)
    named = [part for part in classes if part.share_of_group >= SMALLEST_NAMED] or classes[:1]
    parts = [
        text.format(share=_.percent(part.share_of_group), name=labels[part.code].lower())
        for part, text in zip(named, _openings(len(named), _), strict=True)
    ]
    return f"{_listed(parts, _)}."


def _openings(n: int, _: Translator) -> list[str]:
    first = _("{share} penduduknya tinggal di wilayah kelas {name}")
    return [first, *[_("{share} di kelas {name}")] * (n - 1)]


def _ages(facts: GroupFacts, codebook: Mapping[str, Column], _: Translator) -> str:
    ages = [facts.contrasts[name] for name in AGES if name in facts.contrasts]
    if not ages:
        return ""
    unlike = [found for found in ages if not SAME_LOW <= found.index <= SAME_HIGH]
    if unlike:
        told = sorted(unlike, key=lambda found: -abs(found.difference))[:2]
        opening = _("Yang berbeda dari kabupaten: {parts}.")
    else:
        told = [found for found in ages if found.column in (AGES[0], AGES[-1])]
        opening = _("Susunan umurnya mirip kabupaten: {parts}.")
    parts = [
        _("{label} {value} (kabupaten {base})").format(
            label=_lowered(codebook[found.column].label(_.language)), **_figures(found, _)
        )
        for found in told
    ]
    return opening.format(parts=_listed(parts, _))


def _work(
    facts: GroupFacts, codebook: Mapping[str, Column], _: Translator
) -> tuple[str, tuple[str, ...]]:
    """Education, and the jobs that are most over and most under their share in the regency."""
    sentences = []
    school = facts.contrasts.get("share_upper_secondary")
    if school is not None:
        text = _("{value} penduduk 20 tahun ke atas berijazah SLTA ke atas (kabupaten {base}).")
        sentences.append(text.format(**_figures(school, _)))
    jobs = [facts.contrasts[name] for name in JOBS if name in facts.contrasts]
    jobs = sorted((job for job in jobs if not job.weakness), key=lambda job: -job.difference)
    more = [found for found in jobs[:1] if found.index > SAME_HIGH]
    less = [found for found in jobs[-1:] if found.index < SAME_LOW]
    told = [(found, _("{label} lebih banyak, {value} (kabupaten {base})")) for found in more]
    told += [(found, _("{label} lebih sedikit, {value} (kabupaten {base})")) for found in less]
    if told:
        parts = [
            text.format(
                label=_lowered(codebook[found.column].label(_.language)), **_figures(found, _)
            )
            for found, text in told
        ]
        sentences.append(
            _("Di antara pekerja yang dicatat desa: {parts}.").format(parts="; ".join(parts))
        )
    columns = [found.column for found in (school, *more, *less) if found is not None]
    return " ".join(sentences), tuple(columns)


def _signal(facts: GroupFacts, _: Translator) -> str:
    weak = facts.contrasts.get("weak_signal_2023")
    if weak is None:
        return ""
    if not weak.value:
        return _(
            "Tidak ada desa yang melaporkan sinyal seluler lemah atau tidak ada pada 2023 "
            "(kabupaten: tempat tinggal {base} penduduk)."
        ).format(base=_.percent(weak.base))
    return _(
        "{value} penduduk tinggal di desa yang melaporkan sinyal seluler lemah atau tidak ada "
        "pada 2023 (kabupaten {base})."
    ).format(**_figures(weak, _))


def _media(facts: GroupFacts, _: Translator) -> str:
    internet = facts.contrasts.get("share_internet")
    if internet is None:
        return ""
    return _(
        "Sekitar {value} ({range}) penduduk 5 tahun ke atas diperkirakan memakai internet "
        "(kabupaten {base}), dihitung dari survei nasional dan provinsi."
    ).format(
        value=_.percent(internet.value, 0),
        range=_.percent_range(internet.low, internet.high, 0),
        base=_.percent(internet.base, 0),
    )


def _unknown(facts: GroupFacts, _: Translator) -> str:
    text = _(
        "Bahasa sehari-hari, sikap, dan kanal yang paling dipercaya warga: belum ada survei "
        "setempat."
    )
    if not facts.n_unrecorded:
        return text
    unrecorded = _.plural(
        "Mata pencaharian, sinyal, dan IDM di {n} kelurahan tidak dicatat.",
        "Mata pencaharian, sinyal, dan IDM di {n} kelurahan tidak dicatat.",
        facts.n_unrecorded,
    )
    return f"{text} {unrecorded}"


def _limit(_: Translator) -> str:
    return _(
        "Ini gambaran wilayah, bukan orang per orang: bagian warga dengan ciri itu di sini lebih "
        "besar atau lebih kecil, tetapi tidak setiap warga demikian."
    )


def _figures(found: Contrast, _: Translator) -> dict[str, str]:
    return {"value": _.percent(found.value), "base": _.percent(found.base)}


def _listed(parts: list[str], _: Translator) -> str:
    """Join phrases as a sentence does: "a", "a dan b", "a, b, dan c"."""
    if len(parts) < 2:
        return "".join(parts)
    if len(parts) == 2:
        return _("{first} dan {second}").format(first=parts[0], second=parts[1])
    return _("{first}, dan {second}").format(first=", ".join(parts[:-1]), second=parts[-1])


def _lowered(label: str) -> str:
    """Begin a label with a small letter inside a sentence, unless it begins with an acronym."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
