"""Taking returns in: nothing twice, and a correction replaces what was there, with its history."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.office_files.problems import UploadProblem
from segments.campaign.return_fields import RETURN_FIELDS
from segments.campaign.return_reader import ReturnBatch, ReturnSheet

if TYPE_CHECKING:
    from segments.store import Document, Store

KIND = "return"
COLUMNS = ("place_code", "channel", "kind", *(field.name for field in RETURN_FIELDS))
COUNTS = tuple(field.name for field in RETURN_FIELDS if field.kind == "count")


@dataclass(frozen=True)
class TakenIn:
    """What became of the sheets of a batch: district codes."""

    new: tuple[str, ...]
    corrected: tuple[str, ...]
    unchanged: tuple[str, ...]


class BrokenReturnError(ValueError):
    """A stored return has another shape than it should."""


def take_in(store: Store, batch: ReturnBatch, *, actor: str) -> TakenIn:
    """Save the sheets of a batch, one document a plan and kecamatan.

    The same file again changes nothing; another file of the same kecamatan is the next revision.

    Raises
    ------
    ConflictError
        When somebody else took in the same kecamatan at the same moment.
    """
    done: dict[str, list[str]] = {"new": [], "corrected": [], "unchanged": []}
    for sheet in batch.sheets:
        found = _stored(store, sheet.plan_id, sheet.district_code)
        if found is None:
            store.create(
                KIND,
                _name(sheet.plan_id, sheet.district_code),
                to_body(sheet),
                actor=actor,
                state="received",
                note=sheet.filename,
                id=_id(sheet.plan_id, sheet.district_code),
            )
            done["new"].append(sheet.district_code)
        elif found.body.get("digest") == sheet.digest:
            done["unchanged"].append(sheet.district_code)
        else:
            store.save(
                found, actor=actor, body=to_body(sheet), state="corrected", note=sheet.filename
            )
            done["corrected"].append(sheet.district_code)
    return TakenIn(*(tuple(codes) for codes in done.values()))


def stored_returns(store: Store, plan_id: str) -> tuple[ReturnSheet, ...]:
    """Read the returns of a plan, each as it is now, by kecamatan."""
    documents = store.find(KIND, text=plan_id, limit=1_000)
    sheets = (from_body(one.body) for one in documents if one.name.startswith(f"{plan_id} "))
    return tuple(sorted(sheets, key=lambda sheet: sheet.district_code))


def to_body(sheet: ReturnSheet) -> dict[str, Any]:
    """Turn a return into plain JSON."""
    rows = sheet.rows.astype(object).where(sheet.rows.notna(), None)
    return {
        "plan_id": sheet.plan_id,
        "district_code": sheet.district_code,
        "filename": sheet.filename,
        "digest": sheet.digest,
        "received": sheet.received.isoformat(),
        "late": sheet.late,
        "rows": rows[list(COLUMNS)].to_numpy().tolist(),
        "problems": [list(vars(problem).values()) for problem in sheet.problems],
        "n_expected": sheet.n_expected,
        "n_filled": sheet.n_filled,
    }


def from_body(body: Mapping[str, Any]) -> ReturnSheet:
    """Read a return back.

    Raises
    ------
    BrokenReturnError
        When something is missing or of another kind.
    """
    try:
        rows = pd.DataFrame(body["rows"], columns=list(COLUMNS), dtype=object)
        rows[list(COUNTS)] = rows[list(COUNTS)].astype("Float64")
        return ReturnSheet(
            str(body["plan_id"]),
            str(body["district_code"]),
            str(body["filename"]),
            str(body["digest"]),
            date.fromisoformat(body["received"]),
            bool(body["late"]),
            rows,
            tuple(UploadProblem(*problem) for problem in body["problems"]),
            int(body["n_expected"]),
            int(body["n_filled"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise BrokenReturnError(f"A stored return cannot be read: {fault}") from fault


def _name(plan_id: str, district: str) -> str:
    return f"{plan_id} {district}"


def _id(plan_id: str, district: str) -> str:
    """Name the one document that a kecamatan has in a plan, so that two cannot come to be."""
    return hashlib.sha256(_name(plan_id, district).encode()).hexdigest()[:12]


def _stored(store: Store, plan_id: str, district: str) -> Document | None:
    from segments.store import MissingError

    try:
        return store.get(_id(plan_id, district))
    except MissingError:
        return None
