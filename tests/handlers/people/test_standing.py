"""/miensinhhoat: from a day to a day, owed by nobody meanwhile, over by itself."""

import pytest

from core.documents import Document
from core.obligations import LeftOut
from core.people import Standing
from tests.core.field import at
from tests.handlers.people.cast import phones
from tests.handlers.secretary.office import Q1, Office, w
from tests.world import Phone

RECORD = w("Record it")


def records(phone: Phone, person: str, what: str, *answers: str) -> None:
    phone.says(f"/miensinhhoat {person}")
    phone.taps(w(what))
    for answer in answers:
        phone.says(answer)


def standing(office: Office, person: str) -> Standing | None:
    found = office.do(lambda uow: uow.people.resident(person, office.now.date()))
    return found.standing if found else None


def left_out(office: Office, person: str) -> LeftOut | None:
    found = office.do(lambda uow: uow.obligations.get(person, Document.report(Q1)))
    assert found is not None
    return found.left_out


def test_an_exemption_without_an_end(office: Office) -> None:
    office.owes()
    secretary, own = phones(office, "hai", "an")
    records(secretary, "an", "Exempt from party work and party life", "1", "hôm nay", "bỏ qua", "1")
    assert standing(office, "an") is Standing.EXEMPT
    assert left_out(office, "an") is LeftOut.EXEMPT
    assert not own.bubbles, "who is exempt gets no message unasked"


def test_an_absence_ends_by_itself(office: Office) -> None:
    office.owes()
    secretary, _ = phones(office, "hai", "en")
    records(secretary, "en", "Absent for a time", "1", "1", "hôm nay", "15/3", "1")
    assert standing(office, "en") is Standing.ABSENT
    assert left_out(office, "en") is None, "what falls due after the absence is owed"
    office.now = at(16, 3)
    assert standing(office, "en") is Standing.OFFICIAL


def test_what_falls_due_in_an_absence_is_not_owed(office: Office) -> None:
    office.owes()
    (secretary,) = phones(office, "hai")
    records(secretary, "en", "Absent for a time", "1", "1", "hôm nay", "30/6", "1")
    assert left_out(office, "en") is LeftOut.ABSENT


def test_an_absence_in_which_the_comrade_reports_changes_nothing_owed(office: Office) -> None:
    office.owes()
    (secretary,) = phones(office, "hai")
    records(secretary, "en", "Absent for a time", "2", "2", "hôm nay", "30/6", "1")
    assert standing(office, "en") is Standing.AWAY
    assert left_out(office, "en") is None


def test_a_non_member_is_one_again_afterwards(office: Office) -> None:
    staff, _ = phones(office, "pa", "to")
    records(staff, "ut", "Absent for a time", "1", "2", "hôm nay", "20/3", "1")
    office.now = at(21, 3)
    assert standing(office, "ut") is Standing.NON_MEMBER


def test_a_suspension_is_the_higher_levels(office: Office) -> None:
    office.owes()
    secretary, staff = phones(office, "hai", "pa")
    secretary.says("/miensinhhoat en")
    assert w("Party life suspended") not in secretary.choices
    records(staff, "en", "Party life suspended", "hôm nay", "bỏ qua", "1")
    assert left_out(office, "en") is LeftOut.SUSPENDED
    secretary.says("/miensinhhoat en")
    assert secretary.choices == [w("Nothing, leave it")]


def test_back_before_its_end(office: Office) -> None:
    office.owes()
    (secretary,) = phones(office, "hai")
    records(secretary, "an", "Exempt from party work and party life", "1", "hôm nay", "bỏ qua", "1")
    records(secretary, "an", "Ends: takes part again", "hôm nay", "1")
    assert standing(office, "an") is Standing.OFFICIAL
    assert left_out(office, "an") is None


def test_the_last_day_is_not_before_the_first(office: Office) -> None:
    (secretary,) = phones(office, "hai")
    records(secretary, "en", "Absent for a time", "1", "1", "20/3", "19/3")
    assert RECORD not in secretary.choices


@pytest.mark.parametrize("who", ["en", "phu", "tich", "to", "sa"])
def test_who_may_record_it(office: Office, who: str) -> None:
    """The leaders of the cell and above it, and who manages people."""
    (phone,) = phones(office, who)
    phone.says("/miensinhhoat an")
    assert (w("Exempt from party work and party life") in phone.choices) == (who in {"phu", "tich", "sa"})


def test_the_desk_leaves_the_exempt_out_and_says_so(office: Office) -> None:
    office.owes()
    (secretary,) = phones(office, "hai")
    records(secretary, "an", "Exempt from party work and party life", "1", "hôm nay", "bỏ qua", "1")
    secretary.says("/chibo")
    assert w("exempt from party life") in secretary.sees


def test_an_absence_to_come_is_shown_and_called_off(office: Office) -> None:
    office.owes()
    (secretary,) = phones(office, "hai")
    records(secretary, "en", "Absent for a time", "1", "1", "16/3", "30/6", "1")
    assert left_out(office, "en") is LeftOut.ABSENT
    secretary.says("/miensinhhoat en")
    assert "16/03/2026" in secretary.sees
    secretary.taps(w("Ends: takes part again"))
    secretary.says("16/3")
    secretary.taps(RECORD)
    assert left_out(office, "en") is None
