# ruff: noqa: S608 - statements are composed of this module's own constants
"""However many a half-day concerns, planning it is the same few statements; done again, it adds nobody."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.clock import VIETNAM
from core.reminders import HalfDay, Slot
from scheduler.reminding import remind
from storage.engine.connection import Connection, Row
from storage.engine.instants import to_micros
from storage.engine.statements import Statement
from storage.work import Repositories
from tests.core.field import at
from tests.handlers.secretary.office import Office

if TYPE_CHECKING:
    import sqlalchemy

FEW, PROVINCE = 300, 50_000
SLOT = Slot(date(2026, 3, 20), HalfDay.MORNING)
NOW = at(20, 3, 7, 31)
_NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n where i < :many) "
_PEOPLE = (
    "insert into person (id, full_name, sort_key, search_key, audience) "
    + _NUMBERS
    + "select 'p' || i, 'Người ' || i, 'a', 'a', 2 from n",
    "insert into address (id, channel, line, chat_digest, chat_sealed, state_sealed) "
    + _NUMBERS
    + "select 1000000 + 10 * i + k.k, case k.k when 0 then 'telegram' else 'text' end, 'bot', 'd' || i || k.k, '', ''"
    " from n cross join (select 0 as k union all select 1) k",
    "insert into link (address_id, person_id, linked_at) "
    + _NUMBERS
    + "select 1000000 + 10 * i + k.k, 'p' || i, 5 - k.k from n cross join (select 0 as k union all select 1) k",
    "insert into consent (person_id, purpose, at, given, text_version, channel, message_id) "
    + _NUMBERS
    + "select 'p' || i, k.k, 1, 1, 'a', '', '' from n"
    " cross join (select 'processing' as k union all select 'telegram') k",
    "insert into obligation (person_id, document, audience, unit_id, path, due_at, grace_end, closes_at) "
    + _NUMBERS
    + "select 'p' || i, k.k, 2, 'A', '/P/C/A/', cast(:due as bigint), cast(:due as bigint), cast(:closes as bigint)"
    " from n cross join (select 'report:2026Q1' as k union all select 'pledge:2026') k",
)
_PLANNED = Statement("select count(*), count(distinct address_id) from outbox where dedup like 'remind:p%'")


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    made = Office(database_url)
    yield made
    made.close()


class Counting(Connection):
    """Another connection, with its statements counted."""

    def __init__(self, connection: Connection) -> None:
        self._under = connection
        self.backend = connection.backend
        self.statements = 0

    def fetch_one(self, statement: Statement, /, **params: object) -> Row | None:
        self.statements += 1
        return self._under.fetch_one(statement, **params)

    def fetch_all(self, statement: Statement, /, **params: object) -> list[Row]:
        self.statements += 1
        return self._under.fetch_all(statement, **params)

    def execute(self, statement: Statement, /, **params: object) -> int:
        self.statements += 1
        return self._under.execute(statement, **params)

    def many(self, statement: Statement, rows: Sequence[Mapping[str, object]]) -> None:
        self.statements += len(rows)
        self._under.many(statement, rows)

    @property
    def core(self) -> "sqlalchemy.Connection":
        raise AssertionError("fixed SQL only")


def _settle(uow: Repositories, many: int) -> None:
    due, closes = at(20, 3, 23, 59), at(1, 7)
    for text in _PEOPLE:
        named = {"many": many, "due": to_micros(due), "closes": to_micros(closes)}
        uow.connection.execute(
            Statement(text), **{name: value for name, value in named.items() if f":{name}" in text}
        )


@pytest.mark.parametrize("many", [FEW, pytest.param(PROVINCE, marks=pytest.mark.slow)])
def test_all_are_planned_by_one_statement_and_planned_again_adds_none(office: Office, many: int) -> None:
    assert NOW.tzinfo is VIETNAM
    office.store.run_sync(lambda uow: _settle(uow, many))

    def plan(uow: Repositories) -> tuple[int, int]:
        counting = Counting(uow.connection)
        return remind(Repositories(counting, office.vault), SLOT, (), NOW), counting.statements

    assert office.store.run_sync(plan) == (many, 2)  # what the units have set, and the rows
    assert office.store.run_sync(plan) == (0, 2)
    (planned,) = office.store.run_sync(lambda uow: uow.connection.fetch_all(_PLANNED))
    assert tuple(planned) == (many, many)
