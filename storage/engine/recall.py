"""What a writer has read lately, as long as nobody has written anything that it could have been read from.

Every step of a conversation asks the same of the person who is talking: who they are, what they agreed to, what they
owe. Few statements write such facts; those that every step writes are of a few tables of their own (PASSING). So what
was read of facts is good until this connection writes one, or the file says that another connection has committed
(`pragma data_version`, looked at inside the transaction, so that nothing can come in between). On PostgreSQL, which
has no such sign, nothing is recalled.
"""

import re
from collections.abc import Callable
from typing import Any, Final

PASSING: Final = frozenset({"address", "conversation", "outbox", "update_seen", "line_leader"})
"""Tables that the talking itself writes. No foreign key of another table lets a change of theirs reach it."""

_WORDS: Final = re.compile(r"[a-z_]+")
_TARGET: Final = re.compile(r"\s*(?:insert\s+into|update|delete\s+from)\s+([a-z_]+)")
_READING: Final = re.compile(r"\s*(?:select|savepoint|release)\b")
_FEW: Final = 100
"""Longer lists are not kept."""
_MOST: Final = 5000

Key = tuple[object, ...]
Rows = list[tuple[Any, ...]]


def stirs(sql: str) -> bool:
    """Whether it may change a fact, or undo the change of one. Doubtful is yes."""
    lower = sql.lower()
    target = _TARGET.match(lower)
    return _READING.match(lower) is None and (target is None or target[1] not in PASSING)


def is_about_facts(sql: str) -> bool:
    """Whether it looks at no table that the talking writes, and at no clock."""
    words = set(_WORDS.findall(sql.lower()))
    return not words & (PASSING | {"strftime", "random", "changes"})


class Recall:
    """Of one connection that writes. `look` asks the file for its sign of other connections' commits."""

    def __init__(self, look: Callable[[], Any]) -> None:
        self._look = look
        self._sign: object = None
        self._is_current = False
        self._found: dict[Key, Rows] = {}
        self._stamp: object = object()
        self.suspended = False
        """Something else than statements may write on this connection."""

    def transaction_begins(self) -> None:
        self._is_current = False

    def stamp(self) -> object | None:
        """Another one as soon as a fact may have changed."""
        self._make_current()
        return None if self.suspended else self._stamp

    def _make_current(self) -> None:
        if not self._is_current:
            sign = self._look()
            if sign != self._sign:
                self._sign = sign
                self.forget()
            self._is_current = True

    def find(self, key: Key) -> Rows | None:
        self._make_current()
        return None if self.suspended else self._found.get(key)

    def keep(self, key: Key, rows: Rows) -> None:
        """After `find` in the same transaction."""
        if self.suspended or len(rows) > _FEW:
            return
        if len(self._found) >= _MOST:
            self._found.clear()
        self._found[key] = rows

    def forget(self) -> None:
        self._found.clear()
        self._stamp = object()
