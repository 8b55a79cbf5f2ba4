"""From "noted" to "stored": every kind of file, every way to fail, and a death at every point (design.md §7)."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from core.fetching import Lost, NotNow, TooLarge
from core.photos import NO_LONGER_THERE, NOT_FETCHED, SENT_AGAIN, PhotoState
from core.report import ReportState
from tests.handlers.photos.album import pass_time, photos_of, texts
from tests.handlers.photos.reporting import hand_in, report_of, to_photos_of_first_item
from tests.scheduler.darkroom import Darkroom, picture, send, send_file
from tests.storage.evidence import samples
from tests.world import Phone, World


class TestWhatIsKept:
    @pytest.mark.parametrize(
        ("kind", "made"),
        [
            ("jpeg", picture),
            ("png", lambda seed: samples.png(samples.scene(seed))),
            ("webp", lambda seed: samples.webp(samples.scene(seed))),
            ("heic", samples.heic),
            ("pdf", lambda seed: samples.pdf(pages=seed)),
        ],
    )
    async def test_every_kind_as_a_photo_and_as_a_file(
        self, room: Darkroom, cuong: Phone, kind: str, made: Callable[[int], bytes]
    ) -> None:
        send(cuong, room, made(1))
        send_file(cuong, room, made(2), f"tệp.{kind}")
        await room.fetch_all()
        assert [(photo.kind, photo.state) for photo in room.photos()] == [(kind, PhotoState.STORED)] * 2
        for photo in room.photos():
            assert photo.sha256 is not None
            assert room.shelf.shown(photo.sha256) is not None
            assert (photo.look_alike is None) == (kind == "pdf")

    async def test_the_receipt_becomes_one_that_says_stored_in_one_edit(
        self, room: Darkroom, cuong: Phone
    ) -> None:
        send(cuong, room, *(picture(seed) for seed in range(10)))
        pass_time(room.world, 2.0)
        assert "Đã lưu" not in cuong.sees
        await room.fetch_all()
        before = len(cuong.bubbles)
        pass_time(room.world, 1.0)
        assert len(cuong.bubbles) == before == 1
        assert "Đã nhận 10 ảnh" in cuong.sees
        assert "Đã lưu 10 ảnh." in cuong.sees
        assert cuong.choices[0].startswith("Việc 1")
        assert room.woken >= 1

    async def test_the_button_under_the_receipt_stays(self, room: Darkroom, cuong: Phone) -> None:
        to_photos_of_first_item(cuong)
        send(cuong, room, picture(1), picture(2))
        pass_time(room.world, 2.0)
        await room.fetch_all()
        pass_time(room.world, 1.0)
        assert cuong.sees == "Đã nhận 2 ảnh cho việc 1.\nĐã lưu 2 ảnh."
        cuong.taps("Xong, 2 ảnh")
        assert "Việc 2/3" in cuong.sees

    async def test_a_receipt_that_asked_for_the_item_asks_no_more_once_it_is_known(
        self, room: Darkroom, cuong: Phone
    ) -> None:
        send(cuong, room, picture(1))
        pass_time(room.world, 2.0)
        cuong.says("cho việc 2")
        await room.fetch_all()
        pass_time(room.world, 1.0)
        assert cuong.sees == "Đã nhận 1 ảnh cho việc 2.\nĐã lưu 1 ảnh."
        assert cuong.choices == []

    async def test_on_a_channel_without_edits_only_what_failed_is_told_afterwards(
        self, room: Darkroom, world: World
    ) -> None:
        phone = world.phone("M03", "text")
        phone.bubbles.clear()
        send(phone, room, picture(1), b"\xff\xd8\xff\xe0 broken", album="m")
        pass_time(world, 21.0)
        assert len(phone.bubbles) == 1
        await room.fetch_all()
        pass_time(world, 1.0)
        assert len(phone.bubbles) == 2
        assert "tệp bị hỏng" in phone.sees

    async def test_the_same_picture_sent_again_counts_once(self, room: Darkroom, cuong: Phone) -> None:
        send(cuong, room, picture(1), picture(1), picture(2))
        pass_time(room.world, 2.0)
        await room.fetch_all()
        pass_time(room.world, 2.0)
        assert sorted(photo.reason for photo in room.photos()) == ["", "", SENT_AGAIN]
        assert room.files() == 2
        assert len(cuong.bubbles) == 1
        assert "đã gửi trước đó nên chỉ tính một lần" in cuong.sees

    async def test_what_two_people_sent_is_kept_once_and_hinted_at(
        self, room: Darkroom, world: World, cuong: Phone
    ) -> None:
        other = world.phone("M13")
        send(cuong, room, picture(1))
        send(other, room, picture(1), album="a2")
        await room.fetch_all()
        await room.fetch_all("M13")
        assert room.files() == 1
        (mine,) = room.photos()
        (found,) = world.do(lambda uow: uow.photos.resembling(mine))
        assert (found.other_person, found.percent, found.same_bytes) == ("M13", 100, True)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("data", "name", "words"),
        [
            (b"", "trống.jpg", "tệp trống"),
            (picture(1)[:9000], "đứt.jpg", "tệp bị hỏng"),
            (samples.zipped("word/document.xml"), "báo cáo.docx", "Word"),
            (samples.zipped("xl/workbook.xml"), "bảng.xlsx", "Excel"),
            (b"GIF89a" + bytes(20), "động.gif", "ảnh động"),
            (samples.container(b"isom", b"mp42"), "quay.mp4", "video"),
            (b"chu thuong", "ghi chú.txt", "văn bản thô"),
            (bytes(200), "gì đó.bin", "loại tệp này"),
        ],
    )
    async def test_each_with_its_reason_and_what_to_do(
        self, room: Darkroom, cuong: Phone, data: bytes, name: str, words: str
    ) -> None:
        send_file(cuong, room, data, name)
        pass_time(room.world, 2.0)
        await room.fetch_all()
        pass_time(room.world, 2.0)
        told = [text for text in texts(cuong) if words in text and name in text]
        assert told
        assert "Đồng chí" in told[-1] or "Hệ thống" in told[-1]
        assert room.states()[PhotoState.REFUSED] == 1
        assert room.files() == 0

    async def test_it_is_told_at_once_which_one_it_was_and_the_rest_is_kept(
        self, room: Darkroom, cuong: Phone
    ) -> None:
        to_photos_of_first_item(cuong)
        send(cuong, room, picture(1), b"\xff\xd8\xff\xe0 broken", picture(3), picture(4))
        pass_time(room.world, 2.0)
        await room.fetch_all()
        pass_time(room.world, 1.0)
        told = [text for text in texts(cuong) if "Ảnh thứ 2 trong 4 ảnh cho việc 1" in text]
        assert len(told) == 1
        assert "Những phần khác vẫn giữ nguyên." in told[0]
        receipt = next(text for text in texts(cuong) if "Đã nhận 4 ảnh" in text)
        assert "Đã lưu 3 ảnh." in receipt

    async def test_what_grew_too_large_or_is_gone(self, room: Darkroom, cuong: Phone) -> None:
        send(cuong, room, picture(1), picture(2))
        refs = [photo.ref for photo in room.photos()]
        room.messenger.failures = {refs[0]: [TooLarge()], refs[1]: [Lost()]}
        await room.fetch_all()
        assert [photo.reason for photo in room.photos()] == ["too_large", NO_LONGER_THERE]

    async def test_after_the_report_went_off_it_changes_nothing_of_it(
        self, room: Darkroom, cuong: Phone
    ) -> None:
        to_photos_of_first_item(cuong)
        send(cuong, room, picture(1), b"\xff\xd8\xff\xe0 broken")
        pass_time(room.world, 2.0)
        cuong.says("/huy")
        cuong.chooses("Dừng và xóa")
        hand_in(cuong)
        before = report_of(room.world, "M03")
        await room.fetch_all()
        pass_time(room.world, 2.0)
        assert "tệp bị hỏng" in texts(cuong)[-1] or any("tệp bị hỏng" in text for text in texts(cuong))
        assert report_of(room.world, "M03") == before
        assert before.state is ReportState.SUBMITTED

    async def test_news_of_a_photo_sent_long_ago_waits_for_the_morning(
        self, room: Darkroom, cuong: Phone
    ) -> None:
        send(cuong, room, b"\xff\xd8\xff\xe0 broken")
        pass_time(room.world, 2.0)
        room.world.now += timedelta(hours=6)
        await room.fetch_all()
        (row,) = room.world.do(lambda uow: uow.outbox.claim(("telegram", "bot"), "t/1", 5, room.world.now))
        assert row.payload


class TestTrouble:
    async def test_what_fails_is_tried_again_ever_more_slowly(self, room: Darkroom, cuong: Phone) -> None:
        send(cuong, room, picture(1))
        ref = room.photos()[0].ref
        room.messenger.failures = {ref: [NotNow(), NotNow(timedelta(seconds=60)), NotNow()]}
        room.messenger.gate.set()
        async with room.working() as fetcher:
            tries: list[float] = []
            async with asyncio.timeout(20):
                while len(tries) < 4:
                    if len(room.messenger.asked) > len(tries):
                        tries.append(room.watch.ticks)
                    room.watch.ticks += 0.5
                    fetcher.wake()
                    await asyncio.sleep(0.002)
            await room.until(lambda: room.states()[PhotoState.STORED] == 1, fetcher)
        first, second, third = (after - before for before, after in pairwise(tries))
        assert 2 <= first < 5
        assert second >= 60
        assert third >= 8

    async def test_it_is_given_up_in_the_end_and_said(self, room: Darkroom, cuong: Phone) -> None:
        room.patience = timedelta(minutes=30)
        send(cuong, room, picture(1))
        pass_time(room.world, 2.0)
        room.messenger.failures = {room.photos()[0].ref: [NotNow()] * 200}
        await room.fetch_all()
        pass_time(room.world, 1.0)
        assert [photo.reason for photo in room.photos()] == [NOT_FETCHED]
        assert any("chưa tải được" in text for text in texts(cuong))

    async def test_a_fault_with_one_photo_stops_no_other(self, room: Darkroom, cuong: Phone) -> None:
        send(cuong, room, picture(1), picture(2), picture(3))
        room.messenger.failures = {room.photos()[0].ref: [ZeroDivisionError(), KeyError()]}
        await room.fetch_all()
        assert room.states()[PhotoState.STORED] == 3

    async def test_a_disk_that_is_away_is_nobodys_fault(self, room: Darkroom, cuong: Phone) -> None:
        room.patience = timedelta(minutes=5)
        send(cuong, room, picture(1))
        room.shelf.away = True
        room.messenger.gate.set()
        async with room.working() as fetcher:
            await room.until(lambda: len(room.messenger.asked) > 6, fetcher)
            assert room.states()[PhotoState.NOTED] == 1
            room.shelf.away = False
            await room.until(lambda: room.states()[PhotoState.STORED] == 1, fetcher)

    async def test_one_persons_many_photos_keep_nobody_waiting(
        self, room: Darkroom, world: World, cuong: Phone
    ) -> None:
        other = world.phone("M13")
        send(cuong, room, *(picture(seed) for seed in range(30)))
        send(other, room, picture(99), album="a2")
        await room.fetch_all()
        theirs = photos_of(world, "M13")[0].ref
        assert room.messenger.asked.index(theirs) < 10

    async def test_a_line_of_another_process_is_left_to_it(self, room: Darkroom, cuong: Phone) -> None:
        send(cuong, room, picture(1))
        photo = room.photos()[0]
        elsewhere = replace(photo, id="elsewhere", line="another", message_id="1", unique="x")
        room.world.do(lambda uow: uow.photos.add(elsewhere))
        room.messenger.gate.set()
        async with room.working() as fetcher:
            await room.until(lambda: room.states()[PhotoState.STORED] == 1, fetcher)
        assert room.states()[PhotoState.NOTED] == 1


class TestDeath:
    @pytest.mark.parametrize("moment", ["on_put", "after_put"])
    async def test_a_photo_is_fetched_again_wherever_the_process_died(
        self, room: Darkroom, cuong: Phone, moment: str
    ) -> None:
        send(cuong, room, *(picture(seed) for seed in range(4)))
        pass_time(room.world, 2.0)
        room.messenger.gate.set()
        died = asyncio.Event()
        loop = asyncio.get_running_loop()

        def die() -> None:
            loop.call_soon_threadsafe(died.set)
            raise ConnectionResetError

        setattr(room.shelf, moment, die)
        async with room.working():
            async with asyncio.timeout(10):
                await died.wait()
        assert room.states()[PhotoState.STORED] == 0
        setattr(room.shelf, moment, lambda: None)
        await room.fetch_all()
        pass_time(room.world, 1.0)
        assert room.states()[PhotoState.STORED] == 4
        assert room.files() == 4
        assert len(cuong.bubbles) == 1
        assert "Đã lưu 4 ảnh." in cuong.sees

    async def test_stopping_amid_a_download_loses_nothing(self, room: Darkroom, cuong: Phone) -> None:
        send(cuong, room, picture(1))
        async with room.working() as fetcher:
            await room.until(lambda: bool(room.messenger.asked), fetcher)
        assert room.states()[PhotoState.NOTED] == 1
        await room.fetch_all()
        assert room.states()[PhotoState.STORED] == 1
