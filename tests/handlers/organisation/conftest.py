from collections.abc import Iterator

import pytest

from tests.handlers.secretary.office import Office, office_at


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    """With everyone's consent, the administrator's too."""
    with office_at(sqlite_url) as made:
        made.field.consent("sa", "to", "ut")
        yield made


@pytest.fixture(params=["telegram", "text"])
def channel(request: pytest.FixtureRequest) -> str:
    """With buttons, and in plain text."""
    chosen: str = request.param
    return chosen
