from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine.connection import Connection
from storage.engine.store import Store, open_store
from tests.storage import shelf


def same(connection: Connection) -> Connection:
    """Works that are given the bare connection."""
    return connection


@pytest.fixture
async def store(empty_database_url: str) -> AsyncIterator[Store[Connection]]:
    """On each backend in turn, with the tables of tests/storage/shelf.py."""
    opened = open_store(empty_database_url, same, metadata=shelf.metadata, patience=5.0)
    await opened.run(shelf.set_up)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(tmp_path: Path) -> AsyncIterator[Store[Connection]]:
    """On SQLite only, for what it alone does."""
    opened = open_store(f"sqlite:///{tmp_path}/test.db", same, metadata=shelf.metadata, patience=5.0)
    await opened.run(shelf.set_up)
    yield opened
    await opened.close()
