"""Linking by one's own telephone number and birth year; what a stranger learns is nothing."""

from datetime import date, timedelta

import pytest

from core.consent import Purpose
from core.errors import NotAllowed
from core.people import AudienceGroup, Membership, MembershipKind, Person
from core.talk import Address, Line
from core.text.phones import phone_number
from core.usecases.consent import has_agreed
from core.usecases.first_link import CodeAnswer, CodeHolder, TooManyTries, WrongCode
from core.usecases.link_by_code import LinkByCode, link_by_code
from core.usecases.link_by_phone import (
    DeclineByPhone,
    LinkByPhone,
    PhoneClaim,
    decline_by_phone,
    link_by_phone,
    try_phone,
)
from core.usecases.new_link_code import issue_code
from core.usecases.revoke_addresses import revoke_addresses
from storage.work import Repositories
from tests.core.field import START, Field, at, occasion

NOON = at(10, 3, 12)
BOTH = (Purpose.PROCESSING, Purpose.TELEGRAM)
NUMBER = "0912345678"


def line(field: Field, chat: str = "777") -> Line:
    return field.do(lambda uow: uow.talk.line(Address("telegram", "main", chat)))


def joins(field: Field, person: str, year: int | None, phone: str = NUMBER) -> None:
    def work(uow: Repositories) -> None:
        uow.people.add(Person(person, f"Lò Thị {person}", year, AudienceGroup.ORDINARY_MEMBER), phone)
        uow.people.add_membership(Membership(person, "A", MembershipKind.OFFICIAL, START))

    field.do(work)


def tried(field: Field, claim: PhoneClaim, chat: str = "777") -> CodeAnswer:
    there = line(field, chat)
    return field.do(lambda uow: try_phone(uow, there, claim, NOON))


def test_ones_own_number_and_birth_year_link(field: Field) -> None:
    joins(field, "tong", 1988, "+84 912 345 678")
    claim = PhoneClaim(phone_number("84912345678") or "", 1988)
    answer = tried(field, claim)
    assert isinstance(answer, CodeHolder)
    assert answer.who.person.id == "tong"
    there = line(field)
    field.do(lambda uow: link_by_phone(uow, there, LinkByPhone(claim, BOTH), occasion(NOON)))
    assert line(field).speaker == "tong"
    assert field.do(lambda uow: has_agreed(uow, "tong"))


def test_two_on_one_number_are_told_apart_by_the_year(field: Field) -> None:
    joins(field, "vo", 1960)
    joins(field, "chong", 1958)
    for year, person in ((1960, "vo"), (1958, "chong")):
        answer = tried(field, PhoneClaim(NUMBER, year))
        assert isinstance(answer, CodeHolder)
        assert answer.who.person.id == person


def test_all_that_does_not_prove_it_reads_alike(field: Field) -> None:
    joins(field, "a", 1970)
    joins(field, "b", 1970)
    joins(field, "c", None, "0987654321")
    claims = [
        PhoneClaim("0900000000", 1970),  # not on the roster
        PhoneClaim(NUMBER, 1971),  # another year
        PhoneClaim(NUMBER, 1970),  # two of that year
        PhoneClaim("0987654321", 0),  # no year is known
    ]
    assert [tried(field, claim) for claim in claims] == [WrongCode()] * 4


def test_years_are_not_guessed_for_long(field: Field) -> None:
    joins(field, "tong", 1988)
    for year in range(1980, 1985):
        assert tried(field, PhoneClaim(NUMBER, year)) == WrongCode()
    assert tried(field, PhoneClaim(NUMBER, 1988)) == TooManyTries(NOON + timedelta(minutes=1))


def test_after_the_phone_was_lost_its_number_proves_nothing_until_a_new_code_was_used(field: Field) -> None:
    joins(field, "tong", 1988)
    secretary = field.speaker("hai", NOON)
    field.do(lambda uow: revoke_addresses(uow, secretary, "tong", occasion(NOON)))
    claim = PhoneClaim(NUMBER, 1988)
    assert tried(field, claim, "the finder") == WrongCode()
    code = field.do(lambda uow: issue_code(uow, "tong", "hai", NOON, field.chance))
    assert tried(field, claim, "the finder") == WrongCode()
    there = line(field, "new phone")
    field.do(lambda uow: link_by_code(uow, there, LinkByCode(code, "", BOTH), occasion(NOON)))
    assert isinstance(tried(field, claim, "second phone"), CodeHolder)


def test_refusing_stores_the_refusal_only(field: Field) -> None:
    joins(field, "tong", 1988)
    there = line(field)
    decline = DeclineByPhone(PhoneClaim(NUMBER, 1988), (Purpose.PROCESSING,))
    field.do(lambda uow: decline_by_phone(uow, there, decline, occasion(NOON)))
    assert line(field).speaker is None
    assert not field.do(lambda uow: has_agreed(uow, "tong"))


def test_who_left_meanwhile_is_not_linked(field: Field) -> None:
    joins(field, "tong", 1988)
    field.do(lambda uow: uow.people.end_membership("tong", date(2026, 3, 9)))
    there = line(field)
    command = LinkByPhone(PhoneClaim(NUMBER, 1988), BOTH)
    with pytest.raises(NotAllowed):
        field.do(lambda uow: link_by_phone(uow, there, command, occasion(NOON)))
