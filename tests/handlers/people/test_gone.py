"""Death and leaving: from that instant on not one message, no name in a list, no code that opens; history stays."""

from collections.abc import Callable

import pytest

from core.documents import Document
from core.obligations import LeftOut
from core.outbox import Kind, Outgoing, Priority
from core.people import RoleKind
from core.ports import UnitOfWork
from core.usecases.new_link_code import issue_code
from tests.handlers.people.cast import phones
from tests.handlers.secretary.office import Q1, Office, w
from tests.world import Phone


def dies(phone: Phone, person: str, day: str = "hôm qua") -> None:
    phone.says(f"/chuyensinhhoat {person}")
    phone.taps(w("Passed away"))
    phone.says(day)
    phone.taps(w("Record it"))


def leaves(phone: Phone, person: str) -> None:
    phone.says(f"/chuyensinhhoat {person}")
    phone.taps(w("Left this party organisation"))
    phone.taps(phone.choices[0])
    phone.taps(phone.choices[0])
    phone.taps(w("Record it"))


def queue(office: Office, phone: Phone, person: str) -> None:
    """A reminder on its way, for tomorrow morning."""

    def work(uow: UnitOfWork) -> None:
        row = uow.talk.line(phone.address).row
        uow.outbox.queue(
            [
                Outgoing(
                    row,
                    phone.shown.to_json(),
                    Kind.NOTICE,
                    Priority.NOTICE,
                    f"later:{person}",
                    person=person,
                    not_before=office.now.replace(hour=23),
                )
            ],
            None,
            office.now,
        )

    office.do(work)


@pytest.mark.parametrize("what", [dies, leaves])
def test_what_was_queued_never_arrives(office: Office, what: Callable[[Phone, str], None]) -> None:
    own, staff = phones(office, "en", "pa")
    own.says("/menu")
    queue(office, own, "en")
    what(staff, "en")
    seen = len(own.bubbles)
    office.now = office.now.replace(day=office.now.day + 2)
    office.deliver()
    assert len(own.bubbles) == seen


@pytest.mark.parametrize("what", [dies, leaves])
def test_the_name_is_in_no_list_and_finds_nobody(office: Office, what: Callable[[Phone, str], None]) -> None:
    office.pledges("en")
    office.owes()
    office.reports("en", "4", "2")
    staff, secretary = phones(office, "pa", "hai")
    what(staff, "en")
    for words in ("/chibo", "/duyet", "/timkiem Én", "/chuyensinhhoat"):
        secretary.says(words)
        assert "Đèo Thị Én" not in secretary.sees
        assert not any("Én" in choice for choice in secretary.choices)
    found = office.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert found is not None
    assert found.cleared_at is not None
    assert office.do(lambda uow: uow.reports.of_year("en", 2026)) != []


def test_what_was_open_is_owed_no_more(office: Office) -> None:
    office.owes()
    (staff,) = phones(office, "pa")
    dies(staff, "en")
    found = office.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert found is not None
    assert found.left_out is LeftOut.DECEASED


def test_the_offices_end_and_the_codes_open_nothing(office: Office) -> None:
    staff, stranger = phones(office, "pa")[0], office.stranger()
    code = office.do(lambda uow: issue_code(uow, "hai", "pa", office.now, office.dice))
    dies(staff, "hai")
    assert office.do(lambda uow: uow.lives.holders("A", RoleKind.SECRETARY)) == []
    stranger.says(f"/start {code}")
    assert "Bế Hải" not in stranger.everything


def test_it_is_said_in_few_words_and_with_respect(office: Office) -> None:
    staff, deputy, own = phones(office, "pa", "phu", "en")
    dies(staff, "en", "8/3")
    assert "✅" not in staff.sees
    assert "từ trần ngày 08/03/2026" in staff.sees
    assert "từ trần ngày 08/03/2026" in deputy.sees
    assert "✅" not in deputy.sees
    assert not own.bubbles


def test_the_secretary_of_the_cell_records_it_too(office: Office) -> None:
    secretary, deputy = phones(office, "hai", "phu")
    dies(secretary, "an")
    assert office.do(lambda uow: uow.people.resident("an", office.now.date())) is None
    assert "Quàng Ẩn" in deputy.sees


@pytest.mark.parametrize("day", ["ngày mai", "1/1/2025"])
def test_not_a_day_to_come_nor_one_long_past(office: Office, day: str) -> None:
    (staff,) = phones(office, "pa")
    staff.says("/chuyensinhhoat en")
    staff.taps(w("Passed away"))
    staff.says(day)
    assert w("Record it") not in staff.choices


def test_the_other_one_on_a_shared_phone_is_heard_as_before(office: Office) -> None:
    (staff,) = phones(office, "pa")
    shared = office.phone_of("en")
    office.do(lambda uow: uow.talk.link(uow.talk.line(shared.address), "an", office.now))
    office.do(lambda uow: uow.talk.link(uow.talk.line(shared.address), "en", office.now))
    dies(staff, "en")
    shared.says("/cuatoi")
    assert "Én" not in shared.sees
    line = office.do(lambda uow: uow.talk.line(shared.address))
    assert line.speaker == "an"


def test_a_death_recorded_in_error_is_taken_back_with_all_that_was_cut(office: Office) -> None:
    office.pledges("en")
    office.owes()
    staff, own = phones(office, "pa", "en")
    dies(staff, "en")
    staff.says("/viecvualam")
    staff.taps(staff.choices[0])
    staff.taps(w("Take it back"))
    owed = office.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert owed is not None
    assert owed.left_out is None
    line = office.do(lambda uow: uow.talk.line(own.address))
    assert line.speaker == "en"


def test_the_last_administrator_does_not_leave_but_may_die(office: Office) -> None:
    (staff,) = phones(office, "pa")
    leaves(staff, "sa")
    assert office.do(lambda uow: uow.people.resident("sa", office.now.date())) is not None
    assert (
        w(
            "This is the last administrator. Please give the office to another comrade first, without a last day."
        )
        in staff.everything
    )
    staff.taps(w("No, leave it"))
    dies(staff, "sa")
    assert office.do(lambda uow: uow.people.resident("sa", office.now.date())) is None
