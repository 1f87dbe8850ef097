"""The log: who did what, searched and taken away."""

import csv
import io
import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import cached, state
from dashboard.components.export_buttons import CSV, Export, show_export_buttons
from dashboard.components.export_log import logged
from dashboard.components.who import role_words
from segments.export import safe_cell
from segments.i18n import Translator
from segments.store import AuditEntry

MOST = 5_000
HEIGHT = 320


@st.fragment
def show_audit() -> None:
    """Search the log and offer what was found as a file."""
    _ = state.translator()
    text = st.text_input(
        _("Cari di catatan: nama, kegiatan, nomor, tanggal"),
        placeholder=_("misalnya export atau 2026-03"),
        key="audit_text",
    )
    entries = cached.store().audit(text=text, limit=MOST)
    if not entries:
        st.info(
            _("Tidak ada catatan yang cocok. Kosongkan kotak pencarian untuk melihat semuanya.")
            if text
            else _("Belum ada kegiatan yang tercatat.")
        )
        return
    shown = _("{n} catatan, yang terbaru di atas.").format(n=_.number(len(entries)))
    if len(entries) == MOST:
        shown += " " + _("Hanya yang terbaru; persempit pencarian untuk yang lebih lama.")
    st.caption(shown)
    table = audit_table(entries, _)
    height = min(HEIGHT, 36 * (len(table) + 1) + 2)
    st.dataframe(table, hide_index=True, height=height, key="audit_table")
    make = logged(lambda: _to_csv(table), "export.audit.csv", subject="")
    name = f"{_('catatan-kegiatan')}.csv"
    show_export_buttons([Export(_("Unduh catatan ini (CSV)"), name, CSV, make)], key="audit")


def audit_table(entries: Sequence[AuditEntry], _: Translator) -> pd.DataFrame:
    """Give the log as a table of texts."""
    roles = role_words(_)
    rows = [
        (
            _.moment(entry.at),
            roles.get(entry.actor, entry.actor),
            action_words(entry.action, _),
            entry.subject,
            _details(entry, _),
        )
        for entry in entries
    ]
    names = [_("Waktu"), _("Oleh"), _("Kegiatan"), _("Nomor simpanan"), _("Rincian")]
    return pd.DataFrame(rows, columns=names)


def action_words(action: str, _: Translator) -> str:
    """Say an action in words; what has none stays as it is logged."""
    kinds = {
        "segmentation": _("segmentasi"),
        "audience": _("khalayak"),
        "survey": _("survei"),
        "inventory": _("inventaris kanal"),
        "brief": _("brief"),
        "plan": _("rencana"),
        "edition": _("edisi data"),
        "pack": _("paket kecamatan"),
        "return": _("laporan balik"),
        "lesson": _("pelajaran"),
        "messages": _("pesan"),
        "list": _("daftar"),
        "audit": _("catatan kegiatan"),
        "store": _("semua simpanan"),
    }
    verbs = {
        "create": _("dibuat"),
        "save": _("disimpan"),
        "undo": _("diurungkan"),
        "delete": _("dihapus"),
        "restore": _("dipulihkan"),
        "backup": _("dicadangkan"),
        "export": _("diunduh"),
    }
    first, _dot, rest = action.partition(".")
    subject, _dot, ending = rest.partition(".")
    if first == "export":
        return " ".join(
            part for part in (kinds.get(subject, subject), verbs["export"], ending) if part
        )
    return f"{kinds.get(first, first)} {verbs.get(rest, rest)}".strip()


def _details(entry: AuditEntry, _: Translator) -> str:
    words = {
        "name": _("nama"),
        "revision": _("simpanan ke"),
        "state": _("keadaan"),
        "note": _("catatan"),
        "rows": _("baris"),
        "bytes": _("bita"),
        "segment": _("segmen"),
    }
    told = {k: v for k, v in entry.details.items() if v not in ("", None, [], {})}
    return "; ".join(f"{words.get(name, name)}: {_plain(told[name])}" for name in told)[:300]


def _plain(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) else json.dumps(value)


def _to_csv(table: pd.DataFrame) -> bytes:
    """Write the table for Excel: with a byte order mark, and no text taken for a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(table.columns)
    writer.writerows([[safe_cell(cell) for cell in row] for row in table.itertuples(index=False)])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()
