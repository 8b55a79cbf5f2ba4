"""Killed at any point, by kill -9: nobody is skipped, and nothing that was recorded is repeated."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from core.outbox import Kind, Priority
from tests.scheduler.posts import Post, open_store_of_posts

AHEAD = 8  # rows that a relay may hold for the next slots, attempted and not yet begun


async def started(url: str, paper: Path, boot: int) -> Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.scheduler.mortal", url, str(paper), str(boot), stdout=PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def run_with_kills(url: str, paper: Path, kills: int, chance: random.Random) -> None:
    for boot in range(kills):
        process = await started(url, paper, boot)
        await asyncio.sleep(chance.uniform(0.0, 0.15))
        if process.returncode is None:
            process.kill()
        await process.wait()
    last = await started(url, paper, kills)
    async with asyncio.timeout(60):
        assert await last.wait() == 0


def queue_everything(post: Post, people: int) -> None:
    for number in range(people):
        broadcast = post.message(
            f"dân-{number}", f"loan-báo-{number}", kind=Kind.NOTICE, priority=Priority.BROADCAST
        )
        receipt = post.message(f"dân-{number}", f"đã-nhận-{number}", kind=Kind.RECEIPT)
        post.queue(broadcast, receipt, owner=None)


async def check_kills(url: str, paper: Path, people: int, kills: int) -> None:
    store = open_store_of_posts(url, timedelta(seconds=30))
    post = Post(store)
    try:
        queue_everything(post, people)
        await run_with_kills(url, paper, kills, random.Random(people))
        check(post, paper, kills)
    finally:
        store.close_sync()


def check(post: Post, paper: Path, kills: int) -> None:
    lines = paper.read_text().splitlines()
    begun = Counter(line.split()[1] for line in lines if line.startswith("begun"))
    arrived = Counter(line.split()[1] for line in lines if line.startswith("arrived"))
    states = post.states()
    unknowns = dict(
        zip(states, (row[0] for row in post.rows("select unknowns from outbox order by id")), strict=True)
    )

    assert set(states.values()) <= {"sent", "unknown"}, "somebody was skipped"
    assert all(arrived[text] for text, state in states.items() if state == "sent")
    twice = [text for text, count in begun.items() if count > 1]
    assert all(text.startswith("đã-nhận") for text in twice), "an unasked message was begun again"
    assert max(begun.values()) <= 2
    assert all(unknowns[text] for text in twice), "a repeat that is not marked as such"
    never_begun = [text for text, state in states.items() if state == "unknown" and not begun[text]]
    assert len(never_begun) <= kills * AHEAD, "more were given up than a kill can leave in doubt"


async def test_a_broadcast_survives_kills(database_url: str, tmp_path: Path) -> None:
    await check_kills(database_url, tmp_path / "paper", people=60, kills=3)


@pytest.mark.slow
async def test_a_broadcast_survives_fifty_kills(database_url: str, tmp_path: Path) -> None:
    await check_kills(database_url, tmp_path / "paper", people=1500, kills=50)
