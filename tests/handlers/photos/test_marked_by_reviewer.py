"""A reviewer sees a mark of secrecy on a picture (domain.md §6.3): it is gone at once, and its author is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.history import Deed
from core.photos import PhotoState
from core.ports import UnitOfWork
from core.usecases.scope import to_review
from tests.handlers.photos.album import pass_time, photos_of
from tests.handlers.photos.reporting import hand_in, report_of
from tests.scheduler.darkroom import Darkroom, darkroom, picture, send
from tests.world import Phone, World, living


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with living(f"sqlite:///{tmp_path}/world.db") as world:
        yield world


@pytest.fixture
def room(world: World, tmp_path: Path) -> Darkroom:
    return darkroom(world, tmp_path / "evidence")


def reviewer_of(world: World, person: str) -> Phone:
    def find(uow: UnitOfWork) -> str:
        resident = uow.people.resident(person, world.now.date())
        assert resident is not None
        return to_review(uow, person, resident.path, world.now.date())[0]

    return world.phone(world.do(find))


async def test_it_is_deleted_everywhere_and_every_author_is_told(world: World, room: Darkroom) -> None:
    author, other = world.phone("M03"), world.phone("M13")
    send(author, room, picture(1), picture(2))
    send(other, room, picture(1), album="a2")
    pass_time(world, 3.0)
    author.says("cho việc 1")
    await room.fetch_all("M03")
    await room.fetch_all("M13")
    assert room.files() == 2
    hand_in(author)
    reviewer = reviewer_of(world, "M03")
    reviewer.says("/duyet")
    reviewer.chooses(reviewer.choices[0])
    reviewer.chooses("Xem ảnh")
    marking = next(choice for choice in reviewer.choices if choice.startswith("Ảnh 1"))
    reviewer.chooses(marking)
    decision = reviewer.taps(reviewer.choices[0])
    assert ("forget", world.do(lambda uow: uow.photos.to_forget(5))[0]) in decision.after
    async with room.working() as fetcher:
        await room.until(lambda: room.files() == 1, fetcher)
    assert photos_of(world, "M13") == []
    assert [photo.state for photo in photos_of(world, "M03")] == [PhotoState.STORED]
    for phone in (author, other):
        assert any("có dấu mật nên đã bị xóa" in text for text in phone.everything.splitlines())
    report = report_of(world, "M03")
    assert Deed.MARKED_DELETED in [entry.deed for entry in world.do(lambda uow: uow.history.of(report.id))]
