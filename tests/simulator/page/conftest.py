"""The page in a real browser, over a house without a bot: the test speaks as the bot."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Locator, Page, async_playwright
from pydantic import SecretStr

from bot.settings import Settings
from simulator.run import House, furnished, own
from tests.simulator.client import RawBot
from tests.simulator.pictures import picture

CHROMIUM = shutil.which("chromium") or ""
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "CHROMIUM IS MISSING, so the page is NOT tested: sudo apt install chromium"


def settings_in(folder: Path) -> Settings:
    """The simulator's own, with everything below `folder`."""
    return own(Settings(database_url=SecretStr(f"sqlite:///{folder}/neuguong.db"), http_port=0))


@dataclass(frozen=True)
class Table:
    """The page as a person has it open. `bot` says what the bot would."""

    house: House
    page: Page
    bot: RawBot
    complaints: list[str] = field(default_factory=list)

    def phone(self, person: str) -> Locator:
        return self.page.locator(".phone", has_text=self.house.cast.by_person[person].name).first

    def chat(self, person: str) -> int:
        return self.house.cast.by_person[person].user

    async def update(self, kind: str) -> Any:  # noqa: ANN401 - the update's own JSON
        """The newest update of a kind that the bot was given, once there is one."""
        while True:
            found = [one[kind] for one in await self.bot.updates(timeout=1) if kind in one]
            if found:
                return found[-1]

    async def begin(self, person: str) -> Locator:
        """The phone of a person whose chat has begun, in the browser too."""
        self.house.telegram.user(self.chat(person)).send("Chào")
        phone = self.phone(person)
        await phone.get_by_text("Chào").wait_for()
        return phone

    async def says(self, person: str, text: str, **more: Any) -> int:  # noqa: ANN401
        """A message of the bot, seen on the phone; its id."""
        message = await self.bot.result("sendMessage", chat_id=self.chat(person), text=text, **more)
        return int(message["message_id"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM:
        pytest.skip(MISSING)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        await chromium.close()


@asynccontextmanager
async def looking(browser: Browser, address: str, **how: Any) -> AsyncIterator[tuple[Page, list[str]]]:  # noqa: ANN401
    """The page, loaded, and what the browser complains of; whatever is left in there at the end fails the test."""
    how = {"viewport": {"width": 1400, "height": 900}, "locale": "vi-VN", "accept_downloads": True, **how}
    context = await browser.new_context(**how)
    complaints: list[str] = []
    page = await context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("request", lambda asked: _stay_here(asked.url, address, complaints))
    await page.goto(address)
    await page.wait_for_selector("body[data-ready]")
    yield page, complaints
    await context.close()
    assert complaints == []


def _stay_here(url: str, address: str, complaints: list[str]) -> None:
    if not url.startswith((f"{address}/", "blob:", "data:")):
        complaints.append(f"asked elsewhere: {url}")


@pytest.fixture(scope="session")
def furniture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house into which the province has moved, to be copied."""

    async def move_in(folder: Path) -> None:
        async with furnished(settings_in(folder)):
            pass

    folder = tmp_path_factory.mktemp("furniture")
    asyncio.run(move_in(folder))
    (folder / "simulator" / "clock").unlink(missing_ok=True)
    return folder


@pytest_asyncio.fixture(loop_scope="module")
async def house(tmp_path: Path, furniture: Path) -> AsyncIterator[House]:
    shutil.copytree(furniture, tmp_path, dirs_exist_ok=True)
    async with furnished(settings_in(tmp_path)) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def raw(house: House) -> AsyncIterator[RawBot]:
    async with ClientSession() as session:
        yield RawBot(session, house.address, house.telegram.token)


@pytest_asyncio.fixture(loop_scope="module")
async def table(browser: Browser, house: House, raw: RawBot) -> AsyncIterator[Table]:
    async with looking(browser, house.address) as (page, complaints):
        yield Table(house, page, raw, complaints)


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Three photos that differ."""
    files = [tmp_path / f"anh-{number}.jpg" for number in range(3)]
    for number, file in enumerate(files):
        file.write_bytes(picture(640 + number, 480))
    return files
