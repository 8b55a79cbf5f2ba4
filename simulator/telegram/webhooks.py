"""Webhooks: updates are POSTed to the bot, those of one chat in order, again until it answers 2xx."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import orjson

from simulator.telegram.updates import Inbox, Waiting
from simulator.telegram.wire import Json

_LONGEST_REST_S = 60.0
_ANSWER_WITHIN_S = 60.0

Reply = Callable[[Json], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates go. The secret is sent as X-Telegram-Bot-Api-Secret-Token."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(slots=True)
class Trouble:
    """The last failure, as getWebhookInfo tells it: Unix time and words."""

    date: int = 0
    message: str = ""


class WebhookSender:
    """Empties an inbox into a webhook. `reply` carries out a method that the bot put into its answer.

    A failed update is sent again at once, then after `rest_s`, twice that, and so on; its chat waits behind it.
    """

    def __init__(
        self, inbox: Inbox, webhook: Webhook, reply: Reply, now: Callable[[], int], rest_s: float = 1.0
    ) -> None:
        self.webhook = webhook
        self.trouble = Trouble()
        self._inbox = inbox
        self._reply = reply
        self._now = now
        self._rest_s = rest_s
        self._lanes: dict[int, deque[Waiting]] = {}
        self._ready: deque[int] = deque()
        self._sending: set[asyncio.Task[None]] = set()
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN_S))
        for entry in list(inbox.waiting.values()):
            self._queue(entry)
        inbox.on_arrival = self._queue

    def _queue(self, entry: Waiting) -> None:
        """Set an update behind the others of its chat."""
        lane = self._lanes.get(entry.lane)
        if lane is None:
            self._lanes[entry.lane] = deque([entry])
            self._ready.append(entry.lane)
            self._start()
        else:
            lane.append(entry)

    def _start(self) -> None:
        """Serve the chats that wait, one task each, as many as there may be connections."""
        while self._ready and len(self._sending) < self.webhook.max_connections:
            task = asyncio.create_task(self._serve(self._ready.popleft()))
            self._sending.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if not task.cancelled():
            self._start()

    async def _serve(self, lane: int) -> None:
        """Deliver what one chat has waiting, each until it is taken."""
        waiting = self._lanes[lane]
        while waiting:
            await self._deliver(waiting[0])
            self._inbox.forget(waiting.popleft())
        del self._lanes[lane]

    async def _deliver(self, entry: Waiting) -> None:
        rest = 0.0
        while not await self._post(entry.body):
            await asyncio.sleep(rest)
            rest = min(rest * 2 or self._rest_s, _LONGEST_REST_S)

    async def _post(self, body: bytes) -> bool:
        """Whether the bot took the update."""
        headers = {"Content-Type": "application/json"}
        if self.webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.webhook.secret
        try:
            post = self._session.post(self.webhook.url, data=body, headers=headers, allow_redirects=False)
            async with post as answer:
                text = await answer.read()
                if 200 <= answer.status < 300:
                    await self._act(text)
                    return True
                reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError):
            reason = "Connection failed"
        self.trouble = Trouble(self._now(), reason)
        return False

    async def _act(self, text: bytes) -> None:
        """A bot may put one method call into its answer; Telegram tells it no result."""
        try:
            call = orjson.loads(text) if text else None
        except orjson.JSONDecodeError:
            return
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            await self._reply(call)

    async def stop(self) -> None:
        """End deliveries; what was not taken stays in the inbox."""
        self._inbox.on_arrival = None
        for task in list(self._sending):
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        await self._session.close()
