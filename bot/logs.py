"""What the process says of itself: one line a record, never a secret, never what a person wrote.

An exception's own words may quote an answer, so a record shows its type and where it came from, and nothing else of it.
A library's record is cut to its first line for the same reason. A fault has a short id: the person is told it, an
administrator finds it here.
"""

import logging
import re
import secrets
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Final, TextIO

from core.clock import VIETNAM
from core.faults import where

OURS: Final = frozenset({"core", "bot", "storage", "scheduler", "documents", "simulator"})

_LETTERS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"  # none that is taken for another, no vowel to make a word
_ID_LENGTH: Final = 6
_FOREIGN_LENGTH: Final = 200

_TOKEN: Final = re.compile(r"(?:bot)?\d+(?::|%3A)[\w-]{20,}|(?<=bot)\d+(?::|%3A)[^/\s\"']+", re.IGNORECASE)
_PASSWORD: Final = re.compile(r"(?<=://)[^/\s@]+(?=@)")

_log = logging.getLogger(__name__)


def configure(hidden: Sequence[str] = (), stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Sends all records to `stream` (standard error), and what nobody caught as well.

    `hidden` are this installation's secrets. Libraries are heard from warnings up; their access logs, which hold the
    token in every address, are not heard at all.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine(hidden))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.getLogger("aiohttp.access").disabled = True
    sys.excepthook = _uncaught
    threading.excepthook = lambda crash: _uncaught(crash.exc_type, crash.exc_value, crash.exc_traceback)


class OneLine(logging.Formatter):
    """2026-04-05 19:30:00.123 ERROR bot.reception: … in Vietnam's time, whatever the host's zone."""

    def __init__(self, hidden: Sequence[str] = ()) -> None:
        super().__init__()
        longest_first = sorted((re.escape(secret) for secret in hidden if secret), key=len, reverse=True)
        self._hidden = re.compile("|".join(longest_first) or r"(?!)")

    def format(self, record: logging.LogRecord) -> str:
        words = record.getMessage()
        if record.name.split(".")[0] not in OURS:
            words = (words.splitlines() or [""])[0][:_FOREIGN_LENGTH]
        if record.exc_info and record.exc_info[1]:
            words = f"{words}: {fault(record.exc_info[1])}"
        at = datetime.fromtimestamp(record.created, VIETNAM).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
        return self._redacted(f"{at} {record.levelname} {record.name}: {_on_one_line(words)}")

    def _redacted(self, line: str) -> str:
        line = self._hidden.sub("…", line)
        return _PASSWORD.sub("…", _TOKEN.sub("…", line))


def fault(error: BaseException) -> str:
    """`ValueError at reception.py:97 < lanes.py:40`, and what caused it: types and places, no words."""
    places = where(error)
    told = _name(error) + (f" at {places}" if places else "")
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{told}, from {fault(cause)}" if cause is not None else told


def _name(error: BaseException) -> str:
    """The type, with the words of those that speak of the program or the computer and never of what was said."""
    if isinstance(error, OSError):
        return f"{type(error).__name__} ({error.strerror})" if error.strerror else type(error).__name__
    if isinstance(error, ImportError | NameError | AttributeError):
        return f"{type(error).__name__} ({error})"
    return type(error).__name__


def new_error_id(random: Callable[[str], str] = secrets.choice) -> str:
    """Six letters and digits that can be read out on the telephone and typed."""
    return "".join(random(_LETTERS) for _ in range(_ID_LENGTH))


def _on_one_line(words: str) -> str:
    return "".join(each if each.isprintable() else " " for each in words)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("error %s, nobody caught it", new_error_id(), exc_info=(kind, error, trace))
