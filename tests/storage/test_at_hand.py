"""Brief works are carried out by the event loop that asks, and by the writer's thread where that would have to wait."""

import asyncio
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import pytest

from storage.engine import at_hand
from storage.engine.at_hand import AtHand
from storage.engine.connection import Connection
from storage.engine.constraint_names import ConstraintNames
from storage.engine.crew import Crew
from storage.engine.errors import ConstraintViolated
from storage.engine.session import Backend
from storage.engine.sqlite import warn_of_waiting
from storage.engine.statements import Statement
from storage.engine.store import Store, open_store
from storage.engine.worker import TransactionWorker
from tests.storage import shelf
from tests.storage.conftest import same
from tests.storage.shelf import add_author, authors
from tests.storage.test_group_commit import WatchedSession

ROOT = Path(__file__).resolve().parents[2]
HOW_LASTING = Statement(
    sqlite="pragma synchronous", postgresql="select current_setting('synchronous_commit')"
)
FULL, NORMAL = 2, 1


def who(_: Connection) -> int:
    """The thread that carries the work out."""
    return threading.get_ident()


def how_lasting(connection: Connection) -> object:
    row = connection.fetch_one(HOW_LASTING)
    return row[0] if row else None


def fail(_: Connection) -> None:
    raise ValueError("of its own")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
async def watched(tmp_path: Path, said: list[str]) -> AsyncIterator[Store[Connection]]:
    def open_session() -> WatchedSession:
        session = WatchedSession(
            tmp_path / "test.db",
            reading=False,
            patience=5.0,
            on_wait=warn_of_waiting,
            names=ConstraintNames(shelf.metadata),
        )
        session.said = said
        return session

    backend = Backend(open_session, together=64, attempts=1, chance=random.Random(1))
    worker = TransactionWorker(backend, same)
    crew = Crew("watched", 1, lambda: worker)
    store = Store(crew, crew, AtHand(crew, worker, together=8))
    await store.run(shelf.set_up)
    said.clear()
    yield store
    await store.close()


async def test_a_brief_work_needs_no_other_thread(watched: Store[Connection]) -> None:
    mine = threading.get_ident()
    assert await watched.run(who, brief=True) == mine
    assert await watched.note(who) == mine
    assert await watched.run_batch([who, who], brief=True) == [mine, mine]
    assert await watched.run(who) != mine


async def test_all_that_comes_in_one_turn_shares_one_commit(
    watched: Store[Connection], said: list[str]
) -> None:
    keys = [f"{number:02}" for number in range(8)]
    works = (watched.run(partial(add_author, key=key), brief=True) for key in keys)
    assert await asyncio.gather(*works) == keys
    assert said == ["begin immediate", "commit"]


async def test_a_flood_is_taken_in_pieces(watched: Store[Connection], said: list[str]) -> None:
    keys = [f"{number:02}" for number in range(20)]
    await asyncio.gather(*(watched.run(partial(add_author, key=key), brief=True) for key in keys))
    assert said == ["begin immediate", "commit"] * 3
    assert await watched.run(authors) == keys


async def test_one_that_fails_harms_no_neighbour(watched: Store[Connection], said: list[str]) -> None:
    works: list[Callable[[Connection], object]] = [
        partial(add_author, key="a"),
        fail,
        partial(add_author, key="a"),
        partial(add_author, key="b"),
    ]
    outcomes = await asyncio.gather(
        *(watched.run(work, brief=True) for work in works), return_exceptions=True
    )
    assert [type(one) for one in outcomes] == [str, ValueError, ConstraintViolated, str]
    assert said[:2] == ["begin immediate", "rollback"], "the optimistic way left nothing behind"
    assert await watched.run(authors) == ["a", "b"]


async def test_a_commit_that_fails_is_its_own_fault_alone(watched: Store[Connection]) -> None:
    works: list[Callable[[Connection], object]] = [shelf.break_promise, partial(add_author, key="b")]
    outcomes = await asyncio.gather(
        *(watched.run(work, brief=True) for work in works), return_exceptions=True
    )
    assert isinstance(outcomes[0], ConstraintViolated)
    assert outcomes[1] == "b"


async def test_what_was_handed_over_first_is_done_first(watched: Store[Connection]) -> None:
    done: list[str] = []

    def work(name: str) -> Callable[[Connection], None]:
        return lambda _: done.append(name)

    await asyncio.gather(
        watched.run(work("a"), brief=True),
        watched.run(work("b")),
        watched.note(work("c")),
        watched.run(work("d"), brief=True),
    )
    assert done == ["a", "b", "c", "d"]


async def test_the_loop_goes_on_while_another_process_holds_the_file(
    watched: Store[Connection], tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("begin immediate")
    waiting = asyncio.create_task(watched.run(partial(add_author, key="a"), brief=True))
    for _ in range(20):
        await asyncio.sleep(0.01)
    assert not waiting.done()
    other.execute("rollback")
    other.close()
    assert await waiting == "a"


async def test_a_slow_disk_gets_the_thread(
    watched: Store[Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = threading.get_ident()
    monkeypatch.setattr(at_hand, "TOO_LONG", 0.0)
    assert await watched.run(who, brief=True) == mine
    assert await watched.run(who, brief=True) != mine


async def test_a_caller_who_is_cancelled_leaves_the_others_alone(watched: Store[Connection]) -> None:
    first = asyncio.create_task(watched.run(partial(add_author, key="a"), brief=True))
    second = asyncio.create_task(watched.run(partial(add_author, key="b"), brief=True))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "b"
    assert await watched.run(authors) == ["a", "b"], "as a whole or not at all"


async def test_a_store_that_is_closed_takes_no_brief_work_either(watched: Store[Connection]) -> None:
    await watched.run(who, brief=True)
    await watched.close()
    with pytest.raises(Exception, match="closed"):
        await watched.run(who, brief=True)


async def test_what_waits_when_the_store_is_closed_is_finished(watched: Store[Connection]) -> None:
    waiting = asyncio.create_task(watched.run(partial(add_author, key="a"), brief=True))
    await asyncio.sleep(0)
    await asyncio.to_thread(watched.close_sync)
    assert await waiting == "a"


async def test_only_notes_among_themselves_do_not_wait_for_the_disk(watched: Store[Connection]) -> None:
    assert await watched.note(how_lasting) == NORMAL
    assert await watched.run(how_lasting, brief=True) == FULL
    assert list(await asyncio.gather(watched.note(how_lasting), watched.note(how_lasting))) == [NORMAL] * 2
    together = await asyncio.gather(watched.note(how_lasting), watched.run(how_lasting, brief=True))
    assert list(together) == [FULL, FULL]
    assert await watched.run(how_lasting) == FULL


async def test_a_note_is_there_for_everybody_at_once(store: Store[Connection]) -> None:
    await store.note(partial(add_author, key="a"))
    assert await store.read(authors) == ["a"]
    with pytest.raises(ConstraintViolated):
        await store.note(partial(add_author, key="a"))


_NOTE_AND_DIE = """
import asyncio, os, signal, sys
from storage.engine.store import open_store
from tests.storage.shelf import add_author
async def main():
    store = open_store(sys.argv[1], lambda connection: connection)
    await store.run(lambda c: add_author(c, "decided"))
    await store.note(lambda c: add_author(c, "noted"))
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""


async def test_a_note_outlives_its_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/test.db"
    store = open_store(url, same, metadata=shelf.metadata)
    await store.run(shelf.set_up)
    await store.close()
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", _NOTE_AND_DIE, url], cwd=ROOT, check=False
    )
    assert killed.returncode == -9
    store = open_store(url, same, metadata=shelf.metadata)
    assert await store.run(authors) == ["decided", "noted"]
    await store.close()
