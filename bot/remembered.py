"""What was written lately, by the bytes that it became: this process reads most of them again within the second."""

import threading
from typing import Final, Generic, TypeVar

T = TypeVar("T")

MOST: Final = 1000


class Remembered(Generic[T]):
    """A value is handed out once: whoever reads the same bytes a second time parses them."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[bytes, T] = {}
        self._lock = threading.Lock()

    def keep(self, written: bytes, value: T) -> None:
        """The value must be what reading these bytes would give."""
        with self._lock:
            self._kept[written] = value
            if len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]

    def take(self, written: bytes) -> T | None:
        return self._kept.pop(written, None)
