from collections.abc import Iterator

import pytest

from tests.handlers.people.cast import agree
from tests.handlers.secretary.office import Office, office_at


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    with office_at(sqlite_url) as made:
        agree(made)
        yield made
