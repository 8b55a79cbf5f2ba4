"""The level above opens an accepted report again, with a reason; nobody else does."""

import pytest

from core.report import ReportState
from tests.handlers.secretary.office import Office, w


@pytest.fixture
def report(office: Office) -> str:
    office.pledges("en")
    office.owes()
    made = office.reports("en", "4", "2")
    phone = office.phone_of("hai")
    phone.says(f"/duyet r:{made}")
    phone.taps(w("Accept"))
    assert office.report(made).state is ReportState.ACCEPTED
    return made


def test_it_is_opened_again_with_a_reason_and_all_concerned_are_told(office: Office, report: str) -> None:
    author, above = office.phone_of("en"), office.phone_of("tich")
    deputy = office.phone_of("phu")
    above.says(f"/chibo r:{report}:1")
    above.taps(w("Open it again"))
    above.says("Số liệu chưa khớp với xã")
    above.taps(w("Open it again"))
    assert office.report(report).state is ReportState.SUBMITTED
    for phone in (author, deputy):
        assert phone.sees.splitlines()[0] == w("Reason: {reason}", reason="Số liệu chưa khớp với xã")
        assert "Lường Văn Tích" in phone.sees
    deputy.taps(w("Look at it"))
    assert w("Accept") in deputy.choices


def test_the_reviewer_finds_it_waiting_with_the_reason_of_the_level_above(
    office: Office, report: str
) -> None:
    above = office.phone_of("tich")
    above.says(f"/chibo x:{report}")
    above.taps(w("The figure needs checking."))
    above.taps(w("Open it again"))
    reviewer = office.phone_of("phu")
    reviewer.says("/duyet")
    reviewer.taps(reviewer.choices[0])
    assert (
        w("The level above opened it again: {reason}", reason=w("The figure needs checking."))
        in reviewer.sees
    )
    assert w("Accept") in reviewer.choices


@pytest.mark.parametrize("who", ["hai", "phu", "en", "an", "to"])
def test_the_reviewer_cannot_open_what_he_or_she_accepted(office: Office, report: str, who: str) -> None:
    phone = office.phone_of(who)
    phone.says(f"/chibo r:{report}:1")
    assert w("Open it again") not in phone.choices
    phone.says(f"/chibo x:{report}")
    assert w("The figure needs checking.") not in phone.choices
    assert office.report(report).state is ReportState.ACCEPTED


def test_left_as_it_is(office: Office, report: str) -> None:
    above = office.phone_of("tich")
    above.says(f"/chibo x:{report}")
    above.taps(w("The figure needs checking."))
    above.taps(w("No, leave it"))
    assert office.report(report).state is ReportState.ACCEPTED
    assert w("It stays as it is.") in above.sees
