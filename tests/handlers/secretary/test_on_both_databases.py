"""One report's whole life between its author, its reviewer and the level above, on each database."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from core.pledge import PledgeState
from core.report import ReportState
from tests.handlers.secretary.office import Office, office_at, w


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with office_at(database_url) as made:
        yield made


def test_returned_handed_in_again_accepted_opened_again_and_accepted(office: Office) -> None:
    office.pledges("en")
    office.owes()
    report = office.reports("en", "4", "2")
    author, reviewer, above = office.phone_of("en"), office.phone_of("hai"), office.phone_of("tich")
    reviewer.says("/duyet")
    reviewer.taps("Đèo Thị Én")
    reviewer.taps(w("Return item {number}", number=2))
    reviewer.taps(w("The figure needs checking."))
    reviewer.taps(w("Send"))
    office.now += timedelta(hours=1)
    office.reports("en", "3")
    reviewer.says("/duyet")
    reviewer.taps("Đèo Thị Én")
    reviewer.taps(w("Accept"))
    above.says("/chibo")
    above.taps(w("Handed in"))
    above.taps("Đèo Thị Én")
    above.taps("Đọc báo cáo")
    above.taps(w("Open it again"))
    above.taps(w("The figure needs checking."))
    above.taps(w("Open it again"))
    assert office.report(report).state is ReportState.SUBMITTED
    reviewer.taps(w("Look at it"))
    reviewer.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED
    assert len(author.bubbles) == 4
    reviewer.says("/chibo")
    assert w("Handed in: {done} of {obliged}, {percent}", done=1, obliged=4, percent="25 %") in reviewer.sees


def test_a_comment_and_a_confirmation(office: Office) -> None:
    pledge = office.pledges("en", state=PledgeState.SUBMITTED)
    author, reviewer = office.phone_of("en"), office.phone_of("hai", "text")
    reviewer.says("duyệt")
    reviewer.chooses("Đèo Thị Én")
    reviewer.chooses(w("Leave a comment"))
    reviewer.says("Phối hợp với Mặt trận")
    reviewer.chooses(w("Send"))
    reviewer.chooses(w("Back to the pledge"))
    reviewer.chooses(w("Confirm"))
    stored = office.do(lambda uow: uow.pledges.get(pledge))
    assert stored is not None
    assert stored.state is PledgeState.CONFIRMED
    assert len(author.bubbles) == 2
