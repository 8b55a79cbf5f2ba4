"""An album on its whole way: over HTTP, through faults of the network, and through kill -9 in the middle of it."""

import asyncio
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.photos import Photo, PhotoState
from core.ports import UnitOfWork
from simulator.telegram import Fault, Phone, TelegramServer
from simulator.telegram.params import Upload
from tests.bot.living import living
from tests.faults.process import BotProcess
from tests.storage.evidence import samples

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def pictures(count: int, first: int = 0) -> list[bytes]:
    return [samples.jpeg(samples.scene(first + seed)) for seed in range(count)]


def photos_of(uow: UnitOfWork, person: str = "M03") -> list[Photo]:
    return uow.photos.of(person, "report:2026Q1")


def receipts(phone: Phone) -> list[str]:
    return [message.text for message in phone.messages if message.by_bot and "Đã nhận" in message.text]


@pytest.mark.slow
async def test_an_album_reordered_with_a_part_delayed_and_one_doubled(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M03")
        for fault in (
            Fault("delay", seconds=3.0),
            Fault("duplicate", seconds=0.5),
            Fault("reorder", count=5),
        ):
            life.server.faults.add(fault)
        phone.send_album(pictures(10))
        await phone.wait_for("Đã nhận 10 ảnh", within=20)
        await phone.wait_for("Đã lưu 10 ảnh", within=20)
        found = await life.system.store.read(photos_of)
        assert [photo.state for photo in found] == [PhotoState.STORED] * 10
        assert len(receipts(phone)) == 1


async def test_the_receipt_of_an_album_comes_within_three_seconds(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M03")
        phone.send_album(pictures(4))
        await phone.wait_for("Đã nhận 4 ảnh", within=3.0)


async def test_every_kind_as_photo_and_as_file_and_what_is_refused(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M03")
        phone.send_photo(pictures(1)[0], "nhà ông Páo")
        phone.send_document(samples.heic(3), "IMG_0001.HEIC", "image/heic")
        phone.send_document(samples.pdf(), "biên bản.pdf", "application/pdf")
        phone.send_document(samples.webp(samples.scene(5)), "zalo.webp", "image/webp")
        phone.send_document(samples.zipped("word/document.xml"), "báo cáo.docx")
        phone.send_document(b"x", "to.mov", size=21 * 1024 * 1024)
        phone.send_voice()
        phone.send_sticker()
        await phone.wait_for("Word", within=20)
        await phone.wait_for("20 MB", within=20)
        await phone.wait_for("Đã lưu 4 ảnh và tệp", within=20)
        found = await life.system.store.read(photos_of)
        kinds = sorted(photo.kind for photo in found if photo.state is PhotoState.STORED)
        assert kinds == ["heic", "jpeg", "pdf", "webp"]
        assert len(receipts(phone)) == 1


async def test_a_network_that_fails_and_comes_back(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M03")
        life.server.faults.add(Fault("http", method="getFile"))
        life.server.faults.add(Fault("drop_before", method="getFile"))
        phone.send_photo(pictures(1)[0])
        await phone.wait_for("Đã nhận 1 ảnh")
        await phone.wait_for("Đã lưu 1 ảnh", within=40)


async def test_a_reviewer_sees_the_photos_with_another_token_than_they_came_by(tmp_path: Path) -> None:
    async with living(tmp_path) as life:
        phone = await life.linked("M03")
        phone.send_album([Upload("a.jpg", "image/jpeg", data) for data in pictures(2)])
        await phone.wait_for("Đã lưu 2", within=20)
        found = await life.system.store.read(photos_of)
        for photo in found:
            assert photo.sha256
            shown = await life.system.evidence.shown(photo.sha256)
            assert shown is not None
            assert shown.startswith(b"\xff\xd8")


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
async def test_an_album_of_ten_survives_kill_9_in_the_middle(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    server = TelegramServer(lambda: datetime.now(UTC))  # noqa: TID251  # the platform's own time
    async with server.running() as base:
        bot = BotProcess(tmp_path, base, server.token, NOW.isoformat())
        phone = server.user(7003, "M03")
        code = bot.load_demo(NOW)["M03"]
        bot.start()
        try:
            await _link(phone, code)
            for _ in range(10):
                server.faults.add(Fault("delay", seconds=chance.uniform(0.0, 3.0)))
            phone.send_album(pictures(10))
            for _ in range(2):
                await asyncio.sleep(chance.uniform(0.2, 1.5))
                bot.kill()
                bot.start()
            await phone.wait_for("Đã lưu 10 ảnh", within=60)
        finally:
            code_of_exit = bot.stop()
        assert code_of_exit == 0
        found = bot.run(photos_of)
        assert len({photo.sha256 for photo in found}) == len(found) == 10
        assert _files_below(tmp_path) == 10
        assert len(receipts(phone)) <= 1 + 2, "a send in flight may repeat itself once a kill"


async def _link(phone: Phone, code: str) -> None:
    phone.start(code)
    await phone.wait_for("Có đúng là đồng chí", within=30)
    phone.tap("Đúng, là tôi")
    await phone.wait_for("Đồng chí có đồng ý không")
    phone.tap("Đồng ý")
    await phone.wait_for("đồng ý dùng Telegram không")
    phone.tap("Đồng ý")
    await phone.wait_for("Đã liên kết")


def _files_below(folder: Path) -> int:
    return sum(1 for file in folder.rglob("evidence/*/*") if file.is_file())
