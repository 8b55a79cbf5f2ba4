"""Another key for everything, on both databases: what was sealed, what is found by its hash, and what interrupts it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary

from core.errors import Refused
from core.photos import Photo
from core.ports import UnitOfWork
from core.talk import Address
from core.usecases.new_link_code import issue_code
from core.usecases.rotate_key import rotate
from storage import rotation
from storage.engine.store import Store, open_store
from storage.evidence.keeper import EvidenceKeeper
from storage.evidence.store import open_store as open_evidence
from storage.sealed import SEALED
from storage.tables import metadata
from storage.vault import CannotOpen, Vault
from storage.work import Repositories
from tests.core.field import item
from tests.handlers.secretary.office import Office
from tests.own_data.test_own_data import photo
from tests.storage.evidence import samples

OLD, NEW = b"k" * 32, b"n" * 32


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Sealed by the old key: a member with a pledge, a report, a photo, drafts and sent texts."""
    made = Office(database_url)
    made.pledges("en", item(content="Giúp hộ ông Páo"), item("4", "buổi"))
    made.reports("en", "1", "2")
    made.do(lambda uow: uow.photos.add(photo("p1", "a" * 64)))
    phone = made.phone_of("en")
    phone.says("/dangky")
    phone.says("/sualieu")
    made.do(lambda uow: uow.talk.park("k", b"raw", "E", "why", made.now))
    yield made
    made.close()


def store_with(url: str, *keys: bytes) -> Store[Repositories]:
    return open_store(url, partial(Repositories, vault=Vault(*keys)))


class Nothing:
    def move(self, name: str) -> bool:
        del name
        return False


def sealed_values(uow: UnitOfWork) -> list[tuple[str, str, bytes]]:
    assert isinstance(uow, Repositories)
    core = uow.connection.core
    return [
        (each.table, each.purpose, bytes(row[0]))
        for each in SEALED
        for row in core.exec_driver_sql(
            f"select {each.column} from {each.table} where length({each.column}) > 0"  # noqa: S608 - our own names
        )
    ]


def test_every_sealed_column_is_listed_and_no_other() -> None:
    binary = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert binary == {(each.table, each.column) for each in SEALED}


def test_every_column_of_keyed_hashes_is_turned_or_known_to_end() -> None:
    """A hash of which nothing else is kept ends with its key; a new column stands in one list or the other."""
    hashed = {(each.table, each.column) for each in rotation.HASHED}
    ending = {
        *(("link_code", "digest"), ("code_miss", "digest"), ("file_link", "digest")),
        *(("roster_stage", "phone_digest"), ("roster_stage", "was_phone_digest")),  # gone within a day
        *(("access_seal", "digest"), ("log_start", "digest"), ("log_start", "head_digest")),  # no key
    }
    found = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if "digest" in column.name
    }
    assert found == hashed | ending


def test_afterwards_the_old_key_opens_nothing_and_the_new_one_everything(office: Office) -> None:
    store = store_with(office.store_url, NEW, OLD)
    try:
        done = rotate(store, Nothing(), office.now)
        assert done.changed > 20
        assert done.unreadable == 0
        values = store.run_sync(sealed_values)
        assert {table for table, _, _ in values} >= {
            "outbox",
            "person",
            "report_version",
            "pledge_version",
            "photo",
        }
        old, new = Vault(OLD), Vault(NEW)
        for _, purpose, value in values:
            with pytest.raises(CannotOpen):
                old.open(value, purpose)
            new.open(value, purpose)
        assert rotate(store, Nothing(), office.now).changed == 0, "run again it changes nothing"
    finally:
        store.close_sync()
    after = store_with(office.store_url, NEW)
    try:
        address = Address("telegram", "bot", "chat-en-telegram")
        assert after.run_sync(lambda uow: uow.talk.line(address)).speaker == "en"
        assert after.run_sync(lambda uow: [each.id for each in uow.people.with_phone("091991")]) == ["en"]
        found = after.run_sync(lambda uow: uow.photos.get("p1"))
        assert isinstance(found, Photo)
        assert found.caption == "nhà ông Páo"
    finally:
        after.close_sync()


@pytest.mark.parametrize("stop", [0, 1, 2, 5, 9, 17])
def test_halfway_everything_is_found_and_it_goes_on(office: Office, stop: int) -> None:
    """Killed between any two slices: what is here holds both keys, and a second run does the rest."""
    store = store_with(office.store_url, NEW, OLD)
    try:
        for part in range(stop):
            store.run_sync(lambda uow, part=part: uow.keys.turn(part, ()))  # type: ignore[misc]
        address = Address("telegram", "bot", "chat-en-telegram")
        assert store.run_sync(lambda uow: uow.talk.line(address)).speaker == "en"
        assert store.run_sync(lambda uow: [each.id for each in uow.people.with_phone("091991")]) == ["en"]
        assert not store.run_sync(lambda uow: uow.photos.add(photo("p1", "a" * 64)))
        assert store.run_sync(lambda uow: uow.pledges.of_year("en", 2026))[0].items
        rotate(store, Nothing(), office.now)
        assert set(store.run_sync(lambda uow: uow.keys.sealed_by())) == {Vault(NEW).key_ids[0]}
    finally:
        store.close_sync()


def test_a_code_that_was_given_out_works_while_both_keys_are_here(office: Office) -> None:
    code = office.do(lambda uow: issue_code(uow, "an", "test", office.now, office.dice))
    store = store_with(office.store_url, NEW, OLD)
    try:
        assert rotate(store, Nothing(), office.now).codes == 1
        assert store.run_sync(lambda uow: uow.codes.holder(code, office.now)) == "an"
        assert store.run_sync(lambda uow: uow.codes.redeem(code, office.now)) == "an"
    finally:
        store.close_sync()


def test_one_key_alone_is_nothing_to_change(office: Office) -> None:
    with pytest.raises(Refused):
        rotate(office.store, Nothing(), office.now)


def test_a_running_process_that_does_not_know_the_new_key_stops_it(office: Office) -> None:
    office.do(lambda uow: uow.keys.announce("neuguong@here:8080"))
    store = store_with(office.store_url, NEW, OLD)
    try:
        with pytest.raises(Refused, match="does not know the new key"):
            rotate(store, Nothing(), office.now)
        store.run_sync(lambda uow: uow.keys.announce("neuguong@here:8080"))
        rotate(store, Nothing(), office.now)
    finally:
        store.close_sync()


def test_a_value_by_a_key_that_is_nowhere_is_told_and_left(office: Office) -> None:
    lost = store_with(office.store_url, b"x" * 32)
    lost.run_sync(lambda uow: uow.talk.park("lost", b"raw", "E", "why", office.now))
    lost.close_sync()
    store = store_with(office.store_url, NEW, OLD)
    try:
        assert rotate(store, Nothing(), office.now).unreadable == 1
    finally:
        store.close_sync()


def test_pictures_move_to_the_new_key_and_are_shown_meanwhile(tmp_path: Path) -> None:
    data = samples.jpeg()
    before = EvidenceKeeper(open_evidence(tmp_path.as_uri(), Vault(OLD)))
    name = before.put(data)
    import hashlib

    sha256 = hashlib.sha256(data).hexdigest()
    both = EvidenceKeeper(open_evidence(tmp_path.as_uri(), Vault(NEW, OLD)))
    assert both.shown(sha256) is not None
    assert both.move(sha256)
    assert not both.move(sha256)
    assert both.shown(sha256) is not None
    assert EvidenceKeeper(open_evidence(tmp_path.as_uri(), Vault(NEW))).shown(sha256) is not None
    assert before.shown(sha256) is None
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] != [name]
