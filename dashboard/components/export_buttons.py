"""Download buttons; a file is made only when its button is pressed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Export:
    """One file to offer: what the button says, the file's name and type, and how to make it."""

    label: str
    file_name: str
    mime: str
    make: Callable[[], bytes]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
GEOJSON = "application/geo+json"
PNG = "image/png"


def show_export_buttons(exports: Sequence[Export], *, key: str) -> None:
    """Show one button a file, the first as the main one."""
    with st.container(horizontal=True, key=f"exports_{key}"):
        for position, export in enumerate(exports):
            st.download_button(
                export.label,
                data=export.make,
                file_name=export.file_name,
                mime=export.mime,
                key=f"{key}_{position}",
                on_click="ignore",
                type="primary" if position == 0 else "secondary",
                icon=":material/download:",
            )
