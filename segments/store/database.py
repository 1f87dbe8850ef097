"""Open the database and bring its tables up to date."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from segments.store.documents import StoreError

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = Path(__file__).parent / "migrations"
URL_VARIABLE = "KHALAYAK_DATABASE_URL"
DEFAULT_FILE = ROOT / "khalayak.sqlite3"
BUSY_MILLISECONDS = 15_000
# A number of this project's own: whoever holds this lock of PostgreSQL migrates, others wait.
MIGRATION_LOCK = 320_100
_migrating = threading.Lock()  # alembic keeps its context in a module: one migration at a time


def database_url(url: str | None = None) -> str:
    """Tell which database to use: the argument, else the environment, else a file beside run.py."""
    asked = url or os.environ.get(URL_VARIABLE) or f"sqlite:///{DEFAULT_FILE.as_posix()}"
    # The plain forms that offices paste name no driver.
    for plain in ("postgres://", "postgresql://"):
        if asked.startswith(plain):
            return "postgresql+psycopg://" + asked.removeprefix(plain)
    return asked


def connect(url: str) -> sa.Engine:
    """Make the engine and migrate the tables.

    Raises
    ------
    StoreError
        When the database cannot be reached or was made by a newer version.
    """
    engine = None
    try:
        engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
        if engine.dialect.name == "sqlite":
            _set_up_sqlite(engine)
        migrate(engine)
    except (SQLAlchemyError, ImportError, StoreError) as fault:
        if engine is not None:
            engine.dispose()
        if isinstance(fault, StoreError):
            raise
        raise StoreError(f"The database cannot be opened: {_plain(fault)}") from fault
    return engine


def migrate(engine: sa.Engine) -> None:
    """Bring the tables to the newest form; what is there already stays.

    Raises
    ------
    StoreError
        When the tables are newer than this version of the code.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with _migrating, engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as fault:
            raise StoreError(f"The tables are of another version: {fault}") from fault


@contextlib.contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection in one transaction: all of it is kept, or nothing."""
    with engine.begin() as connection:
        yield connection


def _set_up_sqlite(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection: object, _record: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined] - BEGIN is ours, below
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        # FULL: what was saved survives a power cut too, and a planner saves seldom.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        # IMMEDIATE: a writer waits at the start, and never fails half-way on a stale read.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _plain(fault: Exception) -> str:
    return str(getattr(fault, "orig", None) or fault).splitlines()[0]
