"""Addresses and conversations on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from core.outbox import Kind, Outgoing, Priority, Sent
from core.ports import UnitOfWork
from core.retention import Kept
from core.talk import Address
from storage.engine.store import Store, open_store
from storage.vault import Vault
from storage.work import Repositories

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
HERE = Address("telegram", "bot", "77001")


@pytest.fixture
def work(database_url: str) -> Store[UnitOfWork]:
    vault = Vault(b"k" * 32)
    return open_store(database_url, lambda connection: Repositories(connection, vault))


def test_an_update_is_taken_once(work: Store[UnitOfWork]) -> None:
    assert work.run_sync(lambda uow: uow.talk.note_update("u1", NOW))
    assert not work.run_sync(lambda uow: uow.talk.note_update("u1", NOW))
    work.close_sync()


def test_an_address_is_made_on_first_sight_and_kept(work: Store[UnitOfWork]) -> None:
    first = work.run_sync(lambda uow: uow.talk.line(HERE))
    work.run_sync(lambda uow: uow.talk.keep_line(first, front=None, state=b"{}", heard_at=NOW))
    again = work.run_sync(lambda uow: uow.talk.line(HERE))
    assert (again.row, again.state, again.last_heard, again.shared) == (first.row, b"{}", NOW, False)
    work.close_sync()


def test_a_conversation_is_unique_by_owner_dialog_and_subject(work: Store[UnitOfWork]) -> None:
    def both(uow: UnitOfWork) -> tuple[int, int, bytes]:
        one = uow.talk.open_conversation("p:M09", "baocao", "2026Q1", b"first", NOW)
        other = uow.talk.open_conversation("p:M09", "baocao", "2026Q1", b"second", NOW)
        return one.row, other.row, other.state

    one, other, state = work.run_sync(both)
    assert (one, state) == (other, b"first")
    work.close_sync()


def test_a_closed_conversation_is_in_front_nowhere(work: Store[UnitOfWork]) -> None:
    def close(uow: UnitOfWork) -> int | None:
        line = uow.talk.line(HERE)
        opened = uow.talk.open_conversation("p:M09", "baocao", "2026Q1", b"x", NOW)
        uow.talk.keep_line(line, front=opened.row, state=b"", heard_at=NOW)
        uow.talk.close_conversation(opened.row)
        return uow.talk.line(HERE).front

    assert work.run_sync(close) is None
    work.close_sync()


def test_what_is_old_is_forgotten_and_that_it_was_sent_is_kept(work: Store[UnitOfWork]) -> None:
    long_ago = NOW - timedelta(days=100)

    def before(uow: UnitOfWork) -> None:
        uow.talk.note_update("old", long_ago)
        uow.talk.note_update("new", NOW)
        uow.talk.park("parked", b"raw", "ABC123", "ValueError", long_ago)
        row = uow.talk.line(HERE).row
        for number, at in enumerate((long_ago, NOW)):
            message = Outgoing(row, b"a text", Kind.RECEIPT, Priority.REPLY, f"r{number}")
            (claimed,) = uow.outbox.queue([message], "test/1", at).claimed
            uow.outbox.record(claimed, Sent(str(number), at), at)
            uow.outbox.hand_back(row, "test/1", at)

    def forget(uow: UnitOfWork) -> bool:
        clocks = {Kept.UPDATE_KEYS: 7, Kept.PARKED: 14, Kept.TEXTS: 90}
        forgotten = [
            uow.retention.forget(kept, NOW - timedelta(days=days), 9) for kept, days in clocks.items()
        ]
        return any(forgotten)

    work.run_sync(before)
    while work.run_sync(forget):
        pass
    assert work.run_sync(lambda uow: uow.talk.note_update("old", NOW)), "its key is forgotten"
    assert not work.run_sync(lambda uow: uow.talk.note_update("new", NOW)), "this one is not"
    work.close_sync()
