"""Documents with revisions, files, and a log that cannot be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
APPEND_ONLY = ("revisions", "audit")


def upgrade() -> None:
    """Make the tables, and the triggers that keep history as it was."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
    )
    op.create_index("documents_by_kind", "documents", ["kind", "deleted", "saved_at"])
    op.create_table(
        "revisions",
        sa.Column("document_id", sa.String(16), sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "files",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.String(120), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
    )
    op.create_index("audit_by_subject", "audit", ["subject", "number"])
    for statement in _guards(op.get_bind().dialect.name):
        op.execute(sa.DDL(statement))


def downgrade() -> None:
    """Drop everything."""
    for table in ("audit", "files", "revisions", "documents"):
        op.drop_table(table)


def _guards(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            for table in APPEND_ONLY
            for verb in ("update", "delete")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION khalayak_append_only() RETURNS trigger AS $$ "
        "BEGIN RAISE EXCEPTION 'append-only'; END $$ LANGUAGE plpgsql"
    )
    triggers = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION khalayak_append_only()"
        for table in APPEND_ONLY
    ]
    return [function, *triggers]
