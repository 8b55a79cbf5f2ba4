"""/dangky with a year, as typed by hand or in a forged button."""

from collections.abc import Iterator

import pytest

from tests.handlers.secretary.office import Office, office_at, w


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    with office_at(sqlite_url) as made:
        yield made


@pytest.mark.parametrize("year", ["2025", "2026", "2027"])
def test_the_years_at_hand_are_shown(office: Office, year: str) -> None:
    phone = office.phone_of("en")
    phone.says(f"/dangky {year}")
    assert phone.sees.startswith(w("Pledges for {year}", year=int(year)))


@pytest.mark.parametrize(
    "argument", ["0000", "0001", "9999", "2030", "2030-exemplary", "0000-commitment", "-1", "٢٠٢٦", "năm sau"]
)
def test_of_a_year_that_nobody_can_mean_todays_are_shown(office: Office, argument: str) -> None:
    phone = office.phone_of("en")
    phone.says(f"/dangky {argument}")
    assert phone.sees.startswith(w("Pledges for {year}", year=2026))
