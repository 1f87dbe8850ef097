"""Nobody can be found by taking one exported list from another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from segments.export.text import who_is_counted

if TYPE_CHECKING:
    from segments.campaign import TargetList
    from segments.i18n import Translator

ACTION = "export.list"
"""What the log calls the export of a list; the format follows, such as "export.list.xlsx"."""
MOST_EXAMPLES = 3


@dataclass(frozen=True)
class SubtractionRisk:
    """An earlier export that, taken from the new one, would give away a small count.

    `villages` names some of the places where the two differ by 1 to 9 people.
    """

    list_id: str
    audience: str
    n_villages: int
    villages: tuple[str, ...]


def export_record(target_list: TargetList, translator: Translator) -> dict[str, Any]:
    """Give what the log keeps of an exported list: its id, who is counted, people by village."""
    people = target_list.villages["people"].dropna().astype(int)
    return {
        "list_id": target_list.metadata.list_id,
        "version": target_list.metadata.version,
        "audience": who_is_counted(target_list, translator),
        "people": {str(code): int(count) for code, count in people.items()},
    }


def subtraction_risks(
    target_list: TargetList, earlier: Iterable[Mapping[str, Any]]
) -> tuple[SubtractionRisk, ...]:
    """Compare a list with earlier records, each list once.

    Two counts of one village that differ by less than the smallest count that may be shown tell,
    by subtraction, how many people are in the one audience and not in the other.
    """
    villages = target_list.villages
    people = villages["people"].dropna().astype(int).to_dict()
    minimum = target_list.metadata.minimum_cell
    found: dict[str, SubtractionRisk] = {}
    for record in earlier:
        list_id = str(record.get("list_id", ""))
        counts = record.get("people")
        same = list_id == target_list.metadata.list_id
        if same or list_id in found or not isinstance(counts, Mapping):
            continue
        close = [
            code
            for code, count in counts.items()
            if code in people and 0 < abs(people[code] - int(count)) < minimum
        ]
        if close:
            names = tuple(str(villages.at[code, "village"]) for code in close[:MOST_EXAMPLES])
            audience = str(record.get("audience", ""))
            found[list_id] = SubtractionRisk(list_id, audience, len(close), names)
    return tuple(found.values())
