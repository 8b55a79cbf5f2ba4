"""The stand-in server: the Bot API on a loopback port, and the people on its other side."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from simulator.telegram.control import Control
from simulator.telegram.faults import Faults
from simulator.telegram.groups import Group
from simulator.telegram.http import UPLOAD_LIMIT, BotApi
from simulator.telegram.limits import Pace
from simulator.telegram.phone import Phone
from simulator.telegram.platform import Platform
from simulator.telegram.state import Bot, Person

HOST = "127.0.0.1"
DEFAULT_TOKEN = "1000000001:stand-in"  # noqa: S105 - opens nothing but this server


class TelegramServer:
    """A Telegram in memory. `clock` dates messages and may be moved at any time."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        token: str = DEFAULT_TOKEN,
        username: str = "neuguong_bot",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.platform = Platform(clock, monotonic)
        self.api = BotApi(self.platform)
        self.bot = self.platform.bot(token, first_name="Nêu gương", username=username)
        self.base_url = ""
        self._phones: dict[tuple[int, int], Phone] = {}

    @property
    def token(self) -> str:
        """The token of the first bot."""
        return self.bot.token

    @property
    def faults(self) -> Faults:
        """What shall go wrong."""
        return self.platform.faults

    @property
    def pace(self) -> Pace:
        """What was called when; set `limits` to enforce Telegram's."""
        return self.platform.pace

    def add_bot(self, token: str, username: str, *, privacy: bool = True) -> Bot:
        """A further bot on the same server."""
        return self.platform.bot(token, first_name=username, username=username, privacy=privacy)

    def user(
        self,
        user_id: int,
        first_name: str = "",
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "vi",
        bot: Bot | None = None,
    ) -> Phone:
        """The phone of a person, open on the chat with `bot` (else the first); the same object at every call."""
        bot = bot or self.bot
        person = self.platform.world.people.get(user_id)
        if person is None:
            person = Person(user_id, first_name or f"Người {user_id}", last_name, username, language_code)
            self.platform.world.people[user_id] = person
        phone = self._phones.get((bot.id, user_id))
        if phone is None:
            phone = Phone(self.platform, person, bot, self.platform.world.private_chat(bot, person))
            self._phones[bot.id, user_id] = phone
        return phone

    def group(self, title: str, *members: Phone, bot: Bot | None = None) -> Group:
        """A group of people with a bot (by default the first), made by the first of them."""
        group = Group(self.platform, title, [phone.person for phone in members])
        group.add(bot or self.bot)
        return group

    def application(self) -> web.Application:
        """The server as an aiohttp application: the Bot API, and the people under /sim."""
        app = web.Application(client_max_size=UPLOAD_LIMIT + 1024 * 1024)
        app.add_routes(self.api.routes())
        control = Control(self)
        app.add_routes(control.routes())
        app.on_shutdown.append(control.close)
        return app

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on loopback while the block runs; gives the address, e.g. http://127.0.0.1:43210."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, HOST, port)
            await site.start()
            self.base_url = f"http://{HOST}:{runner.addresses[0][1]}"
            yield self.base_url
        finally:
            await self.platform.stop()
            await runner.cleanup()
