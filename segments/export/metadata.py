"""Where the numbers of a file come from: the same facts for every format."""

from dataclasses import dataclass
from typing import Any

from segments.campaign import TargetList
from segments.export.text import (
    evidence_labels,
    evidence_meanings,
    limits,
    outline_limit,
    who_is_counted,
)
from segments.i18n import Translator

MOST_NAMES = 12


@dataclass(frozen=True)
class MetadataLine:
    """One fact, under the heading of its group."""

    group: str
    label: str
    value: str


def metadata_lines(target_list: TargetList, _: Translator) -> list[MetadataLine]:
    """List version, choices, numbers, evidence, sources and limits, ready to print."""
    facts = {
        _("Identitas"): _identity(target_list, _),
        _("Pilihan"): _choices(target_list, _),
        _("Isi"): _contents(target_list, _),
        _("Dasar angka"): _evidence(target_list, _),
        _("Sumber"): _sources(target_list, _),
        _("Batasan"): [(str(i), text) for i, text in enumerate(limits(target_list, _), start=1)],
    }
    return [
        MetadataLine(group, label, value) for group, rows in facts.items() for label, value in rows
    ]


def metadata_object(target_list: TargetList, _: Translator) -> dict[str, Any]:
    """Give the same facts as plain values for a machine-readable file."""
    metadata = target_list.metadata
    people = target_list.people
    used = target_list.villages["evidence"].unique().tolist()
    return {
        "title": _("Daftar sasaran"),
        "list_id": metadata.list_id,
        "segmentation_version": metadata.version,
        "created": metadata.created.isoformat(),
        "language": _.language,
        "audience": who_is_counted(target_list, _),
        "segments": dict(metadata.segment_names),
        "districts": dict(metadata.districts),
        "channels": list(metadata.channels),
        "n_villages": len(target_list.villages),
        "people": {"low": people.low, "mid": people.mid, "high": people.high},
        "minimum_cell": metadata.minimum_cell,
        "n_suppressed": metadata.n_suppressed,
        "evidence": {word: evidence_meanings(_)[word] for word in used},
        "sources": [
            {
                "id": source.source_id,
                "title": source.title,
                "publisher": source.publisher,
                "year": source.year,
                "licence": source.licence,
                "address": source.address,
            }
            for source in metadata.sources
        ],
        "limits": [*limits(target_list, _), outline_limit(_)],
    }


def _identity(target_list: TargetList, _: Translator) -> list[tuple[str, str]]:
    metadata = target_list.metadata
    return [
        (_("Judul"), _("Daftar sasaran")),
        (_("Nomor daftar"), metadata.list_id),
        (_("Versi segmentasi"), metadata.version),
        (_("Tanggal dibuat"), _.date(metadata.created)),
    ]


def _choices(target_list: TargetList, _: Translator) -> list[tuple[str, str]]:
    metadata = target_list.metadata
    segments = [
        code if name == code else f"{code} ({name})"
        for code, name in metadata.segment_names.items()
    ]
    return [
        (_("Segmen"), "; ".join(segments)),
        (_("Kecamatan"), _names(list(metadata.districts.values()), _)),
        (_("Kanal"), "; ".join(metadata.channels) or _("tanpa kanal")),
        (_("Siapa yang dihitung"), who_is_counted(target_list, _)),
    ]


def _contents(target_list: TargetList, _: Translator) -> list[tuple[str, str]]:
    villages, people = target_list.villages, target_list.people
    return [
        (_("Desa/kelurahan"), _.number(len(villages))),
        (_("Kecamatan"), _.number(villages["district_code"].nunique())),
        (_("Jiwa (setiap orang dihitung sekali)"), _.number(people.mid)),
        (_("Rentang jiwa"), _.range(people.low, people.high)),
    ]


def _evidence(target_list: TargetList, _: Translator) -> list[tuple[str, str]]:
    used = set(target_list.villages["evidence"])
    labels, meanings = evidence_labels(_), evidence_meanings(_)
    rows = [(labels[word], meanings[word]) for word in labels if word in used]
    rule = target_list.metadata.class_evidence
    return [*rows, (_("Kelas wilayah"), f"{labels[rule]}: {meanings[rule]}")]


def _sources(target_list: TargetList, _: Translator) -> list[tuple[str, str]]:
    return [
        (
            source.source_id,
            _("{title}. {publisher}, {year}. Lisensi: {licence}. {address}").format(
                title=source.title,
                publisher=source.publisher,
                year=source.year,
                licence=source.licence,
                address=source.address,
            ),
        )
        for source in target_list.metadata.sources
    ]


def _names(names: list[str], _: Translator) -> str:
    if len(names) <= MOST_NAMES:
        return "; ".join(names)
    return _.plural("{n} kecamatan", "{n} kecamatan", len(names))
