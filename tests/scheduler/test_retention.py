"""Every clock of core/retention.py at its border: a moment before it is kept, a moment after it is gone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from bot.clocks import MovableClock, RealClock
from core.consent import Consent, Purpose
from core.data_requests import RequestKind, RequestState, asked
from core.documents import Document
from core.errors import Refused
from core.history import Reading
from core.outbox import Kind, Outgoing, Priority
from core.people import Standing, StandingPeriod
from core.ports import UnitOfWork
from core.retention import CLOCKS, Kept
from core.settings import is_allowed
from core.talk import Address
from core.text.periods import Quarter
from core.usecases.forget import clocks, forget_slice, set_clock
from core.usecases.new_link_code import issue_code
from core.usecases.seal_log import seal_slice
from scheduler.daily import DailyWork
from storage.work import Repositories
from tests.core.field import at, item
from tests.handlers.secretary.office import Office
from tests.own_data.test_own_data import photo

BEGIN = at(10, 3)
MOMENT = timedelta(minutes=1)
DAYS = {clock.kept: clock.days for clock in CLOCKS}


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    made = Office(database_url)
    yield made
    made.close()


def count(office: Office, sql: str) -> int:
    def work(uow: UnitOfWork) -> int:
        assert isinstance(uow, Repositories)
        return int(uow.connection.core.exec_driver_sql(sql).scalar() or 0)

    return office.do(work)


def line(uow: UnitOfWork, chat: str = "chat-1") -> int:
    return uow.talk.line(Address("text", "bot", chat)).row


def _update(uow: UnitOfWork, _office: Office) -> None:
    uow.talk.note_update("k1", BEGIN)


def _parked(uow: UnitOfWork, _office: Office) -> None:
    uow.talk.park("k1", b"raw", "ABC", "why", BEGIN)


def _text(uow: UnitOfWork, _office: Office) -> None:
    place = uow.talk.line(Address("text", "bot", "chat-1"))
    uow.talk.link(place, "en", BEGIN)
    message = Outgoing(place.row, b"words", Kind.NOTICE, Priority.NOTICE, "d1", person="en")
    uow.outbox.queue([message], None, BEGIN)
    uow.outbox.cancel("en", BEGIN)


def _draft(uow: UnitOfWork, _office: Office) -> None:
    uow.talk.open_conversation("p:en", "suadulieu", "", b"words", BEGIN)


def _miss(uow: UnitOfWork, _office: Office) -> None:
    uow.codes.note_miss(line(uow), "AAAA2222", BEGIN)


def _code(uow: UnitOfWork, office: Office) -> None:
    issue_code(uow, "en", "test", BEGIN, office.dice, timedelta())


def _stranger(uow: UnitOfWork, _office: Office) -> None:
    place = uow.talk.line(Address("text", "bot", "a stranger"))
    uow.talk.keep_line(place, front=None, state=b"shown", heard_at=BEGIN)


def _request(uow: UnitOfWork, _office: Office) -> None:
    request = asked("r1", "en", "/P/", RequestKind.CORRECTION, BEGIN, "words")
    uow.requests.add(request)
    uow.requests.save(replace(request, state=RequestState.DONE, ended_at=BEGIN), RequestState.OPEN)


def _log(uow: UnitOfWork, _office: Office) -> None:
    uow.history.note_reading(Reading("r1", "en", 1, "hai", BEGIN))
    seal_slice(uow, "one/1")


def _consents(uow: UnitOfWork, _office: Office) -> None:
    for minutes in (0, 1):
        when = BEGIN + timedelta(minutes=minutes)
        uow.consents.record(Consent("en", Purpose.COMMENDATION, "v", True, when, "text", str(minutes)))  # noqa: FBT003


@dataclass(frozen=True)
class Case:
    kept: Kept
    write: Callable[[UnitOfWork, Office], None]
    left: str


STRANGERS = "select count(*) from address where last_heard_at is not null and coalesce(gone, '') <> 'erased'"
CASES = (
    Case(Kept.UPDATE_KEYS, _update, "select count(*) from update_seen"),
    Case(Kept.PARKED, _parked, "select count(*) from parked_update"),
    Case(Kept.TEXTS, _text, "select count(*) from outbox where length(payload_sealed) > 0"),
    Case(Kept.DRAFTS, _draft, "select count(*) from conversation"),
    Case(Kept.MISSES, _miss, "select count(*) from code_miss"),
    Case(Kept.CODES, _code, "select count(*) from link_code"),
    Case(
        Kept.STRANGERS,
        _stranger,
        STRANGERS,
    ),
    Case(Kept.REQUESTS, _request, "select count(*) from data_request where words_sealed is not null"),
    Case(Kept.LOG, _log, "select count(*) from access_log"),
    Case(
        Kept.CONSENTS,
        _consents,
        "select count(*) from consent where purpose = 'commendation' and message_id = '0'",
    ),
)


def forget(office: Office, kept: Kept, now: datetime) -> None:
    while office.do(lambda uow: forget_slice(uow, kept, now)):
        pass


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kept)
def test_kept_until_the_border_and_gone_after_it(office: Office, case: Case) -> None:
    office.do(lambda uow: case.write(uow, office))
    border = BEGIN + timedelta(days=DAYS[case.kept])
    forget(office, case.kept, border - MOMENT)
    assert count(office, case.left) == 1
    forget(office, case.kept, border + 2 * MOMENT)
    assert count(office, case.left) == 0


def test_evidence_of_who_left_goes_two_years_after_that_day(office: Office) -> None:
    office.do(lambda uow: uow.photos.add(photo("p1", "a" * 64)))
    office.do(lambda uow: uow.photos.add(photo("p2", "b" * 64, "an")))
    left = date(2026, 3, 10)
    office.do(lambda uow: uow.people.change_standing(StandingPeriod("en", Standing.LEFT, left)))
    border = at(10, 3) + timedelta(days=DAYS[Kept.LEAVERS])
    forget(office, Kept.LEAVERS, border)
    assert office.do(lambda uow: uow.photos.to_forget(9)) == []
    forget(office, Kept.LEAVERS, border + timedelta(days=1))
    assert office.do(lambda uow: uow.photos.to_forget(9)) == ["a" * 64]


def test_pledges_and_reports_go_five_years_after_their_year(office: Office) -> None:
    office.pledges("en", item(content="Giúp hộ ông Páo"), item("4", "buổi"))
    report = office.reports("en", "1", "2")
    office.do(lambda uow: uow.photos.add(photo("p1", "a" * 64)))
    forget(office, Kept.DOCUMENTS, at(25, 12, year=2031))
    assert office.report(report).content.items
    forget(office, Kept.DOCUMENTS, at(5, 1, year=2032))
    assert office.report(report).content.items == ()
    assert office.do(lambda uow: uow.pledges.of_year("en", 2026))[0].items == ()
    assert office.do(lambda uow: uow.photos.to_forget(9)) == ["a" * 64]
    assert count(office, "select count(*) from report_item") == 2, "figures are counted on"


def test_a_draft_ends_with_the_period_of_its_document(office: Office) -> None:
    office.owes()
    owed = office.do(lambda uow: uow.obligations.get("en", Document.report(Quarter(2026, 1))))
    assert owed is not None
    office.do(lambda uow: uow.talk.open_conversation("p:en", "baocao", "2026Q1", b"words", owed.closes))
    forget(office, Kept.DRAFTS, owed.closes - MOMENT)
    assert count(office, "select count(*) from conversation") == 1
    forget(office, Kept.DRAFTS, owed.closes)
    assert count(office, "select count(*) from conversation") == 0


def test_a_clock_can_be_set_and_the_setting_is_logged(office: Office) -> None:
    office.do(lambda uow: set_clock(uow, "parked", 3, BEGIN))
    assert {each.clock.kept: each.days for each in office.do(lambda uow: clocks(uow, BEGIN))}[
        Kept.PARKED
    ] == 3
    office.do(lambda uow: _parked(uow, office))
    forget(office, Kept.PARKED, BEGIN + timedelta(days=3) + MOMENT)
    assert count(office, "select count(*) from parked_update") == 0
    assert [each.object for each in office.do(lambda uow: uow.trail.within("/P/", 0, 5))] == ["parked 3"]


@pytest.mark.parametrize(("name", "days"), [("nothing", 3), ("parked", 0), ("parked", -1), ("parked", 10**6)])
def test_what_is_no_clock_is_refused(office: Office, name: str, days: int) -> None:
    with pytest.raises(Refused):
        office.do(lambda uow: set_clock(uow, name, days, BEGIN))
    assert not is_allowed(f"keep.{name}", str(days)) or name == "nothing"


async def test_the_daily_work_runs_them_all(office: Office) -> None:
    for case in CASES:
        office.do(lambda uow, case=case: case.write(uow, office))  # type: ignore[misc]
    clock = MovableClock(RealClock())
    clock.move_to(BEGIN + timedelta(days=max(DAYS.values()) + 5))
    await DailyWork(office.store, clock, lambda _day: ()).ring()
    assert [case.kept for case in CASES if count(office, case.left)] == []
