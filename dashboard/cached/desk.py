"""The data desk's readings, cached."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from dashboard.cached.places import areas, codebook
from segments.i18n import Translator

if TYPE_CHECKING:
    from geodata.uploads import UploadedTable

N_NAMED = 4


@st.cache_resource(show_spinner=False, max_entries=6, ttl="1h")
def uploaded_table(content: bytes, name: str, sheet: str) -> "UploadedTable":
    """Read an upload ("" for the sheet that is likely meant); shared, never changed."""
    from geodata.uploads import read_table

    return read_table(content, name, sheet=sheet or None)


@st.cache_data(show_spinner=False, max_entries=4)
def template_rows(level: str, language: str) -> pd.DataFrame:
    """Give the places of a level with an empty column for figures."""
    _ = Translator(language)
    table = areas(level).table
    columns = {_("Kode Kemendagri"): table.index}
    if level == "village":
        columns[_("Kecamatan")] = table["district_name"].to_numpy()
        columns[_("Desa/kelurahan")] = table["name"].to_numpy()
    else:
        columns[_("Kecamatan")] = table["name"].to_numpy()
    return pd.DataFrame({**columns, _("Angka"): ""})


@st.cache_data(show_spinner=False, max_entries=4)
def coverage_rows(language: str) -> pd.DataFrame:
    """Count for every column how many places have a figure, the emptiest first."""
    _ = Translator(language)
    villages, districts = areas("village").table, areas("district").table
    levels = {"village": _("desa"), "district": _("kecamatan")}
    rows = []
    for name, column in codebook().items():
        if column.lens == "identity" or name not in villages:
            continue
        empty = villages.index[villages[name].isna()]
        per_district = districts[name].notna().sum() if name in districts else None
        names = villages.loc[empty[:N_NAMED], "name"].tolist()
        more = f" + {_.number(len(empty) - N_NAMED)}" if len(empty) > N_NAMED else ""
        rows.append(
            {
                "label": column.label(language),
                "level": levels[column.level],
                "missing": len(empty),
                "villages": f"{_.number(len(villages) - len(empty))} / {_.number(len(villages))}",
                "districts": "–"
                if per_district is None
                else f"{_.number(int(per_district))} / {_.number(len(districts))}",
                "where": ", ".join(names) + more if names else "–",
            }
        )
    return pd.DataFrame(rows).sort_values("missing", ascending=False, kind="stable")
