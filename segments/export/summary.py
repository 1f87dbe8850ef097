"""Short tables of a target list, in which everyone is counted once."""

import pandas as pd

from segments.campaign import TargetList
from segments.i18n import Translator

# All villages of a cell are suppressed: no number, and no zero either.
ALL_HIDDEN = "*"
NO_VILLAGES = "–"


def by_segment(target_list: TargetList, _: Translator) -> pd.DataFrame:
    """Villages and people of each segment, and their share of the regency; the total last."""
    villages = target_list.villages
    names = target_list.metadata.segment_names
    rows = []
    for code, group in villages.groupby("segment", sort=True):
        rows.append([str(code), names.get(str(code), str(code)), *_counts(group, target_list)])
    if rows:
        rows.append([_("Jumlah"), "", *_counts(villages, target_list)])
    columns = [_("Segmen"), _("Nama segmen"), *_count_headings(_), _("Bagian dari kabupaten")]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def by_district(target_list: TargetList, _: Translator) -> pd.DataFrame:
    """Villages and people of each district, and its people by segment; the total last."""
    villages = target_list.villages
    segments = sorted(villages["segment"].unique())
    rows = []
    for code, group in villages.groupby("district_code", sort=True):
        district = str(group["district"].iloc[0])
        counts = _counts(group, target_list)[:-1]
        rows.append([str(code), district, *counts, *_by_segment(group, segments)])
    if rows:
        counts = _counts(villages, target_list)[:-1]
        rows.append([_("Jumlah"), "", *counts, *_by_segment(villages, segments)])
    inside = [_("Segmen {code}").format(code=code) for code in segments]
    columns = [_("Kode kecamatan"), _("Kecamatan"), *_count_headings(_), *inside]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def by_channel(target_list: TargetList, _: Translator) -> pd.DataFrame:
    """Villages and people that each channel is meant for; these do not add up."""
    rows = []
    for channel, group in target_list.table.groupby("channel", sort=False):
        if channel:
            once = group.drop_duplicates("village_code")
            number = str(len(rows) + 1)
            rows.append([number, str(channel), *_counts(once, target_list)[:-1]])
    columns = [_("No."), _("Kanal"), *_count_headings(_)]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _count_headings(_: Translator) -> list[str]:
    return [_("Desa/kelurahan"), _("Jiwa, batas bawah"), _("Jiwa"), _("Jiwa, batas atas")]


def _counts(villages: pd.DataFrame, target_list: TargetList) -> list[int | float | str]:
    """Villages, people low, middle and high, share of the residents of the regency."""
    people = [_people(villages, column) for column in ("people_low", "people", "people_high")]
    share = 0.0
    if not isinstance(people[1], str):
        share = people[1] / target_list.metadata.regency_people
    return [len(villages), *people, share]


def _by_segment(villages: pd.DataFrame, segments: list[str]) -> list[int | str]:
    inside = [villages[villages["segment"] == code] for code in segments]
    return [_people(part, "people") if len(part) else NO_VILLAGES for part in inside]


def _people(villages: pd.DataFrame, column: str) -> int | str:
    known = villages[column].dropna()
    if len(villages) and not len(known):
        return ALL_HIDDEN
    return int(known.sum())
