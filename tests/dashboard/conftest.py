"""A database of its own for every test of a page: none sees what another one saved."""

from importlib import import_module

import pytest


@pytest.fixture(autouse=True)
def own_office(tmp_path, monkeypatch):
    """Give the test an empty store, and forget what was read from the one before."""
    from dashboard import cached

    # By name: functions of the same names hide the modules.
    office, inventory, campaign = (
        import_module(f"dashboard.cached.{name}") for name in ("office", "inventory", "campaign")
    )

    url = f"sqlite:///{(tmp_path / 'office.sqlite3').as_posix()}"
    monkeypatch.setenv("KHALAYAK_DATABASE_URL", url)
    # Ids are drawn at random, except where there is one document of a kind.
    rested_on_it = (
        office.store,
        office.version_record,
        inventory.inventory_rows,
        inventory.inventory,
        inventory.placed_inventory,
        campaign.plan,
    )
    for found in rested_on_it:
        found.clear()
    yield
    cached.store().engine.dispose()
    office.store.clear()
