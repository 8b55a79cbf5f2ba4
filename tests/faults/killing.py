"""People talk, the bot is killed (-9) again and again, and in the end everything they confirmed is there, once."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Final

from core.ports import UnitOfWork
from core.text.periods import Quarter
from simulator.telegram import TelegramServer
from tests.faults.process import BotProcess
from tests.faults.talker import Talker

NOW: Final = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
PEOPLE: Final = ("M03", "M13", "M16", "M20", "M21", "M25", "M27", "M30", "M34", "M28")
"""Those of the demo who have a pledge to report on."""

_LIFE: Final = (2.5, 6.0)
"""Seconds from a start to the kill; the bot needs some to be up at all."""
_LIMIT: Final = 600.0


@dataclass(frozen=True, slots=True)
class Outcome:
    kills: int
    messages: int
    twice: int
    """Messages of the bot that reached a phone twice in a row, unasked: at most one in flight a kill and chat."""


async def talk_and_kill(folder: Path, kills: int, seed: int, *, database_url: str = "") -> Outcome:
    """Raises AssertionError where anything that was confirmed is lost, doubled or altered."""
    chance = random.Random(seed)
    server = TelegramServer(lambda: datetime.now(UTC))  # noqa: TID251  # the platform's own time
    async with server.running() as base:
        bot = BotProcess(folder, base, server.token, NOW.isoformat(), database_url)
        codes = bot.load_demo(NOW)
        talkers = [
            Talker(
                person, server.user(7000 + number, person), codes[person], random.Random(f"{seed}{person}")
            )
            for number, person in enumerate(PEOPLE)
        ]
        bot.start()
        try:
            async with asyncio.timeout(_LIMIT):
                killer = asyncio.create_task(_kill_often(bot, kills, chance))
                await asyncio.gather(*(talker.live() for talker in talkers), killer)
        except TimeoutError:
            stuck = {t.person: t.phone.last.text[-300:] for t in talkers if not t.receipts}
            raise AssertionError(
                f"somebody is stuck: {stuck}; the log: {bot.log.read_text()[-2000:]}"
            ) from None
        finally:
            code = bot.stop()
        assert code == 0, "Ctrl-C stops it cleanly"
        bot.run(_check(talkers))
        return Outcome(killer.result(), sum(talker.sent for talker in talkers), sum(map(_twice, talkers)))


async def _kill_often(bot: BotProcess, kills: int, chance: random.Random) -> int:
    for _ in range(kills):
        await asyncio.sleep(chance.uniform(*_LIFE))
        bot.kill()
        await asyncio.sleep(chance.uniform(0.0, 0.3))
        bot.start()
    return kills


def _check(talkers: list[Talker]) -> Callable[[UnitOfWork], None]:
    def check(uow: UnitOfWork) -> None:
        for talker in talkers:
            reports = uow.reports.of_year(talker.person, 2026)
            assert [report.period for report in reports] == [Quarter(2026, 1)], talker.person
            (report,) = reports
            assert report.receipt == talker.receipts[0]
            assert report.version == 1, "handed in once"
            for item in report.content.items:
                if item.item.content in talker.figures:
                    assert item.progress.done == Decimal(talker.figures[item.item.content]), talker.person
                if item.item.content in talker.words:
                    assert item.progress.what == talker.words[item.item.content], talker.person
            assert uow.talk.open_conversations(f"p:{talker.person}") == []

    return check


def _twice(talker: Talker) -> int:
    texts = [message.text for message in talker.phone.messages if message.by_bot]
    return max(0, sum(1 for one, other in pairwise(texts) if one == other) - talker.repeats)
