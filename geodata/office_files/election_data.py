"""Recognising election data, which the product does not take in any form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.office_files.problems import UploadProblem, problem_table, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

ROWS_LOOKED_AT = 60
_ELECTION = re.compile(
    r"\b(?:perolehan suara|suara (?:tidak )?sah|jumlah suara|rekapitulasi suara|pilpres|pilkada|"
    r"pilkades|pilgub|pilbup|pileg|pemilu|pemilukada|paslon|pasangan calon|capres|cawapres|cabup|"
    r"caleg|calon legislatif|pemilih|(?-i:DPTb?)|dapil|daerah pemilihan|hak pilih|quick count|"
    r"pemilihan (?:umum|presiden|gubernur|bupati|legislatif|kepala d(?:aerah|esa))|elections?|"
    r"votes?|voters?)\b",
    re.IGNORECASE,
)
# Short names of parties as they stand over the columns of result tables.
_PARTIES = frozenset(
    {
        "pkb",
        "gerindra",
        "pdip",
        "pdi-p",
        "golkar",
        "nasdem",
        "pks",
        "hanura",
        "garuda",
        "pan",
        "pbb",
        "demokrat",
        "psi",
        "perindo",
        "ppp",
        "gelora",
        "ummat",
    }
)
_FEWEST_PARTIES = 3


def find_election_data(rows: Sequence[Sequence[object]], *, sheet: str = "") -> pd.DataFrame:
    """Find titles and headers that speak of votes, voters or candidates, or a row of parties."""
    mend = "Khalayak tidak mengolah data pemilu. Hapus bagian ini dari berkas."
    found = []
    for r, row in enumerate(rows[:ROWS_LOOKED_AT], start=1):
        texts = [cell.strip() for cell in row if isinstance(cell, str)]
        hits = [text for text in texts if _ELECTION.search(text.replace("_", " "))]
        parties = [
            text
            for text in texts
            if text.lower().removeprefix("partai").removeprefix("suara").strip(" _") in _PARTIES
        ]
        if len(parties) >= _FEWEST_PARTIES:
            hits.extend(parties)
        found.extend(
            UploadProblem(sheet, r, "", written(text), "election_data", mend) for text in hits[:1]
        )
    return problem_table(found)
