"""/chuyensinhhoat: neither late nor lost; the new secretary sees the comrade from that day, the old one no more."""

from datetime import timedelta

import pytest

from core.documents import Document
from core.obligations import LeftOut
from core.people import MembershipKind, RoleKind
from core.report import ReportState
from core.text.periods import Quarter
from tests.core.field import at
from tests.handlers.people.cast import phones
from tests.handlers.secretary.office import Q1, Office, w
from tests.world import Phone

MOVE = w("Transfer to another cell")
RECORD = w("Record it")


def moves(phone: Phone, person: str, unit: str, *, there: bool = True, day: str = "") -> None:
    phone.says(f"/chuyensinhhoat {person}")
    phone.taps(MOVE)
    phone.says(unit)
    phone.taps(phone.choices[0])
    phone.says(day) if day else phone.taps(phone.choices[0])
    if w("No, still on the way") in phone.choices:
        phone.taps(w("Yes, at home there from that day") if there else w("No, still on the way"))


def home(office: Office, person: str) -> str:
    found = office.do(lambda uow: uow.people.resident(person, office.now.date()))
    return found.unit if found else ""


def owed(office: Office, person: str, quarter: Quarter = Q1) -> tuple[str, LeftOut | None]:
    found = office.do(lambda uow: uow.obligations.get(person, Document.report(quarter)))
    assert found is not None
    return found.unit, found.left_out


def test_what_is_owed_goes_along_and_both_secretaries_and_the_comrade_are_told(office: Office) -> None:
    office.pledges("en")
    office.owes()
    staff, old, new, own = phones(office, "pa", "hai", "tich", "en")
    moves(staff, "en", "Đơn vị B")
    assert w(
        "Still to be handed in, goes along: {documents}.", documents=w("Report for {quarter}", quarter=Q1)
    ) in (staff.sees)
    staff.taps(RECORD)
    assert home(office, "en") == "B"
    assert owed(office, "en") == ("B", None)
    for phone in (old, new, own):
        assert "Đèo Thị Én" in phone.sees
        assert w("transferred to {unit} from {day}", unit="Đơn vị B", day=office.now.date()) in phone.sees


def test_a_draft_lives_on_and_is_handed_in_to_the_new_cell(office: Office) -> None:
    office.pledges("en")
    office.owes()
    own, staff = phones(office, "en", "pa")
    own.says("/baocao")
    first = own.sees
    moves(staff, "en", "Đơn vị B")
    staff.taps(RECORD)
    own.says("/baocao")
    assert own.sees.splitlines()[-1] == first.splitlines()[-1]
    made = office.reports("en", "4", "2")
    assert office.report(made).unit == "B"


def test_what_waits_goes_to_the_new_reviewer_and_leaves_the_old_ones_queue(office: Office) -> None:
    office.pledges("en")
    office.owes()
    report = office.reports("en", "4", "2")
    staff, old, new = phones(office, "pa", "hai", "tich")
    old.says("/duyet")
    assert any("Én" in choice for choice in old.choices)
    moves(staff, "en", "Đơn vị B")
    staff.taps(RECORD)
    assert w("Documents of the comrade that wait for you: {count}.", count=1) in new.sees
    old.says(f"/duyet r:{report}")
    assert w("Accept") not in old.choices
    old.says("/duyet")
    assert not any("Én" in choice for choice in old.choices)
    new.says(f"/duyet r:{report}")
    new.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED


def test_a_transfer_to_come_holds_from_its_day(office: Office) -> None:
    office.owes()
    staff, old = phones(office, "pa", "hai")
    moves(staff, "en", "Đơn vị B", day="20/3")
    staff.taps(RECORD)
    assert home(office, "en") == "A"
    office.now = at(20, 3)
    assert home(office, "en") == "B"
    old.says("/miensinhhoat en")
    assert w("Exempt from party work and party life") not in old.choices
    assert "Én" not in old.sees


def test_the_comrade_sets_out_and_is_received_by_the_new_secretary(office: Office) -> None:
    office.owes()
    staff, old, new = phones(office, "pa", "hai", "to")
    moves(staff, "en", "Đơn vị E", there=False)
    staff.taps(RECORD)
    assert owed(office, "en") == ("A", LeftOut.IN_TRANSIT)
    assert home(office, "en") == "A"
    for phone in (old, new):
        phone.says("/chuyensinhhoat")
        assert "Đèo Thị Én" in phone.sees
    new.taps(w("Comrade {name}", name="Đèo Thị Én"))
    new.taps(w("Has arrived: receive the comrade"))
    new.taps(new.choices[0])
    new.taps(RECORD)
    assert home(office, "en") == "E"
    assert owed(office, "en") == ("E", None)
    assert w("received in {unit}", unit="Đơn vị E") in old.sees


def test_what_fell_due_on_the_way_is_owed_with_a_newcomers_time(office: Office) -> None:
    office.owes()
    staff, new = phones(office, "pa", "to")
    moves(staff, "en", "Đơn vị E", there=False)
    staff.taps(RECORD)
    due = office.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert due is not None
    office.now = due.grace_end + timedelta(days=3)
    new.says("/chuyensinhhoat en")
    new.taps(w("Has arrived: receive the comrade"))
    new.taps(new.choices[0])
    new.taps(RECORD)
    after = office.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert after is not None
    assert (after.unit, after.left_out) == ("E", None)
    assert not after.is_overdue(office.now)


def test_it_is_called_off(office: Office) -> None:
    office.owes()
    (staff,) = phones(office, "pa")
    moves(staff, "en", "Đơn vị E", there=False)
    staff.taps(RECORD)
    staff.says("/chuyensinhhoat en")
    staff.taps(w("Does not go after all"))
    staff.taps(RECORD)
    assert owed(office, "en") == ("A", None)


def test_the_offices_of_the_old_cell_end_and_those_elsewhere_stay(office: Office) -> None:
    office.do(lambda uow: uow.people.add_role("hai", "C", RoleKind.STAFF.value, at(1, 1).date()))
    (staff,) = phones(office, "pa")
    moves(staff, "hai", "Đơn vị B")
    assert w("Ends the day before: {office}, {unit}.", office=w("secretary"), unit="Đơn vị A") in staff.sees
    staff.taps(RECORD)
    speaker = office.field.speaker("hai", office.now)
    assert {role.kind for role in speaker.roles} == {RoleKind.MEMBER, RoleKind.STAFF}


def test_a_temporary_stay_leaves_the_home_where_it_is_and_ends_by_itself(office: Office) -> None:
    office.owes()
    (staff,) = phones(office, "pa")
    staff.says("/chuyensinhhoat en")
    staff.taps(w("Temporary party life in another cell"))
    staff.says("Đơn vị E")
    staff.taps(staff.choices[0])
    staff.taps(staff.choices[0])
    staff.says("1/3/2026")
    assert w("Record it") not in staff.choices
    staff.says("30/9/2026")
    staff.taps(RECORD)
    assert home(office, "en") == "A"
    assert owed(office, "en") == ("A", None)
    guests = office.do(lambda uow: uow.lives.guests("E", office.now.date()))
    assert [(each.person, each.kind) for each in guests] == [("en", MembershipKind.TEMPORARY)]
    assert office.do(lambda uow: uow.lives.guests("E", at(1, 10).date())) == []
    (host,) = phones(office, "to")
    host.says("/chuyensinhhoat")
    assert "Đèo Thị Én, Đơn vị A" in host.sees
    assert w("Comrade {name}", name="Đèo Thị Én") not in host.choices


def test_a_comrade_keeps_contact_where_he_or_she_lives(office: Office) -> None:
    (staff,) = phones(office, "pa")
    staff.says("/chuyensinhhoat en")
    staff.taps(w("Contact with the cell where the comrade lives"))
    staff.says("Đơn vị E")
    staff.taps(staff.choices[0])
    staff.taps(staff.choices[0])
    staff.taps(RECORD)
    guests = office.do(lambda uow: uow.lives.guests("E", office.now.date()))
    assert [each.kind for each in guests] == [MembershipKind.RESIDENCE]
    residents = office.do(lambda uow: uow.people.residents("/P/D/E/", office.now.date()))
    assert "en" not in {each.person.id for each in residents}


@pytest.mark.parametrize("who", ["hai", "phu", "en", "tich", "to"])
def test_who_does_not_manage_people_moves_nobody(office: Office, who: str) -> None:
    (phone,) = phones(office, who)
    phone.says("/chuyensinhhoat an")
    assert MOVE not in phone.choices
    assert home(office, "an") == "A"


def test_nobody_moves_himself(office: Office) -> None:
    (staff,) = phones(office, "pa")
    staff.says("/chuyensinhhoat pa")
    assert MOVE not in staff.choices


def test_words_do_as_well_as_buttons_in_plain_text(office: Office) -> None:
    phone = office.phone_of("pa", "text")
    phone.says("chuyen sinh hoat")
    phone.says("quang an")
    phone.says("1")
    phone.says("thôi sinh hoạt tại đây")
    phone.says("1")
    phone.says("hôm nay")
    phone.says("đồng ý")
    assert home(office, "an") == ""


def test_the_same_cell_is_said_at_once_and_another_one_asked_for(office: Office) -> None:
    (staff,) = phones(office, "pa")
    staff.says("/chuyensinhhoat en")
    staff.taps(MOVE)
    staff.says("Đơn vị A")
    staff.taps(staff.choices[0])
    assert w("The comrade belongs to this unit already.") in staff.sees
    staff.says("Đơn vị B")
    staff.taps(staff.choices[0])
    assert w("From which day?") in staff.sees


def test_nobody_moves_to_what_is_no_cell(office: Office) -> None:
    (staff,) = phones(office, "pa")
    staff.says("/chuyensinhhoat en")
    staff.taps(MOVE)
    assert not any("Chọn" in choice for choice in staff.choices)
    staff.says("Đơn vị C")
    assert "Đơn vị C" not in staff.choices
    assert "Đơn vị A" in staff.choices
