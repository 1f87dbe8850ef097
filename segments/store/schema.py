"""The tables, as the code sees them; how they came about stands in `migrations`."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData()

# Times are text in ISO 8601, UTC: the same in every database, and sorted as they happened.
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("state", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("saved_at", String(32), nullable=False),
    Index("documents_by_kind", "kind", "deleted", "saved_at"),
)
REVISIONS = Table(
    "revisions",
    METADATA,
    Column("document_id", String(16), ForeignKey("documents.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("saved_at", String(32), nullable=False),
)
FILES = Table(
    "files",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", String(32), nullable=False),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(80), nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", Text, nullable=False),
    Index("audit_by_subject", "subject", "number"),
)
APPEND_ONLY = ("revisions", "audit")
