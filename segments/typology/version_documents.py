"""Versions that the office makes: drafts, frozen versions, errata, and the one in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from segments.typology.versions import (
    VersionError,
    published_segmentation,
    read_version_body,
    version_body,
)

if TYPE_CHECKING:
    from segments.store import Document, Store
    from segments.typology.segmentation import Segmentation

KIND, ERRATUM = "segmentation", "erratum"
SETTING = "segmentation"
DRAFT, PUBLISHED = "draft", "published"
STABLE, PATTERN = 0.75, 0.6
"""Jaccard from which a segment is stable; under the second it is no group (Hennig 2007)."""
LEAST_ARI = 0.6


@dataclass(frozen=True)
class VersionEdit:
    """One decision of a person: "rename", "merge" or "override"; what, into what, and why."""

    action: str
    subject: str
    target: str
    reason: str
    actor: str


@dataclass(frozen=True)
class VersionRecord:
    """A segmentation with what people decided about it.

    Attributes
    ----------
    description
        What it is for, in the office's words.
    edits
        In the order in which they were made.
    reason
        Why it was published although segments are unstable; "" where they are not.
    based_on
        Hash of the version whose letters it keeps.
    edition
        The edition of the data.
    reasons
        Column -> why it is in the recipe or not, as the office wrote it (see `decision_log`).
    """

    segmentation: Segmentation
    description: str = ""
    edits: tuple[VersionEdit, ...] = ()
    reason: str = ""
    based_on: str = ""
    edition: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


class PublishError(ValueError):
    """A version that may not be published as it is; `unstable` has the segments concerned."""

    def __init__(self, unstable: tuple[str, ...]) -> None:
        self.unstable = unstable
        super().__init__(f"Unstable segments need a written reason: {', '.join(unstable)}.")


def stability_mark(segmentation: Segmentation, code: str) -> str:
    """Tell how stable a segment is: "stable", "pattern", "no_group" or "unknown"."""
    jaccard = segmentation.diagnostics.get("jaccard", {}).get(code)
    if jaccard is None:
        return "unknown"
    if jaccard >= STABLE:
        return "stable"
    return "pattern" if jaccard >= PATTERN else "no_group"


def unstable_segments(segmentation: Segmentation) -> tuple[str, ...]:
    """List what needs a written reason before it is published.

    The letters of the segments under the threshold; "*" where the whole clustering does not come
    back (mean adjusted Rand index under 0.6) or its stability was never measured.
    """
    found = tuple(
        code for code in segmentation.codes if stability_mark(segmentation, code) != "stable"
    )
    ari = segmentation.diagnostics.get("ari")
    whole = () if ari is not None and ari >= LEAST_ARI else ("*",)
    return found + whole


def save_draft(store: Store, record: VersionRecord, *, name: str, actor: str) -> Document:
    """Save a computed segmentation as a draft that can still be changed."""
    return store.create(KIND, name, record_to_body(record), actor=actor, state=DRAFT)


def change_draft(
    store: Store, document: Document, record: VersionRecord, *, actor: str, note: str
) -> Document:
    """Save the next revision of a draft.

    Raises
    ------
    ConflictError, FrozenError
        When somebody else saved in between, or the version is published.
    """
    return store.save(document, actor=actor, body=record_to_body(record), note=note)


def publish_draft(
    store: Store, document: Document, *, description: str, reason: str, actor: str
) -> Document:
    """Freeze a draft for good under its content hash.

    Raises
    ------
    PublishError
        When segments are under the stability threshold and no reason was written.
    ConflictError, FrozenError
        As in `change_draft`.
    """
    record = record_from_body(document.body)
    unstable = unstable_segments(record.segmentation)
    if unstable and not reason.strip():
        raise PublishError(unstable)
    final = replace(
        record,
        description=description.strip(),
        reason=reason.strip() if unstable else "",
    )
    return store.save(
        document,
        actor=actor,
        body=record_to_body(final),
        state=PUBLISHED,
        frozen=True,
        note=record.segmentation.version,
        action="publish",
    )


def add_erratum(store: Store, version: str, text: str, *, actor: str) -> Document:
    """Attach a correction to a frozen version; the version itself stays as it is."""
    return store.create(
        ERRATUM, f"erratum {version}", {"version": version, "text": text.strip()}, actor=actor
    )


def errata_of(store: Store, version: str) -> tuple[Document, ...]:
    """List the corrections of a version, the latest first."""
    found = store.find(ERRATUM, text=version)
    return tuple(one for one in found if one.body.get("version") == version)


def version_in_use(store: Store) -> str:
    """Tell the id of the document in use; "" for the version that ships."""
    from segments.store import read_settings

    return read_settings(store).get(SETTING, "")


def load_in_use(store: Store) -> tuple[VersionRecord, str]:
    """Load the version that all pages show, and why it is not the one that was chosen.

    Returns
    -------
    tuple
        The record, and "" or what is wrong with the chosen version ("gone", "unpublished",
        "broken"): then the record is the version that ships.
    """
    from segments.store import MissingError

    chosen = version_in_use(store)
    shipped = VersionRecord(published_segmentation())
    if not chosen:
        return shipped, ""
    try:
        document = store.get(chosen)
    except MissingError:
        return shipped, "gone"
    if document.state != PUBLISHED or document.kind != KIND:
        return shipped, "unpublished"
    try:
        return record_from_body(document.body), ""
    except VersionError:
        return shipped, "broken"


def put_in_use(store: Store, document: Document | None, *, actor: str) -> None:
    """Let all pages show a published version; None goes back to the one that ships.

    Raises
    ------
    VersionError
        When the version is not published.
    ConflictError
        When somebody else changed a setting at the same moment.
    """
    from segments.store import change_setting

    if document is not None and document.state != PUBLISHED:
        raise VersionError(f"{document.name} is not published.")
    change_setting(store, SETTING, document.id if document else "", actor=actor)


def find_version(store: Store, version: str) -> VersionRecord | None:
    """Find a frozen version by its hash, the one that ships among them; None where it is gone."""
    shipped = published_segmentation()
    if shipped.version == version:
        return VersionRecord(shipped)
    for document in store.find(KIND, text=version, state=PUBLISHED):
        if document.body.get("segmentation", {}).get("version") == version:
            return record_from_body(document.body)
    return None


def record_to_body(record: VersionRecord) -> dict[str, Any]:
    """Turn a record into plain JSON."""
    return {
        "segmentation": version_body(record.segmentation),
        "description": record.description,
        "edits": [list(vars(edit).values()) for edit in record.edits],
        "reason": record.reason,
        "based_on": record.based_on,
        "edition": record.edition,
        "reasons": dict(record.reasons),
    }


def record_from_body(body: Mapping[str, Any]) -> VersionRecord:
    """Read a record back and check its hash.

    Raises
    ------
    VersionError
        When something is missing, of another shape, or changed since it was hashed.
    """
    try:
        return VersionRecord(
            read_version_body(body["segmentation"], "The stored version"),
            str(body["description"]),
            tuple(VersionEdit(*edit) for edit in body["edits"]),
            str(body["reason"]),
            str(body["based_on"]),
            str(body["edition"]),
            {str(name): str(reason) for name, reason in body["reasons"].items()},
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise VersionError(f"The stored version lacks {fault}.") from fault
