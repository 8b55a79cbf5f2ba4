"""Processes beside each other, and processes that die: what was acknowledged is there, and nothing is there by half."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from storage.engine.connection import Connection
from storage.engine.statements import Statement
from storage.engine.store import open_store
from tests.storage.busy_process import PUT
from tests.storage.conftest import same

KEYS = Statement("select key from setting")
COUNTED = Statement("select value from setting where key = 'count'")


def start(url: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.busy_process", url, *map(str, arguments)]
    root = Path(__file__).parent.parent.parent
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)


def kill_after(process: subprocess.Popen[str], lines: int) -> list[str]:
    """kill -9 once it has acknowledged that many keys; returns all that it acknowledged."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    said += process.stdout.readlines()
    process.stdout.close()
    process.wait()
    return [line.strip() for line in said if line.endswith("\n")]


def stored_pairs(url: str) -> set[str]:
    """The keys of which both rows are there; fails if one is there alone."""
    store = open_store(url, same)
    found = {str(row[0]) for row in store.read_sync(lambda c: c.fetch_all(KEYS))}
    store.close_sync()
    pairs = {key.removesuffix("/1") for key in found if key.endswith("/1")}
    assert {f"{key}/2" for key in pairs} == {key for key in found if key.endswith("/2")}
    return pairs


def kill_again_and_again(url: str, rounds: int, callers: int, chance: random.Random) -> None:
    acknowledged: set[str] = set()
    for number in range(rounds):
        process = start(url, "acknowledge", f"round{number}", callers)
        acknowledged |= set(kill_after(process, chance.randint(1, 400)))
        stored = stored_pairs(url)
        assert acknowledged <= stored
        assert len(stored) - len(acknowledged) <= callers * (
            number + 1
        )  # at most those in flight at each kill


@pytest.mark.parametrize("callers", [1, 16])
def test_kill_9_loses_nothing_that_was_acknowledged(database_url: str, callers: int) -> None:
    kill_again_and_again(database_url, rounds=2, callers=callers, chance=random.Random(callers))


@pytest.mark.slow
@pytest.mark.parametrize("callers", [1, 32])
def test_kill_9_many_times_over(database_url: str, callers: int) -> None:
    kill_again_and_again(database_url, rounds=25, callers=callers, chance=random.Random(callers))


def test_a_command_line_tool_writes_beside_a_running_bot(database_url: str) -> None:
    """The tool gets its turn while the bot keeps the database busy, and neither loses anything."""
    bot = start(database_url, "acknowledge", "bot", 16)
    assert bot.stdout is not None
    bot.stdout.readline()
    tool = open_store(database_url, same, patience=20)
    for number in range(5):
        key = f"tool{number}"
        tool.run_sync(lambda c, key=key: c.many(PUT, [{"key": f"{key}/{n}", "value": ""} for n in (1, 2)]))  # type: ignore[misc]
    tool.close_sync()
    acknowledged = set(kill_after(bot, 1))
    assert acknowledged | {f"tool{number}" for number in range(5)} <= stored_pairs(database_url)


def test_two_processes_that_count_lose_no_count(database_url: str) -> None:
    store = open_store(database_url, same)
    store.run_sync(lambda c: c.execute(PUT, key="count", value="0"))
    processes = [start(database_url, "count", "", 200) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]

    def counted(connection: Connection) -> object:
        return connection.fetch_one(COUNTED)

    assert store.read_sync(counted) == ("400",)
    store.close_sync()
    for process in processes:
        assert process.stdout is not None
        process.stdout.close()
