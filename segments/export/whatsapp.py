"""A target list as a text message: short enough to be read, and to be forwarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segments.campaign import TargetList
from segments.export.text import hidden_count, who_is_counted

if TYPE_CHECKING:
    import pandas as pd

    from segments.i18n import Translator

LONGEST = 1_000
"""Characters: longer texts are folded away by WhatsApp, and nobody opens them."""
LONGEST_MESSAGE = 320


def whatsapp_text(target_list: TargetList, translator: Translator, *, district: str = "") -> str:
    """Sum a target list up in at most 1,000 characters, with bold headings as WhatsApp has them.

    Who and how many, through which channels, with which message, and then as many places as fit:
    the villages of one district, or else the districts.

    Raises
    ------
    ValueError
        When the district is not in the list.
    """
    _ = translator
    rows = target_list.table
    if district:
        rows = rows[rows["district_code"] == district]
        if rows.empty:
            known = ", ".join(target_list.metadata.districts)
            raise ValueError(f"No village of {district!r} is in the list. Known: {known}.")
    villages = rows.drop_duplicates("village_code")
    parts = [
        _heading(target_list, villages, district, _),
        _who(target_list, villages, _),
        _channels(rows, _),
        _message(rows, _),
    ]
    text = "\n\n".join(part for part in parts if part)
    ending = _(
        "Setiap orang dihitung sekali. Segmen menggambarkan wilayah, bukan orang per orang. "
        "Rincian ada di berkas Excel."
    )
    room = LONGEST - len(text) - len(ending) - 4
    places = _places(target_list, villages, district, room, _)
    return "\n\n".join(part for part in (text, places, ending) if part)


def _heading(target_list: TargetList, villages: pd.DataFrame, district: str, _: Translator) -> str:
    metadata = target_list.metadata
    where = _("Kabupaten Bogor")
    if district:
        where = _("Kec. {name}").format(name=villages["district"].iloc[0])
    title = _("Daftar sasaran {where}").format(where=where)
    edition = _("{date}, nomor daftar {list_id}").format(
        date=_.date(metadata.created), list_id=metadata.list_id
    )
    return f"*{title}*\n{edition}"


def _who(target_list: TargetList, villages: pd.DataFrame, _: Translator) -> str:
    low, mid, high = (
        int(villages[name].dropna().sum()) for name in ("people_low", "people", "people_high")
    )
    people = _.people(mid) if low == high else f"{_.people(mid)} ({_.range(low, high)})"
    count = _.plural("{n} desa/kelurahan", "{n} desa/kelurahan", len(villages))
    who = who_is_counted(target_list, _)
    names = target_list.metadata.segment_names
    segments = ", ".join(f"{code} {names[code]}" for code in sorted(villages["segment"].unique()))
    return f"{count}, {people}: {who}.\n" + _("Segmen: {segments}.").format(segments=segments)


def _channels(rows: pd.DataFrame, _: Translator) -> str:
    lines = rows.drop_duplicates("channel")
    lines = lines[lines["channel"] != ""]
    if lines.empty:
        return ""
    listed = "\n".join(f"- {channel}" for channel in lines["channel"])
    return f"*{_('Kanal')}*\n{listed}"


def _message(rows: pd.DataFrame, _: Translator) -> str:
    texts = [text for text in rows["message"].unique() if text]
    if not texts:
        return ""
    text = texts[0]
    if len(text) > LONGEST_MESSAGE or len(texts) > 1:
        more = _("Pesan lengkap untuk setiap kanal ada di berkas Excel.")
        text = more if len(text) > LONGEST_MESSAGE else f"{text}\n{more}"
    return f"*{_('Pesan')}*\n{text}"


def _places(
    target_list: TargetList, villages: pd.DataFrame, district: str, room: int, _: Translator
) -> str:
    column = "village" if district else "district"
    code = "village_code" if district else "district_code"
    groups = villages.groupby(code, sort=True)
    names, people = groups[column].first(), groups["people"].sum(min_count=1)
    hidden = hidden_count(target_list)
    shown = [
        f"{name} {hidden if missing else _.number(count)}"
        for name, count, missing in zip(names, people.fillna(0), people.isna(), strict=True)
    ]
    title = _("Desa dan jumlah jiwa") if district else _("Kecamatan dan jumlah jiwa")
    head = f"*{title}*\n"
    for fitting in range(len(shown), 0, -1):
        left = len(shown) - fitting
        rest = "; " + _("dan {n} lagi").format(n=_.number(left)) if left else ""
        text = head + "; ".join(shown[:fitting]) + rest + "."
        if len(text) <= room:
            return text
    return ""
