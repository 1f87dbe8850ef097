"""Public tables that would replace an estimate or fill a gap, the most useful first."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from geodata.codebook import FOLDER


@dataclass(frozen=True)
class WantedTable:
    """A table that somebody with internet can fetch, and how to describe its column.

    `kind`, `unit`, `lens` and `publisher` are ready for `OfficeColumn`; `address` is its page.
    """

    name: str
    title: str
    improves: str
    kind: str
    unit: str
    lens: str
    publisher: str
    years: str
    address: str


@cache
def load_wanted() -> tuple[WantedTable, ...]:
    """Read the list."""
    with (FOLDER / "wanted_tables.csv").open(encoding="utf-8", newline="") as file:
        return tuple(WantedTable(**row) for row in csv.DictReader(file))


def wanted_of(file_name: str) -> WantedTable | None:
    """Recognise a downloaded file by its name, which is the last part of the page's address."""
    plain = re.sub(r"[^a-z0-9]", "", file_name.lower())
    for table in load_wanted():
        slug = re.sub(r"[^a-z0-9]", "", table.address.rsplit("/", 1)[-1])
        if slug[:40] in plain:
            return table
    return None
