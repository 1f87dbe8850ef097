"""Synthetic persons as a table that says on every row that they are synthetic."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from segments.i18n import Translator

MARK = "DATA SINTETIS"


def synthetic_csv(
    persons: pd.DataFrame,
    villages: pd.DataFrame,
    words: Mapping[str, Mapping[str, str]],
    translator: Translator,
) -> bytes:
    """Write synthetic persons as CSV, marked row by row so that no extract loses the mark.

    `villages` names the places (name, district_name); `words` are those of each dimension.
    """
    _ = translator
    headings = {
        "sex": _("Jenis kelamin"),
        "age": _("Umur"),
        "education": _("Pendidikan"),
        "marital": _("Status kawin"),
        "occupation": _("Pekerjaan"),
    }
    places = villages.loc[persons["village_code"]]
    columns = {
        _("Keterangan"): [MARK] * len(persons),
        _("Kode desa"): persons["village_code"].to_numpy(),
        _("Desa/kelurahan"): places["name"].to_numpy(),
        _("Kecamatan"): places["district_name"].to_numpy(),
    }
    for name, heading in headings.items():
        columns[heading] = persons[name].map(words[name]).to_numpy()
    columns[_("Orang sintetis")] = persons["n_persons"].to_numpy()
    # The byte order mark lets Excel read the letters as they are.
    return pd.DataFrame(columns).to_csv(index=False).encode("utf-8-sig")
