"""The log of what left the house, and the warning when two lists together tell too much."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard import cached, state
from segments import export
from segments.campaign import TargetList

LIST_EXPORT = "export.list"
MOST_RECORDS = 200


def logged(
    make: Callable[[], bytes],
    action: str,
    *,
    subject: str,
    details: Callable[[], Mapping[str, Any]] = dict,
) -> Callable[[], bytes]:
    """Write a line into the log when a file is made, which is when its button is pressed."""
    # The file is made outside the session: who is at work must be read now.
    store, who = cached.store(), state.actor().signature

    def make_and_log() -> bytes:
        content = make()
        store.log(action, actor=who, subject=subject, details=details())
        return content

    return make_and_log


def show_subtraction_warning(found: TargetList) -> None:
    """Warn where this list and one that left earlier would give away a small count."""
    _ = state.translator()
    entries = cached.store().audit(action=LIST_EXPORT, limit=MOST_RECORDS)
    risks = export.subtraction_risks(found, [entry.details for entry in entries])
    if not risks:
        return
    first = risks[0]
    st.warning(
        _(
            "Daftar ini dan daftar {list_id} ({audience}), yang sudah pernah diunduh, berselisih "
            "kurang dari {minimum} jiwa di {n} desa/kelurahan, misalnya {villages}. Siapa pun yang "
            "memegang keduanya dapat menghitung kelompok kecil itu. Kirim salah satu saja, atau "
            "gabungkan kelompok umurnya."
        ).format(
            list_id=first.list_id,
            audience=first.audience,
            minimum=found.metadata.minimum_cell,
            n=_.number(first.n_villages),
            villages=", ".join(first.villages),
        ),
        icon=":material/visibility_off:",
    )
