"""/uyquyen: the deputy or a member of the committee acts for the secretary, in every list, with both names kept."""

import pytest

from core.people import RoleKind
from core.report import ReportState
from tests.core.field import START, at
from tests.handlers.people.cast import phones
from tests.handlers.secretary.office import Office, w
from tests.world import Phone

RECORD = w("Record it")


def committee(office: Office, person: str = "an") -> None:
    office.do(lambda uow: uow.people.add_role(person, "A", RoleKind.CELL_COMMITTEE_MEMBER.value, START))


def delegates(phone: Phone, name: str, *days: str) -> None:
    phone.says("/uyquyen")
    if w("Have somebody stand in") in phone.choices:
        phone.taps(w("Have somebody stand in"))
    phone.taps(next(each for each in phone.choices if name in each))
    for day in days:
        phone.says(day)
    phone.taps(RECORD)


def test_the_committee_member_reviews_in_the_secretarys_place(office: Office) -> None:
    committee(office)
    office.pledges("en")
    office.owes()
    report = office.reports("en", "4", "2")
    secretary, stand_in, author, staff = phones(office, "hai", "an", "en", "pa")
    stand_in.says("/duyet")
    assert not any("Én" in choice for choice in stand_in.choices)
    delegates(secretary, "Quàng Ẩn", "hôm nay", "20/3")
    assert "Bế Hải" in stand_in.sees
    stand_in.says("/duyet")
    stand_in.taps(next(each for each in stand_in.choices if "Én" in each))
    assert w("You stand in for comrade {name} here.", name="Bế Hải") in stand_in.sees
    stand_in.taps(w("Accept"))
    assert office.report(report).state is ReportState.ACCEPTED
    entry = office.do(lambda uow: uow.history.of(report))[-1]
    assert (entry.actor, entry.stands_for) == ("an", "hai")
    author.says("/cuatoi 2026Q1")
    assert "thay đồng chí Bế Hải" in author.sees
    staff.says(f"/chibo h:{report}")
    assert "thay đồng chí Bế Hải" in staff.sees


def test_it_ends_by_itself(office: Office) -> None:
    committee(office)
    secretary, stand_in = phones(office, "hai", "an")
    delegates(secretary, "Quàng Ẩn", "hôm nay", "20/3")
    office.now = at(21, 3)
    assert RoleKind.SECRETARY not in office.field.speaker("an", office.now).kinds(at(21, 3).date())
    stand_in.says("/duyet")
    assert not any("Én" in choice for choice in stand_in.choices)


def test_the_secretary_is_back_early(office: Office) -> None:
    committee(office)
    secretary, stand_in = phones(office, "hai", "an")
    delegates(secretary, "Quàng Ẩn", "hôm nay", "20/3")
    secretary.says("/uyquyen")
    secretary.taps(secretary.choices[0])
    assert RoleKind.SECRETARY not in {role.kind for role in office.field.speaker("an", office.now).roles}
    assert w(
        "comrade {name} no longer stands in as {office} of {unit}",
        name="Quàng Ẩn",
        office=w("secretary"),
        unit="Đơn vị A",
    ) in (stand_in.sees)
    secretary.taps(w("Take it back"))
    secretary.taps(w("Take it back"))
    assert RoleKind.SECRETARY in {role.kind for role in office.field.speaker("an", office.now).roles}


def test_nobody_hands_it_on_or_appoints_by_it(office: Office) -> None:
    committee(office)
    secretary, stand_in = phones(office, "hai", "an")
    delegates(secretary, "Quàng Ẩn", "hôm nay", "20/3")
    stand_in.says("/uyquyen new")
    assert w("There is no office that somebody could stand in for.") in stand_in.sees
    stand_in.says("/huy")
    stand_in.says("/phanquyen en")
    assert w("Give an office") not in stand_in.choices


def test_ones_own_report_is_still_looked_at_by_the_others(office: Office) -> None:
    """Standing in changes nothing in who reviews one's own, and nobody reviews the own secretary's from below."""
    committee(office)
    office.pledges("an")
    office.pledges("hai")
    office.owes()
    own, secretarys = office.reports("an", "1", "1"), office.reports("hai", "1", "1")
    secretary, stand_in, deputy = phones(office, "hai", "an", "phu")
    delegates(secretary, "Quàng Ẩn", "hôm nay", "20/3")
    for report in (own, secretarys):
        stand_in.says(f"/duyet r:{report}")
        assert w("Accept") not in stand_in.choices
    deputy.says(f"/duyet r:{own}")
    assert w("Accept") in deputy.choices


def test_without_anyone_to_stand_in_the_way_is_shown(office: Office) -> None:
    (secretary,) = phones(office, "to")
    secretary.says("/uyquyen")
    assert w("Please have a deputy secretary or a member of the committee recorded first.") in secretary.sees


def test_when_the_secretarys_office_ends_nobody_stands_in_for_it(office: Office) -> None:
    committee(office)
    secretary, _, staff = phones(office, "hai", "an", "pa")
    delegates(secretary, "Quàng Ẩn", "hôm nay", "20/3")
    staff.says("/phanquyen hai")
    staff.taps(next(each for each in staff.choices if w("secretary") in each))
    staff.says("hôm nay")
    staff.taps(RECORD)
    assert RoleKind.SECRETARY not in {role.kind for role in office.field.speaker("an", office.now).roles}


def test_staff_for_a_part_of_what_they_look_after(office: Office) -> None:
    office.do(lambda uow: uow.people.add_role("ngan", "P", RoleKind.STAFF.value, START))
    staff, stand_in = phones(office, "pa", "ngan")
    office.do(lambda uow: uow.people.add_role("tich", "P", RoleKind.SECRETARY.value, START))
    staff.says("/uyquyen")
    staff.taps(next(each for each in staff.choices if "Lường Văn Tích" in each))
    staff.taps(w("For one unit of it"))
    staff.says("Đơn vị D")
    staff.taps(staff.choices[0])
    staff.says("hôm nay")
    staff.says("20/3")
    staff.taps(RECORD)
    (tich,) = phones(office, "tich")
    tich.says("/chuyensinhhoat ut")
    assert w("Transfer to another cell") in tich.choices
    tich.says("/huy")
    tich.says("/chuyensinhhoat en")
    assert w("Transfer to another cell") not in tich.choices
    assert stand_in.address


@pytest.mark.parametrize("days", [("hôm qua",), ("hôm nay", "hôm qua")])
def test_not_from_a_past_day_nor_to_one_before(office: Office, days: tuple[str, ...]) -> None:
    committee(office)
    (secretary,) = phones(office, "hai")
    secretary.says("/uyquyen")
    secretary.taps(next(each for each in secretary.choices if "Quàng Ẩn" in each))
    for day in days:
        secretary.says(day)
    assert RECORD not in secretary.choices


@pytest.mark.parametrize("whose", ["hai", "ut", "nobody"])
def test_who_looks_after_nobody_learns_nothing_of_anyones_office(office: Office, whose: str) -> None:
    (phone,) = phones(office, "en")
    phone.says(f"/uyquyen {whose}")
    assert w("This is outside what you look after.") in phone.sees


def test_who_appoints_ends_it_for_a_secretary_who_cannot(office: Office) -> None:
    committee(office)
    secretary, staff = phones(office, "hai", "pa")
    delegates(secretary, "Quàng Ẩn", "hôm nay", "20/3")
    staff.says("/uyquyen hai")
    staff.taps(staff.choices[0])
    assert RoleKind.SECRETARY not in {role.kind for role in office.field.speaker("an", office.now).roles}
    assert "Quàng Ẩn" in secretary.sees
