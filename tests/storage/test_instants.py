"""Instants are the same number, and the same instant, on both backends."""

import time
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from storage.engine.connection import Connection
from storage.engine.instants import from_micros, to_micros
from storage.engine.statements import Statement
from storage.engine.store import Store
from tests.storage import shelf

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@given(st.datetimes(timezones=st.sampled_from([UTC, HANOI, timezone(timedelta(hours=-11))])))
def test_an_instant_comes_back_exactly(instant: datetime) -> None:
    try:
        utc = instant.astimezone(UTC)
    except OverflowError:  # at the very ends of the calendar
        return
    again = from_micros(to_micros(instant))
    assert again == utc
    assert again.tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(HANOI)))
def test_earlier_is_less(one: datetime, other: datetime) -> None:
    assert (one < other) == (to_micros(one) < to_micros(other))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        to_micros(datetime(2026, 3, 31, 23, 59))  # noqa: DTZ001 - that is the point


async def test_core_and_fixed_sql_meet_in_the_same_number(store: Store[Connection]) -> None:
    born = datetime(1968, 2, 29, 6, 30, 0, 123456, tzinfo=HANOI)

    def work(connection: Connection) -> list[object]:
        connection.core.execute(shelf.author.insert().values(id="a", name="a", born=born))
        connection.core.execute(shelf.author.insert().values(id="b", name="b", born=None))
        stored = connection.fetch_one(Statement("select born from author where id = 'a'"))
        before = sa.select(shelf.author.c.id).where(shelf.author.c.born <= born)
        read = connection.core.scalars(sa.select(shelf.author.c.born).order_by(shelf.author.c.id)).all()
        return [stored, *connection.core.scalars(before), *read]

    stored, earlier, read, missing = await store.run(work)
    assert stored == (to_micros(born),)
    assert earlier == "a"
    assert read == born
    assert isinstance(read, datetime)
    assert read.tzinfo is UTC
    assert missing is None


async def test_the_databases_clock_is_aware_and_goes_forward(store: Store[Connection]) -> None:
    first = await store.run(lambda c: c.database_now())
    second = await store.read(lambda c: c.database_now())
    assert first.tzinfo is UTC
    assert first <= second <= first + timedelta(seconds=30)
    host = datetime.fromtimestamp(time.time(), UTC)
    assert abs(host - second) < timedelta(seconds=30)
