"""Goals 1 to 3: what one step of a conversation costs, alone and in company, and how many are kept a second."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.bare import BareEcho, RawSqlite
from benchmarks.conversation import ANSWERS, Conversation, held
from benchmarks.measured import Measured, of_rounds
from benchmarks.ours import Ours, OurTransactions
from benchmarks.recording import Step

PEOPLE: Final = 32
ROUNDS: Final = 10
_TOGETHER: Final = 5
"""So many answers of each person in a row, before it is the other side's turn."""

_STEP: Final = (
    "bytes of an answer in the quarterly report → decide → commit → reply handed over → commit of its mark"
    " (which outlives a kill -9, and does not wait for the disk)"
)
_ECHO: Final = (
    "bare aiogram echo, one catch-all handler, and the SQL that ours says, in one raw sqlite3 commit"
)
_RAW: Final = (
    "the SQL that ours says for each update, in one raw sqlite3 commit (WAL, synchronous=FULL), nothing else"
)


@dataclass(slots=True)
class _Ratios:
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    durable: list[float] = field(default_factory=list)
    transactions: list[float] = field(default_factory=list)


async def measure(folder: Path, rounds: int = ROUNDS) -> list[Measured]:
    conversation = await held(folder, PEOPLE)
    gc.collect()
    gc.freeze()  # else whoever allocates next pays for a walk through all of aiogram, on either side
    ratios = _Ratios()
    for _ in range(rounds):
        await _one_by_one(conversation, ratios)
        await _at_once(conversation, ratios)
    many = f"{PEOPLE} conversations at once"
    return [
        of_rounds(1, f"{_STEP}, one at a time", 1.5, _ECHO, ratios.alone),
        of_rounds(2, f"the same, {many}", 0.6, _ECHO, ratios.together),
        of_rounds(3, f"durable updates a second, {many}", 1.0, _RAW, ratios.durable, at_least=True),
        of_rounds(3, f"its transactions alone, {many}", 3.0, _RAW, ratios.transactions, at_least=True),
    ]


async def _one_by_one(conversation: Conversation, ratios: _Ratios) -> None:
    ours, echo = Ours(conversation.copy("ours.db")), BareEcho(conversation.copy("bare.db"))
    for steps in zip(*conversation.people, strict=True):
        ratios.alone.append(await _in_turn(ours.take, steps) / await _in_turn(echo.take, steps))
    await ours.close()
    echo.close()


async def _at_once(conversation: Conversation, ratios: _Ratios) -> None:
    ours, echo = Ours(conversation.copy("ours.db")), BareEcho(conversation.copy("bare.db"))
    transactions, raw = OurTransactions(conversation.copy("store.db")), RawSqlite(conversation.copy("raw.db"))
    for slices in _slices(conversation):
        our_time = await _side_by_side(ours.take, slices)
        floor_time = await _side_by_side(echo.take, slices)
        transaction_time = await _side_by_side(transactions.take, slices)
        raw_time = _raw(raw, slices)
        ratios.together.append(our_time / floor_time)
        ratios.durable.append(raw_time / our_time)
        ratios.transactions.append(raw_time / transaction_time)
    await ours.close()
    await transactions.close()
    echo.close()
    raw.close()


def _slices(conversation: Conversation) -> Iterator[list[tuple[Step, ...]]]:
    """The conversation in pieces; each has the same few answers of everybody."""
    people = [iter(steps) for steps in conversation.people]
    for _ in range(len(ANSWERS) // _TOGETHER):
        yield [tuple(islice(steps, _TOGETHER)) for steps in people]


async def _in_turn(take: Callable[[Step], Awaitable[None]], steps: tuple[Step, ...]) -> float:
    started = perf_counter()
    for step in steps:
        await take(step)
    return perf_counter() - started


async def _side_by_side(take: Callable[[Step], Awaitable[None]], people: list[tuple[Step, ...]]) -> float:
    """Everybody answers at once, and each goes on when the reply has come."""
    started = perf_counter()
    await asyncio.gather(*map(partial(_in_turn, take), people))
    return perf_counter() - started


def _raw(raw: RawSqlite, people: list[tuple[Step, ...]]) -> float:
    started = perf_counter()
    for steps in zip(*people, strict=True):
        for step in steps:
            raw.commit(step.sql)
    return perf_counter() - started
