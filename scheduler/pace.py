"""How fast a line may send: slots for what is sent in bulk, a second a chat, and what the messenger's refusals teach.

One line, one process, one event loop. Seconds are those of a monotonic clock, which is an argument. Chats are named
by the row of their address.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

from core.clock import MonotonicClock

_WINDOW: Final = 1.0
_SPARE: Final = 1
"""Of what a second may hold, left to a reply that comes while the bulk is being sent."""
_MARGIN: Final = 0.001  # seconds, between our clock and the messenger's
_CHAT_MARGIN: Final = 0.03
_CATCH_UP: Final = 0.02  # seconds; (1 + this) x 29 stays below 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What a messenger is known, or believed, to take.

    `bulk` a second is what we aim at, `most` what no sliding second may exceed. A chat gets one message in
    `chat_seconds`; replies may run ahead of that by `burst` messages.
    """

    bulk: float
    most: int
    chat_seconds: float
    burst: int


TELEGRAM: Final = Limits(bulk=29.0, most=30, chat_seconds=1.0, burst=3)
"""core.telegram.org/bots/faq: about 30 a second, one a second a chat, short bursts tolerated."""

SEVERAL: Final = 3
"""So many chats that are told to wait within `_TOGETHER` seconds mean that the whole line is."""
_TOGETHER: Final = 10.0
_SLOWER: Final = 0.8
_FASTER_EVERY: Final = 30.0
_SLOWEST: Final = 1.0


class BulkSlots:
    """Evenly spaced slots. One that was missed by a little is caught up with, one missed by much is lost.

    Catching up is what keeps the rate while the loop is busy elsewhere; the count of the last second is what keeps any
    sliding second within the limit, replies included.
    """

    def __init__(self, limits: Limits, clock: MonotonicClock) -> None:
        self._limits = limits
        self._clock = clock
        self._rate = limits.bulk
        self._next = clock.seconds()
        self._sent: deque[float] = deque(maxlen=max(1, limits.most - _SPARE))
        self._stopped_until = 0.0
        self._learned_at = 0.0

    @property
    def rate(self) -> float:
        """Slots a second at present: below the aim after the messenger has refused, and rising again by itself."""
        steps = int((self._clock.seconds() - self._learned_at) / _FASTER_EVERY)
        return min(self._limits.bulk, self._rate / _SLOWER**steps)

    def wait(self) -> float:
        """Seconds until the next slot; 0 when it is there."""
        now = self._clock.seconds()
        earliest = max(self._next, self._stopped_until)
        if len(self._sent) == self._sent.maxlen:
            earliest = max(earliest, self._sent[0] + _WINDOW + _MARGIN)
        return max(0.0, earliest - now)

    def take(self) -> bool:
        """Uses the slot that is there now; False where none is."""
        if self.wait() > 0:
            return False
        now = self._clock.seconds()
        self._next = max(self._next, now - _CATCH_UP) + 1.0 / self.rate
        self._sent.append(now)
        return True

    def beside(self) -> None:
        """A reply is leaving now: it waits for no slot, but the bulk makes room for it."""
        self._sent.append(self._clock.seconds())

    def stop(self, seconds: float, *, slower: bool) -> None:
        """Nothing leaves for so long; afterwards it goes slower for a while, if it was too fast."""
        now = self._clock.seconds()
        if slower and now >= self._stopped_until:
            self._rate = max(_SLOWEST, self.rate * _SLOWER)
            self._learned_at = now + seconds
        self._stopped_until = max(self._stopped_until, now + seconds)


class Pace:
    """One line's. Replies ask only `before_reply`; what is unasked needs a slot of the bulk as well."""

    def __init__(self, limits: Limits, clock: MonotonicClock) -> None:
        self._limits = limits
        self._clock = clock
        self.bulk = BulkSlots(limits, clock)
        self._even: dict[int, float] = {}  # when the chat will have caught up with its messages
        self._stopped: dict[int, float] = {}
        self._refused: deque[tuple[float, int, float]] = deque(maxlen=50)

    def before_reply(self, chat: int) -> float:
        """Seconds until a reply may go to this chat."""
        return self._before(chat, self._limits.burst - 1)

    def crowded(self, *, bulk: bool) -> list[int]:
        """Chats whose turn it is not, for what is unasked (`bulk`) or for replies."""
        now = self._clock.seconds()
        for old in (self._even, self._stopped):
            for chat in [chat for chat, until in old.items() if until <= now]:
                del old[chat]
        ahead = 0 if bulk else self._limits.burst - 1
        return [chat for chat in {*self._even, *self._stopped} if self._before(chat, ahead) > 0]

    def sent(self, chat: int, *, bulk: bool) -> None:
        """A message is leaving to this chat now; `bulk` where it has taken a slot."""
        now = self._clock.seconds()
        self._even[chat] = max(self._even.get(chat, now), now) + self._limits.chat_seconds
        if not bulk:
            self.bulk.beside()

    def unreachable(self, seconds: float) -> None:
        """The messenger cannot be spoken to at all; it has not said that we were too fast."""
        self.bulk.stop(seconds, slower=False)

    def refused(self, chat: int, seconds: float, *, whole_line: bool) -> None:
        """The messenger said to wait. That stops this chat; the line when it was said of the bot, or to several."""
        now = self._clock.seconds()
        self._stopped[chat] = max(self._stopped.get(chat, 0.0), now + seconds)
        if whole_line:
            self.bulk.stop(seconds, slower=True)
            return
        self._refused.append((now, chat, seconds))
        recent = {other: wait for at, other, wait in self._refused if now - at <= _TOGETHER}
        if len(recent) >= SEVERAL:
            # All of them have to wait at least as long as the shortest; longer than that is only known of each.
            self.bulk.stop(min(recent.values()), slower=True)
            self._refused.clear()

    def _before(self, chat: int, ahead: int) -> float:
        now = self._clock.seconds()
        even = self._even.get(chat, 0.0) - ahead * self._limits.chat_seconds
        early = max(even, self._stopped.get(chat, 0.0)) - now
        return early + _CHAT_MARGIN if early > 0 else 0.0
