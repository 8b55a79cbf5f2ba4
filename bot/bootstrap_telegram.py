"""Composes one Telegram line onto a System. Apart from bot/bootstrap.py, because importing aiogram takes seconds."""

import asyncio
import random
from collections.abc import Awaitable, Sequence
from typing import Final

import orjson
from aiohttp import web

from bot.bootstrap import System
from bot.channels.telegram.api import Json, TelegramApi
from bot.channels.telegram.commands import MenuEntry, set_menu
from bot.channels.telegram.failures import FAILURES
from bot.channels.telegram.fetch import NoLongerThere, NotFetched, TooLarge, fetch
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.receive import CHANNEL, Malformed, Reading, key_of, read
from bot.channels.telegram.send import Load, TelegramChannel
from bot.channels.telegram.webhook import set_webhook, webhook_route
from bot.data_key import data_keys, webhook_secret
from bot.handlers.administration import listed_to
from bot.inbound import Inbound
from bot.logs import new_error_id
from bot.reception import Arrived
from bot.registry import REGISTRY
from core import fetching
from core.fetching import Fetched, Lost, NotNow, Outcome
from core.occasion import local_day
from core.photos import Photo
from scheduler.pace import TELEGRAM

_NAME_HOLDS: Final = 86_400.0  # seconds
_NAME_AGAIN: Final = 30.0
_STRANGERS: Final = ("start", "trogiup")
OWN_MENU: Final = ("menu", "trogiup", "huy")
"""What every linked person finds at the end of the command menu."""


class TelegramLine:
    """One bot: its polling loop or webhook, its channel, its command menus."""

    def __init__(self, system: System, token: str, base: str | None, load: Load) -> None:
        self.name = token.partition(":")[0]
        self.api = TelegramApi(token, base)
        self.system = system
        self._channel = TelegramChannel(self.api, system.clock, load)
        line = (CHANNEL, self.name)
        system.add_line(line, self._channel, TELEGRAM)
        system.answer_taps[line] = self._channel.answer_tap
        system.sources[line] = self.hand_over
        system.follow_ups["menu"] = self._set_menu

    async def hand_over(self, photo: Photo) -> Outcome:
        """The bytes of what was sent to this bot (core.fetching.Source)."""
        try:
            return Fetched(await fetch(self.api, photo.ref, photo.size_bytes))
        except TooLarge:
            return fetching.TooLarge()
        except NoLongerThere:
            return Lost()
        except NotFetched:
            return NotNow()

    async def take(self, updates: Sequence[Json]) -> None:
        """Decides or parks them all. Raises StoreUnavailable."""
        arrived = []
        for update in updates:
            reading = Reading(self.name, self.system.clock.now(), self.system.clock.offset())
            try:
                said = read(update, reading)
            except Malformed as fault:
                await self._park(update, str(fault))
                continue
            if said is not None:
                arrived.append(Arrived(said, orjson.dumps(update)))
        await self.system.reception.take(arrived)

    async def _park(self, update: Json, reason: str) -> None:
        raw, error_id, now = orjson.dumps(update), new_error_id(), self.system.clock.now()
        try:
            key = key_of(update, self.name)
        except Malformed:
            key = f"{CHANNEL}:{self.name}:malformed:{error_id}"
        await self.system.store.run(lambda uow: uow.talk.park(key, raw, error_id, reason, now))

    def polling(self) -> Awaitable[None]:
        return Polling(self.api, self.take, chance=random.SystemRandom()).run()

    def receiving(self) -> Awaitable[None]:
        """Updates by webhook where one is set, else by polling; until cancelled. `routes` are served by then."""
        return self.webhook() if self.system.settings.telegram_webhook_url else self.polling()

    def routes(self) -> list[web.RouteDef]:
        """What Telegram calls, where a webhook is set."""
        settings = self.system.settings
        if settings.telegram_webhook_url is None:
            return []
        return [webhook_route(self.name, webhook_secret(settings, data_keys(settings)), self.take)]

    async def webhook(self) -> None:
        """Tells Telegram where to bring updates, and waits until cancelled."""
        settings = self.system.settings
        if settings.telegram_webhook_url is None:
            raise ValueError("no address of a webhook is set")
        secret = webhook_secret(settings, data_keys(settings))
        await set_webhook(self.api, settings.telegram_webhook_url, self.name, secret)
        await asyncio.Event().wait()

    async def knowing_itself(self) -> None:
        """Learns the bot's own user name, which leads people here and may be changed; until cancelled."""
        while True:
            try:
                me = await self.api.call("getMe", {})
                self.system.telegram_name = str(me["username"])
                pause = _NAME_HOLDS
            except (*FAILURES, KeyError, TypeError):
                pause = _NAME_AGAIN
            await asyncio.sleep(pause)

    async def offer_start(self) -> None:
        """What someone unknown finds in the command menu."""
        await set_menu(self.api, self._entries(_STRANGERS))

    async def _set_menu(self, said: Inbound, person: str) -> None:
        """The linked person's own commands, by the roles held today."""
        today = local_day(self.system.clock.now())
        speaker = await self.system.store.read(lambda uow: uow.people.speaker(person, today))
        if speaker is None:
            return
        names = [each.name for each in listed_to(speaker, REGISTRY.commands) if each.name not in OWN_MENU]
        await set_menu(self.api, self._entries((*names, *OWN_MENU)), said.address.id)

    def _entries(self, names: Sequence[str]) -> list[MenuEntry]:
        return [(name, self.system.words.text(REGISTRY.commands[name].label)) for name in names]
