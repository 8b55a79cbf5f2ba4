"""core.roster.reading.RosterReader: a process apart reads, this one listens."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import IO, Final

from core.roster.reading import (
    MOST_BYTES,
    CannotRead,
    Reading,
    Unreadable,
    Wish,
    head_from_json,
    tail_from_json,
)
from core.roster.rows import from_json

SECONDS: Final = 300.0
"""On the wall's clock, the listener's own work included."""
_KEPT: Final = ("PATH", "PYTHONPATH", "LANG", "VIRTUAL_ENV")


class ProcessReader:
    """A crash of the parser, a flood of memory or an endless loop ends that process and nothing else."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def read(self, data: bytes, wish: Wish, today: date) -> Iterator[Reading]:
        if len(data) > MOST_BYTES:
            raise CannotRead(Unreadable.TOO_LARGE)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-m", "documents.roster_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        late = threading.Timer(self._seconds, process.kill)
        late.start()
        try:
            assert process.stdin is not None  # noqa: S101  # both are pipes
            assert process.stdout is not None  # noqa: S101
            _hand_over(process.stdin, data, wish, today)
            yield from _told(process.stdout)
            process.wait()
        finally:
            late.cancel()
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()


def _hand_over(pipe: IO[bytes], data: bytes, wish: Wish, today: date) -> None:
    """It reads everything before it says anything, so neither waits for the other."""
    asked = {"wish": asdict(wish), "today": today.isoformat()}
    try:
        pipe.write(json.dumps(asked).encode() + b"\n")
        pipe.write(data)
        pipe.close()
    except BrokenPipeError:
        raise CannotRead(Unreadable.TOO_MUCH) from None


def _told(pipe: IO[bytes]) -> Iterator[Reading]:
    """Raises CannotRead for what the process says is wrong, and where it ended without a word."""
    asks = whole = False
    for line in pipe:
        told = json.loads(line)
        if "fault" in told:
            raise CannotRead(Unreadable(told["fault"]))
        if "head" in told:
            head = head_from_json(told["head"])
            asks = head.asks
            yield head
        elif "tail" in told:
            whole = True
            yield tail_from_json(told["tail"])
        else:
            yield [from_json(row) for row in told["rows"]]
    if not (asks or whole):
        raise CannotRead(Unreadable.TOO_MUCH)
