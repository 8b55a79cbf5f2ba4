"""Evidence as its author and its reviewer handle it, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from core.documents import Document
from core.errors import NotAllowed, Refused
from core.evidence import MOST_BYTES, EvidenceKind, Inspected, LookAlike, RefusalReason
from core.occasion import Occasion
from core.outbox import Kind, Outgoing, Priority
from core.photos import SENT_AGAIN, Photo, PhotoState
from core.ports import UnitOfWork
from core.settings import MOST_PHOTOS
from core.speaker import Speaker
from core.talk import Address
from core.usecases.evidence import (
    Arrived,
    add_evidence,
    assign_evidence,
    remove_evidence,
    withhold_changed,
    withhold_evidence,
)
from core.usecases.evidence_sheet import evidence_sheet
from core.usecases.keep_evidence import evidence_refused, evidence_stored
from core.usecases.mark_secret import mark_secret
from tests.core.field import Q1, Field, at, occasion

T = TypeVar("T")
REPORT = Document.report(Q1)
NOW = at(12, 3)


def arrived(number: int, **rest: object) -> Arrived:
    plain = Arrived(
        "telegram", "bot", f"file{number}", f"unique{number}", "", "", "a1", as_photo=True, size_bytes=1000
    )
    return replace(plain, **rest)  # type: ignore[arg-type]


def message(number: int) -> Occasion:
    return replace(occasion(NOW), message_id=str(number))


def send(field: Field, number: int, person: str = "en", **rest: object) -> Photo | None:
    speaker = field.speaker(person, NOW)
    return field.do(
        lambda uow: add_evidence(uow, speaker, REPORT, arrived(number, **rest), message(number), field.chance)
    )


def do_as(
    field: Field, person: str, work: Callable[[UnitOfWork, Speaker, Occasion], T], number: int = 9
) -> T:
    speaker, said = field.speaker(person, NOW), message(number)
    return field.do(lambda uow: work(uow, speaker, said))


def there(field: Field, person: str = "en") -> list[Photo]:
    return field.do(lambda uow: uow.photos.of(person, REPORT.code))


def store(field: Field, photo: Photo, sha256: str = "s1", bits: int = 5) -> Photo | None:
    found = Inspected(EvidenceKind.JPEG, 900, sha256, 640, 480, look_alike=LookAlike(bits))
    return field.do(lambda uow: evidence_stored(uow, photo.id, found))


def test_what_comes_twice_adds_nothing(field: Field) -> None:
    assert send(field, 1) is not None
    assert send(field, 1) is None
    assert len(there(field)) == 1


def test_a_late_part_goes_where_its_album_went(field: Field) -> None:
    first = send(field, 1)
    assert first
    do_as(field, "en", lambda uow, by, said: assign_evidence(uow, by, [first.id], "e2", said))
    late = send(field, 2, item="e1")
    assert late is not None
    assert late.item == "e2"
    other = send(field, 3, album="a2", item="e1")
    assert other is not None
    assert other.item == "e1"


def test_too_large_is_refused_with_a_row_and_just_not_too_large_is_fetched(field: Field) -> None:
    send(field, 1, size_bytes=MOST_BYTES + 1)
    send(field, 2, size_bytes=MOST_BYTES)
    assert [(photo.state, photo.reason) for photo in there(field)] == [
        (PhotoState.REFUSED, RefusalReason.TOO_LARGE),
        (PhotoState.NOTED, ""),
    ]
    assert len(field.do(lambda uow: uow.photos.to_fetch(10))) == 1


def test_a_unit_says_how_many_are_enough(field: Field) -> None:
    field.do(lambda uow: uow.units.set("C", MOST_PHOTOS, "2"))
    assert [send(field, number) is not None for number in (1, 2)] == [True, True]
    with pytest.raises(Refused):
        send(field, 3)
    assert send(field, 4, person="ut") is not None, "another commune"


class TestSecret:
    def test_parts_that_were_there_and_parts_that_come_later(self, field: Field) -> None:
        speaker = field.speaker("en", NOW)
        first = send(field, 1)
        assert first
        store(field, first)
        gone = field.do(
            lambda uow: withhold_evidence(uow, speaker, REPORT, arrived(2), message(2), field.chance)
        )
        assert [photo.sha256 for photo in gone] == ["s1"]
        late = send(field, 3)
        assert late is not None
        assert late.state is PhotoState.MARKED
        assert there(field) == []
        assert field.do(lambda uow: uow.photos.to_fetch(10)) == []

    def test_a_caption_changed_later(self, field: Field) -> None:
        speaker = field.speaker("en", NOW)
        for number in (1, 2):
            photo = send(field, number)
            assert photo
            store(field, photo, f"s{number}")
        gone = field.do(lambda uow: withhold_changed(uow, speaker, "telegram", "2"))
        assert {photo.sha256 for photo in gone} == {"s1", "s2"}
        assert there(field) == []

    def test_a_reviewer_marks_every_row_with_the_same_bytes(self, field: Field) -> None:
        mine, theirs = send(field, 1), send(field, 2, person="ut", album="a9")
        assert mine
        assert theirs
        store(field, mine)
        store(field, theirs)
        gone = do_as(field, "hai", lambda uow, by, said: mark_secret(uow, by, mine.id, said))
        assert {photo.person for photo in gone} == {"en", "ut"}
        assert field.do(lambda uow: uow.photos.uses("s1")) == 0
        assert field.do(lambda uow: uow.photos.to_forget(10)) == ["s1"]
        field.do(lambda uow: uow.photos.forgotten("s1"))
        assert field.do(lambda uow: uow.photos.to_forget(10)) == []
        assert do_as(field, "hai", lambda uow, by, said: mark_secret(uow, by, mine.id, said)) == ()

    @pytest.mark.parametrize("person", ["en", "an", "to", "sa"])
    def test_only_whose_turn_it_is_may(self, field: Field, person: str) -> None:
        mine = send(field, 1)
        assert mine
        with pytest.raises(NotAllowed):
            do_as(field, person, lambda uow, by, said: mark_secret(uow, by, mine.id, said))


class TestBytes:
    def test_the_same_for_the_same_item_count_once(self, field: Field) -> None:
        first, again, elsewhere = send(field, 1), send(field, 2), send(field, 3, album="a3", item="e2")
        assert first
        assert again
        assert elsewhere
        kept = [store(field, photo) for photo in (first, again, elsewhere)]
        assert [photo.reason for photo in kept if photo] == ["", SENT_AGAIN, ""]
        assert field.do(lambda uow: uow.photos.uses("s1")) == 2

    def test_they_are_named_until_they_are_forgotten_and_no_longer(self, field: Field) -> None:
        photo = send(field, 1)
        assert photo
        store(field, photo)
        gone = do_as(field, "en", lambda uow, by, said: remove_evidence(uow, by, photo.id, said))
        assert (gone.state, gone.sha256, gone.name, gone.ref) == (PhotoState.REMOVED, "s1", "", "")
        assert field.do(lambda uow: uow.photos.to_forget(10)) == ["s1"]
        field.do(lambda uow: uow.photos.forgotten("s1"))
        assert field.do(lambda uow: uow.photos.get(photo.id)) == replace(gone, sha256=None, look_alike=None)

    def test_what_is_no_longer_wanted_is_not_recorded(self, field: Field) -> None:
        photo = send(field, 1)
        assert photo
        do_as(field, "en", lambda uow, by, said: remove_evidence(uow, by, photo.id, said))
        assert store(field, photo) is None
        assert field.do(lambda uow: evidence_refused(uow, photo.id, "broken")) is None


def test_nobody_else_may_move_or_remove_it(field: Field) -> None:
    photo = send(field, 1)
    assert photo
    for person in ("an", "hai", "ut"):
        with pytest.raises(NotAllowed):
            do_as(field, person, lambda uow, by, said: remove_evidence(uow, by, photo.id, said))
        with pytest.raises(NotAllowed):
            do_as(field, person, lambda uow, by, said: assign_evidence(uow, by, [photo.id], "e1", said))


def test_the_sheet_tells_what_is_of_no_item(field: Field) -> None:
    for number in range(3):
        send(field, number)
    sheet = do_as(field, "en", lambda uow, by, _said: evidence_sheet(uow, by, Q1, NOW))
    assert (len(sheet.kept), len(sheet.loose), sheet.items, sheet.is_closed) == (3, 3, (), False)


def test_the_outbox_says_how_a_row_stands(field: Field) -> None:
    def work(uow: UnitOfWork) -> None:
        address = uow.talk.line(Address("telegram", "bot", "7")).row
        row = Outgoing(
            address, b"one", Kind.RECEIPT, Priority.REPLY, "photos:1:a", replace=True, not_before=NOW
        )
        assert uow.outbox.standing("photos:1:a") is None
        uow.outbox.queue([row], None, NOW)
        standing = uow.outbox.standing("photos:1:a")
        assert standing is not None
        assert (standing.payload, standing.unsent, standing.not_before) == (b"one", True, NOW)
        uow.outbox.queue([replace(row, payload=b"two")], None, NOW)
        assert (changed := uow.outbox.standing("photos:1:a")) is not None
        assert changed.payload == b"two"

    field.do(work)


def test_what_waits_to_be_fetched_is_shared_among_lines_and_people(field: Field) -> None:
    """Sixty of one person on a line that fetches nothing, then one each of others."""

    def fill(uow: UnitOfWork) -> None:
        for number in range(60):
            dead = arrived(number, line="dead", album=None)
            add_evidence(uow, en, REPORT, dead, message(number), field.chance)

    en = field.speaker("en", NOW)
    field.do(lambda uow: uow.units.set("P", MOST_PHOTOS, "1000"))
    field.do(fill)
    last = send(field, 900, "an", line="dead", album=None)
    other = send(field, 901, "an", album=None)
    assert last is not None
    assert other is not None
    found = [photo.id for photo in field.do(lambda uow: uow.photos.to_fetch(4))]
    assert {last.id, other.id} <= {*found}
    assert len(found) == 4
