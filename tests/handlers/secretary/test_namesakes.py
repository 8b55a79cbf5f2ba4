"""Two people of one full name are told apart wherever both may be meant (domain.md §5.6)."""

from core.people import AudienceGroup, Membership, MembershipKind, Person
from core.pledge import PledgeState
from core.ports import UnitOfWork
from tests.core.field import START
from tests.handlers.secretary.office import Office


def namesake(office: Office, person: str, name: str, year: int | None, unit: str) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.people.add(Person(person, name, year, AudienceGroup.ORDINARY_MEMBER))
        uow.people.add_membership(Membership(person, unit, MembershipKind.OFFICIAL, START))

    office.do(work)


def test_the_queue_names_the_year_where_the_cell_has_two(office: Office) -> None:
    namesake(office, "en2", "Đèo Thị Én", 1960, "A")
    office.pledges("en", state=PledgeState.SUBMITTED)
    office.pledges("an", state=PledgeState.SUBMITTED)
    phone = office.phone_of("hai")
    phone.says("/duyet")
    assert "Đèo Thị Én (1991)" in " ".join(phone.choices)
    assert "Quàng Ẩn:" in " ".join(phone.choices)


def test_and_the_unit_where_the_year_is_the_same(office: Office) -> None:
    namesake(office, "xuan2", "Khoàng Xuân", 1993, "A")
    office.pledges("xuan", state=PledgeState.SUBMITTED)
    phone = office.phone_of("tich")
    phone.says("/duyet")
    assert "Khoàng Xuân (1993), Đơn vị B" in phone.sees + " ".join(phone.choices)


def test_a_notice_says_which_of_the_two_decided(office: Office) -> None:
    namesake(office, "hai2", "Bế Hải", 1999, "A")
    office.pledges("en", state=PledgeState.SUBMITTED)
    author = office.phone_of("en")
    phone = office.phone_of("hai")
    phone.says("/duyet p:pledge-en")
    phone.taps("Xác nhận")
    assert "Bế Hải (1966)" in author.everything


def test_a_receipt_and_the_way_back_say_of_whom_it_was_recorded(office: Office) -> None:
    namesake(office, "en2", "Đèo Thị Én", 1960, "A")
    phone = office.phone_of("hai")
    phone.says("/miensinhhoat en2")
    phone.chooses("Miễn")
    while "Ghi nhận" not in phone.choices:
        phone.taps(phone.choices[0] if phone.choices else "Bỏ qua")
    phone.taps("Ghi nhận")
    assert "Đèo Thị Én (1960)" in phone.sees
    phone.taps("Hoàn tác")
    assert "Đèo Thị Én (1960)" in phone.sees
    phone.says("/viecvualam")
    assert "Đèo Thị Én (1960)" in phone.sees + " ".join(phone.choices)
