"""Ctrl-C while the messenger's library is still being loaded ends the simulator at once."""

import asyncio
import time
from threading import Event

import pytest

from simulator.run import unless_stopped


async def test_what_is_loaded_in_time_is_given() -> None:
    assert await unless_stopped(lambda: "line", asyncio.Event()) == "line"


async def test_nothing_is_waited_for_once_it_is_to_stop() -> None:
    slow, stop = Event(), asyncio.Event()
    asyncio.get_running_loop().call_later(0.05, stop.set)
    started = time.monotonic()
    assert await unless_stopped(lambda: slow.wait(5), stop) is None
    assert time.monotonic() - started < 1
    slow.set()
    await asyncio.sleep(0.05)


async def test_a_library_that_is_missing_is_no_silence() -> None:
    def load() -> str:
        raise ImportError("no such library")

    with pytest.raises(ImportError):
        await unless_stopped(load, asyncio.Event())
