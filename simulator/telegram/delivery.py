"""From what a person does to the update a bot gets, with the inbound faults in between."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.telegram.faults import Fault, Faults
from simulator.telegram.state import Bot
from simulator.telegram.wire import Json


@dataclass(slots=True, eq=False)
class _Held:
    bot: Bot
    room: int
    updates: list[tuple[Json, int]] = field(default_factory=list)


class Delivery:
    """Puts updates into inboxes. Held ones (reorder, delay) keep their place until it is their time."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._held: list[_Held] = []
        self._timers: set[asyncio.TimerHandle] = set()

    def give(self, bot: Bot, kind: str, content: Json, chat: int) -> None:
        """Tell a bot something, if it asked for updates of that kind."""
        if not bot.inbox.wants(kind):
            return
        self.give_raw(bot, {kind: content}, chat)

    def give_raw(self, bot: Bot, update: Json, chat: int) -> None:
        """Any object as an update, without asking whether it is one."""
        for held in self._held:
            if held.bot is bot:
                held.updates.append((update, chat))
                if len(held.updates) >= held.room:
                    self.release(held)
                return
        fault = self._faults.strike(inbound=True, bot=bot.id, chat=chat)
        if fault is None:
            bot.inbox.put(update, chat)
        else:
            self._disturbed(fault, bot, update, chat)

    def _disturbed(self, fault: Fault, bot: Bot, update: Json, chat: int) -> None:
        if fault.kind == "malformed":
            bot.inbox.put(broken(update), chat)
        elif fault.kind == "delay":
            self._later(fault.seconds, lambda: bot.inbox.put(update, chat))
        elif fault.kind == "reorder":
            self._held.append(_Held(bot, fault.count, [(update, chat)]))
        else:
            entry = bot.inbox.put(update, chat)
            self._later(fault.seconds, lambda: bot.inbox.repeat(entry))

    def _later(self, seconds: float, deliver: Callable[[], object]) -> None:
        if seconds <= 0:
            deliver()
            return
        loop = asyncio.get_running_loop()

        def ring() -> None:
            self._timers.discard(timer)
            deliver()

        timer = loop.call_later(seconds, ring)
        self._timers.add(timer)

    def release(self, held: _Held | None = None) -> None:
        """Deliver what is held for reordering, last first; None: all of it."""
        for one in [held] if held else list(self._held):
            self._held.remove(one)
            for update, chat in reversed(one.updates):
                one.bot.inbox.put(update, chat)

    def stop(self) -> None:
        """Forget what was to come later."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()


def broken(update: Json) -> Json:
    """The update as no client can parse it: fields of the wrong type, and others missing."""
    (kind,) = update
    content = dict(update[kind])
    content.pop("chat", None)
    content["from"] = "nobody"
    content["date"] = "yesterday"
    return {kind: content}
