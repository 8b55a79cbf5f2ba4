"""A bot's updates until it acknowledges them: one inbox, emptied by long polling or by a webhook."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, islice

import orjson

from simulator.telegram.wire import ApiError, Json

# Telegram sends all but these unless a bot asks for them.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
    "chat_member",
)
_FIRST_UPDATE = 100_000_001


@dataclass(slots=True, eq=False)
class Waiting:
    """One update that waits. A `repeat` is handed out once more although it was acknowledged."""

    update_id: int
    body: bytes
    lane: int
    repeat: bool = False
    place: int = 0


class Inbox:
    """Updates in the order in which they will be delivered, acknowledged by number."""

    def __init__(self) -> None:
        self.waiting: dict[int, Waiting] = {}  # by the order of delivery
        self._places = count()
        self.allowed: frozenset[str] | None = None
        self.on_arrival: Callable[[Waiting], None] | None = None
        self.next_id = _FIRST_UPDATE
        self._poll: asyncio.Future[bool] | None = None

    def wants(self, kind: str) -> bool:
        """Whether the bot's allowed_updates let this kind through."""
        return kind in self.allowed if self.allowed is not None else kind not in _ON_REQUEST

    def allow(self, kinds: list[str] | None) -> None:
        """Take over allowed_updates; None keeps the last, an empty list returns to the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def put(self, update: Json, lane: int) -> Waiting:
        """Number an update and let it wait. Updates of one `lane` (a chat) keep their order at a webhook."""
        entry = Waiting(self.next_id, b"", lane)
        entry.body = orjson.dumps({"update_id": self.next_id, **update})
        self.next_id += 1
        self._append(entry)
        return entry

    def repeat(self, entry: Waiting) -> None:
        """Deliver an update a second time under its own number, acknowledged or not."""
        self._append(Waiting(entry.update_id, entry.body, entry.lane, repeat=True))

    def _append(self, entry: Waiting) -> None:
        entry.place = next(self._places)
        self.waiting[entry.place] = entry
        if self.on_arrival:
            self.on_arrival(entry)
        if self._poll and not self._poll.done():
            self._poll.set_result(True)

    def acknowledge(self, offset: int) -> None:
        """Drop what lies before `offset`; a negative one keeps only that many of the last."""
        surplus = len(self.waiting) + offset if offset < 0 else len(self.waiting)
        for entry in list(islice(self.waiting.values(), max(0, surplus))):
            if offset >= 0 and (entry.update_id >= offset or entry.repeat):
                return
            del self.waiting[entry.place]

    def batch(self, limit: int) -> bytes:
        """Up to `limit` updates as a JSON array; they stay until acknowledged, repeats do not."""
        chosen = list(islice(self.waiting.values(), limit))
        for entry in chosen:
            if entry.repeat:
                del self.waiting[entry.place]
        return b"[" + b",".join(entry.body for entry in chosen) + b"]"

    async def poll(self, offset: int, limit: int, timeout_s: float) -> bytes:
        """getUpdates: at once where something waits, else at the first arrival or after `timeout_s`.

        :raises ApiError: 409 where another poll or a webhook takes over
        """
        self.acknowledge(offset)
        if not self.waiting and timeout_s > 0:
            self.interrupt(by_webhook=False)
            self._poll = asyncio.get_running_loop().create_future()
            mine = self._poll
            try:
                async with asyncio.timeout(timeout_s):
                    await mine
            except TimeoutError:
                pass
            finally:
                if self._poll is mine:
                    self._poll = None
        return self.batch(limit)

    def interrupt(self, *, by_webhook: bool) -> None:
        """End the poll that waits, as Telegram does when another one or a webhook arrives."""
        if self._poll and not self._poll.done():
            reason = (
                "terminated by setWebhook request"
                if by_webhook
                else "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
            self._poll.set_exception(ApiError(409, f"Conflict: {reason}"))

    def release(self) -> None:
        """Let a waiting poll end empty: the server stops."""
        if self._poll and not self._poll.done():
            self._poll.set_result(False)

    def forget(self, entry: Waiting) -> None:
        """A webhook took this one."""
        self.waiting.pop(entry.place, None)
