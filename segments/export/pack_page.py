"""The A4 page of one kecamatan, for the wall of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segments.export.tabular import printable_rows
from segments.export.text import headings, who_is_counted
from segments.export.typeset import typeset

if TYPE_CHECKING:
    import pandas as pd

    from segments.export.packs import PackContent
    from segments.i18n import Translator

MOST_PLACES = 28
"""More lines would not leave room for the rest of the page."""
MOST_STEPS = 6
WIDTHS = (3, 4, 1.4)
"""Of the columns, as shares of the line; the first falls away without villages."""


def pack_page(content: PackContent, district: str, translator: Translator) -> bytes:
    """Set the page of a kecamatan as PDF."""
    created = content.target_list.metadata.created
    return typeset("pack.typ", page_data(content, district, translator), created=created)


def pack_picture(content: PackContent, district: str, translator: Translator) -> bytes:
    """Draw the same page as PNG, to look at before it leaves."""
    created = content.target_list.metadata.created
    data = page_data(content, district, translator)
    return typeset("pack.typ", data, created=created, kind="png")


def page_data(content: PackContent, district: str, _: Translator) -> dict[str, object]:
    """Put everything that the page shows into plain words."""
    order = content.order
    rows = printable_rows(content.target_list, _)
    rows = rows[rows["district_code"] == district]
    places = rows.drop_duplicates("village_code")
    people = content.target_list.villages.query("district_code == @district")
    low, mid, high = (int(people[name].sum()) for name in ("people_low", "people", "people_high"))
    counted = _.people(mid) if low == high else f"{_.people(mid)} ({_.range(low, high)})"
    who = who_is_counted(content.target_list, _)
    villages = _.plural("{n} desa/kelurahan", "{n} desa/kelurahan", len(places))
    names = headings(_)
    listed, columns, rest = _places(content, places, _)
    return {
        "language": _.language,
        "title": _("Kecamatan {name}").format(name=order.districts[district]),
        "plan": f"{order.plan_name} · {order.plan_id}",
        "warning": _("DATA SIMULASI: sebagian angka berasal dari survei simulasi.")
        if content.simulated
        else "",
        "people": f"{villages}, {counted}: {who}.",
        "message_heading": _("Pesan utama"),
        "message": content.core_message,
        "channels_heading": names["channel"],
        "channels": _channels(rows),
        "places_heading": _("Sasaran"),
        "columns": columns,
        "widths": WIDTHS[-len(columns) :],
        "rows": listed,
        "rest": rest,
        "calendar_heading": _("Kalender"),
        "calendar": [
            [f"{_.date(line.start)} – {_.date(line.end)}", line.task, line.owner]
            for line in content.calendar[:MOST_STEPS]
        ],
        "answer_heading": _("Laporan"),
        "answer": _(
            "Isi lembar Laporan di buku kerja Excel, lalu kirim kembali paling lambat {date}."
        ).format(date=_.date(order.answer_by)),
        "notes": _(
            "Segmen menggambarkan wilayah, bukan orang per orang. Daftar ini untuk komunikasi "
            "publik, bukan dasar memberi atau menolak bantuan. Jumlah jiwa: penduduk terdaftar "
            "(Dukcapil, semester I 2024)."
        ),
        "footer": _("Rencana {plan}, segmentasi {version}, data {edition}").format(
            plan=order.plan_id, version=order.version, edition=content.edition
        ),
    }


def _channels(rows: pd.DataFrame) -> list[str]:
    pairs = rows[rows["channel"] != ""].drop_duplicates("channel")
    return [
        f"{channel} ({messenger})" if messenger else channel
        for channel, messenger in zip(pairs["channel"], pairs["messenger"], strict=True)
    ]


def _places(
    content: PackContent, places: pd.DataFrame, _: Translator
) -> tuple[list[list[str]], list[str], str]:
    """List the villages, or the segments where the plan names no villages."""
    names = headings(_)
    if not content.with_villages:
        own = content.target_list.villages.loc[places["village_code"]]
        sums = own.groupby(["segment", "segment_name"])["people"].sum()
        listed = [[f"{code} {name}", _.number(int(n))] for (code, name), n in sums.items()]
        return listed, [names["segment"], names["people"]], ""
    shown = [
        [row.village, f"{row.segment} {row.segment_name}", _count(row.people, _)]
        for row in places.head(MOST_PLACES).itertuples()
    ]
    more = len(places) - len(shown)
    rest = _("{n} desa/kelurahan lagi ada di buku kerja Excel.").format(n=more) if more > 0 else ""
    return shown, [names["village"], names["segment"], names["people"]], rest


def _count(value: object, _: Translator) -> str:
    return _.number(value) if isinstance(value, int) else str(value)
