"""The benchmarks' floors do what they claim: the same update, the same SQL, kept as surely as ours."""

import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiogram.client.session.aiohttp import AiohttpSession

from benchmarks import canned, cell, wire
from benchmarks.bare import BareEcho, RawSqlite
from benchmarks.conversation import ANSWERS, Conversation, held
from benchmarks.machine import machine
from benchmarks.measured import of_rounds
from benchmarks.ours import Ours, OurTransactions
from bot.channels.telegram.api import TelegramApi
from bot.conversation import front as fronts

PEOPLE = 2


@pytest.fixture
def transport() -> Iterator[wire.Transport]:
    with wire.connected() as transport:
        yield transport


@pytest.fixture
async def conversation(tmp_path: Path, transport: wire.Transport) -> Conversation:
    assert transport.posted == 0
    return await held(tmp_path, PEOPLE)


def facts(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """What another connection finds in the file; what is sealed is as good as random."""
    with sqlite3.connect(file) as db:
        return {
            "seen": db.execute("select key from update_seen order by key").fetchall(),
            "outbox": db.execute("select dedup, kind, state, message_id from outbox order by id").fetchall(),
            "fronts": db.execute("select id, front_id, lease_owner, prompt_message from address").fetchall(),
        }


async def test_ours_and_the_echo_leave_the_same_in_the_database(conversation: Conversation) -> None:
    ours, echo = Ours(conversation.copy("ours.db")), BareEcho(conversation.copy("bare.db"))
    for steps in zip(*conversation.people, strict=True):
        for step in steps:
            await ours.take(step)
            await echo.take(step)
    await ours.close()
    echo.close()
    found, floor = (
        facts(conversation.file.with_name("ours.db")),
        facts(conversation.file.with_name("bare.db")),
    )
    assert found["seen"] == floor["seen"]
    assert len(found["seen"]) == PEOPLE * (len(ANSWERS) + 1)
    assert [row[:3] for row in found["outbox"]] == [row[:3] for row in floor["outbox"]]
    assert {row[2] for row in found["outbox"]} == {"sent"}
    assert [row[:3] for row in found["fronts"]] == [row[:3] for row in floor["fronts"]]


async def test_the_conversation_is_the_whole_report(conversation: Conversation) -> None:
    """Every answer was taken for its question, so that the last leads to the summary."""
    ours = Ours(conversation.copy("ours.db"))
    for steps in conversation.people:
        for step in steps:
            await ours.take(step)
    await ours.close()
    with sqlite3.connect(conversation.file.with_name("ours.db")) as db:
        sealed = db.execute("select state_sealed from address").fetchall()
    assert [fronts.from_json(cell.VAULT.open(state, "front")).key.split()[0] for (state,) in sealed] == [
        "send"
    ] * PEOPLE


async def test_the_store_alone_says_the_same_too(conversation: Conversation) -> None:
    store = OurTransactions(conversation.copy("store.db"))
    for steps in conversation.people:
        for step in steps:
            await store.take(step)
    await store.close()
    assert len(facts(conversation.file.with_name("store.db"))["seen"]) == PEOPLE * (len(ANSWERS) + 1)


async def test_the_raw_floor_keeps_each_update_in_one_commit(conversation: Conversation) -> None:
    file = conversation.copy("raw.db")
    raw = RawSqlite(file)
    assert raw.settings() == ("wal", 2)
    said: list[str] = []
    raw.listen(said.append)
    raw.commit(conversation.people[0][0].sql)
    assert (said[0], said[-1]) == ("begin immediate", "commit")
    assert sum(line.lower().startswith(("begin", "commit")) for line in said) == 2
    assert len(facts(file)["seen"]) == PEOPLE + 1
    raw.close()


async def test_both_sides_hand_one_reply_an_update_to_the_same_network(
    conversation: Conversation, transport: wire.Transport
) -> None:
    ours, echo = Ours(conversation.copy("ours.db")), BareEcho(conversation.copy("bare.db"))
    for take in (ours.take, echo.take):
        before = transport.posted
        await take(conversation.people[0][0])
        assert transport.posted == before + 1
    await ours.close()
    echo.close()


def test_the_network_is_put_back() -> None:
    real = AiohttpSession.create_session
    with wire.connected():
        assert AiohttpSession.create_session is not real
    assert AiohttpSession.create_session is real


async def test_the_canned_messenger_answers_over_http() -> None:
    with canned.answering() as base:
        api = TelegramApi("4242:" + "A" * 35, base)
        sent = [await api.call("sendMessage", {"chat_id": 1, "text": "đồng chí" * n}) for n in (1, 2000)]
        await api.close()
    assert [message["message_id"] for message in sent] == [1000, 1000]


def test_a_ratio_is_the_median_of_its_rounds_and_meets_its_limit_from_the_right_side() -> None:
    rounds = [1.0, 9.0, 2.0]
    cost = of_rounds(1, "a step", 2.0, "a floor", rounds)
    assert (cost.ratio, cost.met) == (2.0, True)
    assert cost.low < cost.ratio < cost.high
    assert not of_rounds(1, "a step", 1.9, "a floor", rounds).met
    assert of_rounds(3, "steps a second", 1.9, "a floor", rounds, at_least=True).met
    assert not of_rounds(3, "steps a second", 2.1, "a floor", rounds, at_least=True).met


def test_results_tell_nothing_of_whose_machine_it_was() -> None:
    assert platform.node() not in machine()
