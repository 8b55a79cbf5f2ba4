"""The whole simulator, with the real bot in it: begun, stopped, begun again."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.async_api import Browser, expect

from bot.settings import Settings
from simulator.run import House, furnished, live
from simulator.scripts import Says, Script, Sees, Taps, read
from simulator.telegram import Phone
from tests.simulator.page.conftest import looking, settings_in
from tests.simulator.pictures import picture


@asynccontextmanager
async def simulating(settings: Settings) -> AsyncIterator[House]:
    """As `neuguong simulate` does it, without the signals."""
    stop = asyncio.Event()
    async with furnished(settings) as house:
        bot = asyncio.create_task(live(house, stop))
        try:
            yield house
        finally:
            stop.set()
            await bot


def phone_of(house: House, person: str) -> Phone:
    return house.telegram.user(house.cast.by_person[person].user)


async def ask(house: House, path: str, **values: object) -> bytes:
    """What the page asks of the desk."""
    from aiohttp import ClientSession

    async with ClientSession() as session, session.post(f"{house.address}{path}", json=values) as answer:
        assert answer.status == 200
        return await answer.read()


async def link(house: House, person: str) -> Phone:
    """The phone of a person who has just been linked by the code that one tap gives."""
    code = re.search(rb'"code":"(\w+)"', await ask(house, "/desk/codes", person=person))
    assert code
    phone = phone_of(house, person)
    phone.start(code[1].decode())
    for label in ("Đúng, là tôi", "Đồng ý", "Đồng ý"):
        await phone.wait_for(lambda seen, label=label: label in seen.messages[-1].labels)  # type: ignore[misc]
        await phone.tap(label).answered()
    await phone.wait_for(lambda seen: "Đồng ý" not in seen.messages[-1].labels)
    return phone


async def script_of(house: House, *people: str) -> Script:
    return read((await ask(house, "/desk/script", people=people, title="")).decode())


async def test_what_was_said_and_linked_is_there_after_a_restart(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with simulating(settings) as house:
        phone = await link(house, "M09")
        phone.send_photo(picture(900, 700), "Nhà thứ 17")
        await phone.wait_for(lambda _: len(phone.commands) > 3)
        commands = phone.commands
        photo = next(one for one in phone.messages if "photo" in one.body)
        await ask(house, "/desk/clock", by=86400)
        moved = house.time.now()
    before = [(one.id, one.text, one.buttons) for one in phone.messages]
    async with simulating(settings) as house:
        phone = phone_of(house, "M09")
        assert [(one.id, one.text, one.buttons) for one in phone.messages] == before
        assert phone.commands == commands
        assert house.telegram.platform.files.by_id[photo.file_id].load() == picture(900, 700)
        assert 0 <= (house.time.now() - moved).total_seconds() < 30
        asked = phone.send("/menu")
        await phone.wait_for(lambda seen: seen.last.id > asked.id and "Danh mục" in seen.last.text)
        assert phone.last.id > before[-1][0]
        script = await script_of(house, "M09")
    assert script.steps[0] == Says("M09", "/start {code:M09}")
    assert [step.taps for step in script.steps if isinstance(step, Taps)] == [
        "Đúng, là tôi",
        "Đồng ý",
        "Đồng ý",
    ]
    assert [step for step in script.steps if isinstance(step, Says)][-1] == Says("M09", "/menu")
    assert any(isinstance(step, Sees) and step.instead_of for step in script.steps) or len(script.steps) > 6


async def test_two_restarts_keep_the_record_in_order(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    updates: list[int] = []
    for number in range(3):
        async with furnished(settings) as house:
            phone_of(house, "M09").send(f"lần {number}")
            script = await script_of(house, "M09")
            updates += [one.update_id for one in house.telegram.bot.inbox.waiting.values()]
    assert len(set(updates)) == 3
    assert script.steps == tuple(Says("M09", f"lần {number}") for number in range(3))


async def test_a_blocked_bot_stays_blocked_and_a_deleted_message_gone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with furnished(settings) as house:
        phone = phone_of(house, "M09")
        gone, _ = phone.send("một"), phone.send("hai")
        phone.message(gone).deleted = True
        house.telegram.platform.world.notice(phone.chat, "delete", phone.message(gone))
        phone.block_bot()
        phone_of(house, "M10")
    async with furnished(settings) as house:
        phone = phone_of(house, "M09")
        assert [one.text for one in phone.messages] == ["hai"]
        assert phone.chat.blocked
        assert not phone_of(house, "M10").chat.started


async def test_a_journal_that_was_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with furnished(settings) as house:
        phone_of(house, "M09").send("một")
    with (settings.home / "phones.jsonl").open("ab") as journal:
        journal.write(b'{"message": {"te')
    async with furnished(settings) as house:
        assert [one.text for one in phone_of(house, "M09").messages] == ["một"]
        phone_of(house, "M09").send("hai")
    async with furnished(settings) as house:
        assert [one.text for one in phone_of(house, "M09").messages] == ["một", "hai"]


async def test_a_new_province_remembers_nothing_of_the_old(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with furnished(settings) as house:
        phone_of(house, "M09").send("một")
    for file in settings.home.glob("neuguong.db*"):
        file.unlink()
    async with furnished(settings) as house:
        assert phone_of(house, "M09").messages == []
        assert not phone_of(house, "M09").chat.started


async def test_the_configured_database_is_never_touched(tmp_path: Path) -> None:
    async with furnished(settings_in(tmp_path)):
        pass
    assert os.listdir(tmp_path) == ["simulator"]  # noqa: PTH208


class Program:
    """`neuguong run` in a process of its own, in an empty folder."""

    def __init__(self, folder: Path, port: int) -> None:
        environment = {
            name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "run"],
            cwd=folder,
            env=environment | {"HTTP_PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def address(self) -> str:
        """As it is told to whoever started it."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        told = re.search(r"http://\S+", line)
        assert told, (line, self.end(signal.SIGKILL))
        return told[0]

    def page(self) -> str:
        with urlopen(self.address(), timeout=30) as page:  # noqa: S310
            found: bytes = page.read()
        return found.decode()

    def end(self, by: signal.Signals | None = None) -> tuple[int, str]:
        """Its exit code, and what it said on standard error."""
        if by is not None:
            self._process.send_signal(by)
        _, said = self._process.communicate(timeout=60)  # whatever else this machine is busy with
        return self._process.returncode, said


@contextmanager
def program(folder: Path, port: int = 0) -> Iterator[Program]:
    running = Program(folder, port)
    try:
        yield running
    finally:
        running.end(signal.SIGKILL)


def seconds_to_start(folder: Path, by: signal.Signals) -> float:
    """Until the page is there; then it is stopped, cleanly."""
    at = time.monotonic()
    with program(folder) as running:
        assert "Nêu gương" in running.page()
        took = time.monotonic() - at
        code, said = running.end(by)
    assert code == 0, said
    assert "Error" not in said
    return took


@pytest.mark.parametrize("by", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_run_without_a_token_tells_the_address_and_ends_cleanly(tmp_path: Path, by: signal.Signals) -> None:
    seconds_to_start(tmp_path, by)
    assert min(seconds_to_start(tmp_path, by) for _ in range(2)) < 5
    assert not (tmp_path / "var" / "neuguong.db").exists()


@pytest.mark.slow
def test_it_begins_again_after_being_killed(tmp_path: Path) -> None:
    with program(tmp_path) as first:
        first.address()
        first.end(signal.SIGKILL)
    seconds_to_start(tmp_path, signal.SIGTERM)


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with program(tmp_path) as first:
        port = int(first.address().rpartition(":")[2])
        with program(tmp_path, port) as second:
            code, said = second.end()
    assert code == 2
    assert "HTTP_PORT" in said
    assert "Traceback" not in said


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
async def test_an_open_page_goes_on_by_itself_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    async with furnished(settings) as house:
        port = int(house.address.rpartition(":")[2])
        manager = looking(browser, house.address)
        page, complaints = await manager.__aenter__()
        phone_of(house, "M09").send("một")
        await expect(page.locator(".phone").first).to_contain_text("một")
    await expect(page.locator("#lost")).to_be_visible()
    async with furnished(settings.model_copy(update={"http_port": port})) as house:
        await expect(page.locator("#lost")).to_be_hidden(timeout=15_000)
        phone_of(house, "M09").send("hai")
        await expect(page.locator(".phone").first.locator(".text")).to_have_text(["một", "hai"])
        complaints.clear()
        await manager.__aexit__(None, None, None)
