"""Telegram's pace: about 30 messages a second a bot, one a second a chat, twenty a minute a group.

Every call is counted whether or not the limits are enforced, so a test can ask how a bot paced itself.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import ceil

from simulator.telegram.wire import too_many


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call as it arrived: seconds on the monotonic clock, and the answer's status (0: none was given)."""

    at: float
    bot: int
    method: str
    chat: str
    status: int
    messages: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Enforced limits. `burst` is how many messages a chat may get at once before one a second counts."""

    per_bot_second: int = 30
    per_chat_second: float = 1.0
    burst: int = 3
    per_group_minute: int = 20


@dataclass(slots=True)
class Pace:
    """What was sent when; refuses with 429 once `limits` is set."""

    limits: Limits | None = None
    calls: list[CallRecord] = field(default_factory=list)
    _bots: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _groups: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _chats: dict[tuple[int, str], float] = field(default_factory=dict)

    def check(self, now: float, bot: int, chat: str, messages: int = 1) -> None:
        """Take the place of `messages` in the pace, or refuse.

        :raises ApiError: 429 with the whole seconds until it would be let through
        """
        if self.limits is None:
            return
        limits = self.limits
        wait = _room(self._bots[bot], now, 1.0, limits.per_bot_second, messages)
        if chat.startswith("-"):
            wait = max(wait, _room(self._groups[chat], now, 60.0, limits.per_group_minute, messages))
        # The moment at which the chat will have caught up with one message a second.
        debt = max(self._chats.get((bot, chat), now), now) + messages / limits.per_chat_second
        allowed = max(limits.burst, messages) / limits.per_chat_second
        wait = max(wait, debt - now - allowed)
        if wait > 1e-9:
            raise too_many(max(1, ceil(wait)))
        self._chats[bot, chat] = debt
        self._bots[bot].extend([now] * messages)
        if chat.startswith("-"):
            self._groups[chat].extend([now] * messages)

    def record(self, call: CallRecord) -> None:
        """Keep a call for the statistics."""
        self.calls.append(call)

    def sent(self, bot: int | None = None, chat: int | str | None = None) -> list[float]:
        """When messages were sent successfully, in order."""
        return [
            call.at
            for call in self.calls
            for _ in range(call.messages)
            if call.status == 200
            and call.method.startswith("send")
            and call.method != "sendChatAction"
            and bot in (None, call.bot)
            and (chat is None or call.chat == str(chat))
        ]

    def most_in_a_second(self, bot: int | None = None, chat: int | str | None = None) -> int:
        """The most messages that went out within any sliding second."""
        times = sorted(self.sent(bot, chat))
        return max((n - bisect_left(times, at - 1.0 + 1e-9) + 1 for n, at in enumerate(times)), default=0)


def _room(times: deque[float], now: float, window_s: float, most: int, wanted: int) -> float:
    """Seconds until `wanted` more fit into the window."""
    while times and times[0] <= now - window_s:
        times.popleft()
    surplus = len(times) + wanted - most
    if surplus <= 0 or not times:
        return 0.0
    return times[min(surplus, len(times)) - 1] + window_s - now
