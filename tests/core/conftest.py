from collections.abc import Iterator

import pytest

from tests.core.field import Field, field_on


@pytest.fixture
def field(database_url: str) -> Iterator[Field]:
    with field_on(database_url) as made:
        yield made
