"""The log of who read what: added to by every reading, never changed, and sealed so that a change shows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread

import pytest
import sqlalchemy

from core.history import Reading
from core.ports import UnitOfWork
from core.trail import Access, Act, Head
from core.usecases.seal_log import Broken, Fault, Verification, seal_slice
from storage.engine.errors import ConstraintViolated, StoreError
from storage.work import Repositories
from tests.core.field import Field, field_on

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def field(database_url: str) -> Iterator[Field]:
    with field_on(database_url) as alive:
        yield alive


def read_by(field: Field, reader: str, *documents: str, day: int = 0) -> None:
    for document in documents:
        reading = Reading(document, "en", 1, reader, NOW + timedelta(days=day))
        field.do(lambda uow, reading=reading: uow.history.note_reading(reading))  # type: ignore[misc]


def sealed(field: Field, owner: str = "one/1") -> Head:
    done = field.do(lambda uow: seal_slice(uow, owner))
    assert done is not None
    return done[1]


def verified(field: Field, *witnesses: Head) -> Broken | int:
    walk = Verification()
    while (found := field.do(lambda uow: walk.step(uow, witnesses))) is True:
        pass
    return found if isinstance(found, Broken) else walk.lines


def tamper(field: Field, *statements: str) -> None:
    """What somebody with the database in hand can do, who has taken the guards away first."""

    def work(uow: UnitOfWork) -> None:
        assert isinstance(uow, Repositories)
        core = uow.connection.core
        if core.dialect.name == "sqlite":
            core.exec_driver_sql("pragma defer_foreign_keys = on")
            for table in ("access_log", "access_seal"):
                core.exec_driver_sql(f"drop trigger if exists {table}_stays")
                core.exec_driver_sql(f"drop trigger if exists {table}_kept")
        else:
            for table in ("access_log", "access_seal"):
                core.exec_driver_sql(f"alter table {table} disable trigger user")
            core.exec_driver_sql("alter table access_seal drop constraint if exists fk_access_seal_log_id")
        for statement in statements:
            core.exec_driver_sql(statement)

    field.do(work)


def page_of(uow: UnitOfWork, before: int) -> list[Access]:
    return uow.trail.of_owner("en", before, 3)


class TestWritten:
    def test_a_reading_is_a_line_with_the_place_of_its_owner(self, field: Field) -> None:
        read_by(field, "hai", "r1")
        (line,) = field.do(lambda uow: uow.trail.of_owner("en", 0, 10))
        assert (line.actor, line.act, line.object, line.owner) == ("hai", Act.READ, "r1#1", "en")
        home = field.do(lambda uow: uow.people.resident("en", NOW.date()))
        assert home is not None
        assert line.path == home.path
        assert field.do(lambda uow: uow.trail.within(home.path, 0, 10)) == [line]

    def test_looking_again_the_same_day_adds_nothing(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r1", "r1")
        assert len(field.do(lambda uow: uow.trail.of_owner("en", 0, 10))) == 1
        read_by(field, "hai", "r1", day=1)
        assert len(field.do(lambda uow: uow.trail.of_owner("en", 0, 10))) == 2

    def test_pages_meet_every_line_once(self, field: Field) -> None:
        read_by(field, "hai", *(f"r{number}" for number in range(7)))
        seen: list[int] = []
        while page := field.do(partial(page_of, before=seen[-1] if seen else 0)):
            seen += [line.id for line in page]
        assert len(seen) == len(set(seen)) == 7
        assert seen == sorted(seen, reverse=True)

    @pytest.mark.parametrize(
        "change",
        [
            "update access_log set actor_id = 'nobody'",
            "delete from access_log",
            "update access_seal set digest = ''",
            "delete from access_seal",
        ],
    )
    def test_the_tables_refuse_every_change(self, field: Field, change: str) -> None:
        read_by(field, "hai", "r1")
        sealed(field)

        def work(uow: UnitOfWork) -> None:
            assert isinstance(uow, Repositories)
            uow.connection.core.exec_driver_sql(change)

        with pytest.raises((sqlalchemy.exc.DBAPIError, ConstraintViolated, StoreError)):
            field.do(work)
        assert verified(field) == 1


class TestSealed:
    def test_a_whole_chain_holds(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r2", "r3")
        first = sealed(field)
        read_by(field, "hai", "r4")
        last = sealed(field)
        assert (first.no, last.no) == (3, 4)
        assert verified(field, first, last) == 4
        assert field.do(lambda uow: uow.trail.noted_head()) == last

    def test_a_changed_line_shows(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r2", "r3")
        sealed(field)
        tamper(field, "update access_log set actor_id = 'nobody' where object = 'r2#1'")
        broken = verified(field)
        assert isinstance(broken, Broken)
        assert (broken.fault, broken.no) == (Fault.CHANGED, 2)

    def test_a_removed_line_shows(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r2", "r3")
        sealed(field)
        if field.do(lambda uow: uow.connection.backend) == "sqlite":
            tamper(
                field, "delete from access_seal where no = 2", "delete from access_log where object = 'r2#1'"
            )
            expected = Fault.MOVED
        else:
            tamper(field, "delete from access_log where object = 'r2#1'")
            expected = Fault.REMOVED
        broken = verified(field)
        assert isinstance(broken, Broken)
        assert (broken.fault, broken.no) == (expected, 2)

    def test_two_lines_that_changed_places_show(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r2", "r3")
        sealed(field)
        tamper(
            field,
            "update access_log set object = 'x' where object = 'r1#1'",
            "update access_log set object = 'r1#1' where object = 'r2#1'",
            "update access_log set object = 'r2#1' where object = 'x'",
        )
        broken = verified(field)
        assert isinstance(broken, Broken)
        assert (broken.fault, broken.no) == (Fault.CHANGED, 1)

    def test_an_end_that_was_cut_off_shows_by_what_was_written_down_apart(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r2", "r3")
        head = sealed(field)
        tamper(
            field,
            "delete from access_seal where no = 3",
            "delete from access_log where object = 'r3#1'",
            "update log_start set head_no = 2",
        )
        assert verified(field) == 2, "the chain alone cannot tell"
        broken = verified(field, head)
        assert isinstance(broken, Broken)
        assert (broken.fault, broken.no) == (Fault.CUT, 3)

    def test_an_end_that_was_written_anew_shows(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r2")
        head = sealed(field)
        tamper(field, "delete from access_seal where no = 2", "delete from access_log where object = 'r2#1'")
        read_by(field, "to", "r9")
        sealed(field)
        broken = verified(field, head)
        assert isinstance(broken, Broken)
        assert (broken.fault, broken.no) == (Fault.CUT, 2)

    def test_while_one_process_seals_another_leaves_it_alone(self, field: Field) -> None:
        read_by(field, "hai", "r1")
        sealed(field, "one/1")
        read_by(field, "hai", "r2")
        assert field.do(lambda uow: seal_slice(uow, "two/1")) is None
        assert verified(field) == 1

    def test_two_that_seal_at_once_make_one_chain(self, field: Field) -> None:
        read_by(field, "hai", *(f"r{number}" for number in range(20)))

        def seal(owner: str) -> None:
            for _ in range(5):
                field.do(lambda uow: seal_slice(uow, owner))

        threads = [Thread(target=seal, args=(f"{name}/1",)) for name in ("one", "two", "three")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert verified(field) == 20

    def test_what_is_too_old_leaves_from_the_front_and_the_rest_still_holds(self, field: Field) -> None:
        read_by(field, "hai", "r1", "r2")
        read_by(field, "hai", "r3", "r4", day=10)
        head = sealed(field)
        assert field.do(lambda uow: uow.trail.let_go(NOW + timedelta(days=5), 100)) == 2
        assert verified(field, head) == 2
        assert [line.object for line in field.do(lambda uow: uow.trail.of_owner("en", 0, 9))] == [
            "r4#1",
            "r3#1",
        ]
        read_by(field, "hai", "r5", day=11)
        assert sealed(field).no == 5
        assert verified(field, head) == 3


def test_a_line_that_is_not_sealed_is_not_let_go(field: Field) -> None:
    read_by(field, "hai", "r1")
    assert field.do(lambda uow: uow.trail.let_go(NOW + timedelta(days=5), 100)) == 0


def test_a_line_without_an_owner_lies_where_it_says(field: Field) -> None:
    line = Access(NOW, "hai", Act.EXPORTED, "list", path="/P/")
    field.do(lambda uow: uow.trail.note(line))
    (found,) = field.do(lambda uow: uow.trail.within("/P/", 0, 10))
    assert (found.owner, found.path) == (None, "/P/")
