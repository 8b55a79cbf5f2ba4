"""Webhooks: each update until it is taken, in order, with the secret."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from simulator.telegram import Fault, TelegramServer
from tests.simulator.client import RawBot
from tests.simulator.hook import Hook, Json, listening

ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@pytest.fixture
async def hook(server: TelegramServer) -> AsyncIterator[Hook]:
    server.platform.webhook_rest_s = 0.01
    async with listening() as there:
        yield there


def texts(updates: list[Json]) -> list[str]:
    return [str(update["message"]["text"]) for update in updates]


async def test_updates_come_with_the_secret_in_order(server: TelegramServer, raw: RawBot, hook: Hook) -> None:
    server.user(7).send("trước")
    answer = await raw.call("setWebhook", url=hook.url, secret_token="S-1_x")
    assert (answer["result"], answer["description"]) == (True, "Webhook was set")
    for number in range(5):
        server.user(7).send(str(number))
    assert texts(await hook.until(6)) == ["trước", "0", "1", "2", "3", "4"]
    assert {secret for secret, _ in hook.came} == {"S-1_x"}
    again = await raw.call("setWebhook", url=hook.url, secret_token="S-1_x")
    assert again["description"] == "Webhook is already set"


async def test_polling_is_refused_meanwhile(server: TelegramServer, raw: RawBot, hook: Hook) -> None:
    poll = asyncio.create_task(raw.call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    await raw.call("setWebhook", url=hook.url)
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert await raw.refused("getUpdates") == ACTIVE
    deleted = await raw.call("deleteWebhook")
    assert deleted["description"] == "Webhook was deleted"
    assert (await raw.call("setWebhook", url=""))["description"] == "Webhook is already deleted"
    server.user(7).send("lại hỏi")
    assert texts(await raw.updates(timeout=5)) == ["lại hỏi"]


async def test_what_is_not_taken_comes_again_and_others_wait_behind_it(
    server: TelegramServer, raw: RawBot, hook: Hook
) -> None:
    refused = [503, 500, 302]
    hook.answer = lambda update: (
        web.Response(status=refused.pop())
        if update["message"]["chat"]["id"] == 7 and refused
        else web.Response()
    )
    await raw.call("setWebhook", url=hook.url)
    server.user(7).send("một")
    server.user(7).send("hai")
    server.user(8).send("người khác")
    came = await hook.until(6)
    assert [text for text in texts(came) if text != "người khác"] == ["một"] * 4 + ["hai"]
    assert texts(came).count("người khác") == 1
    assert len({update["update_id"] for update in came}) == 3
    info = await raw.result("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")


async def test_many_chats_at_once_each_in_order(server: TelegramServer, raw: RawBot, hook: Hook) -> None:
    for number in range(40):
        for user in range(1, 11):
            server.user(user).send(f"{number}")
    await raw.call("setWebhook", url=hook.url, max_connections=4)
    came = await hook.until(400)
    for user in range(1, 11):
        mine = [
            text for update in came if update["message"]["chat"]["id"] == user for text in texts([update])
        ]
        assert mine == [str(number) for number in range(40)]


async def test_faults_reach_a_webhook_too(server: TelegramServer, raw: RawBot, hook: Hook) -> None:
    await raw.call("setWebhook", url=hook.url)
    server.faults.add(Fault("duplicate"))
    server.faults.add(Fault("reorder"))
    for text in ("một", "hai", "ba"):
        server.user(7).send(text)
    assert texts(await hook.until(4)) == ["một", "một", "ba", "hai"]


async def test_the_answer_may_hold_a_call(server: TelegramServer, raw: RawBot, hook: Hook) -> None:
    hook.answer = lambda _: web.json_response({"method": "sendMessage", "chat_id": 7, "text": "Vâng"})
    await raw.call("setWebhook", url=hook.url)
    phone = server.user(7)
    phone.start()
    assert (await phone.next()).text == "Vâng"


async def test_pending_updates_can_be_dropped(server: TelegramServer, raw: RawBot, hook: Hook) -> None:
    server.user(7).send("cũ")
    assert (await raw.result("getWebhookInfo"))["pending_update_count"] == 1
    await raw.call("setWebhook", url=hook.url, drop_pending_updates=True)
    server.user(7).send("mới")
    assert texts(await hook.until(1)) == ["mới"]


async def test_nobody_listens_there(server: TelegramServer, raw: RawBot, hook: Hook) -> None:
    await raw.call("setWebhook", url="http://127.0.0.1:1/hook", max_connections=3)
    server.user(7).send("chờ")
    async with asyncio.timeout(5):
        info = await raw.result("getWebhookInfo")
        while "last_error_message" not in info:
            info = await raw.result("getWebhookInfo")
    assert info["last_error_message"] == "Connection failed"
    assert (info["pending_update_count"], info["max_connections"]) == (1, 3)
    await raw.call("setWebhook", url=hook.url)
    assert texts(await hook.until(1)) == ["chờ"]


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org/x"}, "bad webhook: Failed to resolve host: Name or service not known"),
        ({"url": "ftp://127.0.0.1/x"}, "invalid webhook URL specified"),
        ({"url": "http://[/"}, "invalid webhook URL specified"),
        (
            {"url": "http://127.0.0.1/x", "secret_token": "có dấu"},
            "secret token contains unallowed characters",
        ),
        ({"url": "http://127.0.0.1/x", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_wrong_webhooks(raw: RawBot, params: dict[str, str], refusal: str) -> None:
    assert await raw.refused("setWebhook", **params) == f"Bad Request: {refusal}"
