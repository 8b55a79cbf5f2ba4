from collections.abc import Iterator

import pytest

from tests.scheduler.office import Office
from tests.scheduler.posts import open_post


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """On each backend in turn."""
    with open_post(database_url) as post:
        yield Office(post)
