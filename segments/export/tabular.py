"""Target lists as CSV."""

import csv
import io

import pandas as pd

from segments.campaign import TargetList
from segments.export.metadata import metadata_lines
from segments.export.text import (
    class_labels,
    evidence_labels,
    headings,
    hidden_count,
    safe_cell,
)
from segments.i18n import Translator

# What a double click in Excel takes for the next column, by language of the office.
SEPARATORS = {"id": ";", "en": ","}
# Excel with Indonesian settings may read 32.01.01 as a time of day. The village code, of which it
# is the beginning, is safe: it has four parts.
LEFT_OUT = ("district_code",)


def to_csv(target_list: TargetList, translator: Translator) -> bytes:
    """Write a target list as CSV for Excel: UTF-8 with a byte order mark.

    Separated by semicolons in Indonesian and commas in English. The heading is the first row, so
    that filters, sorting and any reader work at once; the table ends at the first empty line,
    and below it stand the metadata, each line beginning with ``#``. Text that looks like a
    formula gets an apostrophe in front.

    Codes are plain text such as 32.01.01.2001; no formula protects them, and none is needed.
    """
    rows = printable_rows(target_list, translator).drop(columns=list(LEFT_OUT))
    names = headings(translator)
    buffer = io.StringIO()
    separator = SEPARATORS.get(translator.language, ",")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    writer.writerow([names[column] for column in rows])
    for row in rows.itertuples(index=False):
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in row])
    writer.writerow([])
    for line in metadata_lines(target_list, translator):
        writer.writerow([f"# {line.group}", safe_cell(line.label), safe_cell(line.value)])
    return buffer.getvalue().encode("utf-8-sig")


def printable_rows(target_list: TargetList, translator: Translator) -> pd.DataFrame:
    """Put codes into words and mark suppressed counts; numbers stay numbers."""
    rows = target_list.table.copy()
    rows["geographic_class"] = rows["geographic_class"].replace(class_labels(translator))
    rows["evidence"] = rows["evidence"].replace(evidence_labels(translator))
    hidden = hidden_count(target_list)
    for column in ("people_low", "people", "people_high"):
        rows[column] = [
            hidden if missing else int(count)
            for count, missing in zip(
                rows[column].fillna(0), target_list.table[column].isna(), strict=True
            )
        ]
    return rows
