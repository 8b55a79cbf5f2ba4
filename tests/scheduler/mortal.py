"""A relay in a process of its own, to be killed: `python -m tests.scheduler.mortal URL FILE BOOT`.

What it sends is two lines in FILE, where it began and where it arrived, before the answer comes: from the first to
the record of the answer, a kill leaves it unknown.
It says "ready" once it runs, and ends by itself when nothing is left to send.
"""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from bot.clocks import ProcessClock, RealClock
from core.outbox import Outcome, Sent
from core.ports import UnitOfWork
from core.store import Store
from scheduler.pace import Limits, Pace
from scheduler.relay import Relay
from scheduler.sending import Sender
from storage.engine.statements import Statement
from tests.scheduler.posts import LINE, Post, open_store_of_posts

LIMITS = Limits(bulk=400.0, most=420, chat_seconds=0.0, burst=3)
LEFT = Statement("select count(*) from outbox where state in ('waiting', 'attempted')")


class Paper:
    """A messenger that writes down what arrives, and answers a little later."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(self, chat: str, screen: bytes, *, edits: str | None = None, done: int = 0) -> Outcome:
        del chat, edits, done
        os.write(self._file, f"begun {screen.decode()}\n".encode())
        await asyncio.sleep(0.002)
        os.write(self._file, f"arrived {screen.decode()}\n".encode())
        await asyncio.sleep(0.006)
        return Sent("1", RealClock().now())


def wanted(_: UnitOfWork, name: str) -> bool:
    return bool(name)


async def main(url: str, file: Path, boot: str) -> None:
    post = Post(open_store_of_posts(url, timedelta(seconds=30)))
    store: Store[UnitOfWork] = post.port
    clock, monotonic = RealClock(), ProcessClock()
    pace = Pace(LIMITS, monotonic)
    sender = Sender(store, {LINE: Paper(file)}, {LINE: pace}, clock, wanted)
    relay = Relay(LINE, store, sender, pace, f"mortal/{boot}", clock, monotonic, lambda: "E1")
    await store.run(lambda uow: uow.outbox.take_over(f"mortal/{boot}", clock.now(), dead="mortal"))
    post.let_holds_pass()
    running = asyncio.create_task(relay.run())
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while await post.store.read(lambda work: work.connection.fetch_all(LEFT)) != [(0,)]:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    relay.stop()
    await running
    await post.store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
