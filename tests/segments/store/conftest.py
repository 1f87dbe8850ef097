"""Both databases for the tests of the store: an SQLite file, and a real PostgreSQL server."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from segments.store import Document, Store, open_store
from segments.store.database import database_url
from tests.postgres_server import given_url, running_server

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give a PostgreSQL server in which the tests make databases."""
    if url := given_url():
        yield database_url(url)
        return
    try:
        with running_server() as url:
            yield url
    except LookupError as missing:
        pytest.skip(f"PostgreSQL: {missing}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of an empty database, in each of the two kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'office.sqlite3'}"
        return
    yield from empty_database(request.getfixturevalue("postgres"))


def empty_database(server: str) -> Iterator[str]:
    """Make a database on a server, and drop it afterwards."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"khalayak_{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    try:
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@pytest.fixture
def url(database: str) -> str:
    """Give the URL of this test's store."""
    return database


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Give a store whose clock stands at noon."""
    store = open_store(url, clock=lambda: NOON)
    yield store
    store.engine.dispose()


@pytest.fixture
def plan(store: Store) -> Document:
    """Give a saved plan."""
    return store.create("plan", "Posyandu", {"budget": 10}, actor="humas")
