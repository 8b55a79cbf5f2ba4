"""What is kept of paper typed in, plans made public and broken seals, on each database."""

from collections.abc import Iterator

import pytest

from tests.access import test_break_glass, test_on_behalf, test_published
from tests.access.agreed import everybody_agrees
from tests.handlers.secretary.office import Office, office_at


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_at(database_url) as made:
        everybody_agrees(made)
        yield made


def test_paper(office: Office) -> None:
    for person in ("en", "an"):
        office.pledges(person)
    office.owes()
    test_on_behalf.test_what_is_not_right_goes_back_with_what_is_wrong_and_is_typed_in_anew(office)
    test_on_behalf.test_a_helper_is_one_until_the_day_and_while_in_the_cell(office)


def test_plans(office: Office) -> None:
    test_published.test_it_is_taken_back_and_the_history_keeps_both(office)
    test_published.test_a_leaders_plan_is_found_and_read_in_the_unit_where_he_leads(office)


def test_seals(office: Office) -> None:
    office.pledges("en")
    office.owes()
    test_break_glass.test_it_can_be_closed_again_before(office)
