"""Two hands on one document at the same moment: one of them wins, and the database says so on both backends."""

import asyncio
from collections.abc import Iterator

import pytest

from core.consent import Purpose
from core.documents import Document
from core.errors import Moved
from core.report import TEXTS
from core.talk import Address
from core.usecases.decide_report import AcceptReport, ReturnReport, accept_report, return_report
from core.usecases.link_by_code import LinkByCode, link_by_code
from core.usecases.new_link_code import issue_code
from core.usecases.open_period import open_period
from core.usecases.submit_report import SubmitReport, Submitted, submit_report
from storage.work import Repositories
from tests.core.field import PEOPLE, Q1, Dice, Field, at, field_on, occasion

NOW = at(10, 3)


@pytest.fixture
def field(database_url: str) -> Iterator[Field]:
    with field_on(database_url) as made:
        yield made


async def all_at_once(field: Field, works: list[object]) -> list[object]:
    return await asyncio.gather(*(field.store.run(work) for work in works), return_exceptions=True)  # type: ignore[arg-type]


async def test_ten_taps_on_send_make_one_report(field: Field) -> None:
    speaker = field.speaker("en", NOW)

    def send(seed: int) -> object:
        return lambda uow: submit_report(uow, speaker, SubmitReport(Q1, 0, ()), occasion(NOW), Dice(seed))

    outcomes = await all_at_once(field, [send(seed) for seed in range(10)])
    assert sum(isinstance(each, Submitted) for each in outcomes) == 1
    assert all(isinstance(each, Submitted | Moved) for each in outcomes)
    assert len(field.do(lambda uow: uow.reports.of_year("en", 2026))) == 1


async def test_two_reviewers_decide_and_one_is_shown_the_others(field: Field) -> None:
    author = field.speaker("en", NOW)
    done = field.do(
        lambda uow: submit_report(uow, author, SubmitReport(Q1, 0, ()), occasion(NOW), field.chance)
    )
    first, second = field.speaker("hai", NOW), field.speaker("phu", NOW)

    def accepts(uow: Repositories) -> object:
        return accept_report(uow, first, AcceptReport(done.report, 1), occasion(NOW))

    def returns(uow: Repositories) -> object:
        command = ReturnReport(done.report, 1, frozenset({TEXTS}), "thiếu")
        return return_report(uow, second, command, occasion(NOW))

    outcomes = await all_at_once(field, [accepts, returns])
    assert sum(isinstance(each, Moved) for each in outcomes) == 1
    report = field.do(lambda uow: uow.reports.get(done.report))
    assert report is not None
    assert report.revision == 2
    assert len(field.do(lambda uow: uow.history.of(done.report))) == 2


async def test_one_code_links_one_address(field: Field) -> None:
    code = field.do(lambda uow: issue_code(uow, "en", "hai", NOW, field.chance))
    command = LinkByCode(code, "1", (Purpose.PROCESSING, Purpose.TELEGRAM))

    def link(chat: int) -> object:
        def work(uow: Repositories) -> str:
            line = uow.talk.line(Address("telegram", "main", str(chat)))
            return link_by_code(uow, line, command, occasion(NOW)).person.id

        return work

    outcomes = await all_at_once(field, [link(chat) for chat in range(6)])
    assert outcomes.count("en") == 1
    linked = field.do(lambda uow: uow.talk.addresses_of("en"))
    assert len(linked) == 1


async def test_two_processes_open_a_period_once(field: Field) -> None:
    document = Document.report(Q1)
    outcomes = await all_at_once(field, [lambda uow: open_period(uow, document).added] * 3)
    assert sum(each for each in outcomes if isinstance(each, int)) == len(PEOPLE)
