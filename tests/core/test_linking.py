"""First contact: codes, tries, consent; what a stranger learns is nothing."""

from datetime import datetime, timedelta

import pytest

from core import linking
from core.consent import Purpose
from core.errors import NotAllowed
from core.people import AudienceGroup, Membership, MembershipKind, Person, Standing, StandingPeriod
from core.settings import CHAT_DISABLED
from core.talk import Address, Line
from core.usecases.consent import DecideConsent, decide_consent, has_agreed
from core.usecases.link_by_code import (
    CodeAnswer,
    CodeHolder,
    DeclineConsent,
    LinkByCode,
    TooManyTries,
    WrongCode,
    decline_consent,
    link_by_code,
    try_code,
)
from core.usecases.new_link_code import issue_code, new_link_code
from storage.work import Repositories
from tests.core.field import DAY, Field, at, occasion

NOON = at(10, 3, 12)
SECOND = timedelta(seconds=1)


def line(field: Field, chat: str = "777") -> Line:
    return field.do(lambda uow: uow.talk.line(Address("telegram", "main", chat)))


def issue(field: Field, person: str = "en", now: datetime = NOON) -> str:
    return field.do(lambda uow: issue_code(uow, person, "hai", now, field.chance))


def tried(field: Field, code: str, now: datetime = NOON, chat: str = "777") -> CodeAnswer:
    there = line(field, chat)
    return field.do(lambda uow: try_code(uow, there, code, now))


def link(field: Field, code: str, now: datetime = NOON, chat: str = "777") -> None:
    there = line(field, chat)
    command = LinkByCode(code, "2026-1", (Purpose.PROCESSING, Purpose.TELEGRAM))
    field.do(lambda uow: link_by_code(uow, there, command, occasion(now)))


def test_a_code_shows_whose_it_is_and_links_once(field: Field) -> None:
    code = issue(field)
    assert linking.looks_like_code(code)
    answer = tried(field, f" {code[:4].lower()}-{code[4:]} ")
    assert isinstance(answer, CodeHolder)
    assert answer.who.person.full_name == "Đèo Thị Én"
    link(field, code)
    assert line(field).speaker == "en"
    assert field.do(lambda uow: has_agreed(uow, "en", Purpose.TELEGRAM))
    assert tried(field, code) == WrongCode()
    with pytest.raises(NotAllowed):
        link(field, code, chat="888")
    assert line(field, "888").speaker is None


def test_a_newer_code_ends_the_older(field: Field) -> None:
    old, new = issue(field), issue(field)
    assert tried(field, old) == WrongCode()
    assert isinstance(tried(field, new), CodeHolder)


def test_wrong_used_and_expired_codes_are_told_apart_by_nobody(field: Field) -> None:
    used, expired = issue(field, "en"), issue(field, "an", NOON - linking.VALID_FOR)
    link(field, used)
    answers = [tried(field, code, chat=code) for code in (used, expired, "AAAAAAAA", "", "x" * 500)]
    assert answers == [WrongCode()] * 5


def test_after_five_wrong_codes_the_pause_grows(field: Field) -> None:
    right = issue(field)
    for number in range(5):
        assert tried(field, f"AAAAAAA{linking.ALPHABET[number]}") == WrongCode()
    paused = tried(field, right)
    assert isinstance(paused, TooManyTries)
    assert paused.until == NOON + timedelta(minutes=1)
    assert isinstance(tried(field, right, chat="another phone"), CodeHolder)
    later = paused.until + SECOND
    assert tried(field, "CCCCCCCC", later) == WrongCode()
    again = tried(field, right, later)
    assert isinstance(again, TooManyTries)
    assert again.until == later + timedelta(minutes=5)
    assert isinstance(tried(field, right, again.until), CodeHolder)


def test_the_pause_grows_to_half_a_day_and_no_further() -> None:
    misses = [NOON] * 5
    pauses = []
    for _ in range(8):
        until = linking.paused_until(misses)
        assert until is not None
        pauses.append((until - misses[-1]) // timedelta(minutes=1))
        misses.append(until)
    assert pauses == [1, 5, 15, 60, 240, 720, 720, 720]
    assert linking.paused_until(misses[:4]) is None


def guesses(field: Field, numbers: range) -> None:
    """Four wrong codes from each of many addresses, so that none of them has to pause."""

    def work(uow: Repositories) -> None:
        for number in numbers:
            there = uow.talk.line(Address("telegram", "main", f"robot {number // 4}"))
            try_code(uow, there, f"guess {number}", NOON)

    field.do(work)


def test_guessing_from_many_addresses_brakes_the_whole_line_for_a_while(field: Field) -> None:
    right = issue(field)
    guesses(field, range(linking.LINE_MISSES))
    assert isinstance(tried(field, right), CodeHolder)
    guesses(field, range(200, 202))
    braked = tried(field, right)
    assert isinstance(braked, TooManyTries)
    assert braked.until == NOON + linking.LINE_WINDOW
    assert isinstance(tried(field, right, braked.until), CodeHolder)
    elsewhere = field.do(lambda uow: uow.talk.line(Address("telegram", "another bot", "777")))
    assert isinstance(field.do(lambda uow: try_code(uow, elsewhere, right, NOON)), CodeHolder)


def test_a_day_on_which_many_begin_is_not_taken_for_guessing(field: Field) -> None:
    for person in ("en", "an", "xuan"):
        link(field, issue(field, person), chat=person)
    guesses(field, range(linking.LINE_MISSES + 3))
    assert isinstance(tried(field, issue(field, "ut")), CodeHolder)
    guesses(field, range(200, 202))
    assert isinstance(tried(field, issue(field, "ut")), TooManyTries)


def test_a_code_of_somebody_who_is_not_here_yet_is_as_wrong_as_any(field: Field) -> None:
    def come_later(uow: Repositories) -> None:
        uow.people.add(Person("moi", "Mới Đến", 1999, AudienceGroup.ORDINARY_MEMBER))
        uow.people.add_membership(Membership("moi", "A", MembershipKind.OFFICIAL, NOON.date() + DAY))

    field.do(come_later)
    code = issue(field, "moi")
    assert tried(field, code) == tried(field, "CCCC3333", chat="other") == WrongCode()
    there = line(field)
    assert field.do(lambda uow: len(uow.codes.misses(there.row, NOON - DAY))) == 1
    assert isinstance(tried(field, code, NOON + DAY), CodeHolder)


def test_the_same_wrong_code_counts_once_however_often_it_is_replayed(field: Field) -> None:
    for _ in range(20):
        tried(field, "AAAAAAAA")
    assert isinstance(tried(field, issue(field)), CodeHolder)


def test_refusing_stores_the_refusal_only_and_the_code_still_works(field: Field) -> None:
    field.do(lambda uow: uow.connection.core.exec_driver_sql("delete from consent"))
    code = issue(field)
    there = line(field)
    field.do(lambda uow: decline_consent(uow, there, DeclineConsent(code, "2026-1"), occasion(NOON)))
    assert line(field).speaker is None
    assert not field.do(lambda uow: has_agreed(uow, "en"))
    assert len(field.do(lambda uow: uow.consents.current("en"))) == 1
    link(field, code, NOON + SECOND)
    assert field.do(lambda uow: has_agreed(uow, "en"))


def decide(field: Field, now: datetime, *, given: bool) -> None:
    speaker = field.speaker("en", now)
    command = DecideConsent((Purpose.PROCESSING,), "2026-1", given)
    field.do(lambda uow: decide_consent(uow, speaker, command, occasion(now)))


def test_consent_is_withdrawn_and_given_again(field: Field) -> None:
    for given, hour in ((False, 13), (True, 14), (False, 15)):
        decide(field, at(10, 3, hour), given=given)
        assert field.do(lambda uow: has_agreed(uow, "en")) is given


def test_the_dead_and_who_left_are_linked_no_more(field: Field) -> None:
    code = issue(field)
    died = StandingPeriod("en", Standing.DECEASED, at(10, 3).date())
    field.do(lambda uow: uow.people.change_standing(died))
    assert tried(field, code) == WrongCode()


def test_a_branch_kept_out_of_chat_links_nobody(field: Field) -> None:
    code = issue(field)
    field.do(lambda uow: uow.units.set("C", CHAT_DISABLED, "on"))
    assert tried(field, code) == WrongCode()
    field.do(lambda uow: uow.units.set("A", CHAT_DISABLED, "off"))
    assert isinstance(tried(field, code, chat="another"), CodeHolder)


@pytest.mark.parametrize(
    ("who", "whom", "allowed"),
    [
        ("hai", "en", True),
        ("hai", "xuan", False),
        ("tich", "xuan", True),
        ("sa", "ut", True),
        ("en", "an", False),
        ("to", "en", False),
    ],
)
def test_only_who_looks_after_a_person_makes_a_code(field: Field, who: str, whom: str, allowed: bool) -> None:
    speaker = field.speaker(who, NOON)
    if not allowed:
        with pytest.raises(NotAllowed):
            field.do(lambda uow: new_link_code(uow, speaker, whom, occasion(NOON), field.chance))
        return
    code = field.do(lambda uow: new_link_code(uow, speaker, whom, occasion(NOON), field.chance))
    assert isinstance(tried(field, code), CodeHolder)


def test_the_database_holds_no_code(field: Field) -> None:
    code = issue(field)
    rows = field.do(lambda uow: uow.connection.core.exec_driver_sql("select * from link_code").fetchall())
    assert code not in repr(rows)
