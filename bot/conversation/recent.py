"""Where conversations stood when this process last saw them, so that the next answer need not run the dialog again.

Nothing depends on what is here: a position holds for exactly the stored answers and the sheet that it was replayed
from, and a dialog is pure. Whatever differs, was rolled back, or came through another process is replayed.
"""

import threading
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.conversation.replay import Open

MOST: Final = 500
"""A position holds its dialog's sheet and answers in memory: some tens of kilobytes."""


Place = Hashable


@dataclass(frozen=True, slots=True)
class Steady:
    """The sheet was asked for under this stamp of the facts (core.talk.Talk), and is the same in all of this time."""

    stamp: object
    since: datetime
    until: datetime

    def holds(self, stamp: object, now: datetime) -> bool:
        return stamp == self.stamp and self.since <= now < self.until


class Recent:
    """Positions by their conversation. Each is handed out once: going on from it uses it up.

    A `place` names owner, dialog and subject beside the row: a database gives the number of a deleted row again.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[Place, tuple[bytes, object, Open, Steady | None]] = {}
        self._lock = threading.Lock()

    def keep(
        self, place: Place, state: bytes, sheet: object, position: Open, steady: Steady | None = None
    ) -> None:
        """A dialog that looked something up stands on more than its sheet: it is replayed each time."""
        if position.walk.looked_up:
            return
        with self._lock:
            self._kept.pop(place, None)
            self._kept[place] = (state, sheet, position, steady)
            if len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]

    def take(self, place: Place, state: bytes, sheet: object) -> Open | None:
        """The position of just these answers on just this sheet, if it is here."""
        with self._lock:
            found = self._kept.pop(place, None)
        if found is None or found[0] != state or found[1] != sheet:
            return None
        return found[2]

    def take_steady(
        self, place: Place, state: bytes, stamp: object, now: datetime
    ) -> tuple[object, Open, Steady] | None:
        """The position of just these answers with its sheet, where that need not be asked for again."""
        with self._lock:
            found = self._kept.get(place)
            if found is None or found[0] != state or found[3] is None or not found[3].holds(stamp, now):
                return None
            del self._kept[place]
        return found[1], found[2], found[3]
