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
N_CHANNELS = 3
"""So many channels are named before places have to give way."""
ROOM_FOR_PLACES = 120
BETWEEN = "\n\n"


def whatsapp_text(
    target_list: TargetList,
    translator: Translator,
    *,
    district: str = "",
    request: str = "",
    core: str = "",
) -> str:
    """Sum a target list up in at most 1,000 characters, with bold headings as WhatsApp has them.

    Who and how many, through which channels, with which message, and then as many places as fit:
    the villages of one district, or else the districts. What does not fit is counted: channels
    first, then places; the message is cut last. A `request`, such as what to send back by when,
    stands before the closing remark; a `core` message takes the place of those of the channels.

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
    if core:
        rows = rows.assign(message=core)
    villages = rows.drop_duplicates("village_code")
    ending = _(
        "Setiap orang dihitung sekali. Segmen menggambarkan wilayah, bukan orang per orang. "
        "Rincian ada di berkas Excel."
    )
    ending = _joined(request, ending)
    head = _joined(_heading(target_list, villages, district, _), _who(target_list, villages, _))
    head = _cut(head, LONGEST - len(ending) - len(BETWEEN))
    message = _message(rows, LONGEST_MESSAGE, _)
    room = LONGEST - len(_joined(head, message, ending)) - 2 * len(BETWEEN)
    channels = _channels(rows, room - ROOM_FOR_PLACES, _)
    if len(channels) > room:
        room = LONGEST - len(_joined(head, channels, ending)) - 2 * len(BETWEEN)
        message = _message(rows, room, _)
    text = _joined(head, channels, message)
    room = LONGEST - len(text) - len(ending) - 2 * len(BETWEEN)
    places = _places(target_list, villages, district, room, _)
    return _joined(text, places, ending)


def _joined(*parts: str) -> str:
    return BETWEEN.join(part for part in parts if part)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: max(0, room - 1)].rstrip() + "…"


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


def _channels(rows: pd.DataFrame, room: int, _: Translator) -> str:
    """List as many channels as fit, the first few in any case."""
    names = [channel for channel in rows["channel"].unique() if channel]
    if not names:
        return ""
    text = ""
    for shown in range(len(names), min(N_CHANNELS, len(names)) - 1, -1):
        lines = [f"- {name}" for name in names[:shown]]
        if left := len(names) - shown:
            more = _.plural("dan {n} kanal lain", "dan {n} kanal lain", left)
            lines.append(f"- {more}")
        text = f"*{_('Kanal')}*\n" + "\n".join(lines)
        if len(text) <= room:
            break
    return text


def _message(rows: pd.DataFrame, room: int, _: Translator) -> str:
    """Give the message, cut to the room that is there; "" where nothing of it would be left."""
    texts = [text for text in rows["message"].unique() if text]
    if not texts:
        return ""
    head, text, more = f"*{_('Pesan')}*\n", texts[0], ""
    room = min(room, LONGEST_MESSAGE)
    if len(text) > room - len(head) or len(texts) > 1:
        more = "\n" + _("Pesan lengkap untuk setiap kanal ada di berkas Excel.")
    left = room - len(head) - len(more)
    return head + _cut(text, left) + more if left > 1 else ""


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
