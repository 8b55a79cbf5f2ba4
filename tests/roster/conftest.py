from collections.abc import Iterator

import pytest

from tests.core.field import field_on
from tests.roster.desk import ListDesk


@pytest.fixture
def desk(database_url: str) -> Iterator[ListDesk]:
    """On each database."""
    with field_on(database_url) as field:
        yield ListDesk(field)


@pytest.fixture
def near(sqlite_url: str) -> Iterator[ListDesk]:
    """On SQLite alone, for what is decided in core."""
    with field_on(sqlite_url) as field:
        yield ListDesk(field)
