"""Bytes that nobody needs any more go, and no others; and what a stored picture is shown as."""

import asyncio

from core.usecases.mark_secret import emptied
from scheduler.fetching import Fetcher
from tests.handlers.photos.album import pass_time, photos_of
from tests.scheduler.darkroom import Darkroom, picture, send
from tests.storage.evidence import samples
from tests.world import Phone, World


def fetcher_is_idle(fetcher: Fetcher) -> bool:
    return not fetcher._flying


class TestForgetting:
    async def test_bytes_go_with_their_last_row(self, room: Darkroom, world: World, cuong: Phone) -> None:
        other = world.phone("M13")
        send(cuong, room, picture(1))
        send(other, room, picture(1), album="a2")
        await room.fetch_all()
        await room.fetch_all("M13")
        pass_time(world, 5.0)
        for phone, files in ((cuong, 1), (other, 0)):
            phone.says("/minhchung")
            phone.chooses("Bỏ một ảnh")
            phone.chooses("Ảnh 1")
            async with room.working() as fetcher:
                fetcher.forget()
                await room.until(lambda: world.do(lambda uow: uow.photos.to_forget(10)) == [], fetcher)
            assert room.files() == files

    async def test_what_was_removed_while_it_was_fetched_leaves_nothing(
        self, room: Darkroom, cuong: Phone
    ) -> None:
        send(cuong, room, picture(1))
        pass_time(room.world, 2.0)
        async with room.working() as fetcher:
            await room.until(lambda: bool(room.messenger.asked), fetcher)
            cuong.chooses("Bỏ một ảnh")
            cuong.chooses("Ảnh 1")
            room.messenger.gate.set()
            await room.until(lambda: room.files() == 0 and fetcher_is_idle(fetcher), fetcher)
        assert room.photos() == []
        assert room.files() == 0

    async def test_a_disk_that_is_away_is_asked_again(self, room: Darkroom, cuong: Phone) -> None:
        send(cuong, room, picture(1))
        await room.fetch_all()
        pass_time(room.world, 5.0)
        cuong.says("/minhchung")
        cuong.chooses("Bỏ một ảnh")
        cuong.chooses("Ảnh 1")
        room.shelf.away = True
        async with room.working() as fetcher:
            await asyncio.sleep(0.1)
            assert room.files() == 1
            room.shelf.away = False
            fetcher.forget()
            await room.until(lambda: room.files() == 0, fetcher)

    async def test_a_secret_goes_wherever_it_lies_even_if_the_process_dies_before(
        self, room: Darkroom, world: World, cuong: Phone
    ) -> None:
        other = world.phone("M13")
        send(cuong, room, picture(1))
        send(other, room, picture(1), album="a2")
        await room.fetch_all()
        await room.fetch_all("M13")
        for person in ("M03", "M13"):
            photo = photos_of(world, person)[0]
            world.do(lambda uow, photo=photo: uow.photos.save(emptied(photo)))  # type: ignore[misc]
        assert room.files() == 1
        async with room.working() as fetcher:
            await room.until(lambda: world.do(lambda uow: uow.photos.to_forget(10)) == [], fetcher)
        assert room.files() == 0


class TestShowing:
    async def test_a_reviewer_sees_a_small_picture_that_tells_nothing_else(
        self, room: Darkroom, cuong: Phone
    ) -> None:
        send(cuong, room, samples.jpeg(samples.scene(1, 3000, 2000)))
        await room.fetch_all()
        _, evidence = room.fetcher()
        sha256 = room.photos()[0].sha256
        assert sha256
        shown = await evidence.shown(sha256)
        assert shown is not None
        assert shown.startswith(b"\xff\xd8\xff")
        assert await evidence.shown("0" * 64) is None
        evidence.close()
