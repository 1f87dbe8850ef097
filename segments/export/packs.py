"""Forty packs: for each kecamatan a workbook, one A4 page and one text for WhatsApp."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from segments.export.pack_page import pack_page
from segments.export.pack_workbook import pack_workbook
from segments.export.text import safe_cell
from segments.export.whatsapp import whatsapp_text

if TYPE_CHECKING:
    from segments.campaign import ReturnOrder, TargetList
    from segments.i18n import Translator


@dataclass(frozen=True)
class PackMessage:
    """One ready version of the main message: what it is for, and its words."""

    title: str
    text: str


@dataclass(frozen=True)
class CalendarLine:
    """One step of the campaign: from when to when, what, and whose task it is."""

    start: date
    end: date
    task: str
    owner: str


@dataclass(frozen=True)
class PackContent:
    """Everything that the packs of one approved plan are made from.

    Attributes
    ----------
    order
        What each kecamatan reports back.
    target_list
        Villages and people; the numbers are those of the screen under the same version.
    edition
        The edition of the data.
    with_villages
        Whether the plan lets the list name villages; otherwise a kecamatan gets its totals.
    simulated
        Whether a simulated survey took part: then every page says so.
    """

    order: ReturnOrder
    target_list: TargetList
    core_message: str
    messages: tuple[PackMessage, ...]
    calendar: tuple[CalendarLine, ...]
    edition: str
    with_villages: bool = True
    simulated: bool = False


class PackingStoppedError(Exception):
    """Somebody stopped the packing; nothing was handed out."""


def district_pack(content: PackContent, district: str, translator: Translator) -> dict[str, bytes]:
    """Make the files of one kecamatan: file name -> content."""
    _ = translator
    name = folder_name(content.order.districts[district])
    stem = f"{name}_{content.order.plan_id}"
    request = _(
        "Rencana {plan}. Isi lembar Laporan di Excel, kirim kembali paling lambat {date}."
    ).format(plan=content.order.plan_id, date=_.date(content.order.answer_by))
    text = whatsapp_text(
        content.target_list, _, district=district, request=request, core=content.core_message
    )
    return {
        f"{stem}.xlsx": pack_workbook(content, district, _),
        f"{stem}.pdf": pack_page(content, district, _),
        f"{stem}_whatsapp.txt": text.encode(),
    }


def all_packs(
    content: PackContent,
    translator: Translator,
    *,
    progress: Callable[[int, int, str], bool] | None = None,
) -> bytes:
    """Zip the packs of every kecamatan, one folder each, and a list of them.

    Parameters
    ----------
    progress
        Called before each kecamatan with (how many are done, of how many, its name); when it
        returns False the work stops.

    Raises
    ------
    PackingStoppedError
        When `progress` said so.
    """
    _ = translator
    buffer = io.BytesIO()
    districts = content.order.districts
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (code, name) in enumerate(districts.items()):
            if progress is not None and not progress(done, len(districts), name):
                raise PackingStoppedError(name)
            folder = folder_name(name)
            for file, data in district_pack(content, code, _).items():
                _add(archive, f"{folder}/{file}", data, content)
        _add(archive, _("daftar-paket.csv"), _contents(content, _), content)
    return buffer.getvalue()


def folder_name(name: str) -> str:
    """Make the name of a kecamatan fit for a folder in every system.

    Examples
    --------
    >>> folder_name("Gunung Putri")
    'Gunung Putri'
    """
    return "".join(letter for letter in name if letter.isalnum() or letter in " -").strip()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, content: PackContent) -> None:
    """Add a file with the day of the list as its time: the same packs give the same bytes."""
    created = content.target_list.metadata.created
    entry = zipfile.ZipInfo(name, (created.year, created.month, created.day, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    # PDF and xlsx are compressed already.
    packed = name.endswith((".pdf", ".xlsx"))
    archive.writestr(entry, data, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED)


def _contents(content: PackContent, _: Translator) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Kecamatan"), _("Desa/kelurahan"), _("Jiwa"), _("Baris laporan")])
    for code, name, villages, people in _districts(content):
        rows = len(content.order.of_district(code))
        writer.writerow([safe_cell(name), villages, people, rows])
    return buffer.getvalue().encode("utf-8-sig")


def _districts(content: PackContent) -> Iterator[tuple[str, str, int, int]]:
    villages = content.target_list.villages
    for code, name in content.order.districts.items():
        own = villages[villages["district_code"] == code]
        yield code, name, len(own), int(own["people"].sum())
